package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.duecourse.io.Json;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The list of what has to be done. Tasks are made in the transaction of their cause. */
public final class Tasks {
  private static final DateTimeFormatter TAKEN =
      DateTimeFormatter.ofPattern(" 'on' MMMM d 'at' h:mm a", Locale.ENGLISH);

  private final Work work;

  Tasks(Work work) {
    this.work = work;
  }

  /** Open tasks of a clinic, the most urgent first; those not to be shown yet are left out. */
  public List<Task> open(Actor actor, String siteId, int limit) {
    return list(actor, siteId, "(t.not_before is null or t.not_before <= :now)", limit);
  }

  /** Open tasks of a clinic that are not to be shown yet, the most urgent first. */
  public List<Task> putOff(Actor actor, String siteId, int limit) {
    return list(actor, siteId, "t.not_before > :now", limit);
  }

  private List<Task> list(Actor actor, String siteId, String shown, int limit) {
    actor.require(Role::seesPatients, "Reading the task list");
    if (!actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
    return work.in(
        handle -> {
          List<Task> tasks =
              handle
                  .createQuery(
                      "select "
                          + Task.COLUMNS
                          + """
                           where t.site_id = :site and t.state = 'open' and\s"""
                          + shown
                          + """

                             and (not :ownOnly or t.clinician_id = :me or exists (select 1 from visit_order vo
                                    where vo.patient_id = t.patient_id and vo.clinician_id = :me)
                                  or exists (select 1 from appointment va
                                    where va.patient_id = t.patient_id and va.clinician_id = :me))
                           order by t.due_at, t.priority desc, t.id limit :limit
                          """)
                  .bind("site", siteId)
                  .bind("now", work.now())
                  .bind("limit", limit)
                  .bind("ownOnly", Access.ownOnly(actor))
                  .bind("me", actor.clinicianId())
                  .mapTo(Task.class)
                  .list();
          Audit.write(
              handle,
              work.now(),
              actor,
              "task.list",
              "site:" + siteId,
              null,
              Audit.of("people", tasks.stream().map(Task::patientId).distinct().count()));
          return tasks;
        });
  }

  /** The tasks about an order, open ones first. */
  static List<Task> ofOrder(Handle handle, String orderId) {
    return handle
        .createQuery(
            "select "
                + Task.COLUMNS
                + "where t.order_id = :order order by t.state = 'open' desc, t.id")
        .bind("order", orderId)
        .mapTo(Task.class)
        .list();
  }

  /** Takes a task, so that nobody else works it. */
  public void claim(Actor actor, long id) {
    work.run(
        handle -> {
          Task task = lock(handle, actor, id);
          if (task.owner() != null && !task.owner().equals(actor.account())) {
            throw Refused.conflict(task.owner() + " took this task" + since(handle, task) + ".");
          }
          handle.execute(
              "update task set owner = ?, version = version + 1 where id = ?", actor.account(), id);
          audit(handle, actor, "task.claim", task, Audit.of());
        });
  }

  /** When a task was taken, by the clinic's wall clock: " on June 9 at 9:12 a.m.". */
  private static String since(Handle handle, Task task) {
    return handle
        .createQuery(
            "select max(at) from audit where subject = :subject and action = 'task.claim' having count(*) > 0")
        .bind("subject", "task:" + task.id())
        .mapTo(Instant.class)
        .findOne()
        .map(
            at ->
                TAKEN
                    .format(at.atZone(People.site(handle, task.siteId()).zoneId()))
                    .replace("AM", "a.m")
                    .replace("PM", "p.m"))
        .orElse("");
  }

  /**
   * Closes a task with what came of it. One that keeps an open order from falling out is refused as
   * long as the order has neither a visit nor another task.
   */
  public void complete(Actor actor, long id, String outcome) {
    if (outcome.isBlank() || outcome.length() > 500) {
      throw Refused.input("Say what came of it, in 1 to 500 characters.");
    }
    work.run(
        handle -> {
          Task task = lock(handle, actor, id);
          if (task.kind() == TaskKind.CRISIS_GAP && CrisisGaps.stands(handle, task, work.now())) {
            throw Refused.conflict(
                "Nobody is named for crises on that day yet. Name somebody; the task closes by itself.");
          }
          handle.execute(
              """
              update task set state = 'done', outcome = ?, closed_at = ?, closed_by = ?, version = version + 1
              where id = ?
              """,
              outcome.strip(),
              work.now().atOffset(java.time.ZoneOffset.UTC),
              actor.account(),
              id);
          audit(handle, actor, "task.complete", task, Audit.of());
          again(handle, task, work.now());
        });
  }

  /** A task that repeats comes again as long as its cause stands. */
  private static void again(Handle handle, Task task, Instant now) {
    int days = TaskRule.of(handle, task.siteId(), task.kind()).repeatDays();
    String patient = task.patientId();
    if (days == 0 || patient == null || !People.isFlagged(handle, patient)) {
      return;
    }
    Site site = People.site(handle, task.siteId());
    LocalDate day = site.dayOf(now).plusDays(days);
    LocalDate due = site.businessDays().counts(day) ? day : site.businessDays().after(day, 1);
    make(
        handle,
        new Wanted(
            task.kind(),
            task.siteId(),
            patient,
            null,
            null,
            task.clinicianId(),
            patient,
            task.why(),
            false,
            WallClock.at(due.minusDays(2), java.time.LocalTime.of(8, 0), site.zoneId())),
        WallClock.at(due, java.time.LocalTime.of(17, 0), site.zoneId()),
        now);
  }

  /** An open task that the account may work, locked. */
  public static Task lock(Handle handle, Actor actor, long id) {
    Task task =
        handle
            .createQuery("select " + Task.COLUMNS + "where t.id = :id for update of t")
            .bind("id", id)
            .mapTo(Task.class)
            .findOne()
            .orElseThrow(() -> Access.notThere("task " + id));
    if (task.patientId() != null) {
      Access.require(handle, actor, task.siteId(), task.patientId(), "task " + id);
    } else if (!actor.isAt(task.siteId())
        || (Access.ownOnly(actor)
            && (task.clinicianId() == null || !task.clinicianId().equals(actor.clinicianId())))) {
      throw Access.notThere("task " + id);
    }
    if (!task.state().equals("open")) {
      throw Refused.conflict("This task is closed already: " + task.outcome());
    }
    return task;
  }

  private void audit(
      Handle handle, Actor actor, String action, Task task, java.util.Map<String, ?> detail) {
    Audit.write(handle, work.now(), actor, action, "task:" + task.id(), task.patientId(), detail);
  }

  /**
   * When a task of a kind that comes now is due at a clinic.
   *
   * @param urgent whether it is, as its rule says what makes it so
   */
  public static Instant due(Handle handle, Site site, TaskKind kind, boolean urgent, Instant now) {
    return TaskRule.of(handle, site.id(), kind).due(urgent).from(new DueTimes(site, now));
  }

  /** The same, and before the end of a window as long as that is ahead. */
  static Instant dueWithin(
      Handle handle, Site site, TaskKind kind, boolean urgent, LocalDate latest, Instant now) {
    return new DueTimes(site, now).within(due(handle, site, kind, urgent, now), latest);
  }

  /**
   * Makes a task about an order or a visit; one that is open already for the same thing becomes due
   * no later than this.
   */
  public static void make(
      Handle handle,
      TaskKind kind,
      String siteId,
      String patientId,
      @Nullable String orderId,
      @Nullable String appointmentId,
      String why,
      Instant due,
      Instant now) {
    String about = orderId != null ? orderId : String.valueOf(appointmentId);
    make(
        handle,
        new Wanted(kind, siteId, patientId, orderId, appointmentId, null, about, why, false, null),
        due,
        now);
  }

  /**
   * Makes a task about something that is neither an order nor a visit, or makes the open one due no
   * later.
   *
   * @param about what: two open tasks of one kind never share it
   */
  public static void about(
      Handle handle,
      TaskKind kind,
      String siteId,
      @Nullable String patientId,
      String about,
      String why,
      Instant due,
      Instant now) {
    make(
        handle,
        new Wanted(kind, siteId, patientId, null, null, null, about, why, false, null),
        due,
        now);
  }

  /**
   * A task to make.
   *
   * @param clinicianId whose work it is, or null: then, for work of therapists and prescribers, the
   *     clinician of the order
   * @param about two open tasks of one kind never share it
   * @param why without names
   * @param notBefore not shown before, or null
   */
  public record Wanted(
      TaskKind kind,
      String siteId,
      @Nullable String patientId,
      @Nullable String orderId,
      @Nullable String appointmentId,
      @Nullable String clinicianId,
      String about,
      String why,
      boolean urgent,
      @Nullable Instant notBefore) {}

  /** A task to make and when it is due. */
  public record Due(Wanted wanted, Instant due) {}

  /** A task about a visit and its order. */
  public static Due about(TaskKind kind, Visit visit, String why, Instant due) {
    return new Due(
        new Wanted(
            kind,
            visit.siteId(),
            visit.patientId(),
            visit.orderId(),
            visit.id(),
            null,
            visit.orderId(),
            why,
            false,
            null),
        due);
  }

  /**
   * Makes a task by the rule of its clinic, or makes the open one about the same thing due no
   * later.
   *
   * @return its number
   */
  public static long make(Handle handle, Wanted wanted, Instant due, Instant now) {
    return makeAll(handle, List.of(new Due(wanted, due)), now).getFirst();
  }

  /**
   * Makes many tasks in one statement. No two of them are of one kind about the same thing.
   *
   * @return their numbers, in no order
   */
  public static List<Long> makeAll(Handle handle, List<Due> tasks, Instant now) {
    if (tasks.isEmpty()) {
      return List.of();
    }
    Map<String, TaskRule> rules = new HashMap<>();
    Map<String, Optional<Instant>> raised = new HashMap<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Due task : tasks) {
      Wanted wanted = task.wanted();
      String which = wanted.siteId() + " " + wanted.kind();
      TaskRule rule =
          rules.computeIfAbsent(which, key -> TaskRule.of(handle, wanted.siteId(), wanted.kind()));
      Optional<Instant> later =
          raised.computeIfAbsent(
              which + " " + task.due(),
              key -> Optional.ofNullable(raised(handle, rule, wanted.siteId(), task.due())));
      rows.add(row(wanted, rule, task.due(), later.orElse(null)));
    }
    return handle
        .createQuery(
            """
            insert into task (kind, site_id, pool, patient_id, order_id, appointment_id, clinician_id, why, not_before, due_at,
                              priority, minutes, closing, urgent, escalate_at, escalate_to, created_at, dedupe)
            select w.kind, w.site, w.pool, w.patient, w.order_id, w.visit,
                   coalesce(w.clinician, case when w.pool in ('THERAPIST', 'PRESCRIBER')
                                         then (select o.clinician_id from visit_order o where o.id = w.order_id) end),
                   w.why, w.not_before, w.due, w.priority, w.minutes, w.closing, w.urgent, w.escalate, w.escalate_to, :now,
                   w.kind || ':' || w.about
            from jsonb_to_recordset(cast(:rows as jsonb)) as w (
              kind text, site text, pool text, patient text, order_id text, visit text, clinician text, why text,
              not_before timestamptz, due timestamptz, priority integer, minutes integer, closing text, urgent boolean,
              escalate timestamptz, escalate_to text, about text)
            on conflict (dedupe) where state = 'open'
              do update set due_at = least(task.due_at, excluded.due_at),
                escalate_at = least(task.escalate_at, excluded.escalate_at), why = excluded.why,
                urgent = task.urgent or excluded.urgent,
                version = task.version + case when task.why = excluded.why then 0 else 1 end
            returning id
            """)
        .bind("rows", Json.write(rows))
        .bind("now", now)
        .mapTo(Long.class)
        .list();
  }

