package org.duecourse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.duecourse.cli.DemoDesk;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Role;
import org.duecourse.store.TestStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's strike day at Eastside, a clinic of Harbor, played through from the notice to the
 * evening report, on the pages and with the records of {@code duecourse demo}.
 */
@Tag("heavy")
class StrikeDayBrowserTest {
  private static final String STRIKE = "2026-06-23";

  @TempDir private Path folder;

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .first()
        .click();
  }

  private static void passUntil(Page page, String when) {
    page.navigate("/demo");
    page.getByLabel(when).check();
    // Two weeks of what the desk does by itself take some seconds.
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go on"))
        .click(new Locator.ClickOptions().setTimeout(60_000));
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("It is ");
  }

  @Test
  void aStrikeDayAtEastsideFromTheNoticeToTheEveningReport() {
    TestStore store = TestStore.fresh();
    DemoDesk.fill(
        Desk.over(store.jdbi(), InstantSource.fixed(RunningDesk.START)),
        Path.of("examples/harbor"),
        LocalDate.of(2026, 6, 8));
    try (Chromium chromium = new Chromium();
        RunningDesk desk = RunningDesk.demo(store, folder.resolve("clock"))) {
      desk.account("manager", true, List.of(), Role.CLINIC_MANAGER)
          .account("scheduler", true, List.of(), Role.SCHEDULER);
      Page manager = chromium.signedIn(desk, "manager", Chromium.window(desk));
      assertThat(manager.locator("main")).containsText("a strike day, step by step");
      manager.navigate("/demo");
      assertThat(manager.locator("main")).containsText("Nothing is announced at");
      assertThat(manager.locator("main")).containsText("is away on " + STRIKE);
      Chromium.isGoodEverywhere(manager);
      notice(manager);
      plan(manager);
      Page scheduler = chromium.signedIn(desk, "scheduler", Chromium.window(desk));
      tell(scheduler);
      morning(manager, store);
      evening(manager, store);
      assertThat(desk.server.desk().sweep().run())
          .satisfies(
              swept -> {
                assertThat(swept.orphans()).isZero();
                assertThat(swept.overlaps()).isZero();
              });
      manager.context().close();
      scheduler.context().close();
    } finally {
      store.close();
    }
  }

  private static void notice(Page page) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Absences").setExact(true))
        .last()
        .click();
    page.getByLabel("Who is away?").selectOption("everybody");
    page.getByLabel("First day").fill(STRIKE);
    page.getByLabel("From (can").fill("08:00");
    page.getByLabel("Last day").fill(STRIKE);
    page.getByLabel("Until (can").fill("16:00");
    page.getByLabel("Why?").selectOption("strike");
    press(page, "See whom it displaces");
    assertThat(page.locator(".finding")).containsText("visits are displaced");
    press(page, "Announce it and plan the moves");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("wait for a plan");
    assertThat(page.locator("main")).containsText("Entered 14 days before it begins.");
  }

  private static void plan(Page page) {
    page.getByLabel("Places of each clinic").fill("1");
    press(page, "Make a plan of least harm");
    assertThat(page.locator("h1")).hasText("Draft of a plan");
    assertThat(page.locator("main")).containsText("No plan does less harm");
    press(page, "Keep");
    press(page, "Ask the clinician");
    assertThat(page.locator("main")).containsText("the clinician is asked");
    page.getByText("Check these changes").click();
    press(page, "Approve the plan as it stands");
    press(page, "Move these visits");
    assertThat(page.locator("h1")).hasText("Plan, applied");
  }

  private static void tell(Page page) {
    page.navigate("/tasks?site=eastside");
    Locator links = page.getByText("Note what they say");
    assertThat(links.count()).isPositive();
    links.first().click();
    page.getByLabel("Agrees with it").check();
    press(page, "Note this");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("agreed to the new time");
  }

  private static void morning(Page page, TestStore store) {
    passUntil(page, "The strike");
    assertThat(page.locator(".finding")).containsText("8:00");
    page.navigate("/day?site=eastside&day=" + STRIKE);
    Chromium.isGoodEverywhere(page);
    assertThat(
            store.texts(
                """
                select a.id from appointment a join absence x on x.kind = 'strike' and a.during && x.during
                  and a.site_id = x.site_id where a.state = 'booked'
                """))
        .as("no visit stands in the strike any more")
        .isEmpty();
    page.navigate("/tasks?site=eastside");
    assertThat(page.locator("main")).containsText("Book again");
  }

  private static void evening(Page page, TestStore store) {
    passUntil(page, "Its evening");
    page.navigate("/demo");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("The report").setExact(true))
        .click();
    assertThat(page.locator("h1")).containsText("Report of");
    Chromium.isGoodEverywhere(page);
    page.getByRole(
            AriaRole.LINK,
            new Page.GetByRoleOptions().setName(java.util.regex.Pattern.compile("June 23")))
        .click();
    assertThat(page.locator("main")).containsText("never changed since");
    assertThat(store.texts("select day::text from strike_report")).containsExactly(STRIKE);
    passUntil(page, "A week on");
    assertThat(store.texts("select day::text from strike_report order by day limit 1"))
        .containsExactly(STRIKE);
  }

  @Test
  void noOtherDeskHasAClockThatCanBeMoved() {
    try (RunningDesk desk = RunningDesk.empty()) {
      desk.account("manager", Role.CLINIC_MANAGER);
      Instant before = desk.server.desk().clock().instant();
      assertThat(desk.signedIn("manager").get("/demo").status()).isEqualTo(404);
      assertThat(desk.signedIn("manager").get("/").post("/demo/time", "to", "week").status())
          .isEqualTo(404);
      assertThat(desk.server.desk().clock().instant()).isEqualTo(before);
    }
  }
}
