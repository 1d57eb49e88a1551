package org.duecourse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the contract says of {@code return-interval}, {@code return-lateness} and {@code
 * unbooked-orders}.
 */
class ReturnVisitTest {
  private static World june() {
    return World.asOf("2025-06-30");
  }

  @Test
  void theIntervalRunsFromTheAttendedVisitJustBeforeOverAllSitesAndKinds() {
    var row =
        june()
            .visit("A1", "Ada", "2025-06-02", "attended", "first", null)
            .visit("A2", "Ada", "2025-06-05", "attended", "crisis", null)
            .visit("A3", "Ada", "2025-06-06", "no_show", "return", null)
            .visit("A4", "Ada", "2025-06-09", "attended", "administrative_intake", null)
            .visit("A5", "Ada", "2025-06-12", "attended", "return", null)
            .row("return-interval");
    assertThat(row).containsEntry("returns", 1L).containsEntry("interval_business_days_mean", 5.0);
    assertThat(row).containsEntry("interval_days_mean", 7.0);
  }

  @Test
  void aReturnVisitWhoseVisitBeforeIsOnTheSameDayMakesNoInterval() {
    MeasureResult result =
        june()
            .visit("A0", "Ada", "2025-06-02", "attended", "first", null)
            .visit("A1", "Ada", "2025-06-12 09:00", "attended", "return", null)
            .visit("A2", "Ada", "2025-06-12 15:00", "attended", "return", null)
            .visit("A3", "Bea", "2025-06-12", "attended", "return", null)
            .measured("return-interval");
    assertThat(result.rows().getFirst()).containsEntry("returns", 1L);
    assertThat(result.leftOut()).isEqualTo(Map.of("no_earlier_visit", 1L, "previous_same_day", 1L));
  }

  @Test
  void atTheSameTimeTheAppointmentIdDecidesWhichIsTheLater() {
    MeasureResult result =
        june()
            .visit("A0", "Ada", "2025-06-02", "attended", "first", null)
            .visit("A2", "Ada", "2025-06-12", "attended", "return", null)
            .visit("A1", "Ada", "2025-06-12", "attended", "group", null)
            .measured("return-interval");
    assertThat(result.rows().getFirst()).containsEntry("returns", 0L);
    assertThat(result.rows().getFirst()).containsEntry("within_limit_share", null);
    assertThat(result.notComputable())
        .contains(
            new MeasureResult.NotComputable(
                "within_limit_share", "no return visit has an interval"));
  }

  @Test
  void theMonthIsThatOfTheLaterVisit() {
    assertThat(
            june()
                .visit("A1", "Ada", "2025-05-30", "attended", "first", null)
                .visit("A2", "Ada", "2025-06-02", "attended", "return", null)
                .measured("return-interval", Dimension.MONTH)
                .rows())
        .extracting(row -> row.get("month"))
        .containsExactly("2025-06");
  }

  @Test
  void ordersAreSeenBookedUnbookedOrClosed() {
    var row =
        june()
            .order("O1", "Ada", "2025-06-01", "2025-06-05", "2025-06-10", "2025-06-12")
            .visit("A1", "Ada", "2025-06-12", "attended", "return", "O1")
            .order("O2", "Bea", "2025-06-01", "2025-06-05", "2025-06-10", "2025-06-12")
            .visit("A2", "Bea", "2025-07-01", "booked", "return", "O2")
            .order("O3", "Cy", "2025-06-01", "2025-06-05", "2025-06-10", "2025-06-12")
            .visit("A3", "Cy", "2025-06-30", "booked", "return", "O3")
            .order("O4", "Dee", "2025-06-01", "2025-06-05", "2025-06-10", "2025-06-12")
            .orderClosed("2025-06-20")
            .row("return-lateness");
    assertThat(row)
        .containsEntry("orders", 4L)
        .containsEntry("seen", 1L)
        .containsEntry("booked", 1L)
        .containsEntry("unbooked", 1L)
        .containsEntry("closed", 1L)
        .containsEntry("decided", 4L)
        .containsEntry("in_window", 1L)
        .containsEntry("late_days_mean", (0 + 18 + 18 + 18) / 4.0)
        .containsEntry("longest_open_late_days", 18L);
  }

