package org.duecourse.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.booking.Eastside.day;
import static org.duecourse.booking.Eastside.like;
import static org.duecourse.booking.Eastside.returnVisit;

import org.junit.jupiter.api.Test;

class WindowingTest {
  @Test
  void bothEndsOfTheWindowAreInside() {
    assertThat(Windowing.of(returnVisit(), day("2026-06-09")))
        .isEqualTo(new Windowing(true, 0, 0, 0));
    assertThat(Windowing.of(returnVisit(), day("2026-06-15")))
        .isEqualTo(new Windowing(true, 0, 0, 0));
  }

  @Test
  void daysOutAreNegativeBeforeAndPositiveAfter() {
    assertThat(Windowing.of(returnVisit(), day("2026-06-06")).daysOut()).isEqualTo(-3);
    assertThat(Windowing.of(returnVisit(), day("2026-06-16")).daysOut()).isEqualTo(1);
    assertThat(Windowing.of(returnVisit(), day("2026-06-16")).inWindow()).isFalse();
  }

  @Test
  void aDayCanBeInTheWindowAndPastTheLegalLimit() {
    OpenOrder order = like(returnVisit()).legalLimit("2026-06-11");
    assertThat(Windowing.of(order, day("2026-06-11")).isPastLimit()).isFalse();
    Windowing friday = Windowing.of(order, day("2026-06-12"));
    assertThat(friday).isEqualTo(new Windowing(true, 0, 0, 1));
    assertThat(friday.isPastLimit()).isTrue();
  }

  @Test
  void aDayCanBePastTheWindowAndWithinTheLegalLimit() {
    OpenOrder order = like(returnVisit()).legalLimit("2026-06-20");
    assertThat(Windowing.of(order, day("2026-06-18"))).isEqualTo(new Windowing(false, 0, 3, 0));
  }
}
