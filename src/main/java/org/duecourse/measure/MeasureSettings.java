package org.duecourse.measure;

import java.util.List;
import org.duecourse.calendar.BusinessDays;
import org.jspecify.annotations.Nullable;

/**
 * How a log is measured.
 *
 * @param by what the rows are split by; null takes each measure's usual split, which is none for
 *     most
 * @param standard the limit to hold waits against; null takes each measure's own
 * @param calendar the days that count; null takes the calendar of the standard
 */
public record MeasureSettings(
    @Nullable List<Dimension> by, @Nullable Yardstick standard, @Nullable BusinessDays calendar) {

  public MeasureSettings {
    by = by == null ? null : List.copyOf(by);
  }

  /** Each measure as its card has it, split by the given dimensions. */
  public static MeasureSettings splitBy(Dimension... by) {
    return new MeasureSettings(List.of(by), null, null);
  }
}
