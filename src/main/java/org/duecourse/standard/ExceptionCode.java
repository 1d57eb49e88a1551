package org.duecourse.standard;

/** What a rule lets stand although its limit was passed. */
public enum ExceptionCode {
  /** A licensed professional recorded that a longer wait does no harm, and until when. */
  CLIN_EXT("a licensed professional recorded that a longer wait does no harm"),
  /** A timely offer was made and declined. */
  PATIENT_LATER("a timely offer was made and the patient chose later"),
  /** A periodic follow-up that the treating clinician booked ahead. */
  PERIODIC("periodic follow-up that the treating clinician booked ahead");

  private final String meaning;

  ExceptionCode(String meaning) {
    this.meaning = meaning;
  }

  /** What it means, in words. */
  public String meaning() {
    return meaning;
  }
}
