package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.duecourse.io.Json;
import org.duecourse.io.Yaml;
import org.duecourse.plan.SimulatedLog;
import org.duecourse.simulate.ClinicReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From records to a clinic file, on the command line. */
class CalibrateCommandTest {
  @TempDir static Path folder;

  @BeforeAll
  static void writeTheLogOfASmallClinic() {
    SimulatedLog.write(
        ClinicReader.read(
            Yaml.parse(
                "small",
                """
                name: small
                first_day: 2024-01-01
                roles: [{id: therapist, places_a_day: 6}]
                sites: [{id: north, posts: [{role: therapist, count: 4}]}]
                demand: {requests_a_week: 12}
                """)),
        400,
        9,
        folder.resolve("log"));
  }

  private static Terminal.Result calibrate(String... more) {
    String[] words = new String[more.length + 4];
    words[0] = "calibrate";
    words[1] = folder.resolve("log").toString();
    words[2] = "--as-of";
    words[3] = LocalDate.of(2024, 1, 1).plusDays(399).toString();
    System.arraycopy(more, 0, words, 4, more.length);
    return Terminal.duecourse(words);
  }

  @Test
  void theClinicFileThatIsWrittenCanBeSimulated() throws IOException {
    Path file = folder.resolve("clinic.yaml");
    Terminal.Result written = calibrate("-o", file.toString());
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(written.err()).contains("Next: duecourse simulate");
    assertThat(Files.readString(file)).contains("requests_a_week: ").contains(" rows: ");

    Terminal.Result simulated =
        Terminal.duecourse("simulate", file.toString(), "--days", "28", "--replications", "2");
    assertThat(simulated.code()).as(simulated.err()).isZero();
    assertThat(simulated.out()).contains("calibrated clinic: 28 days");
  }

  @Test
  void theShippedLogWithCliniciansOfManyKindsMakesAClinicThatRuns() {
    Path file = folder.resolve("harbor.yaml");
    Terminal.Result written =
        Terminal.duecourse("calibrate", "examples/harbor", "-o", file.toString());
    assertThat(written.code()).as(written.err()).isZero();
    Terminal.Result simulated =
        Terminal.duecourse("simulate", file.toString(), "--days", "14", "--replications", "1");
    assertThat(simulated.code()).as(simulated.err()).isZero();
  }

  @Test
  void eachEstimateIsPrintedWithItsIntervalAndRows() {
    JsonNode json = Json.read("estimates", calibrate("--format", "json").out());
    int estimated = 0;
    for (JsonNode each : json.get("estimates")) {
      assertThat(each.get("basis").asString()).isNotBlank();
      assertThat(each.get("rows").asLong() == 0).isEqualTo(each.get("default").asBoolean());
      if (!each.get("low").isNull()) {
        estimated++;
        assertThat(each.get("low").asDouble()).isLessThanOrEqualTo(each.get("estimate").asDouble());
        assertThat(each.get("high").asDouble())
            .isGreaterThanOrEqualTo(each.get("estimate").asDouble());
      }
    }
    assertThat(estimated).isGreaterThan(15);
    assertThat(calibrate().out()).contains("attendance.return_visits.at_most").contains("default:");
  }

  @Test
  void theScoreSaysHowThePastWouldHaveForetoldWhatCame() {
    Terminal.Result score = calibrate("--score", "--cuts", "1", "--format", "json");
    assertThat(score.code()).as(score.err()).isZero();
    JsonNode json = Json.read("score", score.out());
    assertThat(json.get("rows").size()).isEqualTo(6);
    assertThat(json.get("coverage_90").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.get("sentence").asString())
        .startsWith("Backtest: calibrated on the past and run forward three months, at 1 cut:");
  }

  @Test
  void aLogThatIsTooShortIsRefusedWithItsDays() {
    Terminal.Result result =
        Terminal.duecourse("calibrate", folder.resolve("log").toString(), "--as-of", "2024-01-20");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("calibrating needs at least 56");
  }

  @Test
  void aClinicFileNeedsItsEnding() {
    Terminal.Result result = calibrate("-o", folder.resolve("clinic.csv").toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("a clinic file ends in .yaml");
  }
}
