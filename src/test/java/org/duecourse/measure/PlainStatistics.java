package org.duecourse.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Statistics in the plainest way, person by person, to hold the quick ones against. */
final class PlainStatistics {
  private PlainStatistics() {}

  /** How one person's wait ended and after how many days. */
  record Wait(long days, String ended) {}

  static void spread(Map<String, @Nullable Object> figures, String name, List<Long> numbers) {
    List<Long> sorted = new ArrayList<>(numbers);
    Collections.sort(sorted);
    figures.put(
        name + "_mean",
        sorted.isEmpty() ? null : sorted.stream().mapToLong(n -> n).average().orElseThrow());
    figures.put(name + "_median", sorted.isEmpty() ? null : quantile(sorted, 0.5));
    figures.put(name + "_p90", sorted.isEmpty() ? null : quantile(sorted, 0.9));
  }

  private static double quantile(List<Long> sorted, double p) {
    double at = p * (sorted.size() - 1);
    int floor = (int) at;
    int ceiling = Math.min(floor + 1, sorted.size() - 1);
    return sorted.get(floor) * (1 - (at - floor)) + sorted.get(ceiling) * (at - floor);
  }

  /**
   * A share with the two proportions that a normal test at 5 % would just reject, found by halving.
   */
  static void share(Map<String, @Nullable Object> figures, String name, long of, long over) {
    figures.put(name, over == 0 ? null : (double) of / over);
    figures.put(
        name + "_low", over == 0 ? null : of == 0 ? 0.0 : root(of, over, 0, (double) of / over));
    figures.put(
        name + "_high",
        over == 0 ? null : of == over ? 1.0 : root(of, over, 1, (double) of / over));
  }

  private static double root(long of, long over, double outer, double inner) {
    double z = 1.959963984540054;
    double rejected = outer;
    double accepted = inner;
    for (int i = 0; i < 200; i++) {
      double p = (rejected + accepted) / 2;
      double difference = (double) of / over - p;
      if (difference * difference * over > z * z * p * (1 - p)) {
        rejected = p;
      } else {
        accepted = p;
      }
    }
    return (rejected + accepted) / 2;
  }

  static void survival(Map<String, @Nullable Object> figures, List<Wait> waits, long limit) {
    TreeSet<Long> times = new TreeSet<>(waits.stream().map(Wait::days).toList());
    double s = 1;
    double greenwood = 0;
    Long median = null;
    Long low = null;
    Long high = null;
    double atLimit = 1;
    double[] ends = {Double.NaN, Double.NaN};
    for (long t : times) {
      double atRisk = waits.stream().filter(w -> w.days >= t).count();
      double events = waits.stream().filter(w -> w.days == t && w.ended.equals("attended")).count();
      if (events > 0) {
        s *= (atRisk - events) / atRisk;
        greenwood += events / (atRisk * (atRisk - events));
        double[] interval = logLog(s, Math.sqrt(greenwood) / Math.abs(Math.log(s)));
        median = median == null && s <= 0.5 + 1e-9 ? Long.valueOf(t) : median;
        if (s > 0) {
          low = low == null && interval[0] <= 0.5 + 1e-9 ? Long.valueOf(t) : low;
          high = high == null && interval[1] <= 0.5 + 1e-9 ? Long.valueOf(t) : high;
        }
        if (t <= limit) {
          atLimit = s;
          ends = s > 0 ? interval : new double[] {Double.NaN, Double.NaN};
        }
      }
    }
    figures.put("median_business_days", median);
    figures.put("median_business_days_low", low);
    figures.put("median_business_days_high", high);
    if (waits.isEmpty()) {
      for (String share :
          List.of("longer_than_limit_share", "attended_by_limit_share", "closed_by_limit_share")) {
        List.of("", "_low", "_high").forEach(end -> figures.put(share + end, null));
      }
      figures.put("at_risk_at_limit", null);
      return;
    }
    put(figures, "longer_than_limit_share", atLimit, ends);
    figures.put("at_risk_at_limit", waits.stream().filter(w -> w.days >= limit).count());
    incidence(figures, "attended_by_limit_share", waits, "attended", limit);
    incidence(figures, "closed_by_limit_share", waits, "closed", limit);
  }

  private static void incidence(
      Map<String, @Nullable Object> figures,
      String name,
      List<Wait> waits,
      String way,
      long limit) {
    List<Long> times = new ArrayList<>(new TreeSet<>(waits.stream().map(Wait::days).toList()));
    times.removeIf(t -> t > limit);
    int size = times.size();
    double[] n = new double[size];
    double[] d = new double[size];
    double[] e = new double[size];
    double[] before = new double[size];
    double[] f = new double[size];
    double s = 1;
    double total = 0;
    for (int i = 0; i < size; i++) {
      long t = times.get(i);
      n[i] = waits.stream().filter(w -> w.days >= t).count();
      d[i] = waits.stream().filter(w -> w.days == t && !w.ended.equals("waiting")).count();
      e[i] = waits.stream().filter(w -> w.days == t && w.ended.equals(way)).count();
      before[i] = s;
      total += s * e[i] / n[i];
      f[i] = total;
      s *= (n[i] - d[i]) / n[i];
    }
    double variance = 0;
    for (int i = 0; i < size; i++) {
      double rest = total - f[i];
      variance += n[i] == d[i] ? 0 : Math.pow(rest, 2) * d[i] / (n[i] * (n[i] - d[i]));
      variance += Math.pow(before[i], 2) * (n[i] - e[i]) / Math.pow(n[i], 3) * e[i];
      variance -= 2 * rest * before[i] * e[i] / Math.pow(n[i], 2);
    }
    boolean inside = total > 0 && total < 1 - 1e-12;
    put(
        figures,
        name,
        total,
        inside
            ? logLog(total, Math.sqrt(Math.max(0, variance)) / (total * Math.abs(Math.log(total))))
            : new double[] {Double.NaN, Double.NaN});
  }

  private static double[] logLog(double p, double errorOfLogLog) {
    double at = Math.log(-Math.log(p));
    double z = 1.959963984540054 * errorOfLogLog;
    return new double[] {Math.exp(-Math.exp(at + z)), Math.exp(-Math.exp(at - z))};
  }

  private static void put(
      Map<String, @Nullable Object> figures, String name, double value, double[] ends) {
    figures.put(name, value);
    figures.put(name + "_low", Double.isNaN(ends[0]) ? null : ends[0]);
    figures.put(name + "_high", Double.isNaN(ends[1]) ? null : ends[1]);
  }
}
