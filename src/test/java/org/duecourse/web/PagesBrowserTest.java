package org.duecourse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tasks, days, wishes, overrides and the audit in a browser: look, keyboard, scripts and paper. */
class PagesBrowserTest {
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
            .account("clerk", false, List.of("eastside", "north"), Role.SCHEDULER)
            .account("manager", Role.CLINIC_MANAGER)
            .account("reader", Role.COMPLIANCE);
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    world.booked(order, "lee", "2026-06-10", "10:00");
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
  @Tag("heavy")
  void everyPageIsGoodInEachOfItsStates() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    Page page = chromium.signedIn(desk, "clerk", Chromium.window(desk));
    Chromium.Heard heard = Chromium.listen(page);
    for (String address :
        List.of(
            "/tasks?site=eastside",
            "/tasks?site=north",
            "/tasks?site=eastside&show=overdue",
            "/day?day=2026-06-10",
            "/day?day=2026-06-10&view=grid",
            "/week?day=2026-06-10&view=grid",
            "/day?day=2026-11-26",
            "/orders/" + order + "/book?weekday=FRIDAY&must=yes&other=north")) {
      page.navigate(address);
      Chromium.isGoodEverywhere(page);
    }
    assertThat(heard.console()).noneMatch(line -> line.startsWith("error"));
    page.context().close();
    page = chromium.signedIn(desk, "manager", Chromium.window(desk));
    page.navigate("/orders/" + order + "/override");
    press(page, "Hold and check");
    assertThat(page.locator(".problems")).isFocused();
    Chromium.isGoodEverywhere(page);
    page.context().close();
    page = chromium.signedIn(desk, "reader", Chromium.window(desk));
    page.navigate("/audit");
    Chromium.isGoodEverywhere(page);
    page.navigate("/orders/" + order);
    Chromium.isGoodEverywhere(page);
    page.context().close();
  }

  @Test
  void aTaskIsTakenAndItsOutcomeRefusedWithTheKeyboardAloneAndWithoutScripts() {
    world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    Page page = chromium.signedIn(desk, "clerk", Chromium.window(desk).setJavaScriptEnabled(false));
    page.navigate("/tasks?site=eastside");
    page.locator("tbody button:text-is('Take')").first().focus();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("You have taken the task.");
    page.locator("tbody summary").first().focus();
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator(".problems")).containsText("Say what came of it");
    page.locator(".problems a").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("details[open] input[type=text], details[open] input:not([type])"))
        .hasCount(1);
    page.context().close();
  }

  @Test
  void pagingADayAndListingWhyNotEarlierLoadNoNewPageAndKeepTheFocus() {
    String order = world.returnOrder("2026-06-11", "2026-06-11", "2026-06-12");
    Page page = chromium.signedIn(desk, "clerk", Chromium.window(desk));
    page.navigate("/day?day=2026-06-10");
    page.evaluate("window.sameDocument = true");
    page.locator("#way-2").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).containsText("Thursday, June 11, 2026");
    assertThat(page.locator("#way-2")).isFocused();
    assertThat(page).hasTitle(java.util.regex.Pattern.compile("Thursday, June 11, 2026.*"));
    assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
    assertThat(page.url()).contains("day=2026-06-11");
    page.navigate("/orders/" + order + "/book");
    page.evaluate("window.sameDocument = true");
    page.getByText("List them").click();
    assertThat(page.locator("#earlier table")).isVisible();
    assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
    page.context().close();
  }

  @Test
  void onPaperADayHasInitialsInsteadOfNamesAndFitsOneSheet() {
    Page page = chromium.signedIn(desk, "clerk", Chromium.window(desk));
    page.navigate("/day?site=eastside&day=2026-06-10");
    assertThat(page.locator("main")).containsText("Sample1, Ada");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator("table.paper")).isVisible();
    String shown = page.locator("main").innerText();
    assertThat(shown).contains("A. S.").doesNotContain("Sample1");
    byte[] paper = page.pdf(new Page.PdfOptions().setFormat("Letter"));
    String pdf = new String(paper, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(pdf.split("/Type /Page\\b", -1).length - 1).as("sheets").isEqualTo(1);
    page.context().close();
  }
}
