package org.duecourse.records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A log of a few rows, written as text in a test, and what became of it. */
final class SmallLog {
  private final Path folder;
  private ReadSettings settings =
      ReadSettings.asOfToday(LocalDate.of(2026, 1, 1))
          .withMaxSetAsideShare(1)
          .withDuck(new Duck.Settings(null, null, 1));

  SmallLog(Path folder) {
    this.folder = folder;
  }

  SmallLog with(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SmallLog set(UnaryOperator<ReadSettings> change) {
    settings = change.apply(settings);
    return this;
  }

  AccessLog read() {
    return LogReader.read(folder, settings);
  }

  LogCheck check() {
    return LogCheck.of(folder, settings);
  }

  /** "table reason rows", in order. */
  String setAside() {
    try (AccessLog log = read()) {
      return log.setAside().stream()
          .map(s -> s.table() + " " + s.reason() + " " + s.rows())
          .collect(Collectors.joining(", "));
    }
  }

  /** "column reason rows", in order. */
  String notes() {
    try (AccessLog log = read()) {
      return log.report().notes().stream()
          .map(n -> n.column() + " " + n.reason() + " " + n.rows())
          .collect(Collectors.joining(", "));
    }
  }

  /** One row a line: values of the clean table with blanks between, in the order of the first. */
  List<String> clean(String table, String... columns) {
    try (AccessLog log = read()) {
      return log.duck()
          .query(
              "select concat_ws(' ', "
                  + List.of(columns).stream()
                      .map(c -> "coalesce(" + c + "::varchar, '-')")
                      .collect(Collectors.joining(", "))
                  + ") from "
                  + table
                  + " order by all",
              row -> row.getString(1));
    }
  }

  /** "line column value reason", one a rejected row. */
  List<String> rejected() {
    List<String> rows = new java.util.ArrayList<>();
    try (LogCheck check = check()) {
      check.rejected(
          r ->
              rows.add(
                  r.file()
                      + ":"
                      + r.line()
                      + " "
                      + r.column()
                      + " ["
                      + r.value()
                      + "] "
                      + r.reason()));
    }
    return rows;
  }
}
