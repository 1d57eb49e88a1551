package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void theHalfWidthIsStudentsQuantileTimesTheStandardError() {
    Interval interval = Interval.of(new double[] {1, 2, 3, 4, Double.NaN}, 0.95);
    // t(0.975, 3) = 3.1824, standard deviation 1.29099, four values.
    assertThat(interval.mean()).isEqualTo(2.5);
    assertThat(interval.high() - interval.mean()).isCloseTo(3.1824 * 1.29099 / 2, within(1e-3));
  }

  @Test
  void aShareLiesBetweenNoneAndAll() {
    Interval interval = Interval.of(new double[] {0.9, 1.0, 1.0}, 0.99).ofShare();
    assertThat(interval.high()).isEqualTo(1);
    assertThat(interval.low()).isBetween(0.0, 0.9);
    assertThat(Interval.of(new double[] {0.5}, 0.95).ofShare().low()).isNaN();
  }
}
