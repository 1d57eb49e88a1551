package org.duecourse.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How many are still waiting after t days, those whose end is not known yet counted as long as they
 * are seen.
 */
final class KaplanMeier {
  /* S(t) is the product over all event times up to t of 1 - d/n: d events among n still at risk [1]. Whoever leaves at
   * the time of an event is still at risk for it. The variance is Greenwood's, S² Σ d / (n (n - d)); the interval goes
   * through log(-log S), which keeps it inside 0 to 1 and is not defined where S is 1 or 0.
   * [1] E. L. Kaplan and P. Meier, Journal of the American Statistical Association 53 (1958) 457-481 */
  private static final double TOLERANCE = 1e-9;

  private final List<Step> steps;
  private final SortedMap<Long, Long> events;
  private final SortedMap<Long, Long> leaving;

  /**
   * One event time.
   *
   * @param time in days
   * @param atRisk how many were still waiting just before
   * @param events how many ended then
   * @param survival the share still waiting after it
   * @param greenwood the sum of d / (n (n - d)) up to it
   */
  record Step(long time, long atRisk, long events, double survival, double greenwood) {}

  private KaplanMeier(SortedMap<Long, Long> events, SortedMap<Long, Long> leaving) {
    this.events = events;
    this.leaving = leaving;
    long atRisk = sum(events) + sum(leaving);
    double survival = 1;
    double greenwood = 0;
    List<Step> made = new ArrayList<>();
    SortedSet<Long> times = new TreeSet<>(events.keySet());
    times.addAll(leaving.keySet());
    for (long time : times) {
      long ended = events.getOrDefault(time, 0L);
      if (ended > 0) {
        survival *= (double) (atRisk - ended) / atRisk;
        greenwood += (double) ended / ((double) atRisk * (atRisk - ended));
        made.add(new Step(time, atRisk, ended, survival, greenwood));
      }
      atRisk -= ended + leaving.getOrDefault(time, 0L);
    }
    this.steps = List.copyOf(made);
  }

  /**
   * Estimates from counts.
   *
   * @param events how many ended at each time
   * @param leaving how many stopped being seen at each time without that end
   */
  static KaplanMeier of(SortedMap<Long, Long> events, SortedMap<Long, Long> leaving) {
    return new KaplanMeier(events, leaving);
  }

  /** All event times in order. */
  List<Step> steps() {
    return steps;
  }

  /** S(t); 1 before the first event. */
  double survivalAt(long time) {
    Step step = stepAt(time);
    return step == null ? 1 : step.survival();
  }

  /** The interval of S(t), or null where S(t) is 1 or 0. */
  @Nullable Interval intervalAt(long time) {
    Step step = stepAt(time);
    return step == null ? null : interval(step);
  }

  /** How many were still being seen, just before any event at a time. */
  long atRiskAt(long time) {
    return sum(events.tailMap(time)) + sum(leaving.tailMap(time));
  }

  /** The least time with S(t) at most one half, or null where S stays above. */
  @Nullable Long median() {
    for (Step step : steps) {
      if (step.survival() <= 0.5 + TOLERANCE) {
        return step.time();
      }
    }
    return null;
  }

  /** The least time at which the lower end of the interval is at most one half, or null. */
  @Nullable Long medianLow() {
    for (Step step : steps) {
      Interval interval = interval(step);
      if (interval != null && interval.low() <= 0.5 + TOLERANCE) {
        return step.time();
      }
    }
    return null;
  }

  /** The least time at which the upper end of the interval is at most one half, or null. */
  @Nullable Long medianHigh() {
    for (Step step : steps) {
      Interval interval = interval(step);
      if (interval != null && interval.high() <= 0.5 + TOLERANCE) {
        return step.time();
      }
    }
    return null;
  }

  private static @Nullable Interval interval(Step step) {
    return step.survival() <= 0
        ? null
        : Interval.logLog(step.survival(), step.survival() * Math.sqrt(step.greenwood()));
  }

  private @Nullable Step stepAt(long time) {
    Step last = null;
    for (Step step : steps) {
      if (step.time() > time) {
        break;
      }
      last = step;
    }
    return last;
  }

  private static long sum(Map<Long, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
