package org.duecourse.desk;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What has to happen with time, done by the program every minute: holds end, visits whose time has
 * passed ask for their outcome, what is overdue is raised, old answers are forgotten, and the rules
 * of the desk are looked over. Safe to run in several programs at once.
 */
public final class Sweep {
  private final Work work;

  Sweep(Work work) {
    this.work = work;
  }

  /**
   * What a sweep did and found.
   *
   * @param orphans open orders with neither a visit ahead nor an open task; must be 0
   * @param overlaps pairs of ordinary claims of one clinician, room or patient that overlap; must
   *     be 0
   */
  public record Swept(
      int holdsEnded, int outcomesAsked, int answersForgotten, int orphans, int overlaps) {}

  /** Does all of it. */
  public Swept run() {
    return work.in(
        handle -> {
          Instant now = work.now();
          Absences.endWhatWasNotMoved(handle, now);
          Tasks.escalate(handle, now);
          return new Swept(
              endHolds(handle, now),
              askForOutcomes(handle, now),
              forgetAnswers(handle, now),
              orphans(handle).size(),
              overlaps(handle, now));
        });
  }

  private static int endHolds(Handle handle, Instant now) {
    List<String> ended =
        handle
            .createQuery(
                """
                select id from appointment where state = 'held' and hold_until < :now order by id limit 1000
                for update skip locked
                """)
            .bind("now", now)
            .mapTo(String.class)
            .list();
    Taking.lapse(handle, ended, now);
    return ended.size();
  }

  /** A visit that ended an hour ago and is still only booked asks what became of it. */
  private static int askForOutcomes(Handle handle, Instant now) {
    List<Visit> ended =
        handle
            .createQuery(
                "select "
                    + Visit.COLUMNS
                    + """
                       from appointment a
                      where a.state in ('booked', 'arrived')
                        and upper(a.during) < cast(:now as timestamptz) - interval '1 hour'
                        and not exists (select 1 from task t where t.dedupe = 'record_outcome:' || a.order_id and t.state = 'open')
                      order by upper(a.during), a.id limit 1000
                      """)
            .bind("now", now)
            .mapTo(Visit.class)
            .list();
    for (Visit visit : ended) {
      Tasks.make(
          handle,
          TaskKind.RECORD_OUTCOME,
          visit.siteId(),
          visit.patientId(),
          visit.orderId(),
          visit.id(),
          "The time of the visit has passed and nobody said what became of it.",
          Tasks.due(
              handle, People.site(handle, visit.siteId()), TaskKind.RECORD_OUTCOME, false, now),
          now);
    }
    return ended.size();
  }

  /** A repeated request is recognised for a week. */
  private static int forgetAnswers(Handle handle, Instant now) {
    return handle
        .createUpdate(
            "delete from idempotency where at < cast(:now as timestamptz) - interval '7 days'")
        .bind("now", now)
        .execute();
  }

  /** Open orders with neither a visit ahead nor an open task. */
  static List<String> orphans(Handle handle) {
    return handle
        .createQuery(
            """
            select o.id from visit_order o where o.state = 'open'
              and not exists (select 1 from appointment a where a.order_id = o.id and a.state in ('booked', 'arrived'))
              and not exists (select 1 from task t where t.order_id = o.id and t.state = 'open')
            order by o.id
            """)
        .mapTo(String.class)
        .list();
  }

  private static int overlaps(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            select count(*) from claim a join claim b on a.resource = b.resource and a.id < b.id and a.during && b.during
            where a.active and b.active and not a.overlap_ok and not b.overlap_ok
              and upper(a.during) > cast(:now as timestamptz) - interval '1 day'
              and upper(b.during) > cast(:now as timestamptz) - interval '1 day'
            """)
        .bind("now", now)
        .mapTo(Integer.class)
        .one();
  }
}
