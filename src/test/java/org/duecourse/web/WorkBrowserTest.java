package org.duecourse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.duecourse.worklist.ContractTerm;
import org.duecourse.worklist.ContractTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The work between visits in a browser: messages, work by hand, kinds of work, a clinician's own
 * list.
 */
class WorkBrowserTest {
  private static Chromium chromium;
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    chromium = new Chromium();
    world = DeskWorld.eastside();
    ContractTerms.over(world.desk())
        .adopt(
            DeskWorld.MANAGER,
            new ContractTerms.NewTerm(
                ContractTerm.Kind.PROTECTED_HOURS_WEEK,
                null,
                5,
                13,
                3,
                2,
                LocalDate.of(2026, 6, 8),
                "example agreement of 2026"));
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER)
            .account("manager", false, List.of("eastside"), Role.CLINIC_MANAGER)
            .clinicianAccount("lee", Role.THERAPIST);
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
  void aMessageIsEnteredHandedOverAndAnsweredFromTheOwnList() {
    String patient = world.patient();
    world.returnOrder(patient, "lee", "2026-06-22", "2026-06-24", "2026-06-30");
    Page clerk = chromium.signedIn(desk, "clerk", Chromium.window(desk));
    clerk.navigate("/inbox");
    assertThat(clerk.locator(".finding")).containsText("Every message is answered.");
    press(clerk, "Enter the message");
    assertThat(clerk.locator(".problems")).containsText("Choose how it came");
    clerk.getByLabel("Reference of the person").fill(patient);
    clerk.getByLabel("How did it come?").selectOption("voicemail");
    clerk.getByLabel("What is it about?").selectOption("paperwork");
    clerk.getByLabel("What was said").fill("The school asks for a letter.");
    press(clerk, "Enter the message");
    assertThat(clerk.getByRole(AriaRole.STATUS)).containsText("Its time runs.");
    assertThat(clerk.locator(".finding")).containsText("1 message to answer, none overdue.");
    Chromium.isGoodEverywhere(clerk);
    clerk.locator("tbody a").first().click();
    Chromium.isGoodEverywhere(clerk);
    clerk.getByLabel("For whom?").selectOption("lee");
    press(clerk, "Hand it over");
    assertThat(clerk.getByRole(AriaRole.STATUS)).containsText("on the clinician's list");
    clerk.context().close();

    Page lee = chromium.signedIn(desk, "lee", Chromium.window(desk));
    lee.navigate("/tasks");
    assertThat(lee.locator("main")).containsText("Protected time today 60 min, due by today");
    assertThat(lee.locator("main")).containsText("Monday, June 8, 2026: 60 kept");
    assertThat(lee.locator("main")).containsText("the week fits.");
    Chromium.isGoodEverywhere(lee);
    lee.locator("tbody a", new Page.LocatorOptions().setHasText("Open M-")).first().click();
    assertThat(lee.locator("main")).containsText("The school asks for a letter.");
    lee.getByLabel("How was it answered?").selectOption("phone");
    lee.getByLabel("What came of it?").fill("the letter is written");
    press(lee, "Note the answer");
    assertThat(lee.getByRole(AriaRole.STATUS)).containsText("The answer is noted.");
    lee.navigate("/inbox?show=answered");
    assertThat(lee.locator("tbody")).containsText("answered (phone): the letter is written");
    lee.context().close();
  }

  @Test
  void workByHandCareAfterAHospitalAndARiskAreEnteredWithoutScripts() {
    String patient = world.patient();
    world.returnOrder(patient, "lee", "2026-06-22", "2026-06-24", "2026-06-30");
    Page lee = chromium.signedIn(desk, "lee", Chromium.window(desk).setJavaScriptEnabled(false));
    lee.navigate("/people/" + patient + "/work");
    press(lee, "Put it on the list");
    assertThat(lee.locator(".problems")).containsText("Choose what there is to do.");
    lee.getByLabel("What is there to do?").selectOption("AGENCY");
    lee.locator("#siteId").selectOption("eastside");
    lee.getByLabel("Whose work is it?").selectOption("lee");
    lee.getByLabel("What about?").fill("the housing office asks for a form");
    press(lee, "Put it on the list");
    assertThat(lee.getByRole(AriaRole.STATUS)).containsText("The task is on the list.");
    lee.navigate("/people/" + patient + "/work");
    lee.getByLabel("What happened?").selectOption("POST_DISCHARGE");
    lee.getByLabel("On which day?").fill("2026-06-07");
    lee.locator("#after-site").selectOption("eastside");
    lee.locator("#after-clinician").selectOption("lee");
    press(lee, "Enter it");
    assertThat(lee.getByRole(AriaRole.STATUS)).containsText("a visit within seven days is ordered");
    lee.navigate("/people/" + patient + "/work");
    lee.getByLabel("Why?").fill("asked by the team");
    press(lee, "Flag the risk");
    assertThat(lee.getByRole(AriaRole.STATUS)).containsText("The risk is flagged");
    lee.navigate("/tasks");
    assertThat(lee.locator("tbody")).containsText("the housing office asks for a form");
    assertThat(lee.locator("tbody")).containsText("Look at somebody at high risk");
    lee.context().close();
    Page seen = chromium.signedIn(desk, "lee", Chromium.window(desk));
    seen.navigate("/people/" + patient + "/work");
    Chromium.isGoodEverywhere(seen);
    seen.context().close();
  }

  @Test
  void aManagerSetsAKindAndTheListSaysWhoDid() {
    Page manager = chromium.signedIn(desk, "manager", Chromium.window(desk));
    manager.navigate("/kinds");
    Chromium.isGoodEverywhere(manager);
    manager
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Answer a message"))
        .click();
    Chromium.isGoodEverywhere(manager);
    manager.locator("#due").fill("9 business days");
    manager.getByLabel("Why is it set?").fill("too many messages");
    press(manager, "Set it for Harbor eastside");
    assertThat(manager.locator(".problems")).containsText("longer than 3 business days");
    manager.locator("#due").fill("2 business days");
    press(manager, "Set it for Harbor eastside");
    assertThat(manager.getByRole(AriaRole.STATUS)).containsText("Set for Harbor eastside.");
    assertThat(manager.locator("tbody")).containsText("by manager");
    manager.navigate("/kinds/MESSAGE");
    assertThat(manager.locator("main")).containsText("too many messages");
    press(manager, "Go back to what is shipped");
    assertThat(manager.locator(".finding")).containsText("All kinds are as shipped.");
    manager.context().close();
  }

  @Test
  void theListIsAFileTooAndWhatIsPutOffHasItsOwnList() {
    String order = world.returnOrder("2026-06-29", "2026-07-01", "2026-07-10");
    Visitor clerk = desk.signedIn("clerk");
    assertThat(clerk.get("/tasks.csv?site=eastside").body())
        .contains("task,due,kind", "book_return,", order);
    assertThat(clerk.get("/tasks?show=put_off").text()).contains("Put off (");
  }
}
