package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.duecourse.desk.Visit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A clinic's day and week over HTTP: finding, crisis cover, places, grid, file, odd days. */
class DayPagesTest {
  private static DeskWorld world;
  private static RunningDesk desk;
  private static Visit visit;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
    world.site("north");
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER)
            .account("northclerk", false, List.of("north"), Role.SCHEDULER)
            .account("reader", false, List.of(), Role.COMPLIANCE);
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    visit = world.booked(order, "lee", "2026-06-10", "10:00");
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @Test
  void aDaySaysWhoAnswersCrisesWhatThePlacesAreForAndWhoComes() {
    Visitor clerk = desk.signedIn("clerk").get("/day?day=2026-06-10");
    assertThat(clerk.text())
        .contains("1 visit, 1 still ahead.")
        .contains("Nobody is named for crises from 9:00 a.m. to 6:00 p.m. Earlier")
        .contains("8:00 a.m. to 9:00 a.m. Dr. cho, Dr. lee")
        .contains("9:00 a.m. to 6:00 p.m. nobody named")
        .contains("First visits 0 of 2 taken")
        .contains("Return visits 1 of 12 taken")
        .contains("Kept for crisis 0 of 2 taken")
        .contains("Protected time kept 2 h of 2 h")
        .contains("Sample1, Ada", "A. S.");
    assertThat(desk.signedIn("reader").get("/day?site=eastside&day=2026-06-10").body())
        .doesNotContain("/arrive", "/no-show");
  }

  @Test
  void theGridSaysTheSame() {
    Visitor clerk = desk.signedIn("clerk").get("/day?day=2026-06-10&view=grid");
    assertThat(clerk.text())
        .contains("Half-hours and clinicians", "Return visits: A. S., booked", "Breaks");
    assertThat(clerk.get("/week?day=2026-06-10&view=grid").text())
        .contains("Clinicians and days", "Wed, June 10", "1 visit, 8 places", "not here");
  }

  @Test
  void closedDaysHaveTheNameOfTheHolidayAndClockChangesAreSaid() {
    Visitor clerk = desk.signedIn("clerk").get("/day?day=2026-11-26");
    assertThat(clerk.text()).contains("Closed: Thanksgiving Day", "No visits.");
    assertThat(clerk.get("/day?day=2026-06-13").text()).contains("Not a business day: Saturday.");
    assertThat(clerk.get("/day?day=2026-11-01").text())
        .contains("1:00 a.m. to 2:00 a.m. comes twice on this day");
    assertThat(clerk.get("/day?day=2027-03-14").text())
        .contains("2:00 a.m. to 3:00 a.m. is missing on this day");
    assertThat(clerk.get("/week?day=2026-11-26").text()).contains("Closed: Thanksgiving Day");
  }

  @Test
  void aDayIsAFileTooAndAnotherClinicsIsNotThere() {
    Visitor clerk = desk.signedIn("clerk").get("/day.csv?site=eastside&day=2026-06-10");
    assertThat(clerk.header("Content-Type")).startsWith("text/csv");
    assertThat(clerk.body().lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("2026-06-10T10:00-07:00,2026-06-10T10:")
        .contains("\"Sample1, Ada\",Dr. lee,return visit,in person", visit.id() + ",booked,0,");
    assertThat(desk.signedIn("northclerk").get("/day.csv?site=eastside").status()).isEqualTo(404);
    assertThat(desk.signedIn("northclerk").get("/day?site=eastside").status()).isEqualTo(404);
    assertThat(clerk.get("/day.csv?day=never").status()).isEqualTo(422);
  }
}
