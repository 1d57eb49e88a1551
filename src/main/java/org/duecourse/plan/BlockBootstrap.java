package org.duecourse.plan;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Intervals for figures from observations that hang together in time: whole runs of neighbours are
 * drawn with replacement, from a circle, so that each observation is drawn equally often. Politis
 * and Romano's circular block bootstrap.
 *
 * @param block how many neighbours stay together; at least as many as hang together
 * @param draws how many resamples
 * @param seed where the chance starts; the same seed gives the same interval
 */
public record BlockBootstrap(int block, int draws, long seed) {

  /** The percentile interval of a figure over the indices of n observations in order. */
  public Interval interval(int n, ToDoubleFunction<int[]> figure, double level) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] all = new int[n];
    for (int i = 0; i < n; i++) {
      all[i] = i;
    }
    double[] figures = new double[draws];
    for (int d = 0; d < draws; d++) {
      int[] drawn = new int[n];
      for (int i = 0; i < n; i++) {
        drawn[i] = i % block == 0 ? random.nextInt(n) : (drawn[i - 1] + 1) % n;
      }
      figures[d] = figure.applyAsDouble(drawn);
    }
    Percentiles percentiles = new Percentiles(figures);
    return new Interval(
        figure.applyAsDouble(all),
        percentiles.at((1 - level) / 2),
        percentiles.at((1 + level) / 2),
        level);
  }
}
