package org.duecourse.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.duecourse.io.Refused;
import org.duecourse.records.Duck;
import org.junit.jupiter.api.Test;

/** The measures beside those of the contract, and what all of them share. */
class OtherMeasuresTest {
  private static World june() {
    return World.asOf("2025-06-30");
  }

  @Test
  void survivalCountsThoseStillWaitingAndEndsWithTheirClosing() {
    var row =
        june()
            .request("R1", "Ada", "2025-06-02")
            .visit("A1", "Ada", "2025-06-06", "attended", "first", "R1")
            .request("R2", "Bea", "2025-06-02", "2025-06-11")
            .request("R3", "Cy", "2025-06-02")
            .row("survival");
    assertThat(row)
        .containsEntry("requests", 3L)
        .containsEntry("events", 1L)
        .containsEntry("closed", 1L)
        .containsEntry("censored", 1L)
        .containsEntry("longer_than_limit_share", 2.0 / 3)
        .containsEntry("attended_by_limit_share", 1.0 / 3)
        .containsEntry("median_business_days", null);
    assertThat((Double) row.get("closed_by_limit_share"))
        .isCloseTo(1.0 / 3, org.assertj.core.api.Assertions.within(1e-12));
  }

  @Test
  void oneWhoWasAttendedAndClosedIsAnEvent() {
    var row =
        june()
            .request("R1", "Ada", "2025-06-02", "2025-06-03")
            .visit("A1", "Ada", "2025-06-06", "attended", "first", "R1")
            .row("survival");
    assertThat(row).containsEntry("events", 1L).containsEntry("closed", 0L);
    assertThat(row).containsEntry("median_business_days", 4L);
  }

  @Test
  void theBacklogIsWhoeverIsPastTheLimitInDaysOfCapacity() {
    World world =
        june()
            .request("R1", "Ada", "2025-05-01")
            .request("R2", "Ada", "2025-06-27")
            .order("O1", "Bea", "2025-06-01", null, null, "2025-06-29")
            .order("O2", "Cy", "2025-06-01", null, null, "2025-06-30");
    for (int i = 0; i < 10; i++) {
      world.visit("A" + i, "Dee", "2025-06-" + (10 + i), "attended", "return", null);
    }
    world.visit("B1", "Dee", "2025-01-07", "attended", "first", null);
    var row = world.row("backlog");
    assertThat(row)
        .containsEntry("open_visits", 4L)
        .containsEntry("people", 3L)
        .containsEntry("past_limit", 2L)
        .containsEntry("people_past_limit", 2L)
        .containsEntry("recent_visits", 10L);
    assertThat((Double) row.get("past_limit_days_of_capacity")).isBetween(12.0, 12.9);
    MeasureResult byMonth = world.measured("backlog", Dimension.MONTH);
    assertThat(byMonth.rows()).allMatch(each -> each.get("past_limit_days_of_capacity") == null);
    assertThat(byMonth.notComputable()).extracting("key").contains("past_limit_days_of_capacity");
  }

  @Test
  void whoHasNoSecondVisitYetIsCountedBesideThoseWhoHave() {
    var row =
        june()
            .visit("A1", "Ada", "2025-05-01", "attended", "first", null)
            .visit("A2", "Ada", "2025-05-29", "attended", "group", null)
            .visit("B1", "Bea", "2025-05-01", "attended", "first", null)
            .visit("B2", "Bea", "2025-05-30", "attended", "return", null)
            .visit("C1", "Cy", "2025-06-20", "attended", "first", null)
            .visit("C2", "Cy", "2025-07-02", "booked", "return", null)
            .row("first-to-second");
    assertThat(row)
        .containsEntry("first_visits", 3L)
        .containsEntry("seconds", 2L)
        .containsEntry("second_booked", 1L)
        .containsEntry("decided_28_days", 2L)
        .containsEntry("over_28_days", 1L)
        .containsEntry("decided_90_days", 0L)
        .containsEntry("over_90_days_share", null);
  }

  @Test
  void aCancellationIsLateWithinTwentyFourHours() {
    MeasureResult result =
        june()
            .visit("A1", "Ada", "2025-06-10 15:00", "cancelled_by_patient", "return", null)
            .cancelledAt("2025-06-09 15:00")
            .visit("A2", "Ada", "2025-06-10 15:00", "cancelled_by_patient", "return", null)
            .cancelledAt("2025-06-09 15:01")
            .visit("A3", "Ada", "2025-06-11", "attended", "return", null)
            .visit("A4", "Ada", "2025-06-11", "cancelled_by_patient", "return", null)
            .measured("late-cancel");
    assertThat(result.rows().getFirst())
        .containsEntry("visits", 2L)
        .containsEntry("late_cancelled", 1L);
    assertThat(result.leftOut())
        .containsEntry("cancelled_in_time", 1L)
        .containsEntry("time_of_cancellation_not_known", 1L);
  }

  @Test
  void missedVisitsAreSplitByKindAndLeadUnlessToldOtherwise() {
    World world =
        june()
            .visit("A1", "Ada", "2025-06-10", "no_show", "return", null, "2025-05-01")
            .visit("A2", "Ada", "2025-06-10", "attended", "return", null, "2025-06-09")
            .visit("A3", "Ada", "2025-06-10", "attended", "first", null);
    assertThat(world.measured("no-show", new MeasureSettings(null, null, null)).rows())
        .extracting(row -> row.get("kind") + " " + row.get("lead_band") + " " + row.get("no_show"))
        .containsExactly("first not_known 0", "return 1-7 0", "return 31-90 1");
  }

