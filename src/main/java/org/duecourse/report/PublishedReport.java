package org.duecourse.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.series.Assurance;
import org.duecourse.series.Better;
import org.duecourse.series.MeasureChart;
import org.duecourse.series.SideBySide;
import org.duecourse.series.Signal;
import org.duecourse.series.XmrChart;
import org.duecourse.series.XmrLimits;
import org.jspecify.annotations.Nullable;

/** Control charts of published tables, and pairs of them, as tables and as the contract's JSON. */
public final class PublishedReport {
  private static final int LONGEST_NAME = 40;

  private PublishedReport() {}

  /**
   * One row a series, most concern first; what a person reads.
   *
   * @param most the rows shown; 0 shows all
   */
  public static Table overview(List<MeasureChart> charts, int most, String source) {
    List<MeasureChart> sorted = charts.stream().sorted(MeasureChart.MOST_CONCERN_FIRST).toList();
    List<MeasureChart> shown =
        most == 0 ? sorted : sorted.subList(0, Math.min(most, sorted.size()));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (MeasureChart each : shown) {
      XmrChart chart = each.chart();
      XmrChart.Point latest = chart.latest();
      XmrLimits limits = chart.limits();
      rows.add(
          Arrays.asList(
              each.organisation(),
              cut(each.organisationName()),
              each.measure(),
              latest == null ? null : ChartWords.period(chart, latest),
              latest == null ? null : latest.value(),
              number(limits.mean()),
              number(limits.lower()),
              number(limits.upper()),
              limits.trial() ? "trial" : "",
              ChartWords.mark(chart) + " " + ChartWords.change(chart),
              each.goal(),
              ChartWords.assurance(chart)));
    }
    List<String> notes = new ArrayList<>();
    if (shown.size() < sorted.size()) {
      notes.add(
          (sorted.size() - shown.size())
              + " more series: --top 0 shows all, --format csv every point.");
    }
    notes.add(
        "◆ concern  ■ improvement  ▲ high  ▼ low  ● common cause. Limits: mean ± 2.66 mean moving ranges.");
    notes.addAll(meanings(charts));
    if (!source.isEmpty()) {
      notes.add(source);
    }
    return new Table(
        ChartWords.finding(charts),
        List.of(
            "organisation",
            "name",
            "measure",
            "latest",
            "value",
            "mean",
            "lower",
            "upper",
            "limits",
            "change",
            "goal",
            "assurance"),
        rows,
        notes,
        json(charts));
  }

  /** What each measure is and whose its goal is, where the mapping tells. */
  private static List<String> meanings(List<MeasureChart> charts) {
    List<String> notes = new ArrayList<>();
    charts.stream()
        .filter(each -> !each.about().name().isEmpty())
        .map(
            each ->
                each.measure()
                    + ": "
                    + each.about().name()
                    + (each.goalSource().isEmpty() ? "." : ". Goal: " + each.goalSource()))
        .distinct()
        .forEach(notes::add);
    return notes;
  }

