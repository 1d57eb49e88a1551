package org.duecourse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The distributions of counts, against published values and against a second way. */
class DistributionsTest {

  @Test
  void weeklyRequestsSharpenWhatIsKnownOfTheRate() {
    JsonNode expect = Vectors.expect("gamma-poisson");
    GammaPoisson known = new GammaPoisson(2, 0.1).after(18 + 25 + 21 + 30 + 17 + 22, 6);

    double[] mean = Vectors.numbers(expect.get("posterior mean, sd"));
    assertThat(known.mean()).isCloseTo(mean[0], within(1e-8));
    assertThat(known.standardDeviation()).isCloseTo(mean[1], within(1e-8));
    double[] interval = Vectors.numbers(expect.get("95 % interval"));
    assertThat(known.interval(0.95).low()).isCloseTo(interval[0], within(1e-7));
    assertThat(known.interval(0.95).high()).isCloseTo(interval[1], within(1e-7));

    NegativeBinomial nextWeek = known.predict(1);
    double[] moments = Vectors.numbers(expect.get("next week mean, variance"));
    assertThat(nextWeek.mean()).isCloseTo(moments[0], within(1e-7));
    assertThat(nextWeek.variance()).isCloseTo(moments[1], within(1e-7));
    assertThat(
            new double[] {nextWeek.quantile(0.05), nextWeek.quantile(0.5), nextWeek.quantile(0.95)})
        .containsExactly(Vectors.numbers(expect.get("next week quantiles 5,50,95")));
    assertThat(1 - nextWeek.shareBelow(29))
        .isCloseTo(expect.get("P(next week>=30)").asDouble(), within(1e-8));

    NegativeBinomial fourWeeks = known.predict(4);
    double[] four = Vectors.numbers(expect.get("four weeks mean, variance"));
    assertThat(fourWeeks.mean()).isCloseTo(four[0], within(1e-7));
    assertThat(fourWeeks.variance()).isCloseTo(four[1], within(1e-6));
    assertThat(new double[] {fourWeeks.quantile(0.05), fourWeeks.quantile(0.95)})
        .containsExactly(Vectors.numbers(expect.get("four weeks quantiles 5,95")));
  }

  @Test
  void theShareBelowACountIsTheSumOfItsChances() {
    NegativeBinomial counts = NegativeBinomial.of(37, 0.3);
    double sum = 0;
    double mean = 0;
    for (long k = 0; k < 400; k++) {
      sum += counts.chanceOf(k);
      mean += k * counts.chanceOf(k);
      assertThat(counts.shareBelow(k)).isCloseTo(sum, within(1e-11));
    }
    assertThat(mean).isCloseTo(37, within(1e-9));
    assertThat(counts.variance()).isCloseTo(37 + 0.09 * 37 * 37, within(1e-9));
  }

  @Test
  void theScoreOfCountsAgreesWithThePublishedValues() {
    for (JsonNode row : Vectors.expect("crps-negative-binomial")) {
      double[] in = Vectors.numbers(row.get(0));
      assertThat(new NegativeBinomial(in[1], in[2]).crps(in[0]))
          .isCloseTo(row.get(1).asDouble(), within(1e-9));
    }
  }

