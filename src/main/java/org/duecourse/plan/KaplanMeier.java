package org.duecourse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The share that has not ended yet, where some have not ended by the time that we stop looking. */
public final class KaplanMeier {
  private final List<Step> steps;

  /**
   * One time at which something ended.
   *
   * @param time when
   * @param atRisk how many had neither ended nor dropped out of sight before
   * @param events how many ended
   * @param survival the share that goes on after it
   */
  public record Step(double time, int atRisk, int events, double survival) {}

  /**
   * Takes times and whether each is an end (else it is only when we stopped looking). At equal
   * times ends come before censorings.
   */
  public KaplanMeier(double[] times, boolean[] ended) {
    TreeMap<Double, int[]> counts = new TreeMap<>();
    for (int i = 0; i < times.length; i++) {
      counts.computeIfAbsent(times[i], t -> new int[2])[ended[i] ? 0 : 1]++;
    }
    List<Step> result = new ArrayList<>();
    int atRisk = times.length;
    double survival = 1;
    for (var entry : counts.entrySet()) {
      int events = entry.getValue()[0];
      if (events > 0) {
        survival *= 1 - (double) events / atRisk;
        result.add(new Step(entry.getKey(), atRisk, events, survival));
      }
      atRisk -= events + entry.getValue()[1];
    }
    steps = List.copyOf(result);
  }

  /** The steps, by time. */
  public List<Step> steps() {
    return steps;
  }

  /** The share that goes on after a time. */
  public double survival(double time) {
    double value = 1;
    for (Step step : steps) {
      if (step.time() > time) {
        break;
      }
      value = step.survival();
    }
    return value;
  }
}