  /** One row a point; what a program reads. */
  public static Table points(List<MeasureChart> charts) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (MeasureChart each : charts) {
      for (XmrChart.Point point : each.chart().points()) {
        XmrLimits limits = each.chart().groups().get(point.group()).limits();
        rows.add(
            Arrays.asList(
                each.organisation(),
                each.organisationName(),
                each.measure(),
                each.about().name(),
                point.label(),
                point.value(),
                word(point.signal()),
                point.direction().word(),
                point.group() + 1,
                number(limits.mean()),
                number(limits.lower()),
                number(limits.upper()),
                limits.trial(),
                each.goal(),
                word(each.chart().assurance())));
      }
    }
    return new Table(
        "",
        List.of(
            "organisation",
            "organisation_name",
            "measure",
            "measure_name",
            "period",
            "value",
            "signal",
            "direction",
            "group",
            "mean",
            "lower_limit",
            "upper_limit",
            "trial",
            "goal",
            "assurance"),
        rows,
        List.of(),
        json(charts));
  }

  /** The contract's form: a list with one object per organisation and measure. */
  static List<Map<String, @Nullable Object>> json(List<MeasureChart> charts) {
    return charts.stream().map(PublishedReport::json).toList();
  }

  private static Map<String, @Nullable Object> json(MeasureChart each) {
    XmrChart chart = each.chart();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("organisation", each.organisation());
    json.put("organisation_name", each.organisationName());
    json.put("measure", each.measure());
    json.put("measure_name", each.about().name().isEmpty() ? null : each.about().name());
    json.put("unit", each.about().unit().isEmpty() ? null : each.about().unit());
    json.put("better", each.better().name().toLowerCase(Locale.ROOT));
    json.put("goal", each.goal());
    json.put("goal_source", each.goalSource().isEmpty() ? null : each.goalSource());
    put(json, chart.current());
    json.put("assurance", word(chart.assurance()));
    json.put("change", ChartWords.change(chart));
    json.put("not_published", chart.notPublished());
    json.put("points", chart.points().stream().map(PublishedReport::json).toList());
    if (chart.groups().size() > 1) {
      json.put("groups", chart.groups().stream().map(PublishedReport::json).toList());
    }
    return json;
  }

  private static void put(Map<String, @Nullable Object> json, XmrChart.Group group) {
    json.put("n", group.n());
    json.put("mean", number(group.limits().mean()));
    json.put("lower_limit", number(group.limits().lower()));
    json.put("upper_limit", number(group.limits().upper()));
    json.put("trial", group.limits().trial());
  }

  private static Map<String, @Nullable Object> json(XmrChart.Point point) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("period", point.label());
    json.put("value", point.value());
    json.put("signal", word(point.signal()));
    json.put("direction", point.direction().word());
    return json;
  }

  private static Map<String, @Nullable Object> json(XmrChart.Group group) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("from", group.from());
    json.put("to", group.to());
    json.put("reason", group.reason());
    put(json, group);
    return json;
  }

  /** First and second appointment side by side, the hidden waits first. */
  public static Table sideBySide(SideBySide pair, Better first, Better second, List<String> notes) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (SideBySide.Row row : pair.rows()) {
      String judged = judged(row);
      rows.add(
          Arrays.asList(
              row.organisation(),
              cut(row.name()),
              row.first().value(),
              row.first().months(),
              row.second().value(),
              row.second().months(),
              judged));
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("organisation", row.organisation());
      object.put("organisation_name", row.name());
      object.put("first_value", row.first().value());
      object.put("first_months", row.first().months());
      object.put("second_value", row.second().value());
      object.put("second_months", row.second().months());
      object.put("ranked", row.ranked());
      object.put("looks_good_on_first", row.looksGood());
      object.put("bad_on_second", row.isBad());
      objects.add(object);
    }
    String good = goodRule(pair, first);
    String bad = badRule(pair, second);
    String method =
        "Means of the published months "
            + pair.from()
            + " to "
            + pair.to()
            + ", weighted by denominators where the table has them; ranked from "
            + SideBySide.LEAST_MONTHS
            + " published months of both on.";
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("first", pair.first());
    json.put("second", pair.second());
    json.put("from", pair.from().toString());
    json.put("to", pair.to().toString());
    json.put("good", good);
    json.put("good_value", pair.good());
    json.put("bad", bad);
    json.put("bad_value", pair.bad());
    json.put("method", method);
    json.put(
        "good_first_bad_second", pair.hidden().stream().map(SideBySide.Row::organisation).toList());
    json.put("rows", objects);
    List<String> footnotes = new ArrayList<>(List.of(good, bad, method));
    footnotes.addAll(notes);
    long ranked = pair.rows().stream().filter(SideBySide.Row::ranked).count();
    return new Table(
        pair.hidden().size()
            + " of "
            + ranked
            + " organisations look good on "
            + pair.first()
            + " and are bad on "
            + pair.second()
            + ".",
        List.of("organisation", "name", pair.first(), "months", pair.second(), "months", "reading"),
        rows,
        footnotes,
        json);
  }

  private static String judged(SideBySide.Row row) {
    if (!row.ranked()) {
      return "not ranked";
    }
    if (row.hidden()) {
      return "◆ good first, bad second";
    }
    return (row.looksGood() ? "good first" : "first not good")
        + (row.isBad() ? ", bad second" : ", second not bad");
  }

  private static String goodRule(SideBySide pair, Better better) {
    if (pair.good() == null) {
      return "Nobody is called good: fewer than 3 organisations can be ranked.";
    }
    return "Good on "
        + pair.first()
        + ": "
        + side(better)
        + ChartWords.figure(pair.good())
        + (pair.goodByGoal() ? ", the goal." : ", the best third of those ranked.");
  }

  private static String badRule(SideBySide pair, Better better) {
    if (pair.bad() == null) {
      return "Nobody is called bad: fewer than 3 organisations can be ranked.";
    }
    return "Bad on "
        + pair.second()
        + ": "
        + (better == Better.LOWER ? "at least " : "at most ")
        + ChartWords.figure(pair.bad())
        + ", the worst third of those ranked.";
  }

  private static String side(Better better) {
    return better == Better.HIGHER ? "at least " : "at most ";
  }

  private static @Nullable String word(@Nullable Signal signal) {
    return signal == null ? null : signal.word();
  }

  private static @Nullable String word(@Nullable Assurance assurance) {
    return assurance == null ? null : assurance.word();
  }

  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? Double.valueOf(value) : null;
  }

  private static String cut(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 1) + "…" : name;
  }
}
