package org.duecourse.worklist;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.duecourse.desk.Access;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Desk;
import org.duecourse.desk.DueTimes;
import org.duecourse.desk.Keys;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.Order;
import org.duecourse.desk.Patient;
import org.duecourse.desk.Role;
import org.duecourse.desk.Site;
import org.duecourse.desk.Task;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.TaskRule;
import org.duecourse.desk.Tasks;
import org.duecourse.desk.Texts;
import org.duecourse.desk.WallClock;
import org.duecourse.desk.Work;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Working the list: attempts to reach people, putting off, giving back and handing over. Whatever
 * is put off still comes before it is due, and an order keeps its task until a visit or a reason
 * ends it.
 */
public final class Worklist {
  /** How somebody is tried. */
  public static final List<String> CHANNELS =
      List.of("phone", "text", "email", "letter", "in_person");

  /** What can come of it. */
  public static final List<String> OUTCOMES =
      List.of("reached", "no_answer", "left_message", "wrong_number", "sent");

  private static final int WEIGHT_AFTER = 8;
  private static final LocalTime MORNING = LocalTime.of(8, 0);
  private static final LocalTime END = LocalTime.of(17, 0);

  private final Desk desk;
  private final Work work;

  private Worklist(Desk desk) {
    this.desk = desk;
    this.work = desk.work();
    work.know(Attempt.class);
  }

  /** The work list over an open desk. */
  public static Worklist over(Desk desk) {
    return new Worklist(desk);
  }

  /**
   * Notes an attempt to reach the person of a task. Who was not reached is tried again on the day
   * that the rule gives; after the last attempt the clinician decides, and the task stays until
   * then. Before the end of an order's window the next step is due at the latest.
   */
  public void attempt(Actor actor, long taskId, String channel, String outcome) {
    if (!CHANNELS.contains(channel) || !OUTCOMES.contains(outcome)) {
      throw Refused.input("Choose how the person was tried and what came of it.");
    }
    work.run(
        handle -> {
          Task task = Tasks.lock(handle, actor, taskId);
          String patient = task.patientId();
          if (patient == null) {
            throw Refused.conflict("This task is about no person.");
          }
          Instant now = work.now();
          handle
              .createUpdate(
                  """
                  insert into contact_attempt (task_id, patient_id, order_id, at, by, channel, outcome)
                  values (:task, :patient, :order, :now, :by, :channel, :outcome)
                  """)
              .bind("task", taskId)
              .bind("patient", patient)
              .bind("order", task.orderId())
              .bind("now", now)
              .bind("by", actor.account())
              .bind("channel", channel)
              .bind("outcome", outcome)
              .execute();
          if (!outcome.equals("reached")) {
            next(handle, task, patient, now);
          } else if (task.closing().equals("reached")) {
            desk.tasks().complete(actor, taskId, "reached (" + channel.replace('_', ' ') + ")");
          }
          Audit.write(
              handle,
              now,
              actor,
              "task.attempt",
              "task:" + taskId,
              patient,
              Audit.of("channel", channel, "outcome", outcome));
        });
  }

  /**
   * Work that is entered by hand.
   *
   * @param kind one that people enter, and that the clinic uses
   * @param patientId about whom
   * @param clinicianId whose work it is, or null for the pool
   * @param why what it is about, without names, in 5 to 200 characters
   */
  public record NewTask(
      TaskKind kind,
      String siteId,
      String patientId,
      @Nullable String clinicianId,
      boolean urgent,
      String why) {}

  /**
   * Enters work by hand, once for each key.
   *
   * @return the number of the task
   */
  public long enter(Actor actor, NewTask wanted, @Nullable String key) {
    actor.require(role -> role.seesPatients() && role != Role.COMPLIANCE, "Entering work");
    if (!actor.isAt(wanted.siteId())) {
      throw Access.notThere("clinic " + wanted.siteId());
    }
    List<Problem> problems = new ArrayList<>();
    Texts.line(problems, "why", wanted.why(), 5, 200);
    if (!TaskRule.shipped(wanted.kind()).byHand()) {
      problems.add(
          new Problem(
              "kind",
              "The desk makes tasks of this kind itself. By hand are entered: "
                  + byHand().stream().map(TaskKind::words).collect(Collectors.joining(", "))
                  + "."));
    }
    refuse(problems);
    return Long.parseLong(
        Keys.once(
                work,
                actor,
                key,
                "task " + wanted,
                handle -> List.of(String.valueOf(enter(handle, actor, wanted))))
            .getFirst());
  }

  /** The kinds that people enter. */
  public static List<TaskKind> byHand() {
    return Arrays.stream(TaskKind.values())
        .filter(kind -> TaskRule.shipped(kind).byHand())
        .toList();
  }

