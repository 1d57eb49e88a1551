package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.duecourse.booking.Mode;
import org.duecourse.store.Store;
import org.duecourse.store.StorePlace;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Bookings a second through the desk's service layer, all rules asked, task closed, audit written,
 * answer kept for a repeated request, against bare inserts of a visit and its claims, in one
 * statement under the same exclusion constraint. Both on the same durable embedded PostgreSQL, the same places in the same order, 16 clients, in turns.
 */
class BookingBenchmark {
  private static final int CLIENTS = 16;
  private static final int CLINICIANS = 40;
  private static final int DAYS = 50;
  private static final int PLACES_A_DAY = 8;
  private static final int ROUNDS = 9;
  private static final int PAST = 100_000;
  private static final Instant NOW = Instant.parse("2026-06-08T15:00:00Z");

  private record Wish(String orderId, Place place, long clinicianResource, long patientResource) {}

  private interface Booker {
    boolean book(Wish wish);
  }

  @Test
  void bookingsASecondAgainstBareInsertsUnderTheSameConstraint() throws Exception {
    Path folder = Files.createTempDirectory("booking-benchmark");
    try (Store store = Store.open(new StorePlace.Folder(folder), line -> {})) {
      Jdbi jdbi = store.jdbi();
      Desk desk = Desk.over(jdbi, InstantSource.fixed(NOW));
      Actor clerk = new Actor("clerk", java.util.EnumSet.allOf(Role.class), java.util.Set.of(), null);
      List<Wish> all = fill(jdbi);
      desk.afterManyRows();
      List<List<Wish>> parts = new ArrayList<>();
      int size = all.size() / (2 * ROUNDS);
      for (int i = 0; i < 2 * ROUNDS; i++) {
        parts.add(all.subList(i * size, (i + 1) * size));
      }
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        double bare = perSecond(parts.get(2 * round), wish -> bare(jdbi, wish));
        double service =
            perSecond(
                parts.get(2 * round + 1),
                wish ->
                    desk.bookings().book(clerk, wish.orderId(), 0, wish.place(), null, wish.orderId(), "interface")
                        instanceof Booking.Done);
        System.out.printf(
            Locale.ROOT,
            "round %d: bare inserts %,.0f/s, bookings %,.0f/s, ratio %.2f%n",
            round + 1,
            bare,
            service,
            service / bare);
        if (round > 0) {
          ratios.add(service / bare);
        }
      }
      Collections.sort(ratios);
      System.out.printf(
          Locale.ROOT,
          "median ratio of %d rounds after the first: %.2f (wanted 0.5)%n",
          ratios.size(),
          ratios.get(ratios.size() / 2));
    } finally {
      remove(folder);
    }
  }

  private static boolean bare(Jdbi jdbi, Wish wish) {
    return jdbi.inTransaction(
        handle ->
            handle
                    .createUpdate(
                        """
                        with visit as (
                          insert into appointment (order_id, patient_id, clinician_id, site_id, kind, mode, during, local_start,
                            state, in_window, booked_at, booked_by, changed_by)
                          values (:order, 'p0', :clinician, 's', 'RETURN', 'IN_PERSON', tstzrange(:from, :to), :local, 'booked',
                            true, :from, 'bare', 'bare') returning id
                        )
                        insert into claim (resource, during, appointment_id)
                        select r, tstzrange(:from, :to), visit.id from visit, unnest(cast(:resources as bigint[])) r
                        """)
                    .bind("order", wish.orderId())
                    .bind("clinician", wish.place().clinicianId())
                    .bind("local", java.time.LocalDateTime.ofInstant(wish.place().start(), ZoneOffset.UTC))
                    .bind("from", wish.place().start().atOffset(ZoneOffset.UTC))
                    .bind("to", wish.place().start().plus(45, ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC))
                    .bind(
                        "resources",
                        "{" + wish.clinicianResource() + "," + wish.patientResource() + "}")
                    .execute()
                == 2);
  }

  private static double perSecond(List<Wish> wishes, Booker booker) throws Exception {
    AtomicInteger done = new AtomicInteger();
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        running.add(
            clients.submit(
                () -> {
                  for (int i = next.getAndIncrement(); i < wishes.size(); i = next.getAndIncrement()) {
                    if (booker.book(wishes.get(i))) {
                      done.incrementAndGet();
                    }
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(done.get()).isEqualTo(wishes.size());
    return done.get() / seconds;
  }

  /** Clinicians, blocks and one order for each place, in a seeded order. */
  private static List<Wish> fill(Jdbi jdbi) {
    LocalDate first = LocalDate.of(2026, 6, 9);
    List<Wish> wishes = new ArrayList<>();
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "insert into site (id, name, zone, calendar) values ('s', 'Harbor', 'UTC', 'every-day')");
          handle.execute(
              "insert into clinician (id, name, discipline) select 'c' || n, 'Dr. ' || n, 'therapist'"
                  + " from generate_series(0, ?) n",
              CLINICIANS - 1);
          handle.execute("insert into clinician_site select id, 's' from clinician");
          handle.execute(
              """
              insert into block (clinician_id, site_id, day, local_start, local_end, during, purpose, place_minutes, modes)
              select 'c' || c, 's', d, '09:00', '17:00', tstzrange(d + time '09:00', d + time '17:00'), 'RETURN', 60,
                     '{IN_PERSON}'
              from generate_series(0, ?) c, generate_series(cast(? as date), cast(? as date) + ? - 1, interval '1 day') g(t),
                   lateral (select cast(g.t as date) as d) x
              """,
              CLINICIANS - 1,
              first,
              first,
              DAYS);
          // What the bare inserts point at.
          handle.execute(
              """
              insert into group_session (site_id, clinician_id, title, during, seats)
              values ('s', 'c0', 'bare', tstzrange('2020-01-01', '2020-01-02'), 1)
              """);
          int people = CLINICIANS * DAYS * PLACES_A_DAY;
          handle.execute(
              "insert into patient (id, given_name, family_name, site_id, created_at)"
                  + " select 'p' || n, 'Ada', 'Sample', 's', now() from generate_series(0, ?) n",
              people - 1);
          handle.execute(
              """
              insert into visit_order (id, kind, patient_id, site_id, ordered_at, ordered_by, clinician_id, earliest, target,
                latest, ordered_latest, minutes)
              select 'o' || n, 'RETURN', 'p' || n, 's', now(), 'bench', 'c0', '2026-06-09', '2026-06-09', '2027-06-09',
                     '2027-06-09', 45 from generate_series(0, ?) n
              """,
              people - 1);
          handle.execute(
              """
              insert into task (kind, site_id, pool, patient_id, order_id, why, due_at, created_at, dedupe)
              select 'book_return', 's', 'SCHEDULER', patient_id, id, 'ordered', now(), now(), id from visit_order
              """);
          // The desk has worked for a while: visits of years past lie in the tables.
          handle.execute(
              """
              with past as (
                insert into visit_order (id, kind, patient_id, site_id, ordered_at, ordered_by, clinician_id, earliest, target,
                  latest, ordered_latest, minutes, state, closed_at, close_reason)
                select 'old' || n, 'RETURN', 'p' || n % ?, 's', now(), 'bench', 'c' || n % ?, '2025-01-01', '2025-01-01',
                  '2026-01-01', '2026-01-01', 45, 'done', now(), 'seen' from generate_series(1, ?) n
                returning id, patient_id, clinician_id, cast(substr(id, 4) as int) as n
              ), visits as (
                insert into appointment (id, order_id, patient_id, clinician_id, site_id, kind, mode, during, local_start, state,
                  in_window, booked_at, booked_by, changed_by)
                select 'old' || n, id, patient_id, clinician_id, 's', 'RETURN', 'IN_PERSON',
                  tstzrange(timestamptz '2000-01-01' + n * interval '1 hour',
                            timestamptz '2000-01-01' + n * interval '1 hour' + interval '45 minutes'),
                  timestamp '2000-01-01' + n * interval '1 hour', 'attended', true, now(), 'bench', 'bench' from past
                returning id, patient_id, clinician_id, during
              ), noted as (
                insert into audit (at, actor, role, action, subject, patient_id)
                select now(), 'bench', 'scheduler', 'visit.book', 'visit:' || id, patient_id from visits
              ), answers as (
                insert into idempotency (account, key, request_hash, answer, at)
                select 'bench', id, '\\x00', '{}', now() from visits
              )
              insert into claim (resource, during, appointment_id)
              select r, during, id from visits, lateral (
                select resource from clinician where id = clinician_id union all
                select resource from patient where id = patient_id) v(r)
              """,
              people,
              CLINICIANS,
              PAST);
        });
    Map<String, Long> numbers = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("select id, resource from clinician union all select id, resource from patient")
                .map((rs, context) -> Map.entry(rs.getString(1), rs.getLong(2)))
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue())));
    int n = 0;
    for (int c = 0; c < CLINICIANS; c++) {
      for (int d = 0; d < DAYS; d++) {
        for (int p = 0; p < PLACES_A_DAY; p++) {
          wishes.add(
              new Wish(
                  "o" + n,
                  new Place(
                      "c" + c,
                      "s",
                      first.plusDays(d).atTime(9 + p, 0).toInstant(ZoneOffset.UTC),
                      Mode.IN_PERSON,
                      null),
                  numbers.get("c" + c),
                  numbers.get("p" + n)));
          n++;
        }
      }
    }
    Collections.shuffle(wishes, new Random(5));
    return wishes;
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