  private static Map<String, Object> row(
      Wanted wanted, TaskRule rule, Instant due, @Nullable Instant raised) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("kind", TaskRule.name(wanted.kind()));
    row.put("site", wanted.siteId());
    row.put("pool", rule.pool().name());
    row.put("patient", wanted.patientId());
    row.put("order_id", wanted.orderId());
    row.put("visit", wanted.appointmentId());
    row.put("clinician", wanted.clinicianId());
    row.put("why", wanted.why());
    row.put("not_before", wanted.notBefore() == null ? null : wanted.notBefore().toString());
    row.put("due", due.toString());
    row.put("priority", rule.priority());
    row.put("minutes", rule.minutes());
    row.put("closing", rule.closing().name().toLowerCase(Locale.ROOT));
    row.put("urgent", wanted.urgent());
    row.put("escalate", raised == null ? null : raised.toString());
    row.put("escalate_to", rule.escalateTo() == null ? null : rule.escalateTo().name());
    row.put("about", wanted.about());
    return row;
  }

  /** When a task is raised that was due then and is still open, or null for never. */
  static @Nullable Instant raised(Handle handle, TaskRule rule, String siteId, Instant due) {
    DueRule after = rule.escalate();
    return after == null || rule.escalateTo() == null
        ? null
        : after.from(new DueTimes(People.site(handle, siteId), due));
  }

  /**
   * Raises what is overdue to the role that its rule names; whoever took it keeps it. Each is in
   * the audit.
   *
   * @return how many
   */
  static int escalate(Handle handle, Instant now) {
    List<Raised> raised =
        handle
            .createQuery(
                """
                update task set pool = escalate_to, escalated_at = :now, priority = least(100, priority + 10),
                  not_before = null, version = version + 1
                where id in (select id from task where state = 'open' and escalated_at is null and escalate_at <= :now
                             order by escalate_at limit 1000 for update skip locked)
                returning id, patient_id, pool
                """)
            .bind("now", now)
            .mapTo(Raised.class)
            .list();
    raised.forEach(
        each ->
            Audit.write(
                handle,
                now,
                Actor.DESK,
                "task.escalate",
                "task:" + each.id(),
                each.patientId(),
                Audit.of("to", each.pool())));
    return raised.size();
  }

  /** A task that was raised. */
  record Raised(long id, @Nullable String patientId, Role pool) {}

  /** Closes such a task, because what it was about is done. */
  public static void settle(
      Handle handle, TaskKind kind, String about, String outcome, Instant now) {
    handle
        .createUpdate(
            """
            update task set state = 'done', outcome = :outcome, closed_at = :now, closed_by = 'desk', version = version + 1
            where dedupe = :dedupe and state = 'open'
            """)
        .bind("outcome", outcome)
        .bind("now", now)
        .bind("dedupe", kind.name().toLowerCase(Locale.ROOT) + ":" + about)
        .execute();
  }

  /** Closes the tasks of an order that a booking answers. */
  static void closeForBooking(Handle handle, String orderId, Instant now) {
    handle
        .createUpdate(
            """
            update task set state = 'done', outcome = 'booked', closed_at = :now, closed_by = 'desk', version = version + 1
            where order_id = :order and state = 'open' and closing = 'booking'
            """)
        .bind("now", now)
        .bind("order", orderId)
        .execute();
  }

  /** Drops every open task of an order that is no longer open. */
  static void dropAll(Handle handle, String orderId, String outcome, Instant now) {
    handle
        .createUpdate(
            """
            update task set state = 'dropped', outcome = :outcome, closed_at = :now, closed_by = 'desk',
                            version = version + 1
            where order_id = :order and state = 'open'
            """)
        .bind("outcome", outcome)
        .bind("now", now)
        .bind("order", orderId)
        .execute();
  }
}
