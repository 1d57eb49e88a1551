package org.duecourse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The crisis service in a browser: a call, the first contact, the visit after it, and who answers.
 */
class CrisisBrowserTest {
  private static Chromium chromium;
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    world = DeskWorld.eastside();
    world.site("north");
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER)
            .account("osei", false, List.of("eastside"), Role.CRISIS_CLINICIAN)
            .account("manager", false, List.of("eastside"), Role.CLINIC_MANAGER)
            .account("northmanager", false, List.of("north"), Role.CLINIC_MANAGER);
  }

  @AfterAll
  static void close() {
    world.nothingIsBroken();
    desk.close();
    chromium.close();
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .first()
        .click();
  }

  @Test
  void aCallIsAnsweredAndTheVisitAfterItOrdered() {
    Page clerk = chromium.signedIn(desk, "clerk", Chromium.window(desk));
    clerk.navigate("/crisis");
    Chromium.isGoodEverywhere(clerk);
    press(clerk, "Enter the request");
    assertThat(clerk.locator(".problems")).containsText("Choose how it came");
    clerk.getByLabel("Or how to call back").fill("Sam, 555-0142");
    clerk.getByLabel("How it came").selectOption("phone");
    clerk.getByLabel("Emergency: within 4 hours").check();
    press(clerk, "Enter the request");
    assertThat(clerk.getByRole(AriaRole.STATUS)).containsText("Its clock runs.");
    assertThat(clerk.locator(".finding")).containsText("1 person waits, none past the clock.");
    assertThat(clerk.locator("tbody")).not().containsText("Spoken with");
    clerk.context().close();

    String patient = world.patient();
    desk.clock.forward(Duration.ofMinutes(10));
    Page osei = chromium.signedIn(desk, "osei", Chromium.window(desk));
    osei.navigate("/crisis");
    Chromium.isGoodEverywhere(osei);
    press(osei, "Spoken with");
    assertThat(osei.locator("tbody")).containsText("by osei");
    osei.getByLabel("Reference of the person", new Page.GetByLabelOptions().setExact(true))
        .fill(patient);
    press(osei, "This is the person");
    assertThat(osei.locator("tbody")).containsText("Ada");
    osei.getByLabel("Visit after it with").selectOption("lee");
    press(osei, "Order the visit after it");
    assertThat(osei.locator("tbody")).containsText("visit after it");
    press(osei, "Handed over");
    assertThat(osei.locator(".problems")).containsText("a transfer without an answer is not warm");
    press(osei, "Seen");
    assertThat(osei.locator(".finding")).containsText("Nobody waits.");
    assertThat(osei.locator("main"))
        .containsText("1, of whom 1 answered in the clock's time, 0 late or overdue, 0 open.");
    osei.context().close();
  }

  @Test
  void aGapIsSeenAndAManagerNamesSomebodyWithoutScripts() {
    Page page =
        chromium.signedIn(desk, "manager", Chromium.window(desk).setJavaScriptEnabled(false));
    page.navigate("/cover?site=eastside&day=2026-06-16");
    assertThat(page.locator(".finding")).containsText("5 times in this week without anybody.");
    page.getByLabel("Who answers").selectOption("cho");
    page.getByLabel("Day", new Page.GetByLabelOptions().setExact(true)).fill("2026-06-16");
    page.getByLabel("From").fill("09:00");
    page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("18:00");
    page.getByLabel("By telephone").check();
    press(page, "Name this person");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The person is named.");
    assertThat(page.locator(".finding")).containsText("4 times");
    page.context().close();
    Page seen = chromium.signedIn(desk, "clerk", Chromium.window(desk));
    seen.navigate("/cover?site=eastside&day=2026-06-16");
    assertThat(seen.locator("main")).containsText("9:00 a.m. to 6:00 p.m.: Dr. cho");
    assertThat(seen.locator("main")).not().containsText("Name somebody");
    Chromium.isGoodEverywhere(seen);
    seen.context().close();
  }

  @Test
  void otherClinicsSeeNothing() {
    Visitor north = desk.signedIn("northmanager");
    assertThat(north.get("/crisis?site=eastside").status()).isEqualTo(404);
    assertThat(north.get("/cover?site=eastside").status()).isEqualTo(404);
  }
}
