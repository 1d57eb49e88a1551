package org.duecourse.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.measure.Card;
import org.duecourse.measure.MeasureResult;
import org.duecourse.measure.Measures;
import org.jspecify.annotations.Nullable;

/** The figures of measures as tables: exact for programs, short for people. */
public final class MeasureTable {
  private MeasureTable() {}

  /**
   * All results as the contract has them: one object, or a list where several measures were asked.
   */
  public static Object json(List<MeasureResult> results) {
    return results.size() == 1
        ? results.getFirst().json()
        : results.stream().map(MeasureResult::json).toList();
  }

  /**
   * All results in one table with the keys of the contract as columns and every digit of a number;
   * with several measures a column {@code measure} comes first, and a row has nothing in the
   * columns of the others.
   */
  public static Table exact(List<MeasureResult> results) {
    Table typed = typed(results);
    return new Table(
        "",
        typed.columns(),
        typed.rows().stream()
            .map(
                row -> {
                  List<@Nullable Object> cells = new ArrayList<>();
                  row.forEach(value -> cells.add(digits(value)));
                  return cells;
                })
            .toList(),
        List.of(),
        typed.json());
  }

  /** The same with numbers as numbers, for typed formats. */
  public static Table typed(List<MeasureResult> results) {
    boolean several = results.size() > 1;
    Set<String> columns = new LinkedHashSet<>();
    results.forEach(result -> columns.addAll(result.by()));
    results.forEach(result -> columns.addAll(result.keys()));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (MeasureResult result : results) {
      for (Map<String, @Nullable Object> row : result.rows()) {
        List<@Nullable Object> cells = new ArrayList<>();
        if (several) {
          cells.add(result.measure());
        }
        columns.forEach(column -> cells.add(row.get(column)));
        rows.add(cells);
      }
    }
    List<String> names = new ArrayList<>(columns);
    if (several) {
      names.addFirst("measure");
    }
    return new Table("", names, rows, List.of(), json(results));
  }

