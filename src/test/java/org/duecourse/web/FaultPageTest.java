package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.duecourse.desk.Role;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is shown and logged when something fails that nobody foresaw. */
class FaultPageTest {
  @Test
  void aFaultHasANumberForThePersonAndAPlaceForTheLogAndNothingElse() {
    try (RunningDesk desk = RunningDesk.empty().account("root", Role.ADMINISTRATOR)) {
      Visitor root = desk.signedIn("root").get("/accounts/new");
      Account account = desk.server.accounts().find("root").orElseThrow();
      String token =
          desk.server.context().getBean(AccountTokens.class).create("root", "t", 1, account);
      // The whole log, from here on: the server sets it up anew when it starts.
      Logger everything = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      everything.detachAndStopAllAppenders();
      ListAppender<ILoggingEvent> log = new ListAppender<>();
      log.start();
      everything.addAppender(log);
      desk.store
          .owner()
          .useHandle(
              h -> h.execute("alter table duecourse.account rename column name to was_name"));
      root.post("/accounts", "login", "secretlogin", "name", "Secret Name");
      assertThat(root.status()).isEqualTo(500);
      assertThat(root.text())
          .contains("Sorry, there is a problem")
          .doesNotContain("Exception", "select", "Secret Name", "was_name");
      String reference = root.body().replaceAll("(?s).*class=\"code\">([^<]+)<.*", "$1");
      assertThat(log.list).hasSize(1);
      assertThat(log.list.getFirst().getThrowableProxy()).isNull();
      assertThat(log.list.getFirst().getFormattedMessage())
          .contains(
              "reference=" + reference,
              "method=POST",
              "route=/accounts",
              "org.duecourse.web.Accounts")
          .doesNotContain("secretlogin", "Secret", "select", "was_name", "\n");
      Visitor api = desk.visitor().get("/api/me", "Authorization", "Bearer " + token);
      assertThat(api.status()).isEqualTo(500);
      assertThat(api.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(api.body()).contains("\"reference\"").doesNotContain("Exception", "select");
    }
  }
}
