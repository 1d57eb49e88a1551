package org.duecourse.series;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.io.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * How a published table of somebody else is read: its columns, what stands for "not published", and
 * what is known about its measures. The keys are explained in {@code docs/published.md}.
 *
 * @param source who published the table, under which licence; empty where unknown
 * @param columns our name of a column → theirs
 * @param constants our name of a column → one value for the whole table
 * @param periodFormat a pattern such as {@code MM/yyyy}; null reads 2025-03 and 2025-03-01
 * @param notPublished values that stand for "not published", beside a blank
 * @param wide their column → the measure whose values it holds; empty for a long table
 * @param measures what is known about a measure, by its id
 * @param derived measures made of others, by their id
 * @param forecasting what is forecast, and how counts are rounded
 */
public record PublishedMapping(
    String source,
    Map<String, String> columns,
    Map<String, String> constants,
    @Nullable String periodFormat,
    Set<String> notPublished,
    Map<String, String> wide,
    Map<String, Measure> measures,
    Map<String, Ratio> derived,
    Forecasting forecasting) {

  /** The columns of the long form; the last three may be absent. */
  static final List<String> COLUMNS =
      List.of(
          "period",
          "organisation",
          "measure",
          "value",
          "denominator",
          "organisation_name",
          "measure_name");

  /** The long form as it is. */
  public static final PublishedMapping NONE =
      new PublishedMapping(
          "", Map.of(), Map.of(), null, Set.of(), Map.of(), Map.of(), Map.of(), Forecasting.NONE);

  /**
   * What is known about a measure.
   *
   * @param name in words; empty where unknown
   * @param unit such as "days"; empty where unknown
   * @param goal what is to be met; null where there is none
   * @param goalSource who says so
   * @param breaks from when the figures mean something else
   * @param nameChangeBreaks whether another name in the table is a break too
   */
  public record Measure(
      String name,
      String unit,
      Better better,
      @Nullable Double goal,
      String goalSource,
      List<Break> breaks,
      boolean nameChangeBreaks) {
    /** Nothing is known. */
    public static final Measure UNKNOWN =
        new Measure("", "", Better.NONE, null, "", List.of(), true);
  }

  /**
   * A measure made of others: the sum of some over the sum of others. A part that is not published
   * makes the ratio not published.
   */
  public record Ratio(List<String> sum, List<String> over, Measure measure) {}

  /** Reads a mapping; refuses it with all its problems. */
  public static PublishedMapping read(Path file) {
    return of(Yaml.read(file));
  }

  static PublishedMapping of(Yaml file) {
    Yaml.Section top = file.top();
    Map<String, String> columns = texts(top.sectionOrNull("columns"), COLUMNS);
    Map<String, String> constants =
        texts(top.sectionOrNull("constants"), List.of("period", "organisation", "measure"));
    Map<String, String> wide = texts(top.sectionOrNull("wide"), null);
    Map<String, Measure> measures = new LinkedHashMap<>();
    Yaml.Section known = top.sectionOrNull("measures");
    if (known != null) {
      known.keys().forEach(id -> measures.put(id, measure(known.section(id))));
    }
    Map<String, Ratio> derived = new LinkedHashMap<>();
    Yaml.Section made = top.sectionOrNull("derived");
    if (made != null) {
      made.keys().forEach(id -> derived.put(id, ratio(file, made.section(id), id)));
    }
    String format = top.textOrNull("period_format");
    if (format != null) {
      top.parse("period_format", format, "a pattern such as MM/yyyy", Period::formatter);
    }
    if (!wide.isEmpty() && (columns.containsKey("value") || columns.containsKey("measure"))) {
      file.problem(top, "wide: a wide table has no column for measure or value. Maybe drop one.");
    }
    PublishedMapping mapping =
        new PublishedMapping(
            top.text("source", ""),
            columns,
            constants,
            format,
            new LinkedHashSet<>(top.texts("not_published")),
            wide,
            measures,
            derived,
            Forecasting.of(top.sectionOrNull("forecasting")));
    file.refuse("nothing was read");
    return mapping;
  }

  /** What is known about a measure, made or published. */
  public Measure measure(String id) {
    Ratio ratio = derived.get(id);
    return ratio != null ? ratio.measure() : measures.getOrDefault(id, Measure.UNKNOWN);
  }

  private static Measure measure(Yaml.Section from) {
    List<Break> breaks = new ArrayList<>();
    for (Yaml.Section each : from.sections("breaks")) {
      LocalDate start =
          each.parse("from", each.text("from"), "a period such as 2022-09", Period::first);
      breaks.add(new Break(start == null ? LocalDate.EPOCH : start, each.text("reason")));
    }
    return new Measure(
        from.text("name", ""),
        from.text("unit", ""),
        from.choice("better", Better.class, Better.NONE),
        from.has("goal") ? from.number("goal", -1e12, 1e12) : null,
        from.has("goal") ? from.text("goal_source") : from.text("goal_source", ""),
        breaks,
        from.flag("name_change_is_break", true));
  }

  private static Ratio ratio(Yaml file, Yaml.Section from, String id) {
    List<String> sum = from.texts("sum");
    List<String> over = from.texts("over");
    if (sum.isEmpty() || over.isEmpty()) {
      file.problem(from, id + ": a ratio needs 'sum: [ids]' and 'over: [ids]'.");
    }
    return new Ratio(sum, over, measure(from));
  }

  /** The keys that are allowed, or all where the writer chose them; others stay unknown. */
  private static Map<String, String> texts(
      Yaml.@Nullable Section from, @Nullable List<String> allowed) {
    Map<String, String> result = new LinkedHashMap<>();
    if (from != null) {
      for (String key : allowed == null ? from.keys() : allowed) {
        String text = from.textOrNull(key);
        if (text != null) {
          result.put(key, text);
        }
      }
    }
    return result;
  }
}
