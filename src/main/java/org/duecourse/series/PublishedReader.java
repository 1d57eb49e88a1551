package org.duecourse.series;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.duecourse.io.Csv;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.jspecify.annotations.Nullable;

/** Reads one published table, long or wide, and notes everything that is wrong with it. */
final class PublishedReader {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final int MOST_PROBLEMS = 100;

  private final Path file;
  private final PublishedMapping mapping;
  private final @Nullable DateTimeFormatter format;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<PublishedTable.Key, NavigableMap<LocalDate, Observation>> series =
      new LinkedHashMap<>();
  private final Map<PublishedTable.Key, Map<LocalDate, Integer>> lines = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, LocalDate> namedAt = new HashMap<>();
  private int problemsInAll;

  PublishedReader(Path file, PublishedMapping mapping) {
    this.file = file;
    this.mapping = mapping;
    String pattern = mapping.periodFormat();
    this.format = pattern == null ? null : Period.formatter(pattern);
  }

  PublishedTable read() {
    try (Csv csv = Csv.open(file)) {
      Map<String, Integer> at = positions(csv.header());
      refuseIfWrong();
      for (Csv.Row row = csv.next(); row != null; row = csv.next()) {
        read(row, at);
      }
    }
    refuseIfWrong();
    if (series.isEmpty()) {
      throw Refused.input(file + " has a header and no rows; nothing was charted.");
    }
    checkParts();
    refuseIfWrong();
    return new PublishedTable(series, names, mapping);
  }

  /**
   * Where each column stands; a column of the long form or of a wide one that is absent is a
   * problem.
   */
  private Map<String, Integer> positions(List<String> header) {
    Map<String, Integer> at = new HashMap<>();
    boolean wide = !mapping.wide().isEmpty();
    for (String column : PublishedMapping.COLUMNS) {
      String theirs = mapping.columns().getOrDefault(column, column);
      int index = header.indexOf(theirs);
      if (index >= 0) {
        at.put(column, index);
      } else if (mapping.columns().containsKey(column) || isNeeded(column, wide)) {
        problem(
            "header",
            "no column '"
                + theirs
                + "'"
                + Suggestion.didYouMean(theirs, header)
                + " The file has: "
                + some(header)
                + ". Maybe name it in a mapping (--map), under 'columns: "
                + column
                + ":'.");
      }
    }
    for (String theirs : mapping.wide().keySet()) {
      if (!header.contains(theirs)) {
        problem("header", "no column '" + theirs + "'." + Suggestion.didYouMean(theirs, header));
      }
      at.put("wide:" + theirs, header.indexOf(theirs));
    }
    return at;
  }

  private boolean isNeeded(String column, boolean wide) {
    return switch (column) {
      case "period", "organisation" -> !mapping.constants().containsKey(column);
      case "measure" -> !wide && !mapping.constants().containsKey(column);
      case "value" -> !wide;
      default -> false;
    };
  }

  private void read(Csv.Row row, Map<String, Integer> at) {
    String organisation = field(row, at, "organisation");
    String label = field(row, at, "period");
    LocalDate period = period(row.line(), label);
    need(row.line(), "organisation", organisation);
    if (mapping.wide().isEmpty()) {
      String measure = field(row, at, "measure");
      need(row.line(), "measure", measure);
      add(row, at, organisation, measure, period, label, field(row, at, "value"), "value");
    } else {
      mapping
          .wide()
          .forEach(
              (column, measure) -> {
                String value = field(row, at, "wide:" + column);
                add(row, at, organisation, measure, period, label, value, column);
              });
    }
  }

