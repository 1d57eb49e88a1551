package org.duecourse.measure;

import org.duecourse.calendar.BusinessDays;
import org.jspecify.annotations.Nullable;

/** The limits and calendars of standards, as measures use them. */
final class Yardsticks {
  private Yardsticks() {}

  static Yardstick byId(String standard) {
    return Yardstick.ofBusinessDays(standard, 10);
  }

  static BusinessDays calendarOf(@Nullable String standard) {
    return CORE;
  }

  private static final BusinessDays CORE =
      new BusinessDays(
          "us-ca.core",
          java.time.LocalDate.of(2014, 1, 1),
          java.time.LocalDate.of(2035, 12, 31),
          day -> day.getDayOfWeek().getValue() <= 5);
}
