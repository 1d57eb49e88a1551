package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Site;
import org.duecourse.desk.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A patient's link when time passes. */
class PatientLinkEndsTest {
  private DeskWorld world;
  private RunningDesk desk;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    world.itIs("2026-06-08", "09:00");
    desk = RunningDesk.on(world.store(), settings -> settings);
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    desk.close();
  }

  private static String path(String token) {
    return "/offer/" + token;
  }

  @Test
  void whoHasNoVisitReadsWhoCallsByWhenAndWhatElseThereIs() {
    String token = new Offers(world).inWeek(0).getFirst();
    Visit had = Objects.requireNonNull(world.desk().earlierTimes().byToken(token).visit());
    world.desk().bookings().cancel(DeskWorld.CLERK, had.id(), 0, Bookings.By.PATIENT, "illness");
    desk.clock.forward(Duration.ofHours(5));
    world.passes(Duration.ofHours(5));
    Visitor late = desk.visitor().get(path(token));
    assertThat(late.text())
        .contains(
            "This offer has ended. Nothing of yours has changed.",
            "Your order is still open.",
            "You have no visit booked yet. We call you by",
            "you can also ask us, or your health plan, about care outside this clinic")
        .doesNotContain("Continue");
    late.post(path(token), "answer", "yes");
    assertThat(late.follow().text()).contains("This offer has ended.");
    assertThat(world.desk().earlierTimes().byToken(token).visit()).isNull();
  }

  @Test
  void aLinkThatWasMadeUpOpensNothingAndTryingIsSlowedDown() {
    String token = new Offers(world).inWeek(0).getFirst();
    Visitor visitor = desk.visitor();
    assertThat(visitor.get(path(token) + "x").status()).isEqualTo(404);
    assertThat(visitor.text())
        .contains("This link does not open an offer", "Nothing was changed", "Call or text 988");
    assertThat(visitor.get("/offer/nada", "Accept-Language", "es-MX,es;q=0.9").text())
        .contains("Este enlace no abre ninguna oferta");
    int tried = 2;
    for (String wrong :
        List.of("'%20or%201=1%20--", "%3Cscript%3E", "a".repeat(3000), "..%20", "%F0%9F%99%82")) {
      visitor.get("/offer/" + wrong);
      assertThat(visitor.status()).as(wrong).isEqualTo(404);
      assertThat(visitor.body()).doesNotContain("<script>");
      tried++;
    }
    for (; tried < GuessLimit.MISSES; tried++) {
      assertThat(visitor.post("/offer/guess" + tried, "answer", "yes").status()).isEqualTo(404);
    }
    visitor.get("/offer/one-more");
    assertThat(visitor.status()).isEqualTo(429);
    assertThat(visitor.header("Retry-After")).isEqualTo("60");
    assertThat(visitor.text()).contains("Wait a minute", "Call or text 988");
    assertThat(visitor.get("/feed/one-more").status()).as("feeds too").isEqualTo(429);
    assertThat(desk.visitor().get("/sign-in").status()).as("other pages are not").isNotEqualTo(429);
    desk.clock.forward(Duration.ofMinutes(1));
    assertThat(visitor.get(path(token)).status()).isEqualTo(200);
  }

  @Test
  void theClinicsOwnCrisisLineStandsBesideThePublicOne() {
    Site site = world.desk().people().site("eastside");
    world
        .desk()
        .people()
        .keep(
            DeskWorld.MANAGER,
            new Site(
                site.id(),
                site.name(),
                site.zone(),
                site.calendar(),
                site.horizonDays(),
                site.holdMinutes(),
                site.offersByStaff(),
                site.offerBatch(),
                site.offerMinutes(),
                "555-0100",
                true,
                site.version()));
    String token = new Offers(world).inWeek(0).getFirst();
    assertThat(desk.visitor().get(path(token)).text())
        .contains("Call or text 988", "The clinic's crisis line is 555-0100.");
  }
}