  /** Everything but the rows, for the file beside a CSV. */
  public static Map<String, Object> manifest(
      List<MeasureResult> results, Map<String, @Nullable Object> settings) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("settings", settings);
    manifest.put(
        "measures",
        results.stream()
            .map(
                result -> {
                  Map<String, @Nullable Object> one = new LinkedHashMap<>(result.json());
                  one.remove("rows");
                  one.put("keys", result.keys());
                  return one;
                })
            .toList());
    return manifest;
  }

  /**
   * One result for people: a share with its interval in one cell, numbers to one place; a single
   * row stands upright, a figure a line.
   */
  public static Table readable(MeasureResult result) {
    Table wide = wide(result);
    if (wide.rows().size() != 1 || !result.by().isEmpty()) {
      return wide;
    }
    List<List<@Nullable Object>> lines = new ArrayList<>();
    for (int i = 0; i < wide.columns().size(); i++) {
      Card.Key key = Measures.byId(result.measure()).keyOf(wide.columns().get(i));
      Object value = wide.rows().getFirst().get(i);
      List<@Nullable Object> line = new ArrayList<>();
      line.add(wide.columns().get(i));
      line.add(value == null ? null : Format.shown(value, ""));
      line.add(key == null ? "" : key.meaning());
      lines.add(line);
    }
    return new Table(
        wide.heading(),
        List.of("figure", "value", "meaning"),
        lines,
        wide.footnotes(),
        wide.json());
  }

  private static Table wide(MeasureResult result) {
    Card card = Measures.byId(result.measure());
    List<String> columns = new ArrayList<>(result.by());
    columns.addAll(card.groups().keySet());
    List<String> figures = new ArrayList<>();
    for (Card.Key key : card.keys()) {
      for (String output : key.outputs()) {
        boolean end = output.endsWith("_low") || output.endsWith("_high");
        if (output.equals(key.name()) || !end) {
          figures.add(output);
        }
      }
    }
    columns.addAll(figures);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> row : result.rows()) {
      List<@Nullable Object> cells = new ArrayList<>();
      result.by().forEach(by -> cells.add(group(row.get(by))));
      card.groups().keySet().forEach(key -> cells.add(row.get(key)));
      figures.forEach(figure -> cells.add(cell(row, figure)));
      rows.add(cells);
    }
    return new Table(card.asks(), columns, rows, footnotes(List.of(result)), result.json());
  }

  /**
   * First and return visits side by side, where both were asked with the same split; what else was
   * asked of {@code return-lateness} is added.
   */
  public static Table paired(MeasureResult first, MeasureResult second, List<MeasureResult> all) {
    MeasureResult lateness =
        all.stream().filter(r -> r.measure().equals("return-lateness")).findFirst().orElse(null);
    List<String> columns = new ArrayList<>(first.by());
    columns.addAll(List.of("first in time", "still waiting", "return in time"));
    if (lateness != null) {
      columns.addAll(List.of("return orders waiting", "no visit booked"));
    }
    Set<List<@Nullable Object>> groups = new LinkedHashSet<>();
    for (MeasureResult each : all) {
      if (List.of(first.measure(), second.measure(), "return-lateness").contains(each.measure())) {
        each.rows().forEach(row -> groups.add(first.by().stream().map(row::get).toList()));
      }
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> group : groups) {
      Map<String, @Nullable Object> one = find(first, group);
      Map<String, @Nullable Object> two = find(second, group);
      List<@Nullable Object> cells =
          new ArrayList<>(group.stream().map(MeasureTable::group).toList());
      cells.add(inTime(one, "attended"));
      cells.add(one.get("waiting"));
      cells.add(inTime(two, "returns"));
      if (lateness != null) {
        Map<String, @Nullable Object> three = find(lateness, group);
        cells.add(sum(three.get("booked"), three.get("unbooked")));
        cells.add(three.get("unbooked"));
      }
      rows.add(cells);
    }
    return new Table(finding(first, second), columns, rows, footnotes(all), json(all));
  }

  /** What the two measures say together, in a sentence. */
  static String finding(MeasureResult first, MeasureResult second) {
    double firstShare = overall(first, "attended");
    double secondShare = overall(second, "returns");
    return says("First visits", firstShare) + " " + says("Return visits", secondShare);
  }

  private static String says(String visits, double share) {
    if (Double.isNaN(share)) {
      return visits + " cannot be judged.";
    }
    String words =
        share >= 0.8
            ? "are mostly in time"
            : share >= 0.5 ? "are in time more often than not" : "are mostly not in time";
    return "%s %s (%s).".formatted(visits, words, percent(share));
  }

  private static double overall(MeasureResult result, String over) {
    double within = 0;
    double all = 0;
    for (Map<String, @Nullable Object> row : result.rows()) {
      if (row.get("within_limit") instanceof Number some && row.get(over) instanceof Number most) {
        within += some.doubleValue();
        all += most.doubleValue();
      }
    }
    return within / all;
  }

  private static @Nullable Object sum(@Nullable Object a, @Nullable Object b) {
    return a instanceof Number x && b instanceof Number y ? x.longValue() + y.longValue() : null;
  }

  private static Map<String, @Nullable Object> find(
      MeasureResult result, List<@Nullable Object> group) {
    return result.rows().stream()
        .filter(row -> result.by().stream().map(row::get).toList().equals(group))
        .findFirst()
        .orElse(Map.of());
  }

  private static @Nullable Object inTime(Map<String, @Nullable Object> row, String over) {
    Object share = cell(row, "within_limit_share");
    return share == null ? null : share + " of " + row.get(over);
  }

  private static @Nullable Object group(@Nullable Object value) {
    return value == null ? "not known" : value;
  }

  private static @Nullable Object cell(Map<String, @Nullable Object> row, String key) {
    Object value = row.get(key);
    if (value instanceof Double share && key.endsWith("_share")) {
      return row.get(key + "_low") instanceof Double low
              && row.get(key + "_high") instanceof Double high
          ? "%s (%.0f to %.0f)".formatted(percent(share), 100 * low, 100 * high)
          : percent(share);
    }
    if (row.get(key + "_low") instanceof Number low
        && row.get(key + "_high") instanceof Number high) {
      return "%s (%s to %s)".formatted(value, low, high);
    }
    return value instanceof Double number ? (Object) (Math.round(number * 10) / 10.0) : value;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  private static @Nullable Object digits(@Nullable Object value) {
    return value instanceof Double number
        ? (Object) new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
        : value;
  }

  /**
   * What stands below the figures: when, against what, who is not in them, and why one is missing.
   */
  private static List<String> footnotes(List<MeasureResult> results) {
    Set<String> notes = new LinkedHashSet<>();
    MeasureResult any = results.getFirst();
    long setAside = any.setAside().stream().mapToLong(each -> each.rows()).sum();
    String standards =
        results.stream()
            .map(result -> result.standard() == null ? "" : result.standard())
            .filter(standard -> !standard.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    String calendars =
        results.stream().map(MeasureResult::calendar).distinct().collect(Collectors.joining(", "));
    notes.add(
        "As of %s%s, calendar %s, %,d rows set aside."
            .formatted(
                any.asOf(), standards.isEmpty() ? "" : ", " + standards, calendars, setAside));
    for (MeasureResult result : results) {
      Card card = Measures.byId(result.measure());
      result
          .leftOut()
          .forEach(
              (reason, count) -> {
                if (count > 0) {
                  notes.add(
                      "Left out of %s: %,d rows, %s."
                          .formatted(
                              card.id(), count, card.leavesOut().getOrDefault(reason, reason)));
                }
              });
      result
          .notComputable()
          .forEach(
              each ->
                  notes.add(
                      each.key().equals("*")
                          ? "Not computable: " + card.id() + " (" + each.reason() + ")."
                          : "Not computable: %s of %s (%s)."
                              .formatted(each.key(), card.id(), each.reason())));
      notes.addAll(result.notes());
    }
    return List.copyOf(notes);
  }
}
