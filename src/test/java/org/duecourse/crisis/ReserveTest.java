package org.duecourse.crisis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;
import static org.duecourse.desk.DeskWorld.place;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.Reason;
import org.duecourse.booking.VisitKind;
import org.duecourse.desk.Block;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.SetAside;
import org.duecourse.desk.Visit;
import org.duecourse.desk.WeekBlock;
import org.duecourse.desk.WeekTemplate;
import org.duecourse.desk.Work;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Eastside on Monday, June 8, 2026, at 8:00: crisis time of Wednesday, 8 to 9 with Lee and with
 * Cho, is released on Tuesday at 8.
 */
class ReserveTest {
  private static final LocalDate WEDNESDAY = LocalDate.of(2026, 6, 10);
  private static final String DAY = "2026-06-10";

  private DeskWorld world;
  private Reserve reserve;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    reserve = Reserve.over(world.desk());
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    world.close();
  }

  private String order() {
    return world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
  }

  private String crisisOrder() {
    LocalDate today = LocalDate.of(2026, 6, 8);
    return world
        .desk()
        .orders()
        .enter(
            CLERK,
            new NewOrder(
                VisitKind.CRISIS,
                world.patient(),
                "eastside",
                null,
                null,
                today,
                WEDNESDAY,
                WEDNESDAY,
                9,
                "risk",
                Continuity.NONE,
                null,
                null,
                null,
                60,
                "urgent",
                1,
                7))
        .getFirst();
  }

  private List<Block> crisisTime(LocalDate day) {
    return world.desk().supply().blocks("eastside", day, day).stream()
        .filter(block -> block.purpose() == Purpose.CRISIS && block.state().equals("active"))
        .toList();
  }

  private void remove(Block block) {
    world.desk().supply().remove(MANAGER, block.id(), block.version(), "no longer needed");
  }

  private static void isKept(Booking booking) {
    assertThat(booking)
        .isInstanceOfSatisfying(
            Booking.Against.class,
            against ->
                assertThat(against.reasons())
                    .extracting(Reason::rule)
                    .contains(Reason.Rule.KEPT_FOR_CRISIS));
  }

  @Test
  void beforeItsReleaseCrisisTimeIsForCrisesOnEveryPathOfTheDesk() {
    Bookings bookings = world.desk().bookings();
    isKept(world.book(order(), "lee", DAY, "08:00"));
    isKept(bookings.hold(CLERK, order(), 0, place("lee", DAY, "08:00"), null, null));
    assertThat(
            bookings.series(
                CLERK,
                List.of(new Bookings.SeriesPlace(order(), place("lee", DAY, "08:00"))),
                null))
        .allSatisfy(ReserveTest::isKept);
    Visit visit = world.booked(order(), "lee", DAY, "09:00");
    isKept(
        bookings.move(
            CLERK,
            visit.id(),
            visit.version(),
            place("lee", DAY, "08:00"),
            Bookings.By.PATIENT,
            "time",
            null,
            null));
    SetAside reason = SetAside.because("nobody else can see her before the trip");
    assertThatThrownBy(
            () ->
                bookings.book(CLERK, order(), 0, place("lee", DAY, "08:00"), reason, null, "staff"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Setting a booking rule aside");
    assertThat(world.book(order(), place("lee", DAY, "08:00"), reason))
        .as("a named role with a reason")
        .isInstanceOf(Booking.Done.class);
    assertThat(world.book(crisisOrder(), "cho", DAY, "08:00"))
        .as("a crisis")
        .isInstanceOf(Booking.Done.class);
    world.itIs("2026-06-10", "09:00");
    assertThat(world.book(order(), "lee", "2026-06-11", "08:00"))
        .as("released")
        .isInstanceOf(Booking.Done.class);
  }

  @Test
  void theDatabaseRefusesWhateverProgramWritesIt() {
    Visit visit = world.booked(order(), "lee", DAY, "09:00");
    Visit crisis = ((Booking.Done) world.book(crisisOrder(), "cho", DAY, "08:00")).visit();
    String at = "tstzrange('2026-06-10 08:00-07', '2026-06-10 08:45-07')";
    String lee = "(select resource from clinician where id = 'lee')";
    for (String careless :
        List.of(
            "update claim set during = " + at + " where appointment_id = '" + visit.id() + "'",
            "insert into claim (resource, during, appointment_id) values ("
                + lee
                + ", "
                + at
                + ", '"
                + visit.id()
                + "')",
            """
            with meeting as (
              insert into group_session (block_id, site_id, clinician_id, title, during, seats, min_people)
              select id, site_id, clinician_id, 'Anxiety group', during, 8, 1 from block
              where clinician_id = 'lee' and day = '2026-06-10' and purpose = 'CRISIS' returning id, during
            ) insert into claim (resource, during, group_session_id) select %s, during, id from meeting
            """
                .formatted(lee))) {
      assertThatThrownBy(() -> asTheDesk(careless))
          .as(careless)
          .satisfies(e -> assertThat(Work.brokenConstraint(e)).isEqualTo("crisis_place_kept"));
    }
    asTheDesk("update claim set during = during where appointment_id = '" + crisis.id() + "'");
    assertThatThrownBy(
            () ->
                world
                    .desk()
                    .work()
                    .run(
                        handle ->
                            handle.execute(
                                "update claim set during = "
                                    + at
                                    + " where appointment_id = '"
                                    + visit.id()
                                    + "'")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("kept for crises until its release");
  }

  private void asTheDesk(String sql) {
    world
        .store()
        .jdbi()
        .useTransaction(
            handle -> {
              handle
                  .select("select set_config('duecourse.now', ?, true)", world.instant().toString())
                  .mapTo(String.class)
                  .one();
              handle.execute(sql);
            });
  }

  @Test
  void noBlockIsTakenAwayBelowTheFloorBeforeItsRelease() {
    assertThat(reserve.floorMinutes("eastside")).isEmpty();
    reserve.keep(MANAGER, "eastside", 60);
    assertThat(reserve.floorMinutes("eastside")).hasValue(60);
    remove(crisisTime(WEDNESDAY).getFirst());
    Block last = crisisTime(WEDNESDAY).getFirst();
    assertThatThrownBy(() -> remove(last))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("less crisis time in a half-day");
    assertThat(crisisTime(WEDNESDAY)).containsExactly(last);
    world.itIs("2026-06-09", "08:00");
    remove(last);
    assertThat(crisisTime(WEDNESDAY)).as("released").isEmpty();
    assertThatThrownBy(() -> reserve.keep(LEE, "eastside", 0))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Setting the crisis reserve");
    assertThatThrownBy(() -> reserve.keep(MANAGER, "eastside", 481))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("0 to 480");
  }

  private WeekTemplate week(String clinician, WeekBlock... blocks) {
    return new WeekTemplate(clinician, "eastside", LocalDate.of(2026, 6, 15), List.of(blocks));
  }

  private static WeekBlock[] crisis(String from, String to) {
    return List.of(
            DayOfWeek.MONDAY,
            DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY,
            DayOfWeek.FRIDAY)
        .stream()
        .map(day -> WeekBlock.of(day, from, to, Purpose.CRISIS, 60).releasedHoursBefore(24))
        .toArray(WeekBlock[]::new);
  }

  @Test
  void aNewWeekKeepsTheFloorOrIsNotSet() {
    reserve.keep(MANAGER, "eastside", 120);
    WeekTemplate none =
        week("lee", WeekBlock.of(DayOfWeek.MONDAY, "08:00", "12:00", Purpose.RETURN, 60));
    WeekTemplate later = week("lee", crisis("13:00", "14:00"));
    for (WeekTemplate less : List.of(none, later)) {
      assertThatThrownBy(() -> world.desk().supply().tryOut(MANAGER, less))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("less crisis time");
      assertThatThrownBy(() -> world.desk().supply().keep(MANAGER, less))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("less crisis time");
    }
    LocalDate monday = LocalDate.of(2026, 6, 15);
    assertThat(crisisTime(monday)).hasSize(2);
    world.desk().supply().keep(MANAGER, week("lee", crisis("10:00", "11:00")));
    assertThat(crisisTime(monday))
        .extracting(block -> block.starts().atZone(DeskWorld.ZONE).toLocalTime())
        .containsExactly(LocalTime.of(8, 0), LocalTime.of(10, 0));
  }

  @Test
  void anAbsenceIsCountedAndNotRefused() {
    reserve.keep(MANAGER, "eastside", 120);
    world
        .desk()
        .absences()
        .declare(
            MANAGER,
            "eastside",
            "lee",
            DeskWorld.instant(DAY, "08:30"),
            DeskWorld.instant(DAY, "12:00"),
            "illness");
    assertThat(crisisTime(WEDNESDAY))
        .extracting(Block::clinicianId)
        .as("Lee's first half-hour is left")
        .containsExactlyInAnyOrder("cho", "lee");
  }

  @Test
  void aRushTakesEverythingButTheFloorAndNoPlaceOfIt() throws Exception {
    for (int i = 0; i < 8; i++) {
      world.clinician("c" + i, "eastside");
      world.week("c" + i, "eastside", "2026-06-08");
    }
    reserve.keep(MANAGER, "eastside", 180);
    List<Block> all = crisisTime(WEDNESDAY);
    assertThat(all).hasSize(10);
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      orders.add(order());
    }
    AtomicInteger refused = new AtomicInteger();
    List<Callable<Void>> clients = new ArrayList<>();
    for (int c = 0; c < 24; c++) {
      SplittableRandom random = new SplittableRandom(c);
      String order = orders.get(c);
      clients.add(
          () -> {
            for (int n = 0; n < 10; n++) {
              Block block = all.get(random.nextInt(all.size()));
              try {
                remove(block);
              } catch (Refused e) {
                refused.incrementAndGet();
              }
              Block wanted = all.get(random.nextInt(all.size()));
              assertThat(world.book(order, wanted.clinicianId(), DAY, "08:00"))
                  .isNotInstanceOf(Booking.Done.class);
            }
            return null;
          });
    }
    try (ExecutorService rush = Executors.newFixedThreadPool(24)) {
      for (Future<Void> client : rush.invokeAll(clients)) {
        client.get();
      }
    }
    assertThat(crisisTime(WEDNESDAY)).as("three hours are left").hasSize(3);
    assertThat(refused.get()).isEqualTo(24 * 10 - 7);
    assertThat(world.store().jdbi().withHandle(ReserveTest::visitsInCrisisTime)).isZero();
  }

  private static int visitsInCrisisTime(Handle handle) {
    return handle
        .select("select count(*) from appointment where lower(during) = '2026-06-10 08:00-07'")
        .mapTo(Integer.class)
        .one();
  }
}
