package org.duecourse.booking;

/** How patient and clinician meet. */
public enum Mode {
  /** In a room of the clinic. */
  IN_PERSON,
  /** By video. */
  VIDEO,
  /** By telephone. */
  PHONE
}