  private long enter(Handle handle, Actor actor, NewTask wanted) {
    Instant now = work.now();
    Site site = desk.people().site(wanted.siteId());
    Patient patient = Access.patient(handle, actor, wanted.patientId());
    if (!TaskRule.of(handle, site.id(), wanted.kind()).inUse()) {
      throw Refused.conflict("This clinic does not use tasks of this kind.");
    }
    long id =
        Tasks.make(
            handle,
            new Tasks.Wanted(
                wanted.kind(),
                site.id(),
                patient.id(),
                null,
                null,
                wanted.clinicianId(),
                patient.id() + ":" + Integer.toHexString(wanted.why().strip().hashCode()),
                wanted.why().strip(),
                wanted.urgent(),
                null),
            Tasks.due(handle, site, wanted.kind(), wanted.urgent(), now),
            now);
    Audit.write(
        handle,
        now,
        actor,
        "task.enter",
        "task:" + id,
        patient.id(),
        Audit.of("kind", wanted.kind(), "urgent", wanted.urgent()));
    return id;
  }

  /**
   * Enters that somebody left a hospital or was in an emergency room: a call by the clinic's rule
   * and a visit ordered within seven days, not on the same day, in one transaction.
   *
   * @param kind POST_DISCHARGE or POST_EMERGENCY
   * @param clinicianId the clinician who sees the person, or null: then a first visit is ordered
   * @param day when it was, at most 30 days ago
   * @return the reference of the order
   */
  public String careAfter(
      Actor actor,
      TaskKind kind,
      String siteId,
      String patientId,
      @Nullable String clinicianId,
      LocalDate day,
      @Nullable String key) {
    if (kind != TaskKind.POST_DISCHARGE && kind != TaskKind.POST_EMERGENCY) {
      throw Refused.input("Choose a discharge from hospital or a visit to an emergency room.");
    }
    actor.require(role -> role.seesPatients() && role != Role.COMPLIANCE, "Entering work");
    work.read(handle -> Access.patient(handle, actor, patientId));
    if (!actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
    Site site = desk.people().site(siteId);
    LocalDate today = site.dayOf(work.now());
    if (day.isAfter(today) || day.isBefore(today.minusDays(30))) {
      throw new Refused(
          Fault.INPUT,
          "Nothing was entered.",
          List.of(new Problem("day", "Give a day of the last 30 days; today is " + today + ".")));
    }
    return Keys.once(
            work,
            actor,
            key,
            "care after " + kind + " " + siteId + " " + patientId + " " + clinicianId + " " + day,
            handle ->
                List.of(careAfter(handle, actor, kind, site, patientId, clinicianId, day, today)))
        .getFirst();
  }

  private String careAfter(
      Handle handle,
      Actor actor,
      TaskKind kind,
      Site site,
      String patientId,
      @Nullable String clinicianId,
      LocalDate day,
      LocalDate today) {
    LocalDate earliest = day.plusDays(1).isBefore(today) ? today : day.plusDays(1);
    LocalDate latest = day.plusDays(7).isBefore(earliest) ? earliest : day.plusDays(7);
    NewOrder after =
        clinicianId == null
            ? NewOrder.firstVisit(patientId, site.id(), earliest, latest, latest)
            : NewOrder.returnVisit(
                patientId, site.id(), clinicianId, today, earliest, latest, latest);
    String order =
        desk.orders().enter(actor, after.harm(WEIGHT_AFTER, "post_discharge"), null).getFirst();
    Instant now = work.now();
    DueTimes times = new DueTimes(site, WallClock.at(day, LocalTime.NOON, site.zoneId()));
    Instant due = TaskRule.of(handle, site.id(), kind).due(false).from(times);
    Tasks.make(
        handle,
        kind,
        site.id(),
        patientId,
        order,
        null,
        kind == TaskKind.POST_DISCHARGE
            ? "The person left a hospital; a call is due, and a visit within seven days."
            : "The person was in an emergency room; a call is due, and a visit within seven days.",
        due.isAfter(now) ? due : new DueTimes(site, now).sameDay(),
        now);
    Audit.write(
        handle,
        now,
        actor,
        "task.care_after",
        "order:" + order,
        patientId,
        Audit.of("kind", kind, "day", day));
    return order;
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The task was not entered.", problems);
    }
  }

