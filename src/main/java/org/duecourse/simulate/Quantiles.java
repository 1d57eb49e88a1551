package org.duecourse.simulate;

/**
 * A law on 0, 1, 2 … by inversion of its cumulative shares. A guide of equal steps says where to
 * begin, so that a draw looks at one or two shares [Chen and Asau 1974].
 */
final class Quantiles {
  private static final int STEPS = 1024;

  private final double[] upTo;
  private final int[] guide = new int[STEPS];

  private Quantiles(double[] upTo) {
    this.upTo = upTo;
    int i = 0;
    for (int step = 0; step < STEPS; step++) {
      while (upTo[i] <= (double) step / STEPS) {
        i++;
      }
      guide[step] = i;
    }
  }

  /** The law with these weights, which need not sum to 1. */
  static Quantiles ofWeights(double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double[] upTo = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      upTo[i] = sum / total;
    }
    upTo[weights.length - 1] = 1;
    return new Quantiles(upTo);
  }

  /** The geometric law of n − 1, where n = 1, 2 … has the given mean. */
  static Quantiles geometric(double mean) {
    double goesOn = 1 - 1 / mean;
    int length = 1;
    while (length < 30_000 && Math.pow(goesOn, length) > 1e-15) {
      length++;
    }
    double[] upTo = new double[length];
    for (int i = 0; i < length; i++) {
      upTo[i] = 1 - Math.pow(goesOn, i + 1);
    }
    upTo[length - 1] = 1;
    return new Quantiles(upTo);
  }

  /** The smallest value whose cumulative share is above u. */
  int of(double u) {
    int i = guide[(int) (u * STEPS)];
    while (u >= upTo[i]) {
      i++;
    }
    return i;
  }

  /** The share of a value. */
  double share(int value) {
    return upTo[value] - (value == 0 ? 0 : upTo[value - 1]);
  }

  /** How many values there are. */
  int size() {
    return upTo.length;
  }

  /**
   * The law of a value met by chance where each counts as often as it is long: share times (value +
   * 1).
   */
  Quantiles lengthBiased() {
    double[] weights = new double[upTo.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = share(i) * (i + 1);
    }
    return ofWeights(weights);
  }
}
