package org.duecourse.plan;

/**
 * Logistic regression by iteratively reweighted least squares: the log odds of an outcome as a sum
 * of columns times coefficients. A small ridge keeps the answer finite when the outcomes are
 * separated.
 */
public final class Logistic {
  private static final double RIDGE = 1e-6;
  private static final int MOST_STEPS = 100;

  private final double[] coefficients;
  private final double[][] covariance;

  private Logistic(double[] coefficients, double[][] covariance) {
    this.coefficients = coefficients;
    this.covariance = covariance;
  }

  /**
   * Fits.
   *
   * @param columns one row an observation; put a 1 in front for an intercept
   * @param hits how often the outcome came in that row
   * @param trials out of how many; 1 for single observations
   */
  public static Logistic fit(double[][] columns, double[] hits, double[] trials) {
    int width = columns[0].length;
    double[] beta = new double[width];
    double[][] information = new double[width][width];
    for (int step = 0; step < MOST_STEPS; step++) {
      information = new double[width][width];
      double[] gradient = new double[width];
      for (int i = 0; i < columns.length; i++) {
        double share = share(dot(columns[i], beta));
        double weight = trials[i] * share * (1 - share);
        double residual = hits[i] - trials[i] * share;
        for (int a = 0; a < width; a++) {
          gradient[a] += columns[i][a] * residual;
          for (int b = 0; b < width; b++) {
            information[a][b] += columns[i][a] * columns[i][b] * weight;
          }
        }
      }
      for (int a = 0; a < width; a++) {
        information[a][a] += RIDGE;
        gradient[a] -= RIDGE * beta[a];
      }
      double[] move = LeastSquares.solve(information, gradient);
      double longest = 0;
      for (int a = 0; a < width; a++) {
        // A step of more than 5 on the log-odds scale is never needed and may run away.
        double limited = Math.max(-5, Math.min(5, move[a]));
        beta[a] += limited;
        longest = Math.max(longest, Math.abs(limited));
      }
      if (longest < 1e-10) {
        break;
      }
    }
    return new Logistic(beta, LeastSquares.inverse(information));
  }

  /** A coefficient with its interval, on the scale of log odds. */
  public Interval coefficient(int column, double level) {
    return Interval.normal(coefficients[column], Math.sqrt(covariance[column][column]), level);
  }

  /** The chance for a row of columns, with its interval. */
  public Interval chance(double[] row, double level) {
    double variance = 0;
    for (int a = 0; a < row.length; a++) {
      for (int b = 0; b < row.length; b++) {
        variance += row[a] * row[b] * covariance[a][b];
      }
    }
    Interval odds = Interval.normal(dot(row, coefficients), Math.sqrt(variance), level);
    return new Interval(share(odds.value()), share(odds.low()), share(odds.high()), level);
  }

  /** e^x / (1 + e^x). */
  static double share(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** ln(p / (1 − p)). */
  static double logOdds(double share) {
    return Math.log(share / (1 - share));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
