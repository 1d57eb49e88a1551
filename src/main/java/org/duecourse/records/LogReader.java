package org.duecourse.records;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    Map<LogTable, Path> files = LogFiles.in(log);
    if (!files.containsKey(LogTable.APPOINTMENTS)) {
      throw Refused.input(
          log
              + " holds no appointments (appointments.csv, .csv.gz or .parquet); nothing was read.");
    }
    Duck duck = Duck.open(settings.duck());
    try {
      return read(files, settings, duck);
    } catch (RuntimeException e) {
      duck.close();
      throw e;
    }
  }

  private static AccessLog read(Map<LogTable, Path> files, ReadSettings settings, Duck duck) {
    Cleaning cleaning = new Cleaning(duck, settings);
    Map<String, Set<String>> columns = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (LogTable table : LogTable.values()) {
      Path file = files.get(table);
      if (file == null) {
        continue;
      }
      RawTable raw = open(file, duck).as(table);
      for (Column column : table.columns()) {
        if (column.needed() && !raw.present().contains(column.name())) {
          problems.add(
              new Problem(file.toString(), "has no column " + column.name() + "; it is needed."));
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
    return new AccessLog(
        duck,
        asOf,
        columns,
        cleaning.setAside(),
        new ReadReport(last, cleaning.counts(), cleaning.notes(), List.of()));
  }

  private static FileSource open(Path file, Duck duck) {
    return LogFiles.ending(file).equals(".parquet")
        ? ParquetFile.open(file, duck)
        : CsvFile.open(file).strict();
  }
}
