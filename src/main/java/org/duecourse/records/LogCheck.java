package org.duecourse.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.duecourse.io.Problem;
import org.duecourse.io.Suggestion;
import org.duecourse.records.CsvRecords.Malformed;
import org.jspecify.annotations.Nullable;

/**
 * A log read in order to see what is wrong with it: every row that was set aside can be named, and
 * a log of which too much is bad is shown all the same.
 */
public final class LogCheck implements AutoCloseable {
  /** A log of fewer bytes is read with its lines at once; a larger one only if a row is bad. */
  private static final long SMALL = 20_000_000;

  private final AccessLog log;
  private final LogReading reading;

  /**
   * A row that was set aside.
   *
   * @param table such as "appointments"
   * @param file the name of its file
   * @param line the line of the file at which it starts, from 1; in Parquet the number of the row
   * @param column the column that is wrong; empty where the whole record is
   * @param value what stands there; null where it is blank
   * @param reason one word
   * @param explanation the rule, and what to do
   */
  public record RejectedRow(
      String table,
      String file,
      long line,
      String column,
      @Nullable String value,
      String reason,
      String explanation) {}

  private LogCheck(AccessLog log, LogReading reading) {
    this.log = log;
    this.reading = reading;
  }

  /**
   * Reads and cleans a log.
   *
   * @throws org.duecourse.io.Refused if a file cannot be read at all, with everything that is wrong
   */
  public static LogCheck of(Path log, ReadSettings settings) {
    boolean lines = bytes(log) < SMALL;
    LogCheck check = of(log, settings, lines);
    if (lines || check.log.setAside().isEmpty()) {
      return check;
    }
    check.close();
    return of(log, settings, true);
  }

  private static LogCheck of(Path log, ReadSettings settings, boolean lines) {
    Duck duck = Duck.open(settings.duck());
    try {
      LogReading reading =
          new LogReading(log, settings, duck, lines, new FileCheck(Files::isReadable));
      return new LogCheck(reading.read(), reading);
    } catch (RuntimeException e) {
      duck.close();
      throw e;
    }
  }

  private static long bytes(Path log) {
    if (!Files.isDirectory(log)) {
      return size(log);
    }
    try (Stream<Path> files = Files.list(log)) {
      return files.mapToLong(LogCheck::size).sum();
    } catch (IOException e) {
      return 0; // Reading will say so.
    }
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0; // Reading will say so.
    }
  }

  /** The clean tables and what was counted. */
  public AccessLog log() {
    return log;
  }

  /** Why the log must not be measured; empty if it may. */
  public List<Problem> problems() {
    return reading.problems();
  }

  /** Hands over each row that was set aside: by table, then by line. */
  public void rejected(Consumer<RejectedRow> taker) {
    for (CleanedTable table : reading.tables()) {
      if (table.raw().line() != null && table.counts().setAside() > 0) {
        rejected(table, taker);
      }
    }
  }

  private void rejected(CleanedTable table, Consumer<RejectedRow> taker) {
    String file = String.valueOf(table.raw().file().getFileName());
    List<Rule> rules = table.rules();
    log.duck()
        .each(
            query(table),
            row -> {
              long line = row.getLong(1);
              int code = row.getInt(2);
              String value = row.getString(3);
              if (code == 0) {
                Malformed why = Malformed.valueOf(row.getString(4));
                taker.accept(
                    new RejectedRow(
                        table.name(), file, line, "", value, why.reason(), why.explanation()));
              } else {
                Rule rule = rules.get(code - 1);
                taker.accept(
                    new RejectedRow(
                        table.name(),
                        file,
                        line,
                        rule.column(),
                        value,
                        rule.reason(),
                        rule.explanation() + near(table, rule, value)));
              }
              return line;
            });
  }

  private static String query(CleanedTable table) {
    RawTable raw = table.raw();
    StringBuilder values = new StringBuilder("case code");
    List<String> columns = new ArrayList<>(List.of(raw.line() + " as line"));
    for (int code = 1; code <= table.rules().size(); code++) {
      String column = table.rules().get(code - 1).column();
      RawTable.RawColumn found = raw.columns().get(column);
      if (found != null) {
        values.append(" when ").append(code).append(" then x_").append(column);
        String read = "(" + found.sql() + ")::varchar as x_" + column;
        if (!columns.contains(read)) {
          columns.add(read);
        }
      }
    }
    String bad =
        "select line, code, %s end as value, null as why from rejected_codes join (select %s from %s) using (line) where table_name = %s"
            .formatted(
                values, String.join(", ", columns), raw.relation(), Duck.quote(table.name()));
    String malformed =
        " union all select line, 0, written, reason from malformed_records where table_name = "
            + Duck.quote(table.name());
    return bad + malformed + " order by line, code";
  }

  private static String near(CleanedTable table, Rule rule, @Nullable String value) {
    if (value == null || !rule.reason().startsWith("unknown_")) {
      return "";
    }
    Collection<String> known =
        rule.column().equals("zone")
            ? ZoneId.getAvailableZoneIds()
            : table.raw().table().column(rule.column()).words();
    return Suggestion.didYouMean(value.strip(), known);
  }

  /** The first clean rows of a table, under the names of the contract. */
  public List<List<@Nullable Object>> firstRows(LogTable table, List<String> columns, int most) {
    String names = String.join(", ", columns.stream().map(TypedPass::quoted).toList());
    return log.duck()
        .query(
            "select %s from %s order by %s limit %d"
                .formatted(names, table.tableName(), TypedPass.quoted(table.id().name()), most),
            row -> {
              List<@Nullable Object> values = new ArrayList<>();
              for (int i = 1; i <= columns.size(); i++) {
                values.add(row.getString(i));
              }
              return values;
            });
  }

  @Override
  public void close() {
    log.close();
  }
}
