package org.duecourse.records;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.records.CsvRecords.Malformed;
import org.duecourse.records.Mapping.TableMapping;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a log: files are found and looked at, read, cleaned and counted. What makes the
 * log unusable is gathered, so that it is told at once.
 */
final class LogReading {
  private final Path log;
  private final ReadSettings settings;
  private final Duck duck;
  private final boolean lines;
  private final FileCheck fileCheck;
  private final Mapping mapping;
  private final Cleaning cleaning;
  private final Map<String, Set<String>> columns = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<RawTable> raws = new ArrayList<>();

  /** What was set aside before it became a row. */
  private final List<AccessLog.SetAside> setAsideBefore = new ArrayList<>();

  /**
   * Prepares a reading.
   *
   * @param lines whether the line of each row is wanted: slower, and needed only to name bad rows
   */
  LogReading(Path log, ReadSettings settings, Duck duck, boolean lines, FileCheck fileCheck) {
    this.log = log;
    this.settings = settings;
    this.duck = duck;
    this.lines = lines;
    this.fileCheck = fileCheck;
    this.mapping = settings.mapping() == null ? Mapping.NONE : Mapping.read(settings.mapping());
    this.cleaning = new Cleaning(duck, settings);
  }

  /**
   * Reads and cleans. Where {@link #problems} is not empty afterwards, the log must not be used.
   */
  AccessLog read() {
    if (FhirLog.isOne(log)) {
      readFhir();
    } else {
      readTables();
    }
    refuse();
    LocalDate newest = cleaning.newest();
    LocalDate asOf = asOf(newest);
    cleaning.clean(asOf, newest == null ? asOf : newest);
    remark(asOf);
    cleaning.tables().forEach(this::judge);
    if (problems.isEmpty() && newest == null && settings.asOf() == null) {
      problems.add(
          new Problem(
              "",
              "Nothing is recorded to have happened, so that there is no as-of day. Maybe give one"
                  + " with --as-of."));
    }
    return new AccessLog(duck, asOf, columns, setAside(), report(asOf, newest));
  }

  private void readTables() {
    Map<LogTable, Path> files = LogFiles.in(log, mapping);
    for (LogTable table : LogTable.values()) {
      Path file = files.get(table);
      if (file != null) {
        try {
          read(table, file);
        } catch (Refused e) {
          problems.add(new Problem(name(file), String.valueOf(e.getMessage())));
        } catch (Duck.DuckFault e) {
          problems.add(new Problem(name(file), DuckMessages.inPlainWords(e)));
        }
      }
    }
  }

  private void readFhir() {
    FhirLog fhir = FhirLog.read(log, mapping.zone() != null);
    if (!fhir.tables().containsKey(LogTable.APPOINTMENTS)) {
      fhir.remarks().forEach(remark -> problems.add(new Problem("", remark)));
      problems.add(new Problem("", "No appointment or outpatient encounter is left."));
      return;
    }
    for (LogTable table : fhir.tables().keySet()) {
      FileSource rows = fhir.load(table, log, duck);
      clean(new TableSource(table, mapping), rows, Map.of());
      if (!lines) {
        duck.run("drop table " + rows.relation());
      }
    }
    fhir.loadUnread(duck);
    remarks.addAll(fhir.remarks());
    setAsideBefore.addAll(fhir.report().setAside());
  }

  /* Without any event the log is refused; until its rows are judged, today will do. */
  private LocalDate asOf(@Nullable LocalDate newest) {
    if (settings.asOf() != null) {
      return settings.asOf();
    }
    return newest == null ? settings.today() : newest;
  }

  /** Throws what was found so far. */
  void refuse() {
    if (!problems.isEmpty()) {
      String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
      throw new Refused(Fault.INPUT, log + ": " + count + ", the log is not used", problems);
    }
  }

  /** Why the log must not be used; empty if it may. */
  List<Problem> problems() {
    return problems;
  }

  /** What was read, table by table, before any rule. */
  List<RawTable> raws() {
    return raws;
  }

