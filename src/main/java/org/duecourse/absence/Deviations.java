package org.duecourse.absence;

import java.time.Instant;
import java.time.LocalDate;
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
import org.jdbi.v3.core.Handle;

/**
 * The daily report of a strike: which promises to people whose visit fell out are not kept today,
 * counted and by order. What has to be done about it is on the task lists.
 */
public final class Deviations {
  /**
   * One row = one open order that lost a visit in the absence and has no other: since when, and
   * what was done since.
   */
  private static final String WAITING =
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
             (select count(*) from contact_attempt c where c.order_id = o.id and c.at >= l.since)::int as attempts,
             exists (select 1 from task t where t.order_id = o.id and t.kind = 'risk_assessment' and t.state = 'done'
               and t.closed_at >= l.since) as assessed,
             exists (select 1 from task t where t.order_id = o.id and t.kind = 'refer_out' and t.state = 'done'
               and t.closed_at >= l.since)
             or exists (select 1 from crisis_request r where r.patient_id = o.patient_id and r.transferred_at >= l.since)
               as handed_over
      from lost l join visit_order o on o.id = l.order_id join site s on s.id = o.site_id
      where o.state = 'open'
        and not exists (select 1 from appointment b where b.order_id = o.id and b.state in ('booked', 'arrived', 'attended'))
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
   * A day's report.
   *
   * @param waiting orders that lost a visit and have no other
   * @param deviations promises that are not kept today
   */
  public record Report(
      Absence absence,
      LocalDate day,
      int waiting,
      List<StrikeRules.Deviation> deviations,
      StrikeRules rules) {
    public Report {
      deviations = List.copyOf(deviations);
    }

    /** How many promises of a rule are not kept. */
    public long count(StrikeRules.Rule rule) {
      return deviations.stream().filter(each -> each.rule().equals(rule)).count();
    }
  }

  /** Today's report of an absence; the reading is in the audit. */
  public Report report(Actor actor, long absenceId) {
    actor.require(Deviations::reads, "Reading the report of a strike");
    Absence absence = desk.absences().absence(actor, absenceId);
    return work.in(
        handle -> {
          Instant now = work.now();
          List<StrikeRules.Waiting> waiting = waiting(handle, absence, now);
          LocalDate today = today(absence, now);
          Audit.write(
              handle,
              now,
              actor,
              "absence.report",
              "absence:" + absenceId,
              null,
              Audit.of("people", waiting.size()));
          return new Report(
              absence,
              today,
              waiting.size(),
              waiting.stream()
                  .flatMap(each -> StrikeRules.USUAL.judge(each, today).stream())
                  .toList(),
              StrikeRules.USUAL);
        });
  }

  private LocalDate today(Absence absence, Instant now) {
    String site = absence.siteId();
    return (site == null ? desk.people().sites().getFirst() : desk.people().site(site)).dayOf(now);
  }

  private static List<StrikeRules.Waiting> waiting(Handle handle, Absence absence, Instant now) {
    return handle
        .createQuery(WAITING)
        .bind("now", now)
        .bind("from", absence.starts())
        .bind("to", absence.ends())
        .bind("site", absence.siteId())
        .bind("clinician", absence.clinicianId())
        .map(
            (rs, context) ->
                new StrikeRules.Waiting(
                    rs.getString("order_id"),
                    rs.getString("patient_id"),
                    rs.getObject("since", LocalDate.class),
                    rs.getObject("due", LocalDate.class),
                    rs.getInt("attempts"),
                    rs.getBoolean("assessed"),
                    rs.getBoolean("handed_over")))
        .list();
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
            for (StrikeRules.Waiting waiting : waiting(handle, absence, now)) {
              raised += assess(handle, absence, waiting, now) ? 1 : 0;
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

  private boolean assess(Handle handle, Absence absence, StrikeRules.Waiting waiting, Instant now) {
    LocalDate today = today(absence, now);
    boolean due =
        StrikeRules.USUAL.rules().stream()
            .filter(rule -> rule.kind() == StrikeRules.Kind.RISK_ASSESSMENT)
            .anyMatch(rule -> !waiting.since().plusDays(rule.days()).isAfter(today));
    if (!due || waiting.assessed()) {
      return false;
    }
    Site site = desk.people().site(desk.orders().order(Actor.DESK, waiting.orderId()).siteId());
    Tasks.make(
        handle,
        TaskKind.RISK_ASSESSMENT,
        site.id(),
        waiting.patientId(),
        waiting.orderId(),
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
