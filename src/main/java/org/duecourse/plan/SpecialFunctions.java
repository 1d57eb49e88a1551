package org.duecourse.plan;

/**
 * The few special functions that the distributions here need, to about twelve digits.
 *
 * <p>Sources: Lanczos' series for the logarithm of the gamma function; series and continued
 * fraction (modified Lentz) for the incomplete gamma and beta functions, as in Abramowitz and
 * Stegun 6.5.29, 6.5.31 and 26.5.8; quantiles by bisection on the distribution function, which
 * needs no second formula.
 */
final class SpecialFunctions {
  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };
  private static final double TINY = 1e-300;
  private static final int MOST_TERMS = 100_000;

  private SpecialFunctions() {}

  /** ln Γ(x) for x &gt; 0. */
  static double logGamma(double x) {
    if (x < 0.5) {
      return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
    }
    double shifted = x - 1;
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (shifted + i);
    }
    double t = shifted + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
  }

  /** P(a, x): the share of a Gamma(a, rate 1) distribution at or below x. */
  static double gammaShareBelow(double a, double x) {
    if (x <= 0) {
      return 0;
    }
    double front = Math.exp(a * Math.log(x) - x - logGamma(a));
    if (x < a + 1) {
      double term = 1 / a;
      double sum = term;
      for (int n = 1; n < MOST_TERMS && term > sum * 1e-17; n++) {
        term *= x / (a + n);
        sum += term;
      }
      return Math.min(1, sum * front);
    }
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double h = d;
    for (int i = 1; i < MOST_TERMS; i++) {
      double an = -i * (i - a);
      b += 2;
      d = 1 / awayFromZero(an * d + b);
      c = awayFromZero(b + an / c);
      double step = d * c;
      h *= step;
      if (Math.abs(step - 1) < 1e-16) {
        break;
      }
    }
    return Math.max(0, 1 - front * h);
  }

  /** I_x(a, b): the share of a Beta(a, b) distribution at or below x. */
  static double betaShareBelow(double a, double b, double x) {
    if (x <= 0) {
      return 0;
    }
    if (x >= 1) {
      return 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * betaFraction(a, b, x) / a
        : 1 - front * betaFraction(b, a, 1 - x) / b;
  }

  private static double betaFraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m < MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / awayFromZero(1 + even * d);
      c = awayFromZero(1 + even / c);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / awayFromZero(1 + odd * d);
      c = awayFromZero(1 + odd / c);
      double step = d * c;
      h *= step;
      if (Math.abs(step - 1) < 1e-16) {
        break;
      }
    }
    return h;
  }

  /** Φ(z): the share of a standard normal distribution at or below z. */
  static double normalShareBelow(double z) {
    double tail = 0.5 * (1 - gammaShareBelow(0.5, z * z / 2));
    return z < 0 ? tail : 1 - tail;
  }

  /** The standard normal quantile. */
  static double normalQuantile(double share) {
    return quantile(share, -40, 40, SpecialFunctions::normalShareBelow);
  }

  /** The density of the standard normal distribution. */
  static double normalDensity(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** A rising function from value to share. */
  interface ShareBelow {
    double at(double x);
  }

  /** Where a distribution between two ends reaches a share. */
  static double quantile(double share, double low, double high, ShareBelow below) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("a share between 0 and 1 has a quantile, not " + share);
    }
    double left = low;
    double right = high;
    for (int i = 0; i < 200 && right - left > 1e-14 * Math.max(1, Math.abs(left)); i++) {
      double middle = (left + right) / 2;
      if (below.at(middle) < share) {
        left = middle;
      } else {
        right = middle;
      }
    }
    return (left + right) / 2;
  }

  private static double awayFromZero(double x) {
    return Math.abs(x) < TINY ? TINY : x;
  }
}
