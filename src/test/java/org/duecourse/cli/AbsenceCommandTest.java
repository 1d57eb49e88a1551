package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.cli.Terminal.duecourse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duecourse.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of illness planned from two files, as a clinic without the desk does it. */
class AbsenceCommandTest {
  private static final String NOW = "2026-06-08T16:10:00-07:00";
  @TempDir private Path folder;

  @Test
  void theExampleGivesTheOnlyPlaceOfTheDayToWhoSuffersMost() {
    var run =
        duecourse(
            "absence",
            "--orders",
            "examples/absence/orders.csv",
            "--openings",
            "examples/absence/openings.csv",
            "--now",
            NOW,
            "--format",
            "json");
    assertThat(run.code()).as(run.err()).isZero();
    var json = Json.read("plan", run.out());
    assertThat(json.get("displaced").asInt()).isEqualTo(6);
    assertThat(json.get("in_time").asInt()).isEqualTo(5);
    assertThat(json.get("unplaced").asInt()).isEqualTo(1);
    assertThat(json.get("points").asDouble()).isEqualTo(json.get("least_points").asDouble());
    var first = json.get("lines").get(0);
    assertThat(first.get("visit_id").asString()).isEqualTo("V-5101");
    assertThat(first.get("becomes").asString()).isEqualTo("in_time");
    assertThat(run.out()).contains("no clinician who speaks the language");
    assertThat(json.get("reserve_prices").size()).isEqualTo(4);
  }

  @Test
  void aTableAReportAndAFileOfLinesSayTheSame() throws IOException {
    Path lines = folder.resolve("plan.csv");
    Path report = folder.resolve("plan.html");
    var run =
        duecourse(
            "absence",
            "--orders",
            "examples/absence/orders.csv",
            "--openings",
            "examples/absence/openings.csv",
            "--now",
            NOW,
            "--reserve",
            "1",
            "--report",
            report.toString(),
            "-o",
            lines.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readAllLines(lines)).hasSize(7).first().asString().startsWith("rank,visit_id");
    assertThat(Files.readString(report))
        .contains("6 visits are displaced.", "Crisis reserve of 1 place at each clinic and day");
  }

  @Test
  void everyProblemIsToldAtOnceWithItsPlace() throws IOException {
    Path orders = folder.resolve("orders.csv");
    Files.writeString(
        orders,
        """
        order_id,patient_id,site_id,start_at,earliest_date,latest_date,weight,pinned
        R-1,P-1,eastside,2026-06-09T10:00,2026-06-12,2026-06-09,3,
        R-1,P-2,eastside,tomorrow,2026-06-08,2026-06-31,30,
        """);
    Path openings = folder.resolve("openings.csv");
    Files.writeString(
        openings,
        """
        opening_id,site_id,clinician_id,start_at,minutes,purpose
        E1,eastside,,2026-06-09T15:00,zero,lunch
        """);
    Path plan = folder.resolve("plan.csv");
    var run =
        duecourse(
            "absence",
            "--orders",
            orders.toString(),
            "--openings",
            openings.toString(),
            "-o",
            plan.toString());
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains("line 2, latest_date  The window 2026-06-12, 2026-06-12, 2026-06-09")
        .contains("line 3, visit_id  'R-1' is there twice.")
        .contains("line 3, start_at  'tomorrow' is not a time.")
        .contains("line 3, latest_date  '2026-06-31' is not a day.")
        .contains("line 3, weight  '30' is not a whole number from 1 to 10.")
        .contains("line 2, clinician_id  A value is missing.")
        .contains("line 2, minutes  'zero' is not a whole number from 5 to 480.")
        .contains("line 2, purpose  'lunch' is not known.");
    assertThat(plan).doesNotExist();
  }

  @Test
  void aPinHoldsAndAnUnknownOneIsRefused() throws IOException {
    String orders = Files.readString(Path.of("examples/absence/orders.csv"));
    Path pinned = folder.resolve("orders.csv");
    Files.writeString(pinned, orders.replace(",1,preferred,,,45,\n", ",1,preferred,,,45,E1\n"));
    var run =
        duecourse(
            "absence",
            "--orders",
            pinned.toString(),
            "--openings",
            "examples/absence/openings.csv",
            "--now",
            NOW,
            "--format",
            "csv");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines().filter(line -> line.contains("V-5106")))
        .first()
        .asString()
        .contains(",E1,");
    Files.writeString(pinned, orders.replace(",1,preferred,,,45,\n", ",1,preferred,,,45,E99\n"));
    var refused =
        duecourse(
            "absence",
            "--orders",
            pinned.toString(),
            "--openings",
            "examples/absence/openings.csv");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("The pinned place 'E99' is not among the openings.");
  }
}
