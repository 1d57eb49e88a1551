package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.cli.Terminal.duecourse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.duecourse.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rule costs, asked of Harbor's smallest clinic. */
class PriceCommandTest {
  private static final String HARBOR = "examples/harbor/clinic.yaml";

  @TempDir private Path folder;

  private static Terminal.Result price(String clinic, String... more) {
    return duecourse(
        Stream.concat(
                Stream.of(
                    "price", clinic, "--replications", "6", "--weeks", "26", "--fixed-assumptions"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> difference(
      Terminal.Result result, String column, String measure) {
    List<Map<String, Object>> proposals =
        (List<Map<String, Object>>) Json.readMap("price", result.out()).get("proposals");
    Map<String, Object> own =
        proposals.stream().filter(p -> column.equals(p.get("name"))).findFirst().orElseThrow();
    Map<String, Object> of =
        (Map<String, Object>) ((Map<String, Object>) own.get("measures")).get(measure);
    return (Map<String, Object>) of.get("difference");
  }

  @Test
  void aValueAsTodayDiffersByNothingAndHeldPlacesHelpCrisesAndCostOthers() {
    Terminal.Result result =
        price(HARBOR, "--site", "hillcrest", "--rule", "crisis-held=0,3", "--format", "json");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(difference(result, "crisis-held = 0", "return_in_window"))
        .containsEntry("mean", 0.0);
    Terminal.Result split =
        price(
            HARBOR, "--site", "hillcrest", "--rule", "returns-for-a-first=4,9", "--format", "json");
    assertThat(difference(split, "returns-for-a-first = 4", "return_in_window"))
        .as("Harbor has 1 : 4, with a release")
        .containsEntry("mean", 0.0);
    assertThat(difference(split, "returns-for-a-first = 9", "return_in_window"))
        .doesNotContainEntry("mean", 0.0);
    assertThat((Double) difference(result, "crisis-held = 3", "crisis_same_day").get("mean"))
        .isNotNegative();
    assertThat((Double) difference(result, "crisis-held = 3", "visits").get("mean")).isNegative();
  }

  @Test
  void theSameSeedGivesTheSameBytesOnAnyNumberOfThreads() {
    String[] asked = {
      "--site", "hillcrest", "--rule", "protected-minutes=360,480", "--rule", "turn=as_they_come"
    };
    String one =
        price(
                HARBOR,
                Stream.concat(Stream.of("--threads", "1"), Stream.of(asked)).toArray(String[]::new))
            .out();
    String two =
        price(
                HARBOR,
                Stream.concat(Stream.of("--threads", "2"), Stream.of(asked)).toArray(String[]::new))
            .out();
    assertThat(one)
        .isEqualTo(two)
        .contains("protected-minutes = 480", "turn = as_they_come", "Crisis seen the same day");
  }

  @Test
  void theNoticeOfAStrikeIsPricedOnAClinicThatHasOne() throws Exception {
    Path file = folder.resolve("struck.yaml");
    Files.writeString(
        file,
        """
        name: struck
        roles: [{id: therapist, places_a_day: 6}]
        demand: {requests_a_week: 5}
        sites: [{id: eastside, posts: [{role: therapist, count: 5}]}]
        absence:
          strikes: [{from: 2026-04-07, days: 5, share: 1}]
        """);
    Terminal.Result result =
        price(file.toString(), "--rule", "strike-notice=0,10", "--format", "json");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(difference(result, "strike-notice = 0", "return_late")).containsEntry("mean", 0.0);
    assertThat(difference(result, "strike-notice = 10", "return_in_window"))
        .as("ten days change who is seen when; which way depends on the clinic, so it is asked")
        .doesNotContainEntry("mean", 0.0);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    Terminal.Result result =
        price(
            HARBOR,
            "--rule",
            "crisis-hold=1",
            "--rule",
            "crisis-held=1,many",
            "--rule",
            "day-choice=soonest",
            "--rule",
            "strike-notice=10",
            "--rule",
            "protected-minutes=2400");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains(
            "Nothing was priced",
            "crisis-held",
            "many",
            "soonest",
            "has no strike",
            "leaves nothing")
        .doesNotContain("Exception");
  }
}
