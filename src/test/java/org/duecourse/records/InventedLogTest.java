package org.duecourse.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.duecourse.calendar.Calendars;
import org.duecourse.cli.Terminal;
import org.duecourse.records.LogRow.AppointmentRow;
import org.duecourse.records.LogRow.RequestRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventedLogTest {
  private static final LocalDate FROM = LocalDate.of(2024, 7, 1);
  private static final LocalDate TO = LocalDate.of(2026, 6, 30);

  @Test
  void theExampleIsWhatTheCommandWrites(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("harbor");
    assertThat(
            Terminal.duecourse("invent", "--requests", "1500", "--seed", "42", "-o", log.toString())
                .code())
        .isZero();
    try (var files = Files.list(log)) {
      for (Path file : files.toList()) {
        assertThat(file)
            .hasSameBinaryContentAs(Path.of("examples/harbor").resolve(file.getFileName()));
      }
    }
  }

  @Test
  void aLargerLogBeginsWithTheSmallerOnesPeople() {
    assertThat(rows(60, 7)).containsAll(rows(30, 7));
    assertThat(rows(30, 7)).isNotEqualTo(rows(30, 8));
  }

  @Test
  void nothingIsRecordedAfterTheLastDayButVisitsBookedAheadAndTheWrongRows() {
    for (LogRow row : rows(300, 3)) {
      if (row instanceof RequestRow request) {
        assertThat(request.receivedAt().toLocalDate()).isBetween(FROM, TO);
      }
      if (row instanceof AppointmentRow visit) {
        assertThat(visit.bookedAt().toLocalDate()).isBeforeOrEqualTo(TO);
        if (visit.status() == VisitStatus.ATTENDED) {
          assertThat(visit.startAt().toLocalDate()).isBeforeOrEqualTo(TO);
        }
      }
    }
  }

  private static Set<LogRow> rows(long requests, long seed) {
    Set<LogRow> rows = new HashSet<>();
    new InventedLog(seed, requests, FROM, TO, Calendars.byId("us-ca.core").businessDays())
        .writeTo(rows::add);
    return rows;
  }
}
