package org.duecourse.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of {@code survival} from how many waits ended, and how, after each number of days.
 */
final class SurvivalFigures {
  private SurvivalFigures() {}

  /**
   * All keys of the forms of survival.
   *
   * @param row the histograms {@code attended_after}, {@code closed_after} and {@code waiting_for},
   *     in business days, and the same in calendar days with {@code _days}
   * @param limit the limit; null where none counts days
   */
  static Map<String, @Nullable Object> of(
      Map<String, @Nullable Object> row, Yardstick.@Nullable Version limit) {
    Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    SortedMap<Long, Long> attended = counts(row, "attended_after");
    SortedMap<Long, Long> closed = counts(row, "closed_after");
    SortedMap<Long, Long> waiting = counts(row, "waiting_for");
    KaplanMeier curve = curve(attended, closed, waiting);
    figures.put("median_business_days", curve.median());
    figures.put("median_business_days_low", curve.medianLow());
    figures.put("median_business_days_high", curve.medianHigh());
    if (limit == null || !limit.countsDays() || total(attended, closed, waiting) == 0) {
      return figures;
    }
    Integer days = limit.days();
    Integer businessDays = limit.businessDays();
    if (businessDays != null) {
      atLimit(figures, attended, closed, waiting, businessDays);
    } else if (days != null) {
      atLimit(
          figures,
          counts(row, "attended_after_days"),
          counts(row, "closed_after_days"),
          counts(row, "waiting_for_days"),
          days);
    }
    return figures;
  }

  private static void atLimit(
      Map<String, @Nullable Object> figures,
      SortedMap<Long, Long> attended,
      SortedMap<Long, Long> closed,
      SortedMap<Long, Long> waiting,
      long limit) {
    KaplanMeier curve = curve(attended, closed, waiting);
    put(figures, "longer_than_limit_share", curve.survivalAt(limit), curve.intervalAt(limit));
    figures.put("at_risk_at_limit", curve.atRiskAt(limit));
    CumulativeIncidence seen = CumulativeIncidence.at(attended, closed, waiting, limit);
    put(figures, "attended_by_limit_share", seen.share(), seen.interval());
    CumulativeIncidence gone = CumulativeIncidence.at(closed, attended, waiting, limit);
    put(figures, "closed_by_limit_share", gone.share(), gone.interval());
  }

  private static KaplanMeier curve(
      SortedMap<Long, Long> attended, SortedMap<Long, Long> closed, SortedMap<Long, Long> waiting) {
    SortedMap<Long, Long> leaving = new java.util.TreeMap<>(closed);
    waiting.forEach((time, count) -> leaving.merge(time, count, Long::sum));
    return KaplanMeier.of(attended, leaving);
  }

  private static void put(
      Map<String, @Nullable Object> figures,
      String key,
      double share,
      @Nullable Interval interval) {
    figures.put(key, share);
    figures.put(key + "_low", interval == null ? null : interval.low());
    figures.put(key + "_high", interval == null ? null : interval.high());
  }

  private static SortedMap<Long, Long> counts(Map<String, @Nullable Object> row, String name) {
    return Spread.of(row.get(name)).counts();
  }

  @SafeVarargs
  private static long total(SortedMap<Long, Long>... all) {
    long total = 0;
    for (SortedMap<Long, Long> each : all) {
      total += each.values().stream().mapToLong(Long::longValue).sum();
    }
    return total;
  }
}
