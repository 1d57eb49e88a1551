package org.duecourse.series;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The four signals of one group of points, each named by the first rule that it meets. */
final class XmrRules {
  /* Rules and order as NHSRplotthedots, R/ptd_calculate_point_type.R, has them. A trend or a shift is found at its seventh
   * point and then given to all seven. Where one trend ends at the point with which another begins, the point belongs to the
   * first. */
  private static final int RUN = 7;

  private XmrRules() {}

  /**
   * What one point shows.
   *
   * @param signal the rule, or null for common cause
   * @param movement 1 high or rising, -1 low or falling, 0 neither
   */
  record Verdict(@Nullable Signal signal, int movement) {}

  /** The verdicts on values that have these limits, in the order of the values. */
  static List<Verdict> judge(double[] y, XmrLimits limits) {
    int[] side = new int[y.length];
    int[] close = new int[y.length];
    boolean[] outside = new boolean[y.length];
    for (int i = 0; i < y.length; i++) {
      side[i] = (int) Math.signum(y[i] - limits.mean());
      // Comparisons with an unknown limit are false, so a group without limits has no such point.
      outside[i] = y[i] > limits.upper() || y[i] < limits.lower();
      close[i] = !outside[i] && (y[i] > limits.nearUpper() || y[i] < limits.nearLower()) ? 1 : 0;
    }
    int[] trendEnd = sevenPointTrendEnd(y);
    int[] near = twoInThree(close, side);
    int[] shift = partOfSeven(sevenOnOneSide(side));
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      if (outside[i]) {
        verdicts.add(new Verdict(Signal.OUTSIDE, side[i]));
      } else if (trendOf(trendEnd, i) != 0) {
        verdicts.add(new Verdict(Signal.TREND, trendOf(trendEnd, i)));
      } else if (near[i] == 1 && close[i] == 1) {
        verdicts.add(new Verdict(Signal.TWO_IN_THREE, side[i]));
      } else if (shift[i] == 1) {
        verdicts.add(new Verdict(Signal.SHIFT, side[i]));
      } else {
        verdicts.add(new Verdict(null, 0));
      }
    }
    return verdicts;
  }

  /** 1 where a point is the seventh, or a later one, in a row on one side of the mean. */
  static int[] sevenOnOneSide(int[] side) {
    int[] result = new int[side.length];
    int run = 0;
    for (int i = 0; i < side.length; i++) {
      run = side[i] == 0 ? 0 : i > 0 && side[i] == side[i - 1] ? run + 1 : 1;
      result[i] = run >= RUN ? 1 : 0;
    }
    return result;
  }

  /** 1 or -1 where the last seven points rise or fall without a tie. */
  static int[] sevenPointTrendEnd(double[] y) {
    int[] result = new int[y.length];
    int steps = 0;
    int before = 0;
    for (int i = 1; i < y.length; i++) {
      int step = (int) Math.signum(y[i] - y[i - 1]);
      steps = step == 0 ? 0 : step == before ? steps + 1 : 1;
      before = step;
      result[i] = steps >= RUN - 1 ? step : 0;
    }
    return result;
  }

  /** 1 where a point, or one of the six after it, is flagged. */
  static int[] partOfSeven(int[] flag) {
    int[] result = new int[flag.length];
    for (int i = 0; i < flag.length; i++) {
      for (int j = i; j < Math.min(flag.length, i + RUN); j++) {
        result[i] |= Math.abs(flag[j]);
      }
    }
    return result;
  }

  /** 1 where a point lies in three in a row, all on one side of the mean, two of them close. */
  static int[] twoInThree(int[] close, int[] side) {
    int[] result = new int[close.length];
    for (int i = 0; i + 2 < close.length; i++) {
      int near = close[i] + close[i + 1] + close[i + 2];
      if (near >= 2 && Math.abs(side[i] + side[i + 1] + side[i + 2]) == 3) {
        result[i] = 1;
        result[i + 1] = 1;
        result[i + 2] = 1;
      }
    }
    return result;
  }

  /** 1 where a point is one of seven that rise, -1 where of seven that fall, 0 where of neither. */
  private static int trendOf(int[] trendEnd, int i) {
    for (int j = i; j < Math.min(trendEnd.length, i + RUN); j++) {
      if (trendEnd[j] != 0) {
        return trendEnd[j];
      }
    }
    return 0;
  }
}
