package org.duecourse.store;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duecourse.io.Json;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What a backup says of itself: {@code manifest.json}.
 *
 * @param madeAt when its picture of the records was taken
 * @param programVersion the Duecourse that made it
 * @param schemaVersion the version of the tables
 * @param serverVersion the PostgreSQL that held them
 * @param tables every table in it
 * @param sequences every sequence and how far it was
 */
record BackupManifest(
    Instant madeAt,
    String programVersion,
    String schemaVersion,
    String serverVersion,
    List<Kept> tables,
    List<Catalog.Sequence> sequences) {
  private static final String FORMAT = "duecourse-backup";
  private static final int FORMAT_VERSION = 1;

  BackupManifest {
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
  }

  /**
   * One table of a backup.
   *
   * @param rows how many
   * @param sha256 of its text, in hexadecimal digits
   */
  record Kept(Catalog.Table table, long rows, String sha256) {
    /** The name of its text in the archive. */
    String entry() {
      return "tables/" + table.name() + ".copy";
    }
  }

  /** All rows of all tables. */
  long rows() {
    return tables.stream().mapToLong(Kept::rows).sum();
  }

  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("format_version", FORMAT_VERSION);
    json.put("made_at", madeAt.toString());
    json.put("program_version", programVersion);
    json.put("schema_version", schemaVersion);
    json.put("postgresql_version", serverVersion);
    json.put(
        "tables",
        tables.stream()
            .map(
                kept -> {
                  Map<String, Object> each = new LinkedHashMap<>();
                  each.put("name", kept.table().name());
                  each.put("columns", kept.table().columns());
                  each.put("rows", kept.rows());
                  each.put("sha256", kept.sha256());
                  return each;
                })
            .toList());
    json.put(
        "sequences",
        sequences.stream()
            .map(
                sequence -> {
                  Map<String, Object> each = new LinkedHashMap<>();
                  each.put("name", sequence.name());
                  each.put("value", sequence.value());
                  each.put("called", sequence.called());
                  return each;
                })
            .toList());
    return Json.write(json);
  }

  /**
   * Reads what a backup says of itself.
   *
   * @throws Refused if it is another kind of file, or of a newer form
   */
  static BackupManifest fromJson(String file, String text) {
    Map<String, Object> json = Json.readMap(file + ": manifest.json", text);
    if (!FORMAT.equals(json.get("format"))) {
      throw Refused.input(file + " is no backup of Duecourse: its manifest is another's.");
    }
    if (!Integer.valueOf(FORMAT_VERSION).equals(json.get("format_version"))) {
      throw Refused.input(
          file
              + " is a backup of form "
              + json.get("format_version")
              + "; this Duecourse reads form "
              + FORMAT_VERSION
              + ". Maybe use the Duecourse that made it.");
    }
    try {
      List<Kept> tables = new ArrayList<>();
      for (Map<?, ?> each : maps(json.get("tables"))) {
        tables.add(
            new Kept(
                new Catalog.Table(text(each, "name"), texts(each.get("columns"))),
                number(each, "rows"),
                text(each, "sha256")));
      }
      List<Catalog.Sequence> sequences = new ArrayList<>();
      for (Map<?, ?> each : maps(json.get("sequences"))) {
        sequences.add(
            new Catalog.Sequence(
                text(each, "name"),
                number(each, "value"),
                Objects.requireNonNull((Boolean) each.get("called"))));
      }
      return new BackupManifest(
          Instant.parse(text(json, "made_at")),
          text(json, "program_version"),
          text(json, "schema_version"),
          text(json, "postgresql_version"),
          tables,
          sequences);
    } catch (ClassCastException | NullPointerException | DateTimeParseException e) {
      throw Refused.input(file + " is damaged: its manifest lacks what a backup says of itself.");
    }
  }

  private static List<Map<?, ?>> maps(@Nullable Object value) {
    List<Map<?, ?>> maps = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(value)).forEach(each -> maps.add((Map<?, ?>) each));
    return maps;
  }

  private static List<String> texts(@Nullable Object value) {
    return ((List<?>) Objects.requireNonNull(value)).stream().map(String.class::cast).toList();
  }

  private static String text(Map<?, ?> map, String key) {
    return String.class.cast(Objects.requireNonNull(map.get(key)));
  }

  private static long number(Map<?, ?> map, String key) {
    return Objects.requireNonNull((Number) map.get(key)).longValue();
  }
}
