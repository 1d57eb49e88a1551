package org.duecourse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A clinic set up in a browser, without scripts, and the look of each page. */
@Tag("heavy")
class SupplyBrowserTest {
  private static Chromium chromium;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    desk =
        RunningDesk.on(DeskWorld.eastside().store(), settings -> settings)
            .account("access", Role.ACCESS_MANAGER);
  }

  @AfterAll
  static void close() {
    desk.close();
    chromium.close();
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  @Test
  void theAccessManagerEntersAClinicAClinicianAndAWeek() {
    Page page = chromium.signedIn(desk, "access", Chromium.window(desk));
    page.navigate("/clinics");
    Chromium.isGoodEverywhere(page);
    page.getByText("Enter a clinic").click();
    press(page, "Enter the clinic");
    assertThat(page.locator(".problems")).isFocused();
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Reference").fill("valley");
    page.getByLabel("Name, as people call it").fill("Valley");
    page.getByLabel("Business days").selectOption("us-ca.core");
    press(page, "Enter the clinic");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The clinic is entered.");
    Chromium.isGoodEverywhere(page);
    page.getByText("Enter a clinician").click();
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Reference").fill("ray");
    page.getByLabel("Name, as patients know it").fill("Dr. Ray");
    page.getByLabel("Profession").selectOption("therapist");
    page.getByLabel("Valley").check();
    press(page, "Enter the clinician");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The clinician is entered.");
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Enter the week at Valley").click();
    press(page, "More rows");
    page.locator("#days-0").getByLabel("Tue").check();
    press(page, "Check the week");
    assertThat(page.locator(".problems")).isFocused();
    Chromium.isGoodEverywhere(page);
    page.locator("#from-0").fill("09:00");
    page.locator("#to-0").fill("12:00");
    page.locator("#purpose-0").selectOption("RETURN");
    page.locator("#modes-0").getByLabel("In person").check();
    press(page, "Check the week");
    assertThat(page.locator("h1")).hasText("Check the week");
    Chromium.isGoodEverywhere(page);
    press(page, "Keep this week");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The week is kept");
    Chromium.isGoodEverywhere(page);
    page.navigate("/clinicians/lee/week");
    Chromium.isGoodEverywhere(page);
    page.navigate("/clinicians");
    Chromium.isGoodEverywhere(page);
    page.context().close();
  }

  @Test
  void aManagerChangesOneDayAndTheWeekStays() {
    Page page = chromium.signedIn(desk, "access", Chromium.window(desk));
    page.navigate("/clinicians/lee");
    page.getByLabel("Change one day at Harbor eastside").click();
    Chromium.isGoodEverywhere(page);
    page.navigate("/clinicians/lee/day?site=eastside&day=2026-06-13");
    assertThat(page.locator("main")).containsText("No time on this day.");
    press(page, "Add this time");
    assertThat(page.locator(".problems")).containsText("Write the time as 14:00.");
    Chromium.isGoodEverywhere(page);
    page.getByLabel("From").fill("10:00");
    page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("12:00");
    page.getByLabel("What it is for").selectOption("RETURN");
    page.getByLabel("Why", new Page.GetByLabelOptions().setExact(true)).fill("backlog of May");
    press(page, "Add this time");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The time is added.");
    assertThat(page.locator("tbody")).containsText("10:00 a.m. to noon");
    Chromium.isGoodEverywhere(page);
    press(page, "Take away");
    assertThat(page.locator(".problems")).containsText("Say why");
    page.getByLabel("Why this time goes").fill("nobody needs it");
    press(page, "Take away");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The time is taken away.");
    page.context().close();
  }
}
