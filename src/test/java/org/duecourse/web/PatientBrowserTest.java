package org.duecourse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A patient answers an offer on a telephone, by keyboard, without scripts, in a hurry. */
class PatientBrowserTest {
  private static Chromium chromium;
  private static DeskWorld world;
  private static RunningDesk desk;
  private static Offers offers;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    world = DeskWorld.eastside();
    world.itIs("2026-06-08", "09:00");
    desk = RunningDesk.on(world.store(), settings -> settings).account("root", Role.ADMINISTRATOR);
    offers = new Offers(world);
  }

  @AfterAll
  static void close() {
    desk.close();
    chromium.close();
  }

  @AfterEach
  void nothingIsBroken() {
    world.nothingIsBroken();
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  @Test
  void aPatientBooksAndAsksForEarlierTimes() {
    String token = offers.inWeek(0).getFirst();
    Page page = chromium.page(Chromium.window(desk));
    Chromium.Heard heard = Chromium.listen(page);
    page.navigate("/offer/" + token);
    assertThat(page.locator("h1")).hasText("We can offer you a visit");
    assertThat(page.locator("input[type=radio]:checked")).hasCount(0);
    Chromium.isGoodEverywhere(page);
    press(page, "Continue");
    assertThat(page.locator(".problems")).isFocused();
    assertThat(page).hasTitle("Error: We can offer you a visit");
    page.getByLabel("No, this does not suit me").check();
    press(page, "Continue");
    assertThat(page.locator(".problems")).containsText("Choose why it does not suit you");
    assertThat(page.getByLabel("No, this does not suit me")).isChecked();
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Yes, book this visit").check();
    press(page, "Continue");
    assertThat(page.locator("h1")).hasText("Your visit is booked");
    Chromium.isGoodEverywhere(page);
    press(page, "Tell me if an earlier time opens");
    assertThat(page.getByText("We tell you if an earlier time opens.")).isVisible();
    Chromium.isGoodEverywhere(page);
    assertThat(heard.console())
        .noneMatch(line -> line.startsWith("error") && !line.contains("422"));
    assertThat(heard.asked()).allMatch(url -> url.startsWith(desk.server.address().toString()));
    assertThat(page.context().cookies()).as("nothing is kept in the browser").isEmpty();
    page.context().close();
  }

  @Test
  void aPatientSaysNoInSpanishByKeyboardOnASmallScreenWithoutScripts() {
    String token = offers.inWeek(1, offers.spanishPatient()).getFirst();
    Page page =
        chromium.page(Chromium.window(desk).setJavaScriptEnabled(false).setViewportSize(320, 640));
    page.navigate("/offer/" + token);
    assertThat(page.locator("html")).hasAttribute("lang", "es-US");
    assertThat(page.locator("h1")).hasText("Podemos ofrecerle una cita");
    Locator yes = page.getByLabel("Sí, reservar esta cita");
    // Skip link, the way out, the other language, help: whatever is before it is passed by Tab.
    int tabs = 0;
    while (tabs < 12 && page.locator("input[type=radio]:focus").count() == 0) {
      page.keyboard().press("Tab");
      tabs++;
    }
    assertThat(page.locator("input[type=radio]:focus")).hasCount(1);
    assertThat(yes).isFocused();
    page.keyboard().press("ArrowUp");
    assertThat(page.getByLabel("No, no me conviene")).isChecked();
    page.keyboard().press("Tab");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Usted dijo que no a esta hora");
    assertThat(page.getByText("La razón que anotamos: La hora.")).isVisible();
    page.context().close();
  }

  @Test
  void whoLeavesInAHurryFindsAnotherPageAndNoWayBack() {
    String token = offers.inWeek(2).getFirst();
    Page page = chromium.page(Chromium.window(desk));
    page.route(
        "https://www.weather.gov/**",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setBody("<title>Sun</title><p>Sun</p>")));
    page.navigate("/sign-in");
    page.navigate("/offer/" + token);
    page.getByLabel("Yes, book this visit").check();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Exit this page")).click();
    page.waitForURL("https://www.weather.gov/");
    page.goBack();
    assertThat(page.url()).endsWith("/sign-in");
    assertThat(world.desk().earlierTimes().byToken(token).open()).isTrue();
    page.context().close();
  }

  @Test
  void aLinkThatOpensNothingSaysWhatToDo() {
    Page page = chromium.page(Chromium.window(desk));
    page.navigate("/offer/nothing");
    assertThat(page.locator("h1")).hasText("This link does not open an offer");
    Chromium.isGoodEverywhere(page);
    page.getByText("Español").click();
    assertThat(page.locator("h1")).hasText("Este enlace no abre ninguna oferta");
    page.context().close();
  }

  @Test
  void anAdministratorKeepsCalendarLinks() {
    Page page = chromium.page(Chromium.window(desk));
    page.navigate("/sign-in");
    page.getByLabel("Login").fill("root");
    page.getByLabel("Password").fill(RunningDesk.PASSWORD);
    press(page, "Sign in");
    page.getByRole(AriaRole.NAVIGATION).getByText("Calendar links").click();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make a link"))
        .first()
        .click();
    assertThat(page.locator(".secret")).containsText("/feed/");
    Chromium.isGoodEverywhere(page);
    page.context().close();
  }
}