  @Test
  void theScoreOfCountsIsThatOfManyDrawsFromThem() {
    NegativeBinomial counts = NegativeBinomial.of(20, 0.4);
    double[] sample = new double[20_000];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = counts.quantile((i + 0.5) / sample.length);
    }
    assertThat(Scores.crps(sample, 31)).isCloseTo(counts.crps(31), within(1e-3));
  }

  @Test
  void quantilesOfTheNormalDistributionAreTheKnownOnes() {
    assertThat(SpecialFunctions.normalQuantile(0.975)).isCloseTo(1.959963984540054, within(1e-10));
    assertThat(SpecialFunctions.normalQuantile(0.95)).isCloseTo(1.6448536269514722, within(1e-10));
    assertThat(SpecialFunctions.normalShareBelow(-3)).isCloseTo(0.0013498980316301, within(1e-13));
    assertThat(SpecialFunctions.logGamma(10)).isCloseTo(Math.log(362880), within(1e-12));
  }

  @Test
  void anIntervalOfAShareHoldsTheTruthAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(11);
    int held = 0;
    for (int run = 0; run < 2000; run++) {
      int hits = 0;
      for (int i = 0; i < 60; i++) {
        hits += random.nextDouble() < 0.12 ? 1 : 0;
      }
      held += Interval.wilson(hits, 60, 0.95).holds(0.12) ? 1 : 0;
    }
    assertThat(held / 2000.0).isBetween(0.93, 0.98);
  }

  @Test
  void vacanciesFollowTheLawOfRenewal() {
    double leaving = Vectors.entry("vacancies").get("inputs").get("q").asDouble();
    JsonNode expect = Vectors.expect("vacancies");
    for (JsonNode row : expect.get("rows")) {
      Vacancies vacancies = new Vacancies(leaving, row.get("weeks_to_fill").asDouble());
      assertThat(vacancies.occupancy()).isCloseTo(row.get("occupancy").asDouble(), within(1e-8));
      assertThat(vacancies.chanceOfAtLeast(18, 20))
          .isCloseTo(row.get("P_filled>=18_of_20").asDouble(), within(1e-8));
      assertThat(vacancies.chanceOfAtLeast(16, 20))
          .isCloseTo(row.get("P_filled>=16_of_20").asDouble(), within(1e-8));
      assertThat(vacancies.postsFor(18, 0.95))
          .isEqualTo(row.get("posts_for_P(filled>=18)>=0.95").asInt());
    }
    assertThat(new Vacancies(leaving, 16).effectiveShare(10, 0.5))
        .isCloseTo(expect.get("effective share, 16 weeks to fill").asDouble(), within(1e-8));
    assertThat(Vacancies.ofYearlyTurnover(0.3, 16).leavingChance())
        .isCloseTo(leaving, within(1e-12));
  }

  @Test
  void vacanciesCountedWeekByWeekComeToTheLaw() {
    Vacancies law = Vacancies.ofYearlyTurnover(0.3, 16);
    SplittableRandom random = new SplittableRandom(5);
    int weeks = 2_000_000;
    int filled = 0;
    int emptyFor = 0;
    for (int week = 0; week < weeks; week++) {
      if (emptyFor > 0) {
        emptyFor--;
      } else {
        filled++;
        emptyFor = random.nextDouble() < law.leavingChance() ? 16 : 0;
      }
    }
    assertThat((double) filled / weeks).isCloseTo(law.occupancy(), within(0.005));
  }

  @Test
  void theArithmeticOfAWaitingListIsThePublishedOne() {
    JsonNode file = Vectors.file("waiting-list-arithmetic.json");
    for (JsonNode row : file.get("queue_load")) {
      check(row, WaitingListArithmetic.load(get(row, "demand"), get(row, "capacity")));
    }
    for (JsonNode row : file.get("relief_capacity")) {
      check(
          row,
          WaitingListArithmetic.reliefCapacity(
              get(row, "demand"), get(row, "queue"), get(row, "target_queue"), get(row, "weeks")));
    }
    for (JsonNode row : file.get("target_capacity")) {
      check(
          row,
          WaitingListArithmetic.targetCapacity(
              get(row, "demand"),
              get(row, "target_wait"),
              get(row, "factor"),
              get(row, "cv_demand"),
              get(row, "cv_capacity")));
    }
    for (JsonNode row : file.get("target_mean_wait")) {
      check(row, WaitingListArithmetic.targetMeanWait(get(row, "target_wait"), get(row, "factor")));
    }
    for (JsonNode row : file.get("target_queue_size")) {
      check(
          row,
          WaitingListArithmetic.targetQueue(
              get(row, "capacity"), get(row, "target_wait"), get(row, "factor")));
    }
    for (JsonNode row : file.get("waiting_list_pressure")) {
      check(row, WaitingListArithmetic.pressure(get(row, "mean_wait"), get(row, "target_wait")));
    }
    for (JsonNode row : Vectors.expect("percentile-rule").get("rows")) {
      double[] in = Vectors.numbers(row);
      assertThat(WaitingListArithmetic.percentileCapacity(in[0], 0.65)).isEqualTo((long) in[1]);
      assertThat(WaitingListArithmetic.percentileCapacity(in[0], 0.85)).isEqualTo((long) in[2]);
      assertThat(WaitingListArithmetic.targetCapacity(in[0], 18, 4, 1, 1))
          .isCloseTo(in[3], within(1e-7));
    }
  }

  private static double get(JsonNode row, String key) {
    return row.get(key).asDouble();
  }

  private static void check(JsonNode row, double value) {
    assertThat(value).isCloseTo(get(row, "expect"), within(1e-6));
  }
}
