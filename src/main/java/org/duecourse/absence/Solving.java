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
import org.duecourse.booking.Weights;
import org.duecourse.desk.Absences;
import org.duecourse.desk.Absences.Absence;
import org.duecourse.desk.Order;
import org.duecourse.desk.Visit;
import org.jdbi.v3.core.Handle;

/**
 * The plan of an absence as things stand: its visits, the free places of their clinics, and what
 * people decided. A pin that cannot be kept any more is taken out, with a note.
 *
 * <p>Other visits of a person keep their hours: no place over them is proposed.
 */
final class Solving {
  /** How far ahead places are looked for. */
  static final Duration AHEAD = Duration.ofDays(90);

  private final Map<String, Decided> decisions = new HashMap<>();
  private final Map<String, Set<String>> excluded = new HashMap<>();
  private final List<Displaced> all = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<FreePlace> places;
  private final PlanSettings settings;

  /**
   * Loads what a plan needs, in one question each.
   *
   * @param before what was decided about the visits, by visit
   */
  Solving(
      Handle handle,
      Absence absence,
      int reserve,
      Map<String, ZoneId> zones,
      Map<String, Decided> before,
      Instant now) {
    List<Visit> visits = Absences.stillIn(handle, absence);
    Map<String, Order> orders = RunReader.orders(handle, visits);
    Map<String, List<Visit>> others = RunReader.otherVisits(handle, visits);
    Set<String> where = new TreeSet<>();
    for (Visit visit : visits) {
      Order order = Objects.requireNonNull(orders.get(visit.orderId()));
      where.add(order.siteId());
      all.add(Displaced.of(visit.id(), visit.patientId(), order.asOpenOrder(), visit.starts()));
      decisions.put(visit.id(), before.getOrDefault(visit.id(), Decided.first(visit)));
    }
    places = FreePlaces.of(handle, where, now, now.plus(AHEAD));
    for (Displaced visit : all) {
      Set<String> out = new TreeSet<>(decided(visit).excluded());
      others
          .getOrDefault(visit.patientId(), List.of())
          .forEach(other -> keepHour(visit, other, out));
      excluded.put(visit.visitId(), out);
    }
    settings = new PlanSettings(Weights.DEFAULT, now, zones, Map.of(), reserve, excluded);
  }

  /**
   * A plan with all it was made of.
   *
   * @param plan the visits that can be moved
   * @param ranking all visits, by how much harm their waiting does
   */
  record Solved(Plan plan, Plan ranking, Map<String, Decided> decisions, List<String> notes) {}

  Solved solve() {
    Plan plan = Rebooking.plan(movable(), places, settings);
    if (dropPins(plan)) {
      plan = Rebooking.plan(movable(), places, settings);
    }
    return new Solved(plan, Rebooking.plan(all, List.of(), settings), decisions, notes);
  }

  /** What a crisis reserve of each number of places would come to. */
  List<Rebooking.Price> prices(int upTo) {
    return Rebooking.prices(movable(), places, settings, upTo);
  }

  private List<Displaced> movable() {
    return all.stream()
        .filter(visit -> decided(visit).moves())
        .map(visit -> visit.pinnedTo(decided(visit).pinned()))
        .toList();
  }

  private Decided decided(Displaced visit) {
    return Objects.requireNonNull(decisions.get(visit.visitId()));
  }

  /** Takes out the pins whose place is gone. */
  private boolean dropPins(Plan plan) {
    int before = notes.size();
    for (Plan.Line line : plan.lines()) {
      String pinned = line.visit().pinned();
      if (pinned != null && line.to() == null) {
        String visit = line.visit().visitId();
        decisions.put(visit, decided(line.visit()).to(Decision.BEST));
        notes.add(
            "The place that was chosen for "
                + visit
                + " cannot be kept ("
                + PlanWords.against(line)
                + "); the plan chose again.");
      }
    }
    return notes.size() > before;
  }

  /** Rules out the places of a visit that lie over another visit of the same person. */
  private void keepHour(Displaced visit, Visit other, Set<String> out) {
    Duration length = Duration.ofMinutes(visit.order().minutes());
    for (int at = firstAfter(other.starts().minus(length)); at < places.size(); at++) {
      Instant starts = places.get(at).opening().start();
      if (!starts.isBefore(other.ends())) {
        return;
      }
      if (starts.plus(length).isAfter(other.starts())) {
        out.add(places.get(at).id());
      }
    }
  }

  /** Places lie in order of time: the first that begins after a moment. */
  private int firstAfter(Instant moment) {
    int low = 0;
    int high = places.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (places.get(middle).opening().start().isAfter(moment)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
