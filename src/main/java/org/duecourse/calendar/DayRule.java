package org.duecourse.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * On which day of a year a holiday falls, before any shift. Written in words: {@link DayWords}
 * reads them.
 */
sealed interface DayRule {
  /**
   * The days of a year, mostly one.
   *
   * @param named the days of another holiday of the same calendar in a year, by its name
   */
  Stream<LocalDate> in(int year, BiFunction<String, Integer, Stream<LocalDate>> named);

  /** "january 1". */
  record Fixed(MonthDay day) implements DayRule {
    @Override
    public Stream<LocalDate> in(int year, BiFunction<String, Integer, Stream<LocalDate>> named) {
      return day.isValidYear(year) ? Stream.of(day.atYear(year)) : Stream.empty();
    }
  }

  /** "third monday of january"; n from 1. */
  record Nth(int n, DayOfWeek weekday, Month month) implements DayRule {
    @Override
    public Stream<LocalDate> in(int year, BiFunction<String, Integer, Stream<LocalDate>> named) {
      return Stream.of(
          LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(n, weekday)));
    }
  }

  /** "last monday of may". */
  record Last(DayOfWeek weekday, Month month) implements DayRule {
    @Override
    public Stream<LocalDate> in(int year, BiFunction<String, Integer, Stream<LocalDate>> named) {
      return Stream.of(LocalDate.of(year, month, 1).with(TemporalAdjusters.lastInMonth(weekday)));
    }
  }

  /** "1 day after Thanksgiving Day". */
  record Beside(int days, String holiday) implements DayRule {
    @Override
    public Stream<LocalDate> in(int year, BiFunction<String, Integer, Stream<LocalDate>> named) {
      return named.apply(holiday, year).map(day -> day.plusDays(days));
    }
  }

  /** "2 days before easter". */
  record FromEaster(int days) implements DayRule {
    @Override
    public Stream<LocalDate> in(int year, BiFunction<String, Integer, Stream<LocalDate>> named) {
      return Stream.of(easter(year).plusDays(days));
    }

    /**
     * Easter Sunday of the Gregorian calendar, by the anonymous algorithm that Nature printed in
     * 1876.
     */
    static LocalDate easter(int year) {
      int a = year % 19;
      int b = year / 100;
      int c = year % 100;
      int d = b / 4;
      int e = b % 4;
      int f = (b + 8) / 25;
      int g = (b - f + 1) / 3;
      int h = (19 * a + b - d - g + 15) % 30;
      int i = c / 4;
      int k = c % 4;
      int l = (32 + 2 * e + 2 * i - h - k) % 7;
      int m = (a + 11 * h + 22 * l) / 451;
      int monthAndDay = h + l - 7 * m + 114;
      return LocalDate.of(year, monthAndDay / 31, monthAndDay % 31 + 1);
    }
  }

  /** Days that somebody proclaimed or that a table gives, one by one. */
  record Listed(List<LocalDate> days) implements DayRule {
    public Listed {
      days = List.copyOf(days);
    }

    @Override
    public Stream<LocalDate> in(int year, BiFunction<String, Integer, Stream<LocalDate>> named) {
      return days.stream().filter(day -> day.getYear() == year);
    }
  }
}
