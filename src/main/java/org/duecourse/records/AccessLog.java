package org.duecourse.records;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happened, cleaned: the tables of {@code tables.sql} in a DuckDB, as of a day. Rows that
 * could not be used were set aside, each with its reason.
 */
public final class AccessLog implements AutoCloseable {
  private final Duck duck;
  private final LocalDate asOf;
  private final Map<String, Set<String>> columns;
  private final List<SetAside> setAside;
  private final ReadReport report;

  /**
   * Rows of one table that were set aside for one reason.
   *
   * @param table such as "appointments"
   * @param reason such as "repeated_id"
   * @param rows how many
   */
  public record SetAside(String table, String reason, long rows) {}

  /**
   * Takes a database that holds the clean tables.
   *
   * @param columns the columns that the log really has, by table; a table that it lacks is not a
   *     key
   */
  public AccessLog(
      Duck duck, LocalDate asOf, Map<String, Set<String>> columns, List<SetAside> setAside) {
    this(duck, asOf, columns, setAside, ReadReport.none(asOf));
  }

  /** Takes a database that a reader filled, with its report. */
  AccessLog(
      Duck duck,
      LocalDate asOf,
      Map<String, Set<String>> columns,
      List<SetAside> setAside,
      ReadReport report) {
    this.duck = duck;
    this.asOf = asOf;
    this.columns = Map.copyOf(columns);
    this.setAside = List.copyOf(setAside);
    this.report = report;
  }

  /** The database with the clean tables. */
  public Duck duck() {
    return duck;
  }

  /** The day up to which the log is believed complete. */
  public LocalDate asOf() {
    return asOf;
  }

  /** Whether the log has a table. */
  public boolean has(String table) {
    return columns.containsKey(table);
  }

  /** Whether the log has a column of a table. */
  public boolean has(String table, String column) {
    return columns.getOrDefault(table, Set.of()).contains(column);
  }

  /** What was set aside, by table and reason. */
  public List<SetAside> setAside() {
    return setAside;
  }

  /** The names of clinics by id, where the log has them. */
  public Map<String, String> siteNames() {
    Map<String, String> names = new LinkedHashMap<>();
    duck.query(
            "select site_id, name from sites where name is not null order by site_id",
            row -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(each -> names.put(each.getKey(), each.getValue()));
    return names;
  }

  /** How the reading went: rows by table, and what was kept but not as it stands. */
  public ReadReport report() {
    return report;
  }

  @Override
  public void close() {
    duck.close();
  }
}
