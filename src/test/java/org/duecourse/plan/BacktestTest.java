package org.duecourse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.Test;

/** Scoring forecasts on months that they have not seen. */
class BacktestTest {
  private static final YearMonth FROM = InventedPanel.FIRST.plusMonths(40);

  @Test
  void eachScoreIsTheMeanOverTheForecastsOfItsHorizon() {
    MonthlyPanel panel = InventedPanel.of(9, 52, 0.1, 2);
    Backtest.Result result = new Backtest(panel, InventedPanel.LATE, FROM).run();
    TargetSeries series = new TargetSeries(panel, InventedPanel.LATE);
    for (BacktestScore score : result.scores()) {
      if (!score.method().equals("last 3 months")) {
        continue;
      }
      List<Double> crps = new ArrayList<>();
      List<Double> errors = new ArrayList<>();
      int inside = 0;
      for (int t = 39 + score.horizon(); t < 52; t++) {
        double[][] values =
            MomentForecaster.bar(series).values(t - score.horizon(), score.horizon());
        for (int i = 0; i < 9; i++) {
          double outcome = panel.rows("late")[i][t] / panel.rows("second")[i][t];
          crps.add(slowCrps(values[i], outcome));
          double[] v = values[i];
          Arrays.sort(v);
          errors.add(Math.abs(outcome - (v[49] + v[50]) / 2));
          // The 5th percentile of 100 sorted values lies between the 5th and the 6th.
          inside +=
              outcome >= v[4] + 0.95 * (v[5] - v[4]) && outcome <= v[94] + 0.05 * (v[95] - v[94])
                  ? 1
                  : 0;
        }
      }
      assertThat(score.forecasts()).isEqualTo(crps.size());
      assertThat(score.crps()).isCloseTo(mean(crps), within(1e-12));
      assertThat(score.meanAbsoluteError()).isCloseTo(mean(errors), within(1e-12));
      assertThat(score.coverage()).isCloseTo(inside / (double) crps.size(), within(1e-12));
    }
  }

  @Test
  void theBarForSharesIsTheLastThreeMonthsTogether() {
    MonthlyPanel panel = InventedPanel.of(3, 40, 0.1, 6);
    double[][] late = panel.rows("late");
    TargetSeries series = new TargetSeries(panel, InventedPanel.LATE);
    double[] values = MomentForecaster.bar(series).values(35, 1)[1];
    assertThat((values[49] + values[50]) / 2)
        .isCloseTo((late[1][33] + late[1][34] + late[1][35]) / 1200, within(1e-9));
  }

  @Test
  void theNaiveForecastOfACountIsTheSameMonthOfLastYear() {
    MonthlyPanel panel = InventedPanel.of(3, 40, 0.1, 6);
    TargetSeries series = new TargetSeries(panel, InventedPanel.STARTS);
    double[] values = MomentForecaster.seasonalNaive(series).values(35, 3)[2];
    double mean = Arrays.stream(values).average().orElseThrow();
    // 100 quantiles stand for the distribution; the far tail is cut.
    double lastYear = panel.rows("starts")[2][26];
    assertThat(mean).isBetween(0.9 * lastYear, 1.02 * lastYear);
  }

  @Test
  void itSaysPlainlyWhereTheForecastDoesNotWin() {
    Backtest.Result lost =
        new Backtest.Result(
            InventedPanel.LATE,
            3,
            FROM,
            FROM,
            List.of(),
            List.of(
                new Backtest.Gain("late", 1, "last 3 months", new Interval(0.02, 0.01, 0.03, 0.95)),
                new Backtest.Gain(
                    "late", 3, "last 3 months", new Interval(0.001, -0.01, 0.03, 0.95)),
                new Backtest.Gain(
                    "late", 6, "last 3 months", new Interval(-0.001, -0.01, 0.03, 0.95))));
    assertThat(lost.sentence())
        .isEqualTo(
            "late: the forecast does not win against 'last 3 months' at 6 months; within chance"
                + " against 'last 3 months' at 3 months.");
  }

  @Test
  void organisationsWithGapsOrSmallCountsAreLeftOut() {
    MonthlyPanel panel = InventedPanel.of(4, 45, 0.1, 6);
    double[][] late = copy(panel.rows("late"));
    double[][] second = copy(panel.rows("second"));
    late[1][7] = Double.NaN;
    second[2][44] = 25;
    MonthlyPanel gaps =
        new MonthlyPanel(
            panel.months(),
            panel.organisations(),
            Map.of("late", late, "second", second, "starts", panel.rows("starts")));
    assertThat(new TargetSeries(gaps, InventedPanel.LATE).organisations())
        .containsExactly("org0", "org3");
  }

  @Test
  void tooFewMonthsBeforeTheFirstScoredOneAreRefusedWithTheMonthThatWorks() {
    MonthlyPanel panel = InventedPanel.of(4, 45, 0.1, 6);
    assertThatThrownBy(() -> new Backtest(panel, InventedPanel.LATE, YearMonth.of(2020, 1)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("the first month that can be scored is 2021-05");
    assertThatThrownBy(
            () ->
                new Backtest(
                    panel, new ForecastTarget.Count("x", "start", 1, 1), YearMonth.of(2021, 8)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("no measure 'start'")
        .hasMessageContaining("Did you mean 'starts'?");
    assertThatThrownBy(
            () ->
                new Backtest(
                    panel, new ForecastTarget.Count("x", "starts", 1, 1e9), YearMonth.of(2021, 8)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("no organisation published every month");
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /** The score by its definition, pair by pair. */
  private static double slowCrps(double[] values, double outcome) {
    double to = 0;
    double among = 0;
    for (double a : values) {
      to += Math.abs(a - outcome) / values.length;
      for (double b : values) {
        among += Math.abs(a - b) / values.length / values.length;
      }
    }
    return to - among / 2;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
