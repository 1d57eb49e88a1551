package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.duecourse.desk.Bookings.By;
import org.duecourse.io.Refused;
import org.duecourse.records.AccessLog;
import org.duecourse.records.LogReader;
import org.duecourse.records.LogWriter;
import org.duecourse.records.ReadSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened at the desk, as an access log; and an access log, as records of the desk. */
class LogExchangeTest {
  private static final Actor STEWARD = DeskWorld.actor("steward", Role.DATA_STEWARD);

  @Test
  void aLogOfTheDeskSaysWhatHappenedWithoutANameInIt(@TempDir Path folder) throws IOException {
    try (DeskWorld world = DeskWorld.eastside()) {
      String seen = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
      Visit visit = world.booked(seen, "lee", "2026-06-10", "09:00");
      String moved = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
      Visit cancelled = world.booked(moved, "lee", "2026-06-10", "10:00");
      world.desk().bookings().cancel(CLERK, cancelled.id(), 0, By.CLINIC, "clinician_absent");
      String waiting = world.returnOrder("2026-06-15", "2026-06-16", "2026-06-18");
      world
          .desk()
          .bookings()
          .hold(CLERK, waiting, 0, DeskWorld.place("cho", "2026-06-16", "09:00"), null, null);
      world.itIs("2026-06-10", "10:00");
      world.desk().bookings().attend(CLERK, visit.id(), 0);
      world
          .desk()
          .orders()
          .extend(
              DeskWorld.actor("triage", Role.TRIAGE_CLINICIAN),
              moved,
              0,
              LocalDate.of(2026, 6, 19),
              "stable, can wait a week");
      world.desk().logExport().write(folder.resolve("log"), LogWriter.Form.CSV);

      String appointments = text(folder, "appointments.csv");
      assertThat(appointments)
          .contains(visit.id() + ",P-1,2026-06-10T09:00:00,attended,eastside,lee,return,," + seen)
          .contains(cancelled.id() + ",P-2,2026-06-10T10:00:00,cancelled_by_clinic")
          .doesNotContain("2026-06-16T09:00");
      String orders = text(folder, "orders.csv");
      assertThat(orders)
          .contains(
              moved
                  + ",P-2,2026-06-08T08:00:00,eastside,lee,2026-06-10,2026-06-09,2026-06-12,2026-06-19")
          .contains("can wait a week");
      for (String file : List.of("appointments.csv", "orders.csv", "sites.csv", "clinicians.csv")) {
        assertThat(text(folder, file))
            .doesNotContain("Ada")
            .doesNotContain("Sample1")
            .doesNotContain("555-");
      }
      try (AccessLog log =
          LogReader.read(
              folder.resolve("log"), ReadSettings.asOfToday(LocalDate.of(2026, 6, 10)))) {
        assertThat(log.setAside()).isEmpty();
      }
    }
  }

  @Test
  void whatWasExportedCanBeImportedAndExportedAgainTheSame(@TempDir Path folder)
      throws IOException {
    try (DeskWorld world = DeskWorld.eastside();
        DeskWorld other = DeskWorld.at("2026-06-10", "10:00")) {
      String seen = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
      Visit visit = world.booked(seen, "lee", "2026-06-10", "09:00");
      world.booked(
          world.returnOrder("2026-06-15", "2026-06-16", "2026-06-18"),
          "cho",
          "2026-06-16",
          "09:00");
      world.returnOrder("2026-06-15", "2026-06-16", "2026-06-18");
      world.itIs("2026-06-10", "10:00");
      world.desk().bookings().attend(CLERK, visit.id(), 0);
      world.desk().logExport().write(folder.resolve("log"), LogWriter.Form.CSV);

      LogImport.Imported taken = take(other, folder.resolve("log"));
      assertThat(taken.setAside()).isEmpty();
      other.nothingIsBroken();
      other.desk().logExport().write(folder.resolve("again"), LogWriter.Form.CSV);
      for (String table : List.of("appointments.csv", "orders.csv", "sites.csv")) {
        assertThat(lines(folder.resolve("again").resolve(table)))
            .as(table)
            .isEqualTo(lines(folder.resolve("log").resolve(table)));
      }

      LogImport.Imported again = take(other, folder.resolve("log"));
      assertThat(again.rows().values()).as("a second time: %s", again.rows()).containsOnly(0);
    }
  }

