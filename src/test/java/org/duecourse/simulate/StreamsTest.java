package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.duecourse.simulate.Streams.Purpose;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private static final int MANY = 200_000;

  @Test
  void numbersAreEvenAlongEntitiesCountersReplicationsAndSeeds() {
    List<IntToDoubleFunction> walks = new ArrayList<>();
    long key = new Streams(1, 0).key(Purpose.FATE);
    long other = new Streams(1, 0).key(Purpose.SESSIONS);
    walks.add(i -> Streams.uniform(key, i));
    walks.add(i -> Streams.uniform(key, i, 7));
    walks.add(i -> Streams.uniform(key, 7, i));
    walks.add(i -> Streams.uniform(other, (long) i << 20, i));
    walks.add(i -> Streams.uniform(new Streams(1, i).key(Purpose.FATE), 1));
    walks.add(i -> Streams.uniform(new Streams(i, 0).key(Purpose.FATE), 1));
    walks.add(i -> Streams.uniform(Streams.entity("post " + i), 1));
    for (IntToDoubleFunction walk : walks) {
      int[] cells = new int[100];
      double product = 0;
      double before = 0.5;
      for (int i = 0; i < MANY; i++) {
        double u = walk.applyAsDouble(i);
        assertThat(u).isBetween(0.0, Math.nextDown(1.0));
        cells[(int) (u * 100)]++;
        product += (u - 0.5) * (before - 0.5);
        before = u;
      }
      double chiSquare = 0;
      for (int count : cells) {
        chiSquare += (count - MANY / 100.0) * (count - MANY / 100.0) / (MANY / 100.0);
      }
      // 99 degrees of freedom: mean 99, standard deviation 14.
      assertThat(chiSquare).isBetween(99 - 5 * 14.0, 99 + 5 * 14.0);
      assertThat(product / MANY * 12).isCloseTo(0, within(5 / Math.sqrt(MANY)));
    }
  }

  @Test
  void purposesDoNotShareNumbers() {
    Streams streams = new Streams(3, 4);
    for (Purpose a : Purpose.values()) {
      for (Purpose b : Purpose.values()) {
        if (a != b) {
          assertThat(Streams.uniform(streams.key(a), 5))
              .isNotEqualTo(Streams.uniform(streams.key(b), 5));
        }
      }
    }
  }

  @Test
  void drawsHaveTheMomentsOfTheirLaws() {
    long key = new Streams(1, 0).key(Purpose.ARRIVALS);
    for (double mean : new double[] {0.3, 15, 390, 1000}) {
      moments(i -> Draws.poisson(mean, key, i, 0), mean, mean, 20_000);
    }
    for (double spread : new double[] {0.1, 1, 1.5}) {
      moments(i -> Draws.gammaFactor(spread, key, i, 0), 1, spread * spread, 100_000);
    }
    Quantiles geometric = Quantiles.geometric(8);
    moments(i -> 1 + geometric.of(Streams.uniform(key, i)), 8, 8 * 7, 100_000);
    // Length-biased: the mean of n^2 over the mean of n.
    moments(i -> 1 + geometric.lengthBiased().of(Streams.uniform(key, i)), 15, 2 * 8 * 7, 2_000);
  }

  @Test
  void aHigherMeanNeverGivesFewer() {
    for (int i = 0; i < 2000; i++) {
      double u = Streams.uniform(99, i);
      assertThat(Draws.poisson(12.5, u)).isGreaterThanOrEqualTo(Draws.poisson(12, u));
    }
  }

  private static void moments(IntToDoubleFunction draw, double mean, double variance, int n) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double x = draw.applyAsDouble(i);
      sum += x;
      squares += (x - mean) * (x - mean);
    }
    assertThat(sum / n).isCloseTo(mean, within(5 * Math.sqrt(variance / n)));
    assertThat(squares / n).isCloseTo(variance, within(variance * 25 / Math.sqrt(n)));
  }
}
