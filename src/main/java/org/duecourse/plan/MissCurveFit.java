package org.duecourse.plan;

import java.util.List;

/**
 * The chance of a no-show by days between booking and visit, fitted by maximum likelihood:
 *
 * <pre>
 *   chance = at_most − (at_most − at_once) · exp(−days ahead / days)
 * </pre>
 *
 * The bend {@code days} is handed in: records of one clinic hardly tell it from the two ends. With
 * it fixed the chance is a weighted mean of the two ends, so that Fisher scoring finds them in a
 * few steps. The ends are held between 0 and 1; the curve is never carried past at_most.
 *
 * @param atOnce the chance of a visit on the day of booking
 * @param atMost the chance of a visit far ahead
 * @param oddsAWeek by what factor the odds of attending change with each week ahead, from a
 *     logistic regression beside; below 1 people come less the longer they wait
 */
record MissCurveFit(Interval atOnce, Interval atMost, Interval oddsAWeek) {

  /** Fits; there must be a visit held and one missed. */
  static MissCurveFit of(List<LogFacts.Attendance> rows, double days, double level) {
    double attended = rows.stream().mapToDouble(LogFacts.Attendance::attended).sum();
    double missed = rows.stream().mapToDouble(LogFacts.Attendance::missed).sum();
    double[] ends = {missed / (attended + missed), missed / (attended + missed)};
    double[][] information = new double[2][2];
    for (int step = 0; step < 200; step++) {
      information = new double[][] {{1e-9, 0}, {0, 1e-9}};
      double[] gradient = new double[2];
      for (LogFacts.Attendance row : rows) {
        double near = Math.exp(-row.daysAhead() / days);
        double[] part = {near, 1 - near};
        double chance = Math.max(1e-4, Math.min(1 - 1e-4, ends[0] * near + ends[1] * (1 - near)));
        double n = row.attended() + row.missed();
        double weight = n / (chance * (1 - chance));
        for (int a = 0; a < 2; a++) {
          gradient[a] += part[a] * weight * (row.missed() / n - chance);
          for (int b = 0; b < 2; b++) {
            information[a][b] += part[a] * part[b] * weight;
          }
        }
      }
      double[] move = LeastSquares.solve(information, gradient);
      double longest = 0;
      for (int a = 0; a < 2; a++) {
        double next = Math.max(0, Math.min(1, ends[a] + move[a]));
        longest = Math.max(longest, Math.abs(next - ends[a]));
        ends[a] = next;
      }
      if (longest < 1e-10) {
        break;
      }
    }
    double[][] covariance = LeastSquares.inverse(information);
    return new MissCurveFit(
        share(ends[0], covariance[0][0], level),
        share(ends[1], covariance[1][1], level),
        odds(rows, level));
  }

  private static Interval share(double value, double variance, double level) {
    Interval interval = Interval.normal(value, Math.sqrt(variance), level);
    return new Interval(value, Math.max(0, interval.low()), Math.min(1, interval.high()), level);
  }

  private static Interval odds(List<LogFacts.Attendance> rows, double level) {
    double[][] columns = new double[rows.size()][];
    double[] hits = new double[rows.size()];
    double[] trials = new double[rows.size()];
    for (int i = 0; i < columns.length; i++) {
      LogFacts.Attendance row = rows.get(i);
      columns[i] = new double[] {1, row.daysAhead() / 7.0};
      hits[i] = row.attended();
      trials[i] = row.attended() + row.missed();
    }
    Interval slope = Logistic.fit(columns, hits, trials).coefficient(1, level);
    return new Interval(
        Math.exp(slope.value()), Math.exp(slope.low()), Math.exp(slope.high()), level);
  }
}
