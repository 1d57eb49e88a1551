package org.duecourse.desk;

/** What somebody has to do. */
public enum TaskKind {
  /** Find a time for a first visit. */
  BOOK_FIRST("Book the first visit", Role.SCHEDULER, 10, 60),
  /** Find a time for a return visit. */
  BOOK_RETURN("Book the return visit", Role.SCHEDULER, 5, 60),
  /** Find a new time for a visit that was cancelled. */
  REBOOK("Book again", Role.SCHEDULER, 5, 70),
  /** Call somebody who did not come. */
  NO_SHOW_OUTREACH("Call after a missed visit", Role.SCHEDULER, 10, 70),
  /** A visit is booked outside its window: find better, extend, or refer out. */
  BOOKED_OUTSIDE("Find a time inside the window", Role.SCHEDULER, 10, 65),
  /** A clinician is asked whether a longer wait does harm. */
  ASK_EXTENSION("Decide about a longer wait", Role.THERAPIST, 5, 80),
  /** Look for a place at another clinic. */
  OTHER_CLINIC("Ask another clinic", Role.SCHEDULER, 15, 75),
  /** Arrange care outside. */
  REFER_OUT("Refer outside", Role.CLINIC_MANAGER, 30, 85),
  /** Say what became of a visit whose time has passed. */
  RECORD_OUTCOME("Record what became of the visit", Role.SCHEDULER, 2, 40),
  /** The clinician's week changed around a visit. */
  CHECK_VISIT("Check a visit outside the week", Role.SCHEDULER, 5, 60),
  /** A visit lies in an absence and has to be moved before it. */
  MOVE_DISPLACED("Move a visit out of an absence", Role.CLINIC_MANAGER, 5, 90),
  /** The clinic moved a visit; the person has to hear of it. */
  TELL_NEW_TIME("Tell about the new time", Role.SCHEDULER, 5, 90),
  /** Somebody asked for help at once. */
  CRISIS_REQUEST("Answer a crisis", Role.CRISIS_CLINICIAN, 30, 100),
  /** Nobody is named for crises at a time when the clinic is open. */
  CRISIS_GAP("Name somebody for crises", Role.CLINIC_MANAGER, 10, 95),
  /** All attempts to reach somebody were made. */
  NOT_REACHED("Decide about somebody who was not reached", Role.TRIAGE_CLINICIAN, 10, 75),
  /** Somebody has waited for two weeks through a strike. */
  RISK_ASSESSMENT("Assess the risk of somebody who waits", Role.TRIAGE_CLINICIAN, 20, 90),
  /** Protected time that a swap took was not given back. */
  SWAP_BROKEN("Give back protected time that was lost", Role.CLINIC_MANAGER, 15, 70),
  /** A term of the contract is not met. */
  CONTRACT_TERM("Answer for a term of the contract", Role.CLINIC_MANAGER, 30, 70),
  /** A term was missed for as long as the contract allows: it asks for more staff. */
  HIRE_TRIGGER("Hire, as the contract asks", Role.CLINIC_MANAGER, 60, 80);

  private final String words;
  private final Role pool;
  private final int minutes;
  private final int priority;

  TaskKind(String words, Role pool, int minutes, int priority) {
    this.words = words;
    this.pool = pool;
    this.minutes = minutes;
    this.priority = priority;
  }

  /** What to do, as a list says it. */
  public String words() {
    return words;
  }

  /** Who works it. */
  public Role pool() {
    return pool;
  }

  /** About how long it takes. */
  public int minutes() {
    return minutes;
  }

  /** 100 first. */
  public int priority() {
    return priority;
  }
}
