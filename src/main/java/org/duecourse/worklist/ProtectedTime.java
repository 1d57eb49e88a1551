package org.duecourse.worklist;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.desk.Access;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Role;
import org.duecourse.desk.Work;
import org.jdbi.v3.core.Handle;

/**
 * Time for work between visits: what a contract's term protects, what is kept of it, and what is
 * due in it. The database holds to the floor on every path ({@code V8__protected.sql}); time is
 * taken for visits only by a swap ({@link Swaps}). A clinician sees the own weeks, a manager those
 * of the clinic; nobody else does.
 */
public final class ProtectedTime {
  private final Work work;
  private final Swaps swaps;

  private ProtectedTime(Desk desk) {
    this.work = desk.work();
    this.swaps = new Swaps(desk);
    work.know(WeekRow.class, DayRow.class, Login.class);
  }

  /** Protected time over an open desk. */
  public static ProtectedTime over(Desk desk) {
    return new ProtectedTime(desk);
  }

  /** Protected time taken for visits, and given back. */
  public Swaps swaps() {
    return swaps;
  }

  /** One row of {@code protected_weeks}. */
  record WeekRow(
      String clinicianId,
      LocalDate week,
      int termMinutes,
      int usualDays,
      int workedDays,
      int floorMinutes,
      int activeMinutes,
      int keptMinutes,
      int takenMinutes,
      int givenMinutes) {}

  /** Minutes on a day. */
  record DayRow(LocalDate day, int minutes) {}

  /** An account of a clinician. */
  record Login(String login, List<String> roles) {}

  /** Whether an account sees the weeks of the clinicians of its clinics. */
  static boolean manages(Actor actor) {
    return actor.may(role -> role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER);
  }

  /** The Monday of a day's week. */
  public static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /**
   * A clinician's week: the floor, what is kept by day, and the minutes of open tasks by the day on
   * which they are due: those that the clinician took, and those that nobody took yet of the pools
   * of the clinician's roles (for therapists and prescribers, about their own patients).
   *
   * @param week any day of it
   */
  public ProtectedWeek week(Actor actor, String clinicianId, LocalDate week) {
    return work.in(
        handle -> {
          requireSeen(handle, actor, clinicianId);
          ProtectedWeek seen = week(handle, actor, clinicianId, monday(week));
          if (!clinicianId.equals(actor.clinicianId())) {
            Audit.write(
                handle,
                work.now(),
                actor,
                "protected.read",
                "clinician:" + clinicianId,
                null,
                Audit.of("week", seen.monday()));
          }
          return seen;
        });
  }

