package org.duecourse.worklist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duecourse.desk.Access;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Desk;
import org.duecourse.desk.DueRule;
import org.duecourse.desk.Role;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.TaskRule;
import org.duecourse.desk.Texts;
import org.duecourse.desk.Work;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What each clinic sets for its kinds of tasks. A setting is ended when another takes its place,
 * and each is in the audit; tasks that are open keep what held when they were made.
 */
public final class TaskSettings {
  private static final int MOST_COUNT = 400;
  private static final DueRule LONGEST_RAISE = new DueRule(DueRule.Unit.BUSINESS_DAYS, 5);

  private final Desk desk;
  private final Work work;

  private TaskSettings(Desk desk) {
    this.desk = desk;
    this.work = desk.work();
    work.know(Standing.class, Past.class);
  }

  /** The settings over an open desk. */
  public static TaskSettings over(Desk desk) {
    return new TaskSettings(desk);
  }

  /**
   * A rule of a clinic.
   *
   * @param setBy account that set it, or null: it is as shipped
   */
  public record Setting(TaskRule rule, @Nullable String setBy, @Nullable Instant setAt) {}

  /** A setting as it stood; the columns of {@code task_rule}. */
  public record Past(
      Instant setAt,
      String setBy,
      @Nullable Instant endedAt,
      String due,
      String pool,
      String reason) {}

  private record Standing(String kind, String setBy, Instant setAt) {}

  /**
   * What a clinic wants, as it was typed; empty texts stand for nothing.
   *
   * @param due by when, as {@link DueRule} writes it
   * @param pool name of a role
   * @param closing booking, reached, note or desk
   * @param reason why, in 5 to 200 characters
   */
  public record Change(
      String due,
      String dueUrgent,
      String pool,
      int minutes,
      int priority,
      String escalate,
      String escalateTo,
      String closing,
      boolean inUse,
      String reason) {}

  /** Who sees the settings: whoever works or runs the lists. */
  public List<Setting> of(Actor actor, String siteId) {
    actor.require(Role::seesPatients, "Reading the kinds of tasks");
    requireSite(actor, siteId);
    return work.read(
        handle -> {
          Map<String, Standing> standing =
              handle
                  .createQuery(
                      "select kind, set_by, set_at from task_rule where site_id = :site and ended_at is null")
                  .bind("site", siteId)
                  .mapTo(Standing.class)
                  .stream()
                  .collect(Collectors.toMap(Standing::kind, each -> each));
          return Arrays.stream(TaskKind.values())
              .map(
                  kind -> {
                    Standing own = standing.get(kind.name().toLowerCase(Locale.ROOT));
                    return new Setting(
                        own == null ? TaskRule.shipped(kind) : TaskRule.of(handle, siteId, kind),
                        own == null ? null : own.setBy(),
                        own == null ? null : own.setAt());
                  })
              .toList();
        });
  }

