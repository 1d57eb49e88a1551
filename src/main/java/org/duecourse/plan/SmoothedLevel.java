package org.duecourse.plan;

import java.util.Arrays;

/**
 * Where each organisation stands: an exponentially smoothed level that a single wild month cannot
 * drag away.
 *
 * <pre>
 *   level ← level + weight × (value − level), the bracket cut at 2.5 usual month-to-month changes
 * </pre>
 *
 * The weight is the one, of seven, that would have forecast the past best at the wanted horizon,
 * for all organisations together.
 */
final class SmoothedLevel {
  private static final double[] WEIGHTS = {0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
  private static final double CUT = 2.5;
  private static final int WARM_UP = 11;

  private SmoothedLevel() {}

  /**
   * The last level of each row.
   *
   * @param rows without season
   * @param horizon how many months ahead it is meant for
   */
  static double[] last(double[][] rows, int horizon) {
    int length = rows[0].length;
    double[] best = new double[0];
    double least = Double.POSITIVE_INFINITY;
    for (double weight : WEIGHTS) {
      double[] last = new double[rows.length];
      double errors = 0;
      for (int i = 0; i < rows.length; i++) {
        double[] levels = levels(rows[i], weight);
        last[i] = levels[length - 1];
        for (int t = WARM_UP; t + horizon < length; t++) {
          errors += Math.abs(rows[i][t + horizon] - levels[t]);
        }
      }
      if (errors < least) {
        least = errors;
        best = last;
      }
    }
    return best;
  }

  private static double[] levels(double[] row, double weight) {
    double[] changes = new double[row.length - 1];
    for (int t = 1; t < row.length; t++) {
      changes[t - 1] = Math.abs(row[t] - row[t - 1]);
    }
    // 1.48 × the median of absolute values is the standard deviation of a normal distribution; a
    // change has √2 times that of a month.
    double usual = new Percentiles(changes).at(0.5) * 1.48 / Math.sqrt(2) + 0.02;
    double level = new Percentiles(Arrays.copyOf(row, Math.min(6, row.length))).at(0.5);
    double[] levels = new double[row.length];
    for (int t = 0; t < row.length; t++) {
      double surprise = Math.max(-CUT * usual, Math.min(CUT * usual, row[t] - level));
      level += weight * surprise;
      levels[t] = level;
    }
    return levels;
  }
}
