package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duecourse.KeptInStep;
import org.duecourse.io.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Forecasts of NHS Talking Therapies, scored on months that they have not seen. */
class ForecastCommandTest {
  private static final String TABLE = "examples/nhs-talking-therapies/waits-by-provider.csv.gz";
  private static final String MAPPING = "examples/nhs-talking-therapies/mapping.yaml";

  private static JsonNode all;

  @BeforeAll
  static void forecastOnce() {
    Terminal.Result result =
        Terminal.duecourse("forecast", TABLE, "--map", MAPPING, "--format", "json");
    assertThat(result.err()).isEmpty();
    all = Json.read("forecast", result.out());
  }

  /** The published bars, on three years; here only two are in the file. */
  private static JsonNode bar(String id) throws IOException {
    Path file = Path.of("src/test/resources/org/duecourse/plan/planning.json");
    for (JsonNode entry : Json.read("planning.json", Files.readString(file)).get("entries")) {
      if (entry.get("id").asString().equals(id)) {
        return entry.get("expect");
      }
    }
    throw new IllegalArgumentException(id);
  }

  private static double score(String measure, String method, int horizon, String key) {
    for (JsonNode each : all.get("measures")) {
      for (JsonNode row : each.get("score").get("methods")) {
        if (each.get("measure").asString().equals(measure)
            && row.get("method").asString().equals(method)
            && row.get("horizon_months").asInt() == horizon) {
          return row.get(key).asDouble();
        }
      }
    }
    throw new IllegalArgumentException(measure + ", " + method + ", " + horizon);
  }

  @Test
  void theForecastOfTheReturnSideBeatsTheBarAndTheNaiveForecastAtEachHorizon() throws IOException {
    String late = "second_over_28_days";
    for (JsonNode published : bar("nhstt-second-visit-bar")) {
      int horizon = published.get(0).asInt();
      double publishedError = published.get(3).asDouble();
      double publishedCrps = published.get(7).asDouble();
      // The bar is the published one: its error on the months of this file is that of three years.
      assertThat(score(late, "last 3 months", horizon, "mean_absolute_error"))
          .isCloseTo(publishedError, within(0.006));
      double bar = score(late, "last 3 months", horizon, "crps");
      assertThat(bar).isCloseTo(publishedCrps, within(0.004));
      assertThat(score(late, "duecourse", horizon, "crps"))
          .isLessThan(0.94 * publishedCrps)
          .isLessThan(0.91 * bar)
          .isLessThan(0.8 * score(late, "same month last year", horizon, "crps"));
      assertThat(score(late, "duecourse", horizon, "mean_absolute_error"))
          .isLessThan(publishedError);
      assertThat(score(late, "duecourse", horizon, "coverage_90")).isBetween(0.87, 0.93);
    }
  }

  @Test
  void theForecastOfReferralsBeatsTheBarOnTheSameRows() throws IOException {
    for (int horizon : new int[] {1, 3, 6}) {
      assertThat(score("M001", "duecourse", horizon, "crps"))
          .isLessThan(0.95 * score("M001", "6-month level × season", horizon, "crps"));
      assertThat(score("M001", "duecourse", horizon, "coverage_90")).isBetween(0.87, 0.95);
    }
    // The published bar is on a year more, which was calmer: its naive error is a tenth smaller.
    for (JsonNode row : bar("nhstt-forecast-bar")) {
      if (row.get(1).asString().equals("last year same month, Poisson")) {
        double naive =
            score("M001", "same month last year", row.get(0).asInt(), "mean_absolute_error");
        assertThat(naive / row.get(5).asDouble()).isBetween(1.05, 1.2);
      }
    }
  }

  @Test
  void theForecastOfFirstVisitsBeatsTheBar() {
    for (int horizon : new int[] {1, 3, 6}) {
      assertThat(score("first_within_6_weeks", "duecourse", horizon, "crps"))
          .isLessThan(0.8 * score("first_within_6_weeks", "last 3 months", horizon, "crps"));
    }
  }

  @Test
  void eachForecastIsARisingIntervalOfAPossibleFigure() {
    for (JsonNode measure : all.get("measures")) {
      assertThat(measure.get("forecasts").size()).isGreaterThan(190);
      boolean share = !measure.get("measure").asString().equals("M001");
      for (JsonNode line : measure.get("forecasts")) {
        assertThat(line.get("low").asDouble()).isBetween(0.0, line.get("median").asDouble());
        assertThat(line.get("high").asDouble())
            .isGreaterThanOrEqualTo(line.get("median").asDouble());
        assertThat(share && line.get("high").asDouble() > 1).isFalse();
      }
    }
  }

  @Test
  void theTableInTheDocumentationIsTheOneThatTheCommandPrints() {
    Terminal.Result result =
        Terminal.duecourse("forecast", TABLE, "--map", MAPPING, "--score", "--format", "md");
    KeptInStep.part(Path.of("docs/forecast.md"), "scores", result.out());
  }

  @Test
  void anOrganisationWithoutAForecastIsNamed() {
    Terminal.Result result =
        Terminal.duecourse(
            "forecast", TABLE, "--map", MAPPING, "--measure", "M001", "--organisation", "8EJ83");
    assertThat(result.out()).contains("8EJ83: no forecast of M001, since it did not publish");
  }

  @Test
  void wrongUsageIsAnsweredWithWhatWouldBeRight(@TempDir Path folder) throws IOException {
    Path table = folder.resolve("t.csv");
    Files.writeString(
        table,
        "period,organisation,measure,value\n2024-01-01,a,starts,30\n2024-01-15,a,starts,31\n");
    assertThat(Terminal.duecourse("forecast", table.toString()))
        .satisfies(
            result -> {
              assertThat(result.code()).isEqualTo(2);
              assertThat(result.err()).contains("Maybe --measure starts");
            });
    assertThat(Terminal.duecourse("forecast", table.toString(), "--measure", "start").err())
        .contains("no such measure. Did you mean 'starts'?");
    assertThat(Terminal.duecourse("forecast", table.toString(), "--measure", "starts"))
        .satisfies(
            result -> {
              assertThat(result.code()).isEqualTo(3);
              assertThat(result.err()).contains("Forecasts are by month, and 2024-01-15");
            });
    Files.writeString(table, "period,organisation,measure,value\n2024-01,a,starts,30\n");
    assertThat(Terminal.duecourse("forecast", table.toString(), "--measure", "starts").err())
        .contains("It needs 25 months before it");
  }
}
