package org.duecourse.plan;

/**
 * What each month of the year adds, the same for all organisations: how far their mean lies from
 * its centred twelve-month mean, drawn towards none as if half a year without a season had been
 * seen too.
 */
final class MonthSeason {
  private static final double YEARS_WITHOUT = 0.5;

  private final double[] effects;

  private MonthSeason(double[] effects) {
    this.effects = effects;
  }

  /**
   * Estimates.
   *
   * @param rows one row an organisation, one column a month
   * @param until the last column that may be looked at
   * @param firstMonth the month of the year of the first column, from 0
   */
  static MonthSeason of(double[][] rows, int until, int firstMonth) {
    double[] mean = new double[until + 1];
    for (double[] row : rows) {
      for (int t = 0; t <= until; t++) {
        mean[t] += row[t] / rows.length;
      }
    }
    double[] sums = new double[12];
    double[] years = new double[12];
    for (int t = 6; t + 6 <= until; t++) {
      // Twelve months about t: both ends are the same month of the year and count half.
      double centred = (mean[t - 6] + mean[t + 6]) / 24;
      for (int k = t - 5; k <= t + 5; k++) {
        centred += mean[k] / 12;
      }
      sums[(firstMonth + t) % 12] += mean[t] - centred;
      years[(firstMonth + t) % 12]++;
    }
    double[] effects = new double[12];
    double sum = 0;
    for (int m = 0; m < 12; m++) {
      effects[m] = sums[m] / (years[m] + YEARS_WITHOUT);
      sum += effects[m];
    }
    for (int m = 0; m < 12; m++) {
      effects[m] -= sum / 12;
    }
    return new MonthSeason(effects);
  }

  /** What a month of the year adds. */
  double at(int monthOfYear) {
    return effects[monthOfYear];
  }

  /** The rows up to a column, without the season. */
  double[][] without(double[][] rows, int until, int firstMonth) {
    double[][] result = new double[rows.length][until + 1];
    for (int i = 0; i < rows.length; i++) {
      for (int t = 0; t <= until; t++) {
        result[i][t] = rows[i][t] - effects[(firstMonth + t) % 12];
      }
    }
    return result;
  }
}
