package org.duecourse.records;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;

/** Reads an access log from its files and cleans it. */
public final class LogReader {
  private LogReader() {}

  /**
   * Reads and cleans a log; the caller closes it.
   *
   * @param log a folder of tables, or one file
   * @throws Refused if a file cannot be used, with everything that is wrong
   */
  public static AccessLog read(Path log, ReadSettings settings) {
    if (FhirLog.isOne(log)) {
      return readFhir(log, settings);
    }
    Map<LogTable, Path> files = LogFiles.in(log);
    if (!files.containsKey(LogTable.APPOINTMENTS)) {
      throw Refused.input(
          log
              + " holds no appointments (appointments.csv, .csv.gz or .parquet); nothing was read.");
    }
    return read(
        settings,
        duck -> {
          Map<LogTable, RawTable> raw = new EnumMap<>(LogTable.class);
          files.forEach((table, file) -> raw.put(table, open(file, duck).as(table)));
          return raw;
        },
        List.of(),
        List.of());
  }

  private static AccessLog readFhir(Path log, ReadSettings settings) {
    FhirLog fhir = FhirLog.read(log);
    if (!fhir.tables().containsKey(LogTable.APPOINTMENTS)) {
      throw new Refused(
          Fault.INPUT,
          log + " holds no FHIR appointment or encounter that can be read; nothing was read.",
          fhir.remarks().stream().map(remark -> new Problem("", remark)).toList());
    }
    return read(
        settings,
        duck -> {
          Map<LogTable, RawTable> raw = new EnumMap<>(LogTable.class);
          fhir.tables().keySet().forEach(table -> raw.put(table, fhir.load(table, log, duck)));
          return raw;
        },
        fhir.report().setAside(),
        fhir.remarks());
  }

  private static AccessLog read(
      ReadSettings settings,
      Function<Duck, Map<LogTable, RawTable>> tables,
      List<AccessLog.SetAside> before,
      List<String> remarks) {
    Duck duck = Duck.open(settings.duck());
    try {
      return read(tables.apply(duck), settings, duck, before, remarks);
    } catch (RuntimeException e) {
      duck.close();
      throw e;
    }
  }

  private static AccessLog read(
      Map<LogTable, RawTable> tables,
      ReadSettings settings,
      Duck duck,
      List<AccessLog.SetAside> before,
      List<String> remarks) {
    Cleaning cleaning = new Cleaning(duck, settings);
    Map<String, Set<String>> columns = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (LogTable table : LogTable.values()) {
      RawTable raw = tables.get(table);
      if (raw == null) {
        continue;
      }
      for (Column column : table.columns()) {
        if (column.needed() && !raw.present().contains(column.name())) {
          problems.add(
              new Problem(
                  raw.file().toString(), "has no column " + column.name() + "; it is needed."));
        }
      }
      if (problems.isEmpty()) {
        cleaning.read(raw);
      }
      columns.put(table.tableName(), raw.present());
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "columns are missing, nothing was read", problems);
    }
    LocalDate newest = cleaning.newest();
    LocalDate asOf = settings.asOf() != null ? settings.asOf() : newest;
    if (asOf == null) {
      throw Refused.input(
          "Nothing in the log is recorded to have happened, so there is no as-of day. Maybe give one with --as-of.");
    }
    LocalDate last = newest == null ? asOf : newest;
    cleaning.clean(asOf, last);
    List<AccessLog.SetAside> setAside = new ArrayList<>(before);
    setAside.addAll(cleaning.setAside());
    return new AccessLog(
        duck,
        asOf,
        columns,
        setAside,
        new ReadReport(last, cleaning.counts(), cleaning.notes(), remarks));
  }

  private static FileSource open(Path file, Duck duck) {
    return LogFiles.ending(file).equals(".parquet")
        ? ParquetFile.open(file, duck)
        : CsvFile.open(file).strict();
  }
}
