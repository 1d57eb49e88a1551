package org.duecourse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.duecourse.io.Json;
import org.duecourse.worklist.ContractTerm;
import org.duecourse.worklist.ContractTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Protected time in a browser: the week, and a swap from the proposal to the clinician's word. */
class ProtectedBrowserTest {
  private static Chromium chromium;
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    world = DeskWorld.eastside();
    world.site("north");
    ContractTerms.over(world.desk())
        .adopt(
            DeskWorld.MANAGER,
            new ContractTerms.NewTerm(
                ContractTerm.Kind.PROTECTED_HOURS_WEEK,
                "eastside",
                5,
                13,
                null,
                2,
                LocalDate.of(2026, 6, 8),
                "the contract of these tests"));
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("manager", false, List.of("eastside"), Role.CLINIC_MANAGER)
            .account("northmanager", false, List.of("north"), Role.CLINIC_MANAGER)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER)
            .clinicianAccount("lee", Role.THERAPIST)
            .clinicianAccount("cho", Role.THERAPIST);
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
  void aManagerProposesAndTheClinicianAgreesWithoutScripts() {
    Page manager =
        chromium.signedIn(desk, "manager", Chromium.window(desk).setJavaScriptEnabled(false));
    manager.navigate("/protected");
    assertThat(manager.locator(".finding"))
        .containsText("Every clinician has the protected time that the contract asks for.");
    assertThat(manager.locator("tbody").first()).containsText("60/0");
    manager.getByText("Propose a swap").click();
    press(manager, "See old and new side by side");
    assertThat(manager.locator(".problems")).containsText("Choose whose time it is.");
    manager.getByLabel("Whose time is it?").selectOption("lee");
    manager.getByLabel("Day", new Page.GetByLabelOptions().setExact(true)).fill("2026-06-10");
    manager.getByLabel("From", new Page.GetByLabelOptions().setExact(true)).fill("17:00");
    manager.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("18:00");
    manager.getByLabel("What is it for then?").selectOption("RETURN");
    manager.getByLabel("Day in its place").fill("2026-06-10");
    manager.getByLabel("Beginning in its place").fill("12:00");
    manager.getByLabel("Why?").fill("three people wait past their limit");
    press(manager, "See old and new side by side");
    assertThat(manager.locator(".problems")).containsText("time then that cannot be given: break");
    manager.getByLabel("Day in its place").fill("2026-06-11");
    manager.getByLabel("Beginning in its place").fill("15:00");
    press(manager, "See old and new side by side");
    assertThat(manager.locator("tbody"))
        .containsText("June 10, 2026, 5:00 p.m. to 6:00 p.m.Protected timeReturn visits");
    assertThat(manager.locator("tbody"))
        .containsText("June 11, 2026, 3:00 p.m. to 4:00 p.m.Return visitsProtected time");
    press(manager, "Propose this swap");
    assertThat(manager.getByRole(AriaRole.STATUS))
        .containsText("Nothing changes before both agree.");
    assertThat(manager.locator(".finding")).containsText("Waits for the clinician.");
    assertThat(manager.getByText("Agree to this swap")).hasCount(0);
    String address = manager.url();
    manager.context().close();

    Visitor cho = desk.signedIn("cho");
    assertThat(cho.get(address.substring(address.indexOf("/swaps"))).status()).isEqualTo(404);
    assertThat(desk.signedIn("clerk").get("/protected").status()).isEqualTo(403);

    Page lee = chromium.signedIn(desk, "lee", Chromium.window(desk));
    lee.navigate("/protected");
    assertThat(lee.locator(".finding"))
        .containsText("5 h of protected time; the contract asks for 5 h.");
    Chromium.isGoodEverywhere(lee);
    lee.getByText("Open", new Page.GetByTextOptions().setExact(true)).click();
    Chromium.isGoodEverywhere(lee);
    press(lee, "Refuse this swap");
    assertThat(lee.locator(".problems")).containsText("Say why, in 5 to 200 characters.");
    press(lee, "Agree to this swap");
    assertThat(lee.getByRole(AriaRole.STATUS)).containsText("the time has changed");
    assertThat(lee.locator(".finding")).containsText("Agreed, to be given back.");
    lee.navigate("/protected/swap?site=eastside&day=2026-06-12");
    Chromium.isGoodEverywhere(lee);
    lee.navigate("/protected");
    assertThat(lee.locator("tbody").first()).containsText("1 h taken, 1 h given back");
    assertThat(lee.locator("tbody").first()).containsText("0/0");
    assertThat(lee.locator("tbody").first()).containsText("120/0");
    lee.navigate("/day?site=eastside&day=2026-06-10");
    assertThat(lee.locator("main"))
        .containsText("Dr. lee: protected time of 5:00 p.m. to 6:00 p.m. moved to June 11, 2026");
    lee.navigate("/week?site=eastside&day=2026-06-10");
    assertThat(lee.locator("main"))
        .containsText("3:00 p.m. to 4:00 p.m. is protected in place of time on June 10, 2026.");
    Chromium.isGoodEverywhere(lee);
    lee.context().close();
    JsonNode week = json("lee", "protected-weeks?day=2026-06-10").get("weeks");
    assertThat(week.size()).isEqualTo(1);
    assertThat(week.get(0).get("due").asInt()).isEqualTo(300);
    assertThat(week.get(0).get("days").get(3).get("kept").asInt()).isEqualTo(120);
    assertThat(json("manager", "protected-weeks").get("weeks").size()).isEqualTo(2);
    JsonNode swap = json("lee", "swaps").get("swaps").get(0);
    assertThat(swap.get("state").asString()).isEqualTo("open");
    assertThat(swap.get("takenFrom").get("at").asString()).startsWith("2026-06-10T17:00");
    assertThat(json("cho", "swaps").get("swaps").size()).isZero();
  }

  private static JsonNode json(String login, String path) {
    String token =
        desk.server
            .context()
            .getBean(AccountTokens.class)
            .create(login, "the test", 1, desk.server.accounts().find(login).orElseThrow());
    return Json.read(
        path, desk.visitor().get("/api/v1/" + path, "Authorization", "Bearer " + token).body());
  }

  @Test
  void otherClinicsSeeNothing() {
    Visitor north = desk.signedIn("northmanager");
    assertThat(north.get("/protected?site=eastside").status()).isEqualTo(404);
    assertThat(north.get("/protected/swap?site=eastside").status()).isEqualTo(404);
    assertThat(north.get("/swaps/1").status()).isEqualTo(404);
    assertThat(north.get("/swaps/none").status()).isEqualTo(404);
    assertThat(north.get("/protected?day=June").status()).isEqualTo(422);
  }
}
