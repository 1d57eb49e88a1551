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
import tools.jackson.databind.JsonNode;

/** Terms of contracts in a browser, and as JSON: adopted, relieved, judged, read by both sides. */
class TermBrowserTest {
  private static Chromium chromium;
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    world = DeskWorld.eastside();
    world.site("north");
    for (int n = 0; n < 10; n++) {
      world.clinician("c" + n, "eastside");
      world.week("c" + n, "eastside", "2026-06-08");
    }
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("boss", false, List.of(), Role.CLINIC_MANAGER)
            .account("manager", false, List.of("eastside"), Role.CLINIC_MANAGER)
            .account("analyst", false, List.of(), Role.UNION_ANALYST);
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
  void aTermIsAdoptedRelievedAndReadByBothSides() {
    Page boss = chromium.signedIn(desk, "boss", Chromium.window(desk).setJavaScriptEnabled(false));
    boss.navigate("/contract");
    boss.getByText("Terms of the contract, and how they are kept").click();
    assertThat(boss.locator(".finding")).containsText("Nothing applies before one is adopted.");
    assertThat(boss.locator("main")).containsText("Southern California contract");
    press(boss, "Adopt this term");
    assertThat(boss.locator(".problems")).containsText("Choose what the term is about.");
    boss.getByLabel("What is it about?").selectOption("PROTECTED_HOURS_WEEK");
    boss.getByLabel("Where does it hold?").selectOption("all");
    boss.getByLabel("How much?").fill("5");
    boss.getByLabel("From which Monday?").fill("2026-06-09");
    boss.getByLabel("Judged over how many weeks? (can be left out)").fill("1");
    boss.getByLabel("Hire after how many months missed? (can be left out)").fill("3");
    boss.getByLabel("Where is it written?").fill("the contract of these tests");
    press(boss, "Adopt this term");
    assertThat(boss.locator(".problems")).containsText("is no Monday");
    boss.getByLabel("From which Monday?").fill("2026-06-08");
    press(boss, "Adopt this term");
    assertThat(boss.getByRole(AriaRole.STATUS)).containsText("The term is adopted.");
    assertThat(boss.locator("tbody").first()).containsText("not judged yet: too few weeks");
    boss.context().close();

    String block =
        world
            .store()
            .texts(
                "select id::text from block where clinician_id = 'c3' and day = '2026-06-24' and purpose = 'PROTECTED'")
            .getFirst();
    Visitor manager = desk.signedIn("manager");
    manager.get("/clinicians/c3/day?day=2026-06-24");
    manager.post(
        "/clinicians/c3/day/remove",
        "block",
        block,
        "version",
        "1",
        "reason-" + block,
        "one more group",
        "site",
        "eastside",
        "day",
        "2026-06-24");
    assertThat(manager.text()).contains("less protected time in a week than the contract");

    desk.clock.forward(Duration.ofDays(7));
    Page seen = chromium.signedIn(desk, "analyst", Chromium.window(desk));
    seen.navigate("/contract-terms");
    assertThat(seen.locator("tbody").first())
        .containsText("kept in 100% (76 to 100) of 12 weeks of clinicians");
    assertThat(seen.locator("main")).not().containsText("Adopt this term");
    assertThat(seen.locator("main")).not().containsText("Entered by");
    assertThat(seen.locator("main")).not().containsText("boss");
    Chromium.isGoodEverywhere(seen);
    seen.getByText("kept in 100%").click();
    assertThat(seen.locator("main")).containsText("The definition");
    seen.context().close();

    Page here = chromium.signedIn(desk, "manager", Chromium.window(desk));
    here.navigate("/contract-terms");
    assertThat(here.locator("main")).not().containsText("Adopt a term");
    here.getByLabel("Of which term?")
        .selectOption(here.locator("#reliefTerm option").last().getAttribute("value"));
    here.getByLabel("At which clinic?").selectOption("eastside");
    here.getByLabel("First day of the relief").fill("2026-06-10");
    here.getByLabel("Last day of the relief").fill("2026-06-11");
    here.getByLabel("Why is there relief?").selectOption("leave");
    press(here, "Note the relief");
    assertThat(here.locator(".problems")).containsText("Say what happened");
    here.getByLabel("What happened?").fill("two long leaves");
    press(here, "Note the relief");
    assertThat(here.locator("tbody").first()).containsText("week of June 8, 2026, long leaves");
    Chromium.isGoodEverywhere(here);
    press(here, "Take back the relief of June 10, 2026 to June 11, 2026");
    assertThat(here.locator("tbody").first()).containsText("none");
    assertThat(here.getByText("kept in 100%"))
        .hasAttribute("href", "/figures/protected-time-kept?site=eastside");
    here.context().close();

    String token =
        desk.server
            .context()
            .getBean(AccountTokens.class)
            .create("analyst", "the test", 1, desk.server.accounts().find("analyst").orElseThrow());
    Visitor api = desk.visitor().get("/api/v1/contract-terms", "Authorization", "Bearer " + token);
    JsonNode eastside = org.duecourse.io.Json.read("terms", api.body()).get("terms").get(0);
    assertThat(eastside.get("site").asString()).isEqualTo("eastside");
    assertThat(eastside.get("verdict").asString()).isEqualTo("MET");
    assertThat(eastside.get("part").asDouble()).isEqualTo(12);
    assertThat(eastside.get("missedSince").isNull()).isTrue();
    assertThat(desk.signedIn("manager").get("/contract-terms").status()).isEqualTo(200);
  }
}
