package org.duecourse.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;

/** Which file holds which table. */
final class LogFiles {
  /** The endings that are read, longest first. */
  static final List<String> ENDINGS = List.of(".csv.gz", ".parquet", ".csv");

  private LogFiles() {}

  /** The files of a log by table: those of a folder, or the one file, by its name. */
  static Map<LogTable, Path> in(Path log) {
    if (!Files.isDirectory(log)) {
      return Map.of(LogTable.named(stem(log)).orElse(LogTable.APPOINTMENTS), log);
    }
    Map<LogTable, Path> found = new EnumMap<>(LogTable.class);
    List<Problem> problems = new ArrayList<>();
    for (Path file : list(log)) {
      Optional<LogTable> table = LogTable.named(stem(file));
      if (table.isEmpty() || ending(file).isEmpty()) {
        continue;
      }
      Path other = found.put(table.get(), file);
      if (other != null) {
        problems.add(
            new Problem(
                table.get().tableName(),
                other.getFileName()
                    + " and "
                    + file.getFileName()
                    + " both hold it. Maybe remove the older one."));
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, log + ": two files for one table, nothing was read", problems);
    }
    return found;
  }

  /** The ending of a file that is read, or empty. */
  static String ending(Path file) {
    String name = name(file);
    return ENDINGS.stream().filter(name::endsWith).findFirst().orElse("");
  }

  private static String stem(Path file) {
    String name = name(file);
    return name.substring(0, name.length() - ending(file).length());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw Refused.input(folder + " cannot be read. Maybe its permissions forbid it.");
    }
  }
}
