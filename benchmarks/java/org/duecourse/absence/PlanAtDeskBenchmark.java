package org.duecourse.absence;

import java.time.Instant;
import java.time.InstantSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.duecourse.absence.RunLine.Decision;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Role;
import org.duecourse.store.Store;
import org.duecourse.store.StorePlace;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Prints how long plans of absences take at the desk: {@code mvn -Pbench test
 * -Dtest=PlanAtDeskBenchmark}. A strike week at 40 clinics with five clinicians each, 25 visits
 * lost by each and 100 free places of each over the eight weeks after: 5,000 visits, 20,000 places,
 * one absence and one plan for each clinic; then one clinic with 20 clinicians and 540 visits.
 *
 * <p>Beside the desk's way of applying, with its rules, tasks, messages and audit: the same
 * cancellations and bookings as bare statements under the same exclusion constraint, undone again.
 * On a durable embedded PostgreSQL.
 */
class PlanAtDeskBenchmark {
  private static final Instant NOW = Instant.parse("2026-06-08T15:00:00Z");
  private static final Actor MANAGER =
      new Actor("manager", EnumSet.of(Role.CLINIC_MANAGER, Role.ACCESS_MANAGER), Set.of(), null);

  private record Seconds(double draft, double decide, double approve, double apply, int moved) {
    Seconds plus(Seconds other) {
      return new Seconds(
          draft + other.draft,
          decide + other.decide,
          approve + other.approve,
          apply + other.apply,
          moved + other.moved);
    }
  }

  @Test
  void fiveThousandVisitsOfFortyClinics() throws Exception {
    run(40, 5, 5, 100);
  }

  @Test
  void fiveHundredVisitsOfOneClinic() throws Exception {
    run(1, 20, 5, 27);
  }

