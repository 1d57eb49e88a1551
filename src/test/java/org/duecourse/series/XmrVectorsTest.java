package org.duecourse.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.duecourse.io.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The published test cases of NHSRplotthedots (MIT, see the licence beside the file). */
class XmrVectorsTest {
  private static final JsonNode CASES = read();

  @Test
  void limitsAreThoseOfThePackage() {
    for (JsonNode each : cases("xmr_limits", 3)) {
      boolean screening = each.get("screen_moving_ranges_over_3.267_mean").asBoolean();
      XmrLimits limits = XmrLimits.of(doubles(each.get("y")), screening);
      assertThat(limits.mean()).isCloseTo(each.get("mean").asDouble(), within(1e-6));
      assertThat(limits.lower()).isCloseTo(each.get("lower").asDouble(), within(1e-5));
      assertThat(limits.upper()).isCloseTo(each.get("upper").asDouble(), within(1e-5));
    }
  }

  @Test
  void sevenOnOneSideIsFoundAtTheSeventh() {
    for (JsonNode each : cases("seven_on_one_side", 4)) {
      assertThat(XmrRules.sevenOnOneSide(ints(each.get("side"))))
          .isEqualTo(ints(each.get("expect")));
    }
  }

  @Test
  void aTrendIsFoundAtItsSeventhPointAndATieBreaksIt() {
    for (JsonNode each : cases("seven_point_trend_end", 6)) {
      assertThat(XmrRules.sevenPointTrendEnd(doubles(each.get("y"))))
          .isEqualTo(ints(each.get("expect")));
    }
  }

  @Test
  void allSevenOfARunAreMarked() {
    for (JsonNode each : cases("part_of_seven", 3)) {
      assertThat(XmrRules.partOfSeven(ints(each.get("flag")))).isEqualTo(ints(each.get("expect")));
    }
  }

  @Test
  void twoOfThreeNeedAllThreeOnOneSide() {
    for (JsonNode each : cases("two_in_three", 5)) {
      assertThat(XmrRules.twoInThree(ints(each.get("close")), ints(each.get("side"))))
          .isEqualTo(ints(each.get("expect")));
    }
  }

  @Test
  void nearPointsOnOppositeSidesAreCommonCause() {
    double[] y = doubles(CASES.get("opposite_sides_stay_common_cause").get("y"));
    List<XmrRules.Verdict> verdicts = XmrRules.judge(y, XmrLimits.of(y, true));
    assertThat(verdicts.subList(y.length - 2, y.length))
        .extracting(XmrRules.Verdict::signal)
        .containsOnlyNulls();
  }

  @Test
  void assuranceComparesTheGoalWithBothLimits() {
    JsonNode only = CASES.get("target_assurance");
    double goal = only.get("target").asDouble();
    assertThat(only.get("limits").size()).isEqualTo(3);
    for (int i = 0; i < only.get("limits").size(); i++) {
      double lower = only.get("limits").get(i).get(0).asDouble();
      double upper = only.get("limits").get(i).get(1).asDouble();
      XmrLimits made = new XmrLimits(20, (lower + upper) / 2, (upper - lower) / 2 / 2.66);
      assertThat(word(made.assurance(goal, Better.HIGHER)))
          .isEqualTo(only.get("higher_is_better").get(i).asString());
      assertThat(word(made.assurance(goal, Better.LOWER)))
          .isEqualTo(only.get("lower_is_better").get(i).asString());
    }
  }

  private static String word(@Nullable Assurance assurance) {
    return switch (Objects.requireNonNull(assurance)) {
      case PASSES -> "consistent_pass";
      case FAILS -> "consistent_fail";
      case INCONSISTENT -> "inconsistent";
    };
  }

  private static JsonNode read() {
    try (var in =
        Objects.requireNonNull(XmrVectorsTest.class.getResourceAsStream("xmr-rules.json"))) {
      return Json.read("xmr-rules.json", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode cases(String key, int expected) {
    assertThat(CASES.get(key).size()).isEqualTo(expected);
    return CASES.get(key);
  }

  private static double[] doubles(JsonNode list) {
    return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).asDouble()).toArray();
  }

  private static int[] ints(JsonNode list) {
    return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
  }
}