  /** The tables with their rules. */
  Iterable<CleanedTable> tables() {
    return cleaning.tables();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private void read(LogTable table, Path file) {
    fileCheck.check(file);
    TableSource source = new TableSource(table, mapping);
    if (LogFiles.ending(file).equals(".parquet")) {
      clean(source, ParquetFile.open(file, duck, lines), Map.of());
      return;
    }
    TableMapping how = mapping.of(table);
    CsvFile csv = CsvFile.open(file, how.delimiter(), how.charset());
    String other = csv.otherDelimiter(table);
    if (other != null) {
      throw Refused.input(
          "has one column only; its fields seem to be separated by '%s'. Maybe save it with commas, or say delimiter: \"%s\" in a mapping."
              .formatted(other, other));
    }
    if (csv.hasFastWay() && !lines && readFast(source, csv)) {
      return;
    }
    Map<Malformed, Long> malformed = new EnumMap<>(Malformed.class);
    FileSource rows = csv.tolerant(duck, table, malformed, source.wholeLines());
    clean(source, rows, malformed);
    if (!lines) {
      duck.run("drop table " + rows.relation());
    }
  }

  private boolean readFast(TableSource source, CsvFile csv) {
    try {
      return clean(source, csv.strict(duck), Map.of());
    } catch (Duck.DuckFault e) {
      if (!DuckMessages.isAboutRecords(e)) {
        throw e;
      }
      return false;
    }
  }

  private boolean clean(TableSource source, FileSource rows, Map<Malformed, Long> malformed) {
    RawTable raw = source.in(rows);
    if (!source.problems().isEmpty()) {
      source.problems().forEach(p -> problems.add(new Problem(name(rows.file()), p)));
      return true;
    }
    if (!cleaning.read(raw, malformed)) {
      return false;
    }
    raws.add(raw);
    columns.put(raw.table().tableName(), raw.present());
    for (String unknown : source.unknown(rows)) {
      String near =
          Suggestion.didYouMean(unknown, raw.table().columns().stream().map(Column::name).toList());
      remarks.add(name(rows.file()) + ": the column '" + unknown + "' is not used." + near);
    }
    if (raw.present().contains("extended_to") && !raw.present().contains("extended_at")) {
      remarks.add(
          name(rows.file())
              + ": there is no column extended_at, so that every extension counts as written in time.");
    }
    return true;
  }

  private void remark(LocalDate asOf) {
    if (asOf.isAfter(settings.today())) {
      remarks.add("The as-of day " + asOf + " lies after today, " + settings.today() + ".");
    }
  }

  /* A file of which too much is bad is not what it was taken for; figures from the rest would mislead. */
  private void judge(CleanedTable table) {
    ReadReport.TableCount count = table.counts();
    String file = name(count.file());
    if (table.headers() > 0) {
      problems.add(
          new Problem(
              file,
              "holds its header a second time, as where two files were joined. Maybe remove that"
                  + " line, or read the files one by one."));
      return;
    }
    boolean needed = table.raw().table() == LogTable.APPOINTMENTS;
    if (count.used() == 0 && (needed || count.bad() > 0)) {
      problems.add(
          new Problem(
              file,
              count.read() == 0
                  ? "holds no row below its header."
                  : "holds no usable row: %,d read; %s.%s"
                      .formatted(count.read(), reasons(table), hint(table))));
      return;
    }
    double share = count.read() == 0 ? 0 : (double) count.bad() / count.read();
    if (share > settings.maxSetAsideShare()) {
      problems.add(
          new Problem(
              file,
              "%,d of %,d rows are bad (%.1f %%, more than %s %%): %s.%s Maybe mend the extract, or allow more with --max-set-aside."
                  .formatted(
                      count.bad(),
                      count.read(),
                      100 * share,
                      percent(settings.maxSetAsideShare()),
                      reasons(table),
                      hint(table))));
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4f", 100 * share).replaceAll("\\.?0+$", "");
  }

  private static String reasons(CleanedTable table) {
    return String.join(
        ", ",
        table.setAside().stream()
            .sorted((a, b) -> Long.compare(b.rows(), a.rows()))
            .limit(3)
            .map(s -> "%,d %s".formatted(s.rows(), s.reason()))
            .toList());
  }

  private static String hint(CleanedTable table) {
    boolean encoding =
        table.setAside().stream()
            .anyMatch(s -> s.reason().equals(Malformed.NOT_IN_ENCODING.reason()));
    return encoding
        ? " It seems to be Latin-1 or Windows-1252. Maybe save it as UTF-8, or say encoding: windows-1252 in a mapping."
        : "";
  }

  private List<AccessLog.SetAside> setAside() {
    List<AccessLog.SetAside> result = new ArrayList<>(setAsideBefore);
    cleaning.tables().forEach(table -> result.addAll(table.setAside()));
    return result;
  }

  private ReadReport report(LocalDate asOf, @Nullable LocalDate newest) {
    List<ReadReport.TableCount> counts = new ArrayList<>();
    List<ReadReport.Note> notes = new ArrayList<>();
    for (CleanedTable table : cleaning.tables()) {
      counts.add(table.counts());
      notes.addAll(table.notes());
    }
    return new ReadReport(newest == null ? asOf : newest, counts, notes, remarks);
  }

  /** Leaves nothing but the clean tables. */
  void finish() {
    cleaning.finish();
  }
}
