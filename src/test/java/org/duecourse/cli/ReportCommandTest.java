package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duecourse.calendar.Calendars;
import org.duecourse.records.InventedLog;
import org.duecourse.records.LogWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir static Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void invent() {
    try (LogWriter writer = LogWriter.to(folder, LogWriter.Form.CSV)) {
      new InventedLog(
              3,
              300,
              java.time.LocalDate.of(2025, 1, 1),
              java.time.LocalDate.of(2026, 6, 30),
              Calendars.byId("us-ca.office").businessDays())
          .writeTo(writer::add);
      writer.finish();
    }
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void aPageAndItsTwinsAreWrittenAside() {
    Path page = folder.resolve("waits.html");
    assertThat(run("report", folder.toString(), "-o", page.toString(), "--twins")).isZero();
    for (String ending : new String[] {"html", "csv", "json", "parquet", "md", "manifest.json"}) {
      assertThat(folder.resolve("waits." + ending)).isNotEmptyFile();
    }
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).startsWith("Written: ");
  }

  @Test
  void withoutAFileTheReportIsTextOnTheTerminal() {
    assertThat(run("report", folder.toString(), "--suppress", "nhs.1-7", "--locale", "uk"))
        .isZero();
    assertThat(out.toString())
        .contains("Data up to and including")
        .contains("to the nearest 5")
        .contains("Return visits")
        .doesNotContain("For internal use");
  }

  @Test
  void wrongUsesAreAnsweredWithWhatToDo() {
    assertThat(run("report", folder.toString(), "--suppress", "cms")).isEqualTo(2);
    assertThat(run("report", folder.toString(), "--goal", "80")).isEqualTo(2);
    assertThat(run("report", folder.toString(), "--format", "parquet")).isEqualTo(2);
    assertThat(run("report", folder.toString(), "--by", "clinician")).isEqualTo(2);
    assertThat(run("report", folder.toString(), "--from", "2026-04-15")).isEqualTo(2);
    assertThat(err.toString())
        .contains("none of cms.1-10, nhs.1-7, nhs.mhsds, off")
        .contains("Maybe 80% or 0.8.")
        .contains("Maybe: -o result.parquet")
        .contains("Maybe duecourse measure --by clinician.")
        .contains("Maybe 2026-04-01.")
        .doesNotContain("\tat ");
  }

  @Test
  void aMeasureIsWrittenAsParquetToo() throws Exception {
    Path file = folder.resolve("measure.parquet");
    assertThat(
            run("measure", "first-wait", folder.toString(), "--by", "site", "-o", file.toString()))
        .isZero();
    assertThat(
            new String(Files.readAllBytes(file), 0, 4, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("PAR1");
  }
}
