package org.duecourse.series;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A control chart of single values: is it changing, and will it meet the goal?
 *
 * @param groups the stretches between breaks, in order; at least one
 * @param points every period in order, also those that are not published
 * @param assurance by the limits of the last group; null without a goal, a better side or limits
 */
public record XmrChart(List<Group> groups, List<Point> points, @Nullable Assurance assurance) {
  /** Copies the lists. */
  public XmrChart {
    groups = List.copyOf(groups);
    points = List.copyOf(points);
  }

  /**
   * How a chart is made.
   *
   * @param better which way is good
   * @param goal what is to be met, in the measure's unit; null where there is none
   * @param baseline limits rest on the first so many published points of each group; 0 means all
   * @param screening leave out moving ranges far above their mean, once
   */
  public record Settings(Better better, @Nullable Double goal, int baseline, boolean screening) {}

  /**
   * A stretch with limits of its own.
   *
   * @param reason why it starts; null for the first
   * @param from its first period, as the file has it
   * @param to its last
   * @param n its published points
   * @param limits what its points are judged by
   */
  public record Group(@Nullable String reason, String from, String to, int n, XmrLimits limits) {}

  /**
   * One period.
   *
   * @param group the index of its group
   * @param signal null for common cause and for a period that is not published
   */
  public record Point(
      LocalDate period,
      String label,
      int group,
      @Nullable Double value,
      @Nullable Signal signal,
      Direction direction,
      int movement) {}

  /**
   * Makes a chart. Periods without a value are no part of any calculation: their neighbours are
   * neighbours, as where the row is absent.
   *
   * @param observations at least one, in any order, each period once
   */
  public static XmrChart of(List<Observation> observations, List<Break> breaks, Settings settings) {
    List<Observation> ordered =
        observations.stream().sorted(Comparator.comparing(Observation::period)).toList();
    TreeMap<LocalDate, List<Observation>> stretches = new TreeMap<>();
    TreeMap<LocalDate, String> reasons = reasons(breaks);
    for (Observation each : ordered) {
      LocalDate start = reasons.floorKey(each.period());
      stretches
          .computeIfAbsent(start == null ? LocalDate.MIN : start, s -> new ArrayList<>())
          .add(each);
    }
    List<Group> groups = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    stretches.forEach(
        (start, members) -> {
          double[] y =
              members.stream()
                  .map(Observation::value)
                  .filter(Objects::nonNull)
                  .mapToDouble(Double::doubleValue)
                  .toArray();
          int used = settings.baseline() == 0 ? y.length : Math.min(settings.baseline(), y.length);
          XmrLimits limits = XmrLimits.of(Arrays.copyOf(y, used), settings.screening());
          groups.add(
              new Group(
                  groups.isEmpty() ? null : reasons.get(start),
                  members.getFirst().label(),
                  members.getLast().label(),
                  y.length,
                  limits));
          addPoints(points, members, groups.size() - 1, XmrRules.judge(y, limits), settings);
        });
    XmrLimits last = groups.getLast().limits();
    return new XmrChart(groups, points, last.assurance(settings.goal(), settings.better()));
  }

  /** The limits that hold now. */
  public XmrLimits limits() {
    return current().limits();
  }

  /** The last group. */
  public Group current() {
    return groups.getLast();
  }

  /** The latest period that has a value, or null where none has. */
  public @Nullable Point latest() {
    return points.reversed().stream()
        .filter(point -> point.value() != null)
        .findFirst()
        .orElse(null);
  }

  /** How many periods are not published. */
  public long notPublished() {
    return points.stream().filter(point -> point.value() == null).count();
  }

  private static TreeMap<LocalDate, String> reasons(List<Break> breaks) {
    TreeMap<LocalDate, String> reasons = new TreeMap<>();
    for (Break each : breaks) {
      reasons.merge(each.from(), each.reason(), (a, b) -> a.contains(b) ? a : a + "; " + b);
    }
    return reasons;
  }

  private static void addPoints(
      List<Point> points,
      List<Observation> members,
      int group,
      List<XmrRules.Verdict> verdicts,
      Settings settings) {
    int next = 0;
    for (Observation each : members) {
      XmrRules.Verdict verdict =
          each.value() == null ? new XmrRules.Verdict(null, 0) : verdicts.get(next++);
      points.add(
          new Point(
              each.period(),
              each.label(),
              group,
              each.value(),
              verdict.signal(),
              settings.better().of(verdict.movement()),
              verdict.movement()));
    }
  }
}
