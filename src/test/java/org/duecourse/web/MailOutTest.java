package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.People.NewPatient;
import org.duecourse.desk.Visit;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail to a real SMTP server on this machine. */
class MailOutTest {
  private static final Pattern LINK = Pattern.compile("http://\\S+/offer/(\\S+)");

  private DeskWorld world;
  private RunningDesk desk;
  private GreenMail server;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    desk = RunningDesk.on(world.store(), settings -> settings);
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
  }

  @AfterEach
  void close() {
    server.stop();
    desk.close();
  }

  private MailSettings settings() {
    String address = desk.server.address().toString().replaceAll("/$", "");
    return new MailSettings(
        "127.0.0.1",
        server.getSmtp().getPort(),
        "",
        "",
        "desk@example.org",
        MailSettings.Tls.NONE,
        URI.create(address));
  }

  /** Somebody who waits for an earlier time and wants e-mail; a time has come free. */
  private String waiting(String email, String language) {
    String gives = order("ada@example.org", "en");
    Visit given = world.booked(gives, "lee", "2026-06-10", "10:00");
    String waits = order(email, language);
    world.booked(waits, "lee", "2026-06-12", "10:00");
    world.desk().orders().wantEarlier(DeskWorld.MANAGER, waits, true, 4);
    world.desk().bookings().cancel(DeskWorld.CLERK, given.id(), 0, Bookings.By.PATIENT, "time");
    return waits;
  }

  private String order(String email, String language) {
    String patient =
        world
            .desk()
            .people()
            .add(
                DeskWorld.CLERK,
                new NewPatient(
                    null,
                    "Ada",
                    "Sample",
                    LocalDate.of(1988, 1, 1),
                    "eastside",
                    language,
                    null,
                    email,
                    "email"));
    return world
        .desk()
        .orders()
        .enter(
            DeskWorld.CLERK,
            NewOrder.returnVisit(
                patient,
                "eastside",
                "lee",
                LocalDate.of(2026, 6, 8),
                LocalDate.of(2026, 6, 9),
                LocalDate.of(2026, 6, 10),
                LocalDate.of(2026, 6, 12)))
        .getFirst();
  }

  @Test
  void anOfferGoesOutWithNothingOfTheVisitInItAndItsLinkOpensTheOffer() throws Exception {
    waiting("bo@example.org", "en");
    try (Rounds rounds = new Rounds(world.desk(), settings())) {
      rounds.go();
      rounds.go();
    }
    MimeMessage[] came = server.getReceivedMessages();
    assertThat(came).hasSize(1);
    MimeMessage message = came[0];
    assertThat(message.getSubject()).isEqualTo("A message for you");
    assertThat(message.getAllRecipients()[0]).hasToString("bo@example.org");
    String all = GreenMailUtil.getWholeMessage(message);
    Matcher link = LINK.matcher(GreenMailUtil.getBody(message).replace("=\r\n", ""));
    assertThat(link.find()).isTrue();
    // The number of the message is chance, in which any three letters may come.
    assertThat(all.replace(link.group(), "").replaceAll("(?m)^Message-ID:.*$", ""))
        .doesNotContainIgnoringCase("sample")
        .doesNotContainIgnoringCase("ada")
        .doesNotContainIgnoringCase("visit")
        .doesNotContainIgnoringCase("harbor")
        .doesNotContainIgnoringCase("june")
        .doesNotContainIgnoringCase("lee");
    assertThat(desk.visitor().get("/offer/" + link.group(1)).text())
        .contains("We can offer you a visit");
    assertThat(world.store().texts("select told_by from notice where kind = 'offer'"))
        .containsExactly("mail");
    assertThat(world.store().texts("select count(*)::text from notice where token is not null"))
        .containsExactly("0");
    assertThat(world.store().texts("select action from audit where action like 'notice.%'"))
        .containsExactly("notice.mailed");
  }

  @Test
  void inTheLanguageOfThePerson() throws Exception {
    waiting("bo@example.org", "es");
    try (Rounds rounds = new Rounds(world.desk(), settings())) {
      rounds.go();
    }
    assertThat(server.getReceivedMessages()).hasSize(1);
    assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Un mensaje para usted");
  }

  @Test
  void aServerThatIsAwayIsTriedAgainAndTheMessageKeepsItsId() throws Exception {
    waiting("bo@example.org", "en");
    MailSettings settings = settings();
    int port = settings.port();
    server.stop();
    try (Rounds rounds = new Rounds(world.desk(), settings)) {
      rounds.go();
      assertThat(world.store().texts("select state || ' ' || failure from mail"))
          .containsExactly("waiting unreachable");
      server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
      server.start();
      world.passes(Duration.ofMinutes(2));
      rounds.go();
    }
    assertThat(server.getReceivedMessages()).hasSize(1);
    assertThat(server.getReceivedMessages()[0].getMessageID()).matches("<[0-9a-f-]{36}@127.0.0.1>");
  }

  @Test
  void anAddressThatIsNoneComesToAPerson() {
    waiting("not an address", "en");
    try (Rounds rounds = new Rounds(world.desk(), settings())) {
      rounds.go();
    }
    assertThat(world.store().texts("select state || ' ' || failure from mail"))
        .containsExactly("failed address");
    assertThat(world.desk().earlierTimes().toTell(DeskWorld.CLERK, "eastside", 10)).hasSize(1);
  }

  @Test
  void settingsSayAllThatIsWrongAndNeverShowThePassword() {
    assertThat(MailSettings.from(Map.of())).isEmpty();
    Map<String, String> wrong = new HashMap<>();
    wrong.put("DUECOURSE_SMTP_HOST", "mail.example.org");
    wrong.put("DUECOURSE_SMTP_PORT", "0");
    wrong.put("DUECOURSE_SMTP_TLS", "none");
    wrong.put("DUECOURSE_SMTP_USER", "desk");
    wrong.put("DUECOURSE_SMTP_FROM", "desk");
    wrong.put("DUECOURSE_PUBLIC_ADDRESS", "http://desk.example.org");
    assertThatThrownBy(() -> MailSettings.from(wrong))
        .isInstanceOfSatisfying(
            Refused.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::place)
                    .containsExactlyElementsOf(
                        List.of(
                            "DUECOURSE_SMTP_TLS",
                            "DUECOURSE_SMTP_PORT",
                            "DUECOURSE_SMTP_USER",
                            "DUECOURSE_SMTP_FROM",
                            "DUECOURSE_PUBLIC_ADDRESS")));
    MailSettings right =
        MailSettings.from(
                Map.of(
                    "DUECOURSE_SMTP_HOST", "mail.example.org",
                    "DUECOURSE_SMTP_USER", "desk",
                    "DUECOURSE_SMTP_PASSWORD", "seven grey herons",
                    "DUECOURSE_SMTP_FROM", "desk@example.org",
                    "DUECOURSE_PUBLIC_ADDRESS", "https://desk.example.org/"))
            .orElseThrow();
    assertThat(right.port()).isEqualTo(587);
    assertThat(right.toString()).doesNotContain("herons");
    assertThat(right.address()).hasToString("https://desk.example.org");
  }
}
