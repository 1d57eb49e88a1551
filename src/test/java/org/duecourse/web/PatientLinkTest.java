package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Offer;
import org.duecourse.desk.Visit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A patient's offer, which opens by its link alone. */
class PatientLinkTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private static DeskWorld world;
  private static RunningDesk desk;
  private static Offers offers;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
    world.itIs("2026-06-08", "09:00");
    desk = RunningDesk.on(world.store(), settings -> settings);
    offers = new Offers(world);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @AfterEach
  void nothingIsBroken() {
    world.nothingIsBroken();
  }

  private static String path(String token) {
    return "/offer/" + token;
  }

  @Test
  void thePageSaysAllThatIsNeededAndNothingOfThePerson() {
    String token = offers.inWeek(0).getFirst();
    Visitor patient = desk.visitor().get(path(token));
    assertThat(patient.text())
        .contains(
            "We can offer you a visit",
            "Wednesday, June 10, 2026, at 10:00 a.m. Pacific Time",
            "minutes with Dr. lee, in person at Harbor eastside",
            "Dr. lee asked that you be seen from Tuesday, June 9, 2026 to Friday, June 12, 2026",
            "Your limit date is",
            "You have a visit on Friday, June 12, 2026",
            "This offer stands until Monday, June 8, 2026, at 1:00 p.m. Pacific Time",
            "Saying no does not end your care",
            "Call or text 988",
            "Exit this page");
    assertThat(patient.body())
        .doesNotContain("Sample", "Ada", "P-1", "P-2", "P-3", "R-2", "<script>")
        .contains("<html lang=\"en-US\">", "name=\"robots\" content=\"noindex");
    assertThat(patient.header("Set-Cookie")).as("no session").isEmpty();
    assertThat(patient.header("Cache-Control")).contains("no-store");
    assertThat(patient.header("X-Robots-Tag")).contains("noindex");
    assertThat(patient.header("Referrer-Policy")).isEqualTo("same-origin");
  }

  @Test
  void theFirstYesBooksAndTheOtherIsToldThatTheTimeIsGone() {
    List<String> tokens = offers.inWeek(1);
    String one = tokens.get(0);
    String two = tokens.get(1);
    Visitor first = desk.visitor().get(path(one));
    Visitor second = desk.visitor().get(path(two));
    first.post(path(one), "answer", "maybe");
    assertThat(first.status()).isEqualTo(422);
    assertThat(first.text()).contains("Choose one of the answers.");
    first.post(path(one), "answer", "yes");
    assertThat(first.status()).as(first.text()).isEqualTo(303);
    assertThat(first.follow().text())
        .contains(
            "Your visit is booked",
            "Your reference is V-",
            "What happens next",
            "If you cannot come",
            "Put it into my calendar");
    String reference = first.text().replaceAll(".*reference is (V-\\d+).*", "$1");
    assertThat(world.visit(reference).starts()).isEqualTo(DeskWorld.instant("2026-06-17", "10:00"));
    first.post(path(one), "answer", "yes");
    assertThat(first.follow().text()).as("yes twice books once").contains(reference);
    first.post(path(one), "answer", "no", "reason", "time");
    assertThat(first.follow().text()).as("an answer stands").contains(reference);
    second.post(path(two), "answer", "yes");
    assertThat(second.follow().text())
        .contains(
            "This time is no longer open",
            "Somebody else took this time",
            "Your order is still open",
            "Your visit on Friday, June 19, 2026")
        .doesNotContain("Continue");
  }

  @Test
  void yesSentByManyAtOnceBooksOneVisit() throws Exception {
    List<String> tokens = offers.inWeek(2);
    List<Callable<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String token = tokens.get(i % 2);
      answers.add(() -> desk.visitor().post(path(token), "answer", "yes").status());
    }
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> answer : people.invokeAll(answers)) {
        assertThat(answer.get()).isEqualTo(303);
      }
    }
    assertThat(
            tokens.stream()
                .map(token -> desk.visitor().get(path(token)).text())
                .filter(text -> text.contains("Your reference is V-")))
        .hasSize(1);
  }

  @Test
  void yesAndTellMeOfEarlierTimesBooksAndStaysOnTheList() {
    String token = offers.inWeek(3).getFirst();
    Visitor patient = desk.visitor().get(path(token));
    patient.post(path(token), "answer", "keep");
    assertThat(patient.follow().text())
        .contains("Your visit is booked", "We tell you if an earlier time opens.");
    assertThat(order(token).earlierList()).isTrue();
    assertThat(order(token).earlierNoticeHours()).as("as the person had asked").isEqualTo(4);
  }

  @Test
  void afterAPlainYesEarlierTimesCanStillBeAskedFor() {
    String token = offers.inWeek(4).getFirst();
    Visitor patient = desk.visitor().get(path(token));
    patient.post(path(token), "answer", "yes");
    assertThat(order(token).earlierList()).isFalse();
    assertThat(patient.follow().body()).contains("name=\"answer\" value=\"earlier\"");
    patient.post(path(token), "answer", "earlier");
    assertThat(patient.follow().text()).contains("We tell you if an earlier time opens.");
    assertThat(order(token).earlierList()).isTrue();
  }

  private org.duecourse.desk.Order order(String token) {
    return world.desk().earlierTimes().byToken(token).order();
  }

  @Test
  void noHasAReasonAndCareGoesOn() {
    String token = offers.inWeek(5).getFirst();
    Visitor patient = desk.visitor().get(path(token));
    for (String reason : List.of("", "because", "' or 1=1 --")) {
      patient.post(path(token), "answer", "no", "reason", reason);
      assertThat(patient.status()).isEqualTo(422);
      assertThat(patient.text()).contains("Choose why it does not suit you");
      assertThat(patient.body()).contains("<title>Error: ", "value=\"no\" checked");
    }
    patient.post(path(token), "answer", "no", "reason", "time");
    assertThat(patient.follow().text())
        .contains(
            "You said no to this time. The reason that we noted: The time.",
            "Your order is still open",
            "Your visit on Friday, July 17, 2026, at 10:00 a.m. Pacific Time stays booked");
    Offer offer = world.desk().earlierTimes().byToken(token).offer();
    assertThat(offer.answer()).isEqualTo("declined");
    assertThat(offer.reason()).isEqualTo("time");
    assertThat(offers.open()).as("nobody has to tell the person any more").doesNotContain(token);
  }

  @Test
  void anOrderThatWasClosedMeanwhileIsSaidToBeClosed() {
    String token = offers.inWeek(6).getFirst();
    Visit had = Objects.requireNonNull(world.desk().earlierTimes().byToken(token).visit());
    world.desk().bookings().cancel(DeskWorld.CLERK, had.id(), 0, Bookings.By.PATIENT, "illness");
    world
        .desk()
        .orders()
        .close(DeskWorld.MANAGER, order(token).id(), order(token).version(), "not_needed");
    Visitor patient = desk.visitor().get(path(token));
    assertThat(patient.text()).contains("Your order is closed.").doesNotContain("Continue");
    patient.post(path(token), "answer", "yes");
    assertThat(patient.follow().text()).contains("Your order is closed.");
  }

  @Test
  void aVisitThatWasCancelledAfterwardsIsNotSaidToBeBooked() {
    String token = offers.inWeek(7).getFirst();
    Visitor patient = desk.visitor().get(path(token));
    patient.post(path(token), "answer", "yes");
    String reference = patient.follow().text().replaceAll(".*reference is (V-\\d+).*", "$1");
    world
        .desk()
        .bookings()
        .cancel(
            DeskWorld.CLERK,
            reference,
            world.visit(reference).version(),
            Bookings.By.CLINIC,
            "clinician_absent");
    assertThat(patient.get(path(token)).text())
        .contains("changed or cancelled since", "You have no visit booked yet")
        .doesNotContain("Your visit is booked");
    assertThat(patient.get(path(token) + "/visit.ics").status()).isEqualTo(404);
  }

  @Test
  void theLanguageIsThePersonsUnlessAnotherIsChosen() {
    String token = offers.inWeek(12, offers.spanishPatient()).getFirst();
    Visitor patient = desk.visitor().get(path(token));
    assertThat(patient.body())
        .contains("<html lang=\"es-US\">", "hreflang=\"en-US\" lang=\"en-US\">English</a>");
    assertThat(patient.text())
        .contains(
            "Podemos ofrecerle una cita",
            "miércoles 2 de septiembre de 2026, a las 10:00 a. m., hora del Pacífico",
            "¿Le conviene esta hora?",
            "988 y oprima 2");
    patient.post(path(token), "answer", "no");
    assertThat(patient.body()).contains("<title>Error: ");
    assertThat(patient.text()).contains("Hay un problema", "Su respuesta no se envió.");
    assertThat(patient.get(path(token) + "?lang=en").text()).contains("We can offer you a visit");
    patient.post(path(token) + "?lang=en", "answer", "yes");
    assertThat(patient.follow().text()).contains("Your visit is booked");
    assertThat(patient.get(path(token)).text()).contains("Su cita está reservada");
    assertThat(patient.get(path(token) + "?lang=xx").text()).contains("Su cita está reservada");
  }

  @Test
  void theEntryForACalendarSaysNothingOfTheClinicOrThePerson() {
    String token = offers.inWeek(8).getFirst();
    Visitor patient = desk.visitor().get(path(token) + "/visit.ics");
    assertThat(patient.status()).as("nothing is booked yet").isEqualTo(404);
    patient.post(path(token), "answer", "yes");
    patient.get(path(token) + "/visit.ics");
    assertThat(patient.header("Content-Type")).startsWith("text/calendar");
    assertThat(patient.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"visit.ics\"");
    assertThat(patient.body())
        .contains("DTSTART:20260805T170000Z\r\n", "SUMMARY:Appointment\r\n")
        .doesNotContain("Harbor", "lee", "Sample", "P-", token);
    assertThat(patient.get(path(token) + "/visit.ics?lang=es").body()).contains("SUMMARY:Cita\r\n");
  }

  @Test
  void aFormOfAnotherSiteChangesNothing() {
    String token = offers.inWeek(9).getFirst();
    Visitor patient = desk.visitor();
    String host = desk.server.address().getAuthority();
    for (String[] from :
        List.of(
            new String[] {"Origin", "https://elsewhere.example"},
            new String[] {"Origin", "null"},
            new String[] {"Origin", "not an address"},
            new String[] {"Sec-Fetch-Site", "cross-site"},
            new String[] {"Sec-Fetch-Site", "same-site"},
            new String[] {"Sec-Fetch-Site", "cross-site", "Origin", "http://" + host})) {
      List<String> headers = new ArrayList<>(List.of("Content-Type", FORM));
      headers.addAll(List.of(from));
      patient.postRaw(path(token), "answer=yes", headers.toArray(String[]::new));
      assertThat(patient.status()).as(String.join(" ", from)).isEqualTo(403);
      assertThat(patient.text()).contains("did not come from this page", "Call or text 988");
    }
    assertThat(world.desk().earlierTimes().byToken(token).open()).isTrue();
    patient.postRaw(
        path(token), "answer=yes", "Content-Type", FORM, "Sec-Fetch-Site", "same-origin");
    assertThat(patient.status()).isEqualTo(303);
  }

  @Test
  void tooMuchAndOtherMethodsAndFormatsAreRefused() {
    String token = offers.inWeek(10).getFirst();
    Visitor patient = desk.visitor();
    patient.postRaw(path(token), "answer=" + "y".repeat(300_000), "Content-Type", FORM);
    assertThat(patient.status()).isEqualTo(413);
    assertThat(patient.ask("DELETE", path(token)).status()).isEqualTo(405);
    patient.postRaw(path(token), "{\"answer\":\"yes\"}", "Content-Type", "application/json");
    assertThat(patient.status()).isEqualTo(422);
    assertThat(world.desk().earlierTimes().byToken(token).open()).isTrue();
  }

  @Test
  void anAccountOfStaffChangesNothingAboutThePage() {
    String token = offers.inWeek(11).getFirst();
    desk.account("clerk", org.duecourse.desk.Role.SCHEDULER);
    Visitor clerk = desk.signedIn("clerk");
    assertThat(clerk.get(path(token)).text()).doesNotContain("Colleague clerk", "Sign out");
    assertThat(clerk.get("/").text()).contains("Colleague clerk");
  }
}
