package org.duecourse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.duecourse.calendar.Calendars;
import org.duecourse.standard.Standards;
import org.junit.jupiter.api.Test;

/**
 * What the contract says of {@code first-wait}, a sentence a test. May 2025 has a holiday on Monday
 * the 26th.
 */
class FirstWaitTest {
  private static World june() {
    return World.asOf("2025-06-30");
  }

  @Test
  void theWaitRunsFromTheRequestToTheEarliestAttendedFirstVisit() {
    var row =
        june()
            .request("R1", "Ada", "2025-05-05")
            .visit("A1", "Ada", "2025-05-20", "attended", "first", "R1")
            .visit("A2", "Ada", "2025-05-19", "attended", "first", "R1")
            .visit("A3", "Ada", "2025-05-09", "no_show", "first", "R1")
            .row("first-wait");
    assertThat(row).containsEntry("requests", 1L).containsEntry("attended", 1L);
    assertThat(row).containsEntry("wait_business_days_mean", 10.0);
    assertThat(row).containsEntry("within_limit_share", 1.0);
  }

  @Test
  void theDayAfterTheLimitIsTooLateAndAHolidayDoesNotCount() {
    var row =
        june()
            .request("R1", "Ada", "2025-05-05")
            .visit("A1", "Ada", "2025-05-20", "attended", "first", "R1")
            .request("R2", "Bea", "2025-05-19")
            .visit("A2", "Bea", "2025-06-03", "attended", "first", "R2")
            .row("first-wait");
    assertThat(row).containsEntry("wait_business_days_mean", 10.5);
    assertThat(row).containsEntry("within_limit", 1L).containsEntry("within_limit_share", 0.5);
  }

  @Test
  void theWeekendAfterTheLimitDayIsStillInTime() {
    var row =
        june()
            .request("R1", "Ada", "2025-05-02")
            .visit("A1", "Ada", "2025-05-18", "attended", "first", "R1")
            .row("first-wait");
    assertThat(row).containsEntry("wait_business_days_median", 10.0);
    assertThat(row).containsEntry("within_limit", 1L);
  }

  @Test
  void aCrisisVisitOrAnAdministrativeIntakeStopsNoClock() {
    var row =
        june()
            .request("R1", "Ada", "2025-05-05")
            .visit("A1", "Ada", "2025-05-06", "attended", "administrative_intake", "R1")
            .visit("A2", "Ada", "2025-05-07", "attended", "crisis", "R1")
            .row("first-wait");
    assertThat(row).containsEntry("attended", 0L).containsEntry("waiting", 1L);
    assertThat(row).containsEntry("longest_wait_days", 56L);
  }

  @Test
  void aRequestClosedByTheAsOfDateDoesNotWaitAndOneClosedLaterDoes() {
    var row =
        june()
            .request("R1", "Ada", "2025-05-05", "2025-06-30")
            .request("R2", "Bea", "2025-05-05", "2025-07-01")
            .row("first-wait");
    assertThat(row).containsEntry("closed", 1L).containsEntry("waiting", 1L);
    assertThat(row).containsEntry("decided", 2L).containsEntry("decided_met", 0L);
  }

  @Test
  void theOfferClockStopsAtTheEarliestOfferAndOnATieAtTheEarlierStart() {
    var row =
        june()
            .request("R1", "Ada", "2025-05-05")
            .offer("R1", "2025-05-07 09:00", "2025-05-08")
            .offer("R1", "2025-05-06 09:00", "2025-05-21")
            .offer("R1", "2025-05-06 09:00", "2025-05-15")
            .request("R2", "Bea", "2025-05-05")
            .visit("A1", "Bea", "2025-05-06", "attended", "first", "R2", "2025-05-05")
            .row("first-wait");
    assertThat(row).as("Bea was never offered a date").containsEntry("offered", 1L);
    assertThat(row).containsEntry("offer_wait_business_days_median", 8.0);
  }

