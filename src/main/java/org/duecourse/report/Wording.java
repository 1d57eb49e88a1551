package org.duecourse.report;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How days, numbers and shares are written for people. */
public enum Wording {
  /** As the US Department of Veterans Affairs writes: "June 9, 2026". */
  US("en-US", "MMMM d, uuuu", "MMMM d"),
  /** As the NHS writes: "9 June 2026". */
  UK("en-GB", "d MMMM uuuu", "d MMMM");

  private final String language;
  private final DateTimeFormatter full;
  private final DateTimeFormatter short_;

  Wording(String language, String full, String withoutYear) {
    this.language = language;
    this.full = DateTimeFormatter.ofPattern(full, Locale.ENGLISH);
    this.short_ = DateTimeFormatter.ofPattern(withoutYear, Locale.ENGLISH);
  }

  /** The language of a page. */
  public String language() {
    return language;
  }

  /** A day. */
  public String day(LocalDate day) {
    return full.format(day);
  }

  /** Days from one to another; the year once where it is the same. */
  public String days(LocalDate from, LocalDate to) {
    return (from.getYear() == to.getYear() ? short_ : full).format(from) + " to " + full.format(to);
  }

  /** A month, "June 2026". */
  public String month(String month) {
    return DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH).format(YearMonth.parse(month));
  }

  /** A count, "1,304"; the same in both. */
  public String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A number to one place, without a zero at its end. */
  public String number(double number) {
    String text = String.format(Locale.ROOT, "%,.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A share in whole percent. */
  public String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  /** Any value of a table. */
  public String value(@Nullable Object value) {
    return switch (value) {
      case null -> "No data";
      case Long count -> count(count);
      case Integer count -> count(count);
      case Double number -> number(number);
      case LocalDate day -> day(day);
      default -> value.toString();
    };
  }

  /** A word with its number: "1 person", "2 people". */
  public String count(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }
}