  /** The next step after an attempt that did not reach the person. */
  private void next(Handle handle, Task task, String patient, Instant now) {
    List<Attempt> missed =
        attempts(handle, task.id()).stream()
            .filter(each -> !each.outcome().equals("reached"))
            .toList();
    Site site = desk.people().site(task.siteId());
    LocalDate first = site.dayOf(missed.getFirst().at());
    AttemptRule rule = AttemptRule.USUAL;
    LocalDate planned = first.plusDays(rule.nextDay(missed.size()));
    LocalDate day =
        site.businessDays().counts(planned) ? planned : site.businessDays().after(planned, 1);
    Instant show = WallClock.at(day, MORNING, site.zoneId());
    Instant due = WallClock.at(day, END, site.zoneId());
    Instant closes = closes(handle, task, site, now);
    if (closes != null && closes.isBefore(due)) {
      due = closes;
      show = now;
    }
    handle
        .createUpdate(
            """
            update task set not_before = :show, due_at = :due, owner = null, version = version + 1 where id = :id
            """)
        .bind("show", show)
        .bind("due", due)
        .bind("id", task.id())
        .execute();
    if (rule.isExhausted(missed.size())) {
      Tasks.about(
          handle,
          TaskKind.NOT_REACHED,
          task.siteId(),
          patient,
          "task-" + task.id(),
          "The person was tried "
              + missed.size()
              + " times without an answer: decide what comes next.",
          due,
          now);
    }
  }

  /** The end of the window of a task's order, as long as it is ahead; or null. */
  private static @Nullable Instant closes(Handle handle, Task task, Site site, Instant now) {
    if (task.orderId() == null) {
      return null;
    }
    Order order =
        handle
            .createQuery("select * from visit_order where id = :id")
            .bind("id", task.orderId())
            .mapTo(Order.class)
            .one();
    Instant closes = WallClock.at(order.latest(), END, site.zoneId());
    return closes.isAfter(now) ? closes : null;
  }

  /** The attempts for a task, the first one first; the reading is in the audit. */
  public List<Attempt> attempts(Actor actor, long taskId) {
    return work.in(
        handle -> {
          Task task = Tasks.lock(handle, actor, taskId);
          Audit.write(
              handle,
              work.now(),
              actor,
              "task.read",
              "task:" + taskId,
              task.patientId(),
              Audit.of());
          return attempts(handle, taskId);
        });
  }

  private static List<Attempt> attempts(Handle handle, long taskId) {
    return handle
        .createQuery(
            """
            select id, task_id, patient_id, order_id, at, by, channel, outcome from contact_attempt
            where task_id = :task order by at, id
            """)
        .bind("task", taskId)
        .mapTo(Attempt.class)
        .list();
  }

  /**
   * Puts a task off: it is not shown before that day. It never goes past the time by which it is
   * due.
   */
  public void defer(Actor actor, long taskId, LocalDate notBefore, String reason) {
    if (reason.strip().length() < 5 || reason.length() > 200) {
      throw Refused.input("Say why it is put off, in 5 to 200 characters.");
    }
    work.run(
        handle -> {
          Task task = Tasks.lock(handle, actor, taskId);
          Site site = desk.people().site(task.siteId());
          Instant show = WallClock.at(notBefore, MORNING, site.zoneId());
          if (!show.isAfter(work.now())) {
            throw Refused.input("Put it off to a day after today.");
          }
          if (!show.isBefore(task.dueAt())) {
            throw Refused.conflict(
                "It is due on "
                    + site.dayOf(task.dueAt())
                    + ", so it cannot be put off to "
                    + notBefore
                    + ". Maybe ask for a longer wait instead.");
          }
          handle
              .createUpdate(
                  "update task set not_before = :show, version = version + 1 where id = :id")
              .bind("show", show)
              .bind("id", taskId)
              .execute();
          Audit.write(
              handle,
              work.now(),
              actor,
              "task.defer",
              "task:" + taskId,
              task.patientId(),
              Audit.of("until", notBefore, "reason", reason.strip()));
        });
  }

  /** Gives a task back to its pool. */
  public void release(Actor actor, long taskId) {
    work.run(
        handle -> {
          Task task = Tasks.lock(handle, actor, taskId);
          if (!actor.account().equals(task.owner())) {
            throw Refused.conflict("Only whoever took a task gives it back.");
          }
          handle.execute(
              "update task set owner = null, version = version + 1 where id = ?", taskId);
          Audit.write(
              handle,
              work.now(),
              actor,
              "task.release",
              "task:" + taskId,
              task.patientId(),
              Audit.of());
        });
  }

  /**
   * Hands over everything that somebody has taken at a clinic, because they are away: it is for all
   * of the pool again.
   *
   * @return how many tasks
   */
  public int handOver(Actor actor, String siteId, String account) {
    actor.require(
        role -> role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER,
        "Handing over somebody's tasks");
    if (!actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
    return work.in(
        handle -> {
          int handed =
              handle
                  .createUpdate(
                      """
                      update task set owner = null, version = version + 1
                      where site_id = :site and owner = :account and state = 'open'
                      """)
                  .bind("site", siteId)
                  .bind("account", account)
                  .execute();
          Audit.write(
              handle,
              work.now(),
              actor,
              "task.hand_over",
              "site:" + siteId,
              null,
              Audit.of("from", account, "tasks", handed));
          return handed;
        });
  }
}
