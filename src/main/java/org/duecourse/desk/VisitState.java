package org.duecourse.desk;

/** What became of a visit. All changes that may be are in {@link #mayBecome}. */
public enum VisitState {
  /** Kept for somebody who is booking; ends by itself. */
  HELD("held"),
  /** Booked. */
  BOOKED("booked"),
  /** The person is here. */
  ARRIVED("checked in"),
  /** It took place. */
  ATTENDED("completed"),
  /** The person did not come. */
  NO_SHOW("missed"),
  /** The patient cancelled or moved it. */
  CANCELLED_BY_PATIENT("cancelled by patient"),
  /** The clinic cancelled or moved it. */
  CANCELLED_BY_CLINIC("cancelled by clinic"),
  /** A hold that ended. */
  LAPSED("hold ended");

  private final String words;

  VisitState(String words) {
    this.words = words;
  }

  /** The state as a tag says it. */
  public String words() {
    return words;
  }

  /** Whether it takes the time of clinician, room and patient. */
  public boolean takesTime() {
    return this == HELD || this == BOOKED || this == ARRIVED || this == ATTENDED;
  }

  /** Whether a visit in this state can become one in another. */
  public boolean mayBecome(VisitState next) {
    return switch (this) {
      case HELD -> next == BOOKED || next == LAPSED;
      case BOOKED ->
          next == ARRIVED
              || next == ATTENDED
              || next == NO_SHOW
              || next == CANCELLED_BY_PATIENT
              || next == CANCELLED_BY_CLINIC;
      case ARRIVED ->
          next == ATTENDED || next == CANCELLED_BY_PATIENT || next == CANCELLED_BY_CLINIC;
      case ATTENDED, NO_SHOW, CANCELLED_BY_PATIENT, CANCELLED_BY_CLINIC, LAPSED -> false;
    };
  }
}