  @Test
  void anOfferMadeAfterTheAsOfDateIsNotLookedAt() {
    var row =
        june()
            .request("R1", "Ada", "2025-06-20")
            .offer("R1", "2025-07-01", "2025-07-02")
            .row("first-wait");
    assertThat(row).containsEntry("offered", 0L);
  }

  @Test
  void withoutOffersTheVisitBookedFirstCountsWhateverBecameOfIt() {
    var row =
        june()
            .request("R1", "Ada", "2025-05-05")
            .visit("A1", "Ada", "2025-05-30", "attended", "first", "R1", "2025-05-20")
            .visit("A2", "Ada", "2025-05-14", "cancelled_by_clinic", "first", "R1", "2025-05-06")
            .visit(
                "A3", "Ada", "2025-05-07", "attended", "administrative_intake", "R1", "2025-05-05")
            .visit("A4", "Ada", "2025-05-08", "no_show", "first", "R1")
            .row("first-wait");
    assertThat(row).containsEntry("offer_wait_business_days_mean", 7.0);
  }

  @Test
  void whenAllVisitsWereBookedAtOnceTheEarliestCounts() {
    var row =
        june()
            .request("R1", "Ada", "2025-05-05")
            .visit("A1", "Ada", "2025-05-30", "attended", "first", "R1", "2025-05-06")
            .visit("A2", "Ada", "2025-05-14", "no_show", "first", "R1", "2025-05-06")
            .row("first-wait");
    assertThat(row).containsEntry("offer_wait_business_days_mean", 7.0);
  }

  @Test
  void decidedIsReachedOnTheLimitDayItself() {
    World world =
        World.asOf("2025-05-19")
            .request("R1", "Ada", "2025-05-05")
            .request("R2", "Bea", "2025-05-06");
    assertThat(world.row("first-wait")).containsEntry("decided", 1L);
  }

  @Test
  void withoutOffersAndBookingTimesOnlyTheOfferClockIsNotComputable() {
    MeasureResult result =
        june()
            .lacking("appointments.booked_at")
            .request("R1", "Ada", "2025-05-05")
            .visit("A1", "Ada", "2025-05-20", "attended", "first", "R1")
            .measured("first-wait");
    assertThat(result.rows().getFirst())
        .containsEntry("attended", 1L)
        .containsEntry("offered", null)
        .containsEntry("offer_within_limit_share_low", null);
    assertThat(result.notComputable())
        .contains(
            new MeasureResult.NotComputable(
                "offered",
                "offers: the log has no such table; appointments: the log has no column booked_at"));
  }

  @Test
  void withoutRequestsNothingIsComputableAndNothingIsZero() {
    MeasureResult result =
        june()
            .lacking("requests")
            .visit("A1", "Ada", "2025-05-20", "attended", "first", null)
            .measured("first-wait");
    assertThat(result.rows()).isEmpty();
    assertThat(result.notComputable())
        .containsExactly(
            new MeasureResult.NotComputable("*", "requests: the log has no such table"));
  }

  @Test
  void anEmptyTableGivesCountsOfZeroAndSaysThatThereAreNoRequests() {
    MeasureResult result = june().measured("first-wait");
    assertThat(result.rows()).hasSize(1);
    assertThat(result.rows().getFirst())
        .containsEntry("requests", 0L)
        .containsEntry("within_limit_share", null);
    assertThat(result.notComputable())
        .containsExactly(new MeasureResult.NotComputable("*", "no requests"));
  }

  @Test
  void aSplitThatRequestsDoNotHaveIsNotComputable() {
    MeasureResult result =
        june().request("R1", "Ada", "2025-05-05").measured("first-wait", Dimension.CLINICIAN);
    assertThat(result.rows()).isEmpty();
    assertThat(result.notComputable()).singleElement().extracting("key").isEqualTo("*");
  }

