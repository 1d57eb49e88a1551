package org.duecourse.standard;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A worked example of a rule: a wait, and what the rule says about it. The verdict is worked out
 * each time it is shown; what is expected is only compared with it.
 *
 * @param name what it shows
 * @param part the part of the rule that it is about, or null for its main limit
 * @param given what happened
 * @param expected what the file says comes out
 */
public record Example(String name, @Nullable String part, Case given, Expected expected) {

  /**
   * What the file says comes out; null or empty means that it does not say.
   *
   * @param limits the limit day under several calendars
   * @param under the outcome under several calendars
   * @param calendarSensitive the calendars that turn the outcome
   */
  public record Expected(
      Verdict.Outcome outcome,
      Verdict.@Nullable Reason reason,
      @Nullable Integer businessDays,
      @Nullable Integer calendarDays,
      @Nullable Integer visitCalendarDays,
      @Nullable Integer daysLate,
      @Nullable Moment limit,
      @Nullable Moment effectiveLimit,
      Map<String, LocalDate> limits,
      Map<String, Verdict.Outcome> under,
      @Nullable Set<String> calendarSensitive,
      @Nullable Letter letter,
      @Nullable Other other) {}

  /** What comes out by the letter of the text. */
  public record Letter(Verdict.Outcome outcome, @Nullable Integer businessDays) {}

  /** What another rule says about the same wait. */
  public record Other(String standard, Verdict.Outcome outcome, @Nullable Integer daysLate) {}
}
