package org.duecourse.series;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Control limits for single values (XmR).
 *
 * @param n how many values they rest on
 * @param mean the mean of those values; NaN where there is none
 * @param meanRange the mean moving range; NaN where there are fewer than two values, and then no
 *     limit is known
 */
public record XmrLimits(int n, double mean, double meanRange) {
  /* Limits are the mean ± 2.66 mean moving ranges [1]: two draws of a normal process lie 2σ/√π = 1.128 σ apart on average,
   * and 3 / 1.128 = 2.66. A moving range of 3.267 means or more would be rarer than 3 in 1,000 by chance, so screening leaves
   * such ranges out once and averages again; the mean of the values stays [1]. Where every range is left out (all are 0),
   * the unscreened mean stands [2].
   * [1] NHSRplotthedots, R/ptd_spc_standard.R   [2] docs/decisions/0040-control-charts.md */
  private static final double WIDTH = 2.66;
  private static final double SCREEN = 3.267;

  /** From fewer points than this, limits are provisional. */
  public static final int TRIAL_BELOW = 12;

  /** The limits of some values in their order. */
  public static XmrLimits of(double[] values, boolean screening) {
    double[] ranges = new double[Math.max(0, values.length - 1)];
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = Math.abs(values[i + 1] - values[i]);
    }
    double meanRange = mean(ranges);
    if (screening) {
      double cut = SCREEN * meanRange;
      double[] kept = Arrays.stream(ranges).filter(range -> range < cut).toArray();
      meanRange = kept.length == 0 ? meanRange : mean(kept);
    }
    return new XmrLimits(values.length, mean(values), meanRange);
  }

  /** Whether limits exist at all. */
  public boolean known() {
    return !Double.isNaN(meanRange);
  }

  /** Whether the limits rest on too few points to be relied on. */
  public boolean trial() {
    return n < TRIAL_BELOW;
  }

  /** The lower limit; not cut at zero. */
  public double lower() {
    return mean - WIDTH * meanRange;
  }

  /** The upper limit. */
  public double upper() {
    return mean + WIDTH * meanRange;
  }

  /** Two thirds of the way from the mean to the lower limit. */
  public double nearLower() {
    return mean - 2 * (WIDTH / 3) * meanRange;
  }

  /** Two thirds of the way from the mean to the upper limit. */
  public double nearUpper() {
    return mean + 2 * (WIDTH / 3) * meanRange;
  }

  /** What a process inside these limits will do about a goal. */
  public @Nullable Assurance assurance(@Nullable Double goal, Better better) {
    if (goal == null || better == Better.NONE || !known()) {
      return null;
    }
    if (goal > upper()) {
      return better == Better.HIGHER ? Assurance.FAILS : Assurance.PASSES;
    }
    if (goal < lower()) {
      return better == Better.HIGHER ? Assurance.PASSES : Assurance.FAILS;
    }
    return Assurance.INCONSISTENT;
  }

  /**
   * The mean with the rounding of the first pass taken out, so that equal values have it exactly.
   */
  private static double mean(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double first = Arrays.stream(values).sum() / values.length;
    return first + Arrays.stream(values).map(v -> v - first).sum() / values.length;
  }
}
