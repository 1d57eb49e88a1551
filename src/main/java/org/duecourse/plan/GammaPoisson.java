package org.duecourse.plan;

/**
 * What is known of a Poisson rate: a gamma distribution with the given shape and rate. Counts over
 * a known exposure (weeks, open weekdays) sharpen it; a count to come is negative binomial.
 *
 * @param shape the weight of what is known, in counts
 * @param rate the same, in units of exposure
 */
public record GammaPoisson(double shape, double rate) {

  /** Checks that both are positive. */
  public GammaPoisson {
    if (!(shape > 0 && rate > 0)) {
      throw new IllegalArgumentException("shape and rate are positive, not " + shape + ", " + rate);
    }
  }

  /** What is known after seeing counts. */
  public GammaPoisson after(double counts, double exposure) {
    return new GammaPoisson(shape + counts, rate + exposure);
  }

  /** The expected rate. */
  public double mean() {
    return shape / rate;
  }

  /** The standard deviation of the rate. */
  public double standardDeviation() {
    return Math.sqrt(shape) / rate;
  }

  /** The central interval of the rate. */
  public Interval interval(double level) {
    return new Interval(mean(), quantile((1 - level) / 2), quantile((1 + level) / 2), level);
  }

  /** The rate that a share of the distribution lies below. */
  public double quantile(double share) {
    double high = shape + 60 * Math.sqrt(shape) + 800;
    return SpecialFunctions.quantile(
            share, 0, high, x -> SpecialFunctions.gammaShareBelow(shape, x))
        / rate;
  }

  /** The count over an exposure to come. */
  public NegativeBinomial predict(double exposure) {
    return new NegativeBinomial(shape, rate / (rate + exposure));
  }
}
