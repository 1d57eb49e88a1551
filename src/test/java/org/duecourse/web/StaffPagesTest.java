package org.duecourse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.VisitKind;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.Role;
import org.duecourse.desk.Visit;
import org.duecourse.desk.VisitState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Absences, groups and messages to send, as a manager and a scheduler use them. */
class StaffPagesTest {
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
            .account("manager", false, List.of("eastside"), Role.CLINIC_MANAGER)
            .account("northmanager", false, List.of("north"), Role.CLINIC_MANAGER);
  }

  @AfterAll
  static void close() {
    desk.close();
    chromium.close();
  }

  @AfterEach
  void nobodyIsLostOrBookedTwice() {
    world.nothingIsBroken();
  }

  private static Page signedIn(String login, boolean scripts) {
    Browser.NewContextOptions options = Chromium.window(desk).setJavaScriptEnabled(scripts);
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

  private static String groupOrder() {
    return desk.server
        .desk()
        .orders()
        .enter(
            DeskWorld.CLERK,
            new NewOrder(
                VisitKind.GROUP,
                world.patient(),
                "eastside",
                "lee",
                LocalDate.of(2026, 6, 8),
                LocalDate.of(2026, 6, 9),
                LocalDate.of(2026, 6, 13),
                LocalDate.of(2026, 6, 20),
                3,
                "usual",
                Continuity.NONE,
                null,
                null,
                null,
                90,
                "routine",
                1,
                7))
        .getFirst();
  }

  private static void groupBlock(String day) {
    world
        .desk()
        .supply()
        .add(
            DeskWorld.MANAGER,
            "lee",
            "eastside",
            LocalDate.parse(day),
            LocalTime.of(10, 0),
            LocalTime.of(11, 30),
            Purpose.GROUP,
            90,
            "the group meets on a Saturday");
  }

  /** A freed place that is offered to one person who waits. */
  private static String offered(String day) {
    String freed = world.returnOrder("2026-06-09", day, "2026-06-12");
    Visit visit = world.booked(freed, "lee", day, "10:00");
    String waiting = world.returnOrder("2026-06-09", day, "2026-06-12");
    world.booked(waiting, "lee", "2026-06-12", day.equals("2026-06-10") ? "10:00" : "11:00");
    world.desk().orders().wantEarlier(DeskWorld.MANAGER, waiting, true, 4);
    world.desk().bookings().cancel(DeskWorld.CLERK, visit.id(), 0, Bookings.By.PATIENT, "time");
    world.desk().earlierTimes().work();
    return waiting;
  }

  @Test
  @Tag("heavy")
  void anAbsenceIsSeenCheckedEnteredAndTakenBack() {
    String order = world.returnOrder("2026-06-15", "2026-06-16", "2026-06-19");
    Visit visit = world.booked(order, "cho", "2026-06-16", "09:00");
    Page page = signedIn("manager", true);
    Chromium.Heard heard = Chromium.listen(page);
    page.getByRole(AriaRole.NAVIGATION).getByText("Absences").click();
    assertThat(page.locator(".finding")).hasText("Nobody is away from now on.");
    Chromium.isGoodEverywhere(page);
    page.getByLabel("First day").fill("16 June");
    press(page, "See whom it displaces");
    assertThat(page.locator(".problems")).isFocused();
    assertThat(page.locator(".problems"))
        .containsText("'16 June' is not a day. Write it as 2026-06-09.");
    assertThat(page.locator(".problems")).containsText("Choose who is away.");
    assertThat(page.locator(".problems")).containsText("Choose why.");
    assertThat(page.getByLabel("First day")).hasValue("16 June");
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Who is away?").selectOption("cho");
    page.getByLabel("First day").fill("2026-06-16");
    page.getByLabel("Last day").fill("2026-06-17");
    page.getByLabel("Why?").selectOption("illness");
    press(page, "See whom it displaces");
    assertThat(page.locator("h1")).hasText("Check the absence");
    assertThat(page.locator(".finding")).hasText("1 visit is displaced. Nobody has been told yet.");
    assertThat(page.locator("tbody")).containsText(order);
    assertThat(world.visit(visit.id()).state()).isEqualTo(VisitState.BOOKED);
    Chromium.isGoodEverywhere(page);
    press(page, "Enter it and cancel these visits");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 visit cancelled");
    assertThat(world.visit(visit.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
    assertThat(world.openTasks(order)).isNotEmpty();
    Chromium.isGoodEverywhere(page);
    page.getByText("Take back").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The absence is taken back");
    assertThat(page.locator(".finding")).hasText("Nobody is away from now on.");
    assertThat(heard.asked()).allMatch(url -> url.startsWith(desk.server.address().toString()));
    page.context().close();
  }

  @Test
  void aGroupIsPlannedSeatedAndCancelledByKeyboardWithoutScripts() {
    groupBlock("2026-06-13");
    String order = groupOrder();
    String other = groupOrder();
    Page page = signedIn("manager", false);
    page.navigate("/groups");
    page.getByLabel("When")
        .selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
    page.getByLabel("Name of the group").fill("Saturday skills");
    page.getByLabel("Seats").fill("1");
    page.getByLabel("Fewest people").fill("3");
    page.keyboard().press("Enter");
    assertThat(page.locator(".problems")).containsText("needs no more people than seats");
    page.getByLabel("Seats").fill("1");
    page.getByLabel("Fewest people").fill("1");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Saturday skills");
    assertThat(page.locator(".finding")).containsText("0 of 1 taken; 1 more person needed");
    press(page, "Book this seat");
    assertThat(page.locator(".problems")).containsText("Choose who gets the seat.");
    page.locator("input[value='" + order + "']").focus();
    page.keyboard().press("Space");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("seat 1");
    assertThat(page.locator("tbody")).containsText(order);
    assertThat(page.getByText("The group is full.")).isVisible();
    String address = page.url();
    Visitor clerk = desk.signedIn("clerk").get("/groups");
    assertThat(clerk.text())
        .contains("Saturday skills", "1 of 1 taken")
        .doesNotContain("Plan a meeting");
    String path = address.substring(address.indexOf("/groups/"));
    clerk.get(path).post(path + "/seat", "order", other);
    assertThat(clerk.status()).isEqualTo(422);
    assertThat(clerk.text()).contains("The group is full");
    page.getByText("Cancel this meeting").click();
    assertThat(page.locator(".finding"))
        .hasText("1 person loses the seat. Nobody has been told yet.");
    press(page, "Cancel this meeting");
    assertThat(page.locator(".problems")).containsText("Say why");
    page.getByLabel("Why?").fill("the room is flooded");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The meeting is cancelled.");
    assertThat(world.openTasks(order)).isNotEmpty();
    page.context().close();
  }

  @Test
  @Tag("heavy")
  void aPersonIsToldAndTheAnswerIsNoted() {
    String order = offered("2026-06-10");
    Page page = signedIn("clerk", true);
    page.getByRole(AriaRole.NAVIGATION).getByText("Messages to send").click();
    assertThat(page.locator("main"))
        .containsText("An earlier time is offered: Wednesday, June 10, 2026");
    assertThat(page.locator("main")).containsText(", order " + order);
    assertThat(page.locator("main")).containsText("In English");
    assertThat(page.locator("main")).containsText("Call 555-01");
    String link = page.getByLabel("Link for the message").first().inputValue();
    assertThat(link).startsWith(desk.server.address() + "offer/");
    Chromium.isGoodEverywhere(page);
    assertThat(desk.visitor().get(link.substring(link.indexOf("/offer/"))).status()).isEqualTo(200);
    page.locator("section", new Page.LocatorOptions().setHasText(order))
        .getByText("Note the answer")
        .click();
    Chromium.isGoodEverywhere(page);
    press(page, "Note this answer");
    assertThat(page.locator(".problems")).containsText("Choose the answer.");
    page.getByLabel("No", new Page.GetByLabelOptions().setExact(true)).check();
    press(page, "Note this answer");
    assertThat(page.locator(".problems")).containsText("Choose why the patient declines.");
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Yes: book this visit").check();
    press(page, "Note this answer");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Booked: V-");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("June 10, 2026");
    page.navigate("/messages");
    assertThat(page.locator("main").getByText(order)).hasCount(0);
    page.context().close();
  }

  @Test
  void toldIsNotedOnceAndTheLinkIsShownNoMore() {
    String order = offered("2026-06-11");
    Visitor clerk = desk.signedIn("clerk").get("/messages?site=eastside");
    assertThat(clerk.text()).contains(order);
    String section =
        clerk.body().substring(clerk.body().lastIndexOf("<section", clerk.body().indexOf(order)));
    String id = section.replaceAll("(?s)^<section aria-labelledby=\"message-(\\d+)\".*", "$1");
    clerk.post("/messages/" + id + "/told");
    assertThat(clerk.follow().text()).contains("the person has been told").doesNotContain(order);
    String offer =
        desk.store.texts("select id from offer where order_id = '" + order + "'").getFirst();
    String answer = "/orders/" + order + "/offers/" + offer;
    clerk.get(answer).post(answer, "answer", "declined", "reason", "time");
    assertThat(clerk.follow().text()).contains("The answer is noted", "declined");
    clerk.get(answer);
    assertThat(clerk.text()).contains("Answered: declined.").doesNotContain("Note this answer");
    clerk.post(answer, "answer", "declined", "reason", "time");
    assertThat(clerk.status()).isEqualTo(422);
    Visitor north = desk.signedIn("northmanager").get("/messages");
    assertThat(north.text()).contains("Everybody has been told.");
    assertThat(north.get(answer).status()).isEqualTo(404);
    assertThat(north.get("/messages?site=eastside").status()).isEqualTo(404);
    north.get("/messages").post("/messages/" + id + "/told");
    assertThat(north.status()).isEqualTo(404);
    north.post("/absences/check", "site", "eastside", "who", "lee");
    assertThat(north.status()).isEqualTo(404);
  }

  @Test
  @Tag("heavy")
  void theGroupPagesAndTheDescriptionOfTheInterfaceAreGoodEverywhere() {
    groupBlock("2026-06-20");
    String order = groupOrder();
    Page page = signedIn("manager", true);
    page.navigate("/groups");
    page.getByLabel("When")
        .selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
    page.getByLabel("Name of the group").fill("Evening skills");
    page.getByLabel("Seats").fill("many");
    page.getByLabel("Fewest people").fill("1");
    press(page, "Plan this meeting");
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Seats").fill("8");
    press(page, "Plan this meeting");
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("The group is planned.");
    page.locator("input[value='" + order + "']").check();
    Chromium.isGoodEverywhere(page);
    press(page, "Book this seat");
    Chromium.isGoodEverywhere(page);
    page.getByText("Cancel this meeting").click();
    Chromium.isGoodEverywhere(page);
    page.navigate("/groups");
    Chromium.isGoodEverywhere(page);
    page.navigate("/api");
    assertThat(page.locator("h1")).hasText("Interface for programs");
    Chromium.isGoodEverywhere(page);
    page.context().close();
  }

  @Test
  void aManagerComparesTwoRecordsAndMergesThem() {
    String kept = world.patient();
    String duplicate = world.patient();
    String order = world.returnOrder(duplicate, "lee", "2026-06-09", "2026-06-16", "2026-06-19");
    Page page = signedIn("manager", true);
    page.navigate("/people/" + duplicate);
    page.getByText("Another record of the same person?").click();
    press(page, "Compare the two records");
    assertThat(page.locator(".problems")).containsText("There is no patient with this reference");
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Reference of the record that goes on").fill(kept);
    press(page, "Compare the two records");
    assertThat(page.locator("main")).containsText("1 order and 0 visits come over.");
    Chromium.isGoodEverywhere(page);
    press(page, "Merge the two records");
    assertThat(page.getByRole(AriaRole.STATUS))
        .containsText("The record " + duplicate + " is now part of this one.");
    assertThat(page.locator("main")).containsText(order);
    page.navigate("/people/" + duplicate);
    assertThat(page.locator(".finding")).containsText("This record is now part of " + kept);
    assertThat(page.locator("main")).not().containsText("Order a visit");
    page.context().close();
  }
}
