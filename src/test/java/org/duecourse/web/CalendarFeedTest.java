package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.SplittableRandom;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.VisitKind;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.Role;
import org.duecourse.desk.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clinician's calendar for other programs, read by another library than wrote it. */
class CalendarFeedTest {
  private DeskWorld world;
  private RunningDesk desk;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    world.itIs("2026-06-08", "09:00");
    desk = RunningDesk.on(world.store(), settings -> settings).account("root", Role.ADMINISTRATOR);
    desk.clinicianAccount("lee", Role.THERAPIST);
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    desk.close();
  }

  private static String secret(Visitor page) {
    String address = page.body().replaceAll("(?s).*<code>([^<]+)</code>.*", "$1");
    return address.substring(address.indexOf("/feed/"));
  }

  private static ICalendar read(String text) {
    List<ICalendar> all = Biweekly.parse(text).all();
    assertThat(all).hasSize(1);
    assertThat(all.getFirst().validate(ICalVersion.V2_0).getWarnings()).isEmpty();
    assertThat(text.lines()).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
    assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
    return all.getFirst();
  }

  @Test
  void theCalendarNamesTimesAndNoPatientAndEndsWhenItIsRevoked() {
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    Visit visit = world.booked(order, "lee", "2026-06-10", "10:00");
    Visitor lee = desk.signedIn("lee").get("/calendar-link");
    assertThat(lee.text()).contains("There is no link.");
    lee.post("/calendar-link");
    assertThat(lee.body()).contains("<code>" + desk.server.address() + "feed/");
    String address = secret(lee);
    assertThat(address).endsWith(".ics");
    Visitor calendar = desk.visitor().get(address);
    assertThat(calendar.header("Content-Type")).startsWith("text/calendar");
    assertThat(calendar.header("Set-Cookie")).isEmpty();
    VEvent event = read(calendar.body()).getEvents().getFirst();
    assertThat(event.getUid().getValue()).isEqualTo(visit.id() + "@duecourse");
    assertThat(event.getDateStart().getValue().toInstant())
        .isEqualTo(Instant.parse("2026-06-10T17:00:00Z"));
    assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo(visit.ends());
    assertThat(event.getSummary().getValue()).isEqualTo("Return visit, in person");
    assertThat(event.getLocation().getValue()).isEqualTo("Harbor eastside");
    assertThat(calendar.body()).doesNotContain("Sample", "Ada", visit.patientId(), order);
    assertThat(desk.visitor().get(address.replace(".ics", "")).body()).isEqualTo(calendar.body());
    lee.get("/calendar-link").post("/calendar-link");
    String second = secret(lee);
    assertThat(desk.visitor().get(address).status()).isEqualTo(404);
    assertThat(desk.visitor().get(second).status()).isEqualTo(200);
    lee.get("/calendar-link").post("/calendar-link/revoke");
    assertThat(lee.follow().text()).contains("The link has ended.");
    assertThat(desk.visitor().get(second).status()).isEqualTo(404);
  }

  @Test
  void whoHasTheCalendarAlreadyIsToldSoUntilAVisitChanges() {
    Visit visit =
        world.booked(
            world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12"),
            "lee",
            "2026-06-10",
            "10:00");
    Visitor lee = desk.signedIn("lee").get("/calendar-link");
    lee.post("/calendar-link");
    String address = secret(lee);
    Visitor program = desk.visitor().get(address);
    String tag = program.header("ETag");
    assertThat(tag).startsWith("\"");
    assertThat(program.header("Cache-Control")).contains("no-cache", "private");
    desk.clock.forward(java.time.Duration.ofMinutes(7));
    assertThat(program.get(address, "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(program.body()).isEmpty();
    world.desk().bookings().cancel(DeskWorld.CLERK, visit.id(), 0, Bookings.By.PATIENT, "time");
    assertThat(program.get(address, "If-None-Match", tag).status()).isEqualTo(200);
    assertThat(Biweekly.parse(program.body()).first().getEvents()).isEmpty();
  }

  @Test
  void aGroupIsOneEntryHoweverManyCome() {
    long block =
        world
            .desk()
            .supply()
            .add(
                DeskWorld.MANAGER,
                "lee",
                "eastside",
                LocalDate.of(2026, 6, 13),
                LocalTime.of(10, 0),
                LocalTime.of(11, 30),
                Purpose.GROUP,
                90,
                "a group on Saturday");
    long group = world.desk().groups().plan(DeskWorld.MANAGER, block, "Wednesday skills", 8, 3);
    for (int i = 0; i < 3; i++) {
      NewOrder wanted =
          NewOrder.returnVisit(
              world.patient(),
              "eastside",
              "lee",
              LocalDate.of(2026, 6, 8),
              LocalDate.of(2026, 6, 9),
              LocalDate.of(2026, 6, 12),
              LocalDate.of(2026, 6, 16));
      String order = world.desk().orders().enter(DeskWorld.CLERK, group(wanted)).getFirst();
      assertThat(world.desk().groups().seat(DeskWorld.CLERK, group, order))
          .isInstanceOf(Booking.Done.class);
    }
    Visitor lee = desk.signedIn("lee").get("/calendar-link");
    lee.post("/calendar-link");
    String text = desk.visitor().get(secret(lee)).body();
    List<VEvent> events = read(text).getEvents();
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().getSummary().getValue()).isEqualTo("Group");
    assertThat(text).doesNotContain("skills");
  }

  private static NewOrder group(NewOrder order) {
    return new NewOrder(
        VisitKind.GROUP,
        order.patientId(),
        order.siteId(),
        order.clinicianId(),
        order.anchor(),
        order.earliest(),
        order.target(),
        order.latest(),
        order.weight(),
        order.harmProfile(),
        order.continuity(),
        order.discipline(),
        order.language(),
        order.mode(),
        90,
        order.urgency(),
        order.visits(),
        order.intervalDays());
  }

  @Test
  void anAdministratorSeesWhichLinksStandAndEndsThem() {
    Visitor lee = desk.signedIn("lee").get("/calendar-link");
    lee.post("/calendar-link");
    String address = secret(lee);
    Visitor root = desk.signedIn("root").get("/calendar-links");
    assertThat(root.text()).contains("Dr. lee made by lee, June 8, 2026", "Dr. cho none");
    assertThat(root.body()).doesNotContain("/feed/");
    root.post("/calendar-links/lee/revoke");
    assertThat(root.follow().text()).contains("The link of lee has ended.", "Dr. lee none");
    assertThat(desk.visitor().get(address).status()).isEqualTo(404);
    root.post("/calendar-links/cho");
    assertThat(desk.visitor().get(secret(root)).status()).isEqualTo(200);
    assertThat(root.text()).contains("Dr. cho made by root");
    assertThat(root.post("/calendar-links/nobody").status()).isEqualTo(404);
    assertThat(desk.signedIn("lee").get("/calendar-links").status()).isEqualTo(403);
  }

  @Test
  void whateverIsWrittenComesBackAsItWas() {
    SplittableRandom random = new SplittableRandom(20260608);
    String signs = "aäñ漢🙂 ,;:\\\"'\n()=-é";
    int[] points = signs.codePoints().toArray();
    Instant at = Instant.parse("2026-03-08T09:30:00Z");
    for (int run = 0; run < 300; run++) {
      StringBuilder summary = new StringBuilder("x");
      int length = random.nextInt(120);
      for (int i = 0; i < length; i++) {
        summary.appendCodePoint(points[random.nextInt(points.length)]);
      }
      summary.append('x');
      String text =
          new CalendarText()
              .followed("Duecourse")
              .visit(
                  "V-" + run + "@duecourse",
                  3,
                  at,
                  at,
                  at.plusSeconds(3600),
                  summary.toString(),
                  "")
              .end();
      VEvent event = read(text).getEvents().getFirst();
      assertThat(event.getSummary().getValue()).isEqualTo(summary.toString());
      assertThat(event.getSequence().getValue()).isEqualTo(3);
      assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(at);
    }
  }
}
