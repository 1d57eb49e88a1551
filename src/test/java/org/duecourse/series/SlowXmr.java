package org.duecourse.series;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rules once more, written as plainly as they are told: each point looks at each window. */
final class SlowXmr {
  private SlowXmr() {}

  static List<@Nullable Signal> signals(double[] y, boolean screening) {
    double mean = DoubleStream.of(y).average().orElse(Double.NaN);
    List<Double> ranges =
        IntStream.range(1, y.length).mapToObj(i -> Math.abs(y[i] - y[i - 1])).toList();
    double average = average(ranges);
    if (screening) {
      double cut = 3.267 * average;
      List<Double> kept = ranges.stream().filter(r -> r < cut).toList();
      average = kept.isEmpty() ? average : average(kept);
    }
    double width = 2.66 * average;
    List<@Nullable Signal> result = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      Signal signal = null;
      if (inSeven(y, i, window -> sameSide(window, mean))) {
        signal = Signal.SHIFT;
      }
      if (isNear(y[i], mean, width) && inTwoOfThree(y, i, mean, width)) {
        signal = Signal.TWO_IN_THREE;
      }
      if (inSeven(y, i, SlowXmr::moving)) {
        signal = Signal.TREND;
      }
      if (Math.abs(y[i] - mean) > width + 1e-12) {
        signal = Signal.OUTSIDE;
      }
      result.add(signal);
    }
    return result;
  }

  private interface Window {
    boolean holds(double[] seven);
  }

  private static boolean inSeven(double[] y, int i, Window rule) {
    return IntStream.rangeClosed(i - 6, i)
        .filter(start -> start >= 0 && start + 7 <= y.length)
        .anyMatch(start -> rule.holds(java.util.Arrays.copyOfRange(y, start, start + 7)));
  }

  private static boolean moving(double[] seven) {
    boolean up = IntStream.range(1, 7).allMatch(i -> seven[i] > seven[i - 1]);
    boolean down = IntStream.range(1, 7).allMatch(i -> seven[i] < seven[i - 1]);
    return up || down;
  }

  private static boolean sameSide(double[] window, double mean) {
    return DoubleStream.of(window).allMatch(v -> v > mean + 1e-12)
        || DoubleStream.of(window).allMatch(v -> v < mean - 1e-12);
  }

  private static boolean isNear(double value, double mean, double width) {
    double distance = Math.abs(value - mean);
    return distance > width * 2 / 3 + 1e-12 && distance <= width + 1e-12;
  }

  private static boolean inTwoOfThree(double[] y, int i, double mean, double width) {
    return IntStream.rangeClosed(i - 2, i)
        .filter(start -> start >= 0 && start + 3 <= y.length)
        .mapToObj(start -> java.util.Arrays.copyOfRange(y, start, start + 3))
        .anyMatch(
            three ->
                sameSide(three, mean)
                    && DoubleStream.of(three).filter(v -> isNear(v, mean, width)).count() >= 2);
  }

  private static double average(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
