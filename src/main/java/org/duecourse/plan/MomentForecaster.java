package org.duecourse.plan;

/**
 * The forecasts to beat: a simple figure, and a spread from the mean square of its past errors of
 * the same horizon, half the organisation's own and half everybody's. Counts are negative binomial,
 * shares normal with the binomial variance beside.
 */
final class MomentForecaster implements Forecaster {
  private final String label;
  private final TargetSeries series;
  private final PointForecaster points;

  private MomentForecaster(String label, TargetSeries series, PointForecaster points) {
    this.label = label;
    this.series = series;
    this.points = PanelForecaster.remembering(points);
  }

  /** Last year's figure for the same month. */
  static MomentForecaster seasonalNaive(TargetSeries series) {
    return new MomentForecaster(
        "same month last year",
        series,
        (origin, horizon) -> {
          double[] result = new double[series.size()];
          for (int i = 0; i < result.length; i++) {
            result[i] = series.value(i, origin + horizon - 12);
          }
          return result;
        });
  }

  /**
   * The bar: of counts, the mean of six months per weekday without season times a pooled season; of
   * shares, the last three months together.
   */
  static MomentForecaster bar(TargetSeries series) {
    return series.isShare()
        ? new MomentForecaster("last 3 months", series, (o, h) -> lastThree(series, o))
        : new MomentForecaster(
            "6-month level × season", series, (o, h) -> levelTimesSeason(series, o, h));
  }

  private static double[] lastThree(TargetSeries series, int origin) {
    double[] result = new double[series.size()];
    for (int i = 0; i < result.length; i++) {
      double part = 0;
      double whole = 0;
      for (int t = origin - 2; t <= origin; t++) {
        part += series.value(i, t) * series.whole(i, t);
        whole += series.whole(i, t);
      }
      result[i] = part / whole;
    }
    return result;
  }

  private static double[] levelTimesSeason(TargetSeries series, int origin, int horizon) {
    double[] season = ratioSeason(series, origin);
    double[] result = new double[series.size()];
    for (int i = 0; i < result.length; i++) {
      double level = 0;
      for (int t = origin - 5; t <= origin; t++) {
        level += rate(series, i, t) / season[series.season(t)] / 6;
      }
      int to = origin + horizon;
      result[i] = level * season[series.season(to)] * series.weekdaysIn(to);
    }
    return result;
  }

  /** The mean ratio of the pooled rate to its centred twelve-month mean. */
  private static double[] ratioSeason(TargetSeries series, int origin) {
    double[] pooled = new double[origin + 1];
    for (int t = 0; t <= origin; t++) {
      for (int i = 0; i < series.size(); i++) {
        pooled[t] += rate(series, i, t);
      }
    }
    double[] sums = new double[12];
    int[] counts = new int[12];
    for (int t = 6; t + 6 <= origin; t++) {
      double centred = (pooled[t - 6] + pooled[t + 6]) / 24;
      for (int k = t - 5; k <= t + 5; k++) {
        centred += pooled[k] / 12;
      }
      sums[series.season(t)] += pooled[t] / centred;
      counts[series.season(t)]++;
    }
    double[] season = new double[12];
    double total = 0;
    for (int m = 0; m < 12; m++) {
      season[m] = counts[m] == 0 ? 1 : sums[m] / counts[m];
      total += season[m];
    }
    for (int m = 0; m < 12; m++) {
      season[m] *= 12 / total;
    }
    return season;
  }

  private static double rate(TargetSeries series, int i, int t) {
    return series.value(i, t) / series.weekdaysIn(t);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public double[][] values(int origin, int horizon) {
    int n = series.size();
    int past = origin - horizon - FIRST_ORIGIN + 1;
    double[] own = new double[n];
    double pooled = 0;
    for (int k = 0; k < past; k++) {
      int then = FIRST_ORIGIN + k;
      double[] forecast = points.at(then, horizon);
      for (int i = 0; i < n; i++) {
        double error = series.value(i, then + horizon) - forecast[i];
        double excess =
            series.isShare()
                ? error * error - forecast[i] * (1 - forecast[i]) / series.whole(i, then + horizon)
                : (error * error - forecast[i]) / (forecast[i] * forecast[i]);
        own[i] += excess / past;
        pooled += excess / past / n;
      }
    }
    double[] now = points.at(origin, horizon);
    double[][] result = new double[n][VALUES];
    for (int i = 0; i < n; i++) {
      double excess = Math.max(1e-6, (Math.max(0, own[i]) + Math.max(0, pooled)) / 2);
      if (!series.isShare()) {
        result[i] = NegativeBinomial.of(now[i], Math.sqrt(excess)).equallyLikely(VALUES);
        continue;
      }
      double spread = Math.sqrt(excess + now[i] * (1 - now[i]) / series.recentWhole(i, origin));
      for (int v = 0; v < VALUES; v++) {
        result[i][v] = now[i] + spread * QUANTILES[v];
      }
    }
    return result;
  }

  private static final double[] QUANTILES = quantiles();

  private static double[] quantiles() {
    double[] result = new double[VALUES];
    for (int v = 0; v < VALUES; v++) {
      result[v] = SpecialFunctions.normalQuantile((v + 0.5) / VALUES);
    }
    return result;
  }
}
