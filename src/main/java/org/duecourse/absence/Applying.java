package org.duecourse.absence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duecourse.booking.Mode;
import org.duecourse.desk.Actor;
import org.duecourse.desk.DueTimes;
import org.duecourse.desk.Moves;
import org.duecourse.desk.Order;
import org.duecourse.desk.People;
import org.duecourse.desk.Place;
import org.duecourse.desk.Site;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Tasks;
import org.duecourse.desk.Visit;
import org.jdbi.v3.core.Handle;

/**
 * Applies a plan in the transaction at hand: the moves, the messages, and a task for each visit: to
 * tell the person, or to find the other way that was decided. Whoever suffers most from waiting
 * hears first.
 */
final class Applying {
  private static final int URGENT_WEIGHT = 6;

  private final Handle handle;
  private final People people;
  private final Actor actor;
  private final Instant now;
  private final Map<String, Site> sites = new HashMap<>();

  Applying(Handle handle, People people, Actor actor, Instant now) {
    this.handle = handle;
    this.people = people;
    this.actor = actor;
    this.now = now;
  }

  void apply(Run run) {
    List<Moves.Outcome> outcomes =
        Moves.all(
            handle,
            actor,
            run.lines().stream().filter(RunLine::moves).map(Applying::move).toList(),
            now);
    RunStore.results(handle, run.id(), outcomes);
    Map<String, RunLine> lines = new HashMap<>();
    run.lines().forEach(line -> lines.put(line.visitId(), line));
    List<Visit> moved = new ArrayList<>();
    outcomes.forEach(
        outcome -> {
          if (outcome.moved() != null) {
            moved.add(outcome.moved());
          }
        });
    List<Visit> left = left(run);
    Map<String, Order> orders = RunReader.orders(handle, concat(moved, left));
    List<Tasks.Due> tasks = new ArrayList<>();
    for (Visit visit : moved) {
      RunLine line = Objects.requireNonNull(lines.get(visit.replaces()));
      Instant first = line.starts().isBefore(visit.starts()) ? line.starts() : visit.starts();
      tasks.add(
          Tasks.about(
              TaskKind.TELL_NEW_TIME,
              visit,
              "The clinic moved the visit because the clinician will be away.",
              due(visit, orders, first)));
    }
    for (Visit visit : left) {
      tasks.add(otherWay(Objects.requireNonNull(lines.get(visit.id())), visit, orders));
    }
    Tasks.makeAll(handle, tasks, now);
    tell(moved);
  }

  private static List<Visit> concat(List<Visit> some, List<Visit> others) {
    List<Visit> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static Moves.Move move(RunLine line) {
    return new Moves.Move(
        line.visitId(),
        new Place(
            Objects.requireNonNull(line.newClinicianId()),
            Objects.requireNonNull(line.newSiteId()),
            Objects.requireNonNull(line.newStarts()),
            Mode.valueOf(Objects.requireNonNull(line.newMode())),
            null),
        Objects.equals(line.daysOut(), 0) ? null : "least harm in the clinician's absence");
  }

  /** The visits that the plan does not move and that still stand. */
  private List<Visit> left(Run run) {
    return handle
        .createQuery(
            "select "
                + Visit.COLUMNS
                + " from appointment a where a.id = any (:ids) and a.state = 'booked' order by a.id")
        .bindArray(
            "ids",
            String.class,
            run.lines().stream().filter(line -> !line.moves()).map(RunLine::visitId).toList())
        .mapTo(Visit.class)
        .list();
  }

  private Tasks.Due otherWay(RunLine line, Visit visit, Map<String, Order> orders) {
    Instant due = due(visit, orders, line.starts());
    return switch (line.decision()) {
      case ASK_CLINICIAN ->
          Tasks.about(
              TaskKind.ASK_EXTENSION,
              visit,
              "The clinician will be away: can the visit wait?",
              due);
      case REFER_OUT ->
          Tasks.about(
              TaskKind.REFER_OUT,
              visit,
              "The clinician will be away, and care outside is arranged.",
              due);
      case ASK_PATIENT ->
          Tasks.about(
              TaskKind.MOVE_DISPLACED,
              visit,
              "It was moved once already: ask the person before it is moved again.",
              due);
      case BEST, PINNED ->
          Tasks.about(
              TaskKind.OTHER_CLINIC,
              visit,
              "The clinician will be away, and no place here is free for the visit.",
              due);
    };
  }

  /** Whoever suffers most from waiting hears first: the same day, else the next business day. */
  private Instant due(Visit visit, Map<String, Order> orders, Instant before) {
    DueTimes due = new DueTimes(sites.computeIfAbsent(visit.siteId(), people::site), now);
    int weight = Objects.requireNonNull(orders.get(visit.orderId())).weight();
    Instant by = weight >= URGENT_WEIGHT ? due.sameDay() : due.businessDays(1);
    return before.isAfter(now) && before.isBefore(by) ? before : by;
  }

  private void tell(List<Visit> moved) {
    handle
        .createUpdate(
            """
            insert into notice (patient_id, kind, order_id, created_at)
            select a.patient_id, 'moved_by_clinic', a.order_id, :now from appointment a where a.id = any (:ids)
            order by a.id
            """)
        .bind("now", now)
        .bindArray("ids", String.class, moved.stream().map(Visit::id).toList())
        .execute();
  }
}
