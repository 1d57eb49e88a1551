package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.duecourse.desk.Visit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The boards over the desk's own records: twelve return visits of June, nine of them in their
 * window, and one order without a visit.
 */
class BoardPagesTest {
  private static Chromium chromium;
  private static DeskWorld world;
  private static RunningDesk desk;
  private static Visit late;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    world = DeskWorld.eastside();
    world.site("north");
    for (int n = 0; n < 12; n++) {
      boolean inTime = n < 9;
      String day = LocalDate.of(2026, 6, 9).plusDays(n % 4).toString();
      String order =
          inTime
              ? world.returnOrder("2026-06-08", day, "2026-06-12")
              : world.returnOrder("2026-06-08", "2026-06-08", "2026-06-08");
      Visit visit =
          inTime
              ? world.booked(order, "lee", day, "%02d:00".formatted(9 + n / 4))
              : ((org.duecourse.desk.Booking.Done)
                      world.book(
                          order,
                          DeskWorld.place("cho", day, "10:00"),
                          org.duecourse.desk.SetAside.because("no place before this day")))
                  .visit();
      if (!inTime) {
        late = visit;
      }
    }
    world.returnOrder("2026-06-08", "2026-06-10", "2026-06-11");
    world.itIs("2026-06-15", "08:00");
    for (String id : world.store().texts("select id from appointment where state = 'booked'")) {
      world.desk().bookings().attend(DeskWorld.CLERK, id, 0);
    }
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("manager", false, List.of("eastside"), Role.CLINIC_MANAGER)
            .account("director", false, List.of(), Role.DIRECTOR)
            .account("analyst", false, List.of(), Role.UNION_ANALYST);
    desk.clock.forward(Duration.ofDays(7));
  }

  @AfterAll
  static void close() {
    desk.close();
    chromium.close();
  }

  @Test
  void theManagerReadsBothWaitsSideBySideAndOpensTheRows() {
    Visitor manager = desk.signedIn("manager").get("/board");
    assertThat(manager.text())
        .contains("First visits in time", "Return visits in their window")
        .contains("June 2026")
        // 9 of 12 done; the order whose window has passed unbooked is decided too: 9 of 13.
        .contains("69% (42 to 87) of 13")
        .contains("Return orders without a visit 1")
        .contains("Protected time kept, week of June 15, 2026 10 h of 10 h");
    Visitor rows = manager.get("/figures/return-lateness?site=eastside&month=2026-06");
    assertThat(rows.text())
        .contains("13 of 13 rows", late.orderId(), "The definition", "The statement")
        .contains("in window 9");
    assertThat(
            desk.store.texts(
                "select detail->>'rows' from audit where action = 'figure.read' and actor = 'manager'"))
        .containsExactly("13");
    assertThat(manager.get("/board?site=north").status()).isEqualTo(404);
    assertThat(manager.get("/figures/return-lateness?site=north").status()).isEqualTo(404);
    assertThat(manager.get("/figures/nothing").status()).isEqualTo(404);
    assertThat(manager.get("/figures/first-wait?month=June").status()).isEqualTo(422);
  }

  @Test
  void whoSeesNoPatientsSeesCountsAndNoRows() {
    Visitor director =
        desk.signedIn("director").get("/figures/return-lateness?site=eastside&month=2026-06");
    assertThat(director.text())
        .contains("in window 9", "The rows are open to who may see patients' records.")
        .doesNotContain(late.orderId());
    Visitor analyst = desk.signedIn("analyst").get("/contract");
    assertThat(analyst.text())
        .contains("Employer, union and regulator read the same figures here")
        .contains("Harbor eastside Not known", "10 h of 10 h")
        .contains("Small numbers are not shown, by cms.1-10");
    assertThat(analyst.get("/contract.csv").body().lines().toList())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("clinic,First visits in time,Return visits in their window");
    assertThat(analyst.get("/definitions/return-lateness").text())
        .contains("The definition", "One row is");
    assertThat(analyst.get("/board").status()).isEqualTo(403);
    assertThat(analyst.get("/figures/return-lateness?site=eastside").status()).isEqualTo(403);
  }

  @Test
  void theBoardsAreGoodPages() {
    Page page = chromium.signedIn(desk, "manager", Chromium.window(desk));
    for (String path :
        List.of(
            "/board",
            "/figures/return-lateness?site=eastside&month=2026-06",
            "/contract",
            "/definitions/first-wait")) {
      page.navigate(path);
      Chromium.isGoodEverywhere(page);
    }
    page.context().close();
  }

  @Test
  void anEmptyDeskSaysThatThereIsNothingToCount() {
    try (RunningDesk empty =
        RunningDesk.empty()
            .site("eastside", "Eastside", "America/Los_Angeles")
            .account("manager", Role.CLINIC_MANAGER)) {
      Visitor manager = empty.signedIn("manager").get("/board");
      assertThat(manager.text()).contains("There is nothing to count yet.");
      assertThat(manager.get("/contract").text()).contains("There is nothing to count yet.");
      assertThat(manager.get("/figures/first-wait").status()).isEqualTo(404);
    }
  }
}