  private void add(
      Csv.Row row,
      Map<String, Integer> at,
      String organisation,
      String measure,
      @Nullable LocalDate period,
      String label,
      String text,
      String column) {
    Double value = number(row.line(), column, text);
    String countText = field(row, at, "denominator");
    Double denominator = number(row.line(), "denominator", countText);
    if (period == null || organisation.isEmpty() || measure.isEmpty()) {
      return;
    }
    String name = field(row, at, "measure_name");
    PublishedTable.Key key = new PublishedTable.Key(organisation, measure);
    Observation made =
        new Observation(period, label, value, denominator, name.isEmpty() ? null : name);
    Observation before =
        series.computeIfAbsent(key, k -> new TreeMap<>()).putIfAbsent(period, made);
    Map<LocalDate, Integer> seen = lines.computeIfAbsent(key, k -> new HashMap<>());
    if (before == null) {
      seen.put(period, row.line());
    } else if (!Objects.equals(before.value(), value)) {
      problem(
          "line " + row.line(),
          organisation
              + ", "
              + measure
              + ", "
              + label
              + " is there twice: "
              + shown(before.value())
              + " on line "
              + seen.get(period)
              + ", "
              + shown(value)
              + " here. Maybe remove one, or name the column that tells them apart.");
    }
    nameOrganisation(organisation, field(row, at, "organisation_name"), period);
  }

  private void nameOrganisation(String organisation, String name, LocalDate period) {
    LocalDate known = namedAt.get(organisation);
    if (!name.isEmpty() && (known == null || !period.isBefore(known))) {
      names.put(organisation, name);
      namedAt.put(organisation, period);
    }
  }

  private String field(Csv.Row row, Map<String, Integer> at, String column) {
    Integer index = at.get(column);
    return index == null
        ? mapping.constants().getOrDefault(column, "")
        : row.fields().get(index).strip();
  }

  private void need(int line, String column, String value) {
    if (value.isEmpty()) {
      problem("line " + line, column + " is blank; each row needs one.");
    }
  }

  private @Nullable LocalDate period(int line, String text) {
    try {
      LocalDate day = Period.first(text, format);
      if (day.getYear() >= 1900 && day.getYear() <= 2199) {
        return day;
      }
      problem("line " + line, "period '" + text + "' lies outside 1900 to 2199.");
    } catch (DateTimeException e) {
      problem(
          "line " + line,
          "period '"
              + text
              + "' is not "
              + (format == null
                  ? "a month such as 2025-03 or a day such as 2025-03-01. Maybe give period_format in a mapping."
                  : "of the form " + mapping.periodFormat() + "."));
    }
    return null;
  }

  private @Nullable Double number(int line, String column, String text) {
    if (text.isEmpty() || mapping.notPublished().contains(text)) {
      return null;
    }
    if (NUMBER.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value + 0.0; // -0 is 0
      }
    }
    String hint =
        text.matches("[\\d,.]+%?")
            ? "Maybe write it without the '" + (text.endsWith("%") ? "%" : ",") + "'."
            : "Maybe it means 'not published': list it under not_published in a mapping.";
    problem("line " + line, column + " '" + cut(text) + "' is not a number. " + hint);
    return null;
  }

  /** A ratio whose part is nowhere in the table would silently have no points. */
  private void checkParts() {
    Set<String> known = new TreeSet<>();
    series.keySet().forEach(key -> known.add(key.measure()));
    mapping
        .derived()
        .forEach(
            (id, ratio) -> {
              List<String> parts = new ArrayList<>(ratio.sum());
              parts.addAll(ratio.over());
              for (String part : parts) {
                if (!known.contains(part)) {
                  problem(
                      "mapping",
                      "derived."
                          + id
                          + ": the table has no measure '"
                          + part
                          + "'."
                          + Suggestion.didYouMean(part, known));
                }
              }
            });
  }

  private void problem(String place, String message) {
    problemsInAll++;
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new Problem(place, message));
    }
  }

  private void refuseIfWrong() {
    if (problemsInAll == 0) {
      return;
    }
    List<Problem> shown = new ArrayList<>(problems);
    if (problemsInAll > shown.size()) {
      shown.add(new Problem("", "and " + (problemsInAll - shown.size()) + " more of this kind."));
    }
    String count = problemsInAll == 1 ? "1 problem" : problemsInAll + " problems";
    throw new Refused(Fault.INPUT, file + ": " + count + ", nothing was charted", shown);
  }

  private static String shown(@Nullable Double value) {
    return value == null ? "not published" : value.toString();
  }

  private static String cut(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private static String some(List<String> header) {
    String all = String.join(", ", header.subList(0, Math.min(12, header.size())));
    return all.length() > 300 ? all.substring(0, 300) + "…" : all;
  }
}
