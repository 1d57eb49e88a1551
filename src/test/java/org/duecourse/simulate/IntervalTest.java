package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IntervalTest {
  /** Tables of Student's t, as printed in any textbook. */
  @Test
  void quantilesAreThoseOfTheTables() {
    double[][] known = {
      {0.95, 1, 12.706}, {0.95, 2, 4.303}, {0.95, 9, 2.262}, {0.95, 19, 2.093},
      {0.99, 5, 4.032}, {0.90, 30, 1.697}, {0.95, 199, 1.972}, {0.80, 4, 1.533},
    };
    for (double[] k : known) {
      assertThat(StudentT.quantile(k[0], (int) k[1])).isCloseTo(k[2], within(0.0006));
    }
  }

  @Test
  void valuesThatCouldNotBeComputedAreLeftOut() {
    Interval interval = Interval.of(new double[] {1, Double.NaN, 3}, 0.95);

    assertThat(interval.mean()).isEqualTo(2);
    assertThat(interval.high()).isCloseTo(2 + 12.706 * 1, within(0.001));
    assertThat(Interval.of(new double[] {4}, 0.95).low()).isNaN();
    assertThat(Interval.of(new double[] {Double.NaN}, 0.95).mean()).isNaN();
  }

  /** A thousand small studies of a clinic whose truth is known: 93 to 97 % hold it. */
  @Test
  @Tag("heavy")
  void aNinetyFivePercentIntervalHoldsTheTruthInNinetyFivePercentOfStudies() {
    double[] shares = coverage(1000);

    assertThat(shares[0]).as("first_wait_days").isBetween(0.93, 0.97);
    assertThat(shares[1]).as("utilisation").isBetween(0.93, 0.97);
  }

  /** The share of studies whose intervals hold the exact wait, and the exact utilisation. */
  static double[] coverage(int studies) {
    double requests = 3.2;
    BulkQueue exact = BulkQueue.solve(4, requests);
    Clinic simplest = Defaults.simplest(2, 2, requests, 1, 14);
    Clinic clinic = ExactResultsTest.withHorizon(simplest, 200);
    double wait = 0;
    double use = 0;
    for (int seed = 0; seed < studies; seed++) {
      SimulationResult result =
          Simulator.run(clinic, new RunPlan(60, 400, 10, 10_000L + seed, 1, 0.95));
      wait += result.interval(Output.FIRST_WAIT_DAYS).holds(exact.meanWaitDays()) ? 1 : 0;
      use += result.interval(Output.UTILISATION).holds(exact.utilisation()) ? 1 : 0;
    }
    return new double[] {wait / studies, use / studies};
  }

  @Test
  void aShareLiesBetweenNoneAndAll() {
    Interval interval = Interval.of(new double[] {0.9, 1.0, 1.0}, 0.99).ofShare();
    assertThat(interval.high()).isEqualTo(1);
    assertThat(interval.low()).isBetween(0.0, 0.9);
    assertThat(Interval.of(new double[] {0.5}, 0.95).ofShare().low()).isNaN();
  }
}
