package org.duecourse.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.calendar.Calendars;
import org.duecourse.io.Refused;
import org.duecourse.measure.Dimension;
import org.duecourse.measure.MeasureSettings;
import org.duecourse.measure.Yardstick;
import org.duecourse.records.AccessLog;
import org.duecourse.records.Duck;
import org.duecourse.records.LogReader;
import org.duecourse.records.ReadSettings;
import org.duecourse.standard.Standards;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How an access log is read and what its waits are held against: the same on every command that
 * measures.
 */
final class LogOptions {
  @Option(names = "--map", paramLabel = "MAPPING", description = "How a foreign extract is read.")
  @Nullable Path map;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description =
          "The day up to which the log is complete; else the newest day on which something happened.")
  @Nullable String asOf;

  @Option(
      names = "--earliest",
      paramLabel = "DATE",
      description = "Events before this day are taken for mistakes (2015-01-01).")
  @Nullable String earliest;

  @Option(
      names = "--max-set-aside",
      paramLabel = "SHARE",
      description = "Refuse a table of which a larger share cannot be used, 0 to 1 (0.05).")
  double maxSetAside = ReadSettings.MAX_SET_ASIDE_SHARE;

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

  @Option(
      names = "--memory-limit",
      paramLabel = "SIZE",
      description = "Use at most so much memory, such as 2GB; the rest goes to disk.")
  @Nullable String memoryLimit;

  @Option(
      names = "--spill-folder",
      paramLabel = "DIR",
      description = "Where that goes, in a folder that is removed at the end.")
  @Nullable Path spillFolder;

  @Option(names = "--threads", paramLabel = "N", description = "Use at most so many threads.")
  int threads;

  /** Reads and cleans the log; the caller closes it. */
  AccessLog read(Path log) {
    return read(log, asOf == null ? null : day("--as-of", asOf));
  }

  /** The same up to a day; null takes the newest day on which something happened. */
  AccessLog read(Path log, @Nullable LocalDate until) {
    if (!Files.exists(log)) {
      throw Refused.input(log + " does not exist; a folder of tables or one file is expected.");
    }
    if (!(maxSetAside >= 0 && maxSetAside <= 1)) {
      throw Refused.usage("--max-set-aside " + maxSetAside + ": a share from 0 to 1 is expected.");
    }
    LocalDate first = earliest == null ? ReadSettings.EARLIEST : day("--earliest", earliest);
    return LogReader.read(
        log,
        ReadSettings.asOfToday(LocalDate.now(ZoneId.systemDefault()))
            .withMapping(map)
            .withAsOf(until)
            .withEarliest(first)
            .withMaxSetAsideShare(maxSetAside)
            .withDuck(duck()));
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
    Map<String, @Nullable Object> asked = new LinkedHashMap<>();
    asked.put("log", log.toString());
    asked.put("map", map == null ? null : map.toString());
    asked.put("as_of", asOf);
    asked.put("earliest", earliest == null ? ReadSettings.EARLIEST.toString() : earliest);
    asked.put("max_set_aside", maxSetAside);
    asked.put("standard", standard);
    asked.put("goals", goals == null ? null : goals.toString());
    asked.put("calendar", calendar);
    return asked;
  }

  private Duck.Settings duck() {
    if (memoryLimit != null && !memoryLimit.matches("(?i)\\d+(\\.\\d+)?\\s*[KMGT]i?B")) {
      throw Refused.usage(
          "--memory-limit " + memoryLimit + ": a size is expected. Maybe 2GB or 500MB.");
    }
    if (spillFolder != null && !(Files.isDirectory(spillFolder) && Files.isWritable(spillFolder))) {
      throw Refused.usage(
          "--spill-folder "
              + spillFolder
              + " is no folder that can be written. Maybe create it first.");
    }
    if (threads < 0) {
      throw Refused.usage("--threads " + threads + ": a number of 1 or more is expected.");
    }
    return new Duck.Settings(memoryLimit, spillFolder, threads);
  }

  private static LocalDate day(String option, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Refused.usage(option + " " + text + ": a day such as 2026-06-30 is expected.");
    }
  }
}
