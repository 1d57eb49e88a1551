package org.duecourse.series;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A period of a published table, by its first day: a month, or a day. */
final class Period {
  private Period() {}

  /**
   * The first day of "2025-03" or of "2025-03-01".
   *
   * @throws DateTimeException if the text is neither
   */
  static LocalDate first(String text) {
    return text.length() == 7 ? YearMonth.parse(text).atDay(1) : LocalDate.parse(text);
  }

  /** Reads by a pattern, or as above where there is none. */
  static LocalDate first(String text, @Nullable DateTimeFormatter formatter) {
    return formatter == null ? first(text) : LocalDate.parse(text, formatter);
  }

  /** A pattern of a mapping; what it leaves out is the first month or day. */
  static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern.replace('y', 'u'))
        .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
        .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
