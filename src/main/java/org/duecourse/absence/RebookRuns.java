package org.duecourse.absence;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duecourse.absence.RunLine.Decision;
import org.duecourse.desk.Absences;
import org.duecourse.desk.Absences.Absence;
import org.duecourse.desk.Access;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Role;
import org.duecourse.desk.Work;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Plans at the desk: a draft of where the displaced visits of an absence go with the least harm, in
 * which a manager pins, rules out, asks and refers; approved as it stands; then all of it applied
 * in one transaction, with a task to tell each person. A place that somebody else took meanwhile
 * comes back in a new draft. Drafts can be made again each day, with the decisions that were made
 * before: a visit that a plan moved once is not moved again before the person agreed.
 *
 * <pre>
 *   draft ──approve──► approved ──apply──► applied
 *     ▲                   │
 *     └──── any change ───┘        a new draft takes the place of an open one: dropped
 * </pre>
 */
public final class RebookRuns {
  private static final int PRICES_UP_TO = 3;
  private static final int MOST_KEPT = 20;

  private final Desk desk;
  private final Work work;

  private RebookRuns(Desk desk) {
    this.desk = desk;
    this.work = desk.work();
  }

  /** Plans over an open desk. */
  public static RebookRuns over(Desk desk) {
    return new RebookRuns(desk);
  }

  /**
   * Makes a draft from what stands now and what was decided before; an older one of the absence is
   * dropped. Nobody is told.
   *
   * @param reserve places of each clinic and day that are kept for crises, 0 to 20
   */
  public Run draft(Actor actor, long absenceId, int reserve) {
    requireManager(actor);
    if (reserve < 0 || reserve > MOST_KEPT) {
      throw Refused.input(
          "A crisis reserve is 0 to " + MOST_KEPT + " places of each clinic and day.");
    }
    Absence absence = desk.absences().absence(actor, absenceId);
    return work.inLong(
        handle -> {
          RunStore.lockAbsence(handle, absenceId);
          Map<String, Decided> before = RunReader.decisions(handle, absenceId);
          RunStore.dropOpen(handle, absenceId);
          long id = RunStore.insert(handle, absenceId, reserve, actor.account(), work.now());
          Solving solving = solving(handle, absence, reserve, before);
          RunStore.write(handle, id, solving.solve(), work.now());
          RunStore.prices(handle, id, solving.prices(PRICES_UP_TO));
          Run run = RunReader.run(handle, id);
          audit(handle, actor, "rebook.draft", run, "visits", run.lines().size());
          return run;
        });
  }

  private Solving solving(
      Handle handle, Absence absence, int reserve, Map<String, Decided> before) {
    Map<String, ZoneId> zones = new HashMap<>();
    desk.people().sites().forEach(site -> zones.put(site.id(), site.zoneId()));
    return new Solving(handle, absence, reserve, zones, before, work.now());
  }

  /** A plan of an absence of the account's clinics; the reading is in the audit. */
  public Run run(Actor actor, long runId) {
    requireManager(actor);
    return work.in(
        handle -> {
          Run run = find(handle, actor, runId);
          audit(handle, actor, "rebook.read", run, "visits", run.lines().size());
          return run;
        });
  }

  /** How many booked visits still lie in an absence. */
  public int displaced(Actor actor, long absenceId) {
    requireManager(actor);
    Absence absence = desk.absences().absence(actor, absenceId);
    return work.read(handle -> Absences.stillIn(handle, absence)).size();
  }

  /** The plans of an absence, the newest first, without their lines. */
  public List<Run> of(Actor actor, long absenceId) {
    requireManager(actor);
    desk.absences().absence(actor, absenceId);
    return work.read(handle -> RunReader.of(handle, absenceId));
  }

  /**
   * What is decided about a visit of a plan.
   *
   * @param decision BEST lets the plan choose again
   * @param place with PINNED the place; with BEST a place that the visit must not get; or null
   * @param agreed whether the person agreed to be moved again; needed where a plan moved it before
   */
  public record Change(String visitId, Decision decision, @Nullable String place, boolean agreed) {}

  /**
   * Decides about a line of a plan, and solves the rest again around it. The plan is a draft then.
   *
   * @param version the version of the plan that was seen, or 0
   */
  public Run decide(Actor actor, long runId, int version, Change change) {
    requireManager(actor);
    if (change.decision() == Decision.PINNED && change.place() == null) {
      throw Refused.input("Name the place that is pinned.");
    }
    return work.inLong(
        handle -> {
          Run run = lockOpen(handle, actor, runId, version);
          RunLine line = line(run, change.visitId());
          if (change.decision() == Decision.PINNED && isPinnedElsewhere(run, change)) {
            throw Refused.conflict("That place is pinned for another visit already.");
          }
          Map<String, Decided> decisions = RunReader.decisions(handle, run.absenceId());
          decisions.compute(
              change.visitId(),
              (id, before) -> decided(actor, change, line, Objects.requireNonNull(before)));
          Absence absence = desk.absences().absence(actor, run.absenceId());
          RunStore.write(
              handle,
              runId,
              solving(handle, absence, run.reserve(), decisions).solve(),
              work.now());
          Run decided = RunReader.run(handle, runId);
          if (change.decision() == Decision.PINNED && !holds(decided, change)) {
            throw Refused.conflict(
                "That place is not free any more, or the rules do not allow it for this visit.");
          }
          audit(
              handle,
              actor,
              "rebook.decide",
              decided,
              "visit",
              change.visitId(),
              "decision",
              change.decision(),
              "agreed",
              change.agreed() ? true : null);
          return decided;
        });
  }

