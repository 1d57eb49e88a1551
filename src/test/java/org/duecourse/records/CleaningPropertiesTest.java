package org.duecourse.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every log, tried on random dirty ones. */
class CleaningPropertiesTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 6, 1);
  private static final int LOGS = 12;

  @TempDir Path folder;

  private static ReadSettings settings(int i) {
    ReadSettings all = ReadSettings.asOfToday(TODAY).withMaxSetAsideShare(1);
    return i % 3 == 0 ? all.withAsOf(LocalDate.of(2025, 4, 10)) : all;
  }

  private Path next(DirtyLogs logs, Map<LogTable, List<Map<String, String>>> log)
      throws IOException {
    Path target = Files.createTempDirectory(folder, "log");
    DirtyLogs.write(log, target);
    return target;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSqlAgreesWithPlainJava(long seed) throws IOException {
    DirtyLogs logs = new DirtyLogs(seed);
    for (int i = 0; i < LOGS; i++) {
      var log = logs.next();
      ReadSettings settings = settings(i);
      PlainCleaning plain =
          new PlainCleaning(settings.earliest(), settings.today(), settings.asOf()).clean(log);
      try (AccessLog read = LogReader.read(next(logs, log), settings)) {
        assertThat(read.asOf()).isEqualTo(plain.asOf());
        assertThat(setAside(read)).isEqualTo(plain.setAside());
        assertThat(notes(read)).isEqualTo(plain.notes());
        assertThat(
                read.report().counts().stream().mapToLong(ReadReport.TableCount::collapsed).sum())
            .isEqualTo(plain.collapsed());
        Map<String, List<String>> expected = plain.tables();
        CleanTables.of(read)
            .forEach((table, rows) -> assertThat(rows).as(table).isEqualTo(expected.get(table)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 4)
  void everyRowIsUsedCollapsedOrSetAside(long seed) throws IOException {
    DirtyLogs logs = new DirtyLogs(seed);
    for (int i = 0; i < LOGS; i++) {
      var log = logs.next();
      try (AccessLog read = LogReader.read(next(logs, log), settings(i))) {
        for (ReadReport.TableCount count : read.report().counts()) {
          assertThat(count.read())
              .isEqualTo(log.get(LogTable.named(count.table()).orElseThrow()).size())
              .isEqualTo(count.used() + count.collapsed() + count.setAside());
          assertThat(CleanTables.of(read).get(count.table())).hasSize((int) count.used());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 5)
  void theOrderOfTheRowsNeverMatters(long seed) throws IOException {
    DirtyLogs logs = new DirtyLogs(seed);
    for (int i = 0; i < LOGS; i++) {
      var log = logs.next();
      try (AccessLog one = LogReader.read(next(logs, log), settings(i));
          AccessLog other = LogReader.read(next(logs, logs.shuffled(log)), settings(i))) {
        assertThat(CleanTables.of(other)).isEqualTo(CleanTables.of(one));
        assertThat(other.setAside()).isEqualTo(one.setAside());
        assertThat(other.report().notes()).isEqualTo(one.report().notes());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 6)
  void whatWasWrittenIsReadAsItWas(long seed) throws IOException {
    DirtyLogs logs = new DirtyLogs(seed);
    for (int i = 0; i < LOGS; i++) {
      LogWriter.Form form = LogWriter.Form.values()[i % LogWriter.Form.values().length];
      Path copy = folder.resolve("copy" + i);
      try (AccessLog one = LogReader.read(next(logs, logs.next()), settings(i))) {
        LogWriter.write(one, copy, form);
        try (AccessLog again = LogReader.read(copy, settings(i).withAsOf(one.asOf()))) {
          assertThat(CleanTables.of(again)).isEqualTo(CleanTables.of(one));
          assertThat(again.setAside()).isEmpty();
          assertThat(again.report().notes()).isEmpty();
        }
      }
    }
  }

  private static Map<String, Long> setAside(AccessLog log) {
    Map<String, Long> result = new TreeMap<>();
    log.setAside().forEach(s -> result.merge(s.table() + " " + s.reason(), s.rows(), Long::sum));
    return result;
  }

  private static Map<String, Long> notes(AccessLog log) {
    Map<String, Long> result = new TreeMap<>();
    log.report()
        .notes()
        .forEach(
            n ->
                result.merge(n.table() + " " + n.column() + " " + n.reason(), n.rows(), Long::sum));
    return result;
  }
}
