package org.duecourse.measure;

/**
 * An interval of 95 % for a share, both ends from 0 to 1.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {
  /** The 97.5 % point of the normal distribution. */
  static final double Z = 1.959963984540054;

  /* Wilson's interval for a proportion: the proportions p that a test at 5 % would not reject, (k/n - p)² ≤ z² p(1-p)/n.
   * It stays inside 0 to 1 and is sensible for 0 of n and n of n, where the textbook interval has no width [1].
   * [1] E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209-212 */

  /**
   * Wilson's interval for a share.
   *
   * @param part how many, 0 to whole
   * @param whole of how many, at least 1
   */
  public static Interval wilson(long part, long whole) {
    if (whole < 1 || part < 0 || part > whole) {
      throw new IllegalArgumentException(part + " of " + whole + " is no share");
    }
    double n = whole;
    double p = part / n;
    double centre = p + Z * Z / (2 * n);
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    double shrink = 1 + Z * Z / n;
    double low = part == 0 ? 0 : (centre - half) / shrink;
    double high = part == whole ? 1 : (centre + half) / shrink;
    return new Interval(low, high);
  }

  /**
   * The interval of a probability p from its standard error, by the log-log transformation, which
   * keeps it inside 0 to 1.
   *
   * @param p strictly between 0 and 1; at 0 or 1 the interval cannot be computed
   * @param standardError of p
   */
  static Interval logLog(double p, double standardError) {
    double width = Z * standardError / (p * Math.log(p));
    double one = Math.pow(p, Math.exp(width));
    double other = Math.pow(p, Math.exp(-width));
    return new Interval(Math.min(one, other), Math.max(one, other));
  }
}
