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
import org.duecourse.io.Suggestion;

/** Which file holds which table. */
final class LogFiles {
  /** The endings that are read, longest first. */
  static final List<String> ENDINGS = List.of(".csv.gz", ".parquet", ".csv");

  private LogFiles() {}

  /**
   * The files of a log by table: those of a folder, or the one file, by its name or the mapping.
   *
   * @throws Refused if there are no appointments, or two files for one table
   */
  static Map<LogTable, Path> in(Path log, Mapping mapping) {
    if (!Files.isDirectory(log)) {
      return Map.of(tableOf(log, mapping), log);
    }
    Map<LogTable, Path> found = new EnumMap<>(LogTable.class);
    List<Problem> problems = new ArrayList<>();
    for (Path file : list(log)) {
      Optional<LogTable> table = LogTable.named(stem(file));
      if (table.isEmpty() || ending(file).isEmpty() || mapping.of(table.get()).file() != null) {
        continue;
      }
      Path other = found.put(table.get(), file);
      if (other != null) {
        problems.add(
            new Problem(
                table.get().tableName(),
                "%s and %s both hold it. Maybe remove the older one."
                    .formatted(other.getFileName(), file.getFileName())));
      }
    }
    mapping
        .tables()
        .forEach(
            (table, how) -> {
              if (how.file() != null) {
                found.put(table, log.resolve(how.file()));
              }
            });
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, log + ": two files for one table, nothing was read", problems);
    }
    if (!found.containsKey(LogTable.APPOINTMENTS)) {
      throw Refused.input(noAppointments(log));
    }
    return found;
  }

  private static String noAppointments(Path log) {
    List<String> names = list(log).stream().map(LogFiles::stem).toList();
    String near = Suggestion.didYouMean("appointments", names);
    return log
        + " holds no appointments.csv, .csv.gz or .parquet; nothing was read."
        + (near.isEmpty()
            ? " Maybe it is another folder, or a mapping should name the file."
            : near);
  }

  private static LogTable tableOf(Path file, Mapping mapping) {
    List<LogTable> said = List.copyOf(mapping.tables().keySet());
    Optional<LogTable> byFile =
        said.stream()
            .filter(t -> String.valueOf(file.getFileName()).equals(mapping.of(t).file()))
            .findFirst();
    if (byFile.isPresent()) {
      return byFile.get();
    }
    return said.size() == 1
        ? said.getFirst()
        : LogTable.named(stem(file)).orElse(LogTable.APPOINTMENTS);
  }

  /** The ending of a file that is read, or empty. */
  static String ending(Path file) {
    String name = name(file);
    return ENDINGS.stream().filter(name::endsWith).findFirst().orElse("");
  }

  /** The table that a file's name promises, if it has an ending that is read. */
  static Optional<LogTable> tableIn(Path file) {
    return ending(file).isEmpty() ? Optional.empty() : LogTable.named(stem(file));
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
