package org.duecourse.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they say: each is refused in a sentence, soon. */
class HostileFilesTest {
  private static final String HEADER = "appointment_id,patient_id,start_at,status\n";
  private static final String ROW = "A%d,P%d,2025-03-03T09:00:00,attended\n";
  private static final ReadSettings SETTINGS =
      ReadSettings.asOfToday(LocalDate.of(2026, 1, 1)).withDuck(new Duck.Settings(null, null, 1));

  @TempDir Path folder;

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ROW.formatted(i, i))
        .collect(Collectors.joining());
  }

  private void isRefused(String words) {
    isRefused(folder, words);
  }

  private static void isRefused(Path log, String words) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertThatThrownBy(() -> LogReader.read(log, SETTINGS).close())
                .isInstanceOf(Refused.class)
                .hasMessageContaining(words));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private LogCheck check(double share) {
    return LogCheck.of(folder, SETTINGS.withMaxSetAsideShare(share));
  }

  @Test
  void aWrongDelimiterIsNamed() throws IOException {
    write("appointments.csv", (HEADER + rows(3)).replace(',', ';'));
    isRefused("separated by ';'");
    write("appointments.csv", (HEADER + rows(3)).replace(',', '\t'));
    isRefused("separated by 'tab'");
  }

  @Test
  void anotherEncodingIsNamed() throws IOException {
    write(
        "appointments.csv",
        HEADER.replace("status", "état,status").getBytes(StandardCharsets.ISO_8859_1));
    isRefused("seems to be Latin-1");
    write(
        "appointments.csv",
        (HEADER + rows(3).replace("P", "Zoë")).getBytes(Charset.forName("windows-1252")));
    isRefused("encoding: windows-1252");
    for (String charset : new String[] {"UTF-16", "UTF-16LE", "UTF-16BE"}) {
      write("appointments.csv", (HEADER + rows(3)).getBytes(Charset.forName(charset)));
      isRefused("is UTF-16");
    }
  }

  @Test
  void aGzipThatIsCutOffOrIsNoneIsRefused() throws IOException {
    byte[] whole = gzip(HEADER + rows(50_000));
    for (int length : new int[] {whole.length / 2, whole.length - 8, whole.length - 4, 15, 2}) {
      write("appointments.csv.gz", Arrays.copyOf(whole, length));
      isRefused("ends too early");
    }
    write("appointments.csv.gz", HEADER + rows(3));
    isRefused("is not gzipped");
    Files.delete(folder.resolve("appointments.csv.gz"));
    write("appointments.csv", whole);
    isRefused("is gzipped. Maybe name it .csv.gz.");
  }

  @Test
  void aHeaderThatNamesAColumnTwiceIsRefused() throws IOException {
    write("appointments.csv", "appointment_id,patient_id,start_at,status, Status\n" + rows(1));
    isRefused("has the column 'status' twice");
  }

  @Test
  void aHeaderThatStandsAgainAmongTheRowsIsRefused() throws IOException {
    write("appointments.csv", HEADER + rows(40) + HEADER + rows(40));
    isRefused("holds its header a second time");
  }

  @Test
  void aHundredThousandColumnsAreRefused() throws IOException {
    String names =
        IntStream.range(0, 100_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    write("appointments.csv", names + "\n" + "x,".repeat(99_999) + "x\n");
    isRefused("has 100,000 columns");
  }

  @Test
  void aFieldOf200MegabytesIsRefusedSoonAndInLittleMemory() throws IOException {
    Path file = folder.resolve("appointments.csv");
    byte[] much = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    for (String quote : new String[] {"", "\""}) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        out.write((HEADER + rows(2) + "A9," + quote).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 200; i++) {
          out.write(much);
        }
        out.write((quote + ",2025-03-03,attended\n").getBytes(StandardCharsets.UTF_8));
      }
      isRefused("more than 2 MB at line 4");
    }
  }

  @Test
  void aFolderALinkToItselfAPipeAndAnUnreadableFileAreRefused() throws Exception {
    Path table = folder.resolve("appointments.csv");
    Files.createDirectory(table);
    isRefused("is a folder; a file is expected");
    Files.delete(table);
    Files.createSymbolicLink(table, table);
    isRefused("is a link that leads nowhere");
    Files.delete(table);
    int made = new ProcessBuilder("mkfifo", table.toString()).start().waitFor();
    assertThat(made).isZero();
    isRefused("is no file but a pipe or a device");
    Files.delete(table);
    write("appointments.csv", HEADER + rows(1));
    assertThatThrownBy(() -> new FileCheck(file -> false).check(table))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("no permission");
  }

  @Test
  void anEmptyFileAndABareHeaderAreRefused() throws IOException {
    write("appointments.csv", "");
    isRefused("is empty");
    write("appointments.csv", "\n\n  \n");
    isRefused("has no column appointment_id");
    write("appointments.csv", HEADER);
    isRefused("holds no row below its header");
  }

  @Test
  void binaryRubbishIsRefused() throws IOException {
    byte[] rubbish = new byte[100_000];
    new java.util.Random(7).nextBytes(rubbish);
    write("appointments.csv", rubbish);
    isRefused("appointments.csv");
    write("appointments.csv", new byte[100_000]);
    isRefused("is UTF-16");
    write("appointments.csv", "PK\3\4rest of a spreadsheet");
    isRefused("spreadsheet");
  }

  @Test
  void aByteZeroInAnIdDoesNotStopTheReading() throws IOException {
    write("appointments.csv", HEADER + rows(30) + "A99,P\0x,2025-03-03,att\0ended\n");
    try (LogCheck check = check(0.05)) {
      assertThat(check.problems()).isEmpty();
      check.rejected(row -> assertThat(row.reason()).isEqualTo("nul_byte"));
    }
  }

  @Test
  void aBrokenParquetIsRefused() throws IOException {
    Path whole = folder.resolve("whole.parquet");
    try (Duck duck = Duck.open(SETTINGS.duck())) {
      duck.run(
          "copy (select 'A' || i as appointment_id, 'P' as patient_id, date '2025-03-03' as start_at, 'attended' as status from range(50000) t(i)) to '"
              + whole
              + "' (format parquet)");
    }
    byte[] bytes = Files.readAllBytes(whole);
    Files.delete(whole);
    write("appointments.parquet", Arrays.copyOf(bytes, bytes.length / 2));
    isRefused("cannot be read as Parquet");
    for (int i = 1000; i < bytes.length / 2; i += 50) {
      bytes[i] ^= 0x5a;
    }
    write("appointments.parquet", bytes);
    isRefused("cannot be read as Parquet");
    write("appointments.parquet", HEADER + rows(3));
    isRefused("is not Parquet");
  }

  @Test
  void parquetOfWrongTypesIsRefusedAndWholeNumbersAreIds() throws IOException {
    try (Duck duck = Duck.open(SETTINGS.duck())) {
      String file = folder.resolve("appointments.parquet").toString();
      duck.run(
          "copy (select 17 as appointment_id, [1] as patient_id, 20250303 as start_at, 'attended' as status) to '"
              + file
              + "' (format parquet)");
      isRefused("has a column patient_id of a type in which it cannot be");
      isRefused("has a column start_at of a type in which it cannot be");
      duck.run(
          "copy (select 17 as appointment_id, 4::bigint as patient_id, timestamp '2025-03-03 09:00:00' as start_at, 'attended' as status, timestamptz '2025-03-01 09:00:00+00' as booked_at) to '"
              + file
              + "' (format parquet)");
    }
    try (AccessLog log = LogReader.read(folder, SETTINGS)) {
      assertThat(CleanTables.of(log).get("appointments").getFirst())
          .startsWith("17|4|2025-03-03 09:00:00|2025-03-03|attended")
          .contains("2025-03-01 09:00:00");
    }
  }

  @Test
  void twoFilesForOneTableAreRefused() throws IOException {
    write("appointments.csv", HEADER + rows(1));
    write("appointments.csv.gz", gzip(HEADER + rows(1)));
    isRefused("both hold it");
  }

  @Test
  void everyProblemOfEveryFileIsToldAtOnce() throws IOException {
    write("appointments.csv", "appointment_id,patient_id,status\n");
    write("orders.csv", "");
    write("requests.csv.gz", "no gzip");
    isRefused("3 problems");
  }

  @Test
  void aFolderWithoutAppointmentsIsRefusedWithTheNearestName() throws IOException {
    write("apointments.csv", HEADER + rows(1));
    isRefused("Did you mean 'apointments'?");
  }

  @Test
  void aRecordOfTheWrongLengthIsSetAsideAlone() throws IOException {
    write(
        "appointments.csv",
        HEADER
            + rows(30)
            + "A90,P1,2025-03-03\n"
            + "A91,P1,2025-03-03,attended,,,\n"
            + "A92,P1,2025-03-03,attended,\n");
    try (LogCheck check = check(0.1)) {
      assertThat(check.log().setAside())
          .containsExactly(new AccessLog.SetAside("appointments", "wrong_field_count", 2));
      StringBuilder lines = new StringBuilder();
      check.rejected(row -> lines.append(row.line()).append(':').append(row.value()).append('\n'));
      assertThat(lines.toString())
          .isEqualTo("32:A90,P1,2025-03-03\n33:A91,P1,2025-03-03,attended,,,\n");
    }
  }

  @Test
  void aQuoteThatIsNotClosedSwallowsNoOtherRow() throws IOException {
    write(
        "appointments.csv",
        HEADER + rows(30) + "A90,\"P1,2025-03-03,attended\n" + "A91,P1,2025-03-03,attended\n");
    try (LogCheck check = check(0.1)) {
      assertThat(check.log().report().counts().getFirst().used()).isEqualTo(31);
      assertThat(check.log().setAside())
          .containsExactly(new AccessLog.SetAside("appointments", "unclosed_quote", 1));
    }
  }

  @Test
  void twoQuotesThatAreNotClosedDoNotHideTheRowsBetween() throws IOException {
    String header = "appointment_id,patient_id,start_at,status,clinician_id\n";
    String row = "A%d,P%d,2025-03-03T09:00:00,attended,%s\n";
    StringBuilder text = new StringBuilder(header);
    for (int i = 0; i < 40; i++) {
      text.append(row.formatted(i, i, i == 10 || i == 14 ? "\"" : "C1"));
    }
    write("appointments.csv", text.toString());
    try (AccessLog log = LogReader.read(folder, SETTINGS.withMaxSetAsideShare(0.1))) {
      assertThat(log.report().counts().getFirst().read()).isEqualTo(40);
      assertThat(log.setAside())
          .containsExactly(new AccessLog.SetAside("appointments", "unclosed_quote", 2));
    }
  }

  @Test
  void aLineOfTheFileIsNamedAlsoBehindLineBreaksInFields() throws IOException {
    write(
        "requests.csv",
        "request_id,patient_id,received_at,close_reason\nR1,P1,2025-03-03,\"moved\naway\"\n\nR2,,2025-03-03,\n");
    write("appointments.csv", HEADER + rows(1));
    try (LogCheck check = check(1)) {
      check.rejected(row -> assertThat(row.line()).isEqualTo(5));
      assertThat(check.log().report().counts().getFirst().used()).isEqualTo(1);
    }
  }

  @Test
  void lineEndsOfEveryKindAreRead() throws IOException {
    write(
        "appointments.csv",
        (HEADER + rows(2)).replace("\n", "\r\n") + rows(4).substring(rows(2).length()));
    try (AccessLog log = LogReader.read(folder, SETTINGS)) {
      assertThat(log.report().counts().getFirst().used()).isEqualTo(4);
    }
    write("appointments.csv", (HEADER + rows(3)).replace('\n', '\r'));
    try (AccessLog log = LogReader.read(folder, SETTINGS)) {
      assertThat(log.report().counts().getFirst().used()).isEqualTo(3);
    }
  }

  @Test
  void signsOfPatternsInAPathAreJustSigns() throws IOException {
    Path odd = Files.createDirectory(folder.resolve("year=2025 [a]*?{b}'s"));
    Files.writeString(odd.resolve("appointments.csv"), HEADER + rows(2));
    try (AccessLog log = LogReader.read(odd, SETTINGS)) {
      assertThat(log.report().counts().getFirst().used()).isEqualTo(2);
    }
  }

  @Test
  void theSpillFolderIsEmptyAfterwards() throws IOException {
    Path spill = Files.createDirectory(folder.resolve("spill"));
    Path log = Files.createDirectory(folder.resolve("log"));
    Files.writeString(log.resolve("appointments.csv"), HEADER + rows(100));
    LogReader.read(log, SETTINGS.withDuck(new Duck.Settings("200MB", spill, 1))).close();
    Files.writeString(log.resolve("appointments.csv"), "x");
    isRefused(log, "has no column");
    assertThat(spill).isEmptyDirectory();
  }
}
