package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.Bookings.By;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.Test;

/** Everybody wants the same hours at once, on every path on which an hour can be taken. */
class RushTest {
  private static final int CLIENTS = 48;
  private static final int CLINICIANS = 10;
  private static final int DAYS = 5;
  private static final int HOURS = 8;
  private static final int ORDERS = 640;

  private enum Path {
    BOOK,
    HOLD_AND_CONFIRM,
    MOVE,
    SERIES,
    OVERLAP,
    IMPORT
  }

  @Test
  void fortyEightClientsAndFourHundredFreeHoursLeaveNoOverlapAndNoLostOrder() throws Exception {
    try (DeskWorld world = DeskWorld.at("2026-06-08", "08:00")) {
      fill(world);
      List<String> orders = new ArrayList<>();
      for (int i = 0; i < ORDERS; i++) {
        orders.add(
            world.returnOrder(
                world.patient(), "c" + i % CLINICIANS, "2026-06-09", "2026-06-11", "2026-06-15"));
      }
      Map<Path, AtomicInteger> done = new EnumMap<>(Path.class);
      for (Path path : Path.values()) {
        done.put(path, new AtomicInteger());
      }
      AtomicInteger next = new AtomicInteger();
      List<Callable<Void>> clients = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        SplittableRandom random = new SplittableRandom(20260608L + c);
        clients.add(
            () -> {
              for (int i = next.getAndIncrement(); i < ORDERS; i = next.getAndIncrement()) {
                Path path = Path.values()[random.nextInt(Path.values().length)];
                for (int attempt = 0; attempt < 4; attempt++) {
                  if (take(world, path, orders.get(i), random)) {
                    done.get(path).incrementAndGet();
                    break;
                  }
                }
              }
              return null;
            });
      }
      try (ExecutorService rush = Executors.newFixedThreadPool(CLIENTS)) {
        for (Future<Void> client : rush.invokeAll(clients)) {
          client.get();
        }
      }

      assertThat(overlapsAmong(claims(world, false))).as("overlaps, counted pair by pair").isZero();
      world.nothingIsBroken();
      assertThat(done)
          .allSatisfy((path, times) -> assertThat(times.get()).as(path.name()).isPositive());
      int visits =
          count(world, "select count(*) from appointment where state in ('held', 'booked')");
      assertThat(visits).isEqualTo(done.values().stream().mapToInt(AtomicInteger::get).sum());
      int ordinary =
          count(
              world,
              "select count(*) from appointment where state in ('held', 'booked') and override_rules = '{}'");
      assertThat(ordinary).as("ordinary visits in 400 hours").isBetween(300, 400);
      assertThat(
              count(
                  world,
                  """
                  select count(*) from visit_order o where
                    (select count(*) from appointment a where a.order_id = o.id and a.state = 'booked')
                    + (select count(*) from task t where t.order_id = o.id and t.state = 'open') = 0
                  """))
          .as("orders that fell out")
          .isZero();
    }
  }

  private static boolean take(DeskWorld world, Path path, String order, SplittableRandom random) {
    Bookings bookings = world.desk().bookings();
    Place place = place(random);
    try {
      return switch (path) {
        case BOOK -> done(bookings.book(CLERK, order, 0, place, null, null, "staff"));
        case HOLD_AND_CONFIRM -> {
          Booking held = bookings.hold(CLERK, order, 0, place, null, null);
          yield held instanceof Booking.Done h
              && done(bookings.confirm(CLERK, h.visit().id(), null));
        }
        case MOVE -> {
          Booking first = bookings.book(CLERK, order, 0, place, null, null, "staff");
          if (first instanceof Booking.Done booked) {
            // Whether the move succeeds or not, there is one visit afterwards.
            bookings.move(
                CLERK, booked.visit().id(), 0, place(random), By.PATIENT, "time", null, null);
          }
          yield done(first);
        }
        case SERIES ->
            bookings.series(CLERK, List.of(new Bookings.SeriesPlace(order, place)), null).stream()
                .allMatch(RushTest::done);
        case OVERLAP ->
            done(
                bookings.book(
                    MANAGER_WITH_TRIAGE,
                    order,
                    0,
                    place,
                    new SetAside("two people at once, by agreement", true),
                    null,
                    "staff"));
        case IMPORT ->
            done(
                bookings.book(
                    Actor.DESK, order, 0, place, SetAside.because("imported"), null, "import"));
      };
    } catch (Refused e) {
      // Somebody else holds this order at this moment.
      return false;
    }
  }

  private static final Actor MANAGER_WITH_TRIAGE =
      DeskWorld.actor("triage", Role.TRIAGE_CLINICIAN, Role.CLINIC_MANAGER);

  private static boolean done(Booking booking) {
    return booking instanceof Booking.Done;
  }

  private static Place place(SplittableRandom random) {
    LocalDate day = LocalDate.of(2026, 6, 9).plusDays(random.nextInt(DAYS));
    // Half past too, so that visits of 45 minutes meet in part.
    Instant start =
        DeskWorld.instant(day.toString(), "09:00")
            .plus(Duration.ofHours(random.nextInt(HOURS)))
            .plus(Duration.ofMinutes(random.nextInt(4) == 0 ? 15 : 0));
    return new Place("c" + random.nextInt(CLINICIANS), "eastside", start, Mode.IN_PERSON, null);
  }

  private static void fill(DeskWorld world) {
    world.site("eastside");
    for (int c = 0; c < CLINICIANS; c++) {
      world.clinician("c" + c, "eastside");
      List<WeekBlock> week = new ArrayList<>();
      for (DayOfWeek day : DayOfWeek.values()) {
        week.add(WeekBlock.of(day, "09:00", "17:00", Purpose.RETURN, 60));
      }
      world
          .desk()
          .supply()
          .keep(MANAGER, new WeekTemplate("c" + c, "eastside", LocalDate.of(2026, 6, 8), week));
    }
  }

  private record Claimed(long resource, Instant from, Instant to) {}

  private static List<Claimed> claims(DeskWorld world, boolean overlapOk) {
    return world
        .store()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select resource, lower(during), upper(during) from claim where active and overlap_ok = :ok")
                    .bind("ok", overlapOk)
                    .map(
                        (rs, context) ->
                            new Claimed(
                                rs.getLong(1),
                                rs.getTimestamp(2).toInstant(),
                                rs.getTimestamp(3).toInstant()))
                    .list());
  }

  private static long overlapsAmong(List<Claimed> claims) {
    long overlaps = 0;
    for (int i = 0; i < claims.size(); i++) {
      for (int j = 0; j < i; j++) {
        Claimed a = claims.get(i);
        Claimed b = claims.get(j);
        if (a.resource() == b.resource()
            && a.from().isBefore(b.to())
            && b.from().isBefore(a.to())) {
          overlaps++;
        }
      }
    }
    return overlaps;
  }

  private static int count(DeskWorld world, String sql) {
    return world.store().jdbi().withHandle(h -> h.createQuery(sql).mapTo(Integer.class).one());
  }
}
