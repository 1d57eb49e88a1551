package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to the JSON interface that mean no good, or are put together wrongly. */
class HostileInterfaceTest {
  private static DeskWorld world;
  private static RunningDesk desk;
  private static long orders;
  private Caller clerk;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("clerk", false, List.of("eastside"), Role.SCHEDULER);
    world.patient();
    world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    orders = count();
  }

  private static long count() {
    return Long.parseLong(desk.store.texts("select count(*)::text from visit_order").getFirst());
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
  void nothingWasDone() {
    assertThat(count()).isEqualTo(orders);
    world.nothingIsBroken();
  }

  private Caller order(String body) {
    return clerk.post("/orders", body, "Idempotency-Key", UUID.randomUUID().toString());
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceAndByName() {
    order(
        """
        {'kind':'RETRUN','patient':7,'site':null,'earliest':'2026-02-30','target':'tomorrow',
         'latest':'2026-06-15T00:00','weight':99999999999999999999,'minutes':1.5,'contuinity':'NONE'}""");
    assertThat(clerk.status()).isEqualTo(422);
    assertThat(clerk.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(clerk.text("detail")).isEqualTo("The body has 9 problems. Nothing was changed.");
    assertThat(clerk.body())
        .contains(
            "Nothing is called so here. Did you mean 'continuity'?",
            "Did you mean 'RETURN'?",
            "Send a text in quotation marks.",
            "This is needed.",
            "'2026-02-30' is not a day.",
            "'tomorrow' is not a day.",
            "'2026-06-15T00:00' is not a day.",
            "Send a whole number");
  }

  @Test
  void whatTheRulesOfAnOrderSayIsSaidAtOnceToo() {
    order(
        """
        {'kind':'RETURN','patient':'P-1','site':'eastside','earliest':'2026-06-15','target':'2026-06-11',
         'latest':'2026-06-09','weight':2147483647,'minutes':-1,'visits':1000000,'harmProfile':'x','language':'%'}""");
    assertThat(clerk.status()).isEqualTo(422);
    assertThat(clerk.json().get("problems").size()).isGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{\"kind\":\"RETURN\",\"kind\":\"FIRST\"}",
        "{} {}",
        "{\"kind\":NaN}",
        "{\"a\":\"\u0001\"}",
        "<order/>",
      })
  void aBodyThatIsNoJsonObjectIsNotRead(String body) {
    clerk.raw("/orders", body, "Idempotency-Key", "k");
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(400);
    assertThat(clerk.text("detail")).contains("JSON");
  }

  @Test
  void nestingWithoutEndAndNumbersWithoutEndAreRefused() {
    clerk.raw("/orders", "{\"patient\":" + "[".repeat(100_000), "Idempotency-Key", "k");
    assertThat(clerk.status()).isEqualTo(400);
    clerk.raw("/orders", "{\"weight\":" + "9".repeat(5_000) + "}", "Idempotency-Key", "k");
    assertThat(clerk.status()).isIn(400, 422);
    clerk.raw("/orders", "{\"weight\":1e999999999}", "Idempotency-Key", "k");
    assertThat(clerk.status()).isIn(400, 422);
  }

  @Test
  void tooMuchIsRefusedBeforeItIsRead() {
    clerk.raw(
        "/orders", "{\"patient\":\"" + "x".repeat(BodyLimit.BYTES) + "\"}", "Idempotency-Key", "k");
    assertThat(clerk.status()).isEqualTo(413);
    assertThat(clerk.header("Content-Type")).isEqualTo("application/problem+json");
    String sites = "\"s\",".repeat(1_001);
    clerk.raw(
        "/orders/R-1/proposals",
        "{\"otherSites\":[" + sites.substring(0, sites.length() - 1) + "]}");
    assertThat(clerk.text("problems", "0", "message")).isEqualTo("Send 1000 at most, not 1001.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml"
      })
  void anotherFormatIsNotRead(String type) {
    clerk.raw("/orders", "{}", "Content-Type", type, "Idempotency-Key", "k");
    assertThat(clerk.status()).isEqualTo(415);
    assertThat(clerk.text("detail")).contains("Send application/json.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' or 1=1 --",
        "'; drop table patient; --",
        "%",
        "_",
        "\\",
        "${7*7}",
        "../../etc",
        "🙂\u202e"
      })
  void textThatLooksLikeCodeIsAValue(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    assertThat(clerk.get("/patients?name=" + encoded).status()).isIn(200, 422);
    assertThat(clerk.body()).doesNotContain("Sample");
    for (String path :
        List.of("/day?site=", "/tasks?site=", "/clinicians?site=", "/absences?site=")) {
      assertThat(clerk.get(path + encoded).status()).as(path).isEqualTo(404);
    }
    assertThat(clerk.get("/day?site=eastside&date=" + encoded).status()).isEqualTo(422);
    String id = encoded.replace("+", "%20");
    assertThat(clerk.get("/orders/" + id).status()).isIn(400, 404);
    assertThat(clerk.get("/patients/" + id).status()).isIn(400, 404);
    assertThat(clerk.get("/bookings/" + id).status()).isIn(400, 404);
    String quoted = tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(text);
    clerk.raw(
        "/orders",
        "{\"kind\":\"RETURN\",\"patient\":"
            + quoted
            + ",\"site\":\"eastside\",\"clinician\":\"lee\","
            + "\"earliest\":\"2026-06-09\",\"target\":\"2026-06-11\",\"latest\":\"2026-06-15\"}",
        "Idempotency-Key",
        "k" + text.length());
    assertThat(clerk.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800", "a\\udc00b", "\\u001b[31m"})
  void signsThatNoTextHasAreNamed(String sign) {
    clerk.raw(
        "/patients",
        "{\"givenName\":\""
            + sign
            + "\",\"familyName\":\"X\",\"site\":\"eastside\",\"contactBy\":\"none\"}",
        "Idempotency-Key",
        "k");
    assertThat(clerk.status()).isEqualTo(422);
    assertThat(clerk.text("problems", "0", "place")).isEqualTo("givenName");
  }

  @Test
  void bytesThatAreNotUtf8AreNotRead() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                    ApiRefusal.class,
                    () ->
                        JsonBody.read(
                            ApiBodies.CloseIn.class,
                            "{\"reason\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-11T09:00:00, no offset",
    "2026-06-11, a day",
    "2026-06-11T25:00:00Z, no such hour",
    "+1000000-01-01T00:00:00Z, far away",
    "2026-06-11T09:00:00+99:00, no such offset",
    "1717000000, seconds"
  })
  void aTimeWithoutItsOffsetIsNamed(String start, String what) {
    clerk.post(
        "/bookings",
        "{'order':'R-1','place':{'clinician':'lee','site':'eastside','start':'"
            + start
            + "','mode':'VIDEO'}}",
        "Idempotency-Key",
        "k");
    assertThat(clerk.status()).as(what).isEqualTo(422);
    assertThat(clerk.text("problems", "0", "place")).isEqualTo("place.start");
    assertThat(clerk.text("problems", "0", "message")).contains("2026-06-09T09:00:00-07:00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999-18:00",
        "0000-01-01T00:00:00Z"
      })
  void aTimeAtTheEndOfAllCalendarsIsAnswered(String start) {
    String id = world.order(desk.store.texts("select min(id) from visit_order").getFirst()).id();
    clerk.post(
        "/bookings",
        "{'order':'"
            + id
            + "','place':{'clinician':'lee','site':'eastside','start':'"
            + start
            + "','mode':'VIDEO'}}",
        "Idempotency-Key",
        UUID.randomUUID().toString());
    assertThat(clerk.status()).as(clerk.body()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "abc", "99999999999999999999", "1;drop"})
  void aForgedNumberIsNothingThatIsThere(String id) {
    assertThat(clerk.post("/tasks/" + id + "/claim", "").status()).isIn(400, 404);
    assertThat(clerk.post("/tasks/" + id + "/complete", "{'outcome':'x'}").status()).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ü", "x\u0007"})
  void aKeyThatIsNoneIsNamed(String key) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> IdempotencyKey.of(key))
        .isInstanceOf(ApiRefusal.class);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> IfMatch.of(key))
        .isInstanceOf(ApiRefusal.class);
  }

  @Test
  void aLongKeyIsRefused() {
    clerk.post("/orders", "{}", "Idempotency-Key", "k".repeat(65));
    assertThat(clerk.status()).isEqualTo(400);
  }
}
