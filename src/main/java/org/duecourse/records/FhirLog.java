package org.duecourse.records;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * FHIR R4 resources as raw tables of an access log, which are then cleaned like any other. What
 * becomes what is written in {@code docs/fhir.md}.
 *
 * @param tables the rows by table; a table without rows is absent
 * @param report what became of each resource
 * @param remarks sentences about the reading
 */
record FhirLog(Map<LogTable, List<FhirRow>> tables, FhirReport report, List<String> remarks) {

  /** Whether a path holds FHIR rather than tables. */
  static boolean isOne(Path log) {
    return FhirFiles.are(log);
  }

  /**
   * Reads a file, a zip or a folder.
   *
   * @param zoneKnown whether there is a zone for sites that have none
   */
  static FhirLog read(Path log, boolean zoneKnown) {
    FhirReport.Counter counter = new FhirReport.Counter();
    FhirStore store = new FhirStore(counter);
    new FhirFiles(store::add, counter).read(log);
    store.settle();
    FhirPlaces places = new FhirPlaces(store, counter, zoneKnown);
    FhirVisits visits = new FhirVisits(store, places, counter);
    visits.read();
    FhirRequests requests = new FhirRequests(store, places, counter);
    requests.read(visits.lastDayByRequest());
    Map<LogTable, List<FhirRow>> tables = new EnumMap<>(LogTable.class);
    put(tables, LogTable.APPOINTMENTS, visits.rows(requests));
    put(tables, LogTable.REQUESTS, requests.requests());
    put(tables, LogTable.ORDERS, requests.orders());
    put(tables, LogTable.SITES, places.sites(counter));
    put(tables, LogTable.CLINICIANS, places.clinicians(counter));
    for (String type : List.of("Patient", "Schedule", "Slot")) {
      store.all(type).forEach(each -> counter.context(each.type()));
    }
    FhirReport report = counter.report();
    List<String> remarks = new ArrayList<>(report.sentences());
    if (visits.cancelledBySomebody() > 0) {
      remarks.add(
          "FHIR: cancelled appointments that do not say by whom: "
              + visits.cancelledBySomebody()
              + ". They count as cancelled by the clinic.");
    }
    return new FhirLog(tables, report, remarks);
  }

  private static void put(Map<LogTable, List<FhirRow>> tables, LogTable table, List<FhirRow> rows) {
    if (!rows.isEmpty()) {
      tables.put(table, rows);
    }
  }

  /** Puts the rows of a table into a database, as text, with the columns that any row has. */
  FileSource load(LogTable table, Path log, Duck duck) {
    List<FhirRow> rows = tables.getOrDefault(table, List.of());
    List<String> columns =
        table.columns().stream()
            .filter(c -> c.needed() || rows.stream().anyMatch(row -> row.get(c.name()) != null))
            .map(Column::name)
            .toList();
    String relation = "fhir_" + table.tableName();
    Map<String, RawTable.RawColumn> raw = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      raw.put(columns.get(i), RawTable.RawColumn.text("c" + i));
    }
    store(
        duck,
        relation,
        raw.values().stream().map(RawTable.RawColumn::sql).toList(),
        rows.stream().map(row -> columns.stream().<@Nullable String>map(row::get).toList()));
    return new FileSource(log, relation, raw, null, false);
  }

  /**
   * Puts what was not read into the table {@code fhir_unread} (place, type, id, reason, words), one
   * row a resource or document, for whoever lists them.
   */
  void loadUnread(Duck duck) {
    store(
        duck,
        "fhir_unread",
        List.of("place", "type", "id", "reason", "words"),
        report.unread().stream()
            .map(
                u ->
                    Arrays.<@Nullable String>asList(
                        u.place(), u.type(), u.id(), u.reason(), u.words())));
  }

  private static void store(
      Duck duck, String relation, List<String> columns, Stream<List<@Nullable String>> rows) {
    duck.run(
        "create or replace table "
            + relation
            + columns.stream().map(c -> c + " varchar").collect(joining(", ", " (", ")")));
    try (DuckDBAppender appender =
        duck.connection().unwrap(DuckDBConnection.class).createAppender("main", relation)) {
      for (List<@Nullable String> row : rows.toList()) {
        appender.beginRow();
        for (String value : row) {
          if (value == null) {
            appender.appendNull();
          } else {
            appender.append(value);
          }
        }
        appender.endRow();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("rows of " + relation + " could not be stored", e);
    }
  }
}
