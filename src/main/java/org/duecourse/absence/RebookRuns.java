package org.duecourse.absence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.duecourse.absence.RunLine.Decision;
import org.duecourse.absence.RunStore.Decided;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Weights;
import org.duecourse.desk.Absences;
import org.duecourse.desk.Absences.Absence;
import org.duecourse.desk.Access;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.Desk;
import org.duecourse.desk.DueTimes;
import org.duecourse.desk.Order;
import org.duecourse.desk.Place;
import org.duecourse.desk.Role;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Tasks;
import org.duecourse.desk.Visit;
import org.duecourse.desk.Work;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Plans at the desk: a draft of where the displaced visits of an absence go with the least harm, in
 * which a manager pins, rules out, asks and refers; then all of it applied in one transaction, with
 * a task to tell each person. A place that somebody else took meanwhile comes back in a new draft.
 * Drafts can be made again each day: a visit that a plan moved once is not moved again without
 * asking the person.
 */
public final class RebookRuns {
  private static final Duration AHEAD = Duration.ofDays(90);
  private static final int PRICES_UP_TO = 3;
  private static final int MOST_KEPT = 20;
  private static final int URGENT_WEIGHT = 6;

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
   * Makes a draft; an older one of the absence is dropped. Nobody is told.
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
          RunStore.dropDrafts(handle, absenceId);
          long id = RunStore.insert(handle, absenceId, reserve, actor.account(), work.now());
          solve(handle, absence, id, reserve, Map.of());
          Run run = RunStore.run(handle, id);
          audit(handle, actor, "rebook.draft", run, "visits", run.lines().size());
          return run;
        });
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
    return work.read(handle -> RunStore.of(handle, absenceId));
  }

  /**
   * Decides about a line of a draft, and solves the rest again around it.
   *
   * @param decision BEST lets the plan choose again
   * @param place with PINNED the place; with BEST a place that the visit must not get; or null
   */
  public Run decide(
      Actor actor, long runId, String visitId, Decision decision, @Nullable String place) {
    requireManager(actor);
    if (decision == Decision.PINNED && place == null) {
      throw Refused.input("Name the place that is pinned.");
    }
    return work.inLong(
        handle -> {
          Run run = lockDraft(handle, actor, runId);
          if (run.lines().stream().noneMatch(line -> line.visitId().equals(visitId))) {
            throw Access.notThere("visit " + visitId);
          }
          if (decision == Decision.PINNED && isPinnedElsewhere(run, visitId, place)) {
            throw Refused.conflict("That place is pinned for another visit already.");
          }
          RunStore.decide(handle, runId, visitId, decision, place);
          Absence absence = desk.absences().absence(actor, run.absenceId());
          solve(handle, absence, runId, run.reserve(), RunStore.decisions(handle, runId));
          Run decided = RunStore.run(handle, runId);
          if (decision == Decision.PINNED && !holds(decided, visitId, place)) {
            throw Refused.conflict(
                "That place is not free any more, or the rules do not allow it for this visit.");
          }
          audit(handle, actor, "rebook.decide", decided, "visit", visitId, "decision", decision);
          return decided;
        });
  }

  private static boolean isPinnedElsewhere(Run run, String visitId, @Nullable String place) {
    return run.lines().stream()
        .filter(line -> line.decision() == Decision.PINNED && !line.visitId().equals(visitId))
        .anyMatch(line -> Objects.equals(line.place(), place));
  }

  private static boolean holds(Run run, String visitId, @Nullable String place) {
    return run.lines().stream()
        .filter(line -> line.visitId().equals(visitId))
        .anyMatch(line -> Objects.equals(line.place(), place));
  }

  private void solve(
      Handle handle, Absence absence, long runId, int reserve, Map<String, Decided> before) {
    Map<String, Decided> decisions = new HashMap<>();
    Map<String, Set<String>> excluded = new HashMap<>();
    List<Displaced> all = new ArrayList<>();
    List<Displaced> movable = new ArrayList<>();
    Set<String> where = new TreeSet<>();
    for (Visit visit : Absences.stillIn(handle, absence)) {
      Order order = RunStore.order(handle, visit.orderId());
      Decided decided = before.getOrDefault(visit.id(), Decided.first(visit));
      Displaced displaced =
          Displaced.of(visit.id(), visit.patientId(), order.asOpenOrder(), visit.starts())
              .pinnedTo(decided.pinned());
      decisions.put(visit.id(), decided);
      excluded.put(visit.id(), decided.excluded());
      all.add(displaced);
      where.add(order.siteId());
      if (decided.decision() == Decision.BEST || decided.decision() == Decision.PINNED) {
        movable.add(displaced);
      }
    }
    Map<String, ZoneId> zones = new HashMap<>();
    desk.people().sites().forEach(site -> zones.put(site.id(), site.zoneId()));
    Instant now = work.now();
    List<FreePlace> places = FreePlaces.of(handle, where, now, now.plus(AHEAD));
    keepOtherVisits(handle, all, places, excluded);
    PlanSettings settings =
        new PlanSettings(Weights.DEFAULT, now, zones, Map.of(), reserve, excluded);
    RunStore.write(
        handle,
        runId,
        Rebooking.plan(movable, places, settings),
        Rebooking.plan(all.stream().map(each -> each.pinnedTo(null)).toList(), List.of(), settings),
        decisions,
        Rebooking.prices(movable, places, settings, PRICES_UP_TO),
        now);
  }

  /** A person's other visits ahead keep their hours: no place over them is proposed. */
  private static void keepOtherVisits(
      Handle handle,
      List<Displaced> all,
      List<FreePlace> places,
      Map<String, Set<String>> excluded) {
    for (Displaced displaced : all) {
      List<Visit> others = RunStore.otherVisits(handle, displaced.patientId(), displaced.visitId());
      if (others.isEmpty()) {
        continue;
      }
      Set<String> out = new TreeSet<>(excluded.getOrDefault(displaced.visitId(), Set.<String>of()));
      for (FreePlace place : places) {
        Instant starts = place.opening().start();
        Instant ends = starts.plus(Duration.ofMinutes(displaced.order().minutes()));
        if (others.stream()
            .anyMatch(other -> other.starts().isBefore(ends) && other.ends().isAfter(starts))) {
          out.add(place.id());
        }
      }
      excluded.put(displaced.visitId(), out);
    }
  }

  /**
   * What came of applying a plan.
   *
   * @param run the plan with its results
   * @param moved visits that were moved
   * @param lost visits whose place somebody else took meanwhile
   * @param next a new draft for what was lost, or null
   */
  public record Applied(Run run, int moved, int lost, @Nullable Run next) {}

  /**
   * Moves the visits of a draft, all in one transaction; only a line whose place was taken
   * meanwhile stays behind, and comes back in a new draft. Each person who was moved is on a list
   * to be told.
   *
   * @param version the version of the plan that was seen, or 0
   */
  public Applied apply(Actor actor, long runId, int version) {
    requireManager(actor);
    Run applied =
        work.inLong(
            handle -> {
              Run run = lockDraft(handle, actor, runId);
              if (version != 0 && version != run.version()) {
                throw Refused.conflict(
                    "The plan was changed since you opened it. Look at it again; nobody was moved.");
              }
              Instant now = work.now();
              run.lines().forEach(line -> applyLine(handle, actor, runId, line, now));
              RunStore.applied(handle, runId, actor.account(), now);
              Run after = RunStore.run(handle, runId);
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

  private void applyLine(Handle handle, Actor actor, long runId, RunLine line, Instant now) {
    if (line.moves()) {
      Visit moved = move(handle, actor, line, now);
      RunStore.result(handle, runId, line.visitId(), moved == null ? "lost" : "moved", moved);
      if (moved != null) {
        tell(handle, line, moved, now);
      }
      return;
    }
    RunStore.result(handle, runId, line.visitId(), "left", null);
    switch (line.decision()) {
      case ASK_CLINICIAN ->
          make(
              handle,
              TaskKind.ASK_EXTENSION,
              line.visitId(),
              "The clinician will be away: can the visit wait?",
              line.starts(),
              now);
      case REFER_OUT ->
          make(
              handle,
              TaskKind.REFER_OUT,
              line.visitId(),
              "The clinician will be away, and care outside is arranged.",
              line.starts(),
              now);
      case ASK_PATIENT ->
          make(
              handle,
              TaskKind.MOVE_DISPLACED,
              line.visitId(),
              "It was moved once already: ask the person before it is moved again.",
              line.starts(),
              now);
      case BEST, PINNED ->
          make(
              handle,
              TaskKind.OTHER_CLINIC,
              line.visitId(),
              "The clinician will be away, and no place here is free for the visit.",
              line.starts(),
              now);
    }
  }

  /** The move, or null where the place is gone; then nothing of it is left. */
  private static @Nullable Visit move(Handle handle, Actor actor, RunLine line, Instant now) {
    handle.savepoint("line");
    try {
      Booking booking =
          Bookings.displace(
              handle,
              actor,
              line.visitId(),
              new Place(
                  Objects.requireNonNull(line.newClinicianId()),
                  Objects.requireNonNull(line.newSiteId()),
                  Objects.requireNonNull(line.newStarts()),
                  Mode.valueOf(Objects.requireNonNull(line.newMode())),
                  null),
              Objects.equals(line.daysOut(), 0) ? null : "least harm in the clinician's absence",
              now);
      if (booking instanceof Booking.Done done) {
        handle.releaseSavepoint("line");
        return done.visit();
      }
    } catch (Refused | Bookings.TakenException e) {
      // The place or the visit has changed since the draft: this line is lost, the others go on.
    }
    handle.rollbackToSavepoint("line");
    return null;
  }

  private void tell(Handle handle, RunLine line, Visit moved, Instant now) {
    make(
        handle,
        TaskKind.TELL_NEW_TIME,
        moved.id(),
        "The clinic moved the visit because the clinician will be away.",
        line.starts().isBefore(moved.starts()) ? line.starts() : moved.starts(),
        now);
    handle
        .createUpdate(
            """
            insert into notice (patient_id, kind, order_id, created_at)
            values (:patient, 'moved_by_clinic', :order, :now)
            """)
        .bind("patient", moved.patientId())
        .bind("order", moved.orderId())
        .bind("now", now)
        .execute();
  }

  /** Whoever suffers most from waiting hears first: the same day, else the next business day. */
  private void make(
      Handle handle, TaskKind kind, String visitId, String why, Instant before, Instant now) {
    Visit visit = RunStore.visit(handle, visitId);
    Order order = RunStore.order(handle, visit.orderId());
    DueTimes due = new DueTimes(desk.people().site(visit.siteId()), now);
    Instant by = order.weight() >= URGENT_WEIGHT ? due.sameDay() : due.businessDays(1);
    Tasks.make(
        handle,
        kind,
        visit.siteId(),
        visit.patientId(),
        visit.orderId(),
        visit.id(),
        why,
        before.isAfter(now) && before.isBefore(by) ? before : by,
        now);
  }

  private Run find(Handle handle, Actor actor, long runId) {
    Run run = RunStore.run(handle, runId);
    desk.absences().absence(actor, run.absenceId());
    return run;
  }

  private Run lockDraft(Handle handle, Actor actor, long runId) {
    RunStore.lock(handle, runId);
    Run run = find(handle, actor, runId);
    if (!run.state().equals("draft")) {
      throw Refused.conflict(
          run.state().equals("applied")
              ? "This plan was applied already."
              : "Another plan took the place of this one. Open the newest.");
    }
    if (RunStore.isTakenBack(handle, run.absenceId())) {
      throw Refused.conflict("The absence was taken back. Its visits stand; nobody was moved.");
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
