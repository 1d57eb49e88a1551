package org.duecourse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The desk's pages as a scheduler and a therapist use them in a browser. */
class DeskBrowserTest {
  private static Chromium chromium;
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    world = DeskWorld.eastside();
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER);
    desk.clinicianAccount("lee", Role.THERAPIST);
  }

  @AfterAll
  static void close() {
    desk.close();
    chromium.close();
  }

  private static Page signedIn(String login, Browser.NewContextOptions options) {
    Page page = chromium.page(options);
    page.navigate("/sign-in");
    page.getByLabel("Login").fill(login);
    page.getByLabel("Password").fill(RunningDesk.PASSWORD);
    press(page, "Sign in");
    return page;
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  @Test
  @Tag("heavy")
  void aSchedulerBooksMovesAndCancels() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    Page page = signedIn("clerk", Chromium.window(desk));
    Chromium.Heard heard = Chromium.listen(page);
    Chromium.isGoodEverywhere(page);
    page.getByRole(AriaRole.NAVIGATION).getByText("Orders to book").click();
    Chromium.isGoodEverywhere(page);
    page.getByText(order, new Page.GetByTextOptions().setExact(true)).click();
    page.getByText("Find a time").click();
    assertThat(page.locator("input[type=radio]:checked")).hasCount(0);
    Chromium.isGoodEverywhere(page);
    press(page, "Hold and check");
    assertThat(page.locator(".problems")).isFocused();
    assertThat(page.locator(".problems")).containsText("Choose one of the times.");
    Chromium.hasNoFaults(page);
    page.locator("input[type=radio]").first().check();
    press(page, "Hold and check");
    assertThat(page.locator("h1")).hasText("Check the visit");
    Chromium.isGoodEverywhere(page);
    press(page, "Keep 10 more minutes");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The place is kept until");
    press(page, "Book this visit");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Booked: V-");
    Chromium.isGoodEverywhere(page);
    page.getByText("Move", new Page.GetByTextOptions().setExact(true)).click();
    page.locator("input[type=radio]").last().check();
    page.getByLabel("Who asks for the move").selectOption("PATIENT:time");
    Chromium.isGoodEverywhere(page);
    press(page, "Move the visit");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Moved to");
    page.getByText("Cancel", new Page.GetByTextOptions().setExact(true)).click();
    press(page, "Cancel this visit");
    assertThat(page.locator(".problems")).containsText("Choose who cancels");
    page.getByLabel("The patient asked for it").check();
    page.getByLabel("Why?").selectOption("illness");
    Chromium.isGoodEverywhere(page);
    press(page, "Cancel this visit");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The order is open again");
    page.getByRole(AriaRole.NAVIGATION).getByText("Day").click();
    Chromium.isGoodEverywhere(page);
    page.getByRole(AriaRole.NAVIGATION).getByText("Week").click();
    Chromium.isGoodEverywhere(page);
    page.getByRole(AriaRole.NAVIGATION).getByText("People").click();
    page.getByLabel("Beginning of a name").fill("Sam");
    press(page, "Look for");
    Chromium.isGoodEverywhere(page);
    page.locator("tbody a").first().click();
    Chromium.isGoodEverywhere(page);
    page.getByText("Order a visit").click();
    Chromium.isGoodEverywhere(page);
    assertThat(heard.console())
        .noneMatch(line -> line.startsWith("error") && !line.contains("422"));
    assertThat(heard.asked()).allMatch(url -> url.startsWith(desk.server.address().toString()));
    page.context().close();
    world.nothingIsBroken();
  }

  @Test
  void theKeyboardAloneBooksWithoutScripts() {
    String order = world.returnOrder("2026-06-10", "2026-06-11", "2026-06-12");
    Page page = signedIn("clerk", Chromium.window(desk).setJavaScriptEnabled(false));
    page.navigate("/orders/" + order + "/book");
    page.locator("input[type=radio]").first().focus();
    page.keyboard().press("Space");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Check the visit");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Book this visit")).focus();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Booked: V-");
    page.context().close();
  }

  @Test
  void aTimeTakenMeanwhileHasTheFocusAndASessionThatEndedKeepsTheChoice() {
    String mine = world.returnOrder("2026-06-10", "2026-06-11", "2026-06-12");
    String theirs = world.returnOrder("2026-06-10", "2026-06-11", "2026-06-12");
    Page page = signedIn("clerk", Chromium.window(desk));
    page.navigate("/orders/" + mine + "/book");
    String place = page.locator("input[type=radio]").first().getAttribute("value");
    String[] parts = place.split("~");
    desk.server
        .desk()
        .bookings()
        .hold(
            DeskWorld.CLERK,
            theirs,
            0,
            new org.duecourse.desk.Place(
                parts[0],
                parts[1],
                java.time.Instant.parse(parts[2]),
                org.duecourse.booking.Mode.IN_PERSON,
                null),
            null,
            null);
    page.locator("input[type=radio]").first().check();
    press(page, "Hold and check");
    assertThat(page.locator("main .notice")).containsText("has just been taken");
    assertThat(page.locator("main .notice")).isFocused();
    Chromium.isGoodEverywhere(page);
    page.locator("input[type=radio]").first().check();
    desk.store
        .owner()
        .useHandle(
            handle ->
                handle.execute("delete from duecourse.web_session where principal_name = 'clerk'"));
    press(page, "Hold and check");
    assertThat(page.getByText("Your session has ended")).isVisible();
    page.getByLabel("Login").fill("clerk");
    page.getByLabel("Password").fill(RunningDesk.PASSWORD);
    press(page, "Sign in");
    assertThat(page.locator("h1")).hasText("What you typed is kept");
    Chromium.isGoodEverywhere(page);
    press(page, "Send it now");
    assertThat(page.locator("h1")).hasText("Check the visit");
    page.context().close();
    world.nothingIsBroken();
  }

  @Test
  void aClinicianMakesACalendarLink() {
    Page page = signedIn("lee", Chromium.window(desk));
    page.getByRole(AriaRole.NAVIGATION).getByText("Calendar link").click();
    press(page, "Make a link");
    assertThat(page.locator(".secret")).containsText("/feed/");
    Chromium.isGoodEverywhere(page);
    page.context().close();
  }
}
