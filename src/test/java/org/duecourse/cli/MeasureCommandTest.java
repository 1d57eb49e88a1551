package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.cli.Terminal.duecourse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.duecourse.io.Json;
import org.duecourse.measure.Measures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who measures a log, and what a program reads. */
class MeasureCommandTest {
  @TempDir private Path folder;
  private String log = "";

  @BeforeEach
  void writeTheLog() throws IOException {
    log = folder.toString();
    Files.writeString(
        folder.resolve("requests.csv"),
        """
        request_id,patient_id,received_at,site_id,closed_at
        R1,Ada,2025-05-05,east,
        R2,Bea,2025-05-06,east,
        R3,Cy,2025-05-07,west,2025-05-20
        R4,Dee,2025-06-20,west,
        """);
    Files.writeString(
        folder.resolve("orders.csv"),
        """
        order_id,patient_id,ordered_at,site_id,target_date,earliest_date,latest_date,extended_to
        O1,Ada,2025-05-19,east,2025-05-26,2025-05-26,2025-05-30,
        O2,Ada,2025-06-02,east,2025-06-09,2025-06-09,2025-06-13,
        O3,Bea,2025-05-28,west,2025-06-04,2025-06-04,2025-06-06,
        """);
    Files.writeString(
        folder.resolve("appointments.csv"),
        """
        appointment_id,patient_id,start_at,status,site_id,kind,request_id,order_id,booked_at
        A1,Ada,2025-05-19 09:00,attended,east,first,R1,,2025-05-05
        A2,Ada,2025-06-02 09:00,attended,east,return,,O1,2025-05-19
        A3,Bea,2025-05-28 09:00,attended,east,first,R2,,2025-05-06
        A4,Ada,2025-06-17 09:00,no_show,east,return,,O2,2025-06-02
        A5,Dee,2025-07-04 09:00,booked,west,first,R4,,2025-06-30
        A5,Dee,2025-07-04 09:00,booked,west,first,R4,,2025-06-30
        A6,Dee,2025-02-30,booked,west,first,R4,,2025-06-30
        """);
  }

  @Test
  void theJsonOfASmallLogIsAsItWas() throws IOException {
    String ids = "first-wait,return-interval,return-lateness,unbooked-orders,survival";
    var run =
        duecourse("measure", ids, log, "--by", "site", "--max-set-aside", "1", "--format", "json");
    assertThat(run.code()).as(run.err()).isZero();
    try (InputStream golden = MeasureCommandTest.class.getResourceAsStream("small-log.json")) {
      String expected =
          golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      if (System.getProperty("update.docs") != null) {
        Files.writeString(
            Path.of("src/test/resources/org/duecourse/cli/small-log.json"), run.out());
      } else {
        assertThat(run.out()).isEqualTo(expected);
      }
    }
  }

  @Test
  void oneMeasureIsAnObjectAndSeveralAreAList() {
    assertThat(Json.read("out", measure("first-wait", "--format", "json")).isObject()).isTrue();
    assertThat(Json.read("out", measure("first-wait,survival", "--format", "json")).isArray())
        .isTrue();
  }

