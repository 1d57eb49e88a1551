package org.duecourse.absence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.duecourse.desk.Absences.Absence;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Role;
import org.duecourse.desk.Site;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Tasks;
import org.duecourse.desk.Work;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The daily report of a strike: which promises to people whose visit fell out are not kept, counted
 * and by order. It can be read at any time as things stand; each evening it is kept, and what is
 * kept is never changed. What has to be done about it is on the task lists.
 */
public final class Deviations {
  /** From this hour on at the clinic the day's report is kept. */
  private static final LocalTime EVENING = LocalTime.of(17, 0);

  /**
   * One row = one open order that lost a visit in the absence: since when, the visit that it has
   * instead, and what was done since.
   */
  private static final String LOST =
      """
      with lost as (
        select a.order_id, min(coalesce(a.cancelled_at, cast(:now as timestamptz))) as since
        from appointment a
        where a.during && tstzrange(:from, :to)
          and (cast(:site as text) is null or a.site_id = :site)
          and (cast(:clinician as text) is null or a.clinician_id = :clinician)
          and a.state = 'cancelled_by_clinic' and a.cancel_reason like 'absence%'
        group by a.order_id
      )
      select o.id as order_id, o.patient_id, o.site_id,
             cast(l.since at time zone s.zone as date) as since,
             least(o.latest, coalesce(o.legal_limit, o.latest)) as due,
             cast(b.local_start as date) as next_day, cast(b.booked_at at time zone s.zone as date) as next_booked,
             (select count(*) from contact_attempt c where c.order_id = o.id and c.at >= l.since)::int as attempts,
             exists (select 1 from task t where t.order_id = o.id and t.kind = 'risk_assessment' and t.state = 'done'
               and t.closed_at >= l.since) as assessed,
             exists (select 1 from task t where t.order_id = o.id and t.kind = 'refer_out' and t.state = 'done'
               and t.closed_at >= l.since)
             or exists (select 1 from crisis_request r where r.patient_id = o.patient_id and r.transferred_at >= l.since)
               as handed_over
      from lost l join visit_order o on o.id = l.order_id join site s on s.id = o.site_id
      left join appointment b on b.order_id = o.id and b.state in ('booked', 'arrived')
      where o.state = 'open'
      order by l.since, o.id
      """;

  private final Desk desk;
  private final Work work;

  private Deviations(Desk desk) {
    this.desk = desk;
    this.work = desk.work();
  }

  /** The reports over an open desk. */
  public static Deviations over(Desk desk) {
    return new Deviations(desk);
  }

  /**
   * The report of an absence; the reading is in the audit.
   *
   * @param day a day whose report was kept; null: as things stand now
   */
  public StrikeReport report(Actor actor, long absenceId, @Nullable LocalDate day) {
    actor.require(Deviations::reads, "Reading the report of a strike");
    Absence absence = desk.absences().absence(actor, absenceId);
    return work.in(
        handle -> {
          Instant now = work.now();
          StrikeReport report =
              day == null ? standing(handle, absence, now) : kept(handle, absenceId, day);
          Audit.write(
              handle,
              now,
              actor,
              "absence.report",
              "absence:" + absenceId,
              null,
              Audit.of("people", report.waiting() + report.moved(), "day", day));
          return report;
        });
  }

  /** The days whose reports were kept, the newest first. */
  public List<LocalDate> days(Actor actor, long absenceId) {
    actor.require(Deviations::reads, "Reading the report of a strike");
    desk.absences().absence(actor, absenceId);
    return work.read(
        handle ->
            handle
                .createQuery(
                    "select day from strike_report where absence_id = :id order by day desc")
                .bind("id", absenceId)
                .mapTo(LocalDate.class)
                .list());
  }

  private StrikeReport standing(Handle handle, Absence absence, Instant now) {
    return StrikeReport.of(
        absence.id(), today(absence, now), StrikeRules.USUAL, lost(handle, absence, now));
  }

  private static StrikeReport kept(Handle handle, long absenceId, LocalDate day) {
    return handle
        .createQuery("select * from strike_report where absence_id = :id and day = :day")
        .bind("id", absenceId)
        .bind("day", day)
        .map((rs, context) -> kept(rs))
        .findOne()
        .orElseThrow(() -> Refused.notFound("No report of this absence was kept on " + day + "."));
  }

  private static StrikeReport kept(ResultSet rs) throws SQLException {
    return new StrikeReport(
        rs.getLong("absence_id"),
        rs.getObject("day", LocalDate.class),
        rs.getObject("made_at", OffsetDateTime.class).toInstant(),
        rs.getString("source"),
        rs.getInt("waiting"),
        rs.getInt("moved"),
        StrikeReport.counts(rs.getString("counts")),
        StrikeReport.lines(rs.getString("deviations")));
  }

  private LocalDate today(Absence absence, Instant now) {
    return place(absence).dayOf(now);
  }

  private Site place(Absence absence) {
    String site = absence.siteId();
    return site == null ? desk.people().sites().getFirst() : desk.people().site(site);
  }

