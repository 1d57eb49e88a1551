package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.duecourse.store.TestFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in and out, backed up and restored, as a person would type it. */
@Tag("heavy")
class StoreCommandsTest {
  @Test
  void aLogIsImportedBackedUpRestoredAndExportedTheSame(@TempDir Path folder) throws IOException {
    Path log = Files.createDirectory(folder.resolve("in"));
    Files.writeString(
        log.resolve("appointments.csv"),
        """
        appointment_id,patient_id,start_at,status,site_id,clinician_id,kind,request_id,order_id,booked_at,minutes,cancelled_at
        A1,P1,2026-06-01T09:00:00,attended,north,lee,return,,R1,2026-05-20T09:00:00,50,
        A2,P2,2026-06-02T09:00:00,no_show,north,lee,return,,R2,2026-05-20T09:00:00,50,
        A3,P3,2026-06-02T10:00:00,attended,north,,return,,R2,2026-05-20T09:00:00,50,
        """);
    Files.writeString(
        log.resolve("orders.csv"),
        """
        order_id,patient_id,ordered_at,site_id,clinician_id,target_date,earliest_date,latest_date
        R1,P1,2026-05-20T09:00:00,north,lee,2026-06-01,2026-05-30,2026-06-03
        R2,P2,2026-05-20T09:00:00,north,lee,2026-06-01,2026-05-30,2026-06-03
        """);
    String first = TestFolder.in(Files.createDirectory(folder.resolve("first"))).toString();
    String second = TestFolder.in(Files.createDirectory(folder.resolve("second"))).toString();
    Path aside = folder.resolve("aside.csv");
    Terminal.Result imported =
        Terminal.duecourse(
            "import",
            log.toString(),
            "--zone",
            "America/Los_Angeles",
            "--data",
            first,
            "--set-aside",
            aside.toString());
    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(Files.readString(aside)).contains("A3").contains("it names no clinician");
    Path backup = folder.resolve("desk.zip");
    assertThat(Terminal.duecourse("backup", backup.toString(), "--data", first).code()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
    assertThat(Terminal.duecourse("restore", backup.toString(), "--data", second).code()).isZero();
    Terminal.Result again = Terminal.duecourse("restore", backup.toString(), "--data", second);
    assertThat(again.code()).isEqualTo(4);
    assertThat(again.err()).contains("is not empty");
    for (String place : new String[] {first, second}) {
      Path out = folder.resolve("out-" + Path.of(place).getParent().getFileName());
      assertThat(Terminal.duecourse("export", out.toString(), "--data", place).code()).isZero();
      assertThat(Files.readString(out.resolve("appointments.csv")))
          .contains("A1,P1,2026-06-01T09:00:00,attended")
          .contains("A2,P2,2026-06-02T09:00:00,no_show")
          .doesNotContain("A3");
    }
    assertThat(Terminal.duecourse("restore", aside.toString(), "--data", first).code())
        .isEqualTo(3);
  }

  @Test
  void aPasswordInAnAddressIsRefused() {
    Terminal.Result refused =
        Terminal.duecourse("backup", "x.zip", "--db", "jdbc:postgresql://h/d?password=secret");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("DUECOURSE_DB_PASSWORD").doesNotContain("secret");
  }
}
