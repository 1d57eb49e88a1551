package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.duecourse.desk.Role;
import org.duecourse.store.TestStore;
import org.junit.jupiter.api.Test;

/** The first administrator, accounts of the demo, and two programs on one database. */
class SetupTest {
  private static Visitor setUp(Visitor visitor, String code) {
    return visitor
        .get("/setup")
        .post(
            "/setup",
            "code",
            code,
            "login",
            "root",
            "name",
            "First One",
            "password",
            RunningDesk.PASSWORD,
            "passwordAgain",
            RunningDesk.PASSWORD);
  }

  @Test
  void onlyWhoSeesTheTerminalMakesTheFirstAdministratorOnceOnAnyInstance() {
    try (RunningDesk one = RunningDesk.empty();
        RunningDesk two = RunningDesk.on(one.store, settings -> settings)) {
      String code = one.server.setupCode().renew().orElseThrow();
      Visitor late = one.visitor().get("/setup");
      Visitor visitor = two.visitor().get("/sign-in");
      assertThat(visitor.header("Location")).isEqualTo("/setup");
      assertThat(setUp(visitor, "guessed").text())
          .contains("This is not the code that the terminal shows.");
      assertThat(visitor.body()).contains("value=\"First One\"").doesNotContain("guessed");
      visitor.post(
          "/setup",
          "code",
          code,
          "login",
          "x",
          "name",
          "",
          "password",
          "short",
          "passwordAgain",
          "other");
      assertThat(visitor.text())
          .contains(
              "A login has 2 to 40", "Enter the name", "fewer than 12", "The two passwords differ");
      assertThat(setUp(visitor, code).status()).isEqualTo(303);
      assertThat(visitor.follow().text()).contains("The first administrator is made.");
      late.post("/setup", "code", code, "login", "second", "name", "Second");
      assertThat(late.header("Location")).isEqualTo("/sign-in");
      assertThat(late.get("/setup").header("Location")).isEqualTo("/sign-in");
      assertThat(one.server.accounts().count()).isEqualTo(1);
      assertThat(one.server.setupCode().renew()).isEmpty();
      Visitor root = one.signedIn("root").get("/accounts");
      assertThat(root.status()).isEqualTo(200);
      // The session is in the database: the other program knows it.
      Visitor there = two.visitor().withSession(root.session()).get("/accounts");
      assertThat(there.text()).contains("First One");
      assertThat(one.store.texts("select count(*)::text from setup_code")).containsExactly("0");
    }
  }

  @Test
  void aCodeEndsAfterADayAndAfterTenWrongTries() {
    try (RunningDesk desk = RunningDesk.empty()) {
      String first = desk.server.setupCode().renew().orElseThrow();
      desk.clock.forward(Duration.ofDays(1).plusSeconds(1));
      assertThat(setUp(desk.visitor(), first).text()).contains("The code has ended.");
      String second = desk.server.setupCode().renew().orElseThrow();
      assertThat(setUp(desk.visitor(), first).text()).contains("This is not the code");
      for (int i = 0; i < 9; i++) {
        setUp(desk.visitor(), "wrong");
      }
      assertThat(setUp(desk.visitor(), second).text()).contains("The code has ended.");
      assertThat(desk.server.accounts().count()).isZero();
    }
  }

  @Test
  void whatTheDemoInventedSignsInOnlyInTheDemo() {
    try (TestStore store = TestStore.fresh();
        RunningDesk demo = RunningDesk.on(store, settings -> settings.withDemo(true));
        RunningDesk real = RunningDesk.on(store, settings -> settings)) {
      demo.account("scheduler", true, List.of(), Role.SCHEDULER);
      demo.account("root", Role.ADMINISTRATOR);
      assertThat(real.server.accounts().countDemo()).isEqualTo(1);
      Visitor scheduler = demo.signedIn("scheduler").get("/");
      assertThat(scheduler.status()).isEqualTo(200);
      assertThat(real.visitor().withSession(scheduler.session()).get("/").status()).isEqualTo(303);
      assertThat(real.signedIn("scheduler").get("/").status()).isEqualTo(303);
      assertThat(real.signedIn("root").get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void whenOneOfTwoProgramsEndsTheOtherGoesOn() {
    try (TestStore store = TestStore.fresh()) {
      RunningDesk one = RunningDesk.on(store, settings -> settings);
      try (RunningDesk two = RunningDesk.on(store, settings -> settings)) {
        one.account("root", Role.ADMINISTRATOR);
        Visitor root = one.signedIn("root");
        one.server.close();
        Visitor there = two.visitor().withSession(root.session()).get("/accounts/new");
        assertThat(there.status()).isEqualTo(200);
        there.post("/accounts", "login", "cho", "name", "Cho", "roles", "SCHEDULER");
        assertThat(there.text()).contains("The account cho is made");
      }
    }
  }
}