  private static List<StrikeRules.Waiting> lost(Handle handle, Absence absence, Instant now) {
    return handle
        .createQuery(LOST)
        .bind("now", now)
        .bind("from", absence.starts())
        .bind("to", absence.ends())
        .bind("site", absence.siteId())
        .bind("clinician", absence.clinicianId())
        .map((rs, context) -> lost(rs))
        .list();
  }

  private static StrikeRules.Waiting lost(ResultSet rs) throws SQLException {
    LocalDate next = rs.getObject("next_day", LocalDate.class);
    return new StrikeRules.Waiting(
        rs.getString("order_id"),
        rs.getString("patient_id"),
        rs.getObject("since", LocalDate.class),
        rs.getObject("due", LocalDate.class),
        next == null
            ? null
            : new StrikeRules.Next(next, rs.getObject("next_booked", LocalDate.class)),
        rs.getInt("attempts"),
        rs.getBoolean("assessed"),
        rs.getBoolean("handed_over"));
  }

  /**
   * Keeps the reports of the evening, once for each strike and day, as long as the strike goes on
   * or somebody who lost a visit by it waits or has a late one. Done by the desk itself.
   *
   * @return how many were kept
   */
  public int keep() {
    return work.in(
        handle -> {
          Instant now = work.now();
          int kept = 0;
          for (long id : strikes(handle, now)) {
            Absence absence = desk.absences().absence(Actor.DESK, id);
            Site site = place(absence);
            LocalDate today = site.dayOf(now);
            boolean evening = !now.atZone(site.zoneId()).toLocalTime().isBefore(EVENING);
            if (!evening || site.dayOf(absence.starts()).isAfter(today)) {
              continue;
            }
            StrikeReport report = standing(handle, absence, now);
            boolean ends = absence.ends().isAfter(now) || site.dayOf(absence.ends()).equals(today);
            if (ends || report.waiting() > 0 || !report.lines().isEmpty()) {
              kept += keep(handle, report, now);
            }
          }
          return kept;
        });
  }

  private static int keep(Handle handle, StrikeReport report, Instant now) {
    int kept =
        handle
            .createUpdate(
                """
                insert into strike_report (absence_id, day, made_at, source, waiting, moved, counts, deviations)
                values (:absence, :day, :now, :source, :waiting, :moved, cast(:counts as jsonb), cast(:lines as jsonb))
                on conflict do nothing
                """)
            .bind("absence", report.absence())
            .bind("day", report.day())
            .bind("now", now)
            .bind("source", report.source())
            .bind("waiting", report.waiting())
            .bind("moved", report.moved())
            .bind("counts", report.countsAsJson())
            .bind("lines", report.linesAsJson())
            .execute();
    if (kept > 0) {
      Audit.write(
          handle,
          now,
          Actor.DESK,
          "absence.report_kept",
          "absence:" + report.absence(),
          null,
          Audit.of("day", report.day(), "deviations", report.lines().size()));
    }
    return kept;
  }

  /**
   * Puts on the lists what strikes of the last half year ask for today: an assessment of the risk
   * of everybody who has waited for as long as the rule says. Done by the desk itself.
   *
   * @return tasks that are open or were made
   */
  public int raise() {
    return work.in(
        handle -> {
          Instant now = work.now();
          int raised = 0;
          for (long id : strikes(handle, now)) {
            Absence absence = desk.absences().absence(Actor.DESK, id);
            for (StrikeRules.Waiting lost : lost(handle, absence, now)) {
              raised += assess(handle, absence, lost, now) ? 1 : 0;
            }
          }
          return raised;
        });
  }

  private static List<Long> strikes(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            select id from absence where kind = 'strike' and withdrawn_at is null
              and upper(during) > cast(:now as timestamptz) - interval '180 days' order by id
            """)
        .bind("now", now)
        .mapTo(Long.class)
        .list();
  }

  private boolean assess(Handle handle, Absence absence, StrikeRules.Waiting lost, Instant now) {
    LocalDate today = today(absence, now);
    boolean due =
        StrikeRules.USUAL.rules().stream()
            .filter(rule -> rule.kind() == StrikeRules.Kind.RISK_ASSESSMENT)
            .anyMatch(rule -> !lost.since().plusDays(rule.days()).isAfter(today));
    if (!due || lost.assessed() || lost.next() != null) {
      return false;
    }
    Site site = desk.people().site(desk.orders().order(Actor.DESK, lost.orderId()).siteId());
    Tasks.make(
        handle,
        TaskKind.RISK_ASSESSMENT,
        site.id(),
        lost.patientId(),
        lost.orderId(),
        null,
        "The visit fell out through a strike two weeks ago, and there is no other.",
        Tasks.due(handle, site, TaskKind.RISK_ASSESSMENT, false, now),
        now);
    return true;
  }

  private static boolean reads(Role role) {
    return role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER || role == Role.COMPLIANCE;
  }
}
