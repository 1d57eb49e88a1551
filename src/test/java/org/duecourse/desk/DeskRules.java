package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The nine rules of the desk, each counted by SQL of its own and not by the code that keeps it.
 *
 * <p>After an event only what it touched is looked at: a rule that held before can only be broken
 * where a row that it speaks of was written since, or where time has passed. PostgreSQL says which
 * rows those are: each carries the number of the transaction that wrote it ({@code xmin}), and no
 * row is ever deleted, which is counted too. {@link #brokenAnywhere} looks at all rows; both must
 * say the same.
 */
final class DeskRules {
  /** Rows of a table that were written since. */
  private static final String TOUCHED = "cast(cast(%s.xmin as text) as bigint) >= :since";

  /**
   * A rule of {@code design}.
   *
   * @param number its number
   * @param name what is broken, where a row comes back
   * @param of tables that it speaks of; where none was written to it is not asked; "": always
   * @param sql one row = a breakage
   */
  record Rule(int number, String name, String of, String sql) {}

  static final List<Rule> RULES =
      List.of(
          new Rule(
              1,
              "two ordinary claims of one clinician, room or person overlap",
              "claim",
              """
              select a.id || ' ' || b.id from claim a join claim b on a.resource = b.resource and a.id <> b.id and a.during && b.during
              where a.active and b.active and not a.overlap_ok and not b.overlap_ok and {a}
              """),
          new Rule(
              1,
              "a visit ahead has not its two claims",
              "appointment claim",
              """
              select a.id from appointment a where a.state in ('held', 'booked', 'arrived')
                and ({a} or exists (select 1 from claim c where c.appointment_id = a.id and {c}))
                and (select count(*) from claim c where c.appointment_id = a.id and c.active and c.during = a.during) <> 2
              """),
          new Rule(
              1,
              "an ended visit has a claim",
              "appointment claim",
              """
              select a.id from appointment a join claim c on c.appointment_id = a.id
              where c.active and a.state in ('no_show', 'cancelled_by_patient', 'cancelled_by_clinic', 'lapsed') and ({a} or {c})
              """),
          new Rule(
              2,
              "an open order has neither a visit nor a task",
              "visit_order appointment task",
              """
              select o.id from visit_order o where o.state = 'open'
                and o.id in (select x.id from visit_order x where {x} union select a.order_id from appointment a where {a}
                             union select t.order_id from task t where {t})
                and not exists (select 1 from appointment a where a.order_id = o.id and a.state in ('booked', 'arrived'))
                and not exists (select 1 from task t where t.order_id = o.id and t.state = 'open')
              """),
          new Rule(
              3,
              "an ended order has a visit ahead or an open task",
              "visit_order appointment task",
              """
              select o.id from visit_order o where o.state <> 'open'
                and o.id in (select x.id from visit_order x where {x} union select a.order_id from appointment a where {a}
                             union select t.order_id from task t where {t})
                and (exists (select 1 from appointment a where a.order_id = o.id and a.state in ('held', 'booked', 'arrived'))
                  or exists (select 1 from task t where t.order_id = o.id and t.state = 'open'))
              """),
          new Rule(
              3,
              "a visit that was seen has no ended order",
              "visit_order appointment",
              """
              select a.id from appointment a join visit_order o on o.id = a.order_id
              where a.state = 'attended' and o.state = 'open' and ({a} or {o})
              """),
          new Rule(
              4,
              "a visit outside its window has no reason or no name with a role",
              "appointment",
              """
              select a.id from appointment a where a.state in ('booked', 'arrived') and not a.in_window
                and (coalesce(length(a.override_reason), 0) < 5 or a.override_by !~ '^.+ \\(.+\\)$') and {a}
              """),
          new Rule(
              4,
              "a window was extended without author and reason",
              "visit_order",
              """
              select o.id from visit_order o where o.latest <> o.ordered_latest and {o} and not exists (
                select 1 from extension e where e.order_id = o.id and e.to_latest = o.latest and e.author <> '')
              """),
          new Rule(
              5,
              "a visit took crisis time before its release",
              "appointment block",
              """
              select a.id from appointment a join block b on b.clinician_id = a.clinician_id and b.state = 'active'
                and b.purpose = 'CRISIS' and b.during && a.during
              where a.state in ('held', 'booked') and a.kind <> 'CRISIS' and a.override_rules = '{}' and ({a} or {b})
                and (b.release_at is null or b.release_at > coalesce(a.booked_at, a.hold_until - interval '10 minutes'))
              """),
          new Rule(
              5,
              "a half-day ahead has less crisis time than the floor",
              "block",
              """
              select b.day || ': ' || sum(extract(epoch from upper(b.during) - lower(b.during))) / 60
              from block b join reserve_policy p on p.site_id = b.site_id
              where b.day in (select x.day from block x where {x}) and b.day > cast(:today as date) + 1 and b.local_start < '12:00'
                and b.state in ('active', 'absent', 'closed')
              group by b.day, p.floor_minutes
              having coalesce(sum(extract(epoch from upper(b.during) - lower(b.during))) filter (where b.purpose = 'CRISIS'), 0)
                < p.floor_minutes * 60
              """),
          new Rule(
              5,
              "an opening half-hour has no named person and no task says so",
              "block absence crisis_cover task",
              """
              select g.site_id || ' ' || g.first_gap from crisis_half_hours(cast(:today as date), cast(:today as date) + 27, :now) g
              where g.first_gap is not null
                and (exists (select 1 from block b where {b}) or exists (select 1 from absence b where {b})
                  or exists (select 1 from crisis_cover b where {b})
                  or exists (select 1 from task b where b.kind = 'crisis_gap' and {b}))
                and not exists (select 1 from task t where t.state = 'open' and t.dedupe = 'crisis_gap:' || g.site_id || ':' || g.day)
              """),
          new Rule(
              6,
              "a clinician's week has less protected time than its floor and no swap accounts for it",
              "block protected_swap",
              """
              select c.id || ' in the week of ' || w.monday || ': ' || p.minutes || ' of ' || f.minutes
              from clinician c
              cross join (select cast(date_trunc('week', cast(:today as date)) as date) + 7 * n as monday from generate_series(1, 14) n) w
              cross join lateral (
                select coalesce(sum(extract(epoch from upper(b.during) - lower(b.during)) / 60), 0)
                  + coalesce((select sum(extract(epoch from upper(s.taken) - lower(s.taken)) / 60) from protected_swap s
                      where s.clinician_id = c.id and s.state in ('open', 'kept') and date_trunc('week', s.taken_day) = w.monday), 0)
                  - coalesce((select sum(extract(epoch from upper(s.given) - lower(s.given)) / 60) from protected_swap s
                      where s.clinician_id = c.id and s.state in ('open', 'kept') and date_trunc('week', s.given_day) = w.monday), 0)
                  as minutes
                from block b where b.clinician_id = c.id and b.purpose = 'PROTECTED' and b.state in ('active', 'absent')
                  and b.day between w.monday and w.monday + 6) p
              cross join lateral (
                select 48 * count(distinct b.day) as minutes from block b where b.clinician_id = c.id
                  and b.day between w.monday and w.monday + 4) f
              where p.minutes < f.minutes and exists (select 1 from contract_term)
                and (exists (select 1 from block b where {b}) or exists (select 1 from protected_swap b where {b}))
              """),
          new Rule(
              6,
              "a visit lies in protected time",
              "appointment block",
              """
              select a.id from appointment a join block b on b.clinician_id = a.clinician_id
                and b.state = 'active' and b.purpose = 'PROTECTED' and b.during && a.during
              where a.state in ('held', 'booked') and exists (select 1 from contract_term) and ({a} or {b})
              """),
          new Rule(
              7,
              "a hold has outlived its end",
              "",
              """
              select a.id from appointment a where a.state = 'held' and a.hold_until < cast(:swept as timestamptz)
              """),
          new Rule(
              7,
              "a visit is at another hour of the wall clock than was promised",
              "appointment",
              """
              select a.id from appointment a join site s on s.id = a.site_id
              where a.local_start <> lower(a.during) at time zone s.zone and {a}
              """),
          new Rule(
              8,
              "a change has no audit row in its transaction",
              "",
              """
              select x.what from (
                select 'visit ' || a.id as what, cast(a.xmin as text) as xid from appointment a where {a}
                union all select 'order ' || a.id, cast(a.xmin as text) from visit_order a where {a}
                union all select 'extension ' || a.id, cast(a.xmin as text) from extension a where {a}
                union all select 'absence ' || a.id, cast(a.xmin as text) from absence a where {a}
                union all select 'crisis ' || a.id, cast(a.xmin as text) from crisis_request a where {a}
                union all select 'cover ' || a.id, cast(a.xmin as text) from crisis_cover a where {a}
                union all select 'swap ' || a.id, cast(a.xmin as text) from protected_swap a where {a}
                union all select 'plan ' || a.id, cast(a.xmin as text) from rebook_run a where {a}
                union all select 'message ' || a.id, cast(a.xmin as text) from message a where {a}
                union all select 'person ' || a.id, cast(a.xmin as text) from patient a where {a}
              ) x
              where :incremental and not exists (
                select 1 from audit u where u.id > :audited and cast(u.xmin as text) = x.xid)
              """),
          new Rule(
              9,
              "a row of a record that was merged away",
              "patient",
              """
              select a.id from (select id, patient_id from appointment union all select id, patient_id from visit_order) a
              join patient p on p.id = a.patient_id
              where p.merged_into is not null and exists (select 1 from patient x where x.merged_into is not null and {x})
              """),
          new Rule(
              9,
              "a visit and its order are of two people",
              "appointment visit_order",
              """
              select a.id from appointment a join visit_order o on o.id = a.order_id
              where o.patient_id <> a.patient_id and ({a} or {o})
              """));

  private static final List<String> KEPT =
      List.of(
          "appointment", "visit_order", "patient", "task", "claim", "audit", "extension", "offer");

  /** What an order was when it was first seen: its clock never changes. */
  private record Clock(Instant orderedAt, LocalDate earliest, LocalDate target, LocalDate latest) {}

  private final DeskWorld world;
  private final Map<String, Clock> clocks = new HashMap<>();
  private final Map<String, Long> rows = new HashMap<>();
  private long since;
  private long audited;
  private Instant swept = Instant.EPOCH;

  DeskRules(DeskWorld world) {
    this.world = world;
    remember();
  }

  /** The desk has swept: holds that had run out are over. */
  void swept() {
    swept = world.instant();
  }

  /** Notes where the database stands, so that only what comes after is looked at. */
  private void remember() {
    world
        .store()
        .jdbi()
        .useHandle(
            handle -> {
              since =
                  handle
                      .createQuery(
                          "select cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint)")
                      .mapTo(Long.class)
                      .one();
              audited =
                  handle
                      .createQuery("select coalesce(max(id), 0) from audit")
                      .mapTo(Long.class)
                      .one();
            });
  }

  /** What the events since the last call have broken, as sentences. */
  List<String> broken() {
    List<String> broken =
        world.store().jdbi().withHandle(handle -> broken(handle, since, audited, true));
    remember();
    return broken;
  }

  /** What is broken anywhere. The audit's rule is asked at each event only. */
  List<String> brokenAnywhere() {
    return world.store().jdbi().withHandle(handle -> broken(handle, 0, 0, false));
  }

  private List<String> broken(Handle handle, long from, long audit, boolean incremental) {
    List<String> broken = new ArrayList<>();
    LocalDate today = world.desk().people().site("eastside").dayOf(world.instant());
    Set<String> touched = touched(handle, from);
    for (Rule rule : RULES) {
      if (!rule.of().isEmpty()
          && Arrays.stream(rule.of().split(" ")).noneMatch(touched::contains)) {
        continue;
      }
      var query = handle.createQuery(sql(rule));
      for (Map.Entry<String, Object> each :
          Map.<String, Object>of(
                  "since", from,
                  "now", world.instant(),
                  "today", today,
                  "swept", swept,
                  "audited", audit,
                  "incremental", incremental)
              .entrySet()) {
        if (rule.sql().contains(":" + each.getKey())
            || each.getKey().equals("since") && rule.sql().contains("{")) {
          query.bind(each.getKey(), each.getValue());
        }
      }
      query
          .mapTo(String.class)
          .forEach(what -> broken.add("rule " + rule.number() + ", " + rule.name() + ": " + what));
    }
    clocks(handle, from, broken);
    nothingIsGone(handle, broken);
    return broken;
  }

  /** The tables to which something was written since. */
  private static Set<String> touched(Handle handle, long from) {
    String sql =
        RULES.stream()
            .flatMap(rule -> Arrays.stream(rule.of().split(" ")))
            .filter(table -> !table.isEmpty())
            .distinct()
            .map(
                table ->
                    "select '"
                        + table
                        + "' where exists (select 1 from "
                        + table
                        + " a where "
                        + TOUCHED.formatted("a")
                        + ")")
            .collect(Collectors.joining(" union all "));
    return Set.copyOf(handle.createQuery(sql).bind("since", from).mapTo(String.class).list());
  }

  private static String sql(Rule rule) {
    String sql = rule.sql().replace("'{}'", "'{-}'");
    for (String alias : List.of("a", "b", "c", "o", "t", "x")) {
      sql = sql.replace("{" + alias + "}", TOUCHED.formatted(alias));
    }
    return sql.replace("'{-}'", "'{}'");
  }

  /** The clock of an order that came back is the one it had: kept here, outside the desk. */
  private void clocks(Handle handle, long from, List<String> broken) {
    handle
        .createQuery(
            "select id, ordered_at, earliest, target, ordered_latest from visit_order o where "
                + TOUCHED.formatted("o"))
        .bind("since", from)
        .map(
            (rs, context) -> {
              Clock now =
                  new Clock(
                      rs.getObject("ordered_at", java.time.OffsetDateTime.class).toInstant(),
                      rs.getObject("earliest", LocalDate.class),
                      rs.getObject("target", LocalDate.class),
                      rs.getObject("ordered_latest", LocalDate.class));
              Clock first = clocks.putIfAbsent(rs.getString("id"), now);
              if (first != null && !first.equals(now)) {
                broken.add("rule 3, the clock of an order was changed: " + rs.getString("id"));
              }
              return now;
            })
        .list();
  }

  private void nothingIsGone(Handle handle, List<String> broken) {
    for (String table : KEPT) {
      long now = handle.createQuery("select count(*) from " + table).mapTo(Long.class).one();
      long before = rows.getOrDefault(table, 0L);
      if (now < before) {
        broken.add("rule 3, rows are gone: " + table + ", " + before + " before, " + now + " now");
      }
      rows.put(table, now);
    }
  }
}
