package org.duecourse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.duecourse.io.Json;
import org.duecourse.standard.Standards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardsCommandTest {
  private static final String GOAL =
      """
      id: own.first.week
      rule: A first visit within 5 business days.
      covers: Everybody.
      category: first
      clock: {start: request, stop: first visit attended, counts: attended}
      values:
        - {from: 2025-01-01, business_days: 5, source: board of directors}
      examples:
        - {name: in time, request: 2025-05-05, attended: 2025-05-12, then: met}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void theListHasEveryRuleWithItsEvidence() {
    assertThat(run("standards", "--format", "json")).isZero();
    var json = Json.read("out", out.toString());
    assertThat(json).hasSize(Standards.ids().size());
    assertThat(json.path(2).path("id").asString()).isEqualTo("us-ca.return.npmh");
    assertThat(json.path(2).path("limit").asString()).isEqualTo("10 business days");
    assertThat(json.path(2).path("evidence").asString()).isEqualTo("secondary");
    assertThat(json.path(2).path("since").asString()).isEqualTo("2022-07-01");
    assertThat(json.path(8).path("share").asString()).isEqualTo("70 % of provider_surveyed");
  }

  @Test
  void everyRuleIsShownWithItsArithmetic() {
    for (String id : Standards.ids()) {
      assertThat(run("standards", "show", id)).isZero();
    }
    assertThat(out.toString())
        .contains("  the calendars differ, with February 12 and 17 between")
        .contains("limit 2025-02-18 (10 business days); 2025-02-19 is 11 business days")
        .contains("breach (too late); under us-ca.gov: met")
        .contains("by the letter: met (in time), 2025-05-15 is 8 business days")
        .contains("the visit itself: 2025-06-02 is 19 business days, 28 calendar days")
        .contains("2025-03-10 11:01 is 48 hours 1 minute")
        .contains("Our choice  A clinician's note that is written after the limit cures nothing.");
    assertThat(out.toString().lines().filter(line -> !line.startsWith("    ")))
        .as("lines fit a terminal")
        .allMatch(line -> line.length() <= 180);
  }

  @Test
  void aRuleAsJsonHasWhatWasWorkedOut() {
    assertThat(run("standards", "show", "us-ca.return.npmh", "--format", "json")).isZero();
    var example = Json.read("out", out.toString()).path("examples").path(2);
    assertThat(example.path("verdict").asString()).isEqualTo("breach");
    assertThat(example.path("limit").asString()).isEqualTo("2025-12-03");
    assertThat(example.path("business_days").asInt()).isEqualTo(11);
    assertThat(example.path("calendar_sensitive").path(0).asString()).isEqualTo("us-ca.office");
  }

  @Test
  void ownGoalsStandBesideTheShippedRules() throws IOException {
    String goal = Files.writeString(folder.resolve("goal.yaml"), GOAL).toString();
    assertThat(run("standards", "check", goal)).isZero();
    assertThat(out.toString()).contains("1 read, 1 worked examples agree.", "own.first.week");
    assertThat(run("standards", "show", "own.first.week", "--goals", goal)).isZero();
    assertThat(out.toString()).contains("board of directors [own]");
    assertThat(run("standards", "--goals", goal, "--format", "csv")).isZero();
    assertThat(out.toString()).contains("own.first.week,own,first,5 business days");
  }

  @Test
  void whatCannotBeReadOrComesOutOtherwiseIsRefused() throws IOException {
    String wrong =
        Files.writeString(folder.resolve("wrong.yaml"), GOAL.replace("then: met", "then: breach"))
            .toString();
    assertThat(run("standards", "check", wrong)).isEqualTo(3);
    assertThat(run("standards", "show", "us-ca.first.npm")).isEqualTo(2);
    assertThat(run("standards", "check", folder.resolve("none.yaml").toString())).isEqualTo(3);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("own.first.week, in time  then: the file says breach, worked out met")
        .contains("Did you mean 'us-ca.first.npmh'?")
        .contains("none.yaml does not exist");
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
