package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Booking by programs: the JSON interface over HTTP on a desk that runs. */
class InterfaceTest {
  private static DeskWorld world;
  private static RunningDesk desk;
  private Caller clerk;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
    world.site("north");
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER)
            .account("northclerk", false, List.of("north"), Role.SCHEDULER)
            .account("manager", false, List.of("eastside"), Role.CLINIC_MANAGER)
            .account("root", false, List.of(), Role.ADMINISTRATOR);
    desk.clinicianAccount("lee", Role.THERAPIST);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @BeforeEach
  void signIn() {
    clerk = new Caller(desk, "clerk");
  }

  @AfterEach
  void nobodyIsLostOrBookedTwice() {
    world.nothingIsBroken();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static String order(String patient) {
    return """
        {'kind':'RETURN','patient':'%s','site':'eastside','clinician':'lee','anchor':'2026-06-08',
         'earliest':'2026-06-09','target':'2026-06-11','latest':'2026-06-15'}"""
        .formatted(patient);
  }

  private String enter(String patient) {
    clerk.post("/orders", order(patient), "Idempotency-Key", key());
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(201);
    return clerk.text("orders", "0");
  }

  private String place(String order) {
    clerk.post("/orders/" + order + "/proposals", "{}");
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(200);
    return place(clerk.json().get("proposals").get(0));
  }

  private static String place(JsonNode proposal) {
    return """
        {'clinician':%s,'site':%s,'start':%s,'mode':%s}"""
        .formatted(
            proposal.get("clinician"),
            proposal.get("site"),
            proposal.get("start").get("at"),
            proposal.get("mode"));
  }

  private static String take(String order, String place) {
    return "{'order':'" + order + "','place':" + place + "}";
  }

  @Test
  void fromThePersonToTheVisitThatTookPlace() {
    clerk.post(
        "/patients",
        "{'givenName':'Ada','familyName':'Interface','born':'1988-02-29','site':'eastside','contactBy':'none'}",
        "Idempotency-Key",
        key());
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(201);
    String patient = clerk.text("id");
    assertThat(clerk.header("Location")).isEqualTo("/api/v1/patients/" + patient);
    assertThat(clerk.get("/patients?name=interf").text("patients", "0", "id")).isEqualTo(patient);
    String id = enter(patient);
    assertThat(clerk.get("/patients/" + patient).text("orders", "0")).isEqualTo(id);
    assertThat(clerk.header("ETag")).isEqualTo("\"1\"");

    clerk.post("/orders/" + id + "/proposals", "{'parts':['AFTERNOON'],'mustBeMet':true}");
    JsonNode best = clerk.json().get("proposals").get(0);
    assertThat(best.get("start").get("zone").stringValue()).isEqualTo("America/Los_Angeles");
    assertThat(best.get("start").get("at").stringValue())
        .matches("2026-06-\\d\\dT1[2-6]:00:00-07:00");
    assertThat(clerk.json().get("inWindow").get("byRule").toString()).contains("PATIENT_WISH");

    clerk.post("/holds", take(id, place(best)), "Idempotency-Key", key());
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(201);
    String visit = clerk.text("id");
    assertThat(clerk.text("state")).isEqualTo("HELD");
    assertThat(clerk.text("holdUntil", "at")).startsWith("2026-06-08T09:10:00");
    assertThat(clerk.post("/holds/" + visit + "/keep", "").status()).isEqualTo(200);
    clerk.post("/holds/" + visit + "/confirm", "{}");
    assertThat(clerk.text("state")).isEqualTo("BOOKED");
    String version = clerk.header("ETag");
    assertThat(clerk.post("/bookings/" + visit + "/arrive", "").status()).isEqualTo(428);
    assertThat(clerk.post("/bookings/" + visit + "/arrive", "", "If-Match", "\"1\"").status())
        .isEqualTo(412);
    assertThat(clerk.header("ETag")).isEqualTo(version);
    assertThat(clerk.post("/bookings/" + visit + "/arrive", "", "If-Match", version).status())
        .isEqualTo(200);
    assertThat(clerk.post("/bookings/" + visit + "/attend", "", "If-Match", version).status())
        .isEqualTo(412);
    clerk.post("/bookings/" + visit + "/attend", "", "If-Match", clerk.header("ETag"));
    assertThat(clerk.text("state")).isEqualTo("ATTENDED");
    clerk.get("/orders/" + id);
    assertThat(clerk.text("state")).isEqualTo("DONE");
    assertThat(clerk.text("visits", "0", "id")).isEqualTo(visit);
    clerk.get(
        "/day?site=eastside&date=" + best.get("start").get("at").stringValue().substring(0, 10));
    assertThat(clerk.body()).contains(visit, "Interface");
  }

  @Test
  void whatIsSentTwiceIsDoneOnceAndAKeyServesOneRequestOnly() {
    String key = key();
    String patient = world.patient();
    clerk.post("/orders", order(patient), "Idempotency-Key", key);
    String first = clerk.text("orders", "0");
    clerk.post("/orders", order(patient), "Idempotency-Key", key);
    assertThat(clerk.status()).isEqualTo(201);
    assertThat(clerk.text("orders", "0")).isEqualTo(first);
    clerk.post("/orders", order(world.patient()), "Idempotency-Key", key);
    assertThat(clerk.status()).isEqualTo(422);
    assertThat(clerk.text("detail")).contains("key was used for another request");
    String place = place(first);
    clerk.post("/bookings", take(first, place), "Idempotency-Key", key);
    assertThat(clerk.status()).as("the key of an order used for a visit").isEqualTo(422);
    String booking = key();
    clerk.post("/bookings", take(first, place), "Idempotency-Key", booking);
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(201);
    String visit = clerk.text("id");
    clerk.post("/bookings", take(first, place), "Idempotency-Key", booking);
    assertThat(clerk.text("id")).isEqualTo(visit);
    clerk.post("/orders", order(patient), "Idempotency-Key", booking);
    assertThat(clerk.status()).as("the key of a visit used for an order").isEqualTo(422);
    assertThat(clerk.post("/orders", order(patient)).status()).isEqualTo(400);
    assertThat(clerk.text("problems", "0", "place")).isEqualTo("Idempotency-Key");
    assertThat(
            desk.store.texts(
                "select count(*)::text from visit_order where patient_id = '" + patient + "'"))
        .containsExactly("1");
    // Another account's key with the same letters is another key.
    Caller lee = new Caller(desk, "manager");
    lee.post("/orders", order(patient), "Idempotency-Key", key);
    assertThat(lee.text("orders", "0")).isNotEqualTo(first);
  }

  @Test
  void aTimeThatIsTakenIsAnsweredWithTheNextOnes() {
    String mine = enter(world.patient());
    String theirs = enter(world.patient());
    String place = place(mine);
    clerk.post("/bookings", take(theirs, place), "Idempotency-Key", key());
    assertThat(clerk.status()).isEqualTo(201);
    clerk.post("/bookings", take(mine, place), "Idempotency-Key", key());
    assertThat(clerk.status()).isEqualTo(409);
    assertThat(clerk.header("Content-Type")).isEqualTo("application/problem+json");
    JsonNode next = clerk.json().get("proposals").get(0);
    clerk.post("/bookings", take(mine, place(next)), "Idempotency-Key", key());
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(201);
  }

  @Test
  void rulesAgainstATimeAreAllNamedAndSetAsideByARoleThatMay() {
    String id = enter(world.patient());
    String place =
        "{'clinician':'lee','site':'eastside','start':'2026-06-29T17:00:00-07:00','mode':'VIDEO'}";
    clerk.post("/bookings", take(id, place), "Idempotency-Key", key());
    assertThat(clerk.status()).isEqualTo(422);
    assertThat(clerk.json().get("problems").toString())
        .contains("not for visits", "14 days after the window");
    String with =
        "{'order':'"
            + id
            + "','place':"
            + place
            + ",'setAside':{'reason':'the only evening that suits'}}";
    assertThat(clerk.post("/bookings", with, "Idempotency-Key", key()).status()).isEqualTo(403);
    Caller manager = new Caller(desk, "manager");
    manager.post("/bookings", with, "Idempotency-Key", key());
    assertThat(manager.status()).as(manager.body()).isEqualTo(201);
    assertThat(manager.text("setAsideReason")).isEqualTo("the only evening that suits");
    assertThat(manager.text("daysOut")).isEqualTo("14");
  }

  @Test
  void aVisitMovesAndIsCancelledByTheVersionThatWasSeen() {
    String id = enter(world.patient());
    clerk.post("/bookings", take(id, place(id)), "Idempotency-Key", key());
    String visit = clerk.text("id");
    String version = clerk.header("ETag");
    clerk.post("/orders/" + id + "/proposals", "{'step':'SEVEN_DAYS_MORE'}");
    String other = place(clerk.json().get("proposals").get(2));
    String move = "{'place':" + other + ",'by':'PATIENT','reason':'time'}";
    assertThat(clerk.post("/bookings/" + visit + "/move", move, "Idempotency-Key", key()).status())
        .isEqualTo(428);
    String key = key();
    clerk.post("/bookings/" + visit + "/move", move, "Idempotency-Key", key, "If-Match", version);
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(201);
    String moved = clerk.text("id");
    String movedVersion = clerk.header("ETag");
    assertThat(clerk.text("replaces")).isEqualTo(visit);
    clerk.post("/bookings/" + visit + "/move", move, "Idempotency-Key", key, "If-Match", version);
    assertThat(clerk.text("id")).as("sent twice").isEqualTo(moved);
    clerk.post(
        "/bookings/" + moved + "/cancel",
        "{'by':'PATIENT','reason':'no such reason'}",
        "If-Match",
        movedVersion);
    assertThat(clerk.status()).isEqualTo(422);
    clerk.post(
        "/bookings/" + moved + "/cancel",
        "{'by':'CLINIC','reason':'illness'}",
        "If-Match",
        movedVersion);
    assertThat(clerk.text("state")).isEqualTo("CANCELLED_BY_CLINIC");
    assertThat(
            clerk
                .post(
                    "/bookings/" + moved + "/cancel",
                    "{'by':'CLINIC','reason':'illness'}",
                    "If-Match",
                    clerk.header("ETag"))
                .status())
        .as("cancelled already, and the version is right")
        .isEqualTo(409);
    clerk.get("/tasks?site=eastside");
    assertThat(clerk.body()).contains("\"REBOOK\"", id);
    String task = "";
    for (JsonNode each : clerk.json().get("tasks")) {
      task = each.get("order").stringValue().equals(id) ? each.get("id").toString() : task;
    }
    assertThat(clerk.post("/tasks/" + task + "/claim", "").text("done")).isEqualTo("claimed");
    Caller manager = new Caller(desk, "manager");
    assertThat(manager.post("/tasks/" + task + "/claim", "").status()).isEqualTo(409);
    assertThat(manager.text("detail")).isEqualTo("clerk took this task on June 8 at 9:00 a.m.");
    assertThat(clerk.post("/tasks/" + task + "/complete", "{'outcome':'left a message'}").status())
        .as("the order would fall out")
        .isEqualTo(409);
  }

  @Test
  void aWindowEndsLaterByAClinicianAndAnOrderIsReplacedAndClosed() {
    String patient = world.patient();
    String id = enter(patient);
    String later = "{'latest':'2026-06-19','reason':'stable, a longer wait does no harm'}";
    clerk.get("/orders/" + id);
    String version = clerk.header("ETag");
    assertThat(clerk.post("/orders/" + id + "/extend", later, "If-Match", version).status())
        .isEqualTo(403);
    Caller lee = new Caller(desk, "lee");
    assertThat(lee.post("/orders/" + id + "/extend", later, "If-Match", "\"77\"").status())
        .isEqualTo(412);
    assertThat(lee.post("/orders/" + id + "/extend", later, "If-Match", "\"0\"").status())
        .isEqualTo(412);
    assertThat(lee.post("/orders/" + id + "/extend", later, "If-Match", "W/\"1\"").status())
        .isEqualTo(400);
    lee.post("/orders/" + id + "/extend", later, "If-Match", version);
    assertThat(lee.status()).as(lee.body()).isEqualTo(200);
    assertThat(lee.text("latest")).isEqualTo("2026-06-19");
    assertThat(lee.text("extensions", "0", "author")).isEqualTo("lee");
    assertThat(lee.post("/orders/" + id + "/earlier", "{'wanted':true}").text("earlierList"))
        .isEqualTo("true");
    lee.post("/orders/" + id + "/supersede", order(patient), "If-Match", "*");
    assertThat(lee.status()).as(lee.body()).isEqualTo(201);
    assertThat(lee.text("supersedes")).isEqualTo(id);
    String made = lee.text("id");
    lee.post("/orders/" + made + "/close", "{'reason':'boredom'}", "If-Match", lee.header("ETag"));
    assertThat(lee.status()).isEqualTo(422);
    lee.get("/orders/" + made)
        .post(
            "/orders/" + made + "/close",
            "{'reason':'not_needed'}",
            "If-Match",
            lee.header("ETag"));
    assertThat(lee.text("state")).as(lee.body()).isEqualTo("CLOSED");
  }

  @Test
  void aSeriesIsBookedAsAWholeOrNotAtAll() {
    String body = order(world.patient()).replace("}", ",'visits':2,'intervalDays':7}");
    clerk.post("/orders", body, "Idempotency-Key", key());
    String one = clerk.text("orders", "0");
    String two = clerk.text("orders", "1");
    String first = "{'order':'" + one + "','place':" + place(one) + "}";
    String second = "{'order':'" + two + "','place':" + place(two) + "}";
    clerk.post("/series", "{'visits':[" + first + "," + first + "]}", "Idempotency-Key", key());
    assertThat(clerk.status()).isEqualTo(409);
    clerk.post(
        "/series",
        "{'visits':["
            + first
            + ",{'order':'"
            + two
            + "','place':{'clinician':'lee','site':'eastside','start':'2026-06-16T03:00:00-07:00','mode':'VIDEO'}}]}",
        "Idempotency-Key",
        key());
    assertThat(clerk.status()).isEqualTo(422);
    assertThat(clerk.text("problems", "0", "place")).isEqualTo("visits[1]");
    assertThat(clerk.get("/orders/" + one).text("visits")).isEqualTo("[]");
    String key = key();
    String both = "{'visits':[" + first + "," + second + "]}";
    clerk.post("/series", both, "Idempotency-Key", key);
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(201);
    String answer = clerk.body();
    assertThat(clerk.post("/series", both, "Idempotency-Key", key).body()).isEqualTo(answer);
  }

  @Test
  void anAbsenceIsSeenBeforeItIsEnteredOnceAndTakenBack() {
    world.clinician("kim", "eastside");
    world.week("kim", "eastside", "2026-06-08");
    String id = enter(world.patient());
    String place =
        "{'clinician':'kim','site':'eastside','start':'2026-06-12T10:00:00-07:00','mode':'IN_PERSON'}";
    clerk.post("/bookings", take(id, place), "Idempotency-Key", key());
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(201);
    String visit = clerk.text("id");
    String absence =
        "{'site':'eastside','clinician':'kim','from':'2026-06-12T00:00:00-07:00','to':'2026-06-13T00:00:00-07:00','kind':'illness'}";
    assertThat(clerk.post("/absences", absence, "Idempotency-Key", key()).status()).isEqualTo(403);
    Caller manager = new Caller(desk, "manager");
    assertThat(manager.post("/absences/displaced", absence).text("visits", "0", "id"))
        .isEqualTo(visit);
    assertThat(clerk.get("/bookings/" + visit).text("state")).isEqualTo("BOOKED");
    String key = key();
    manager.post("/absences", absence, "Idempotency-Key", key);
    assertThat(manager.text("visits", "0", "state")).isEqualTo("CANCELLED_BY_CLINIC");
    manager.post("/absences", absence, "Idempotency-Key", key);
    assertThat(manager.text("visits", "0", "id")).as("sent twice").isEqualTo(visit);
    manager.get("/absences?site=eastside");
    assertThat(manager.json().get("absences").size()).isEqualTo(1);
    assertThat(manager.text("absences", "0", "from", "at")).isEqualTo("2026-06-12T00:00:00-07:00");
    String number = manager.text("absences", "0", "id");
    assertThat(manager.post("/absences/" + number + "/withdraw", "").text("done"))
        .isEqualTo("withdrawn");
    assertThat(manager.get("/absences?site=eastside").json().get("absences").size()).isZero();
  }

  @Test
  void whatOneMayNotSeeIsNotThere() {
    String patient = world.patient();
    String id = enter(patient);
    clerk.post("/bookings", take(id, place(id)), "Idempotency-Key", key());
    String visit = clerk.text("id");
    Caller north = new Caller(desk, "northclerk");
    for (String path :
        List.of(
            "/orders/" + id,
            "/bookings/" + visit,
            "/patients/" + patient,
            "/day?site=eastside",
            "/tasks?site=eastside",
            "/clinicians?site=eastside",
            "/absences?site=eastside")) {
      assertThat(north.get(path).status()).as(path).isEqualTo(404);
      assertThat(north.body()).doesNotContain("Sample");
    }
    assertThat(north.get("/patients?name=Sample").json().get("patients").size()).isZero();
    String place = place(id);
    assertThat(north.post("/holds", take(id, place), "Idempotency-Key", key()).status())
        .isEqualTo(404);
    assertThat(north.post("/orders/" + id + "/proposals", "{}").status()).isEqualTo(404);
    assertThat(
            north
                .post(
                    "/bookings/" + visit + "/cancel",
                    "{'by':'CLINIC','reason':'illness'}",
                    "If-Match",
                    "*")
                .status())
        .isEqualTo(404);
    assertThat(north.post("/orders", order(patient), "Idempotency-Key", key()).status())
        .isIn(403, 404);
    assertThat(north.get("/sites").text("sites", "0", "id")).isEqualTo("north");
    assertThat(
            clerk
                .post("/orders/" + id + "/proposals", "{'otherSites':['north']}")
                .text("problems", "0", "message"))
        .isEqualTo("There is no clinic north that you may see.");
  }

  @Test
  void nobodyDeclinedWhoWasNotOffered() {
    String id = enter(world.patient());
    String close = "{'reason':'patient_declined'}";
    assertThat(clerk.post("/orders/" + id + "/close", close, "If-Match", "*").status())
        .isEqualTo(422);
    String place = place(id);
    String declined = "{'place':" + place + ",'answer':'declined'%s}";
    assertThat(clerk.post("/orders/" + id + "/offers", declined.formatted("")).status())
        .isEqualTo(422);
    clerk.post("/orders/" + id + "/offers", declined.formatted(",'reason':'time'"));
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(200);
    assertThat(clerk.post("/orders/" + id + "/close", close, "If-Match", "*").text("state"))
        .isEqualTo("CLOSED");
    assertThat(clerk.post("/waitlist/offers/F-0/accept", "").status()).isEqualTo(404);
    assertThat(clerk.post("/waitlist/offers/F-0/decline", "{'reason':'time'}").status())
        .isEqualTo(404);
  }

  @Test
  void theAuditIsReadPageByPage() {
    enter(world.patient());
    Caller root = new Caller(desk, "root");
    root.get("/audit?actor=clerk&action=order.");
    assertThat(root.status()).as(root.body()).isEqualTo(200);
    assertThat(root.text("acts", "0", "action")).startsWith("order.");
    String last = root.text("acts", "0", "id");
    root.get("/audit?before=" + last);
    assertThat(root.json().get("acts").get(0).get("id").longValue())
        .isLessThan(Long.parseLong(last));
    assertThat(root.get("/audit?action=audit.read").text("acts", "0", "actor")).isEqualTo("root");
    assertThat(root.get("/audit?from=never").status()).isEqualTo(422);
    assertThat(root.get("/audit?before=x").status()).isEqualTo(404);
    assertThat(clerk.get("/audit").status()).isEqualTo(403);
  }
}
