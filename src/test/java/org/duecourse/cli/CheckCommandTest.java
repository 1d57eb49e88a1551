package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duecourse.io.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String HEADER = "appointment_id,patient_id,start_at,status,note\n";

  @TempDir Path folder;
  private Path log;
  private Path rejected;

  @BeforeEach
  void aLog() throws IOException {
    log = Files.createDirectory(folder.resolve("log"));
    rejected = folder.resolve("rejected.csv");
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < 40; i++) {
      rows.append("A%d,P1,2025-03-03,attended,\n".formatted(i));
    }
    Files.writeString(
        log.resolve("appointments.csv"),
        rows + "A90,P1,2023-02-30,attended,\"=HYPERLINK(1), \"\"x\"\"\"\n");
  }

  private Terminal.Result check(String... more) {
    String[] args = new String[more.length + 4];
    args[0] = "check";
    args[1] = log.toString();
    args[2] = "--rejected";
    args[3] = rejected.toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return Terminal.duecourse(args);
  }

  @Test
  void everythingIsToldAndTheNextCommandNamed() throws IOException {
    Terminal.Result said = check();
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains("appointments  read                   –         41")
        .contains("set aside: unreadable")
        .contains("appointments.csv: the column 'note' is not used.")
        .contains("Not computable: return-lateness (orders: the log has no such table");
    assertThat(said.err())
        .contains("41 rows as of 2025-03-03: 40 used, 1 set aside (2.4 %, see " + rejected + ").")
        .contains("Next: duecourse report " + log + " -o waits.html");
    assertThat(Files.readString(rejected))
        .isEqualTo(
            "table,file,line,column,value,reason,explanation\r\n"
                + "appointments,appointments.csv,42,start_at,2023-02-30,unreadable,A time such as 2025-03-02T09:00:00 or"
                + " 2025-03-02 is expected. Maybe the mapping needs a date_format.\r\n");
  }

  @Test
  void aLogWithoutABadRowWritesNoListOfThem() throws IOException {
    Files.writeString(log.resolve("appointments.csv"), HEADER + "A1,P1,2025-03-03,attended,\n");
    assertThat(check().code()).isZero();
    assertThat(rejected).doesNotExist();
  }

  @Test
  void aLogOfWhichTooMuchIsBadIsRefusedAndItsRowsNamedAllTheSame() throws IOException {
    Terminal.Result said = check("--max-set-aside", "1%");
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err())
        .contains("is refused:")
        .contains("1 of 41 rows are bad (2.4 %, more than 1 %)");
    assertThat(Files.readString(rejected)).contains("2023-02-30");
    assertThat(check("--max-set-aside", "0.05").code()).isZero();
    assertThat(check("--max-set-aside", "5").code()).isEqualTo(2);
  }

  @Test
  void theSameAsJson() {
    var json = Json.read("check", check("--format", "json").out());
    assertThat(json.get("as_of").asString()).isEqualTo("2025-03-03");
    assertThat(json.get("tables").get(0).get("used").asInt()).isEqualTo(40);
    assertThat(json.get("set_aside").get(0).get("reason").asString()).isEqualTo("unreadable");
    assertThat(json.get("not_computable").isEmpty()).isFalse();
  }

  @Test
  void withAMappingTenRowsAreShownAsTheyWereUnderstood() throws IOException {
    Path map = folder.resolve("emr.yaml");
    Files.writeString(map, "appointments:\n  constants: {kind: return}\n");
    assertThat(check("--map", map.toString()).out())
        .contains("Mapped: appointment_id=A0  patient_id=P1  start_at=2025-03-03 00:00:00")
        .contains("kind=return")
        .doesNotContain("appointment_id=A19");
  }

  @Test
  void aLogThatIsNotThereIsRefused() {
    assertThat(Terminal.duecourse("check", folder.resolve("nothing").toString()).code())
        .isEqualTo(3);
  }
}
