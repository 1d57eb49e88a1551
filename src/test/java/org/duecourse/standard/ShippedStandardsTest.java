package org.duecourse.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.duecourse.calendar.Evidence;
import org.duecourse.io.Refused;
import org.duecourse.standard.Threshold.RateExample;
import org.duecourse.standard.Verdict.Outcome;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The shipped rules: their worked examples, and what every rule must have. */
class ShippedStandardsTest {
  private final ExampleCheck check = new ExampleCheck(Standards::byId);

  @TestFactory
  Stream<DynamicContainer> everyWorkedExampleComesOutAsItsFileSays() {
    return Standards.all().stream()
        .map(
            standard ->
                dynamicContainer(
                    standard.id(),
                    standard.examples().stream()
                        .map(
                            example ->
                                dynamicTest(
                                    example.name(),
                                    () ->
                                        assertThat(check.differences(standard, example))
                                            .isEmpty()))));
  }

  @Test
  void everyRateMeetsItsThresholdOrNotAsItsFileSays() {
    for (Standard standard : Standards.all()) {
      if (standard.threshold() != null) {
        Threshold threshold = standard.threshold();
        assertThat(threshold.examples()).as(standard.id()).hasSizeGreaterThan(1);
        assertThat(threshold.examples()).extracting(RateExample::met).contains(true, false);
        for (RateExample rate : threshold.examples()) {
          assertThat(threshold.isMetBy(rate.inTime(), rate.counted()))
              .as(rate.name())
              .isEqualTo(rate.met());
        }
        assertThat(threshold.isMetBy(0, 0)).as("nothing counted is no rate").isFalse();
      }
    }
  }

  /** Values are not looked at here: only that there is one, and never two. */
  @Test
  void exactlyOneVersionIsInForceOnEveryDayFromTheFirstOn() {
    for (Standard standard : Standards.all()) {
      for (LocalDate day = LocalDate.of(2010, 1, 1); day.getYear() < 2036; day = day.plusDays(1)) {
        LocalDate on = day;
        long inForce = standard.versions().stream().filter(v -> v.isInForceOn(on)).count();
        assertThat(inForce)
            .as("%s on %s", standard.id(), day)
            .isEqualTo(day.isBefore(standard.inForceSince()) ? 0 : 1);
      }
      assertThat(standard.limitOn(standard.inForceSince()))
          .isEqualTo(standard.on(standard.inForceSince()).limit());
      assertThat(standard.limitOn(standard.inForceSince().minusDays(1))).isEqualTo(Limit.none());
      assertThatThrownBy(() -> standard.on(standard.inForceSince().minusDays(1)))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("is not in force on");
    }
  }

  @Test
  void everyRuleIsShownOnItsLimitDayOneDayOverAndAcrossAHoliday() {
    for (Standard standard : Standards.all()) {
      List<Verdict> verdicts =
          standard.examples().stream().map(example -> check.verdict(standard, example)).toList();
      if (standard.latest().limit() instanceof Limit.None) {
        assertThat(verdicts).allMatch(verdict -> verdict.outcome() == Outcome.NOT_APPLICABLE);
        continue;
      }
      assertThat(verdicts)
          .as("%s: on the limit day", standard.id())
          .anyMatch(v -> v.outcome() == Outcome.MET && daysFromLimit(v) == 0);
      assertThat(verdicts)
          .as("%s: one day over", standard.id())
          .anyMatch(v -> v.outcome() == Outcome.BREACH && daysFromLimit(v) == 1);
      if (standard.latest().limit() instanceof Limit.InBusinessDays) {
        assertThat(standard.examples())
            .as("%s: across a holiday", standard.id())
            .anyMatch(example -> example.name().startsWith("across a holiday"));
      }
    }
  }

  private static long daysFromLimit(Verdict verdict) {
    var finding = verdict.finding();
    return finding.limit() == null || finding.counted() == null
        ? Long.MIN_VALUE
        : finding.counted().at().day().toEpochDay() - finding.limit().day().toEpochDay();
  }

  @Test
  void theFolderAndItsListHoldTheSameRules() throws IOException, URISyntaxException {
    Path folder = Path.of(Standards.class.getResource("us-ca.first.npmh.yaml").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".yaml"))
                  .map(name -> name.substring(0, name.length() - ".yaml".length())))
          .containsExactlyInAnyOrderElementsOf(Standards.ids());
    }
    assertThat(Standards.all()).extracting(Standard::id).isEqualTo(Standards.ids());
  }

  @Test
  void nothingUnconfirmedIsShipped() {
    assertThat(Standards.all())
        .allSatisfy(
            standard ->
                assertThat(standard.versions())
                    .extracting(Version::evidence)
                    .containsAnyOf(Evidence.CONFIRMED, Evidence.SECONDARY, Evidence.POLICY)
                    .doesNotContain(Evidence.UNCONFIRMED, Evidence.OWN));
    assertThat(Standards.ids()).doesNotContain("us.ccbhc.return");
    assertThat(Standards.byId("gb-wls.lpmhss.a").threshold()).isNull();
  }

  @Test
  void theCalendarsOfCaliforniaAndElsewhere() {
    assertThat(Standards.byId("us-ca.return.npmh").calendar()).isEqualTo("us-ca.core");
    assertThat(Standards.byId("us.ffe.bh").calendar()).isEqualTo("us-federal");
    assertThat(Standards.byId("gb-sct.pt").calendar()).isEqualTo("gb-sct");
    assertThat(Standards.byId("us-ca.return.npmh").limitOn(LocalDate.of(2022, 7, 1)))
        .isEqualTo(Limit.businessDays(10));
  }

  @Test
  void anUnknownIdIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Standards.byId("us-ca.retrun.npmh"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Did you mean 'us-ca.return.npmh'?");
  }
}
