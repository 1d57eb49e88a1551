package org.duecourse.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BusinessDaysTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 12, 31);
  private static final BusinessDays WEEKDAYS =
      new BusinessDays("weekdays", FIRST, LAST, day -> day.getDayOfWeek().getValue() < 6);

  @Test
  void theLimitDayCountsAndTheStartDayDoesNot() {
    LocalDate monday = LocalDate.of(2025, 5, 5);
    assertThat(WEEKDAYS.between(monday, LocalDate.of(2025, 5, 19))).isEqualTo(10);
    assertThat(WEEKDAYS.between(monday, LocalDate.of(2025, 5, 20))).isEqualTo(11);
    assertThat(WEEKDAYS.between(monday, monday)).isZero();
    assertThat(WEEKDAYS.after(monday, 10)).isEqualTo(LocalDate.of(2025, 5, 19));
  }

  @Test
  void aStartOnAWeekendCountsFromTheNextBusinessDay() {
    LocalDate saturday = LocalDate.of(2025, 5, 3);
    assertThat(WEEKDAYS.between(saturday, LocalDate.of(2025, 5, 5))).isEqualTo(1);
    assertThat(WEEKDAYS.after(saturday, 1)).isEqualTo(LocalDate.of(2025, 5, 5));
  }

  @Test
  void countingAgreesWithWalkingDayByDay() {
    SplittableRandom random = new SplittableRandom(20261124);
    for (int i = 0; i < 2_000; i++) {
      LocalDate x = FIRST.plusDays(random.nextInt(900));
      LocalDate y = x.plusDays(random.nextInt(150));
      int walked = 0;
      for (LocalDate d = x.plusDays(1); !d.isAfter(y); d = d.plusDays(1)) {
        walked += WEEKDAYS.counts(d) ? 1 : 0;
      }
      assertThat(WEEKDAYS.between(x, y)).as("%s to %s", x, y).isEqualTo(walked);
      assertThat(WEEKDAYS.between(y, x)).isEqualTo(-walked);
      if (walked > 0) {
        LocalDate limit = WEEKDAYS.after(x, walked);
        assertThat(limit).isBeforeOrEqualTo(y);
        assertThat(limit.getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        assertThat(WEEKDAYS.between(x, limit)).isEqualTo(walked);
      }
    }
  }

  @Test
  void aDayOutsideTheYearsKnownIsNamed() {
    assertThatThrownBy(() -> WEEKDAYS.ordinal(LAST.plusDays(1)))
        .hasMessageContaining("weekdays knows 2024-01-01 to 2026-12-31")
        .hasMessageContaining("2027-01-01 is outside");
    assertThatThrownBy(() -> WEEKDAYS.after(LAST, 1)).isInstanceOf(BusinessDays.UnknownDay.class);
  }
}
