package org.duecourse.plan;

/**
 * An estimate with its interval.
 *
 * @param value the estimate
 * @param low the lower end
 * @param high the upper end
 * @param level how often such an interval holds the truth (0.95)
 */
public record Interval(double value, double low, double high, double level) {

  /** Whether a value lies inside, ends included. */
  public boolean holds(double truth) {
    return low <= truth && truth <= high;
  }

  /** The interval of a share by Wilson's formula. */
  public static Interval wilson(double hits, double trials, double level) {
    double z = SpecialFunctions.normalQuantile((1 + level) / 2);
    double share = hits / trials;
    double centre = (share + z * z / (2 * trials)) / (1 + z * z / trials);
    double half =
        z
            / (1 + z * z / trials)
            * Math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials));
    // At none and all the formula meets 0 and 1, but for the last digit.
    return new Interval(
        share,
        hits == 0 ? 0 : Math.max(0, centre - half),
        hits == trials ? 1 : Math.min(1, centre + half),
        level);
  }

  /** The normal interval about an estimate with a known standard error. */
  public static Interval normal(double value, double standardError, double level) {
    double half = SpecialFunctions.normalQuantile((1 + level) / 2) * standardError;
    return new Interval(value, value - half, value + half, level);
  }
}
