package org.duecourse.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far organisations usually move from where they stand, learnt from all of them together: the
 * change over the horizon as a sum of how the last months differ from the last half year, the last
 * year and all years, how all organisations differ from their last year, and how a leading ratio
 * differs from its own past.
 *
 * <p>Ridge regression, one for each horizon, with the most extreme changes cut at the 0.5th and
 * 99.5th percentile.
 */
final class PanelRegression {
  private static final double RIDGE = 100;
  private static final int WARM_UP = 11;

  private PanelRegression() {}

  /**
   * Where each row will stand.
   *
   * @param rows without season, up to the origin
   * @param leads the leading ratio of each row without season; no rows where there is none
   * @param horizon how many months ahead
   */
  static double[] forecast(double[][] rows, double[][] leads, int horizon) {
    int origin = rows[0].length - 1;
    List<double[]> seen = new ArrayList<>();
    List<Double> moves = new ArrayList<>();
    for (int t = WARM_UP; t + horizon <= origin; t++) {
      double common = common(rows, t);
      for (int i = 0; i < rows.length; i++) {
        seen.add(features(rows[i], leads.length == 0 ? null : leads[i], common, t));
        moves.add(rows[i][t + horizon] - standing(rows[i], t));
      }
    }
    double[] values = moves.stream().mapToDouble(Double::doubleValue).toArray();
    Percentiles percentiles = new Percentiles(values);
    double low = percentiles.at(0.005);
    double high = percentiles.at(0.995);
    for (int k = 0; k < values.length; k++) {
      values[k] = Math.max(low, Math.min(high, values[k]));
    }
    double[] coefficients = LeastSquares.ridge(seen.toArray(double[][]::new), values, RIDGE);
    double common = common(rows, origin);
    double[] result = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] now = features(rows[i], leads.length == 0 ? null : leads[i], common, origin);
      result[i] = standing(rows[i], origin);
      for (int a = 0; a < now.length; a++) {
        result[i] += coefficients[a] * now[a];
      }
    }
    return result;
  }

  private static double standing(double[] row, int t) {
    return 0.5 * row[t] + 0.3 * row[t - 1] + 0.2 * row[t - 2];
  }

  private static double[] features(double[] row, double @Nullable [] lead, double common, int t) {
    double standing = standing(row, t);
    double[] own = {
      row[t] - standing,
      row[t - 1] - standing,
      mean(row, t - 5, t) - standing,
      mean(row, t - 11, t) - standing,
      mean(row, 0, t) - standing,
      common
    };
    if (lead == null) {
      return own;
    }
    double[] all = Arrays.copyOf(own, own.length + 2);
    double now = mean(lead, t - 2, t);
    all[own.length] = now - mean(lead, 0, t);
    all[own.length + 1] = now - mean(lead, t - 5, t - 3);
    return all;
  }

  private static double common(double[][] rows, int t) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[t] - mean(row, t - 11, t);
    }
    return sum / rows.length;
  }

  private static double mean(double[] row, int from, int to) {
    double sum = 0;
    for (int t = from; t <= to; t++) {
      sum += row[t];
    }
    return sum / (to - from + 1);
  }
}