  @Test
  void monthAndQuarterAreThoseOfTheRequestAtBothEdges() {
    World world =
        june()
            .request("R1", "Ada", "2025-03-31 23:30")
            .request("R2", "Bea", "2025-04-01 00:00")
            .request("R3", "Cy", "2024-12-31");
    assertThat(world.measured("first-wait", Dimension.MONTH).rows())
        .extracting(row -> row.get("month"))
        .containsExactly("2024-12", "2025-03", "2025-04");
    assertThat(world.measured("first-wait", Dimension.QUARTER).rows())
        .extracting(row -> row.get("quarter"))
        .containsExactly("2024-Q4", "2025-Q1", "2025-Q2");
    assertThat(world.measured("first-wait", Dimension.YEAR).rows())
        .extracting(row -> row.get("year"))
        .containsExactly("2024", "2025");
  }

  @Test
  void aLimitInCalendarDaysCountsCalendarDaysAndBusinessDayKeysStay() {
    World world =
        june()
            .request("R1", "Ada", "2025-05-05")
            .visit("A1", "Ada", "2025-06-02", "attended", "first", "R1")
            .request("R2", "Bea", "2025-05-05")
            .visit("A2", "Bea", "2025-06-03", "attended", "first", "R2");
    Yardstick fourWeeks =
        new Yardstick(
            "own.4w",
            "us-ca.core",
            List.of(new Yardstick.Version(java.time.LocalDate.EPOCH, null, 28, "4 weeks")));
    MeasureResult result =
        world.measured("first-wait", new MeasureSettings(List.of(), fourWeeks, null));
    assertThat(result.standard()).isEqualTo("own.4w");
    assertThat(result.rows().getFirst())
        .containsEntry("within_limit", 1L)
        .containsEntry("wait_business_days_mean", 19.5);
    MeasureResult survival =
        world.measured("survival", new MeasureSettings(List.of(), fourWeeks, null));
    assertThat(survival.rows().getFirst()).containsEntry("longer_than_limit_share", 0.5);
  }

  @Test
  void aLimitInHoursCannotBeHeldAgainstDays() {
    MeasureResult result =
        june()
            .request("R1", "Ada", "2025-05-05")
            .visit("A1", "Ada", "2025-05-06", "attended", "first", "R1")
            .measured(
                "first-wait",
                new MeasureSettings(List.of(), Yardstick.of(Standards.byId("us-ca.urgent")), null));
    assertThat(result.rows().getFirst())
        .containsEntry("attended", 1L)
        .containsEntry("within_limit_share", null)
        .containsEntry("decided", null);
    assertThat(result.notComputable()).extracting("reason").asString().contains("48 hours");
  }

  @Test
  void theVersionInForceWhenTheClockStartedGivesTheLimitAndEarlierRowsAreNamed() {
    Yardstick stricter =
        new Yardstick(
            "own",
            "us-ca.core",
            List.of(
                new Yardstick.Version(java.time.LocalDate.of(2025, 5, 5), 15, null, "15"),
                new Yardstick.Version(java.time.LocalDate.of(2025, 6, 1), 5, null, "5")));
    MeasureResult result =
        june()
            .request("R1", "Ada", "2025-05-02")
            .visit("A1", "Ada", "2025-05-23", "attended", "first", "R1")
            .request("R2", "Bea", "2025-06-02")
            .visit("A2", "Bea", "2025-06-10", "attended", "first", "R2")
            .measured("first-wait", new MeasureSettings(List.of(), stricter, null));
    assertThat(result.rows().getFirst()).containsEntry("within_limit", 1L);
    assertThat(result.notes())
        .singleElement()
        .asString()
        .startsWith("1 requests lie before 2025-05-05");
  }

  @Test
  void anotherCalendarChangesTheCount() {
    World world =
        june()
            .request("R1", "Ada", "2025-05-22")
            .visit("A1", "Ada", "2025-05-27", "attended", "first", "R1");
    assertThat(world.row("first-wait")).containsEntry("wait_business_days_mean", 2.0);
    MeasureResult weekdays =
        world.measured(
            "first-wait",
            new MeasureSettings(List.of(), null, Calendars.byId("weekdays").businessDays()));
    assertThat(weekdays.calendar()).isEqualTo("weekdays");
    assertThat(weekdays.rows().getFirst()).containsEntry("wait_business_days_mean", 3.0);
  }
}