  @Test
  void bothEndsOfTheWindowAreInItAndEarlierIsNot() {
    for (var day :
        Map.of("2025-06-04", 0L, "2025-06-05", 1L, "2025-06-12", 1L, "2025-06-13", 0L).entrySet()) {
      var row =
          june()
              .order("O1", "Ada", "2025-06-01", "2025-06-05", "2025-06-10", "2025-06-12")
              .visit("A1", "Ada", day.getKey(), "attended", "return", "O1")
              .row("return-lateness");
      assertThat(row).as(day.getKey()).containsEntry("in_window", day.getValue());
    }
  }

  @Test
  void anExtensionInTimeReplacesTheLatestDayAndIsCountedApart() {
    var row =
        june()
            .order("O1", "Ada", "2025-06-01", "2025-06-05", "2025-06-10", "2025-06-12")
            .extendedTo("2025-06-20")
            .visit("A1", "Ada", "2025-06-19", "attended", "return", "O1")
            .row("return-lateness");
    assertThat(row).containsEntry("in_window", 1L).containsEntry("extended", 1L);
    assertThat(row).containsEntry("late_days_mean", 0.0);
  }

  @Test
  void anOrderIsDecidedOnItsLatestDayAndNeverWithoutOne() {
    var row =
        june()
            .order("O1", "Ada", "2025-06-01", null, null, "2025-06-30")
            .order("O2", "Bea", "2025-06-01", null, null, "2025-07-01")
            .order("O3", "Cy", "2025-06-01", null, "2025-06-10", null)
            .row("return-lateness");
    assertThat(row).containsEntry("decided", 1L).containsEntry("without_window", 1L);
    assertThat(row).containsEntry("late_days_p90", 0.0);
  }

  @Test
  void anAdministrativeIntakeNeverMeetsAnOrder() {
    var row =
        june()
            .order("O1", "Ada", "2025-06-01", "2025-06-05", "2025-06-10", "2025-06-12")
            .visit("A1", "Ada", "2025-06-10", "attended", "administrative_intake", "O1")
            .row("return-lateness");
    assertThat(row).containsEntry("seen", 0L).containsEntry("unbooked", 1L);
  }

  @Test
  void unbookedOrdersStandInTheirBandsInOrderAndEmptyBandsAreNotPrinted() {
    World world = june();
    int id = 0;
    for (String target :
        List.of(
            "2025-07-10",
            "2025-06-30",
            "2025-06-29",
            "2025-06-23",
            "2025-06-22",
            "2025-06-16",
            "2025-06-15",
            "2025-05-31",
            "2025-05-30",
            "2025-04-01",
            "2025-03-31")) {
      world.order("O" + id++, "Ada", "2025-01-01", null, target, null);
    }
    world.order("O98", "Bea", "2025-01-01", null, null, null);
    world.order("O99", "Cy", "2025-01-01", null, "2025-06-01", null).orderClosed("2025-06-30");
    assertThat(world.measured("unbooked-orders").rows())
        .extracting(row -> row.get("band") + " " + row.get("orders"))
        .containsExactly(
            "not_due 2", "1-7 2", "8-14 2", "15-30 2", "31-90 2", "over_90 1", "no_target 1");
  }

  @Test
  void withoutATargetTheLatestDayCountsAndThenTheEarliest() {
    assertThat(
            june()
                .order("O1", "Ada", "2025-06-01", "2025-06-05", null, "2025-06-29")
                .order("O2", "Bea", "2025-06-01", "2025-06-20", null, null)
                .measured("unbooked-orders")
                .rows())
        .extracting(row -> row.get("band"))
        .containsExactly("1-7", "8-14");
  }
}
