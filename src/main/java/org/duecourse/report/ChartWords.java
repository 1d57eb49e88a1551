package org.duecourse.report;

import java.util.List;
import java.util.Locale;
import org.duecourse.series.Assurance;
import org.duecourse.series.Direction;
import org.duecourse.series.MeasureChart;
import org.duecourse.series.XmrChart;

/** What a control chart says, in words: the same on a terminal, on a page and read aloud. */
public final class ChartWords {
  private ChartWords() {}

  /** What the latest published point shows: "7 months below the mean", "no change". */
  public static String change(XmrChart chart) {
    XmrChart.Point latest = chart.latest();
    if (latest == null) {
      return "not published";
    }
    if (latest.signal() == null) {
      return "no change";
    }
    boolean high = latest.movement() > 0;
    return switch (latest.signal()) {
      case OUTSIDE ->
          (high ? "above the upper limit" : "below the lower limit")
              + " in "
              + period(chart, latest);
      case TREND ->
          run(chart, (before, after) -> high ? after > before : after < before)
              + (high ? " rising" : " falling")
              + " in a row";
      case TWO_IN_THREE -> "near the " + (high ? "upper" : "lower") + " limit, 2 of 3";
      case SHIFT ->
          run(chart, (before, after) -> high == before > mean(chart))
              + (high ? " above" : " below")
              + " the mean";
    };
  }

  /** The mark and word beside the change: ◆ concern, ■ improvement, ▲ high, ▼ low, ● none. */
  public static String mark(XmrChart chart) {
    XmrChart.Point latest = chart.latest();
    return latest == null ? "–" : mark(latest);
  }

  /** The mark of one point; the shape says the same as the colour. */
  static String mark(XmrChart.Point point) {
    if (point.signal() == null) {
      return "●";
    }
    return switch (point.direction()) {
      case CONCERN -> "◆";
      case IMPROVEMENT -> "■";
      case NEUTRAL -> point.movement() > 0 ? "▲" : "▼";
    };
  }

  /** The word of one point. */
  static String word(XmrChart.Point point) {
    if (point.value() == null) {
      return "not published";
    }
    if (point.signal() == null) {
      return "common cause";
    }
    return switch (point.direction()) {
      case CONCERN -> "concern";
      case IMPROVEMENT -> "improvement";
      case NEUTRAL -> point.movement() > 0 ? "high" : "low";
    };
  }

  /** Whether the goal will be met. */
  public static String assurance(XmrChart chart) {
    Assurance assurance = chart.assurance();
    if (assurance == null) {
      return "–";
    }
    return switch (assurance) {
      case PASSES -> "meets its goal month after month";
      case FAILS -> "misses its goal month after month";
      case INCONSISTENT -> "meets its goal in some months";
    };
  }

  /** One sentence about many charts; series that have ended are counted apart. */
  public static String finding(List<MeasureChart> charts) {
    List<MeasureChart> running = charts.stream().filter(each -> !each.ended()).toList();
    int ended = charts.size() - running.size();
    long concern = running.stream().filter(each -> each.now() == Direction.CONCERN).count();
    long better = running.stream().filter(each -> each.now() == Direction.IMPROVEMENT).count();
    long fails = running.stream().filter(MeasureChart::fails).count();
    long goals = running.stream().filter(each -> each.chart().assurance() != null).count();
    String changes =
        running.size() == 1
            ? "The one series shows "
                + (concern == 1 ? "a concern" : better == 1 ? "an improvement" : "no change")
                + " now"
            : "Of "
                + running.size()
                + " series, "
                + concern
                + (concern == 1 ? " shows" : " show")
                + " a concern now and "
                + better
                + " an improvement";
    String goal =
        goals == 0
            ? ""
            : "; "
                + fails
                + " of "
                + goals
                + " with a goal "
                + (fails == 1 ? "misses" : "miss")
                + " it month after month";
    return changes + goal + (ended == 0 ? "." : " (" + ended + " more have ended).");
  }

  /** A figure for reading: three decimals at most below 10, one below 1,000, else none. */
  static String figure(double value) {
    double size = Math.abs(value);
    String text =
        String.format(Locale.ROOT, size < 10 ? "%.3f" : size < 1000 ? "%.1f" : "%,.0f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  /** A figure with its unit: a share in percent, days as "12 days". */
  static String figure(double value, String unit) {
    return switch (unit) {
      case "" -> figure(value);
      case "share" ->
          String.format(Locale.ROOT, Math.abs(value) < 0.1 ? "%.1f%%" : "%.0f%%", value * 100);
      default -> figure(value) + " " + unit;
    };
  }

  private interface Step {
    boolean holds(double before, double after);
  }

  private static double mean(XmrChart chart) {
    return chart.limits().mean();
  }

  /** How many points the run at the end has, in the word of their spacing. */
  private static String run(XmrChart chart, Step step) {
    int last = chart.groups().size() - 1;
    List<Double> values =
        chart.points().reversed().stream()
            .filter(point -> point.group() == last)
            .<Double>mapMulti(
                (point, to) -> {
                  if (point.value() != null) {
                    to.accept(point.value());
                  }
                })
            .toList();
    int count = 1;
    while (count < values.size() && step.holds(values.get(count), values.get(count - 1))) {
      count++;
    }
    return count + (isMonthly(chart) ? " months" : " points");
  }

  private static boolean isMonthly(XmrChart chart) {
    return chart.points().stream().allMatch(point -> point.period().getDayOfMonth() == 1);
  }

  /** A period for reading: 2025-03 where all periods are months. */
  static String period(XmrChart chart, XmrChart.Point point) {
    return isMonthly(chart) ? point.period().toString().substring(0, 7) : point.label();
  }
}