  @Test
  void whatCannotBeIsSetAsideWithItsReasonAndNobodyFallsOut(@TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("appointments.csv"),
        """
        appointment_id,patient_id,start_at,status,site_id,clinician_id,kind,request_id,order_id,booked_at,minutes,cancelled_at
        A1,P1,2026-06-15T09:00:00,booked,s,lee,return,,R1,2026-06-01T09:00:00,50,
        A2,P2,2026-06-15T09:30:00,booked,s,lee,return,,R2,2026-06-01T09:00:00,50,
        A3,P3,2026-06-15T11:00:00,booked,s,,return,,R3,2026-06-01T09:00:00,50,
        A4,P4,2026-06-01T11:00:00,no_show,s,lee,return,,R4,2026-05-20T09:00:00,50,
        A5,P5,2026-06-01T12:00:00,attended,s,lee,return,,,2026-05-20T09:00:00,50,
        A6,P6,2026-06-01T13:00:00,attended,s,lee,administrative_intake,,,2026-05-20T09:00:00,20,
        """);
    Files.writeString(
        folder.resolve("orders.csv"),
        """
        order_id,patient_id,ordered_at,site_id,clinician_id,target_date,earliest_date,latest_date
        R1,P1,2026-06-01T09:00:00,s,lee,2026-06-15,2026-06-14,2026-06-17
        R2,P2,2026-06-01T09:00:00,s,lee,2026-06-15,2026-06-14,2026-06-17
        R3,P3,2026-06-01T09:00:00,s,lee,2026-06-15,2026-06-14,2026-06-17
        R4,P4,2026-05-20T09:00:00,s,lee,2026-06-01,2026-05-30,2026-06-03
        """);
    try (DeskWorld world = DeskWorld.at("2026-06-08", "08:00")) {
      LogImport.Imported taken = take(world, folder);
      assertThat(taken.setAside())
          .extracting(LogImport.SetAside::id, LogImport.SetAside::reason)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple(
                  "A2", "clinician or patient has another visit at that time"),
              org.assertj.core.groups.Tuple.tuple("A3", "it names no clinician"),
              org.assertj.core.groups.Tuple.tuple(
                  "A6", "an administrative intake is no visit at the desk"));
      world.nothingIsBroken();
      assertThat(world.order("R1").state()).isEqualTo(Order.State.OPEN);
      assertThat(world.visit("A1").state()).isEqualTo(VisitState.BOOKED);
      assertThat(world.order("O-A5").state()).isEqualTo(Order.State.DONE);
      assertThat(world.desk().tasks().open(MANAGER, "s", 100))
          .extracting(Task::orderId)
          .containsExactlyInAnyOrder("R2", "R3", "R4");
      assertThatThrownBy(() -> world.desk().logImport().take(CLERK, null, null))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("data steward");
    }
  }

  private static LogImport.Imported take(DeskWorld world, Path log) {
    try (AccessLog read = LogReader.read(log, ReadSettings.asOfToday(LocalDate.of(2026, 6, 10)))) {
      return world.desk().logImport().take(STEWARD, read, LogImport.Settings.of(DeskWorld.ZONE));
    }
  }

  private static String text(Path folder, String file) throws IOException {
    return Files.readString(folder.resolve("log").resolve(file), StandardCharsets.UTF_8);
  }

  private static TreeSet<String> lines(Path file) throws IOException {
    return new TreeSet<>(Files.readAllLines(file));
  }
}