  /** One of them. */
  public Setting of(Actor actor, String siteId, TaskKind kind) {
    return of(actor, siteId).stream()
        .filter(each -> each.rule().kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  /** What was set for a kind, the latest first. */
  public List<Past> history(Actor actor, String siteId, TaskKind kind) {
    requireSite(actor, siteId);
    return work.read(
        handle ->
            handle
                .createQuery(
                    """
                    select set_at, set_by, ended_at, due, pool, reason from task_rule
                    where site_id = :site and kind = :kind order by id desc
                    """)
                .bind("site", siteId)
                .bind("kind", kind.name().toLowerCase(Locale.ROOT))
                .mapTo(Past.class)
                .list());
  }

  /** Sets a kind for a clinic. All that is wrong with it is said at once. */
  public void set(Actor actor, String siteId, TaskKind kind, Change change) {
    requireManager(actor, siteId);
    check(TaskRule.shipped(kind), change);
    work.run(
        handle -> {
          desk.people().site(siteId);
          end(handle, siteId, kind);
          handle
              .createUpdate(
                  """
                  insert into task_rule (site_id, kind, due, due_urgent, pool, minutes, priority, escalate, escalate_to, closing,
                                         in_use, reason, set_at, set_by)
                  values (:site, :kind, :due, :urgent, :pool, :minutes, :priority, :escalate, :escalateTo, :closing, :inUse,
                          :reason, :now, :by)
                  """)
              .bind("site", siteId)
              .bind("kind", kind.name().toLowerCase(Locale.ROOT))
              .bind("due", standard(change.due()))
              .bind("urgent", standard(change.dueUrgent()))
              .bind("pool", change.pool())
              .bind("minutes", change.minutes())
              .bind("priority", change.priority())
              .bind("escalate", standard(change.escalate()))
              .bind("escalateTo", Texts.blankIsNull(change.escalateTo()))
              .bind("closing", change.closing())
              .bind("inUse", change.inUse())
              .bind("reason", change.reason().strip())
              .bind("now", work.now())
              .bind("by", actor.account())
              .execute();
          audit(handle, actor, siteId, kind, change.due(), change.reason());
        });
  }

  /** Goes back to what is shipped. */
  public void restore(Actor actor, String siteId, TaskKind kind, String reason) {
    requireManager(actor, siteId);
    List<Problem> problems = new ArrayList<>();
    Texts.line(problems, "reason", reason, 5, 200);
    refuse(problems);
    work.run(
        handle -> {
          if (end(handle, siteId, kind) == 0) {
            throw Refused.conflict("Nothing is set for it at this clinic; it is as shipped.");
          }
          audit(handle, actor, siteId, kind, "as shipped", reason);
        });
  }

  private int end(Handle handle, String siteId, TaskKind kind) {
    return handle
        .createUpdate(
            "update task_rule set ended_at = :now where site_id = :site and kind = :kind and ended_at is null")
        .bind("now", work.now())
        .bind("site", siteId)
        .bind("kind", kind.name().toLowerCase(Locale.ROOT))
        .execute();
  }

  private void audit(
      Handle handle, Actor actor, String siteId, TaskKind kind, String due, String reason) {
    Audit.write(
        handle,
        work.now(),
        actor,
        "task.rule",
        "site:" + siteId,
        null,
        Audit.of("kind", kind, "due", due, "reason", reason.strip()));
  }

  private static @Nullable String standard(String words) {
    return words.isBlank() ? null : DueRule.of(words).map(DueRule::words).orElse(null);
  }

  private static void check(TaskRule shipped, Change change) {
    List<Problem> problems = new ArrayList<>();
    DueRule due = due(problems, "due", change.due()).orElse(null);
    if (change.due().isBlank()) {
      problems.add(new Problem("due", "Say by when, as '2 business days'."));
    }
    if (due != null) {
      boolean byCause = shipped.due().unit() == DueRule.Unit.CAUSE;
      DueRule longest = shipped.longest();
      if (byCause != (due.unit() == DueRule.Unit.CAUSE)) {
        problems.add(
            new Problem(
                "due",
                byCause
                    ? "What starts it says when it is due; leave 'by its cause'."
                    : "Nothing that starts it says when; give a time, as '2 business days'."));
      } else if (longest != null && due.isLongerThan(longest)) {
        problems.add(
            new Problem(
                "due",
                due.words()
                    + " is longer than "
                    + longest.words()
                    + " ("
                    + shipped.source()
                    + ")."));
      }
    }
    DueRule urgent = due(problems, "dueUrgent", change.dueUrgent()).orElse(null);
    DueRule shippedUrgent = shipped.dueUrgent();
    if (shippedUrgent != null && (urgent == null || urgent.isLongerThan(shippedUrgent))) {
      problems.add(
          new Problem(
              "dueUrgent",
              "If "
                  + shipped.urgentWhen()
                  + ", it is due by: "
                  + shippedUrgent.words()
                  + ", or sooner."));
    } else if (urgent != null && urgent.unit() == DueRule.Unit.CAUSE) {
      problems.add(new Problem("dueUrgent", "Give a time, as 'same day'."));
    } else if (urgent != null && due != null && urgent.isLongerThan(due)) {
      problems.add(new Problem("dueUrgent", "What is urgent is due no later than the rest."));
    }
    role(problems, "pool", change.pool());
    Texts.range(problems, "minutes", change.minutes(), 1, 480);
    Texts.range(problems, "priority", change.priority(), 0, 100);
    checkRaising(problems, shipped, change);
    checkClosing(problems, shipped, change);
    if (!change.inUse() && !shipped.byHand()) {
      problems.add(new Problem("inUse", "Only work that is entered by hand can be switched off."));
    }
    Texts.line(problems, "reason", change.reason(), 5, 200);
    refuse(problems);
  }

  private static void checkRaising(List<Problem> problems, TaskRule shipped, Change change) {
    DueRule raise = due(problems, "escalate", change.escalate()).orElse(null);
    if (raise != null
        && (raise.unit() == DueRule.Unit.CAUSE || raise.isLongerThan(LONGEST_RAISE))) {
      problems.add(
          new Problem(
              "escalate", "It is raised at most " + LONGEST_RAISE.words() + " after it was due."));
    }
    if (change.escalate().isBlank() != change.escalateTo().isBlank()) {
      problems.add(
          new Problem("escalateTo", "Say both when it is raised and to whom, or neither."));
    } else if (!change.escalateTo().isBlank()) {
      role(problems, "escalateTo", change.escalateTo());
    } else if (shipped.escalate() != null) {
      problems.add(
          new Problem("escalate", "Work of this kind is always raised when it is overdue."));
    }
  }

  private static void checkClosing(List<Problem> problems, TaskRule shipped, Change change) {
    boolean people =
        shipped.closing() == TaskRule.Closing.NOTE || shipped.closing() == TaskRule.Closing.REACHED;
    List<String> allowed =
        people
            ? List.of("note", "reached")
            : List.of(shipped.closing().name().toLowerCase(Locale.ROOT));
    if (!allowed.contains(change.closing())) {
      problems.add(
          new Problem("closing", "What ends it can be: " + String.join(", ", allowed) + "."));
    }
  }

  private static Optional<DueRule> due(List<Problem> problems, String field, String words) {
    if (words.isBlank()) {
      return Optional.empty();
    }
    Optional<DueRule> due = DueRule.of(words);
    if (due.isEmpty() || due.get().count() > MOST_COUNT) {
      problems.add(
          new Problem(
              field,
              "'"
                  + words.strip()
                  + "' is no due time. Write 'same day', '4 hours', '30 days' or '2 business days'."));
      return Optional.empty();
    }
    return due;
  }

  private static void role(List<Problem> problems, String field, String name) {
    if (Arrays.stream(Role.values())
        .noneMatch(
            role -> role.name().equals(name) && role.seesPatients() && role != Role.COMPLIANCE)) {
      problems.add(new Problem(field, "Choose a role that works with patients."));
    }
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The kind of task stays as it is.", problems);
    }
  }

  private static void requireSite(Actor actor, String siteId) {
    if (!actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
  }

  private static void requireManager(Actor actor, String siteId) {
    actor.require(
        role -> role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER,
        "Setting kinds of tasks");
    requireSite(actor, siteId);
  }
}
