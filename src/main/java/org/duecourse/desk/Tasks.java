package org.duecourse.desk;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The list of what has to be done. Tasks are made in the transaction of their cause. */
public final class Tasks {
  private static final List<String> OF_BOOKING =
      List.of(
          "book_first",
          "book_return",
          "rebook",
          "no_show_outreach",
          "other_clinic",
          "move_displaced");

  private final Work work;

  Tasks(Work work) {
    this.work = work;
  }

  /** Open tasks of a clinic, the most urgent first; those not to be shown yet are left out. */
  public List<Task> open(Actor actor, String siteId, int limit) {
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
                           where t.site_id = :site and t.state = 'open' and (t.not_before is null or t.not_before <= :now)
                             and (not :ownOnly or exists (select 1 from visit_order vo
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
            throw Refused.conflict(task.owner() + " took this task already.");
          }
          handle.execute(
              "update task set owner = ?, version = version + 1 where id = ?", actor.account(), id);
          audit(handle, actor, "task.claim", task, Audit.of());
        });
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
        });
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
    } else if (!actor.isAt(task.siteId())) {
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
    String name = kind.name().toLowerCase(Locale.ROOT);
    handle
        .createUpdate(
            """
            insert into task (kind, site_id, pool, patient_id, order_id, appointment_id, why, due_at, priority, minutes,
                              created_at, dedupe)
            values (:kind, :site, :pool, :patient, :order, :visit, :why, :due, :priority, :minutes, :now, :dedupe)
            on conflict (dedupe) where state = 'open'
              do update set due_at = least(task.due_at, excluded.due_at), why = excluded.why, version = task.version + 1
            """)
        .bind("kind", name)
        .bind("site", siteId)
        .bind("pool", kind.pool().name())
        .bind("patient", patientId)
        .bind("order", orderId)
        .bind("visit", appointmentId)
        .bind("why", why)
        .bind("due", due)
        .bind("priority", kind.priority())
        .bind("minutes", kind.minutes())
        .bind("now", now)
        .bind("dedupe", name + ":" + (orderId != null ? orderId : appointmentId))
        .execute();
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
    String name = kind.name().toLowerCase(Locale.ROOT);
    handle
        .createUpdate(
            """
            insert into task (kind, site_id, pool, patient_id, why, due_at, priority, minutes, created_at, dedupe)
            values (:kind, :site, :pool, :patient, :why, :due, :priority, :minutes, :now, :dedupe)
            on conflict (dedupe) where state = 'open'
              do update set due_at = least(task.due_at, excluded.due_at), why = excluded.why,
                version = task.version + case when task.why = excluded.why then 0 else 1 end
            """)
        .bind("kind", name)
        .bind("site", siteId)
        .bind("pool", kind.pool().name())
        .bind("patient", patientId)
        .bind("why", why)
        .bind("due", due)
        .bind("priority", kind.priority())
        .bind("minutes", kind.minutes())
        .bind("now", now)
        .bind("dedupe", name + ":" + about)
        .execute();
  }

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
            where order_id = :order and state = 'open' and kind = any (:kinds)
            """)
        .bind("now", now)
        .bind("order", orderId)
        .bindArray("kinds", String.class, OF_BOOKING)
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

  /** The kinds that a booking closes. */
  static Set<String> closedByBooking() {
    return Set.copyOf(OF_BOOKING);
  }
}
