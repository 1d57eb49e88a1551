package org.duecourse.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The days of the rules, worked out again by formulas that share nothing with them. */
class SecondFormulaTest {
  @Test
  void weekdayHolidaysFallWhereZellersCongruenceSays() {
    for (int year = 2014; year <= 2035; year++) {
      assertThat(days("us-federal", year, "Birthday of Martin Luther King, Jr."))
          .containsExactly(nth(3, 1, year, 1));
      assertThat(days("us-federal", year, "Washington's Birthday"))
          .containsExactly(nth(3, 1, year, 2));
      assertThat(days("us-federal", year, "Labor Day")).containsExactly(nth(1, 1, year, 9));
      assertThat(days("us-federal", year, "Columbus Day")).containsExactly(nth(2, 1, year, 10));
      assertThat(days("us-federal", year, "Thanksgiving Day")).containsExactly(nth(4, 4, year, 11));
      assertThat(days("us-ca.gov", year, "Native American Day"))
          .containsExactly(nth(4, 5, year, 9));
      assertThat(days("us-ca.office", year, "Day after Thanksgiving"))
          .containsExactly(nth(4, 4, year, 11).plusDays(1));
      assertThat(days("us-federal", year, "Memorial Day")).containsExactly(lastMonday(year, 5, 31));
      assertThat(days("gb-eng", year, "Summer bank holiday"))
          .containsExactly(lastMonday(year, 8, 31));
      assertThat(days("gb-sct", year, "Summer bank holiday")).containsExactly(nth(1, 1, year, 8));
    }
  }

  /** Gauss's rule for Easter with the constants of 1900 to 2099. */
  @Test
  void goodFridayAndEasterMondayFollowTheRuleOfGauss() {
    for (int year = 2014; year <= 2035; year++) {
      int d = (19 * (year % 19) + 24) % 30;
      int e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;
      int after = 22 + d + e;
      if ((d == 29 && e == 6) || (d == 28 && e == 6 && year % 19 > 10)) {
        after -= 7;
      }
      LocalDate easter = LocalDate.of(year, 3, 1).plusDays(after - 1L);
      assertThat(days("gb-eng", year, "Good Friday")).containsExactly(easter.minusDays(2));
      assertThat(days("gb-eng", year, "Easter Monday")).containsExactly(easter.plusDays(1));
      assertThat(days("gb-sct", year, "Good Friday")).containsExactly(easter.minusDays(2));
    }
  }

  /**
   * Lunar New Year in East Asia is the day of the new moon that falls between January 21 and
   * February 20 in China's time. New moons by the main terms of Meeus, Astronomical Algorithms,
   * chapter 49; they are good to a few minutes. In 2027 and 2030 it falls within ten minutes of
   * midnight, on the side that the table has.
   */
  @Test
  void lunarNewYearIsTheDayOfTheNewMoon() {
    for (int year = 2023; year <= 2035; year++) {
      TreeSet<LocalDate> newMoons = new TreeSet<>();
      for (int k = (int) ((year - 2000) * 12.3685) - 1; k < (year - 2000) * 12.3685 + 4; k++) {
        newMoons.add(chinaDay(newMoon(k)));
      }
      LocalDate from = LocalDate.of(year, 1, 20);
      assertThat(days("us-ca.gov", year, "Lunar New Year")).containsExactly(newMoons.higher(from));
    }
  }

  /** Diwali is the day of a new moon or the one before, in October or November. */
  @Test
  void diwaliLiesAtANewMoonOfAutumn() {
    for (int year = 2026; year <= 2035; year++) {
      Set<LocalDate> near = new TreeSet<>();
      for (int k = (int) ((year - 2000) * 12.3685) + 6; k < (year - 1999) * 12.3685 + 1; k++) {
        LocalDate day = chinaDay(newMoon(k));
        near.addAll(Set.of(day.minusDays(1), day));
      }
      assertThat(near).containsAll(days("us-ca.gov", year, "Diwali"));
    }
    assertThat(days("us-ca.gov", 2025, "Diwali")).isEmpty();
  }

