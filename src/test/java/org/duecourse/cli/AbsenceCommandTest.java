package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.cli.Terminal.duecourse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private static Terminal.Result plan(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "absence",
                "--orders",
                "examples/absence/orders.csv",
                "--openings",
                "examples/absence/openings.csv",
                "--now",
                NOW));
    words.addAll(List.of(more));
    return duecourse(words.toArray(String[]::new));
  }

  @Test
  void pinsComeFromAFileOfTheirOwnToo() throws IOException {
    Path pins = Files.writeString(folder.resolve("pins.csv"), "visit_id,opening_id\nV-5106,E1\n");
    var run = plan("--pins", pins.toString(), "--format", "csv");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines().filter(line -> line.contains("V-5106")))
        .first()
        .asString()
        .contains(",E1,");
    Files.writeString(pins, "visit_id,opening_id\nV-5107,E1\nV-5106,E1\nV-5106,E2\n");
    assertThat(plan("--pins", pins.toString()).err())
        .contains("line 2, visit_id  'V-5107' is not among the displaced visits. Did you mean")
        .contains("line 4, visit_id  'V-5106' is there twice.");
  }

  @Test
  void anEarlierPlaceIsAskedAbout() {
    var run = plan("--ask", "V-5106=E1");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("V-5106 at E1: ", " points more, ");
    assertThat(plan("--ask", "V-5103=E1").out()).contains("V-5103 at E1: not possible (");
    assertThat(plan("--ask", "V-510=E1", "--ask", "V-5106=E99").err())
        .contains("'V-510' is not in the files. Did you mean")
        .doesNotContain("at cli");
  }

  @Test
  void onlyTheVisitsOfSomeDaysClinicsAndClinicians() {
    assertThat(plan("--site", "eastside", "--clinician", "lee", "--from", "2026-06-09").out())
        .contains("6 visits are displaced.");
    assertThat(plan("--to", "2026-06-08").out()).contains("0 visits are displaced.");
    var refused = plan("--site", "eastsid", "--from", "2026-06-10", "--to", "2026-06-09");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("No visit of the file is of 'eastsid'. Did you mean 'eastside'?")
        .contains("2026-06-09 is before --from 2026-06-10");
  }

  @Test
  void otherPointsMakeAnotherPlan() throws IOException {
    Path weights = folder.resolve("weights.yaml");
    Files.writeString(weights, "not_placed: 0\n");
    assertThat(plan("--weights", weights.toString(), "--format", "json").out())
        .contains("\"unplaced\" : 6", "\"points\" : 0.0");
    Files.writeString(weights, "other_clinican: 0\nremote: -1\n");
    var refused = plan("--weights", weights.toString());
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("other_clinican", "other_clinician", "remote");
  }

  @Test
  void thePointsInTheDocumentationAreTheUsualOnes() throws IOException {
    String page = Files.readString(Path.of("docs/absence.md"));
    int from = page.indexOf("```yaml\n") + 8;
    Path weights =
        Files.writeString(
            folder.resolve("weights.yaml"), page.substring(from, page.indexOf("```", from)));
    var run = plan("--weights", weights.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(plan().out());
    // Every one of them is read: without a key it would be the usual one all the same.
    for (String line : Files.readAllLines(weights)) {
      String key = line.substring(0, line.indexOf(':'));
      Files.writeString(weights, key + ": -1\n");
      assertThat(plan("--weights", weights.toString()).err()).contains(key).doesNotContain("Did");
    }
  }

  @Test
  void anotherClinicHasAPriceAndAnUnknownOneIsRefused() throws IOException {
    Path openings = folder.resolve("openings.csv");
    Files.writeString(
        openings,
        Files.readString(Path.of("examples/absence/openings.csv"))
            + "N1,north,ito,2026-06-10T09:00,60,return,therapist,en vi,in_person,yes,0\n");
    String[] both = {
      "absence",
      "--orders",
      "examples/absence/orders.csv",
      "--openings",
      openings.toString(),
      "--now",
      NOW,
      "--other-clinics",
      "eastside=north"
    };
    var run = duecourse(both);
    assertThat(run.out())
        .contains(
            "6 visits are displaced. 6 keep their window, 0 would be late, 0 have no place yet.",
            "Without the other clinics: 5 in time, 0 late, 1 without a place,");
    both[both.length - 1] = "eastside=nort";
    assertThat(duecourse(both).err()).contains("'nort' is not in the files. Did you mean 'north'?");
  }
}
