package org.duecourse.standard;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says about one wait.
 *
 * @param standard the rule's id
 * @param calendar the calendar in which business days were counted
 * @param finding the finding by our reading
 * @param visit the first visit that was kept or still stands, where there is one: what the patient
 *     got, whatever the rule says
 * @param byCalendar for a limit in business days, the outcome under every calendar tried, the
 *     rule's own among them
 * @param letter the finding by the letter of the text, where that is another one; null otherwise
 */
public record Verdict(
    String standard,
    String calendar,
    Finding finding,
    @Nullable Count visit,
    Map<String, Outcome> byCalendar,
    @Nullable Finding letter) {

  /** The outcomes. */
  public enum Outcome {
    MET,
    BREACH,
    /** Not yet decided. */
    OPEN,
    /** The rule says nothing about this wait. */
    NOT_APPLICABLE
  }

  /** Why. */
  public enum Reason {
    /** In time. */
    IN_TIME,
    /** In time by a clinician's extension; counted apart. */
    CLIN_EXT,
    /** A timely date was offered, and the patient chose later. */
    PATIENT_LATER,
    /** A timely visit was booked, and the patient missed it: someone calls. */
    PATIENT_MISSED,
    /** The first that counts came after the limit. */
    TOO_LATE,
    /** Nothing that counts ever came. */
    NOTHING,
    /** A clinician's note came after the limit. */
    EXT_TOO_LATE,
    /** A timely date was offered, and the clinic withdrew it. */
    CLINIC_CANCELLED,
    /** The visit lies before the window that the clinician ordered. */
    BEFORE_WINDOW,
    /** The limit has not passed. */
    NOT_YET,
    /** The rule was not in force when the clock started. */
    NOT_IN_FORCE,
    /** The rule sets no number. */
    NO_LIMIT,
    /** A periodic follow-up that a clinician entered for this order. */
    PERIODIC,
    /** The rule takes its limit from an order, and there is none. */
    NO_ORDER,
    /** The rule counts hours, and a time of day is not known. */
    TIME_NOT_KNOWN
  }

  /**
   * A finding by one reading.
   *
   * @param limit the last moment in time
   * @param effectiveLimit the same after extensions
   * @param counted the event that counts, or null where none does
   * @param daysLate calendar days from the effective limit to the event that counts, or, where none
   *     does, to the day up to which the wait is known; 0 in time
   */
  public record Finding(
      Outcome outcome,
      Reason reason,
      @Nullable Moment limit,
      @Nullable Moment effectiveLimit,
      @Nullable Count counted,
      long daysLate) {
    static Finding notApplicable(Reason reason) {
      return new Finding(Outcome.NOT_APPLICABLE, reason, null, null, null, 0);
    }
  }

  /**
   * How long from the start of the clock to an event.
   *
   * @param minutes minutes elapsed, or null where a time of day is not known
   */
  public record Count(Moment at, int businessDays, long calendarDays, @Nullable Long minutes) {}

  /** Met, breach, open or not applicable. */
  public Outcome outcome() {
    return finding.outcome();
  }

  /** The calendars under which the outcome would be another one. */
  public List<String> calendarSensitive() {
    return byCalendar.entrySet().stream()
        .filter(entry -> entry.getValue() != finding.outcome())
        .map(Map.Entry::getKey)
        .toList();
  }
}
