package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Booking, moving and cancelling over HTTP, with what can go wrong on the way. */
class BookingPagesTest {
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
    world.site("north");
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER)
            .account("second", false, List.of("eastside"), Role.SCHEDULER)
            .account("northclerk", false, List.of("north"), Role.SCHEDULER)
            .account("manager", false, List.of(), Role.CLINIC_MANAGER)
            .account("reader", false, List.of(), Role.COMPLIANCE);
    desk.clinicianAccount("cho", Role.THERAPIST);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @AfterEach
  void nobodyIsLostOrBookedTwice() {
    world.nothingIsBroken();
  }

  private static final Pattern PLACE = Pattern.compile("name=\"place\" value=\"([^\"]+)\"");

  private static String firstTime(Visitor visitor) {
    Matcher matcher = PLACE.matcher(visitor.body());
    assertThat(matcher.find()).as(visitor.text()).isTrue();
    return matcher.group(1);
  }

  private static String hidden(Visitor visitor, String name) {
    Matcher matcher =
        Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(visitor.body());
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }

  private static Visitor holds(Visitor visitor, String order) {
    visitor.get("/orders/" + order + "/book");
    return visitor.post(
        "/orders/" + order + "/hold",
        "place",
        firstTime(visitor),
        "version",
        hidden(visitor, "version"),
        "key",
        hidden(visitor, "key"));
  }

  @Test
  void chooseCheckBook() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    Visitor clerk = desk.signedIn("clerk").get("/orders?site=eastside");
    assertThat(clerk.text()).contains("without a visit", order, "Sample");
    clerk.get("/orders/" + order + "/book");
    assertThat(clerk.text())
        .contains(
            "Book a return visit",
            "June 9, 2026 to June 15, 2026, best June 11, 2026",
            "Limit by law: June 22, 2026 (us-ca.return.npmh)",
            "5 business days left",
            "in the window",
            "in window",
            "Why not earlier?");
    holds(clerk, order);
    assertThat(clerk.status()).isEqualTo(303);
    clerk.follow();
    assertThat(clerk.text()).contains("Check the visit", "Held for you until June 8, 2026, 9:");
    String visit = clerk.body().replaceAll("(?s).*/visits/([^/]+)/confirm.*", "$1");
    clerk.post("/visits/" + visit + "/keep");
    assertThat(clerk.follow().text()).contains("The place is kept until");
    clerk.post("/visits/" + visit + "/confirm");
    assertThat(clerk.follow().text())
        .contains("Booked: " + visit, "The order is open.", "Booked visit " + visit, "time: June");
    clerk.post("/visits/" + visit + "/confirm");
    assertThat(clerk.status()).as("sent twice").isEqualTo(303);
    assertThat(
            desk.store.texts(
                "select count(*)::text from appointment where order_id = '"
                    + order
                    + "' and state = 'booked'"))
        .containsExactly("1");
  }

  @Test
  void thePressOfOneButtonSentTwiceHoldsOnce() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    Visitor clerk = desk.signedIn("clerk").get("/orders/" + order + "/book");
    String[] form = {
      "place", firstTime(clerk), "version", hidden(clerk, "version"), "key", hidden(clerk, "key")
    };
    String first = clerk.post("/orders/" + order + "/hold", form).header("Location");
    String again = clerk.post("/orders/" + order + "/hold", form).header("Location");
    assertThat(again).isEqualTo(first);
  }

  @Test
  void aTimeThatWasTakenMeanwhileIsSaidAndTheNextOnesAreShown() {
    String mine = world.returnOrder("2026-06-10", "2026-06-11", "2026-06-12");
    String theirs = world.returnOrder("2026-06-10", "2026-06-11", "2026-06-12");
    Visitor clerk = desk.signedIn("clerk").get("/orders/" + mine + "/book");
    Visitor second = desk.signedIn("second").get("/orders/" + theirs + "/book");
    String place = firstTime(clerk);
    String version = hidden(clerk, "version");
    String key = hidden(clerk, "key");
    second.post(
        "/orders/" + theirs + "/hold",
        "place",
        place,
        "version",
        hidden(second, "version"),
        "key",
        hidden(second, "key"));
    assertThat(second.status()).isEqualTo(303);
    clerk.post("/orders/" + mine + "/hold", "place", place, "version", version, "key", key);
    assertThat(clerk.status()).isEqualTo(409);
    assertThat(clerk.text()).contains("That time has just been taken. Nothing is booked");
    assertThat(firstTime(clerk)).isNotEqualTo(place);
    clerk.post(
        "/orders/" + mine + "/hold",
        "place",
        firstTime(clerk),
        "version",
        hidden(clerk, "version"),
        "key",
        hidden(clerk, "key"));
    assertThat(clerk.status()).isEqualTo(303);
  }

  @Test
  void aHoldThatEndedSaysSoAndShowsTimesAgain() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    Visitor clerk = holds(desk.signedIn("clerk"), order).follow();
    String visit = clerk.body().replaceAll("(?s).*/visits/([^/]+)/confirm.*", "$1");
    desk.clock.forward(Duration.ofMinutes(11));
    desk.server.desk().sweep().run();
    clerk.post("/visits/" + visit + "/confirm");
    assertThat(clerk.status()).isEqualTo(409);
    assertThat(clerk.text()).contains("The hold has ended", "Choose a time");
  }

  @Test
  void withoutCapacityThereAreNextStepsAndOutsideTheWindowAReasonIsNeeded() {
    String order = world.returnOrder("2026-06-13", "2026-06-13", "2026-06-14");
    Visitor clerk = desk.signedIn("clerk").get("/orders/" + order + "/book");
    assertThat(clerk.text())
        .contains(
            "No opening in the window to June 14, 2026",
            "Ask the clinician about a longer wait",
            "Refer outside");
    clerk.post("/orders/" + order + "/ask", "what", "ASK_EXTENSION");
    assertThat(clerk.follow().text()).contains("Decide about a longer wait");
    holds(clerk, order).follow();
    assertThat(clerk.text()).contains("after the window", "needs a reason");
    String visit = clerk.body().replaceAll("(?s).*/visits/([^/]+)/confirm.*", "$1");
    clerk.post("/visits/" + visit + "/confirm");
    assertThat(clerk.status()).isEqualTo(422);
    clerk.post("/visits/" + visit + "/confirm", "reason", "no");
    assertThat(clerk.status()).isEqualTo(422);
    assertThat(clerk.text()).contains("5 to 500 characters");
    clerk.post("/visits/" + visit + "/confirm", "reason", "The patient is away until then");
    assertThat(clerk.follow().text())
        .contains("rule set aside: The patient is away until then", "after the window");
  }

  @Test
  void aVisitIsMovedCancelledAndItsOrderIsOpenAgain() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    Visitor clerk = holds(desk.signedIn("clerk"), order).follow();
    String visit = clerk.body().replaceAll("(?s).*/visits/([^/]+)/confirm.*", "$1");
    clerk.post("/visits/" + visit + "/confirm").follow();
    clerk.get("/visits/" + visit + "/move");
    String[] form = {
      "place", firstTime(clerk),
      "version", hidden(clerk, "version"),
      "moveVersion", hidden(clerk, "moveVersion"),
      "key", hidden(clerk, "key")
    };
    clerk.post("/visits/" + visit + "/move", form);
    assertThat(clerk.text()).contains("Choose who asks for it and why.");
    String[] whole = java.util.Arrays.copyOf(form, form.length + 2);
    whole[form.length] = "moveReason";
    whole[form.length + 1] = "PATIENT:transport";
    clerk.post("/visits/" + visit + "/move", whole);
    assertThat(clerk.status()).as(clerk.text()).isEqualTo(303);
    assertThat(clerk.follow().text())
        .contains("Moved to", "cancelled by patient", "moved: no way to get there");
    String moved = clerk.body().replaceAll("(?s).*/visits/([^/]+)/cancel.*", "$1");
    clerk.get("/visits/" + moved + "/cancel");
    clerk.post("/visits/" + moved + "/cancel", "version", hidden(clerk, "version"));
    assertThat(clerk.text()).contains("Choose who cancels");
    clerk.post(
        "/visits/" + moved + "/cancel",
        "version",
        hidden(clerk, "version"),
        "by",
        "CLINIC",
        "reason",
        "clinician_absent");
    assertThat(clerk.follow().text())
        .contains("The order is open again", "cancelled by clinic", "Book again");
  }

  @Test
  void recordsOfOtherClinicsAndOfOthersPatientsLookAsIfTheyWereNotThere() {
    String patient = world.patient();
    String order = world.returnOrder(patient, "lee", "2026-06-09", "2026-06-11", "2026-06-15");
    Visitor clerk = holds(desk.signedIn("clerk"), order).follow();
    String visit = clerk.body().replaceAll("(?s).*/visits/([^/]+)/confirm.*", "$1");
    for (String login : List.of("northclerk", "cho")) {
      Visitor other = desk.signedIn(login).get("/");
      for (String path :
          List.of(
              "/orders/" + order,
              "/orders/" + order + "/book",
              "/visits/" + visit + "/check",
              "/visits/" + visit + "/cancel",
              "/people/" + patient)) {
        assertThat(other.get(path).status()).as(login + " " + path).isEqualTo(404);
        assertThat(other.text()).doesNotContain("Sample");
      }
      other.get("/");
      assertThat(other.post("/visits/" + visit + "/confirm").status()).isEqualTo(404);
      assertThat(
              other
                  .post(
                      "/orders/" + order + "/hold",
                      "version",
                      "1",
                      "place",
                      "lee~eastside~2026-06-09T17:00:00Z~VIDEO")
                  .status())
          .isEqualTo(404);
      other.post("/people/find", "words", "Sample");
      assertThat(other.text()).doesNotContain("P-" + patient.substring(2) + " ");
    }
    assertThat(desk.signedIn("northclerk").get("/day?site=eastside").status()).isEqualTo(404);
  }

  @Test
  void whatIsMadeUpIsRefusedInWords() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    Visitor clerk = desk.signedIn("clerk").get("/orders/" + order + "/book");
    for (String place :
        List.of(
            "",
            "x",
            "lee~eastside~tomorrow~VIDEO",
            "lee~eastside~2026-06-09T17:00:00Z~TELEPATHY")) {
      clerk.post("/orders/" + order + "/hold", "version", "1", "place", place);
      assertThat(clerk.status()).isEqualTo(422);
      assertThat(clerk.text()).contains("Choose one of the times.");
    }
    clerk.post(
        "/orders/" + order + "/hold",
        "version",
        "1",
        "place",
        "nobody~eastside~2026-06-09T17:00:00Z~VIDEO");
    assertThat(clerk.status()).isBetween(400, 499);
    clerk.post(
        "/orders/" + order + "/hold",
        "version",
        "1",
        "place",
        "lee~eastside~2020-06-09T17:00:00Z~VIDEO");
    assertThat(clerk.text()).contains("This time has passed.");
    clerk.post(
        "/orders/" + order + "/hold",
        "version",
        "1",
        "place",
        "lee~eastside~2026-06-09T08:00:00Z~IN_PERSON");
    assertThat(clerk.text()).contains("no time for visits then");
  }

  @Test
  void aPersonAndAnOrderAreEnteredWithAllProblemsAtOnce() {
    Visitor clerk = desk.signedIn("clerk").get("/people/new");
    clerk.post(
        "/people",
        "givenName",
        "",
        "familyName",
        "",
        "language",
        "english",
        "contactBy",
        "",
        "siteId",
        "eastside");
    assertThat(clerk.status()).isEqualTo(422);
    assertThat(clerk.body())
        .contains(
            "href=\"#givenName\"",
            "href=\"#familyName\"",
            "href=\"#language\"",
            "href=\"#contactBy\"");
    clerk.post(
        "/people",
        "givenName",
        "Grace",
        "familyName",
        "Invented",
        "language",
        "en",
        "contactBy",
        "phone",
        "siteId",
        "eastside",
        "born",
        "1990-02-03");
    assertThat(clerk.status()).isEqualTo(303);
    String address = clerk.header("Location");
    assertThat(clerk.follow().text())
        .contains("Invented, Grace", "February 3, 1990", "No order yet.");
    clerk.get(address + "/order").post(address + "/order", "kind", "RETURN");
    assertThat(clerk.body())
        .contains("href=\"#earliest\"", "href=\"#continuity\"", "href=\"#siteId\"");
    clerk.post(
        address + "/order",
        "kind",
        "RETURN",
        "siteId",
        "eastside",
        "clinicianId",
        "lee",
        "continuity",
        "PREFERRED",
        "earliest",
        "2026-06-15",
        "target",
        "2026-06-12",
        "latest",
        "2026-06-10",
        "minutes",
        "45",
        "weight",
        "3",
        "visits",
        "1",
        "intervalDays",
        "7",
        "harmProfile",
        "usual",
        "urgency",
        "routine");
    assertThat(clerk.text()).contains("a window runs forward");
    clerk.post(
        address + "/order",
        "kind",
        "RETURN",
        "siteId",
        "eastside",
        "clinicianId",
        "lee",
        "continuity",
        "PREFERRED",
        "earliest",
        "2026-06-10",
        "target",
        "2026-06-12",
        "latest",
        "2026-06-15",
        "minutes",
        "45",
        "weight",
        "3",
        "visits",
        "1",
        "intervalDays",
        "7",
        "harmProfile",
        "usual",
        "urgency",
        "routine");
    assertThat(clerk.status()).as(clerk.text()).isEqualTo(303);
    assertThat(clerk.follow().text())
        .contains("The order is entered", "Dr. lee ordered on June 8, 2026");
  }

  @Test
  void theDayTellsWhatPlacesAreForAndWhoCame() {
    String order = world.returnOrder("2026-06-08", "2026-06-08", "2026-06-08");
    Visitor clerk = holds(desk.signedIn("clerk"), order).follow();
    String visit = clerk.body().replaceAll("(?s).*/visits/([^/]+)/confirm.*", "$1");
    clerk.post("/visits/" + visit + "/confirm");
    clerk.get("/day?site=eastside");
    assertThat(clerk.text())
        .contains(
            "Monday, June 8, 2026",
            "Return visits",
            "Kept for crisis",
            "Protected time",
            "Sample",
            "booked");
    clerk.post("/visits/" + visit + "/arrive", "version", hidden(clerk, "version"));
    assertThat(clerk.status()).as(clerk.text()).isEqualTo(303);
    assertThat(clerk.follow().text()).contains("Checked in:", "checked in");
    assertThat(clerk.get("/week?site=eastside&day=2026-06-10").text())
        .contains("Week of June 8, 2026", "Sunday, June 14, 2026", "Not a business day: Sunday.");
    assertThat(clerk.get("/day?day=yesterday").status()).isEqualTo(422);
    Visitor reader = desk.signedIn("reader").get("/day?site=eastside");
    assertThat(reader.status()).isEqualTo(200);
    assertThat(reader.body()).doesNotContain("/arrive", "/cancel");
  }

  @Test
  void everyReadingOfAPersonIsInTheAudit() {
    String patient = world.patient();
    Visitor clerk = desk.signedIn("clerk").get("/people/" + patient);
    assertThat(clerk.status()).isEqualTo(200);
    assertThat(
            desk.store.texts(
                "select actor || ' ' || action from audit where patient_id = '"
                    + patient
                    + "' order by id desc limit 1"))
        .containsExactly("clerk patient.read");
  }
}
