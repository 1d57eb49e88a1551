package org.duecourse.booking;

/** How far a search looks; each step looks where the one before did, and further. */
public enum Step {
  /** The clinician's window, at the clinic of the order. */
  IN_WINDOW("in the window"),
  /** Also past the window, up to the last day that the law allows, where that is later. */
  TO_LEGAL_LIMIT("up to the legal limit"),
  /** Also at the other clinics that were named. */
  OTHER_SITES("at other clinics too"),
  /** Also 7 days past the window, the legal limit and today, whichever is last. */
  SEVEN_DAYS_MORE("up to 7 days later"),
  /** Also 14 days past them. */
  FOURTEEN_DAYS_MORE("up to 14 days later"),
  /** As far as there are openings at all. */
  TO_HORIZON("as far ahead as there are openings");

  private final String words;

  Step(String words) {
    this.words = words;
  }

  /** The step as a person says it, after "looked ". */
  public String words() {
    return words;
  }
}
