package org.duecourse.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.duecourse.calendar.Calendars;
import org.duecourse.measure.Dimension;
import org.duecourse.measure.MeasureSettings;
import org.duecourse.measure.Yardstick;
import org.duecourse.records.AccessLog;
import org.duecourse.records.LogReader;
import org.duecourse.standard.Standards;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How an access log is read and what its waits are held against: the same on every command that
 * measures.
 */
final class LogOptions {
  @Mixin private ReadOptions reading;

  @Option(
      names = "--standard",
      paramLabel = "ID",
      description = "Hold waits against this standard; else each measure's own.")
  @Nullable String standard;

  @Option(
      names = "--goals",
      paramLabel = "FILE",
      description = "Own goals that --standard may name: a YAML file or a folder of them.")
  @Nullable Path goals;

  @Option(
      names = "--calendar",
      paramLabel = "ID|FILE.csv",
      description = "Count business days in this calendar; else in that of the standard.")
  @Nullable String calendar;

  /** Reads and cleans the log; the caller closes it. */
  AccessLog read(Path log) {
    return LogReader.read(log, reading.settings(log));
  }

  /** The same up to a day, whatever --as-of says. */
  AccessLog read(Path log, LocalDate until) {
    return LogReader.read(log, reading.settings(log).withAsOf(until));
  }

  /** How the log is measured; unknown ids are refused before anything is read. */
  MeasureSettings settings(@Nullable List<Dimension> by) {
    return new MeasureSettings(
        by,
        standard == null
            ? null
            : Yardstick.of(
                Standards.byId(standard, goals == null ? List.of() : Standards.own(goals))),
        calendar == null ? null : Calendars.named(calendar).businessDays());
  }

  /** What was asked, for a manifest. */
  Map<String, @Nullable Object> asked(Path log) {
    Map<String, @Nullable Object> asked = reading.asked(log);
    asked.put("standard", standard);
    asked.put("goals", goals == null ? null : goals.toString());
    asked.put("calendar", calendar);
    return asked;
  }
}
