package org.duecourse.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A foreign extract is read through a mapping; the example is the one of docs/records.md. */
class MappingTest {
  private static final Path EXAMPLE = Path.of("examples/foreign-extract");

  @TempDir Path folder;

  private SmallLog mapped(String yaml) throws IOException {
    Path map = Files.writeString(folder.resolve("map.yaml"), yaml);
    return new SmallLog(folder).set(s -> s.withMapping(map));
  }

  @Test
  void theShippedExampleIsReadAsItWasMeant() {
    ReadSettings settings =
        ReadSettings.asOfToday(LocalDate.of(2026, 1, 1))
            .withMapping(EXAMPLE.resolve("mapping.yaml"));
    try (AccessLog log = LogReader.read(EXAMPLE, settings)) {
      assertThat(log.setAside()).isEmpty();
      assertThat(CleanTables.of(log).get("appointments"))
          .containsExactly(
              "North-1001|4711|2025-03-03 09:00:00|2025-03-03|attended|North|K. Ito|first|null|null|2025-02-20 00:00:00|2025-02-20|50.0|null|null",
              "North-1002|4712|2025-03-03 10:30:00|2025-03-03|no_show|North|K. Ito|return|null|null|2025-02-24 00:00:00|2025-02-24|50.0|null|null",
              "South-1001|4713|2025-03-04 14:00:00|2025-03-04|cancelled_by_clinic|South|R. Núñez|return|null|null|null|null|25.0|null|null");
      assertThat(CleanTables.of(log).get("requests")).hasSize(2);
    }
  }

  @Test
  void documentationQuotesTheExample() throws IOException {
    assertThat(Files.readString(Path.of("docs/records.md")))
        .contains(Files.readString(EXAMPLE.resolve("mapping.yaml")).strip());
  }

  @Test
  void columnsConstantsAndValuesAreTakenFromTheMapping() throws IOException {
    SmallLog log =
        mapped(
                """
                appointments:
                  file: visits.csv
                  columns: {appointment_id: nr, patient_id: Client, start_at: begins}
                  constants: {kind: return}
                  values:
                    status: {attended: ["true", "1"], no_show: "false"}
                """)
            .with(
                "visits.csv",
                "nr,CLIENT,begins,status\n1,P1,2025-03-03, TRUE \n2,P1,2025-03-03,1\n3,P1,2025-03-03,False\n4,P1,2025-03-03,attended\n5,P1,2025-03-03,maybe\n");
    assertThat(log.clean("appointments", "appointment_id", "patient_id", "status", "kind"))
        .containsExactly(
            "1 P1 attended return",
            "2 P1 attended return",
            "3 P1 no_show return",
            "4 P1 attended return");
    assertThat(log.setAside()).isEqualTo("appointments unknown_status 1");
  }

  @Test
  void severalColumnsAreJoinedIntoAnIdOrATime() throws IOException {
    SmallLog log =
        mapped(
                """
                appointments:
                  columns:
                    appointment_id: {join: [site, number], with: "-"}
                    start_at: {join: [day, time], with: " "}
                  date_format: MM/dd/yyyy HH:mm
                """)
            .with(
                "appointments.csv",
                "site,number,patient_id,day,time,status\nN,1,P1,03/04/2025,09:30,attended\n,2,P1,03/04/2025,09:30,attended\n");
    assertThat(log.clean("appointments", "appointment_id", "start_at"))
        .containsExactly("N-1 2025-03-04 09:30:00");
    assertThat(log.setAside()).isEqualTo("appointments missing 1");
  }

