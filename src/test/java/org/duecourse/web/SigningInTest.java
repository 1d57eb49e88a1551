package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in and out, locks, sessions. */
class SigningInTest {
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    desk =
        RunningDesk.empty()
            .account("lee", Role.THERAPIST)
            .account("root", Role.ADMINISTRATOR)
            .account("invented", true, java.util.List.of(), Role.SCHEDULER);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  private static Visitor tries(Visitor visitor, String login, String password) {
    return visitor.get("/sign-in").post("/sign-in", "login", login, "password", password);
  }

  @Test
  void theRightPasswordLeadsToThePageThatWasAskedFor() {
    Visitor visitor = desk.visitor().get("/password");
    assertThat(visitor.status()).isEqualTo(303);
    assertThat(visitor.header("Location")).isEqualTo("/sign-in");
    tries(visitor, "Lee ", RunningDesk.PASSWORD);
    assertThat(visitor.status()).isEqualTo(302);
    assertThat(visitor.header("Location")).endsWith("/password");
    assertThat(visitor.follow().text()).contains("Change your password", "Colleague lee");
  }

  @Test
  void theSessionGetsAnotherNumberAndTheFormsAnotherToken() {
    Visitor visitor = desk.visitor().get("/sign-in");
    String before = visitor.session();
    String token = visitor.token();
    visitor.post("/sign-in", "login", "lee", "password", RunningDesk.PASSWORD);
    assertThat(before).isNotEmpty();
    assertThat(visitor.session()).isNotEmpty().isNotEqualTo(before);
    assertThat(visitor.get("/").token()).isNotEqualTo(token);
    assertThat(desk.visitor().withSession(before).get("/").status()).isEqualTo(303);
  }

  @Test
  void whateverIsWrongTheWordsAreTheSame() {
    String wrong = tries(desk.visitor(), "root", "not the password").text();
    assertThat(wrong).contains("There is a problem", "You are not signed in.");
    assertThat(words(tries(desk.visitor(), "nobody", "not the password").text()))
        .isEqualTo(words(wrong));
    assertThat(words(tries(desk.visitor(), "invented", RunningDesk.PASSWORD).text()))
        .isEqualTo(words(wrong));
    assertThat(words(tries(desk.visitor(), "", "").text())).isEqualTo(words(wrong));
  }

  private static String words(String text) {
    return text.substring(text.indexOf("There is a problem"));
  }

  @Test
  void theFifthWrongPasswordLocksAndEachFurtherOneLocksLonger() {
    desk.account("locked", Role.SCHEDULER);
    for (int i = 0; i < Accounts.FREE_TRIES; i++) {
      assertThat(tries(desk.visitor(), "locked", "wrong number " + i).status()).isEqualTo(422);
    }
    assertThat(tries(desk.visitor(), "locked", RunningDesk.PASSWORD).status()).isEqualTo(422);
    desk.clock.forward(Duration.ofSeconds(61));
    assertThat(tries(desk.visitor(), "locked", "wrong again").status()).isEqualTo(422);
    desk.clock.forward(Duration.ofSeconds(61));
    assertThat(tries(desk.visitor(), "locked", RunningDesk.PASSWORD).status()).isEqualTo(422);
    desk.clock.forward(Duration.ofSeconds(60));
    assertThat(tries(desk.visitor(), "locked", RunningDesk.PASSWORD).status()).isEqualTo(302);
    assertThat(
            desk.store.texts(
                "select failed_count::text from account where login = 'locked' and locked_until is null"))
        .containsExactly("0");
  }

  @Test
  void theLockNeverLastsLongerThanAnHour() {
    desk.account("hammered", Role.SCHEDULER);
    desk.store
        .owner()
        .useHandle(
            handle ->
                handle.execute(
                    "update duecourse.account set failed_count = 500 where login = 'hammered'"));
    tries(desk.visitor(), "hammered", "wrong");
    desk.clock.forward(Duration.ofMinutes(59));
    assertThat(tries(desk.visitor(), "hammered", RunningDesk.PASSWORD).status()).isEqualTo(422);
    desk.clock.forward(Duration.ofMinutes(1));
    assertThat(tries(desk.visitor(), "hammered", RunningDesk.PASSWORD).status()).isEqualTo(302);
  }

  @Test
  void signingInOutAndFailingAreInTheAuditWithoutWhatWasTyped() {
    desk.account("cho", Role.SCHEDULER);
    tries(desk.visitor(), "cho", "wrong");
    tries(desk.visitor(), "my secret in the wrong field", "x");
    Visitor cho = desk.signedIn("cho").get("/");
    cho.post("/sign-out");
    assertThat(cho.status()).isEqualTo(302);
    assertThat(cho.follow().text()).contains("You are signed out.");
    assertThat(cho.get("/").status()).isEqualTo(303);
    assertThat(desk.store.texts("select action from audit where actor = 'cho' order by id"))
        .containsExactly("account.sign_in_refused", "account.sign_in", "account.sign_out");
    assertThat(
            desk.store.texts(
                "select count(*)::text from audit where (audit.*)::text like '%secret in%'"))
        .containsExactly("0");
  }

