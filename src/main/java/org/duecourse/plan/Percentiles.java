package org.duecourse.plan;

import java.util.Arrays;

/** Percentiles by linear interpolation between the sorted values. */
public final class Percentiles {
  private final double[] sorted;

  /** Takes the values, in any order; at least one. */
  public Percentiles(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values have no percentile");
    }
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** The value that a share of the others lies below; share 0 is the least, 1 the greatest. */
  public double at(double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** n values that stand for all of them, each for an equal share. */
  public double[] equallyLikely(int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = at((i + 0.5) / n);
    }
    return values;
  }
}