  @Test
  void severalDateFormatsAreTriedAndIsoIsAlwaysRead() throws IOException {
    SmallLog log =
        mapped("appointments:\n  date_formats: [\"%d.%m.%Y\", \"d.M.yy H:mm\"]\n")
            .with(
                "appointments.csv",
                "appointment_id,patient_id,start_at,status\n1,P1,31.03.2025,attended\n2,P1,1.4.25 8:05,attended\n3,P1,2025-04-02T09:00:00,attended\n4,P1,04/03/2025,attended\n");
    assertThat(log.clean("appointments", "start_at"))
        .containsExactly("2025-03-31 00:00:00", "2025-04-01 08:05:00", "2025-04-02 09:00:00");
  }

  @Test
  void delimiterEncodingAndZoneMayBeSaid() throws IOException {
    SmallLog log =
        mapped("zone: Europe/Madrid\nappointments: {delimiter: \";\", encoding: latin-1}\n");
    Files.write(
        folder.resolve("appointments.csv"),
        "appointment_id;patient_id;start_at;status\nA1;Núñez, R;2025-03-03T23:30:00Z;attended\n"
            .getBytes(Charset.forName("ISO-8859-1")));
    assertThat(log.clean("appointments", "patient_id", "start_at"))
        .containsExactly("Núñez, R 2025-03-04 00:30:00");
    SmallLog wide = mapped("appointments: {encoding: utf-16}\n");
    Files.write(
        folder.resolve("appointments.csv"),
        "appointment_id,patient_id,start_at,status\nA1,Zoë 😀,2025-03-03,attended\n"
            .getBytes(Charset.forName("UTF-16")));
    assertThat(wide.clean("appointments", "patient_id")).containsExactly("Zoë 😀");
  }

  @Test
  void oneFileIsTheTableThatTheMappingIsAbout() throws IOException {
    Path map =
        Files.writeString(
            folder.resolve("map.yaml"), "appointments: {constants: {status: attended}}\n");
    Path file =
        Files.writeString(
            folder.resolve("visits-2025.csv"),
            "appointment_id,patient_id,start_at\nA1,P1,2025-03-03\n");
    ReadSettings settings = ReadSettings.asOfToday(LocalDate.of(2026, 1, 1)).withMapping(map);
    try (AccessLog log = LogReader.read(file, settings)) {
      assertThat(log.report().counts().getFirst().used()).isEqualTo(1);
    }
  }

  @Test
  void everythingWrongWithAMappingIsToldAtOnce() throws IOException {
    SmallLog log =
        mapped(
            """
            zone: Europe/Madird
            apointments: {}
            appointments:
              colums: {}
              columns: {patientid: x}
              constants: {kind: retrun}
              values: {status: {atended: "1", attended: ["y"], no_show: ["Y"]}}
              date_format: tomorrow
              delimiter: ";;"
              encoding: klingon
            """);
    assertThatThrownBy(() -> log.read())
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              List<String> all = refused.problems().stream().map(p -> p.line()).toList();
              assertThat(all).hasSize(10);
              assertThat(String.join("\n", all))
                  .contains("Did you mean 'Europe/Madrid'?")
                  .contains("apointments: unknown key. Did you mean 'appointments'?")
                  .contains("colums: unknown key. Did you mean 'columns'?")
                  .contains("patientid: unknown key. Did you mean 'patient_id'?")
                  .contains("Did you mean 'return'?")
                  .contains("atended: unknown key. Did you mean 'attended'?")
                  .contains("'Y' already means attended.")
                  .contains("'tomorrow' is not a format such as MM/dd/yyyy HH:mm.")
                  .contains("';;' is not one sign")
                  .contains("'klingon' is not an encoding");
            });
  }

  @Test
  void aForeignColumnThatTheFileLacksIsNamedWithTheNearest() throws IOException {
    SmallLog log =
        mapped("appointments: {columns: {patient_id: clientt}}\n")
            .with(
                "appointments.csv",
                "appointment_id,client,start_at,status\nA1,P1,2025-03-03,attended\n");
    assertThatThrownBy(() -> log.read())
        .hasMessageContaining(
            "has no column 'clientt', from which the mapping takes patient_id. Did you mean 'client'?");
  }
}
