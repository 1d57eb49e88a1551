package org.duecourse.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.booking.Eastside.ZONE;
import static org.duecourse.booking.Eastside.at;
import static org.duecourse.booking.Eastside.day;
import static org.duecourse.booking.Eastside.like;
import static org.duecourse.booking.Eastside.place;
import static org.duecourse.booking.Eastside.returnVisit;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.duecourse.booking.EarlierList.Batch;
import org.duecourse.booking.EarlierList.Booked;
import org.duecourse.booking.EarlierList.Entry;
import org.duecourse.booking.EarlierList.LeftOut;
import org.duecourse.booking.EarlierList.Why;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EarlierListTest {
  private static final Opening THURSDAY = place("2026-06-11 10:00 Lee return");

  private static Entry entry(OpenOrder order, @Nullable String booked) {
    return new Entry(
        order,
        booked == null ? null : new Booked(at(booked), "Lee", "eastside", Mode.IN_PERSON),
        Busy.NONE,
        Wishes.NONE,
        Duration.ofHours(24));
  }

  private static OpenOrder order(String id, int weight) {
    return like(like(returnVisit()).weight(weight)).id(id);
  }

  private static EarlierList rank(List<Entry> entries) {
    return EarlierList.rank(THURSDAY, entries, at("2026-06-09 09:00"), ZONE, Weights.DEFAULT);
  }

  private static List<String> ids(EarlierList list) {
    return list.offers().stream().map(gain -> gain.entry().order().id()).toList();
  }

  @Test
  void thoseWithoutAVisitComeFirstThenThoseWhoseVisitIsLatestByWeight() {
    EarlierList list =
        rank(
            List.of(
                entry(order("in time", 10), "2026-06-15 09:00"),
                entry(order("a day late, heavy", 9), "2026-06-16 09:00"),
                entry(order("a week late, light", 1), "2026-06-22 09:00"),
                entry(order("nothing booked", 1), null)));
    assertThat(ids(list))
        .containsExactly("nothing booked", "a day late, heavy", "a week late, light", "in time");
    // 9 x (10 + 0.5) for the day, and the place in the window: the end of it against a third.
    assertThat(list.offers().get(1).points()).isEqualTo(9 * 10.5 + 10 - 10.0 * 2 / 6);
  }

  @Test
  void whoIsLeftOutIsNamedWithTheReason() {
    Entry returnOfOsei =
        entry(like(order("other clinician", 3)).clinician(Continuity.REQUIRED, "Osei"), null);
    Entry nextMonth =
        entry(like(order("next month", 3)).window("2026-07-01", "2026-07-08", "2026-07-15"), null);
    Entry threeDays =
        new Entry(order("three days", 3), null, Busy.NONE, Wishes.NONE, Duration.ofDays(3));
    Entry earlier = entry(order("has it earlier", 3), "2026-06-10 09:00");
    Entry sameTime = entry(order("has the same time", 3), "2026-06-11 10:00");
    Entry mondays =
        new Entry(
            order("mondays only", 3),
            null,
            Busy.NONE,
            new Wishes(Set.of(DayOfWeek.MONDAY), Set.of(), null, null, true),
            Duration.ZERO);
    Entry laterThatDay = entry(order("later that day", 3), "2026-06-11 15:00");
    EarlierList list =
        rank(List.of(returnOfOsei, nextMonth, threeDays, earlier, sameTime, mondays, laterThatDay));
    assertThat(list.offers()).isEmpty();
    assertThat(list.leftOut())
        .containsExactly(
            new LeftOut(
                returnOfOsei, Why.RULES, List.of(new Reason(Reason.Rule.NOT_OWN_CLINICIAN, null))),
            new LeftOut(nextMonth, Why.BEFORE_WINDOW, List.of()),
            new LeftOut(threeDays, Why.SHORT_NOTICE, List.of()),
            new LeftOut(earlier, Why.NOT_EARLIER, List.of()),
            new LeftOut(sameTime, Why.NOT_EARLIER, List.of()),
            new LeftOut(mondays, Why.RULES, List.of(new Reason(Reason.Rule.PATIENT_WISH, null))),
            new LeftOut(laterThatDay, Why.NO_GAIN, List.of()));
  }

  @Test
  void theNoticeThatAPatientNeedsIsEnoughToTheMinute() {
    Entry entry = entry(order("a day", 3), null);
    assertThat(
            EarlierList.rank(
                    THURSDAY, List.of(entry), at("2026-06-10 10:00"), ZONE, Weights.DEFAULT)
                .offers())
        .hasSize(1);
    assertThat(
            EarlierList.rank(
                    THURSDAY, List.of(entry), at("2026-06-10 10:01"), ZONE, Weights.DEFAULT)
                .offers())
        .isEmpty();
  }

  @Test
  void aHandoverIsWorthItOnlyForEnoughDays() {
    Opening withCho = place("2026-06-11 10:00 Cho return");
    Entry aDayLate = entry(order("one day late", 3), "2026-06-16 09:00");
    Entry aWeekLate = entry(order("a week late", 3), "2026-06-22 09:00");
    EarlierList list =
        EarlierList.rank(
            withCho, List.of(aDayLate, aWeekLate), at("2026-06-09 09:00"), ZONE, Weights.DEFAULT);
    assertThat(ids(list)).containsExactly("a week late");
    assertThat(list.leftOut()).extracting(LeftOut::why).containsExactly(Why.NO_GAIN);
  }

  @Test
  void theOrderOfTheListDoesNotMatter() {
    SplittableRandom random = new SplittableRandom(3);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      entries.add(
          entry(
              order("R-" + i, 1 + random.nextInt(10)),
              random.nextInt(4) == 0
                  ? null
                  : day("2026-06-10").plusDays(random.nextInt(30)) + " 09:00"));
    }
    EarlierList first = rank(entries);
    List<Entry> other = new ArrayList<>(entries);
    java.util.Collections.shuffle(other, new java.util.Random(1));
    assertThat(rank(other).offers()).isEqualTo(first.offers());
    assertThat(first.offers()).isNotEmpty();
    for (int i = 1; i < first.offers().size(); i++) {
      assertThat(first.offers().get(i).points())
          .isPositive()
          .isLessThanOrEqualTo(first.offers().get(i - 1).points());
    }
    assertThat(first.offers().size() + first.leftOut().size()).isEqualTo(entries.size());
  }

  @Test
  void sixteenOffersAreTakenFourTimesInFiveWhereOneInTenAccepts() {
    assertThat(EarlierList.batchSize(0.1, 0.8)).isEqualTo(16);
    assertThat(EarlierList.batchSize(0.5, 0.75)).isEqualTo(2);
    assertThat(EarlierList.batchSize(0.99, 0.5)).isEqualTo(1);
  }

  @Test
  void theBatchIsTheSmallestThatReachesTheChance() {
    for (int a = 1; a < 20; a++) {
      for (int c = 1; c < 20; c++) {
        double acceptance = a / 20.0;
        double chance = c / 20.0;
        int n = EarlierList.batchSize(acceptance, chance);
        double nobody = 1;
        int smallest = 0;
        while (1 - nobody < chance - 1e-9) {
          nobody *= 1 - acceptance;
          smallest++;
        }
        assertThat(n).isEqualTo(smallest);
      }
    }
  }

  @Test
  void sharesOutsideNoneAndAllAreMistakesOfTheCaller() {
    for (double[] shares : new double[][] {{0, 0.8}, {1, 0.8}, {0.1, 0}, {0.1, 1}}) {
      assertThatThrownBy(() -> EarlierList.batchSize(shares[0], shares[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> EarlierList.batchSize(Double.NaN, 0.8))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fewerOffersGoOutWhenTimeIsShort() {
    Batch batch = Batch.DEFAULT;
    assertThat(batch.size(at("2026-06-11 10:00"), at("2026-06-11 06:00"))).isEqualTo(16);
    assertThat(batch.size(at("2026-06-11 10:00"), at("2026-06-11 06:01"))).isEqualTo(4);
    Batch all = new Batch(0.1, 0.8, Duration.ofHours(4), 100);
    assertThat(all.size(at("2026-06-11 10:00"), at("2026-06-11 09:00"))).isEqualTo(16);
  }
}
