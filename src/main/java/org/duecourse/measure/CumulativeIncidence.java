package org.duecourse.measure;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The share whose wait has ended in one way by day t, where it can end in another way first.
 *
 * @param share from 0 to 1
 * @param variance of the share, by the delta method
 */
record CumulativeIncidence(double share, double variance) {
  /* F(t) = Σ S(before t_i) d_i / n_i with S the chance of having had no end of either kind (Aalen and Johansen, 1978).
   * One minus Kaplan-Meier would count whoever was closed as if they could still be seen, and is too high.
   * Variance [1], with d all ends, e the ends of this kind, n at risk, at each time t_i up to t:
   *   Σ (F(t) - F(t_i))² d / (n (n - d))  +  Σ S(before)² e (n - e) / n³  -  2 Σ (F(t) - F(t_i)) S(before) e / n²
   * With nobody censored it is F (1 - F) / n, the variance of a plain proportion; a test holds that.
   * [1] E. Marubini and M. G. Valsecchi, Analysing Survival Data from Clinical Trials and Observational Studies, 1995, ch. 10 */

  /**
   * Estimates from counts.
   *
   * @param ends how many ended in this way at each time
   * @param otherEnds how many ended in any other way
   * @param censored how many were last seen still waiting; at equal times they leave after the ends
   * @param time up to and including this time
   */
  static CumulativeIncidence at(
      SortedMap<Long, Long> ends,
      SortedMap<Long, Long> otherEnds,
      SortedMap<Long, Long> censored,
      long time) {
    SortedSet<Long> times = new TreeSet<>(ends.keySet());
    times.addAll(otherEnds.keySet());
    times.addAll(censored.keySet());
    long all = sum(ends) + sum(otherEnds) + sum(censored);
    double total = 0;
    long atRisk = all;
    double before = 1;
    for (long each : times.headSet(time + 1)) {
      long e = ends.getOrDefault(each, 0L);
      long d = e + otherEnds.getOrDefault(each, 0L);
      total += before * e / atRisk;
      before *= (double) (atRisk - d) / atRisk;
      atRisk -= d + censored.getOrDefault(each, 0L);
    }
    double variance = 0;
    double share = 0;
    atRisk = all;
    before = 1;
    for (long each : times.headSet(time + 1)) {
      double n = atRisk;
      double e = ends.getOrDefault(each, 0L);
      double d = e + otherEnds.getOrDefault(each, 0L);
      share += before * e / n;
      double rest = total - share;
      if (d < n) {
        variance += rest * rest * d / (n * (n - d));
      }
      variance += before * before * e * (n - e) / (n * n * n) - 2 * rest * before * e / (n * n);
      before *= (n - d) / n;
      atRisk -= Math.round(d) + censored.getOrDefault(each, 0L);
    }
    return new CumulativeIncidence(total, Math.max(0, variance));
  }

  /** The interval by log-log, or null where the share is 0 or 1. */
  @Nullable Interval interval() {
    return share <= 0 || share >= 1 - 1e-12 ? null : Interval.logLog(share, Math.sqrt(variance));
  }

  private static long sum(Map<Long, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
