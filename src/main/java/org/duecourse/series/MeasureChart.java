package org.duecourse.series;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The control chart of one measure of one organisation.
 *
 * @param organisation its id
 * @param organisationName its latest name, or the id
 * @param measure the id of the measure
 * @param about what is known about the measure
 * @param better which way is good, as asked for, else as the mapping has it
 * @param goal likewise
 * @param ended whether its latest published period lies more than two months before the table's:
 *     what it shows is history
 */
public record MeasureChart(
    String organisation,
    String organisationName,
    String measure,
    PublishedMapping.Measure about,
    Better better,
    @Nullable Double goal,
    boolean ended,
    XmrChart chart) {

  /** Those that need a look come first: by what the latest point says, then by the goal. */
  public static final Comparator<MeasureChart> MOST_CONCERN_FIRST =
      Comparator.comparingInt((MeasureChart each) -> -each.concern())
          .thenComparingLong(each -> -each.recentConcerns())
          .thenComparing(MeasureChart::measure)
          .thenComparing(MeasureChart::organisation);

  /**
   * Which series, and how they are charted.
   *
   * @param organisations ids; empty for all
   * @param measures ids; empty for those that the mapping describes, or all where it describes none
   * @param since periods before this are left out; null for all
   * @param goals by measure; the key "" is for every measure
   * @param better by measure; the key "" is for every measure
   * @param baseline as in {@link XmrChart.Settings}
   * @param screening as in {@link XmrChart.Settings}
   * @param breaks more breaks, for every series
   */
  public record Selection(
      List<String> organisations,
      List<String> measures,
      @Nullable LocalDate since,
      Map<String, Double> goals,
      Map<String, Better> better,
      int baseline,
      boolean screening,
      List<Break> breaks) {
    /** All series as the mapping has them. */
    public static final Selection ALL =
        new Selection(List.of(), List.of(), null, Map.of(), Map.of(), 0, true, List.of());

    /** The goal of a measure: as asked for it, else for all, else as the mapping has it. */
    public @Nullable Double goalOf(String measure, PublishedMapping.Measure about) {
      Double asked = goals.getOrDefault(measure, goals.get(""));
      return asked == null ? about.goal() : asked;
    }

    /** Which way is good: as asked for it, else for all, else as the mapping has it. */
    public Better betterOf(String measure, PublishedMapping.Measure about) {
      Better asked = better.getOrDefault(measure, better.get(""));
      return asked == null ? about.better() : asked;
    }
  }

  /** Charts every selected series that has a period left. */
  public static List<MeasureChart> of(PublishedTable table, Selection selection) {
    List<MeasureChart> charts = new ArrayList<>();
    for (String organisation :
        selection.organisations().isEmpty() ? table.organisations() : selection.organisations()) {
      for (String measure : measures(table, selection)) {
        List<Observation> observations = table.observations(organisation, measure);
        if (selection.since() != null) {
          LocalDate since = selection.since();
          observations =
              observations.stream().filter(each -> !each.period().isBefore(since)).toList();
        }
        if (!observations.isEmpty()) {
          charts.add(chart(table, selection, organisation, measure, observations));
        }
      }
    }
    return charts;
  }

  /** The measures that are charted where none is named. */
  public static List<String> measures(PublishedTable table, Selection selection) {
    if (!selection.measures().isEmpty()) {
      return selection.measures();
    }
    PublishedMapping mapping = table.mapping();
    List<String> described = new ArrayList<>(mapping.measures().keySet());
    described.addAll(mapping.derived().keySet());
    return described.isEmpty() ? List.copyOf(table.measures()) : described;
  }

  private static MeasureChart chart(
      PublishedTable table,
      Selection selection,
      String organisation,
      String measure,
      List<Observation> observations) {
    PublishedMapping.Measure about = table.mapping().measure(measure);
    Better better = selection.betterOf(measure, about);
    Double goal = selection.goalOf(measure, about);
    List<Break> breaks = new ArrayList<>(table.breaks(organisation, measure));
    breaks.addAll(selection.breaks());
    XmrChart chart =
        XmrChart.of(
            observations,
            breaks,
            new XmrChart.Settings(better, goal, selection.baseline(), selection.screening()));
    XmrChart.Point latest = chart.latest();
    boolean ended = latest == null || latest.period().isBefore(table.latest().minusMonths(2));
    return new MeasureChart(
        organisation, table.nameOf(organisation), measure, about, better, goal, ended, chart);
  }

  /** What the latest published point says; neutral where there is none or the series has ended. */
  public Direction now() {
    XmrChart.Point latest = chart.latest();
    return latest == null || ended ? Direction.NEUTRAL : latest.direction();
  }

  /** Who set the goal, where the mapping's goal is the one that is drawn; else empty. */
  public String goalSource() {
    return Objects.equals(goal, about.goal()) ? about.goalSource() : "";
  }

  /** Whether a goal is missed month after month, now. */
  public boolean fails() {
    return !ended && chart.assurance() == Assurance.FAILS;
  }

  /** 3 concern and goal missed, 2 concern, 1 goal missed, 0 neither, -1 improvement, -2 ended. */
  private int concern() {
    if (ended) {
      return -2;
    }
    return switch (now()) {
      case CONCERN -> fails() ? 3 : 2;
      case NEUTRAL -> fails() ? 1 : 0;
      case IMPROVEMENT -> fails() ? 1 : -1;
    };
  }

  private long recentConcerns() {
    List<XmrChart.Point> points = chart.points();
    return points.subList(Math.max(0, points.size() - 12), points.size()).stream()
        .filter(point -> point.direction() == Direction.CONCERN)
        .count();
  }
}