  /** The weeks of all active clinicians of a clinic, by name; for who runs it. */
  public List<ProtectedWeek> weeks(Actor actor, String siteId, LocalDate week) {
    actor.require(
        role -> role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER,
        "Reading the protected time of a clinic");
    if (!actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
    return work.in(
        handle -> {
          List<String> clinicians =
              handle
                  .createQuery(
                      """
                      select c.id from clinician c join clinician_site s on s.clinician_id = c.id and s.site_id = :site
                      where c.active order by c.name, c.id
                      """)
                  .bind("site", siteId)
                  .mapTo(String.class)
                  .list();
          Audit.write(
              handle,
              work.now(),
              actor,
              "protected.read",
              "site:" + siteId,
              null,
              Audit.of("week", monday(week), "clinicians", clinicians.size()));
          return clinicians.stream()
              .map(clinician -> week(handle, actor, clinician, monday(week)))
              .toList();
        });
  }

  private static ProtectedWeek week(
      Handle handle, Actor actor, String clinicianId, LocalDate monday) {
    WeekRow row =
        handle
            .createQuery(
                """
                select clinician_id, week, coalesce(term_minutes, 0)::int as term_minutes, usual_days, worked_days,
                       floor_minutes, active_minutes, kept_minutes, taken_minutes, given_minutes
                from protected_weeks(:monday, :monday, :clinician)
                """)
            .bind("monday", monday)
            .bind("clinician", clinicianId)
            .mapTo(WeekRow.class)
            .one();
    Map<LocalDate, Integer> kept =
        byDay(
            handle
                .createQuery(
                    """
                    select b.day, minutes_of(range_agg(b.during) - coalesce((
                             select range_agg(k.during) from claim k join clinician c on c.resource = k.resource
                             where c.id = :clinician and k.active and k.during && range_merge(range_agg(b.during))), '{}'))
                             as minutes
                    from block b
                    where b.clinician_id = :clinician and b.day between :monday and :monday + 6
                      and b.purpose = 'PROTECTED' and b.state = 'active'
                    group by b.day
                    """)
                .bind("monday", monday)
                .bind("clinician", clinicianId)
                .mapTo(DayRow.class)
                .list());
    Map<LocalDate, Integer> due = due(handle, actor, clinicianId, monday);
    return new ProtectedWeek(
        clinicianId,
        monday,
        row.termMinutes(),
        row.usualDays(),
        row.workedDays(),
        row.floorMinutes(),
        row.activeMinutes(),
        row.keptMinutes(),
        row.takenMinutes(),
        row.givenMinutes(),
        due.entrySet().stream()
            .filter(each -> each.getKey().isBefore(monday))
            .mapToInt(Map.Entry::getValue)
            .sum(),
        monday
            .datesUntil(monday.plusDays(7))
            .map(
                day ->
                    new ProtectedWeek.Day(day, kept.getOrDefault(day, 0), due.getOrDefault(day, 0)))
            .toList());
  }

  private static Map<LocalDate, Integer> due(
      Handle handle, Actor actor, String clinicianId, LocalDate monday) {
    Set<String> logins = new HashSet<>();
    Set<String> pools = new HashSet<>();
    handle
        .createQuery(
            "select login, roles from account where clinician_id = :clinician and state = 'active'")
        .bind("clinician", clinicianId)
        .mapTo(Login.class)
        .forEach(
            each -> {
              logins.add(each.login());
              pools.addAll(each.roles());
            });
    if (clinicianId.equals(actor.clinicianId())) {
      logins.add(actor.account());
      actor.roles().forEach(role -> pools.add(role.name()));
    }
    List<String> own =
        pools.stream().filter(pool -> Role.valueOf(pool).seesOwnPatientsOnly()).toList();
    return byDay(
        handle
            .createQuery(
                """
                select cast(t.due_at at time zone s.zone as date) as day, sum(t.minutes)::int as minutes
                from task t join site s on s.id = t.site_id
                join clinician_site x on x.site_id = t.site_id and x.clinician_id = :clinician
                where t.state = 'open' and cast(t.due_at at time zone s.zone as date) < cast(:monday as date) + 7
                  and (t.clinician_id = :clinician or t.owner = any (:logins)
                    or t.clinician_id is null and t.owner is null and t.pool = any (:pools)
                      and (t.pool <> all (:own)
                        or exists (select 1 from visit_order o where o.patient_id = t.patient_id
                             and o.clinician_id = :clinician)
                        or exists (select 1 from appointment a where a.patient_id = t.patient_id
                             and a.clinician_id = :clinician)))
                group by 1
                """)
            .bind("clinician", clinicianId)
            .bind("monday", monday)
            .bindArray("logins", String.class, List.copyOf(logins))
            .bindArray("pools", String.class, List.copyOf(pools))
            .bindArray("own", String.class, own)
            .mapTo(DayRow.class)
            .list());
  }

  private static Map<LocalDate, Integer> byDay(List<DayRow> rows) {
    return rows.stream().collect(Collectors.toMap(DayRow::day, DayRow::minutes));
  }

  /** Refuses a clinician whose weeks the account may not see, like one who is not there. */
  private static void requireSeen(Handle handle, Actor actor, String clinicianId) {
    boolean there =
        handle
            .createQuery(
                """
                select exists (select 1 from clinician c where c.id = :clinician and (c.id = :me or :manages and (
                  :everywhere or exists (select 1 from clinician_site s where s.clinician_id = c.id
                    and s.site_id = any (:sites)))))
                """)
            .bind("clinician", clinicianId)
            .bind("me", actor.clinicianId())
            .bind("manages", manages(actor))
            .bind("everywhere", actor.sites().isEmpty())
            .bindArray("sites", String.class, List.copyOf(actor.sites()))
            .mapTo(Boolean.class)
            .one();
    if (!there) {
      throw Access.notThere("clinician " + clinicianId);
    }
  }
}
