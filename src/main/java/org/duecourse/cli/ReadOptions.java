package org.duecourse.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duecourse.io.Refused;
import org.duecourse.records.Duck;
import org.duecourse.records.ReadSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an access log is read: the same on every command that reads one. */
final class ReadOptions {
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
      description = "Refuse a table of which a larger share cannot be used, as 5%% or 0.05 (5%%).")
  @Nullable String maxSetAside;

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

  /** The settings, after a look at what was asked. */
  ReadSettings settings(Path log) {
    if (!Files.exists(log)) {
      throw Refused.input(log + " does not exist; a folder of tables or one file is expected.");
    }
    return ReadSettings.asOfToday(LocalDate.now(ZoneId.systemDefault()))
        .withMapping(map)
        .withAsOf(asOf == null ? null : day("--as-of", asOf))
        .withEarliest(earliest == null ? ReadSettings.EARLIEST : day("--earliest", earliest))
        .withMaxSetAsideShare(share())
        .withDuck(duck());
  }

  /** What was asked, for a manifest. */
  Map<String, @Nullable Object> asked(Path log) {
    Map<String, @Nullable Object> asked = new LinkedHashMap<>();
    asked.put("log", log.toString());
    asked.put("map", map == null ? null : map.toString());
    asked.put("as_of", asOf);
    asked.put("earliest", earliest == null ? ReadSettings.EARLIEST.toString() : earliest);
    asked.put("max_set_aside", share());
    return asked;
  }

  private double share() {
    if (maxSetAside == null) {
      return ReadSettings.MAX_SET_ASIDE_SHARE;
    }
    boolean percent = maxSetAside.endsWith("%");
    String number = percent ? maxSetAside.substring(0, maxSetAside.length() - 1) : maxSetAside;
    try {
      double share = Double.parseDouble(number.strip()) / (percent ? 100 : 1);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Told below, with what is expected.
    }
    throw Refused.usage(
        "--max-set-aside " + maxSetAside + ": a share is expected. Maybe 5% or 0.05.");
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