  private static void run(int clinics, int clinicians, int days, int places) throws Exception {
    Path folder = Files.createTempDirectory("plan-benchmark");
    try (Store store = Store.open(new StorePlace.Folder(folder), line -> {})) {
      Jdbi jdbi = store.jdbi();
      Desk desk = Desk.over(jdbi, InstantSource.fixed(NOW));
      jdbi.useTransaction(handle -> fill(handle, clinics, clinicians, days, places));
      desk.afterManyRows();
      RebookRuns runs = RebookRuns.over(desk);
      List<Run> drafts = new ArrayList<>();
      Seconds sum = new Seconds(0, 0, 0, 0, 0);
      for (int site = 0; site < clinics; site++) {
        long absence = site + 1;
        long t0 = System.nanoTime();
        Run draft = runs.draft(MANAGER, absence, 0);
        long t1 = System.nanoTime();
        RunLine line = draft.lines().getFirst();
        runs.decide(
            MANAGER,
            draft.id(),
            0,
            new RebookRuns.Change(line.visitId(), Decision.PINNED, line.place(), false));
        long t2 = System.nanoTime();
        Run approved = runs.approve(MANAGER, draft.id(), 0);
        long t3 = System.nanoTime();
        drafts.add(approved);
        sum = sum.plus(new Seconds((t1 - t0) / 1e9, (t2 - t1) / 1e9, (t3 - t2) / 1e9, 0, 0));
      }
      double bare = 0;
      for (Run draft : drafts) {
        bare += bare(jdbi, draft);
        long t = System.nanoTime();
        RebookRuns.Applied applied = runs.apply(MANAGER, draft.id(), 0);
        sum = sum.plus(new Seconds(0, 0, 0, (System.nanoTime() - t) / 1e9, applied.moved()));
      }
      System.out.printf(
          Locale.ROOT,
          "%d plans, %,d visits moved: draft with the price of a reserve %.2f s, solved again after a pin %.2f s,"
              + " approved %.2f s, applied %.2f s; bare statements %.2f s, ratio %.1f%n",
          clinics,
          sum.moved(),
          sum.draft(),
          sum.decide(),
          sum.approve(),
          sum.apply(),
          bare,
          sum.apply() / bare);
    } finally {
      try (var files = Files.walk(folder)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  /** The moves of a plan without rules, tasks, messages and audit; nothing of it stays. */
  private static double bare(Jdbi jdbi, Run run) {
    return jdbi.withHandle(
        handle -> {
          handle.begin();
          long start = System.nanoTime();
          handle
              .createUpdate(
                  """
                  with ended as (
                    update appointment a set state = 'cancelled_by_clinic', version = version + 1
                    from rebook_line l where l.run_id = :run and l.place is not null and a.id = l.appointment_id
                    returning a.id
                  ) update claim c set active = false from ended where c.appointment_id = ended.id
                  """)
              .bind("run", run.id())
              .execute();
          handle
              .createUpdate(
                  """
                  with visit as (
                    insert into appointment (order_id, patient_id, clinician_id, site_id, kind, mode, during, local_start, state,
                      in_window, booked_at, booked_by, changed_by)
                    select a.order_id, a.patient_id, l.clinician_id, l.site_id, a.kind, l.mode,
                      tstzrange(l.starts, l.starts + interval '45 minutes'), l.starts at time zone 'America/Los_Angeles',
                      'booked', true, l.starts, 'bare', 'bare'
                    from rebook_line l join appointment a on a.id = l.appointment_id
                    where l.run_id = :run and l.place is not null
                    returning id, clinician_id, patient_id, during
                  )
                  insert into claim (resource, during, appointment_id)
                  select r.resource, v.during, v.id from visit v
                  join clinician c on c.id = v.clinician_id join patient p on p.id = v.patient_id
                  cross join lateral (values (c.resource), (p.resource)) as r (resource)
                  """)
              .bind("run", run.id())
              .execute();
          double seconds = (System.nanoTime() - start) / 1e9;
          handle.rollback();
          return seconds;
        });
  }

  /**
   * Clinics with clinicians who each lose five visits on each of some days, and have free places
   * after them; every visit has an order with a window of 2 to 14 days around its day, and a task.
   */
  private static void fill(Handle handle, int clinics, int clinicians, int days, int places) {
    handle.execute(
        """
        insert into site (id, name, zone, horizon_days)
        select 'site' || s, 'Site ' || s, 'America/Los_Angeles', 400 from generate_series(0, ? - 1) s
        """,
        clinics);
    handle.execute(
        """
        insert into clinician (id, name, discipline)
        select 'c' || s || '-' || c, 'Clinician ' || c, case when c % 5 = 4 then 'psychologist' else 'therapist' end
        from generate_series(0, ? - 1) s, generate_series(0, ? - 1) c
        """,
        clinics,
        clinicians);
    handle.execute(
        "insert into clinician_site (clinician_id, site_id) select id, 'site' || split_part(substr(id, 2), '-', 1) from clinician");
    // Free places: one block an hour, from the Monday after on, few soon and more later.
    handle.execute(
        """
        insert into block (clinician_id, site_id, day, local_start, local_end, during, purpose, place_minutes, modes)
        select cs.clinician_id, cs.site_id, d.day, t.at, t.at + interval '1 hour',
               tstzrange((d.day + t.at) at time zone 'America/Los_Angeles', (d.day + t.at + interval '1 hour') at time zone 'America/Los_Angeles'),
               'RETURN', 60, '{IN_PERSON,VIDEO}'
        from clinician_site cs
        cross join generate_series(0, ? - 1) n
        cross join lateral (select date '2026-06-15' + cast(floor(sqrt(n / 100.0) * 56) as integer) as day,
                                   time '08:00' + (n % 10) * interval '1 hour' as at) raw
        cross join lateral (select raw.day - case extract(isodow from raw.day) when 6 then 1 when 7 then 2 else 0 end as day) d
        cross join lateral (select raw.at as at) t
        on conflict do nothing
        """,
        places);
    handle.execute(
        """
        insert into patient (id, given_name, family_name, site_id, created_at)
        select 'P-' || cs.clinician_id || '-' || d || '-' || n, 'Ada', 'Sample', cs.site_id, timestamptz '2026-01-01'
        from clinician_site cs, generate_series(0, ? - 1) d, generate_series(0, 4) n
        """,
        days);
    handle.execute(
        """
        insert into visit_order (id, kind, patient_id, site_id, ordered_at, ordered_by, clinician_id, earliest, target, latest,
                                 ordered_latest, weight, continuity, discipline)
        select 'R-' || substr(p.id, 3), 'RETURN', p.id, p.site_id, timestamptz '2026-05-01', 'manager', cs.clinician_id,
               w.day - w.tolerance, w.day, w.day + w.tolerance, w.day + w.tolerance,
               (array[1, 3, 6, 10])[1 + abs(hashtext(p.id)) % 4],
               case when abs(hashtext(p.id || 'c')) % 10 = 0 then 'REQUIRED' else 'PREFERRED' end,
               case when abs(hashtext(p.id || 'd')) % 2 = 0 then c.discipline end
        from clinician_site cs join clinician c on c.id = cs.clinician_id
        join patient p on p.id like 'P-' || cs.clinician_id || '-%'
        cross join lateral (
          select date '2026-06-10' + cast(split_part(substr(p.id, 4 + length(cs.clinician_id)), '-', 1) as integer) as day,
                 (array[2, 3, 7, 14])[1 + abs(hashtext(p.id || 'w')) % 4] as tolerance) w
        """);
    handle.execute(
        """
        insert into appointment (id, order_id, patient_id, clinician_id, site_id, kind, mode, during, local_start, state,
                                 in_window, booked_at, booked_by, changed_by)
        select 'V-' || substr(o.id, 3), o.id, o.patient_id, o.clinician_id, o.site_id, 'RETURN', 'IN_PERSON',
               tstzrange(t.at at time zone 'America/Los_Angeles', (t.at + interval '45 minutes') at time zone 'America/Los_Angeles'),
               t.at, 'booked', true, timestamptz '2026-05-01', 'manager', 'manager'
        from visit_order o
        cross join lateral (select o.target + time '09:00' + cast(right(o.id, 1) as integer) * interval '1 hour' as at) t
        """);
    handle.execute(
        """
        insert into claim (resource, during, appointment_id)
        select r.resource, a.during, a.id from appointment a join clinician c on c.id = a.clinician_id
        join patient p on p.id = a.patient_id cross join lateral (values (c.resource), (p.resource)) as r (resource)
        """);
    handle.execute(
        """
        insert into absence (site_id, during, kind, declared_at, declared_by, planned)
        select id, tstzrange(timestamptz '2026-06-09 13:00Z', timestamptz '2026-06-20 03:00Z'), 'strike',
               timestamptz '2026-06-08 15:00Z', 'manager', true
        from site order by cast(substr(id, 5) as integer)
        """);
    handle.execute(
        """
        insert into task (kind, site_id, pool, patient_id, order_id, appointment_id, why, due_at, closing, created_at, dedupe)
        select 'move_displaced', a.site_id, 'CLINIC_MANAGER', a.patient_id, a.order_id, a.id, 'The visit stands until it is moved.',
               timestamptz '2026-06-09 13:00Z', 'booking', timestamptz '2026-06-08 15:00Z', 'move_displaced:' || a.order_id
        from appointment a
        """);
  }
}