  private static RunLine line(Run run, String visitId) {
    return run.lines().stream()
        .filter(line -> line.visitId().equals(visitId))
        .findFirst()
        .orElseThrow(() -> Access.notThere("visit " + visitId));
  }

  private Decided decided(Actor actor, Change change, RunLine line, Decided before) {
    Decided base =
        change.agreed() && before.agreed() == null
            ? before.agreedTo(work.now(), actor.account())
            : before;
    boolean moves = change.decision() == Decision.BEST || change.decision() == Decision.PINNED;
    if (moves && line.movedBefore() && base.agreed() == null) {
      throw Refused.conflict(
          "A plan moved this visit once already. Ask the person first, and note here that they agreed.");
    }
    String place = change.place();
    return switch (change.decision()) {
      case PINNED -> base.pinnedTo(Objects.requireNonNull(place));
      case BEST -> place == null ? base.to(Decision.BEST) : base.without(place);
      case ASK_CLINICIAN, REFER_OUT, ASK_PATIENT -> base.to(change.decision());
    };
  }

  private static boolean isPinnedElsewhere(Run run, Change change) {
    return run.lines().stream()
        .filter(line -> line.decision() == Decision.PINNED)
        .filter(line -> !line.visitId().equals(change.visitId()))
        .anyMatch(line -> Objects.equals(line.place(), change.place()));
  }

  private static boolean holds(Run run, Change change) {
    return run.lines().stream()
        .filter(line -> line.visitId().equals(change.visitId()))
        .anyMatch(
            line ->
                line.decision() == Decision.PINNED && Objects.equals(line.place(), change.place()));
  }

  /**
   * Agrees to a plan as it stands. Nobody is told before it is applied.
   *
   * @param version the version of the plan that was seen, or 0
   */
  public Run approve(Actor actor, long runId, int version) {
    requireManager(actor);
    return work.in(
        handle -> {
          Run run = lockOpen(handle, actor, runId, version);
          if (run.state() == Run.State.APPROVED) {
            return run;
          }
          RunStore.approved(handle, runId, actor.account(), work.now());
          Run approved = RunReader.run(handle, runId);
          audit(handle, actor, "rebook.approve", approved, "moving", approved.moving());
          return approved;
        });
  }

  /**
   * What came of applying a plan.
   *
   * @param run the plan with its results
   * @param moved visits that were moved
   * @param lost visits that could not be moved any more
   * @param next a new draft for what was lost, or null
   */
  public record Applied(Run run, int moved, int lost, @Nullable Run next) {}

  /**
   * Moves the visits of an approved plan, all in one transaction; only a line that cannot be moved
   * any more stays behind, and comes back in a new draft. Each person who was moved is on a list to
   * be told.
   *
   * @param version the version of the plan that was seen, or 0
   */
  public Applied apply(Actor actor, long runId, int version) {
    requireManager(actor);
    Run applied =
        work.inLong(
            handle -> {
              Run run = lockOpen(handle, actor, runId, version);
              if (run.state() != Run.State.APPROVED) {
                throw Refused.conflict(
                    "The plan is a draft. Approve it as it stands first; nobody was moved.");
              }
              new Applying(handle, desk.people(), actor, work.now()).apply(run);
              RunStore.applied(handle, runId, actor.account(), work.now());
              Run after = RunReader.run(handle, runId);
              audit(
                  handle,
                  actor,
                  "rebook.apply",
                  after,
                  "moved",
                  count(after, "moved"),
                  "lost",
                  count(after, "lost"));
              return after;
            });
    int lost = count(applied, "lost");
    return new Applied(
        applied,
        count(applied, "moved"),
        lost,
        lost == 0 ? null : draft(actor, applied.absenceId(), applied.reserve()));
  }

  private static int count(Run run, String result) {
    return Math.toIntExact(
        run.lines().stream().filter(line -> result.equals(line.result())).count());
  }

  private Run find(Handle handle, Actor actor, long runId) {
    Run run = RunReader.run(handle, runId);
    desk.absences().absence(actor, run.absenceId());
    return run;
  }

  private Run lockOpen(Handle handle, Actor actor, long runId, int version) {
    find(handle, actor, runId);
    RunStore.lock(handle, runId);
    Run run = RunReader.run(handle, runId);
    if (!run.state().isOpen()) {
      throw Refused.conflict(
          run.state() == Run.State.APPLIED
              ? "This plan was applied already."
              : "Another plan took the place of this one. Open the newest.");
    }
    if (desk.absences().absence(actor, run.absenceId()).withdrawnAt() != null) {
      throw Refused.conflict("The absence was taken back. Its visits stand; nobody was moved.");
    }
    if (version != 0 && version != run.version()) {
      throw Refused.conflict(
          "The plan was changed since you opened it. Look at it again; nobody was moved.");
    }
    return run;
  }

  private void audit(
      Handle handle, Actor actor, String action, Run run, @Nullable Object... detail) {
    Audit.write(handle, work.now(), actor, action, "rebook:" + run.id(), null, Audit.of(detail));
  }

  private static void requireManager(Actor actor) {
    actor.require(
        role -> role == Role.CLINIC_MANAGER || role == Role.ACCESS_MANAGER, "Planning an absence");
  }
}
