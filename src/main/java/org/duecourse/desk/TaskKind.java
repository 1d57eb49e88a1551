package org.duecourse.desk;

/**
 * What somebody has to do. What starts such a task is in the code, in the transaction of its cause;
 * by when, by whom and what ends it is data: {@link TaskRule}.
 */
public enum TaskKind {
  /** Find a time for a first visit. */
  BOOK_FIRST,
  /** Find a time for a return visit. */
  BOOK_RETURN,
  /** Find a new time for a visit that was cancelled. */
  REBOOK,
  /** Call somebody who did not come. */
  NO_SHOW_OUTREACH,
  /** A visit is booked outside its window: find better, extend, or refer out. */
  BOOKED_OUTSIDE,
  /** A clinician is asked whether a longer wait does harm. */
  ASK_EXTENSION,
  /** Look for a place at another clinic. */
  OTHER_CLINIC,
  /** Arrange care outside. */
  REFER_OUT,
  /** Say what became of a visit whose time has passed. */
  RECORD_OUTCOME,
  /** The clinician's week changed around a visit. */
  CHECK_VISIT,
  /** A visit lies in an absence and has to be moved before it. */
  MOVE_DISPLACED,
  /** The clinic moved a visit; the person has to hear of it. */
  TELL_NEW_TIME,
  /** Somebody asked for help at once. */
  CRISIS_REQUEST,
  /** Nobody is named for crises at a time when the clinic is open. */
  CRISIS_GAP,
  /** All attempts to reach somebody were made. */
  NOT_REACHED,
  /** Somebody has waited for two weeks through a strike. */
  RISK_ASSESSMENT,
  /** A message or call came in. */
  MESSAGE,
  /** Somebody was discharged from a hospital. */
  POST_DISCHARGE,
  /** Somebody was in an emergency room. */
  POST_EMERGENCY,
  /** Somebody carries a risk flag. */
  HIGH_RISK_REVIEW,
  /** A social agency, a school, a court. */
  AGENCY,
  /** Half of an extension has passed. */
  EXTENSION_REVIEW,
  /** A complaint. */
  GRIEVANCE,
  /** A letter, a form, a treatment plan. */
  DOCUMENT,
  /** Protected time that a swap took was not given back. */
  SWAP_BROKEN,
  /** A term of the contract is not met. */
  CONTRACT_TERM,
  /** A term was missed for as long as the contract allows: it asks for more staff. */
  HIRE_TRIGGER;

  /** What to do, as a list says it. */
  public String words() {
    return TaskRule.shipped(this).words();
  }
}