  @Test
  void aHolidayOnAWeekendIsOffOnAWeekdayWhereItsRuleSaysSo() {
    assertThat(days("us-federal", 2021, "New Year's Day (observed)"))
        .containsExactly(LocalDate.of(2021, 12, 31));
    assertThat(days("us-federal", 2027, "Christmas Day (observed)"))
        .containsExactly(LocalDate.of(2027, 12, 24));
    assertThat(days("us-ca.gov", 2022, "New Year's Day (observed)")).isEmpty();
    assertThat(days("us-ca.gov", 2023, "New Year's Day (observed)"))
        .containsExactly(LocalDate.of(2023, 1, 2));
    assertThat(days("gb-eng", 2027, "Christmas Day (observed)", "Boxing Day (observed)"))
        .containsExactlyInAnyOrder(LocalDate.of(2027, 12, 27), LocalDate.of(2027, 12, 28));
    assertThat(days("gb-sct", 2022, "New Year's Day (observed)", "2nd January (observed)"))
        .containsExactlyInAnyOrder(LocalDate.of(2022, 1, 3), LocalDate.of(2022, 1, 4));
  }

  @Test
  void everyDayOffHasANameAndASource() {
    assertThat(Calendars.all().stream().flatMap(calendar -> calendar.daysOff().stream()))
        .isNotEmpty()
        .allSatisfy(
            off -> {
              assertThat(off.name()).isNotBlank();
              assertThat(off.source()).isNotBlank();
            });
  }

  private static Set<LocalDate> days(String calendar, int year, String... names) {
    return Calendars.byId(calendar).daysOff(year).stream()
        .filter(off -> Stream.of(names).anyMatch(off.name()::equals))
        .map(DayOff::day)
        .collect(Collectors.toSet());
  }

  /** The n-th weekday (1 = Monday) of a month, from the weekday of its first day. */
  private static LocalDate nth(int n, int weekday, int year, int month) {
    int first = zeller(year, month, 1);
    return LocalDate.of(year, month, 1 + Math.floorMod(weekday - first, 7) + 7 * (n - 1));
  }

  private static LocalDate lastMonday(int year, int month, int length) {
    return LocalDate.of(year, month, length - Math.floorMod(zeller(year, month, length) - 1, 7));
  }

  /** Zeller's congruence; 1 = Monday to 7 = Sunday. */
  private static int zeller(int year, int month, int day) {
    int m = month < 3 ? month + 12 : month;
    int y = month < 3 ? year - 1 : year;
    int h = (day + 13 * (m + 1) / 5 + y % 100 + y % 100 / 4 + y / 100 / 4 + 5 * (y / 100)) % 7;
    return (h + 5) % 7 + 1;
  }

  /** The julian day of the k-th new moon after January 2000. */
  private static double newMoon(int k) {
    double t = k / 1236.85;
    double sun = Math.toRadians(2.5534 + 29.10535670 * k - 0.0000014 * t * t);
    double moon = Math.toRadians(201.5643 + 385.81693528 * k + 0.0107582 * t * t);
    double latitude = Math.toRadians(160.7108 + 390.67050284 * k - 0.0016118 * t * t);
    return 2451550.09766
        + 29.530588861 * k
        + 0.00015437 * t * t
        - 0.40720 * Math.sin(moon)
        + 0.17241 * Math.sin(sun)
        + 0.01608 * Math.sin(2 * moon)
        + 0.01039 * Math.sin(2 * latitude)
        + 0.00739 * Math.sin(moon - sun)
        - 0.00514 * Math.sin(moon + sun)
        + 0.00208 * Math.sin(2 * sun);
  }

  private static LocalDate chinaDay(double julianDay) {
    long seconds = Math.round((julianDay - 2440587.5) * 86400);
    return java.time.Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.ofHours(8)).toLocalDate();
  }
}
