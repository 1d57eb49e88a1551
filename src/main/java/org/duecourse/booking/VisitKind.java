package org.duecourse.booking;

/** What kind of visit an order asks for. */
public enum VisitKind {
  /** The first visit after a request. */
  FIRST,
  /** A return visit that a clinician ordered. */
  RETURN,
  /** A visit of a person in crisis. */
  CRISIS,
  /** A seat in a group. */
  GROUP
}
