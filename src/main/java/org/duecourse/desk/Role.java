package org.duecourse.desk;

/** What a signed-in person's work is. A patient comes by a link and has no account. */
public enum Role {
  /** Books inside windows, logs offers and attempts; cannot change a clinician's window. */
  SCHEDULER("scheduler"),
  /** A licensed person who sets urgency and extends with a reason. */
  TRIAGE_CLINICIAN("triage clinician"),
  /** Orders return visits, extends, closes; sees the own patients. */
  THERAPIST("therapist"),
  /** A therapist who prescribes. */
  PRESCRIBER("psychiatrist or prescriber"),
  /** Answers crises and books the visit after. */
  CRISIS_CLINICIAN("crisis clinician"),
  /** Runs a clinic: approves what the rules do not allow. */
  CLINIC_MANAGER("clinic manager"),
  /** Sets templates. */
  ACCESS_MANAGER("patient access manager"),
  /** Plans for several clinics; sees counts. */
  DIRECTOR("regional director"),
  /** Reads the audit and an order's history. */
  COMPLIANCE("compliance"),
  /** Checks terms on counts; never sees a patient. */
  UNION_ANALYST("union or staffing analyst"),
  /** Mends definitions and data. */
  DATA_STEWARD("data steward"),
  /** Keeps accounts; never sees a patient. */
  ADMINISTRATOR("administrator");

  private final String words;

  Role(String words) {
    this.words = words;
  }

  /** The role as people say it. */
  public String words() {
    return words;
  }

  /** Whether this role may see records of patients at its clinics. */
  public boolean seesPatients() {
    return switch (this) {
      case SCHEDULER,
          TRIAGE_CLINICIAN,
          THERAPIST,
          PRESCRIBER,
          CRISIS_CLINICIAN,
          CLINIC_MANAGER,
          ACCESS_MANAGER,
          COMPLIANCE ->
          true;
      case DIRECTOR, UNION_ANALYST, DATA_STEWARD, ADMINISTRATOR -> false;
    };
  }

  /** Whether this role sees only patients of its own caseload. */
  public boolean seesOwnPatientsOnly() {
    return this == THERAPIST || this == PRESCRIBER;
  }

  /** Whether this role can say that a longer wait does no harm. */
  public boolean extendsWindows() {
    return switch (this) {
      case TRIAGE_CLINICIAN, THERAPIST, PRESCRIBER, CRISIS_CLINICIAN -> true;
      case SCHEDULER,
          CLINIC_MANAGER,
          ACCESS_MANAGER,
          DIRECTOR,
          COMPLIANCE,
          UNION_ANALYST,
          DATA_STEWARD,
          ADMINISTRATOR ->
          false;
    };
  }

  /** Whether this role can set a booking rule aside, with a reason. */
  public boolean overridesRules() {
    return this == CLINIC_MANAGER || this == TRIAGE_CLINICIAN || this == CRISIS_CLINICIAN;
  }

  /** Whether this role can book outside the window, with a reason. */
  public boolean booksOutsideWindow() {
    return overridesRules() || this == SCHEDULER || seesOwnPatientsOnly();
  }
}
