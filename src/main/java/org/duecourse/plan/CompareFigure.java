package org.duecourse.plan;

import java.util.Arrays;
import org.duecourse.simulate.Interval;
import org.duecourse.simulate.Output.Better;

/**
 * A value over runs. The range says where a year lies, with chance and doubt about assumptions in
 * it; the interval of the mean says only how well the mean is known, and shrinks with more runs.
 *
 * @param mean over the runs that have a value; NaN: none has
 * @param low lower end of the range: the quantile (1 − level) / 2 of the runs, or their least with
 *     too few
 * @param high upper end of the range
 * @param ofMean the interval of the mean, Student's t
 */
public record CompareFigure(double mean, double low, double high, Interval ofMean) {

  /** What a paired difference says. */
  public enum Verdict {
    /** Not one run differs. */
    SAME,
    /** The whole range is above 0. */
    HIGHER,
    /** The whole range is below 0. */
    LOWER,
    /** The range holds 0. */
    CANNOT_BE_TOLD_APART,
    /** No run has both values. */
    NOT_COMPUTABLE
  }

  /** The figure of one value a run; NaN values are left out. */
  public static CompareFigure of(double[] values, double level) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    Interval mean = Interval.of(values, level);
    return new CompareFigure(
        mean.mean(), quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2), mean);
  }

  /** The figure of paired differences: run r of one less run r of the other. */
  public static CompareFigure ofDifference(double[] values, double[] against, double level) {
    double[] differences = new double[values.length];
    Arrays.setAll(differences, r -> values[r] - against[r]);
    return of(differences, level);
  }

  /** What this says, read as a difference. */
  public Verdict verdict() {
    if (Double.isNaN(mean)) {
      return Verdict.NOT_COMPUTABLE;
    }
    if (low == 0 && high == 0 && mean == 0) {
      return Verdict.SAME;
    }
    return low > 0 ? Verdict.HIGHER : high < 0 ? Verdict.LOWER : Verdict.CANNOT_BE_TOLD_APART;
  }

  /** Whether this difference is for the worse, and told apart from 0. */
  public boolean isWorse(Better better) {
    return better == Better.LOWER
        ? verdict() == Verdict.HIGHER
        : better == Better.HIGHER && verdict() == Verdict.LOWER;
  }

  /** With linear interpolation; the least or largest run where a tail holds less than one. */
  private static double quantile(double[] sorted, double q) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    boolean tooFew = sorted.length * Math.min(q, 1 - q) < 1;
    double at = tooFew ? (q < 0.5 ? 0 : sorted.length - 1) : q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