  @Test
  void aDayOnWhichEveryVisitWasCancelledIsTakenForTheClinics() {
    World world = june();
    for (int i = 0; i < 4; i++) {
      world.visit("A" + i, "P" + i, "2025-06-10", "cancelled_by_patient", "return", null);
    }
    for (int i = 0; i < 4; i++) {
      world.visit(
          "B" + i,
          "P" + i,
          "2025-06-11",
          i == 0 ? "attended" : "cancelled_by_patient",
          "return",
          null);
    }
    assertThat(world.measured("misuse-alerts").rows())
        .filteredOn(row -> "patient_cancelled_on_clinic_day".equals(row.get("alert")))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("cases", 4L).containsEntry("looked_at", 7L))
        .satisfies(row -> assertThat(row).as("too few to judge").containsEntry("raised", false));
  }

  @Test
  void anAlertIsRaisedAboveItsThresholdAndNotWithoutWhatItNeeds() {
    World world = june();
    for (int i = 0; i < 20; i++) {
      world.order("O" + i, "P" + i, "2025-06-01", null, "2025-06-10", "2025-06-20");
      world.visit(
          "A" + i,
          "P" + i,
          i < 11 ? "2025-06-10" : "2025-06-12",
          "attended",
          "return",
          "O" + i,
          "2025-06-02");
    }
    assertThat(world.measured("misuse-alerts").rows())
        .filteredOn(row -> "target_is_booked_day".equals(row.get("alert")))
        .singleElement()
        .satisfies(
            row -> assertThat(row).containsEntry("raised", true).containsEntry("threshold", 0.5));
    MeasureResult without = world.lacking("orders").measured("misuse-alerts");
    assertThat(without.rows()).noneMatch(row -> "return_without_order".equals(row.get("alert")));
    assertThat(without.notComputable()).extracting("key").contains("return_without_order");
  }

  @Test
  void theFirstContactCountsWhateverCameOfIt() {
    var row =
        june()
            .request("R1", "Ada", "2025-06-02")
            .contact("Ada", "2025-06-01")
            .contact("Ada", "2025-06-04")
            .request("R2", "Bea", "2025-06-27")
            .row("contact-attempts");
    assertThat(row)
        .containsEntry("contacted", 1L)
        .containsEntry("decided", 1L)
        .containsEntry("decided_met", 1L)
        .containsEntry("first_contact_business_days_mean", 2.0);
  }

  @Test
  void aFigureIsExplainedDownToItsRows() {
    Explanation explanation =
        june()
            .visit("A1", "Ada", "2025-05-30", "attended", "first", null)
            .visit("A2", "Ada", "2025-06-02", "attended", "return", null)
            .visit("A3", "Ada", "2025-06-03", "attended", "return", null)
            .visit("A4", "Bea", "2025-06-03", "attended", "return", null)
            .visit("A5", "Ada", "2025-05-31", "attended", "return", null)
            .explained("return-interval", Map.of(Dimension.MONTH, "2025-06"), 2);
    assertThat(explanation.result().rows().getFirst()).containsEntry("returns", 2L);
    assertThat(explanation.result().leftOut()).containsEntry("no_earlier_visit", 1L);
    assertThat(explanation.rows())
        .extracting(row -> row.get("appointment_id"))
        .containsExactly("A2", "A3");
    assertThat(explanation.rowsInAll()).isEqualTo(3);
    assertThat(explanation.rows().getFirst()).containsEntry("interval_business_days", 1L);
    assertThat(explanation.sql()).contains("create or replace temp table days");
  }

  @Test
  void thePrintedSqlRunsAndGivesTheSameCounts() {
    World world =
        june()
            .request("R1", "Ada", "2025-05-05")
            .visit("A1", "Ada", "2025-05-20", "attended", "first", "R1", "2025-05-06");
    try (Duck duck = Duck.open(Duck.Settings.DEFAULT)) {
      var log = world.log(duck);
      for (Card card : Measures.all()) {
        String script = new Measuring(log, MeasureSettings.splitBy()).sql(card);
        String[] statements = script.split(";\\s*\\n", -1);
        for (int i = 0; i < statements.length - 2; i++) {
          duck.run(statements[i]);
        }
        var columns = duck.query(statements[statements.length - 2], row -> row.getObject(2));
        if (card.id().equals("first-wait")) {
          assertThat(columns).containsExactly(1L);
        }
      }
    }
  }

  @Test
  void anUnknownMeasureOrSplitIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Measures.list("first-wiat,return-intervall"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("first-wait")
        .hasMessageContaining("return-interval");
    assertThatThrownBy(() -> Dimension.list("site,mnoth"))
        .hasMessageContaining("Did you mean 'month'?");
  }

  @Test
  void aDayThatTheCalendarDoesNotKnowIsRefused() {
    assertThatThrownBy(
            () ->
                World.asOf("2036-06-30").request("R1", "Ada", "2036-05-05").measured("first-wait"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("--calendar FILE.csv");
  }
}