  @Test
  void aSessionThatEndedKeepsWhatWasTypedForItsOwner() {
    Visitor root = desk.signedIn("root").get("/accounts/new");
    String page = root.body();
    assertThat(page).contains("name=\"_who\" value=\"root\"");
    endSessions("root");
    root.post(
        "/accounts",
        "_who",
        "root",
        "login",
        "newcomer",
        "name",
        "New Comer",
        "roles",
        "SCHEDULER");
    assertThat(root.status()).isEqualTo(303);
    assertThat(root.header("Location")).isEqualTo("/sign-in?ended");
    assertThat(root.follow().text()).contains("Your session has ended");
    root.post("/sign-in", "login", "root", "password", RunningDesk.PASSWORD);
    assertThat(root.header("Location")).endsWith("/continue");
    assertThat(root.follow().text())
        .contains("Make an account", "newcomer", "New Comer", "Nothing has been done yet");
    root.post("/accounts", "login", "newcomer", "name", "New Comer", "roles", "SCHEDULER");
    assertThat(root.text()).contains("The account newcomer is made");
  }

  @Test
  void whatSomebodyElseTypedIsNeverShown() {
    Visitor visitor = desk.signedIn("root").get("/accounts/new");
    endSessions("root");
    visitor.post("/accounts", "_who", "root", "login", "private", "name", "Only For Root");
    visitor.follow();
    visitor.post("/sign-in", "login", "lee", "password", RunningDesk.PASSWORD);
    assertThat(visitor.header("Location")).doesNotContain("continue");
    assertThat(visitor.get("/continue").header("Location")).isEqualTo("/");
  }

  @Test
  void aFormThatAnotherSiteSentIsNotKept() {
    Visitor visitor = desk.visitor().get("/sign-in");
    visitor.postRaw(
        "/accounts",
        "_who=root&login=evil&name=Evil",
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Origin",
        "https://elsewhere.example");
    visitor.get("/sign-in");
    visitor.post("/sign-in", "login", "root", "password", RunningDesk.PASSWORD);
    assertThat(visitor.header("Location")).doesNotContain("continue");
  }

  private static void endSessions(String login) {
    desk.store
        .owner()
        .useHandle(
            handle ->
                handle.execute(
                    "delete from duecourse.web_session where principal_name = ?", login));
  }

  @Test
  void anAccountThatIsDisabledIsOutAtOnceAndARoleTakenAwayToo() {
    desk.account("osei", Role.ADMINISTRATOR);
    Visitor osei = desk.signedIn("osei").get("/accounts");
    assertThat(osei.status()).isEqualTo(200);
    Visitor root = desk.signedIn("root").get("/accounts/osei");
    root.post("/accounts/osei", "name", "Osei", "roles", "SCHEDULER", "version", "1");
    assertThat(root.status()).isEqualTo(303);
    assertThat(osei.get("/accounts").status()).isEqualTo(403);
    root.get("/accounts/osei").post("/accounts/osei/disable");
    assertThat(osei.get("/").status()).isEqualTo(303);
    assertThat(osei.header("Location")).isEqualTo("/sign-in");
  }

  @Test
  void aPasswordThatWasSetBySomebodyElseIsChangedFirst() {
    Visitor root = desk.signedIn("root").get("/accounts/new");
    root.post(
        "/accounts", "login", "rivera", "name", "Rivera", "roles", "THERAPIST", "signIn", "here");
    String first = root.body().replaceAll("(?s).*<code>([^<]+)</code>.*", "$1");
    assertThat(first).matches("[a-z2-9]{4}(-[a-z2-9]{4}){3}");
    Visitor rivera = tries(desk.visitor(), "rivera", first);
    assertThat(rivera.get("/").header("Location")).isEqualTo("/password");
    rivera.follow();
    assertThat(rivera.text()).contains("Somebody else set your password");
    rivera.post("/password", "old", first, "password", "short", "passwordAgain", "short");
    assertThat(rivera.status()).isEqualTo(422);
    assertThat(rivera.text()).contains("fewer than 12 characters");
    rivera.post(
        "/password", "old", "wrong", "password", "rivera rivera", "passwordAgain", "rivera rivera");
    assertThat(rivera.text()).contains("not the password that you have now", "holds the login");
    Visitor other = tries(desk.visitor(), "rivera", first);
    rivera.post(
        "/password",
        "old",
        first,
        "password",
        "nine small boats",
        "passwordAgain",
        "nine small boats");
    assertThat(rivera.status()).isEqualTo(303);
    assertThat(rivera.follow().text()).contains("Your password is changed", "Rivera");
    assertThat(other.get("/").header("Location")).isEqualTo("/sign-in");
    assertThat(tries(desk.visitor(), "rivera", first).status()).isEqualTo(422);
    assertThat(tries(desk.visitor(), "rivera", "nine small boats").status()).isEqualTo(302);
  }
}
