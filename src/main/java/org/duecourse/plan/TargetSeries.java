package org.duecourse.plan;

import java.time.DayOfWeek;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * The series of one target, on the scale on which seasons and levels add up: the logarithm of the
 * count per weekday, or the log odds of the share. Only organisations that published every month,
 * and enough of it.
 */
final class TargetSeries {
  private final ForecastTarget target;
  private final List<YearMonth> months;
  private final List<String> organisations;
  private final double[][] values;
  private final double[][] wholes;
  private final double[][] scaled;
  private final double[][] lead;
  private final double[] weekdays;

  TargetSeries(MonthlyPanel panel, ForecastTarget target) {
    this.target = target;
    this.months = panel.months();
    this.weekdays = months.stream().mapToDouble(TargetSeries::weekdays).toArray();
    List<String> names = new ArrayList<>();
    List<double[]> shown = new ArrayList<>();
    List<double[]> below = new ArrayList<>();
    List<double[]> leads = new ArrayList<>();
    for (int i = 0; i < panel.organisations().size(); i++) {
      switch (target) {
        case ForecastTarget.Count count -> {
          double[] row = panel.rows(count.measure())[i];
          if (complete(row, count.least())) {
            names.add(panel.organisations().get(i));
            shown.add(row);
          }
        }
        case ForecastTarget.Share share -> {
          double[] part = panel.rows(share.part())[i];
          double[] whole = panel.rows(share.whole())[i];
          if (complete(part, 0) && complete(whole, share.least())) {
            names.add(panel.organisations().get(i));
            shown.add(shares(part, whole));
            below.add(whole);
            ForecastTarget.Lead ratio = share.lead();
            if (ratio != null) {
              leads.add(logRatio(panel.rows(ratio.above())[i], panel.rows(ratio.below())[i]));
            }
          }
        }
      }
    }
    this.organisations = List.copyOf(names);
    this.values = shown.toArray(double[][]::new);
    this.wholes = below.toArray(double[][]::new);
    this.lead = leads.toArray(double[][]::new);
    this.scaled = new double[values.length][months.size()];
    for (int i = 0; i < values.length; i++) {
      for (int t = 0; t < months.size(); t++) {
        scaled[i][t] = toScale(i, t);
      }
    }
  }

  private static boolean complete(double[] row, double least) {
    for (double value : row) {
      if (!(value >= least)) {
        return false;
      }
    }
    return true;
  }

  private static double[] shares(double[] part, double[] whole) {
    double[] result = new double[part.length];
    for (int t = 0; t < result.length; t++) {
      // Both are rounded, so that a part may come out a little above its whole.
      result[t] = Math.min(1, part[t] / whole[t]);
    }
    return result;
  }

  /** A suppressed count is known to be small: it counts as half the unit of publication. */
  private double[] logRatio(double[] above, double[] below) {
    double unit = target.rounding();
    double[] result = new double[above.length];
    for (int t = 0; t < result.length; t++) {
      double top = Double.isNaN(above[t]) ? unit / 2 : above[t];
      double bottom = Double.isNaN(below[t]) ? unit / 2 : below[t];
      result[t] = Math.log((top + unit) / (bottom + unit));
    }
    return result;
  }

  private double toScale(int i, int t) {
    return switch (target) {
      case ForecastTarget.Count ignored -> Math.log((values[i][t] + 0.5) / weekdays[t]);
      case ForecastTarget.Share ignored ->
          Logistic.logOdds((values[i][t] * wholes[i][t] + 0.5) / (wholes[i][t] + 1));
    };
  }

  /** The number of organisations. */
  int size() {
    return values.length;
  }

  /** Their codes. */
  List<String> organisations() {
    return organisations;
  }

  /** The number of months. */
  int length() {
    return months.size();
  }

  /** A month, also one after the last. */
  YearMonth month(int t) {
    return months.getFirst().plusMonths(t);
  }

  /** The place of a month in the year, from 0. */
  int season(int t) {
    return month(t).getMonthValue() - 1;
  }

  /** The published figure: a count, or a share of 1. */
  double value(int i, int t) {
    return values[i][t];
  }

  /** The figures on the scale of levels: one row an organisation. */
  double[][] scaled() {
    return scaled;
  }

  /** The leading ratio, as a logarithm; no rows where the target has none. */
  double[][] lead() {
    return lead;
  }

  /** What a share is a share of, about: the mean of the three months to an origin. */
  double recentWhole(int i, int origin) {
    double sum = 0;
    for (int t = origin - 2; t <= origin; t++) {
      sum += wholes[i][t];
    }
    return sum / 3;
  }

  /** What a share is a share of, in one month. */
  double whole(int i, int t) {
    return wholes[i][t];
  }

  /** Weekdays in a month, also one after the last. */
  double weekdaysIn(int t) {
    return t < weekdays.length ? weekdays[t] : weekdays(month(t));
  }

  /** Whether it is a share. */
  boolean isShare() {
    return target instanceof ForecastTarget.Share;
  }

  /** The variance, on the scale of levels, that counting alone gives to a month. */
  double countingVariance(double level, int i, int origin) {
    if (isShare()) {
      double share = Logistic.share(level);
      return 1 / (recentWhole(i, origin) * Math.max(0.02, share * (1 - share)));
    }
    return 1 / (Math.exp(level) * 21);
  }

  /** A figure as it would be published. */
  double published(double level, int i, int origin, int t) {
    double unit = target.rounding();
    if (isShare()) {
      double whole = recentWhole(i, origin);
      double part = Math.round(Logistic.share(level) * whole / unit) * unit;
      return Math.max(0, Math.min(1, part / whole));
    }
    return Math.round(Math.exp(level) * weekdaysIn(t) / unit) * unit;
  }

  /** What errors of an organisation are divided by, so that small and large ones count alike. */
  double size(int i) {
    if (isShare()) {
      return 1;
    }
    double sum = 0;
    for (double value : values[i]) {
      sum += value;
    }
    return sum / values[i].length;
  }

  private static double weekdays(YearMonth month) {
    int count = 0;
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      DayOfWeek weekday = month.atDay(day).getDayOfWeek();
      count += weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY ? 0 : 1;
    }
    return count;
  }
}
