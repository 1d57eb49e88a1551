package org.duecourse.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.duecourse.booking.Eastside.day;
import static org.duecourse.booking.Eastside.like;
import static org.duecourse.booking.Eastside.returnVisit;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HarmTest {
  @Test
  void theDeskCountsInsideTheWindowWhatTheSimulatorCounts() {
    SplittableRandom random = new SplittableRandom(1);
    OpenOrder order = like(returnVisit()).window("2026-06-01", "2026-06-11", "2026-06-21");
    Scoring scoring = new Scoring(Weights.DEFAULT, order, Wishes.NONE, day("2026-05-20"));
    for (int i = 0; i < 1000; i++) {
      int d = random.nextInt(21);
      double share = random.nextDouble();
      double points =
          scoring
              .cost(
                  day("2026-06-01").plusDays(d).toEpochDay(),
                  share,
                  "Lee",
                  "eastside",
                  Mode.IN_PERSON,
                  0)
              .total();
      // As simulate.Scheduler calls it.
      double perDay = 1.0 / Math.max(1, 20);
      assertThat(points).isEqualTo(Harm.DEFAULT.inWindow(10 - d, share, d * perDay));
    }
  }

  @Test
  void theWeightsOfADayByHand() {
    // 4 days early, half full, a quarter into the window.
    assertThat(Harm.DEFAULT.inWindow(4, 0.5, 0.25)).isEqualTo(4 * 0.5 + 20 * 0.25 + 10 * 0.25);
    assertThat(Harm.DEFAULT.inWindow(-4, 0, 0)).isZero();
  }

  @Test
  void everyPartOfACostByHand() {
    // Weight 3, 4 days late, Cho in place of Lee, at North in person, two wishes missed.
    Scoring scoring = new Scoring(Weights.DEFAULT, returnVisit(), Wishes.NONE, day("2026-06-01"));
    Cost cost =
        scoring.cost(day("2026-06-19").toEpochDay(), 0.5, "Cho", "north", Mode.IN_PERSON, 2);
    assertThat(cost).isEqualTo(new Cost(3 * (40 + 8), 0, 5, 10, 40, 60, 30));
    assertThat(cost.total()).isCloseTo(289, within(1e-9));
  }

  @Test
  void theSecondLateWeekDoesMoreHarmThanTheFirst() {
    Scoring scoring = new Scoring(Weights.DEFAULT, returnVisit(), Wishes.NONE, day("2026-06-01"));
    double[] late = new double[15];
    for (int d = 0; d < late.length; d++) {
      late[d] =
          scoring
              .cost(day("2026-06-15").plusDays(d).toEpochDay(), 0, "Lee", "eastside", null, 0)
              .late();
    }
    for (int d = 2; d < late.length; d++) {
      assertThat(late[d] - late[d - 1]).isGreaterThan(late[d - 1] - late[d - 2]);
    }
  }

  @Test
  void whereTheWindowHasBegunItsPlaceCountsFromToday() {
    Scoring scoring = new Scoring(Weights.DEFAULT, returnVisit(), Wishes.NONE, day("2026-06-13"));
    long saturday = day("2026-06-13").toEpochDay();
    assertThat(scoring.cost(saturday, 0, "Lee", "eastside", null, 0).lostRescue()).isZero();
    assertThat(scoring.cost(saturday + 1, 0, "Lee", "eastside", null, 0).lostRescue()).isEqualTo(5);
    assertThat(scoring.cost(saturday + 2, 0, "Lee", "eastside", null, 0).lostRescue())
        .isEqualTo(10);
  }
}
