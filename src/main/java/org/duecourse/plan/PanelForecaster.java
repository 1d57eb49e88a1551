package org.duecourse.plan;

import java.util.HashMap;
import java.util.Map;

/**
 * Duecourse's forecast of published series: halfway between a {@link SmoothedLevel} and a {@link
 * PanelRegression}, both without the {@link MonthSeason} that all organisations share, and spread
 * as past forecasts of the same horizon erred.
 *
 * <p>The spread of an organisation is halfway between its own past errors and everybody's; its
 * shape (how much wilder than normal) is that of everybody's errors, each measured by the spread
 * that the <em>other</em> months gave. Errors of one month hang together, so few months of errors
 * have seen few shocks: the spread is widened by (1 + 1/n) for n months of errors that do not
 * overlap.
 *
 * <p>Everything is fitted again at every origin, on what was known then.
 */
public final class PanelForecaster implements Forecaster {
  private static final double LEAST_VARIANCE = 1e-4;

  private final TargetSeries series;
  private final PointForecaster points;

  PanelForecaster(TargetSeries series) {
    this.series = series;
    this.points = remembering(this::point);
  }

  /** A forecaster of one target of published figures. */
  public static PanelForecaster of(MonthlyPanel panel, ForecastTarget target) {
    return new PanelForecaster(new TargetSeries(panel, target));
  }

  @Override
  public String label() {
    return "duecourse";
  }

  /** Keeps what was forecast, since each past forecast is needed again at every later origin. */
  static PointForecaster remembering(PointForecaster forecaster) {
    Map<Integer, double[]> known = new HashMap<>();
    return (origin, horizon) ->
        known.computeIfAbsent(origin * 1000 + horizon, key -> forecaster.at(origin, horizon));
  }

  private double[] point(int origin, int horizon) {
    int first = series.season(0);
    MonthSeason season = MonthSeason.of(series.scaled(), origin, first);
    double[][] rows = season.without(series.scaled(), origin, first);
    double[][] leads = series.lead();
    if (leads.length > 0) {
      leads = MonthSeason.of(leads, origin, first).without(leads, origin, first);
    }
    double[] level = SmoothedLevel.last(rows, horizon);
    double[] moved = PanelRegression.forecast(rows, leads, horizon);
    double[] result = new double[rows.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (level[i] + moved[i]) / 2 + season.at(series.season(origin + horizon));
    }
    return result;
  }

  @Override
  public double[][] values(int origin, int horizon) {
    int past = origin - horizon - FIRST_ORIGIN + 1;
    if (past < 1) {
      throw new IllegalArgumentException(
          "a forecast needs " + (FIRST_ORIGIN + 1 + horizon) + " months, not " + (origin + 1));
    }
    int n = series.size();
    double[][] errors = new double[past][n];
    double[][] counting = new double[past][n];
    double[][] excess = new double[past][n];
    double pooled = 0;
    for (int k = 0; k < past; k++) {
      int then = FIRST_ORIGIN + k;
      double[] forecast = points.at(then, horizon);
      for (int i = 0; i < n; i++) {
        errors[k][i] = series.scaled()[i][then + horizon] - forecast[i];
        counting[k][i] = series.countingVariance(forecast[i], i, then);
        excess[k][i] = errors[k][i] * errors[k][i] - counting[k][i];
        pooled += excess[k][i] / past / n;
      }
    }
    pooled = Math.max(pooled, LEAST_VARIANCE);
    double[] shape = shape(errors, counting, excess, pooled, horizon);
    double widening = 1 + 1 / (1 + (past - 1.0) / horizon);
    double[] now = points.at(origin, horizon);
    double[][] result = new double[n][VALUES];
    for (int i = 0; i < n; i++) {
      double own = 0;
      for (int k = 0; k < past; k++) {
        own += excess[k][i] / past;
      }
      double variance = (Math.max(0, own) + pooled) / 2 * widening;
      double spread = Math.sqrt(variance + series.countingVariance(now[i], i, origin));
      for (int v = 0; v < VALUES; v++) {
        result[i][v] = series.published(now[i] + shape[v] * spread, i, origin, origin + horizon);
      }
    }
    return result;
  }

  /**
   * Past errors in units of the spread that the other months gave, as equally likely values about
   * 0: a middle of its own would mostly be the shocks of a few months that all organisations
   * shared.
   */
  private static double[] shape(
      double[][] errors, double[][] counting, double[][] excess, double pooled, int horizon) {
    int past = errors.length;
    int n = errors[0].length;
    double[] units = new double[past * n];
    for (int k = 0; k < past; k++) {
      for (int i = 0; i < n; i++) {
        double sum = 0;
        int others = 0;
        for (int j = 0; j < past; j++) {
          if (Math.abs(j - k) >= horizon) {
            sum += excess[j][i];
            others++;
          }
        }
        double own = others < 3 ? pooled : Math.max(0, sum / others);
        units[k * n + i] = errors[k][i] / Math.sqrt((own + pooled) / 2 + counting[k][i]);
      }
    }
    Percentiles percentiles = new Percentiles(units);
    double middle = percentiles.at(0.5);
    double[] shape = percentiles.equallyLikely(VALUES);
    for (int v = 0; v < VALUES; v++) {
      shape[v] -= middle;
    }
    return shape;
  }
}
