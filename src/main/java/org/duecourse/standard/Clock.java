package org.duecourse.standard;

import java.util.List;
import java.util.Locale;

/**
 * From what to what a rule counts.
 *
 * @param start the event that starts it; its day is day 0, at any hour
 * @param stop what stops it, in words
 * @param counts which kind of event stops it
 * @param dayZero whether an event on day 0 itself can stop it
 * @param stopNeeds the parts that must all have happened, where the last of them stops the clock;
 *     empty where one event does
 */
public record Clock(
    Start start, String stop, Counts counts, DayZero dayZero, List<String> stopNeeds) {
  public Clock {
    stopNeeds = List.copyOf(stopNeeds);
  }

  /** What starts a clock; the word is also the key of an example. */
  public enum Start {
    REQUEST,
    REFERRAL,
    PRIOR_VISIT,
    CALL,
    DISCHARGE,
    EMERGENCY_VISIT,
    ORDERED,
    /** The day that the clinician set for the visit; a visit before it is in time. */
    TARGET_DATE,
    ASSESSMENT,
    SURVEY;

    /** The word in files and outputs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which kind of event stops a clock. */
  public enum Counts {
    /** The earliest date put to the patient, taken or not. */
    OFFERED,
    /** The date of a booked visit. */
    BOOKED,
    /** A visit, call or evaluation that took place. */
    ATTENDED,
    /** What a surveyor is told. */
    AVAILABLE,
    /** Treatment begun. */
    STARTED,
    /** An attempt to reach the person. */
    ATTEMPTED;

    /** The word in files and outputs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether an event on day 0 itself can stop the clock. */
  public enum DayZero {
    COUNTS,
    LEFT_OUT
  }
}
