package org.duecourse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The parts of the forecast of published series, in worlds whose law is known. */
class PanelForecasterTest {

  @Test
  void theSharedSeasonIsFoundBesideALevelThatDrifts() {
    SplittableRandom random = new SplittableRandom(4);
    double[][] rows = new double[40][60];
    for (int i = 0; i < rows.length; i++) {
      for (int t = 0; t < 60; t++) {
        rows[i][t] =
            0.05 * t + InventedPanel.season((3 + t) % 12) + 0.1 * InventedPanel.normal(random);
      }
    }
    MonthSeason season = MonthSeason.of(rows, 59, 3);
    for (int m = 0; m < 12; m++) {
      assertThat(season.at(m)).isCloseTo(InventedPanel.season(m), within(0.06));
    }
    assertThat(season.without(rows, 59, 3)[0][0]).isEqualTo(rows[0][0] - season.at(3));
  }

  @Test
  void aSingleWildMonthDoesNotDragTheLevelAway() {
    double[] calm = new double[30];
    SplittableRandom random = new SplittableRandom(9);
    for (int t = 0; t < calm.length; t++) {
      calm[t] = 1 + 0.1 * InventedPanel.normal(random);
    }
    double[] wild = calm.clone();
    wild[29] = 8;
    double before = SmoothedLevel.last(new double[][] {calm}, 1)[0];
    double after = SmoothedLevel.last(new double[][] {wild}, 1)[0];
    assertThat(after - before).isBetween(0.0, 0.35);
  }

  @Test
  void aLevelThatWandersIsFollowedFasterThanOneThatIsOnlyNoisy() {
    SplittableRandom random = new SplittableRandom(12);
    double[][] wandering = new double[30][48];
    double[][] noisy = new double[30][48];
    for (int i = 0; i < 30; i++) {
      double level = 0;
      for (int t = 0; t < 48; t++) {
        level += InventedPanel.normal(random);
        wandering[i][t] = level;
        noisy[i][t] = InventedPanel.normal(random);
      }
    }
    assertThat(meanDistance(SmoothedLevel.last(wandering, 1), wandering)).isLessThan(0.35);
    assertThat(meanSize(SmoothedLevel.last(noisy, 1))).isLessThan(0.5);
  }

  @Test
  void aRatioThatMovesFirstMakesTheForecastBetter() {
    MonthlyPanel panel = InventedPanel.of(40, 60, 0.1, 21);
    double with = crps(panel, InventedPanel.LATE, 3);
    double without = crps(panel, InventedPanel.LATE_ALONE, 3);
    // At one month the ratio of two months before is known; at three it is not, so nothing is
    // gained.
    double withAtOne = crps(panel, InventedPanel.LATE, 1);
    double withoutAtOne = crps(panel, InventedPanel.LATE_ALONE, 1);
    assertThat(withAtOne).isLessThan(0.9 * withoutAtOne);
    assertThat(with).isCloseTo(without, within(0.05 * without));
  }

  @Test
  void nothingAfterTheOriginIsLookedAt() {
    MonthlyPanel panel = InventedPanel.of(12, 48, 0.1, 5);
    Map<String, double[][]> later = new LinkedHashMap<>();
    panel
        .values()
        .forEach(
            (measure, rows) -> {
              double[][] changed = new double[rows.length][];
              for (int i = 0; i < rows.length; i++) {
                changed[i] = rows[i].clone();
                for (int t = 40; t < changed[i].length; t++) {
                  changed[i][t] = measure.equals("late") ? 399 - changed[i][t] % 300 : 400 + 3 * t;
                }
              }
              later.put(measure, changed);
            });
    MonthlyPanel other = new MonthlyPanel(panel.months(), panel.organisations(), later);
    for (ForecastTarget target : List.of(InventedPanel.STARTS, InventedPanel.LATE)) {
      TargetSeries before = new TargetSeries(panel, target);
      TargetSeries after = new TargetSeries(other, target);
      for (int horizon : Backtest.HORIZONS) {
        assertThat(new PanelForecaster(after).values(39, horizon))
            .isDeepEqualTo(new PanelForecaster(before).values(39, horizon));
        assertThat(MomentForecaster.bar(after).values(39, horizon))
            .isDeepEqualTo(MomentForecaster.bar(before).values(39, horizon));
        assertThat(MomentForecaster.seasonalNaive(after).values(39, horizon))
            .isDeepEqualTo(MomentForecaster.seasonalNaive(before).values(39, horizon));
      }
      assertThat(new PanelForecaster(after).values(41, 1))
          .isNotEqualTo(new PanelForecaster(before).values(41, 1));
    }
  }

  @Test
  void ninetyOfAHundredOutcomesLieInsideNinetyPercentIntervals() {
    MonthlyPanel panel = InventedPanel.of(60, 66, 0.15, 33);
    for (ForecastTarget target : List.of(InventedPanel.STARTS, InventedPanel.LATE)) {
      for (BacktestScore score :
          new Backtest(panel, target, InventedPanel.FIRST.plusMonths(40)).run().scores()) {
        if (score.method().equals("duecourse")) {
          assertThat(score.coverage())
              .as(target.label() + " at " + score.horizon())
              .isBetween(0.86, 0.95);
        }
      }
    }
  }

  private static double crps(MonthlyPanel panel, ForecastTarget target, int horizon) {
    return new Backtest(panel, target, InventedPanel.FIRST.plusMonths(40))
        .run().scores().stream()
            .filter(s -> s.method().equals("duecourse") && s.horizon() == horizon)
            .findFirst()
            .orElseThrow()
            .crps();
  }

  private static double meanDistance(double[] levels, double[][] rows) {
    double sum = 0;
    for (int i = 0; i < levels.length; i++) {
      sum += Math.abs(levels[i] - rows[i][rows[i].length - 1]);
    }
    return sum / levels.length;
  }

  private static double meanSize(double[] levels) {
    return Arrays.stream(levels).map(Math::abs).average().orElseThrow();
  }
}
