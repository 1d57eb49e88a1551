package org.duecourse.simulate;

/** Student's t distribution, for intervals over replications. */
public final class StudentT {
  private StudentT() {}

  /**
   * The half width of a two-sided interval in standard errors: P(|T| ≤ t) = level.
   *
   * @param level such as 0.95
   * @param degrees degrees of freedom, at least 1
   */
  public static double quantile(double level, int degrees) {
    double low = 0;
    double high = 1;
    while (central(high, degrees) < level) {
      high *= 2;
    }
    for (int i = 0; i < 200 && high - low > 1e-12 * high; i++) {
      double middle = (low + high) / 2;
      if (central(middle, degrees) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** P(|T| ≤ t), by the finite sums for whole degrees of freedom [Abramowitz, Stegun 26.7.3-4]. */
  static double central(double t, int degrees) {
    double angle = Math.atan(t / Math.sqrt(degrees));
    double cos2 = Math.cos(angle) * Math.cos(angle);
    double sin = Math.sin(angle);
    double term = 1;
    double sum = 1;
    if (degrees % 2 == 0) {
      for (int k = 1; k < degrees / 2; k++) {
        term *= cos2 * (2 * k - 1) / (2 * k);
        sum += term;
      }
      return sin * sum;
    }
    if (degrees == 1) {
      return 2 * angle / Math.PI;
    }
    for (int k = 1; k < (degrees - 1) / 2; k++) {
      term *= cos2 * (2 * k) / (2 * k + 1);
      sum += term;
    }
    return 2 / Math.PI * (angle + sin * Math.cos(angle) * sum);
  }
}
