package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.cli.Terminal.duecourse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.duecourse.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareAndPlanCommandTest {
  private static final String HARBOR = "examples/harbor/clinic.yaml";
  private static final String OFFER = "examples/harbor/employer-offer.yaml";
  private static final String COUNTER = "examples/harbor/counter-proposal.yaml";

  @TempDir Path folder;

  private static Terminal.Result compare(String... more) {
    String[] args =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    "compare",
                    HARBOR,
                    OFFER,
                    COUNTER,
                    "--site",
                    "island",
                    "--replications",
                    "4",
                    "--weeks",
                    "26",
                    "--sensitivity-replications",
                    "2"),
                java.util.stream.Stream.of(more))
            .toArray(String[]::new);
    return duecourse(args);
  }

  @Test
  @SuppressWarnings("unchecked")
  void jsonHasTheSameFactsAsTheTable() {
    Map<String, Object> json = Json.readMap("compare", compare("--format", "json").out());
    String table = compare().out();
    assertThat(table).contains((String) json.get("sentence"));
    List<Map<String, Object>> proposals = (List<Map<String, Object>>) json.get("proposals");
    assertThat(proposals)
        .extracting(p -> p.get("name"))
        .containsExactly("Today", "Employer's offer", "Clinicians' counter-proposal");
    Map<String, Object> measures = (Map<String, Object>) proposals.get(1).get("measures");
    Map<String, Object> window = (Map<String, Object>) measures.get("return_in_window");
    assertThat((Map<String, Object>) window.get("difference"))
        .containsEntry("verdict", "same")
        .containsEntry("mean", 0.0);
    assertThat(table)
        .contains("Who gave what:", "clinicians' bargaining committee", "No backtest")
        .doesNotContain("winner", "best proposal");
  }

  @Test
  void thePageIsOneFileWithoutScriptsAndWithHeadersForRowsAndColumns() throws Exception {
    Path page = folder.resolve("compare.html");
    assertThat(compare("-o", page.toString()).code()).isZero();
    String html = Files.readString(page);
    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("scope=\"row\"", "scope=\"col\"", "data-column=\"Today\"", "prefers-color-scheme")
        .contains("Clinicians&#39; counter-proposal")
        .doesNotContain("<script", "http://", "https://");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(page);
    }
  }

  @Test
  void aScoreThatIsGivenIsPrinted() throws Exception {
    Path score = folder.resolve("score.json");
    Files.writeString(
        score, "{\"score\": {\"sentence\": \"Asked about last year it was right.\"}}");
    assertThat(compare("--score", score.toString()).out())
        .contains("Asked about last year it was right.")
        .doesNotContain("No backtest");
  }

  @Test
  void everyFileThatIsWrongIsTold() throws Exception {
    Path one = Files.writeString(folder.resolve("one.yaml"), "name: A\nhirs: 3\n");
    Path two =
        Files.writeString(
            folder.resolve("two.yaml"), "name: A\npay: [{role: nurse, raise_share: 1}]\n");
    Terminal.Result result = duecourse("compare", HARBOR, one.toString(), two.toString());
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .contains(
            "one.yaml",
            "hirs: unknown key. Did you mean 'hires'?",
            "two.yaml",
            "'nurse' is none of");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void wrongOptionsAreWrongUsage() {
    assertThat(duecourse("compare", HARBOR, OFFER, "--site", "iland").code()).isEqualTo(2);
    assertThat(duecourse("compare", HARBOR, OFFER, "--site", "iland").err())
        .contains("Did you mean 'island'?");
    assertThat(duecourse("compare", HARBOR, OFFER, "--format", "jsn").err())
        .contains("Did you mean 'json'?");
    assertThat(duecourse("compare", HARBOR, OFFER, "--replications", "1", "--level", "95").err())
        .contains("--replications 1", "--level 95.0");
    assertThat(duecourse("plan", HARBOR, "--target", "crisis same da >= 90%").err())
        .contains("Did you mean 'crisis same day'?");
    assertThat(duecourse("plan", HARBOR).code()).isEqualTo(2);
  }

  @Test
  @SuppressWarnings("unchecked")
  void aPlanNamesItsAnswerItsCheaperNeighbourAndItsCost() {
    Terminal.Result result =
        duecourse(
            "plan",
            HARBOR,
            "--site",
            "island",
            "--weeks",
            "13",
            "--settle-weeks",
            "13",
            "--target",
            "first within 10 business days >= 60%",
            "--confirm",
            "20",
            "--format",
            "json");
    assertThat(result.code()).isZero();
    Map<String, Object> json = Json.readMap("plan", result.out());
    Map<String, Object> site = ((List<Map<String, Object>>) json.get("sites")).getFirst();
    Map<String, Object> answer = (Map<String, Object>) site.get("answer");
    assertThat((Double) answer.get("meets_share")).isGreaterThanOrEqualTo(0.8);
    Map<String, Object> neighbour = (Map<String, Object>) site.get("cheapest_infeasible_neighbour");
    if (neighbour != null) {
      assertThat((Double) neighbour.get("meets_share")).isLessThan(0.8);
      assertThat((Double) neighbour.get("cost_a_year"))
          .isLessThan((Double) answer.get("cost_a_year"));
    }
    assertThat((List<Object>) site.get("posts_by_confidence")).hasSize(3);
    assertThat((List<Object>) site.get("frontier")).isNotEmpty();
  }
}
