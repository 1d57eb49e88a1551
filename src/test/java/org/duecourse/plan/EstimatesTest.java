package org.duecourse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Estimates from records, against published values and against a second way. */
class EstimatesTest {

  @Test
  void openCoursesCountWithTheVisitsThatTheyHave() {
    JsonNode in = Vectors.entry("censoring").get("inputs");
    JsonNode expect = Vectors.expect("censoring");
    CourseHazard courses = new CourseHazard(whole(in.get("visits")), flags(in.get("closed")));

    assertThat(courses.constantFrom(1, 0.95).value())
        .isCloseTo(expect.get("end probability").asDouble(), within(1e-8));
    assertThat(courses.meanVisits(0.95).value())
        .isCloseTo(expect.get("mean visits").asDouble(), within(1e-8));
  }

  @Test
  void theSharesOfCourseLengthsComeFromTheHazardsAndSumToOne() {
    CourseHazard courses =
        new CourseHazard(
            new int[] {1, 1, 2, 4, 4, 4}, new boolean[] {true, true, false, true, true, false});
    double[] shares = courses.lengthShares(1, 4);
    // 6 reach visit 1 and 2 end there; 4 reach 2 and none ends; 3 reach 4 and 2 end: 2/3 of 2/3.
    assertThat(shares[1]).isCloseTo(2.0 / 6, within(1e-12));
    assertThat(shares[2]).isZero();
    assertThat(shares[3]).isZero();
    assertThat(shares[4]).isCloseTo(4.0 / 6, within(1e-12));
  }

  @Test
  void whoIsStillWaitingIsNotLost() {
    JsonNode in = Vectors.entry("censoring").get("inputs");
    JsonNode steps = Vectors.expect("censoring").get("km (time, at risk, events, survival)");
    double[] times = Vectors.numbers(in.get("times"));
    KaplanMeier waiting = new KaplanMeier(times, flags(in.get("event")));

    assertThat(waiting.steps()).hasSameSizeAs(steps.valueStream().toList());
    for (int i = 0; i < steps.size(); i++) {
      KaplanMeier.Step step = waiting.steps().get(i);
      assertThat(new double[] {step.time(), step.atRisk(), step.events(), step.survival()})
          .containsExactly(Vectors.numbers(steps.get(i)), within(1e-8));
    }
    assertThat(waiting.survival(2)).isEqualTo(1);
    assertThat(waiting.survival(11)).isCloseTo(0.5714285714, within(1e-8));
  }

  @Test
  void oddsOfAttendingAreFoundAgainWithTheirIntervals() {
    SplittableRandom random = new SplittableRandom(23);
    int heldSlope = 0;
    int heldChance = 0;
    int runs = 1000;
    for (int run = 0; run < runs; run++) {
      double[][] columns = new double[400][];
      double[] hits = new double[400];
      double[] trials = new double[400];
      for (int i = 0; i < 400; i++) {
        double weeks = random.nextDouble() * 8;
        columns[i] = new double[] {1, weeks};
        trials[i] = 1;
        hits[i] = random.nextDouble() < Logistic.share(1.5 - 0.2 * weeks) ? 1 : 0;
      }
      Logistic fit = Logistic.fit(columns, hits, trials);
      heldSlope += fit.coefficient(1, 0.95).holds(-0.2) ? 1 : 0;
      heldChance += fit.chance(new double[] {1, 4}, 0.95).holds(Logistic.share(0.7)) ? 1 : 0;
    }
    assertThat(heldSlope / (double) runs).isBetween(0.93, 0.97);
    assertThat(heldChance / (double) runs).isBetween(0.93, 0.97);
  }

  @Test
  void withOneGroupTheOddsAreThoseOfTheCounts() {
    Logistic fit =
        Logistic.fit(
            new double[][] {{1, 0}, {1, 1}}, new double[] {30, 60}, new double[] {40, 100});
    assertThat(fit.chance(new double[] {1, 0}, 0.95).value()).isCloseTo(0.75, within(1e-6));
    assertThat(fit.chance(new double[] {1, 1}, 0.95).value()).isCloseTo(0.6, within(1e-6));
    // The textbook variance of a log odds ratio: the sum of the reciprocal counts.
    double standardError = Math.sqrt(1 / 30.0 + 1 / 10.0 + 1 / 60.0 + 1 / 40.0);
    Interval slope = fit.coefficient(1, 0.95);
    assertThat((slope.high() - slope.low()) / 2 / 1.959964).isCloseTo(standardError, within(1e-4));
  }

  @Test
  void blocksOfNeighboursGiveWiderIntervalsWhereNeighboursHangTogether() {
    SplittableRandom random = new SplittableRandom(3);
    int n = 200;
    int held = 0;
    int heldAlone = 0;
    for (int run = 0; run < 200; run++) {
      double[] series = new double[n];
      double before = 0;
      for (int i = 0; i < n; i++) {
        before = 0.7 * before + random.nextDouble() - 0.5;
        series[i] = before;
      }
      held += meanOf(series, 15).holds(0) ? 1 : 0;
      heldAlone += meanOf(series, 1).holds(0) ? 1 : 0;
    }
    // Blocks of 15 days miss a little of what hangs together; single days miss most of it.
    assertThat(held / 200.0).isBetween(0.78, 0.98);
    assertThat(heldAlone / 200.0).isLessThan(0.7);
  }

  private static Interval meanOf(double[] series, int block) {
    return new BlockBootstrap(block, 300, 7)
        .interval(
            series.length,
            drawn -> {
              double sum = 0;
              for (int i : drawn) {
                sum += series[i];
              }
              return sum / drawn.length;
            },
            0.95);
  }

  @Test
  void theScoreOfASampleIsTheOneOfItsNormalDistribution() {
    double[] sample = new double[4000];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = 10 + 3 * SpecialFunctions.normalQuantile((i + 0.5) / sample.length);
    }
    assertThat(Scores.crps(sample, 14)).isCloseTo(Scores.crpsOfNormal(10, 3, 14), within(2e-3));
  }

  @Test
  void theWeightedIntervalScoreIsTwiceTheMeanPinballLossOfItsQuantiles() {
    double[] alphas = {0.1, 0.5};
    double[] lows = {3, 6};
    double[] highs = {15, 11};
    for (double y : new double[] {1, 5, 8, 20}) {
      double pinball =
          pinball(0.05, 3, y)
              + pinball(0.25, 6, y)
              + pinball(0.5, 8, y)
              + pinball(0.75, 11, y)
              + pinball(0.95, 15, y);
      assertThat(Scores.weightedInterval(8, alphas, lows, highs, y))
          .isCloseTo(2 * pinball / 5, within(1e-12));
    }
  }

  private static double pinball(double share, double quantile, double y) {
    return y < quantile ? (1 - share) * (quantile - y) : share * (y - quantile);
  }

  @Test
  void percentilesInterpolate() {
    Percentiles values = new Percentiles(new double[] {4, 1, 3, 2});
    assertThat(values.at(0)).isEqualTo(1);
    assertThat(values.at(0.5)).isEqualTo(2.5);
    assertThat(values.at(0.9)).isCloseTo(3.7, within(1e-12));
    assertThat(values.at(1)).isEqualTo(4);
  }

  private static int[] whole(JsonNode list) {
    return list.valueStream().mapToInt(JsonNode::asInt).toArray();
  }

  private static boolean[] flags(JsonNode list) {
    boolean[] flags = new boolean[list.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = list.get(i).asInt() == 1;
    }
    return flags;
  }
}
