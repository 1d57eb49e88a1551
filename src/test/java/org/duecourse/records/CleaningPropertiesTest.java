package org.duecourse.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every log, tried on random dirty ones. */
class CleaningPropertiesTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 6, 1);
  private static final int LOGS = 8;

  @TempDir Path folder;

  private static ReadSettings settings(int i) {
    ReadSettings all =
        ReadSettings.asOfToday(TODAY)
            .withMaxSetAsideShare(1)
            .withDuck(new Duck.Settings(null, null, 1));
    return i % 3 == 0 ? all.withAsOf(LocalDate.of(2025, 4, 10)) : all;
  }

  private Path next(DirtyLogs logs, Map<LogTable, List<Map<String, String>>> log)
      throws IOException {
    Path target = Files.createTempDirectory(folder, "log");
    DirtyLogs.write(log, target);
    return target;
  }

  @Test
  void theSqlAgreesWithPlainJava() throws IOException {
    DirtyLogs logs = new DirtyLogs(1);
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 2 * LOGS; i++) {
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
        plain.setAside().keySet().forEach(key -> seen.add(key.substring(key.indexOf(' ') + 1)));
        plain.notes().keySet().forEach(key -> seen.add(key.substring(key.lastIndexOf(' ') + 1)));
        Map<String, List<String>> expected = plain.tables();
        CleanTables.of(read)
            .forEach((table, rows) -> assertThat(rows).as(table).isEqualTo(expected.get(table)));
      }
    }
    assertThat(seen)
        .as("every rule was broken at least once")
        .containsExactlyInAnyOrder(
            "missing",
            "unreadable",
            "no_such_local_time",
            "before_earliest",
            "after_as_of",
            "too_far_ahead",
            "before_booking",
            "window_out_of_order",
            "window_before_order",
            "window_too_far_ahead",
            "unknown_status",
            "unknown_kind",
            "unknown_urgency",
            "unknown_outcome",
            "unknown_answer",
            "unknown_zone",
            "repeated_id",
            "value_not_used",
            "link_to_none",
            "link_of_another_patient",
            "link_to_a_later_row");
  }

  @Test
  void everyRowIsUsedCollapsedOrSetAside() throws IOException {
    DirtyLogs logs = new DirtyLogs(4);
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

  @Test
  void theOrderOfTheRowsNeverMatters() throws IOException {
    DirtyLogs logs = new DirtyLogs(5);
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

  @Test
  void whatWasWrittenIsReadAsItWas() throws IOException {
    DirtyLogs logs = new DirtyLogs(6);
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
