package org.duecourse.plan;

/**
 * Counts that spread more than Poisson: a Poisson count whose rate is itself gamma-distributed.
 *
 * @param size the gamma's shape; 1 / size is the squared excess spread relative to the mean
 * @param probability size / (size + mean)
 */
public record NegativeBinomial(double size, double probability) {

  /** Checks the parameters. */
  public NegativeBinomial {
    if (!(size > 0 && probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "size is positive and probability lies between 0 and 1, not "
              + size
              + ", "
              + probability);
    }
  }

  /**
   * The distribution with a mean and an excess spread.
   *
   * @param excessVariation the coefficient of variation of the rate, such as 0.1; must be positive
   */
  public static NegativeBinomial of(double mean, double excessVariation) {
    double size = 1 / (excessVariation * excessVariation);
    return new NegativeBinomial(size, size / (size + mean));
  }

  /** The expected count. */
  public double mean() {
    return size * (1 - probability) / probability;
  }

  /** The variance of the count. */
  public double variance() {
    return mean() / probability;
  }

  /** The chance of exactly k. */
  public double chanceOf(long k) {
    return Math.exp(
        SpecialFunctions.logGamma(size + k)
            - SpecialFunctions.logGamma(size)
            - SpecialFunctions.logGamma(k + 1.0)
            + size * Math.log(probability)
            + k * Math.log1p(-probability));
  }

  /** The chance of k or fewer. */
  public double shareBelow(long k) {
    return k < 0 ? 0 : SpecialFunctions.betaShareBelow(size, k + 1.0, probability);
  }

  /** The least count that at least a share of the distribution lies at or below. */
  public long quantile(double share) {
    long low = -1;
    long high = Math.max(1, (long) mean());
    while (shareBelow(high) < share) {
      low = high;
      high *= 2;
    }
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (shareBelow(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** n counts that stand for the distribution, each for an equal share: its quantiles. */
  public double[] equallyLikely(int n) {
    double[] values = new double[n];
    double spread = Math.sqrt(variance());
    long k = Math.max(0, (long) (mean() - 12 * spread));
    double chance = chanceOf(k);
    double below = shareBelow(k);
    for (int i = 0; i < n; i++) {
      while (below < (i + 0.5) / n) {
        chance *= (k + size) / (k + 1) * (1 - probability);
        below += chance;
        k++;
      }
      values[i] = k;
    }
    return values;
  }

  /**
   * The continuous ranked probability score of this forecast for a count that came: Σ (F(k) − 1{k ≥
   * y})², in counts. Summed outwards until what is left is below 10⁻¹⁶ of the total.
   */
  public double crps(double count) {
    double sum = 0;
    double below = 0;
    for (long k = 0; ; k++) {
      below = Math.min(1, below + chanceOf(k));
      double gap = k >= count ? 1 - below : below;
      sum += gap * gap;
      if (k >= count && k > mean() && gap * gap < 1e-16 * sum) {
        return sum;
      }
    }
  }
}
