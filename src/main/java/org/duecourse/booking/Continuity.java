package org.duecourse.booking;

/** Whether a return visit has to be with the patient's own clinician. */
public enum Continuity {
  /** Only the own clinician, however late. */
  REQUIRED,
  /** The own clinician inside the window; then whoever is enough days sooner. */
  PREFERRED,
  /** Whoever is free. */
  NONE
}
