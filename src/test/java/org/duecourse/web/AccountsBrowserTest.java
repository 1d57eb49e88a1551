package org.duecourse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in, setting up and keeping accounts, as people with a browser do it. */
class AccountsBrowserTest {
  private static Chromium chromium;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    desk =
        RunningDesk.empty()
            .site("eastside", "Eastside", "America/Los_Angeles")
            .site("harbor", "Harbor", "America/Los_Angeles")
            .account("root", Role.ADMINISTRATOR)
            .account("lee", Role.THERAPIST);
  }

  @AfterAll
  static void close() {
    desk.close();
    chromium.close();
  }

  private static Page visit(Browser.NewContextOptions options, String path) {
    Page page = chromium.page(options);
    page.navigate(path);
    return page;
  }

  private static Page signedIn(String login) {
    Page page = visit(Chromium.window(desk), "/sign-in");
    page.getByLabel("Login").fill(login);
    page.getByLabel("Password").fill(RunningDesk.PASSWORD);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    return page;
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
  }

  @Test
  void aWrongPasswordIsSaidOnTopWithTheFocusAndTheLoginIsKept() {
    Page page = visit(Chromium.window(desk), "/sign-in");
    assertThat(page).hasTitle("Sign in – Duecourse");
    assertThat(page.getByLabel("Login")).isFocused();
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Login").fill("lee");
    page.getByLabel("Password").fill("not this one");
    press(page, "Sign in");
    assertThat(page).hasTitle("Error: Sign in – Duecourse");
    assertThat(page.locator(".problems")).isFocused();
    assertThat(page.getByLabel("Login")).hasValue("lee");
    assertThat(page.getByLabel("Password")).hasValue("");
    Chromium.isGoodEverywhere(page);
    page.locator(".problems a").click();
    assertThat(page.getByLabel("Login")).isFocused();
    page.getByLabel("Password").fill(RunningDesk.PASSWORD);
    press(page, "Sign in");
    assertThat(page.locator("h1")).hasText("Home");
    assertThat(page.locator(".who")).containsText("Colleague lee, therapist");
    page.context().close();
  }

  @Test
  void theKeyboardAloneSignsInAndOutInReadingOrder() {
    Page page = visit(Chromium.window(desk), "/sign-in");
    page.keyboard().type("lee");
    page.keyboard().press("Tab");
    page.keyboard().type(RunningDesk.PASSWORD);
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Home");
    page.keyboard().press("Tab");
    assertThat(page.locator(":focus")).hasText("Skip to the page");
    page.keyboard().press("Enter");
    assertThat(page.locator("#main")).isFocused();
    page.reload();
    double lastTop = -1;
    for (int stops = 0; stops < 30; stops++) {
      page.keyboard().press("Tab");
      if (Boolean.TRUE.equals(page.evaluate("document.activeElement === document.body"))) {
        break;
      }
      assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
      double top =
          ((Number) page.evaluate("document.activeElement.getBoundingClientRect().top"))
              .doubleValue();
      assertThat(top).isGreaterThanOrEqualTo(lastTop - 20);
      lastTop = top;
    }
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).focus();
    page.keyboard().press("Enter");
    assertThat(page.getByText("You are signed out.")).isVisible();
    page.context().close();
  }

  @Test
  @Tag("heavy")
  void anAdministratorMakesChangesDisablesAndEnablesAnAccount() {
    Page page = signedIn("root");
    Chromium.Heard heard = Chromium.listen(page);
    page.getByRole(AriaRole.NAVIGATION).getByText("Accounts").click();
    Chromium.isGoodEverywhere(page);
    page.getByText("Make an account").click();
    Chromium.isGoodEverywhere(page);
    press(page, "Make the account");
    assertThat(page).hasTitle("Error: Make an account – Duecourse");
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Login").fill("cho");
    page.getByLabel("Name").fill("Dr. Cho");
    page.getByLabel("Scheduler").check();
    page.getByLabel("Eastside").check();
    page.getByLabel("With a password here").check();
    press(page, "Make the account");
    assertThat(page.locator(".secret")).isVisible();
    Chromium.isGoodEverywhere(page);
    page.getByText("Go to the account cho").click();
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Clinic manager").check();
    press(page, "Save the account");
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("The account is changed.");
    press(page, "Disable the account");
    assertThat(page.locator(".finding").first()).containsText("disabled");
    press(page, "Enable the account");
    assertThat(page.locator(".finding").first()).containsText("active");
    page.getByLabel("What will use the token?").fill("Night extract");
    page.getByLabel("For how many days?").fill("1000");
    press(page, "Make a token");
    assertThat(page.locator(".problems")).containsText("1 to 400 days");
    page.getByLabel("For how many days?").fill("30");
    press(page, "Make a token");
    assertThat(page.locator(".secret")).containsText("duecourse_");
    page.getByText("Go to the account cho").click();
    Chromium.isGoodEverywhere(page);
    press(page, "Take back the token for Night extract");
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("The token is taken back.");
    page.getByRole(AriaRole.NAVIGATION).getByText("Audit").click();
    assertThat(page.locator("tbody")).containsText("token.revoke");
    page.getByLabel("Action").fill("account.");
    press(page, "Show");
    assertThat(page.locator("tbody")).containsText("account.disable");
    assertThat(page.locator("tbody")).not().containsText("token.revoke");
    Chromium.isGoodEverywhere(page);
    assertThat(heard.console())
        .noneMatch(line -> line.startsWith("error") && !line.contains("422"));
    assertThat(heard.asked()).allMatch(url -> url.startsWith(desk.server.address().toString()));
    page.context().close();
  }

  @Test
  void withoutScriptsAllIsTheSame() {
    Page page = visit(Chromium.window(desk).setJavaScriptEnabled(false), "/sign-in");
    page.getByLabel("Login").fill("root");
    page.getByLabel("Password").fill(RunningDesk.PASSWORD);
    press(page, "Sign in");
    page.getByText("Accounts").first().click();
    page.getByText("Make an account").click();
    page.getByLabel("Login").fill("noscript");
    page.getByLabel("Name").fill("No Script");
    press(page, "Make the account");
    assertThat(page.locator("h1")).hasText("The account noscript is made");
    press(page, "Sign out");
    assertThat(page.getByText("You are signed out.")).isVisible();
    page.context().close();
  }

  @Test
  void whatIsNotForARoleSaysForWhomItIs() {
    Page page = signedIn("lee");
    Chromium.isGoodEverywhere(page);
    page.navigate("/accounts");
    assertThat(page.locator("h1")).hasText("This is not for your role");
    assertThat(page.locator(".finding")).containsText("Accounts is open to: administrator.");
    Chromium.isGoodEverywhere(page);
    page.navigate("/no/such/page");
    assertThat(page.locator("h1")).hasText("Page not found");
    Chromium.isGoodEverywhere(page);
    page.context().close();
  }

  @Test
  void anIdleSessionIsToldOfBeforeItEndsAndCanBeKept() {
    Page page = chromium.page(Chromium.window(desk));
    page.clock().install();
    page.navigate("/sign-in");
    page.getByLabel("Login").fill("lee");
    page.getByLabel("Password").fill(RunningDesk.PASSWORD);
    press(page, "Sign in");
    assertThat(page.locator("h1")).hasText("Home");
    page.clock().fastForward("28:01");
    assertThat(page.getByText("Your session ends in 2 minutes")).isVisible();
    Chromium.hasNoFaults(page);
    press(page, "Stay signed in");
    assertThat(page.locator(".session")).isHidden();
    page.clock().fastForward("28:01");
    page.clock().fastForward("02:01");
    assertThat(page.getByText("Your session has ended")).isVisible();
    page.context().close();
  }

  @Test
  void theFirstAdministratorIsMadeOnAPageOfItsOwn() {
    try (RunningDesk fresh = RunningDesk.empty()) {
      String code = fresh.server.setupCode().renew().orElseThrow();
      Page page = visit(Chromium.window(fresh), "/");
      assertThat(page.locator("h1")).hasText("Make the first administrator");
      Chromium.isGoodEverywhere(page);
      press(page, "Make the administrator");
      Chromium.isGoodEverywhere(page);
      page.getByLabel("Set-up code").fill(code);
      page.getByLabel("Login").fill("first");
      page.getByLabel("Name").fill("First One");
      page.locator("#password").fill(RunningDesk.PASSWORD);
      page.locator("#passwordAgain").fill(RunningDesk.PASSWORD);
      press(page, "Make the administrator");
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("The first administrator is made.");
      page.context().close();
    }
  }
}
