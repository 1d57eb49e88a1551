package org.duecourse.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Counting in constant time against counting one day after the other. */
class BusinessDaysTest {
  private static final int DAYS =
      Math.toIntExact(Calendars.LAST.toEpochDay() - Calendars.FIRST.toEpochDay());

  @Test
  void betweenIsTheNumberOfCountingDaysAfterTheFirstAndUpToTheSecond() {
    SplittableRandom random = new SplittableRandom(20260301);
    for (Calendar calendar : Calendars.all()) {
      BusinessDays days = calendar.businessDays();
      for (int trial = 0; trial < 400; trial++) {
        LocalDate x = Calendars.FIRST.plusDays(random.nextInt(DAYS - 200));
        LocalDate y = x.plusDays(random.nextInt(200));
        int naive = 0;
        for (LocalDate d = x.plusDays(1); !d.isAfter(y); d = d.plusDays(1)) {
          naive += countsByTheList(calendar, d) ? 1 : 0;
        }
        assertThat(days.between(x, y)).as("%s %s %s", calendar, x, y).isEqualTo(naive);
        assertThat(days.between(y, x)).isEqualTo(-naive);
      }
    }
  }

  @Test
  void theLimitDayCountsItselfAndIsTheFirstWithThatManyDays() {
    SplittableRandom random = new SplittableRandom(20260302);
    for (Calendar calendar : Calendars.all()) {
      BusinessDays days = calendar.businessDays();
      for (int trial = 0; trial < 400; trial++) {
        LocalDate start = Calendars.FIRST.plusDays(random.nextInt(DAYS - 200));
        int n = 1 + random.nextInt(60);
        LocalDate limit = days.after(start, n);
        assertThat(days.counts(limit)).isTrue();
        assertThat(days.between(start, limit)).isEqualTo(n);
        assertThat(days.between(start, limit.minusDays(1))).isEqualTo(n - 1);
      }
    }
  }

  @Test
  void aStartOnAWeekendCountsTheNextBusinessDayAsTheFirst() {
    BusinessDays days = Calendars.byId("weekdays").businessDays();
    LocalDate saturday = LocalDate.of(2025, 5, 3);
    assertThat(days.after(saturday, 1)).isEqualTo(LocalDate.of(2025, 5, 5));
    assertThat(days.after(saturday, 0)).isEqualTo(saturday);
  }

  @Test
  void theEdgesOfTheRangeAreKnownAndWhatLiesOutsideIsNot() {
    BusinessDays days = Calendars.byId("every-day").businessDays();
    assertThat(days.counts(Calendars.FIRST)).isTrue();
    assertThat(days.counts(Calendars.LAST)).isTrue();
    assertThat(days.after(Calendars.LAST.minusDays(1), 1)).isEqualTo(Calendars.LAST);
    assertThatThrownBy(() -> days.after(Calendars.LAST, 1))
        .isInstanceOf(BusinessDays.UnknownDay.class)
        .hasMessageContaining("2036-01-01 is outside");
    assertThatThrownBy(() -> days.between(LocalDate.of(2013, 12, 31), Calendars.FIRST))
        .isInstanceOf(BusinessDays.UnknownDay.class)
        .hasMessageContaining("every-day knows 2014-01-01 to 2035-12-31");
    assertThatThrownBy(() -> days.after(Calendars.FIRST, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean countsByTheList(Calendar calendar, LocalDate day) {
    return calendar.week().contains(day.getDayOfWeek())
        && calendar.daysOff().stream().noneMatch(off -> off.day().equals(day));
  }
}
