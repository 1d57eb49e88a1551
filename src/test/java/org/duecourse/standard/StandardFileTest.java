package org.duecourse.standard;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.duecourse.calendar.Evidence;
import org.duecourse.io.Refused;
import org.duecourse.io.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of rules: what is read, and what is refused with which words. */
class StandardFileTest {
  private static final String GOAL =
      """
      id: own.return.weekly
      rule: Every return visit takes place within 7 days.
      covers: Everybody in a course of treatment.
      category: return
      clock: {start: prior_visit, stop: next visit attended, counts: attended}
      calendar: weekdays
      unless: [CLIN_EXT]
      values:
        - {from: 2025-01-01, calendar_days: 10, source: board}
        - {from: 2026-01-01, calendar_days: 7, also: {phone: {business_days: 2}}, source: board}
      threshold: {percent: 80, unit: visit, of: return visits, from: 2026-01-01, source: board}
      examples:
        - {name: in time, prior_visit: 2026-03-02, attended: 2026-03-09, then: met}
        - {name: by phone, part: phone, prior_visit: 2026-03-02, attended: 2026-03-05, then: breach}
      """;

  @TempDir Path folder;

  @Test
  void anOwnGoalIsReadAndJudgedLikeALaw() throws IOException {
    Path file = Files.writeString(folder.resolve("weekly.yaml"), GOAL);
    Standard goal = Standards.own(file).getFirst();
    assertThat(goal.limitOn(LocalDate.of(2025, 12, 31))).isEqualTo(Limit.calendarDays(10));
    assertThat(goal.limitOn(LocalDate.of(2026, 1, 1))).isEqualTo(Limit.calendarDays(7));
    assertThat(goal.latest().evidence()).isEqualTo(Evidence.OWN);
    assertThat(requireNonNull(goal.threshold()).words()).isEqualTo("80 % of return visits");
    assertThat(Standards.byId("own.return.weekly", Standards.own(folder))).isEqualTo(goal);
    ExampleCheck check = new ExampleCheck(Standards::byId);
    assertThat(goal.examples())
        .hasSize(2)
        .allMatch(example -> check.differences(goal, example).isEmpty());
  }

  @Test
  void anExampleThatComesOutOtherwiseIsFound() {
    Standard goal =
        read(
            GOAL.replace("2026-03-09, then: met", "2026-03-10, then: met, business_days: 5"), true);
    assertThat(new ExampleCheck(Standards::byId).differences(goal, goal.examples().getFirst()))
        .containsExactly(
            "then: the file says met, worked out breach",
            "business_days: the file says 5, worked out 6");
  }

  /** One mistake each, and the words that the message must hold. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id: own.return.weekly|id: return.weekly|its id starts with 'own.'. Maybe own.return.weekly",
        "id: own.return.weekly|id: Own Weekly|is not lower-case words with dots",
        "rule: Every|rules: Every|rule: missing. Did you mean 'rules'?",
        "category: return|category: retrun|Did you mean 'return'?",
        "counts: attended|counts: seen|'seen' is none of offered, booked, attended",
        "start: prior_visit|start: visit|'visit' is none of request, referral, prior_visit",
        "counts: attended}|counts: attended, day_zer: x}|clock.day_zer: unknown key. Did you mean 'day_zero'?",
        "calendar: weekdays|calendar: weekday|'weekday' is no calendar. Did you mean 'weekdays'?",
        "[CLIN_EXT]|[CLIN_EX]|'CLIN_EX' is none of CLIN_EXT, PATIENT_LATER, PERIODIC. Did you mean 'CLIN_EXT'?",
        "calendar_days: 10|calender_days: 10|missing; one of business_days, calendar_days",
        "calendar_days: 10|calendar_days: 10, hours: 3|2 are given; one is needed",
        "calendar_days: 10|calendar_days: ten|'ten' is not a whole number",
        "calendar_days: 10|calendar_days: 0|0 is outside 1 to 1000",
        "from: 2026-01-01, c|from: 2024-01-01, c|from 2024-01-01 is not after the value before it",
        "from: 2025-01-01, c|from: 2025-01-01, to: 2025-06-30, c|exactly one must be in force each day. Maybe leave out 'to'",
        "from: 2026-01-01, c|from: 2026-01-01, to: 2025-12-01, c|to 2025-12-01 is before from 2026-01-01",
        "from: 2026-01-01, c|from: 2026-02-30, c|'2026-02-30' is not a day",
        "percent: 80|percent: 800|800 is outside 0 to 100",
        "unit: visit|unit: visits|Did you mean 'visit'?",
        "source: board}|source: board, evidence: unconfirmed}|'unconfirmed' is not shipped as a rule",
        "then: met|then: ok|'ok' is none of met, breach, open, not_applicable",
        "name: in time, prior_visit|name: in time, request|examples.prior_visit: missing",
        "attended: 2026-03-09|seen: 2026-03-09|examples.seen: unknown key",
        "attended: 2026-03-09|attended: 2026-03-09, zone: LA|'LA' is not a time zone",
        "attended: 2026-03-09|attended: 9 March|is not a day such as 2026-06-30, or 2026-06-30T14:00",
        "part: phone|part: phon|'phon' is no part. Did you mean 'phone'?",
      })
  void aBrokenFileIsRefusedWithItsLine(String right, String wrong, String message) {
    assertThat(GOAL).contains(right);
    assertThatThrownBy(
            () -> read(GOAL.replaceFirst(java.util.regex.Pattern.quote(right), wrong), true))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("goal.yaml: ")
        .hasMessageContaining("the rule was not read")
        .hasMessageContaining("line ")
        .hasMessageContaining(message);
  }

  @Test
  void severalMistakesAreToldAtOnce() {
    String broken =
        GOAL.replace("category: return", "category: x").replace("percent: 80", "percent: -1");
    assertThatThrownBy(() -> read(broken, true)).hasMessageContaining("goal.yaml: 2 problems");
  }

  @Test
  void aShippedRuleNeedsItsEvidenceAndItsJurisdiction() {
    assertThatThrownBy(() -> read(GOAL, false))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("evidence: missing")
        .hasMessageContaining("jurisdiction: missing");
    assertThatThrownBy(
            () -> read(GOAL.replace("source: board", "source: board, evidence: own"), false))
        .hasMessageContaining("'own' is for a user's own goals");
  }

  @Test
  void aFolderOfGoalsTellsTheProblemsOfAllItsFiles() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), GOAL);
    Files.writeString(folder.resolve("b.yml"), GOAL);
    Files.writeString(folder.resolve("c.yaml"), GOAL.replace("calendar: weekdays", "calendar: x"));
    Files.writeString(folder.resolve("notes.txt"), "not looked at");
    assertThatThrownBy(() -> Standards.own(folder))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("b.yml  own.return.weekly: another file has it.")
        .hasMessageContaining("c.yaml: 1 problem")
        .hasMessageContaining("'x' is no calendar");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> Standards.own(empty))
        .hasMessageContaining("holds no file that ends in .yaml");
    assertThatThrownBy(() -> Standards.own(folder.resolve("no.yaml")))
        .hasMessageContaining("does not exist");
  }

  private static Standard read(String text, boolean own) {
    return StandardFile.read(Yaml.parse("goal.yaml", text), own);
  }
}
