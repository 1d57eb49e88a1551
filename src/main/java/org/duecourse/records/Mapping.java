package org.duecourse.records;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.io.Suggestion;
import org.duecourse.io.Yaml;
import org.duecourse.records.Column.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a foreign extract calls things: a file in YAML, in {@code docs/records.md} with an example.
 *
 * @param zone the zone of rows whose site has none; null: not known
 * @param tables what is said about each table
 */
record Mapping(@Nullable String zone, Map<LogTable, TableMapping> tables) {

  /** A log in our own words. */
  static final Mapping NONE = new Mapping(null, Map.of());

  /**
   * What is said about one table.
   *
   * @param file the name of its file in the folder; null: our own name
   * @param delimiter between fields
   * @param charset of the file
   * @param columns the foreign columns behind one of ours
   * @param constants the same value for every row
   * @param words our word by foreign word (in lower case), by column
   * @param formats how days and times are written, for {@code strptime}
   */
  record TableMapping(
      @Nullable String file,
      char delimiter,
      Charset charset,
      Map<String, Foreign> columns,
      Map<String, String> constants,
      Map<String, Map<String, String>> words,
      List<String> formats) {

    /** A table in our own words. */
    static final TableMapping NONE =
        new TableMapping(
            null, ',', StandardCharsets.UTF_8, Map.of(), Map.of(), Map.of(), List.of());
  }

  /**
   * One or several foreign columns.
   *
   * @param names as in the header, in lower case
   * @param with what stands between their values
   */
  record Foreign(List<String> names, String with) {}

  /** What is said about a table. */
  TableMapping of(LogTable table) {
    return tables.getOrDefault(table, TableMapping.NONE);
  }

  /** Reads a mapping; refuses it with everything that is wrong. */
  static Mapping read(Path file) {
    Yaml yaml = Yaml.read(file);
    Yaml.Section top = yaml.top();
    String zone = top.textOrNull("zone");
    if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
      top.problem(
          "zone",
          "'"
              + zone
              + "' is no zone; one such as America/Los_Angeles is expected."
              + Suggestion.didYouMean(zone, ZoneId.getAvailableZoneIds()));
    }
    Map<LogTable, TableMapping> tables = new EnumMap<>(LogTable.class);
    for (LogTable table : LogTable.values()) {
      Yaml.Section section = top.sectionOrNull(table.tableName());
      if (section != null) {
        tables.put(table, table(table, section));
      }
    }
    yaml.refuse("nothing was read");
    return new Mapping(zone, tables);
  }

  private static TableMapping table(LogTable table, Yaml.Section section) {
    return new TableMapping(
        section.textOrNull("file"),
        delimiter(section),
        charset(section),
        columns(table, section),
        constants(table, section),
        words(table, section),
        formats(section));
  }

  private static char delimiter(Yaml.Section section) {
    String text = section.text("delimiter", ",");
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1 || text.charAt(0) > 126 || text.equals("\"")) {
      section.problem("delimiter", "'" + text + "' is not one sign. Maybe ',', ';', '|' or tab.");
      return ',';
    }
    return text.charAt(0);
  }

  private static Charset charset(Yaml.Section section) {
    String name = section.text("encoding", "utf-8");
    String known = name.equalsIgnoreCase("latin-1") ? "iso-8859-1" : name;
    Charset charset =
        section.parse("encoding", known, "an encoding such as windows-1252", Charset::forName);
    return charset == null ? StandardCharsets.UTF_8 : charset;
  }

  private static Map<String, Foreign> columns(LogTable table, Yaml.Section section) {
    Map<String, Foreign> result = new LinkedHashMap<>();
    Yaml.Section columns = section.sectionOrNull("columns");
    if (columns == null) {
      return result;
    }
    for (Column column : table.columns()) {
      String name = column.name();
      if (columns.isSection(name)) {
        Yaml.Section join = columns.section(name);
        List<String> names = join.texts("join").stream().map(Mapping::lower).toList();
        if (names.isEmpty()) {
          join.problem(
              "join", "a list of columns is expected: {join: [site, number], with: \"-\"}.");
        }
        result.put(name, new Foreign(names, join.text("with", "")));
      } else {
        String foreign = columns.textOrNull(name);
        if (foreign != null) {
          result.put(name, new Foreign(List.of(lower(foreign)), ""));
        }
      }
    }
    return result;
  }

  private static Map<String, String> constants(LogTable table, Yaml.Section section) {
    Map<String, String> result = new LinkedHashMap<>();
    Yaml.Section constants = section.sectionOrNull("constants");
    if (constants == null) {
      return result;
    }
    for (Column column : table.columns()) {
      String value = constants.textOrNull(column.name());
      if (value == null) {
        continue;
      }
      if (column.type() == Type.WORD && !column.words().contains(lower(value))) {
        constants.problem(
            column.name(),
            "'"
                + value
                + "' is none of "
                + String.join(", ", column.words())
                + "."
                + Suggestion.didYouMean(value, column.words()));
      }
      result.put(column.name(), value);
    }
    return result;
  }

  private static Map<String, Map<String, String>> words(LogTable table, Yaml.Section section) {
    Map<String, Map<String, String>> result = new LinkedHashMap<>();
    Yaml.Section values = section.sectionOrNull("values");
    if (values == null) {
      return result;
    }
    for (Column column : table.columns()) {
      if (column.type() != Type.WORD) {
        continue;
      }
      Yaml.Section words = values.sectionOrNull(column.name());
      if (words == null) {
        continue;
      }
      Map<String, String> byForeign = new LinkedHashMap<>();
      for (String own : column.words()) {
        for (String foreign : words.texts(own)) {
          String other = byForeign.put(lower(foreign), own);
          if (other != null && !other.equals(own)) {
            words.problem(own, "'" + foreign + "' already means " + other + ".");
          }
        }
      }
      result.put(column.name(), byForeign);
    }
    return result;
  }

  private static List<String> formats(Yaml.Section section) {
    List<String> result = new ArrayList<>();
    for (String key : List.of("date_format", "date_formats")) {
      for (String format : section.texts(key)) {
        String known =
            section.parse(key, format, "a format such as MM/dd/yyyy HH:mm", DateFormats::strptime);
        if (known != null) {
          result.add(known);
        }
      }
    }
    return result;
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
