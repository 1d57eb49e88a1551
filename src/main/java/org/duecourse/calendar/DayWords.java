package org.duecourse.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the words for a day of the year.
 *
 * <pre>
 * january 1                        the same day every year
 * third monday of january          first to fourth
 * last monday of may
 * 1 day after Thanksgiving Day     the name of another holiday of the same file
 * 2 days before easter
 * 2022-09-19                       one day that was proclaimed; a list of such days is a table
 * </pre>
 */
final class DayWords {
  static final String EXPECTED =
      "a day in words ('january 1', 'third monday of january', 'last monday of may', '1 day after"
          + " Thanksgiving Day', '2 days before easter', or 2022-09-19)";

  private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth");
  private static final Pattern FIXED = Pattern.compile("([a-z]+) (\\d{1,2})");
  private static final Pattern WEEKDAY = Pattern.compile("([a-z]+) ([a-z]+) of ([a-z]+)");
  private static final Pattern BESIDE = Pattern.compile("(?i)(\\d{1,2}) days? (after|before) (.+)");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private DayWords() {}

  /**
   * The rule that the words say.
   *
   * @throws IllegalArgumentException if they say none
   */
  static DayRule read(List<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("no words");
    }
    if (words.size() > 1 || DATE.matcher(words.getFirst()).matches()) {
      return new DayRule.Listed(words.stream().map(LocalDate::parse).toList());
    }
    String text = words.getFirst().strip();
    Matcher beside = BESIDE.matcher(text);
    if (beside.matches()) {
      boolean after = beside.group(2).equalsIgnoreCase("after");
      int days = Integer.parseInt(beside.group(1)) * (after ? 1 : -1);
      String holiday = beside.group(3);
      return holiday.equalsIgnoreCase("easter")
          ? new DayRule.FromEaster(days)
          : new DayRule.Beside(days, holiday);
    }
    String lower = text.toLowerCase(Locale.ROOT);
    Matcher fixed = FIXED.matcher(lower);
    if (fixed.matches()) {
      return fixed(month(fixed.group(1)), Integer.parseInt(fixed.group(2)));
    }
    Matcher weekday = WEEKDAY.matcher(lower);
    if (weekday.matches()) {
      return weekday(weekday.group(1), weekday(weekday.group(2)), month(weekday.group(3)));
    }
    throw new IllegalArgumentException(text);
  }

  private static DayRule fixed(Month month, int day) {
    if (day < 1 || day > month.maxLength()) {
      throw new IllegalArgumentException(month + " has no day " + day);
    }
    return new DayRule.Fixed(MonthDay.of(month, day));
  }

  private static DayRule weekday(String which, DayOfWeek weekday, Month month) {
    if (which.equals("last")) {
      return new DayRule.Last(weekday, month);
    }
    int n = ORDINALS.indexOf(which) + 1;
    if (n == 0) {
      throw new IllegalArgumentException(which);
    }
    return new DayRule.Nth(n, weekday, month);
  }

  private static Month month(String word) {
    return Month.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** A weekday by its full English name. */
  static DayOfWeek weekday(String word) {
    return DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
