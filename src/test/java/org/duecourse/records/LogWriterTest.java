package org.duecourse.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.duecourse.io.Refused;
import org.duecourse.records.LogRow.AppointmentRow;
import org.duecourse.records.LogRow.ClinicianRow;
import org.duecourse.records.LogRow.ContactRow;
import org.duecourse.records.LogRow.OfferRow;
import org.duecourse.records.LogRow.OrderRow;
import org.duecourse.records.LogRow.RequestRow;
import org.duecourse.records.LogRow.SiteRow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogWriterTest {
  private static final LocalDateTime NINE = LocalDateTime.of(2025, 3, 3, 9, 0);
  private static final ReadSettings SETTINGS = ReadSettings.asOfToday(LocalDate.of(2026, 1, 1));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void rowsOfEveryTableComeBackAsTheyWereWritten(LogWriter.Form form) {
    Path log = folder.resolve("log");
    try (LogWriter writer = LogWriter.to(log, form)) {
      everyRow().forEach(writer::add);
      writer.finish();
    }
    try (AccessLog read = LogReader.read(log, SETTINGS)) {
      assertThat(read.setAside()).isEmpty();
      assertThat(read.report().notes()).isEmpty();
      assertThat(CleanTables.of(read).get("appointments"))
          .containsExactly(
              "A1|P1|2025-03-03 09:00:00|2025-03-03|attended|S1|C1|first|R1|null|2025-03-01 08:30:15.25|2025-03-01|52.5|null|null",
              "A2|P1|2025-03-10 09:00:00|2025-03-10|booked|S1|C1|return|null|O1|null|null|50.0|2025-03-09 10:00:00|2025-03-09");
      assertThat(CleanTables.of(read).get("requests"))
          .containsExactly(
              "R1|P1|2025-03-01 08:00:00|2025-03-01|S1|adult, \"therapy\"|urgent|phone|null|null|null");
      assertThat(CleanTables.of(read).get("orders").getFirst())
          .startsWith("O1|P1|2025-03-03 10:00:00|2025-03-03|S1|C1|2025-03-10|2025-03-08|2025-03-12")
          .contains("|2025-04-01|2025-04-01|2025-03-04 09:00:00|2025-03-04|Zoë asked\nfor later|");
      assertThat(CleanTables.of(read).get("clinicians"))
          .containsExactly("C1|S1|psychologist|0.8|2024-01-01|null");
      assertThat(CleanTables.of(read).get("offers")).hasSize(1);
      assertThat(CleanTables.of(read).get("contacts")).hasSize(1);
      assertThat(CleanTables.of(read).get("sites"))
          .containsExactly("S1|Harbor|America/Los_Angeles|us-ca.core");
    }
  }

  private static List<LogRow> everyRow() {
    return List.of(
        new SiteRow("S1", "Harbor", "America/Los_Angeles", "us-ca.core"),
        new ClinicianRow("C1", "S1", "psychologist", 0.8, LocalDate.of(2024, 1, 1), null),
        new RequestRow(
            "R1",
            "P1",
            NINE.minusDays(2).minusHours(1),
            "S1",
            "adult, \"therapy\"",
            Urgency.URGENT,
            "phone",
            null,
            null),
        new OrderRow(
            "O1",
            "P1",
            NINE.plusHours(1),
            "S1",
            "C1",
            LocalDate.of(2025, 3, 10),
            LocalDate.of(2025, 3, 8),
            LocalDate.of(2025, 3, 12),
            LocalDate.of(2025, 4, 1),
            NINE.plusDays(1),
            "Zoë asked\nfor later",
            null,
            null),
        new AppointmentRow(
            "A1",
            "P1",
            NINE,
            VisitStatus.ATTENDED,
            "S1",
            "C1",
            VisitKind.FIRST,
            "R1",
            null,
            LocalDateTime.of(2025, 3, 1, 8, 30, 15, 250_000_000),
            52.5,
            null),
        new AppointmentRow(
            "A2",
            "P1",
            NINE.plusDays(7),
            VisitStatus.BOOKED,
            "S1",
            "C1",
            VisitKind.RETURN,
            null,
            "O1",
            null,
            50.0,
            NINE.plusDays(6).plusHours(1)),
        new OfferRow("F1", NINE.minusDays(1), NINE, Answer.ACCEPTED, "R1", null, null),
        new ContactRow("K1", "P1", NINE.minusDays(1), "request", "phone", "reached"));
  }

  @Test
  void aLogThatIsGivenUpLeavesNothing() {
    Path log = folder.resolve("log");
    try (LogWriter writer = LogWriter.to(log, LogWriter.Form.CSV)) {
      everyRow().forEach(writer::add);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLogReplacesALogButNothingElse() throws Exception {
    Path log = Files.createDirectory(folder.resolve("log"));
    Files.writeString(log.resolve("appointments.parquet"), "old");
    try (LogWriter writer = LogWriter.to(log, LogWriter.Form.CSV)) {
      everyRow().forEach(writer::add);
      writer.finish();
    }
    assertThat(log.resolve("appointments.parquet")).doesNotExist();
    Files.writeString(log.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> LogWriter.to(log, LogWriter.Form.CSV))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("thesis.txt");
    assertThat(log.resolve("thesis.txt")).exists();
  }

  @Tag("heavy")
  @ParameterizedTest
  @EnumSource(names = {"CSV", "PARQUET"})
  void aMillionRowsTakeAboutASecond(LogWriter.Form form) {
    long fastest = Long.MAX_VALUE;
    for (int run = 0; run < 3; run++) {
      long start = System.nanoTime();
      try (LogWriter writer = LogWriter.to(folder.resolve("log"), form)) {
        for (int i = 0; i < 1_000_000; i++) {
          writer.add(
              new AppointmentRow(
                  "A" + i,
                  "P" + i % 1000,
                  NINE.plusMinutes(i),
                  VisitStatus.ATTENDED,
                  "S1",
                  "C1",
                  VisitKind.RETURN,
                  null,
                  "O" + i,
                  NINE.plusMinutes(i - 9000),
                  50.0,
                  null));
        }
        writer.finish();
      }
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    System.out.printf("%s: %.2f million rows a second%n", form, 1e9 / fastest);
    assertThat(fastest).isLessThan(10_000_000_000L);
  }
}
