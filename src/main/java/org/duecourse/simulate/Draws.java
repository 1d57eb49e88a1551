package org.duecourse.simulate;

/** Numbers of the usual laws, made from uniform ones. */
final class Draws {
  /** Above this mean a count is the sum of several, because exp(−mean) runs out of digits. */
  private static final double LARGEST_MEAN = 400;

  private Draws() {}

  /**
   * A Poisson count by inversion: a higher mean with the same number never gives less, so that more
   * demand keeps the old arrivals.
   */
  static int poisson(double mean, long key, long entity, long counter) {
    int count = 0;
    double left = mean;
    for (int part = 0; left > 0; part++) {
      double step = Math.min(left, LARGEST_MEAN);
      count += poisson(step, Streams.uniform(key, entity, (counter << 8) + part));
      left -= step;
    }
    return count;
  }

  /** The smallest count whose distribution function is above u. */
  static int poisson(double mean, double u) {
    double probability = Math.exp(-mean);
    double cumulative = probability;
    int count = 0;
    int last = (int) (mean + 40 * Math.sqrt(mean) + 60);
    while (u >= cumulative && count < last) {
      count++;
      probability *= mean / count;
      cumulative += probability;
    }
    return count;
  }

  /** A gamma factor with mean 1 and the given coefficient of variation [Marsaglia, Tsang 2000]. */
  static double gammaFactor(double spread, long key, long entity, long counter) {
    if (spread <= 0) {
      return 1;
    }
    double shape = 1 / (spread * spread);
    long draw = counter << 10;
    double boost = 1;
    if (shape < 1) {
      boost = Math.pow(1 - Streams.uniform(key, entity, draw++), 1 / shape);
      shape += 1;
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal(Streams.uniform(key, entity, draw), Streams.uniform(key, entity, draw + 1));
      double u = Streams.uniform(key, entity, draw + 2);
      draw += 3;
      double v = 1 + c * x;
      if (v > 0) {
        v = v * v * v;
        if (Math.log(1 - u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
          return boost * d * v * spread * spread;
        }
      }
    }
  }

  /** A normal number of two uniform ones [Box, Muller 1958]. */
  static double normal(double u, double v) {
    return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
  }

  /** A geometric count 1, 2, 3 … with the given mean, by inversion. */
  static int geometric(double mean, double u) {
    if (mean <= 1) {
      return 1;
    }
    double count = 1 + Math.floor(Math.log(1 - u) / Math.log(1 - 1 / mean));
    return (int) Math.min(count, 30_000);
  }
}
