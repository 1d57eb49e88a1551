package org.duecourse.plan;

import java.util.Arrays;

/** Proper scores of a forecast: lower is better, and only the honest forecast has the lowest. */
public final class Scores {
  private Scores() {}

  /**
   * The continuous ranked probability score of a forecast given as equally likely values, in the
   * unit of the values: mean |x − y| less half the mean difference between two of them.
   */
  public static double crps(double[] sample, double outcome) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double toOutcome = 0;
    double amongThemselves = 0;
    for (int i = 0; i < n; i++) {
      toOutcome += Math.abs(sorted[i] - outcome);
      amongThemselves += (2.0 * i + 1 - n) * sorted[i];
    }
    return toOutcome / n - amongThemselves / n / n;
  }

  /** The same for a normal forecast, in closed form. */
  public static double crpsOfNormal(double mean, double standardDeviation, double outcome) {
    double z = (outcome - mean) / standardDeviation;
    return standardDeviation
        * (z * (2 * SpecialFunctions.normalShareBelow(z) - 1)
            + 2 * SpecialFunctions.normalDensity(z)
            - 1 / Math.sqrt(Math.PI));
  }

  /**
   * The score of one central interval: its width, and 2/α for each unit that the outcome lies
   * outside of it.
   *
   * @param alpha what it leaves out (0.1 for a 90 % interval)
   */
  public static double interval(double low, double high, double alpha, double outcome) {
    return high
        - low
        + 2 / alpha * Math.max(0, low - outcome)
        + 2 / alpha * Math.max(0, outcome - high);
  }

  /**
   * The weighted interval score of a median and K central intervals: (½ |y − median| + Σ α/2 ×
   * interval score) / (K + ½). Bracher, Ray, Gneiting and Reich, PLOS Computational Biology 2021.
   *
   * @param alphas what each interval leaves out
   */
  public static double weightedInterval(
      double median, double[] alphas, double[] lows, double[] highs, double outcome) {
    double sum = Math.abs(outcome - median) / 2;
    for (int k = 0; k < alphas.length; k++) {
      sum += alphas[k] / 2 * interval(lows[k], highs[k], alphas[k], outcome);
    }
    return sum / (alphas.length + 0.5);
  }
}
