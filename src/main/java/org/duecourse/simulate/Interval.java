package org.duecourse.simulate;

/**
 * A mean over replications with its confidence interval.
 *
 * @param mean over the replications that have a value; NaN: none has
 * @param low lower end; NaN with fewer than two values
 * @param high upper end
 * @param level such as 0.95
 */
public record Interval(double mean, double low, double high, double level) {
  /** The interval of independent values, by Student's t; NaN values are left out. */
  public static Interval of(double[] values, double level) {
    int n = 0;
    double sum = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        n++;
        sum += value;
      }
    }
    double mean = sum / n;
    if (n < 2) {
      return new Interval(mean, Double.NaN, Double.NaN, level);
    }
    double squares = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        squares += (value - mean) * (value - mean);
      }
    }
    double half = StudentT.quantile(level, n - 1) * Math.sqrt(squares / (n - 1) / n);
    return new Interval(mean, mean - half, mean + half, level);
  }

  /** The same for a share: what lies below 0 or above 1 cannot be. */
  Interval ofShare() {
    return new Interval(mean, Math.max(0, low), Math.min(1, high), level);
  }

  /** Whether a value lies in the interval. */
  public boolean holds(double value) {
    return low <= value && value <= high;
  }
}
