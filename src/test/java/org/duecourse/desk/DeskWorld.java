package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.People.NewPatient;
import org.duecourse.store.TestStore;
import org.jspecify.annotations.Nullable;

/**
 * A small clinic of invented people on a real PostgreSQL, with a clock that is set by hand. Each
 * world has a database of its own.
 */
public final class DeskWorld implements AutoCloseable, InstantSource {
  /** The clinic's zone. */
  public static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  public static final Actor CLERK = actor("clerk", Role.SCHEDULER);
  public static final Actor MANAGER = actor("manager", Role.CLINIC_MANAGER, Role.ACCESS_MANAGER);
  public static final Actor LEE =
      new Actor("lee.account", EnumSet.of(Role.THERAPIST), Set.of("eastside"), "lee");
  public static final Actor CHO =
      new Actor("cho.account", EnumSet.of(Role.THERAPIST), Set.of("eastside"), "cho");

  private final TestStore store;
  private final AtomicInteger number = new AtomicInteger();
  private final Desk desk;
  private volatile Instant now;

  private DeskWorld(TestStore store, Instant now) {
    this.store = store;
    this.now = now;
    this.desk = Desk.over(store.jdbi(), this);
  }

  /** A world in which it is this local time. */
  public static DeskWorld at(String day, String time) {
    return new DeskWorld(
        TestStore.fresh(), WallClock.at(LocalDate.parse(day), LocalTime.parse(time), ZONE));
  }

  /**
   * Eastside on Monday, June 8, 2026, 8:00: Lee and Cho, return places from 9 to 12 and from 1 to
   * 4, a first place at 4 p.m., a crisis place at 8 a.m. released at 8 a.m. of the day before.
   */
  public static DeskWorld eastside() {
    return eastside(150);
  }

  /** The same with blocks so many days ahead. */
  public static DeskWorld eastside(int horizonDays) {
    DeskWorld world = at("2026-06-08", "08:00");
    world.site("eastside", horizonDays);
    world.clinician("lee", "eastside");
    world.clinician("cho", "eastside");
    world.week("lee", "eastside", "2026-06-08");
    world.week("cho", "eastside", "2026-06-08");
    return world;
  }

  static Actor actor(String account, Role first, Role... more) {
    return new Actor(account, EnumSet.of(first, more), Set.of(), null);
  }

  public Desk desk() {
    return desk;
  }

  public TestStore store() {
    return store;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** The clock goes on. */
  public void passes(Duration time) {
    now = now.plus(time);
  }

  /** The clock is set. */
  public void itIs(String day, String time) {
    now = instant(day, time);
  }

  public static Instant instant(String day, String time) {
    return WallClock.at(LocalDate.parse(day), LocalTime.parse(time), ZONE);
  }

  public void site(String id) {
    site(id, 150);
  }

  private void site(String id, int horizonDays) {
    desk.people()
        .keep(
            MANAGER,
            new Site(
                id,
                "Harbor " + id,
                ZONE.getId(),
                "us-ca.core",
                horizonDays,
                10,
                false,
                16,
                240,
                "",
                true,
                0));
  }

  public void clinician(String id, String... sites) {
    desk.people()
        .keep(
            MANAGER,
            new Practitioner(
                id, "Dr. " + id, "therapist", List.of("en"), null, 1, true, List.of(sites), 0));
  }

  /** The usual week of {@link #eastside}. */
  public void week(String clinicianId, String siteId, String from) {
    List<WeekBlock> blocks = new ArrayList<>();
    for (DayOfWeek day :
        List.of(
            DayOfWeek.MONDAY,
            DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY,
            DayOfWeek.FRIDAY)) {
      blocks.add(WeekBlock.of(day, "08:00", "09:00", Purpose.CRISIS, 60).releasedHoursBefore(24));
      blocks.add(WeekBlock.of(day, "09:00", "12:00", Purpose.RETURN, 60));
      blocks.add(WeekBlock.of(day, "12:00", "13:00", Purpose.BREAK, 60));
      blocks.add(WeekBlock.of(day, "13:00", "16:00", Purpose.RETURN, 60));
      blocks.add(WeekBlock.of(day, "16:00", "17:00", Purpose.FIRST, 60).releasedHoursBefore(48));
      blocks.add(WeekBlock.of(day, "17:00", "18:00", Purpose.PROTECTED, 60));
    }
    desk.supply()
        .keep(MANAGER, new WeekTemplate(clinicianId, siteId, LocalDate.parse(from), blocks));
  }

  /** An invented person at Eastside. */
  public String patient() {
    int n = number.incrementAndGet();
    return desk.people()
        .add(
            CLERK,
            new NewPatient(
                "P-" + n,
                "Ada",
                "Sample" + n,
                LocalDate.of(1988, 1, 1),
                "eastside",
                "en",
                "555-01" + (n % 90 + 10),
                null,
                "phone"));
  }

  /** A return order of Lee for a new person. */
  public String returnOrder(String earliest, String target, String latest) {
    return returnOrder(patient(), "lee", earliest, target, latest);
  }

  public String returnOrder(
      String patientId, String clinicianId, String earliest, String target, String latest) {
    return desk.orders()
        .enter(
            CLERK,
            NewOrder.returnVisit(
                patientId,
                "eastside",
                clinicianId,
                desk.people().site("eastside").dayOf(now),
                LocalDate.parse(earliest),
                LocalDate.parse(target),
                LocalDate.parse(latest)))
        .getFirst();
  }

  public static Place place(String clinicianId, String day, String time) {
    return new Place(clinicianId, "eastside", instant(day, time), Mode.IN_PERSON, null);
  }

  /** Books without a key and without setting a rule aside. */
  public Booking book(String orderId, String clinicianId, String day, String time) {
    return book(orderId, place(clinicianId, day, time), null);
  }

  public Booking book(String orderId, Place place, @Nullable SetAside setAside) {
    return desk.bookings()
        .book(setAside == null ? CLERK : MANAGER, orderId, 0, place, setAside, null, "staff");
  }

  /** Books what has to succeed. */
  public Visit booked(String orderId, String clinicianId, String day, String time) {
    Booking booking = book(orderId, clinicianId, day, time);
    assertThat(booking).isInstanceOf(Booking.Done.class);
    return ((Booking.Done) booking).visit();
  }

  public Order order(String id) {
    return desk.orders().order(MANAGER, id);
  }

  public Visit visit(String id) {
    return desk.bookings().visit(MANAGER, id);
  }

  /** Open tasks of an order, by kind. */
  public List<Task> openTasks(String orderId) {
    return desk.tasks().open(MANAGER, "eastside", 1_000).stream()
        .filter(task -> orderId.equals(task.orderId()))
        .toList();
  }

  /** What must hold after every test: nobody falls out, nobody is booked twice. */
  public void nothingIsBroken() {
    Sweep.Swept swept = desk.sweep().run();
    assertThat(swept.orphans()).as("orders without visit or task").isZero();
    assertThat(swept.overlaps()).as("overlapping claims").isZero();
  }

  @Override
  public void close() {
    store.close();
  }
}