  @Test
  void csvHasTheKeysAsColumnsWithEveryDigitAndAManifestBesideIt() throws IOException {
    Path csv = folder.resolve("waits.csv");
    measure("first-wait,return-lateness", "--by", "site", "-o", csv.toString());
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.getFirst())
        .startsWith("measure,site,requests,attended,waiting,wait_business_days_mean");
    assertThat(lines.getFirst()).contains("in_window_share_low");
    assertThat(lines).hasSize(5);
    assertThat(lines.get(1)).startsWith("first-wait,east,2,2,0,12.5,12.5,14.5,0.5,0.0945");
    assertThat(lines.get(1)).matches(".*0\\.09453\\d{10,}.*");
    var manifest = Json.read("manifest", Files.readString(folder.resolve("waits.manifest.json")));
    assertThat(manifest.at("/settings/log").asString()).isEqualTo(log);
    assertThat(manifest.at("/measures/0/standard").asString()).isEqualTo("us-ca.first.npmh");
    assertThat(manifest.at("/measures/0/rows").isMissingNode()).isTrue();
    assertThat(manifest.at("/measures/0/set_aside/0/table").asString()).isEqualTo("appointments");
  }

  @Test
  void onATerminalFirstAndReturnStandSideBySide() {
    String text = measure("first-wait,return-interval", "--by", "site");
    assertThat(text).contains("First visits are in time more often than not (50%).");
    assertThat(text)
        .contains("first in time")
        .contains("50% (9 to 91) of 2")
        .contains("return in time");
    assertThat(text).contains("As of 2025-06-30").contains("rows set aside");
  }

  @Test
  void withoutAMeasureItListsThem() {
    var run = duecourse("measure");
    assertThat(run.code()).isZero();
    Measures.ids().forEach(id -> assertThat(run.out()).contains(id));
  }

  @Test
  void wrongWordsAreAnsweredWithTheNearest() {
    assertThat(duecourse("measure", "frist-wait", log).err())
        .contains("Did you mean 'first-wait'?");
    assertThat(duecourse("measure", "first-wait", log, "--by", "sites").err())
        .contains("Did you mean 'site'?");
    assertThat(duecourse("measure", "first-wait", log, "--standard", "us-ca.frist.npmh").err())
        .contains("Did you mean 'us-ca.first.npmh'?");
    assertThat(duecourse("measure", "first-wait", log, "--fail-on", "witin_limit_share<1").err())
        .contains("Did you mean 'within_limit_share'?");
    assertThat(duecourse("measure", "first-wait", log, "--memory-limit", "much").code())
        .isEqualTo(2);
    assertThat(duecourse("measure", "first-wait", log, "--as-of", "2025-02-30").err())
        .contains("2026-06-30 is expected");
    assertThat(duecourse("measure", "first-wait").code()).isEqualTo(2);
    assertThat(duecourse("measure", "first-wait", folder.resolve("none").toString()).code())
        .isEqualTo(3);
  }

  @Test
  void aCheckThatFailsEndsWithOneAndNamesTheRow() {
    String[] asked = {
      "measure",
      "first-wait",
      log,
      "--max-set-aside",
      "1",
      "--by",
      "site",
      "--format",
      "csv",
      "--fail-on"
    };
    var failed = duecourse(with(asked, "within_limit_share<0.8"));
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("first-wait site=east: within_limit_share is 0.5");
    assertThat(failed.out()).startsWith("site,");
    assertThat(duecourse(with(asked, "first-wait.within_limit_share<0.5")).code()).isZero();
  }

  @Test
  void theSqlIsPrintedFilled() {
    assertThat(measure("return-interval", "--sql"))
        .contains("-- How long it is from one attended visit")
        .contains("lag(start_day) over (partition by patient_id")
        .contains("day not in (date '2025-05-26'");
  }

  @Test
  void explainShowsTheCardTheCountsAndTheRows() {
    var run = duecourse("explain", "first-wait", log, "site=east", "--max-set-aside", "1");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("first-wait, version 1 site=east")
        .contains("one row = a request")
        .contains("2 of 2 rows")
        .contains("R1")
        .contains("from request_clocks r");
    assertThat(duecourse("explain", "first-wait", log, "east").err())
        .contains("NAME=VALUE is expected");
    var json =
        duecourse(
            "explain", "first-wait", log, "site=", "--max-set-aside", "1", "--format", "json");
    assertThat(Json.read("out", json.out()).at("/rows_in_all").asInt()).isZero();
  }

  private String measure(String ids, String... more) {
    var run = duecourse(with(new String[] {"measure", ids, log, "--max-set-aside", "1"}, more));
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private static String[] with(String[] words, String... more) {
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }
}
