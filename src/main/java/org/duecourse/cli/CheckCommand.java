package org.duecourse.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.duecourse.io.AtomicFile;
import org.duecourse.io.CsvText;
import org.duecourse.io.Fault;
import org.duecourse.measure.MeasureResult.NotComputable;
import org.duecourse.measure.Measures;
import org.duecourse.records.AccessLog;
import org.duecourse.records.Column;
import org.duecourse.records.LogCheck;
import org.duecourse.records.LogTable;
import org.duecourse.records.ReadReport;
import org.duecourse.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a log and says everything that is wrong with it. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Can this log be used, and what is wrong with it?",
      "LOG is a folder of tables, or one file (docs/records.md). Rows that cannot be used are named in"
          + " rejected.csv with file, line, column, value and reason; values stand there as they were"
          + " written, so mind formulas before you open it in a spreadsheet."
    })
final class CheckCommand implements Callable<Integer> {
  private static final int SHOWN_ROWS = 10;

  @Spec private CommandSpec spec;
  @Mixin private ReadOptions options;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "LOG", description = "The access log.")
  private Path log;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description = "Where rows that cannot be used are named (rejected.csv).")
  private Path rejected = Path.of("rejected.csv");

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (LogCheck check = LogCheck.of(log, options.settings(log))) {
      output.print(table(check), spec.commandLine().getOut());
      boolean named = nameRejectedRows(check);
      err.println(sentence(check, named));
      if (!check.problems().isEmpty()) {
        err.println(log + " is refused:");
        check.problems().forEach(problem -> err.println("  " + problem.line()));
        err.flush();
        return Fault.INPUT.exitCode();
      }
      err.println(next());
      err.flush();
      return 0;
    }
  }

  private String next() {
    return "Next: duecourse report "
        + log
        + (options.map == null ? "" : " --map " + options.map)
        + " -o waits.html";
  }

  private String sentence(LogCheck check, boolean named) {
    long read = 0;
    long setAside = 0;
    for (ReadReport.TableCount count : check.log().report().counts()) {
      read += count.read();
      setAside += count.setAside();
    }
    String where = named ? ", see " + rejected : "";
    return String.format(
        Locale.ROOT,
        "%,d rows as of %s: %,d used, %,d set aside%s.",
        read,
        check.log().asOf(),
        check.log().report().counts().stream().mapToLong(ReadReport.TableCount::used).sum(),
        setAside,
        setAside == 0
            ? ""
            : String.format(Locale.ROOT, " (%.1f %%%s)", 100.0 * setAside / read, where));
  }

  private boolean nameRejectedRows(LogCheck check) {
    if (check.log().setAside().isEmpty()) {
      return false;
    }
    AtomicFile.write(
        rejected,
        out -> {
          try (Writer text =
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            text.write(
                CsvText.line(
                    List.of("table", "file", "line", "column", "value", "reason", "explanation")));
            check.rejected(row -> write(text, row));
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
    return true;
  }

  private static void write(Writer text, LogCheck.RejectedRow row) {
    try {
      text.write(
          CsvText.line(
              List.of(
                  row.table(),
                  row.file(),
                  Long.toString(row.line()),
                  row.column(),
                  row.value() == null ? "" : row.value(),
                  row.reason(),
                  row.explanation())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Table table(LogCheck check) {
    AccessLog read = check.log();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ReadReport.TableCount count : read.report().counts()) {
      rows.add(row(count.table(), "read", null, count.read()));
      rows.add(row(count.table(), "used", null, count.used()));
      if (count.collapsed() > 0) {
        rows.add(row(count.table(), "exact copies, used once", null, count.collapsed()));
      }
      read.setAside().stream()
          .filter(s -> s.table().equals(count.table()))
          .forEach(s -> rows.add(row(s.table(), "set aside: " + s.reason(), null, s.rows())));
      read.report().notes().stream()
          .filter(n -> n.table().equals(count.table()))
          .forEach(
              n ->
                  rows.add(
                      row(n.table(), "kept, value not used: " + n.reason(), n.column(), n.rows())));
    }
    List<String> footnotes = new ArrayList<>(read.report().remarks());
    Map<String, List<NotComputable>> missing = Measures.notComputable(read);
    missing.forEach((measure, why) -> footnotes.add(notComputable(measure, why)));
    List<Map<String, @Nullable Object>> mapped = mappedRows(check);
    for (Map<String, @Nullable Object> row : mapped) {
      footnotes.add(shown(row));
    }
    return new Table(
        log + ", as of " + read.asOf(),
        List.of("table", "finding", "column", "rows"),
        rows,
        footnotes,
        json(check, missing, mapped));
  }

  private static List<@Nullable Object> row(
      String table, String finding, @Nullable String column, long rows) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(table);
    row.add(finding);
    row.add(column);
    row.add(rows);
    return row;
  }

  private static String notComputable(String measure, List<NotComputable> why) {
    List<NotComputable> whole = why.stream().filter(n -> n.key().equals("*")).toList();
    List<String> reasons =
        (whole.isEmpty() ? why : whole).stream().map(NotComputable::reason).distinct().toList();
    return (whole.isEmpty() ? "Partly computable: " : "Not computable: ")
        + measure
        + " ("
        + String.join("; ", reasons)
        + ").";
  }

  /* With a mapping, a person has to see whether it says what was meant. */
  private List<Map<String, @Nullable Object>> mappedRows(LogCheck check) {
    List<Map<String, @Nullable Object>> result = new ArrayList<>();
    if (options.map == null) {
      return result;
    }
    LogTable table = LogTable.APPOINTMENTS;
    List<String> columns =
        table.columns().stream()
            .map(Column::name)
            .filter(name -> check.log().has(table.tableName(), name))
            .toList();
    for (List<@Nullable Object> values : check.firstRows(table, columns, SHOWN_ROWS)) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        row.put(columns.get(i), values.get(i));
      }
      result.add(row);
    }
    return result;
  }

  private static String shown(Map<String, @Nullable Object> row) {
    List<String> parts = new ArrayList<>();
    row.forEach((name, value) -> parts.add(name + "=" + (value == null ? "–" : value)));
    return "Mapped: " + String.join("  ", parts);
  }

  private Map<String, @Nullable Object> json(
      LogCheck check,
      Map<String, List<NotComputable>> missing,
      List<Map<String, @Nullable Object>> mapped) {
    AccessLog read = check.log();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("log", log.toString());
    json.put("as_of", read.asOf());
    json.put("newest", read.report().newest());
    List<Object> tables = new ArrayList<>();
    for (ReadReport.TableCount count : read.report().counts()) {
      Map<String, @Nullable Object> table = new LinkedHashMap<>();
      table.put("table", count.table());
      table.put("file", count.file().toString());
      table.put("read", count.read());
      table.put("used", count.used());
      table.put("collapsed", count.collapsed());
      table.put("set_aside_rows", count.setAside());
      tables.add(table);
    }
    json.put("tables", tables);
    json.put(
        "set_aside",
        read.setAside().stream()
            .map(s -> Map.of("table", s.table(), "reason", s.reason(), "rows", s.rows()))
            .toList());
    json.put("notes", read.report().notes().stream().map(CheckCommand::note).toList());
    json.put("remarks", read.report().remarks());
    List<Object> notComputable = new ArrayList<>();
    missing.forEach(
        (measure, why) ->
            why.forEach(
                n ->
                    notComputable.add(
                        Map.of("measure", measure, "key", n.key(), "reason", n.reason()))));
    json.put("not_computable", notComputable);
    json.put("mapped_rows", mapped);
    json.put("problems", check.problems().stream().map(p -> p.line()).toList());
    return json;
  }

  private static Map<String, Object> note(ReadReport.Note note) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", note.table());
    json.put("column", note.column());
    json.put("reason", note.reason());
    json.put("rows", note.rows());
    return json;
  }
}
