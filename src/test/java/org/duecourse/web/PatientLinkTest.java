package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.EarlierTimes;
import org.duecourse.desk.Role;
import org.duecourse.desk.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What opens by a link alone: a patient's offer, a clinician's calendar. */
class PatientLinkTest {
  private DeskWorld world;
  private RunningDesk desk;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    world.itIs("2026-06-08", "09:00");
    desk = RunningDesk.on(world.store(), settings -> settings);
    desk.clinicianAccount("lee", Role.THERAPIST);
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    desk.close();
  }

  /** Two people wait for earlier times; a place on June 10 is given back and offered to both. */
  private List<String> offers() {
    String freed = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    Visit visit = world.booked(freed, "lee", "2026-06-10", "10:00");
    for (String time : List.of("10:00", "11:00")) {
      String waiting = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
      world.booked(waiting, "lee", "2026-06-12", time);
      world.desk().orders().wantEarlier(DeskWorld.MANAGER, waiting, true, 4);
    }
    world.desk().bookings().cancel(DeskWorld.CLERK, visit.id(), 0, Bookings.By.PATIENT, "time");
    world.desk().earlierTimes().work();
    List<String> tokens =
        world.desk().earlierTimes().toTell(DeskWorld.MANAGER, "eastside", 10).stream()
            .map(EarlierTimes.Notice::token)
            .filter(java.util.Objects::nonNull)
            .toList();
    assertThat(tokens).hasSize(2);
    return tokens;
  }

  @Test
  void theFirstYesBooksAndTheOtherIsToldThatTheTimeIsGone() {
    List<String> tokens = offers();
    Visitor one = desk.visitor().get("/offer/" + tokens.get(0));
    assertThat(one.text())
        .contains(
            "We can offer you a visit",
            "Wednesday, June 10, 2026, 10:00 a.m. PDT",
            "Dr. lee asked that you be seen from June 9, 2026 to June 12, 2026",
            "Call or text 988")
        .doesNotContain("Sample", "Ada", "P-");
    Visitor two = desk.visitor().get("/offer/" + tokens.get(1));
    one.post("/offer/" + tokens.get(0), "answer", "maybe");
    assertThat(one.text()).contains("Choose one of the answers.");
    one.post("/offer/" + tokens.get(0), "answer", "yes");
    assertThat(one.status()).as(one.text()).isEqualTo(303);
    assertThat(one.follow().text()).contains("Your visit is booked.", "You said yes");
    one.post("/offer/" + tokens.get(0), "answer", "no", "reason", "time");
    assertThat(one.text()).contains("You said yes");
    two.post("/offer/" + tokens.get(1), "answer", "yes");
    assertThat(two.status() == 303 ? two.follow().text() : two.text())
        .contains("Your order is still open");
    assertThat(desk.visitor().get("/offer/" + tokens.get(1)).text())
        .contains("Somebody else took this time");
  }

  @Test
  void noHasAReasonAndCareGoesOn() {
    String token = offers().getFirst();
    Visitor patient = desk.visitor().get("/offer/" + token);
    patient.post("/offer/" + token, "answer", "no");
    assertThat(patient.status()).isEqualTo(422);
    assertThat(patient.text()).contains("Choose why it does not suit you");
    patient.post("/offer/" + token, "answer", "keep");
    assertThat(patient.follow().text()).contains("We tell you when an earlier time opens");
    patient.post("/offer/" + token, "answer", "no", "reason", "time");
    assertThat(patient.follow().text()).contains("Your care goes on", "You said no to this time");
  }

  @Test
  void aLinkThatEndedOrWasMadeUpOpensNothing() {
    String token = offers().getFirst();
    assertThat(desk.visitor().get("/offer/" + token + "x").status()).isEqualTo(404);
    assertThat(desk.visitor().get("/offer/nothing").status()).isEqualTo(404);
    Visitor forged = desk.visitor();
    forged.postRaw(
        "/offer/" + token, "answer=yes", "Content-Type", "application/x-www-form-urlencoded");
    assertThat(forged.status()).isEqualTo(403);
    desk.clock.forward(Duration.ofDays(1));
    Visitor late = desk.visitor().get("/offer/" + token);
    assertThat(late.text()).contains("This offer has ended. Your order is still open");
    assertThat(late.body()).doesNotContain("name=\"answer\"");
  }

  @Test
  void theCalendarNamesTimesAndNoPatientAndEndsWhenItIsRevoked() {
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    Visit visit = world.booked(order, "lee", "2026-06-10", "10:00");
    Visitor lee = desk.signedIn("lee").get("/calendar-link");
    assertThat(lee.text()).contains("There is no link.");
    lee.post("/calendar-link");
    String address = lee.body().replaceAll("(?s).*<code>([^<]+)</code>.*", "$1");
    Visitor calendar = desk.visitor().get(address);
    assertThat(calendar.header("Content-Type")).startsWith("text/calendar");
    assertThat(calendar.body())
        .contains(
            "UID:" + visit.id() + "@duecourse\r\n",
            "DTSTART:20260610T170000Z\r\n",
            "SUMMARY:Return visit\\, in person\r\n",
            "LOCATION:Harbor eastside\r\n")
        .doesNotContain("Sample", "Ada", visit.patientId(), order);
    assertThat(calendar.body().lines()).allMatch(line -> line.length() <= 75);
    lee.get("/calendar-link").post("/calendar-link");
    String second = lee.body().replaceAll("(?s).*<code>([^<]+)</code>.*", "$1");
    assertThat(desk.visitor().get(address).status()).isEqualTo(404);
    assertThat(desk.visitor().get(second).status()).isEqualTo(200);
    lee.get("/calendar-link").post("/calendar-link/revoke");
    assertThat(lee.follow().text()).contains("The link has ended.");
    assertThat(desk.visitor().get(second).status()).isEqualTo(404);
  }
}
