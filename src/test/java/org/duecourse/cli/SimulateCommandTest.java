package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.duecourse.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SimulateCommandTest {
  private static final String SIMPLEST = "examples/simplest-clinic.yaml";
  private static final String HARBOR = "examples/harbor/clinic.yaml";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theJsonHasTheKeysOfTheContract() {
    String[] command = {
      "simulate",
      SIMPLEST,
      "--warmup-days",
      "30",
      "--days",
      "60",
      "--replications",
      "3",
      "--seed",
      "5",
      "--level",
      "0.9",
      "--format",
      "json"
    };
    assertThat(run(command)).isZero();
    Map<String, Object> json = Json.readMap("out", out.toString());

    assertThat(json).containsEntry("clinic", "simplest").containsEntry("seed", 5);
    assertThat(json).containsEntry("replications", 3).containsEntry("warmup_days", 30);
    assertThat(json).containsEntry("days", 60);
    assertThat((Map<?, ?>) json.get("outputs"))
        .asString()
        .contains("first_wait_days={mean=", "return_delay_days={mean=")
        .contains("return_on_due_day_share={mean=", "utilisation={mean=", "level=0.9}");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() {
    run("simulate", HARBOR, "--days", "70", "--replications", "4", "--threads", "1");
    String one = out.toString();
    out.getBuffer().setLength(0);
    run("simulate", HARBOR, "--days", "70", "--replications", "4", "--threads", "3");

    assertThat(out.toString()).isEqualTo(one).contains("return_in_window_share");
  }

  @Test
  void wrongUsesAreToldTogetherAndNothingRuns() {
    assertThat(run("simulate", SIMPLEST, "--days", "0", "--level", "95")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--days 0: at least 1 is expected.")
        .contains("--level 95.0: a level lies between 0 and 1. Maybe 0.95.");
    assertThat(run("simulate", "nowhere.yaml")).isEqualTo(3);
    assertThat(run("simulate")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theReferenceFileIsPrintedAsItShips() throws IOException {
    assertThat(run("simulate", "--reference")).isZero();

    assertThat(out.toString())
        .contains("requests_a_week: 0")
        .isEqualTo(Files.readString(Path.of("docs/clinic-reference.yaml")));
  }

  /** The tallies of the run are the measures of its log, counted by the SQL of the measures. */
  @Test
  void theMeasuresOfTheLogAreTheTalliesOfTheRun() throws IOException {
    Path log = folder.resolve("log");
    Path holidays = folder.resolve("holidays.csv");
    Files.writeString(holidays, "date\n2026-01-19\n2026-02-16\n2026-05-25\n2026-06-19\n");
    Path clinic = folder.resolve("clinic.yaml");
    Files.writeString(
        clinic,
        Files.readString(Path.of(HARBOR))
            .replace("urgent_share: 0.05", "urgent_share: 0")
            .replaceAll("(?m)^start:.*$", ""));
    assertThat(
            run(
                "simulate",
                clinic.toString(),
                "--days",
                "168",
                "--replications",
                "1",
                "--log",
                log.toString(),
                "--format",
                "json"))
        .isZero();
    JsonNode said = Json.read("out", out.toString()).get("outputs");
    out.getBuffer().setLength(0);
    assertThat(
            run(
                "measure",
                "return-lateness,first-wait,return-interval",
                log.toString(),
                "--as-of",
                "2026-06-21",
                "--calendar",
                holidays.toString(),
                "--by",
                "year",
                "--max-set-aside",
                "0",
                "--format",
                "json"))
        .as(err.toString())
        .isZero();
    JsonNode measured = Json.read("out", out.toString());

    JsonNode lateness = onlyRow(measured, 0);
    same(said, "return_in_window_share", lateness.get("in_window_share").asDouble());
    same(said, "return_late_days", lateness.get("late_days_mean").asDouble());
    same(said, "return_late_days_p90", lateness.get("late_days_p90").asDouble());
    same(said, "unbooked_orders", lateness.get("unbooked").asDouble());
    JsonNode firsts = onlyRow(measured, 1);
    same(said, "requests_a_week", firsts.get("requests").asDouble() / 24);
    same(said, "waiting_requests", firsts.get("waiting").asDouble());
    same(said, "first_visits_a_week", firsts.get("attended").asDouble() / 24);
    same(said, "first_seen_within_limit_share", firsts.get("decided_met_share").asDouble());
    same(
        said, "first_booked_within_limit_share", firsts.get("offer_within_limit_share").asDouble());
    JsonNode intervals = onlyRow(measured, 2);
    same(said, "return_interval_days", intervals.get("interval_days_mean").asDouble());
    same(
        said, "return_interval_within_limit_share", intervals.get("within_limit_share").asDouble());
    assertThat(intervals.get("returns").asDouble()).isGreaterThan(10_000);
  }

  private static JsonNode onlyRow(JsonNode measured, int index) {
    assertThat(measured.get(index).get("set_aside")).isEmpty();
    assertThat(measured.get(index).get("rows")).hasSize(1);
    return measured.get(index).get("rows").get(0);
  }

  private static void same(JsonNode said, String output, double measured) {
    assertThat(said.get(output).get("mean").asDouble())
        .as(output)
        .isCloseTo(measured, within(1e-9));
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
