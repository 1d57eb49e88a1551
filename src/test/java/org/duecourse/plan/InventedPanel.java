package org.duecourse.plan;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Published figures of invented organisations whose law is known: a level that wanders, a season
 * that all share, and a leading ratio that moves two months before the share does.
 */
final class InventedPanel {
  static final YearMonth FIRST = YearMonth.of(2019, 4);
  static final ForecastTarget.Count STARTS = new ForecastTarget.Count("starts", "starts", 1, 20);
  static final ForecastTarget.Share LATE =
      new ForecastTarget.Share(
          "late", "late", "second", new ForecastTarget.Lead("starts", "second"), 1, 30);
  static final ForecastTarget.Share LATE_ALONE =
      new ForecastTarget.Share("late", "late", "second", null, 1, 30);

  private InventedPanel() {}

  static double season(int monthOfYear) {
    return 0.25 * Math.cos(2 * Math.PI * monthOfYear / 12);
  }

  static MonthlyPanel of(int organisations, int months, double wandering, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] starts = new double[organisations][months];
    double[][] second = new double[organisations][months];
    double[][] late = new double[organisations][months];
    List<YearMonth> when = new ArrayList<>();
    for (int t = 0; t < months; t++) {
      when.add(FIRST.plusMonths(t));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < organisations; i++) {
      names.add("org" + i);
      double level = random.nextDouble() - 0.5;
      double[] pressure = new double[months];
      for (int t = 0; t < months; t++) {
        level += wandering * normal(random);
        pressure[t] = 0.5 * normal(random);
        int month = when.get(t).getMonthValue() - 1;
        second[i][t] = 400;
        starts[i][t] = Math.max(1, Math.round(400 * Math.exp(pressure[t])));
        double odds = level + season(month) + (t < 2 ? 0 : 1.2 * pressure[t - 2]);
        late[i][t] = draws(random, 400, Logistic.share(odds));
      }
    }
    return new MonthlyPanel(when, names, Map.of("starts", starts, "second", second, "late", late));
  }

  static double normal(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private static int draws(SplittableRandom random, int n, double share) {
    int hits = 0;
    for (int k = 0; k < n; k++) {
      hits += random.nextDouble() < share ? 1 : 0;
    }
    return hits;
  }
}
