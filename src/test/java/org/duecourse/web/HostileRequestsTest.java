package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server sends with each answer, and what it does with requests that mean no good. */
class HostileRequestsTest {
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    desk =
        RunningDesk.empty()
            .site("eastside", "Eastside", "America/Los_Angeles")
            .account("root", Role.ADMINISTRATOR)
            .account("lee", Role.THERAPIST);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sign-in", "/", "/no/such/page", "/api/me", "/accounts"})
  void everyAnswerCarriesTheStrictHeaders(String path) {
    Visitor visitor = desk.visitor().get(path);
    assertThat(visitor.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(visitor.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(visitor.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(visitor.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(visitor.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(visitor.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(visitor.header("Cache-Control")).contains("no-store");
    assertThat(visitor.header("Strict-Transport-Security")).isEmpty();
    assertThat(visitor.header("Server")).isEmpty();
  }

  @Test
  void theCookieIsForTheServerOnlyAndForThisSite() {
    assertThat(desk.visitor().get("/sign-in").header("Set-Cookie"))
        .startsWith("duecourse=")
        .contains("HttpOnly", "SameSite=Lax")
        .doesNotContain("Secure");
  }

  @Test
  void behindAProxyWithHttpsTheCookieIsSecureAndHttpsIsRemembered() {
    try (RunningDesk proxied = RunningDesk.with(settings -> settings.withProxy(true))) {
      proxied.account("root", Role.ADMINISTRATOR);
      Visitor visitor = proxied.visitor().get("/sign-in", "X-Forwarded-Proto", "https");
      assertThat(visitor.header("Set-Cookie")).contains("Secure");
      assertThat(visitor.header("Strict-Transport-Security")).startsWith("max-age=31536000");
    }
    assertThat(desk.visitor().get("/sign-in", "X-Forwarded-Proto", "https").header("Set-Cookie"))
        .doesNotContain("Secure");
  }

  @Test
  void styleSheetsAreKeptForAYearUnderAnAddressThatChangesWithThem() {
    Assets assets = new Assets();
    for (String address : List.of(assets.style(), assets.htmx(), assets.script(), assets.icon())) {
      Visitor visitor = desk.visitor().get(address);
      assertThat(visitor.status()).as(address).isEqualTo(200);
      assertThat(visitor.header("Cache-Control")).contains("max-age=31536000", "immutable");
      assertThat(visitor.header("Set-Cookie")).isEmpty();
    }
    assertThat(desk.visitor().get("/assets/duecourse.0000000000000000.css").status())
        .isEqualTo(404);
    assertThat(desk.visitor().get("/assets/..%2fV1__desk.sql").status()).isEqualTo(400);
  }

  @Test
  void aFormWithoutItsTokenOrWithAnotherSessionsChangesNothing() {
    Visitor root = desk.signedIn("root").get("/accounts/new");
    root.postRaw(
        "/accounts",
        "login=forged&name=Forged",
        "Content-Type",
        "application/x-www-form-urlencoded");
    assertThat(root.status()).isEqualTo(403);
    assertThat(root.text()).contains("Nothing was changed");
    String others = desk.signedIn("root").get("/").token();
    root.postRaw(
        "/accounts",
        "login=forged&name=Forged&_csrf=" + others,
        "Content-Type",
        "application/x-www-form-urlencoded");
    assertThat(root.status()).isEqualTo(403);
    assertThat(desk.server.accounts().find("forged")).isEmpty();
  }

  @Test
  void textThatLooksLikeCodeIsShownAsText() {
    Visitor root = desk.signedIn("root").get("/accounts/new");
    String name = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    root.post("/accounts", "login", "markup", "name", name, "oidcSubject", "\" onfocus=\"x");
    assertThat(root.get("/accounts").body())
        .doesNotContain("<script>alert", "<img")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(root.get("/accounts/markup").body())
        .doesNotContain("<script>alert", "<img", "\" onfocus=\"x");
    assertThat(root.get("/audit?actor=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body())
        .doesNotContain("<script>alert");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' or 1=1 --",
        "'; drop table account; --",
        "%' union select password_hash from account --",
        "\\",
        "$$",
        "${7*7}",
        "🙂 ɐ \u202e",
      })
  void textThatLooksLikeSqlIsAValue(String text) {
    Visitor root = desk.signedIn("root");
    String encoded = java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    for (String field : List.of("actor", "action", "subject", "patient")) {
      assertThat(root.get("/audit?" + field + "=" + encoded).status()).isEqualTo(200);
      assertThat(root.text()).contains("No act fits");
    }
    assertThat(root.get("/audit?from=" + encoded).status()).isEqualTo(422);
    assertThat(root.get("/audit?before=" + encoded).status()).isEqualTo(422);
    assertThat(root.get("/accounts/" + encoded.replace("+", "%20")).status()).isIn(400, 404);
    assertThat(desk.server.accounts().count()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void signsThatNoTextHasAreRefused() throws IOException {
    Visitor root = desk.signedIn("root").get("/accounts/new");
    root.post("/accounts", "login", "nul", "name", "a\u0000b");
    assertThat(root.status()).isEqualTo(400);
    assertThat(desk.visitor().get("/sign-in;jsessionid=1").status()).isEqualTo(400);
    assertThat(raw("GET //accounts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(desk.visitor().get("/accounts/%2e%2e/audit").status()).isEqualTo(400);
  }

  @Test
  void rolesAndClinicsThatTheFormDoesNotOfferAreNamedAndRefused() {
    Visitor root = desk.signedIn("root").get("/accounts/new");
    root.post(
        "/accounts",
        "login",
        "Bad Login!",
        "name",
        "",
        "roles",
        "SCHEDULAR",
        "sites",
        "atlantis",
        "clinician",
        "nobody");
    assertThat(root.status()).isEqualTo(422);
    assertThat(root.body()).contains("<title>Error: Make an account");
    assertThat(root.text())
        .contains(
            "A login has 2 to 40 characters",
            "Enter the name",
            "There is no role SCHEDULAR. Did you mean 'SCHEDULER'?",
            "There is no clinic atlantis here.",
            "There is no clinician nobody here.");
    assertThat(root.body()).contains("value=\"Bad Login!\"");
  }

  @Test
  void moreThanAFormHoldsIsRefusedBeforeItIsRead() {
    Visitor root = desk.signedIn("root").get("/accounts/new");
    String large = "x".repeat(BodyLimit.FORM_BYTES + 10);
    root.post("/accounts", "login", "large", "name", large);
    assertThat(root.status()).isEqualTo(413);
    assertThat(root.text()).contains("That is too much at once");
  }

  @Test
  void aBodyWithoutALengthIsCountedWhileItIsRead() throws IOException {
    String answer =
        raw(
            "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
                + ("8000\r\n" + "a".repeat(0x8000) + "\r\n").repeat(12)
                + "0\r\n\r\n");
    assertThat(answer).containsPattern("HTTP/1.1 4(00|03|13)");
  }

  @Test
  void methodsThatNobodyNeedsAreNotAnswered() throws IOException {
    assertThat(raw("TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .containsPattern("HTTP/1.1 4(00|05)");
    Visitor visitor = desk.visitor();
    assertThat(visitor.ask("PUT", "/sign-in").status()).isIn(403, 405);
    assertThat(visitor.ask("OPTIONS", "/api/me").status()).isEqualTo(405);
    assertThat(visitor.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void anotherFormatThanAFormIsNotRead() {
    Visitor root = desk.signedIn("root").get("/accounts/new");
    root.postRaw(
        "/accounts",
        "{\"login\":\"json\"}",
        "Content-Type",
        "application/json",
        "X-CSRF-TOKEN",
        root.token());
    assertThat(root.status()).isEqualTo(422);
    assertThat(desk.server.accounts().find("json")).isEmpty();
  }

  @Test
  void aSessionThatSomebodyMadeUpIsNobodys() {
    Visitor forged = desk.visitor().withSession("MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw");
    assertThat(forged.get("/accounts").status()).isEqualTo(303);
    assertThat(desk.visitor().withSession("' or '1'='1").get("/accounts").status()).isIn(303, 400);
  }

  @Test
  void aTokenThatIsWrongRevokedOrPastItsDateOpensNothing() {
    Visitor root = desk.signedIn("root").get("/accounts/lee");
    root.post("/accounts/lee/tokens", "token", "Extract", "days", "30");
    String token = root.body().replaceAll("(?s).*<code>([^<]+)</code>.*", "$1");
    assertThat(token).startsWith("duecourse_");
    assertThat(me(token)).isEqualTo(200);
    assertThat(me(token + "x")).isEqualTo(401);
    assertThat(me("duecourse_")).isEqualTo(401);
    assertThat(me("")).isEqualTo(401);
    root.get("/accounts/lee");
    assertThat(root.body()).doesNotContain(token);
    String id = root.body().replaceAll("(?s).*/tokens/(\\d+)/revoke.*", "$1");
    root.post("/accounts/root/tokens/" + id + "/revoke");
    assertThat(root.status()).isEqualTo(404);
    assertThat(me(token)).isEqualTo(200);
    root.get("/accounts/lee").post("/accounts/lee/tokens/" + id + "/revoke");
    assertThat(me(token)).isEqualTo(401);
    root.get("/accounts/lee").post("/accounts/lee/tokens", "token", "Second", "days", "1");
    String second = root.body().replaceAll("(?s).*<code>([^<]+)</code>.*", "$1");
    assertThat(me(second)).isEqualTo(200);
    desk.clock.forward(java.time.Duration.ofDays(1));
    assertThat(me(second)).isEqualTo(401);
    assertThat(
            desk.store.texts(
                "select count(*)::text from account_token where encode(token_hash, 'escape') like 'duecourse%'"))
        .containsExactly("0");
  }

  private static int me(String token) {
    return desk.visitor().get("/api/me", "Authorization", "Bearer " + token).status();
  }

  @Test
  void theLastAdministratorStays() {
    Visitor root = desk.signedIn("root").get("/accounts/root");
    root.post("/accounts/root/disable");
    assertThat(root.status()).isEqualTo(409);
    assertThat(root.text()).contains("root is the last administrator");
    root.get("/accounts/root");
    String version = root.body().replaceAll("(?s).*name=\"version\" value=\"(\\d+)\".*", "$1");
    root.post("/accounts/root", "name", "Root", "roles", "SCHEDULER", "version", version);
    assertThat(root.status()).isEqualTo(422);
    assertThat(desk.server.accounts().find("root").orElseThrow().roles())
        .containsExactly(Role.ADMINISTRATOR);
  }

  @Test
  void anEditOfAnOlderVersionIsRefused() {
    desk.account("shared", Role.SCHEDULER);
    Visitor root = desk.signedIn("root").get("/accounts/shared");
    root.post("/accounts/shared", "name", "First", "version", "1");
    assertThat(root.status()).isEqualTo(303);
    root.get("/accounts/shared").post("/accounts/shared", "name", "Second", "version", "1");
    assertThat(root.text()).contains("Somebody changed this account meanwhile");
    assertThat(desk.server.accounts().find("shared").orElseThrow().name()).isEqualTo("First");
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", desk.server.port())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
