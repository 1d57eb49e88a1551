package org.duecourse.standard;

import java.util.Locale;

/**
 * Our own choices where a text is silent. A rule lists those that its verdicts rest on; they are
 * shown with it.
 */
public enum Policy {
  DAY_ZERO(
      "Day 0 is the local date of the start, at any hour; the limit day is in time; a start on a day"
          + " that does not count has the next business day as day 1."),
  LIMIT_DAY(
      "A date after the limit day is late, also where no business day lies between: a Saturday after a"
          + " Friday."),
  CALENDAR(
      "The text does not say which days are business days; the calendar is our choice, and a verdict"
          + " that another calendar would turn is marked."),
  LATE_NOTE("A clinician's note that is written after the limit cures nothing."),
  CLINIC_CANCELS(
      "A date that the clinic cancels was never offered: the clock runs on from its first start. By the"
          + " letter the offer counts; both readings are shown."),
  NO_SHOW(
      "A timely visit that the patient missed was offered in time; the order reopens and its own clock"
          + " runs on."),
  EXPIRED_OFFER(
      "An offer that expired before the patient answered was never offered. By the letter it counts;"
          + " both readings are shown."),
  PERIODIC_RETURN(
      "Periodic follow-up lets a return wait longer only when a clinician entered it for that order."
          + " By the letter it may not apply to returns at all; both readings are shown."),
  ELAPSED("Hours and minutes elapse across nights, weekends, holidays and clock changes."),
  WITHIN("Within N weeks or days includes the last day."),
  START_DATE(
      "The text gives a month, a year or a first reporting period, or its first day was not read; the day"
          + " from which the rule is valid here is our choice."),
  COUNTING(
      "The text lets whoever measures choose what stops the clock; what counts here is our choice.");

  private final String meaning;

  Policy(String meaning) {
    this.meaning = meaning;
  }

  /** The choice, in a sentence or two. */
  public String meaning() {
    return meaning;
  }

  /** The word in files and outputs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
