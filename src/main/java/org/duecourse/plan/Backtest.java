package org.duecourse.plan;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.Refused;

/**
 * A rolling-origin test of forecasts of a published target: at each month from a first one on, fit
 * on what was known by then, forecast 1, 3 and 6 months ahead, and score against what came.
 */
public final class Backtest {
  /** The horizons, in months. */
  public static final List<Integer> HORIZONS = List.of(1, 3, 6);

  private static final BlockBootstrap BOOTSTRAP = new BlockBootstrap(6, 2000, 20_260_401);

  private final TargetSeries series;
  private final ForecastTarget target;
  private final int firstTarget;
  private final List<Forecaster> forecasters;

  /**
   * Prepares the test of Duecourse's forecast, the same month of last year, and the bar.
   *
   * @param from the first month that is forecast and scored; all before it is only learnt from
   */
  public Backtest(MonthlyPanel panel, ForecastTarget target, YearMonth from) {
    this.target = target;
    this.series = new TargetSeries(panel, target);
    if (series.size() == 0) {
      throw Refused.input(
          target.label()
              + ": no organisation published every month with at least "
              + (long) target.least()
              + " a month, so nothing can be forecast.");
    }
    this.firstTarget = (int) panel.months().getFirst().until(from, ChronoUnit.MONTHS);
    int needed = Forecaster.FIRST_ORIGIN + 8;
    if (firstTarget < needed || firstTarget >= series.length()) {
      throw Refused.usage(
          "The months run from "
              + panel.months().getFirst()
              + " to "
              + panel.months().getLast()
              + "; scoring from "
              + from
              + " is not possible. It needs "
              + needed
              + " months before it, so the first month that can be scored is "
              + panel.months().getFirst().plusMonths(needed)
              + ".");
    }
    this.forecasters =
        List.of(
            new PanelForecaster(series),
            MomentForecaster.seasonalNaive(series),
            MomentForecaster.bar(series));
  }

  /**
   * One comparison of two ways over the same forecasts.
   *
   * @param target what was forecast
   * @param horizon months ahead
   * @param against the other way
   * @param gain the mean CRPS of the other way less that of Duecourse, with a 95 % interval from
   *     resampled blocks of six months; above 0 Duecourse is better
   */
  public record Gain(String target, int horizon, String against, Interval gain) {

    /** Whether Duecourse is better beyond chance. */
    public boolean isSure() {
      return gain.low() > 0;
    }
  }

  /**
   * The result.
   *
   * @param organisations how many were forecast
   * @param first the first month scored
   * @param last the last month scored
   * @param scores one row a way and horizon
   * @param gains against each other way, by horizon
   */
  public record Result(
      ForecastTarget target,
      int organisations,
      YearMonth first,
      YearMonth last,
      List<BacktestScore> scores,
      List<Gain> gains) {

    /** What the scores come to, in a sentence. */
    public String sentence() {
      List<String> lost = new ArrayList<>();
      List<String> unsure = new ArrayList<>();
      for (Gain gain : gains) {
        String against = "'" + gain.against() + "' at " + months(gain.horizon());
        if (gain.gain().value() <= 0) {
          lost.add(against);
        } else if (!gain.isSure()) {
          unsure.add(against);
        }
      }
      String head = target.label() + ": the forecast ";
      if (lost.isEmpty() && unsure.isEmpty()) {
        return head + "scores better than every other way at every horizon, beyond chance.";
      }
      String middle =
          lost.isEmpty()
              ? "scores better than every other way at every horizon"
              : "does not win against " + String.join(", ", lost);
      return head
          + middle
          + (unsure.isEmpty() ? "." : "; within chance against " + String.join(", ", unsure) + ".");
    }

    private static String months(int horizon) {
      return horizon + (horizon == 1 ? " month" : " months");
    }
  }

  /** Runs it. */
  public Result run() {
    List<BacktestScore> scores = new ArrayList<>();
    List<Gain> gains = new ArrayList<>();
    for (int horizon : HORIZONS) {
      int origins = series.length() - horizon - firstTarget + 1;
      double[][] byOrigin = new double[forecasters.size()][origins];
      for (int f = 0; f < forecasters.size(); f++) {
        scores.add(score(forecasters.get(f), horizon, byOrigin[f]));
      }
      for (int f = 1; f < forecasters.size(); f++) {
        double[] ours = byOrigin[0];
        double[] theirs = byOrigin[f];
        Interval gain =
            BOOTSTRAP.interval(
                origins,
                drawn -> {
                  double sum = 0;
                  for (int k : drawn) {
                    sum += theirs[k] - ours[k];
                  }
                  return sum / drawn.length;
                },
                0.95);
        gains.add(new Gain(target.label(), horizon, forecasters.get(f).label(), gain));
      }
    }
    return new Result(
        target,
        series.size(),
        series.month(firstTarget),
        series.month(series.length() - 1),
        scores,
        gains);
  }

  private BacktestScore score(Forecaster forecaster, int horizon, double[] byOrigin) {
    double crps = 0;
    double error = 0;
    int inside = 0;
    int n = 0;
    int k = 0;
    for (int origin = firstTarget - 1; origin + horizon < series.length(); origin++) {
      double[][] values = forecaster.values(origin, horizon);
      for (int i = 0; i < values.length; i++) {
        double outcome = series.value(i, origin + horizon);
        Percentiles percentiles = new Percentiles(values[i]);
        double one = Scores.crps(values[i], outcome) / series.size(i);
        crps += one;
        byOrigin[k] += one / values.length;
        error += Math.abs(outcome - percentiles.at(0.5)) / series.size(i);
        // An outcome on the edge is inside: published figures come in steps.
        inside +=
            outcome >= percentiles.at(0.05) - 1e-9 && outcome <= percentiles.at(0.95) + 1e-9
                ? 1
                : 0;
        n++;
      }
      k++;
    }
    return new BacktestScore(
        target.label(), forecaster.label(), horizon, n, crps / n, (double) inside / n, error / n);
  }
}
