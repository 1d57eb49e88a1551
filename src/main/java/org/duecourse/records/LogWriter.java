package org.duecourse.records;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.duecourse.io.Refused;

/**
 * Writes an access log: row by row, or the clean tables of one that was read. Everything is written
 * into a folder aside, which takes its name only in {@link #finish}.
 *
 * <pre>{@code
 * try (LogWriter writer = LogWriter.to(folder, LogWriter.Form.PARQUET)) {
 *   writer.add(new LogRow.SiteRow("S1", "Harbor", "America/Los_Angeles", null));
 *   writer.finish();
 * }                                       // closed without finish: nothing is left
 * }</pre>
 */
public final class LogWriter implements AutoCloseable {
  private final Path folder;
  private final Path aside;
  private final Form form;
  private final Map<LogTable, CsvSink> sinks = new EnumMap<>(LogTable.class);

  /** In which form tables are written. */
  public enum Form {
    /** Text that people can read. */
    CSV(".csv"),
    /** The same, about a fifth of the size. */
    CSV_GZ(".csv.gz"),
    /** Typed columns, the fastest to read. */
    PARQUET(".parquet");

    private final String ending;

    Form(String ending) {
      this.ending = ending;
    }
  }

  private LogWriter(Path folder, Path aside, Form form) {
    this.folder = folder;
    this.aside = aside;
    this.form = form;
  }

  /**
   * Starts a log.
   *
   * @param folder where it will lie; a log that lies there is replaced as a whole
   * @throws Refused if something else than a log lies there
   */
  public static LogWriter to(Path folder, Form form) {
    Path target = folder.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw Refused.usage("The folder " + parent + " does not exist. Maybe create it first.");
    }
    if (Files.exists(target)) {
      refuseWhatIsNoLog(target);
    }
    Path aside =
        parent.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      remove(aside);
      Files.createDirectory(aside);
    } catch (IOException e) {
      throw Refused.usage("The folder " + parent + " cannot be written. Maybe choose another.");
    }
    return new LogWriter(target, aside, form);
  }

  private static void refuseWhatIsNoLog(Path target) {
    if (!Files.isDirectory(target)) {
      throw Refused.usage(target + " is a file; a log is a folder. Maybe choose another name.");
    }
    for (Path file : LogFiles.list(target)) {
      if (LogFiles.tableIn(file).isEmpty()) {
        throw Refused.usage(
            target
                + " holds "
                + file.getFileName()
                + ", which is no table of a log; nothing was written. Maybe choose an empty folder.");
      }
    }
  }

  /** Adds a row. Rows of different tables may come in any order. */
  public void add(LogRow row) {
    CsvSink sink = sinks.computeIfAbsent(row.table(), this::open);
    row.writeTo(sink);
    sink.end();
  }

  /** Makes a table be there even if no row comes. */
  public void start(LogTable table) {
    sinks.computeIfAbsent(table, this::open);
  }

  private CsvSink open(LogTable table) {
    try {
      OutputStream file =
          Files.newOutputStream(aside.resolve(table.tableName() + written().ending));
      return new CsvSink(form == Form.CSV_GZ ? new GZIPOutputStream(file, 1 << 16) : file, table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /* Parquet is made of CSV at the end: DuckDB turns a file round ten times as fast as it takes rows one by one. */
  private Form written() {
    return form == Form.PARQUET ? Form.CSV : form;
  }

  private Path fileOf(LogTable table) {
    return aside.resolve(table.tableName() + form.ending);
  }

  /** Puts the log in its place. */
  public void finish() {
    try {
      for (CsvSink sink : sinks.values()) {
        sink.close();
      }
      if (form == Form.PARQUET && !sinks.isEmpty()) {
        turnIntoParquet();
      }
      if (Files.exists(folder)) {
        refuseWhatIsNoLog(folder);
        remove(folder);
      }
      Files.move(aside, folder);
    } catch (IOException e) {
      throw Refused.input(folder + " could not be written: " + e.getMessage());
    }
  }

  private void turnIntoParquet() throws IOException {
    try (Duck duck = Duck.open(Duck.Settings.DEFAULT)) {
      duck.run("set preserve_insertion_order = false");
      for (LogTable table : sinks.keySet()) {
        Path csv = aside.resolve(table.tableName() + Form.CSV.ending);
        copy(
            duck,
            "select * from read_csv(%s, auto_detect = false, header = true, columns = {%s}, delim = ',', quote = '\"', escape = '\"', nullstr = '')"
                .formatted(Duck.quote(duck.plainPath(csv)), types(table)),
            fileOf(table),
            Form.PARQUET);
        Files.delete(csv);
      }
    }
  }

  private static String types(LogTable table) {
    List<String> types = new ArrayList<>();
    for (Column column : table.columns()) {
      String type =
          switch (column.type()) {
            case TEXT, WORD -> "varchar";
            case TIME -> "timestamp";
            case DAY -> "date";
            case NUMBER -> "double";
          };
      types.add(Duck.quote(column.name()) + ": " + Duck.quote(type));
    }
    return String.join(", ", types);
  }

  /** Writes the clean tables of a log; reading them again as of the same day gives the same. */
  public static void write(AccessLog log, Path folder, Form form) {
    try (LogWriter writer = to(folder, form)) {
      for (LogTable table : LogTable.values()) {
        if (log.has(table.tableName())) {
          copy(log.duck(), select(log, table), writer.fileOf(table), form);
        }
      }
      writer.finish();
    }
  }

  private static String select(AccessLog log, LogTable table) {
    List<String> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      if (log.has(table.tableName(), column.name())) {
        boolean day = column.type() == Column.Type.DAY && !column.name().equals("extended_to");
        String name = '"' + column.name() + '"';
        columns.add(day ? column.dayName() + " as " + name : name);
      }
    }
    return "select "
        + String.join(", ", columns)
        + " from "
        + table.tableName()
        + " order by "
        + TypedPass.quoted(table.id().name());
  }

  private static void copy(Duck duck, String select, Path file, Form form) {
    String how =
        switch (form) {
          case CSV -> "format csv, header true, compression none";
          case CSV_GZ -> "format csv, header true, compression gzip";
          case PARQUET -> "format parquet";
        };
    duck.run("copy (" + select + ") to " + Duck.quote(file.toString()) + " (" + how + ")");
  }

  @Override
  public void close() {
    for (CsvSink sink : sinks.values()) {
      try {
        sink.close();
      } catch (IOException | UncheckedIOException e) {
        // The log was given up; nothing of it is kept.
      }
    }
    try {
      remove(aside);
    } catch (IOException e) {
      // A left-over ".part" folder does no harm.
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path file : LogFiles.list(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }
}
