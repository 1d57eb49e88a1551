package org.duecourse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.duecourse.booking.Mode;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Place;
import org.duecourse.desk.Role;
import org.duecourse.desk.Visit;
import org.duecourse.desk.VisitState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A day of absence from its notice to the people who are told, in a browser and by a program. */
class PlanBrowserTest {
  private static Chromium chromium;
  private DeskWorld world;
  private RunningDesk desk;
  private Visit ada;
  private Visit ben;

  @BeforeAll
  static void start() {
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    world.site("north");
    ada = booked("2026-06-15", "2026-06-16", "2026-06-19", "10:00");
    ben = booked("2026-06-16", "2026-06-16", "2026-06-19", "11:00");
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("manager", false, List.of("eastside"), Role.CLINIC_MANAGER)
            .account("northmanager", false, List.of("north"), Role.CLINIC_MANAGER)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER);
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    desk.close();
  }

  private Visit booked(String earliest, String target, String latest, String time) {
    return world.booked(world.returnOrder(earliest, target, latest), "lee", "2026-06-16", time);
  }

  private String movedVisit() {
    return world
        .store()
        .texts("select moved_to from rebook_line where moved_to is not null")
        .getFirst();
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .first()
        .click();
  }

  private void announce(Page page) {
    page.navigate("/absences");
    page.getByLabel("Who is away?").selectOption("lee");
    page.getByLabel("First day").fill("2026-06-16");
    page.getByLabel("Last day").fill("2026-06-16");
    page.getByLabel("Why?").selectOption("strike");
    press(page, "See whom it displaces");
    assertThat(page.locator(".finding")).containsText("2 visits are displaced.");
  }

  @Test
  void aManagerAnnouncesPlansChangesChecksAndMoves() {
    Page page = chromium.signedIn(desk, "manager", Chromium.window(desk));
    announce(page);
    Chromium.isGoodEverywhere(page);
    press(page, "Announce it and plan the moves");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("2 visits wait for a plan.");
    assertThat(page.locator("main")).containsText("Notice of a strike in health care is 10 days.");
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Places of each clinic").fill("99");
    press(page, "Make a plan of least harm");
    assertThat(page.locator(".problems")).containsText("0 to 20 places");
    page.getByLabel("Places of each clinic").fill("0");
    press(page, "Make a plan of least harm");
    assertThat(page.locator(".finding")).containsText("2 would keep the window");
    assertThat(page.locator("main")).containsText("No plan does less harm");
    assertThat(page.locator("main")).containsText("With 1 place of each clinic and day kept");
    Chromium.isGoodEverywhere(page);
    press(page, "Not this place");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("solved again");
    press(page, "Keep");
    assertThat(page.locator("tbody")).containsText("kept by hand");
    page.getByText("Check these changes").click();
    assertThat(page.locator(".finding")).containsText("You are about to move 2 visits.");
    Chromium.isGoodEverywhere(page);
    press(page, "Approve the plan as it stands");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Nobody has been told yet");
    assertThat(page.locator("main")).containsText("Approved by manager as it stands here.");
    Chromium.isGoodEverywhere(page);
    press(page, "Move these visits");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("2 visits were moved");
    assertThat(page.locator("h1")).hasText("Plan, applied");
    Chromium.isGoodEverywhere(page);
    assertThat(world.visit(ada.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
    page.navigate("/tasks");
    assertThat(page.locator("main")).containsText("Tell about the new time");
    page.getByText("Note what they say").first().click();
    assertThat(page.locator(".finding")).containsText("The clinic moved the visit to");
    Chromium.isGoodEverywhere(page);
    page.getByLabel("Takes instead").first().check();
    press(page, "Note this");
    assertThat(page.locator(".problems")).containsText("Choose why the person declines");
    page.getByLabel("If it does not suit").selectOption("time");
    press(page, "Note this");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("The visit is on");
    page.context().close();
  }

  @Test
  void withoutScriptsAPlaceThatIsLostComesBackInANewDraft() {
    Page page =
        chromium.signedIn(desk, "manager", Chromium.window(desk).setJavaScriptEnabled(false));
    announce(page);
    press(page, "Announce it and plan the moves");
    press(page, "Make a plan of least harm");
    String place =
        page.locator("tr", new Page.LocatorOptions().setHas(page.locator("#visit-" + ben.id())))
            .locator("input[name=place]")
            .getAttribute("value");
    String clinician =
        world
            .store()
            .texts("select clinician_id from rebook_line where appointment_id = '" + ben.id() + "'")
            .getFirst();
    world
        .desk()
        .bookings()
        .book(
            DeskWorld.CLERK,
            world.returnOrder(world.patient(), clinician, "2026-06-15", "2026-06-17", "2026-06-19"),
            0,
            new Place(
                clinician,
                "eastside",
                Instant.parse(place.substring(place.indexOf('@') + 1)),
                Mode.IN_PERSON,
                null),
            null,
            null,
            "staff");
    page.getByText("Check these changes").click();
    press(page, "Approve the plan as it stands");
    press(page, "Move these visits");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 visit was moved");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 visit could not be moved any more");
    assertThat(page.locator("h1")).hasText("Draft of a plan");
    assertThat(page.locator(".finding")).containsText("1 visit is displaced");
    page.context().close();
  }

  @Test
  void aProgramDoesTheSameAndOthersSeeNothing() {
    Caller manager = new Caller(desk, "manager");
    manager.post(
        "/absences/announced",
        """
        {'site':'eastside','clinician':'lee','from':'2026-06-16T06:00:00-07:00','to':'2026-06-16T18:00:00-07:00',
         'kind':'illness'}""",
        "Idempotency-Key",
        UUID.randomUUID().toString());
    assertThat(manager.status()).as(manager.body()).isEqualTo(201);
    String absence = world.store().texts("select id::text from absence").getFirst();
    manager.post("/absences/" + absence + "/rebook-runs", "{'reserve':1}");
    assertThat(manager.status()).as(manager.body()).isEqualTo(201);
    String plan = manager.json().get("id").asString();
    String version = manager.header("ETag");
    String line = "{'visit':'" + ben.id() + "','decision':'ASK_CLINICIAN'}";
    assertThat(manager.post("/rebook-runs/" + plan + "/lines", line).status()).isEqualTo(428);
    manager.post("/rebook-runs/" + plan + "/lines", line, "If-Match", version);
    assertThat(manager.status()).as(manager.body()).isEqualTo(200);
    manager.post("/rebook-runs/" + plan + "/approve", "", "If-Match", version);
    assertThat(manager.status()).as("an old version").isEqualTo(412);
    Caller north = new Caller(desk, "northmanager");
    assertThat(north.get("/rebook-runs/" + plan).status()).isEqualTo(404);
    for (String step : List.of("/approve", "/apply")) {
      north.post("/rebook-runs/" + plan + step, "", "If-Match", "*");
      assertThat(north.status()).as(step).isEqualTo(404);
    }
    assertThat(new Caller(desk, "clerk").get("/rebook-runs/" + plan).status()).isEqualTo(403);
    manager.post("/rebook-runs/" + plan + "/apply", "", "If-Match", "*");
    assertThat(manager.status()).as("a draft is not applied").isEqualTo(409);
    manager.post(
        "/rebook-runs/" + plan + "/approve",
        "",
        "If-Match",
        manager.get("/rebook-runs/" + plan).header("ETag"));
    assertThat(manager.text("state")).isEqualTo("approved");
    manager.post("/rebook-runs/" + plan + "/apply", "", "If-Match", manager.header("ETag"));
    assertThat(manager.status()).as(manager.body()).isEqualTo(200);
    assertThat(manager.json().get("moved").asInt()).isEqualTo(1);
    Caller clerk = new Caller(desk, "clerk");
    manager.post("/rebook-runs/" + plan + "/apply", "", "If-Match", "*");
    assertThat(manager.status()).isEqualTo(409);
    clerk.get("/bookings/" + movedVisit() + "/new-times");
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(200);
    String next = clerk.text("next", "0", "place");
    String address = "/bookings/" + clerk.text("visit", "id") + "/new-time";
    clerk.post(
        address,
        "{'agreed':false,'reason':'time','place':'" + next + "'}",
        "If-Match",
        clerk.header("ETag"));
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(200);
    assertThat(clerk.text("state")).isEqualTo("BOOKED");
    clerk.post(address, "{'agreed':true}", "If-Match", "*");
    assertThat(clerk.status()).as("it is no longer booked").isEqualTo(409);
    Visitor elsewhere = desk.signedIn("northmanager");
    assertThat(elsewhere.get("/absences/" + absence).status()).isEqualTo(404);
    assertThat(elsewhere.get("/absences/" + absence + "/plans/" + plan).status()).isEqualTo(404);
  }
}
