package org.duecourse.absence;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.duecourse.booking.Weights;
import org.duecourse.booking.Windowing;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.Desk;
import org.duecourse.desk.DueTimes;
import org.duecourse.desk.EarlierTimes;
import org.duecourse.desk.Moves;
import org.duecourse.desk.Order;
import org.duecourse.desk.Place;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Tasks;
import org.duecourse.desk.Visit;
import org.duecourse.desk.VisitState;
import org.duecourse.desk.Work;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a person says to the new time to which a plan moved the visit. Who agrees is asked no more;
 * who does not takes the next best time that is free now, and the time that was declined is noted
 * as an offer, so that it is not proposed again. With no time left the visit ends as the clinic's
 * cancellation, and finding one is on the task list; the clock of the order runs on all along.
 */
public final class NewTimes {
  private final Desk desk;
  private final Work work;

  private NewTimes(Desk desk) {
    this.desk = desk;
    this.work = desk.work();
  }

  /** New times over an open desk. */
  public static NewTimes over(Desk desk) {
    return new NewTimes(desk);
  }

  /**
   * A visit that was moved and what could be had instead.
   *
   * @param visit as it is now
   * @param next the next best times, up to three
   */
  public record Told(Visit visit, List<Other> next) {
    public Told {
      next = List.copyOf(next);
    }
  }

  /**
   * Another time.
   *
   * @param place its reference
   * @param at where, when, with whom
   * @param daysOut days past the window; negative before it
   */
  public record Other(String place, Place at, int daysOut) {}

  /** The times that could be had instead of the one to which a plan moved a visit. */
  public Told of(Actor actor, String visitId) {
    desk.bookings().visit(actor, visitId);
    return work.read(
        handle -> {
          Visit visit = moved(handle, visitId, 0);
          return new Told(visit, next(handle, visit));
        });
  }

  private Visit moved(Handle handle, String visitId, int version) {
    Visit visit =
        handle
            .createQuery("select " + Visit.COLUMNS + " from appointment a where a.id = :id")
            .bind("id", visitId)
            .mapTo(Visit.class)
            .one();
    if (!Decided.isMovedOnce(visit)) {
      throw Refused.conflict("No plan has moved this visit. Maybe move it by hand instead.");
    }
    if (visit.state() != VisitState.BOOKED) {
      throw Refused.conflict("The visit is " + visit.state().words() + ".");
    }
    if (version != 0 && version != visit.version()) {
      throw Refused.conflict(
          "The visit was changed since you opened it. Look at it again; nothing was moved.");
    }
    return visit;
  }

  private List<Other> next(Handle handle, Visit visit) {
    Instant now = work.now();
    Order order =
        Objects.requireNonNull(RunReader.orders(handle, List.of(visit)).get(visit.orderId()));
    Map<String, ZoneId> zones = new HashMap<>();
    desk.people().sites().forEach(site -> zones.put(site.id(), site.zoneId()));
    List<FreePlace> places =
        FreePlaces.of(handle, Set.of(order.siteId()), now, now.plus(Solving.AHEAD));
    Displaced displaced =
        Displaced.of(visit.id(), visit.patientId(), order.asOpenOrder(), visit.starts());
    PlanSettings settings =
        new PlanSettings(
            Weights.DEFAULT,
            now,
            zones,
            Map.of(),
            0,
            Map.of(visit.id(), excluded(handle, visit, order, places)));
    Plan.Line line = Rebooking.plan(List.of(displaced), places, settings).lines().getFirst();
    List<FreePlace> found = new ArrayList<>();
    if (line.to() != null) {
      found.add(line.to());
      line.next().forEach(other -> found.add(other.place()));
    }
    ZoneId zone = Objects.requireNonNull(zones.get(order.siteId()));
    return found.stream().map(place -> other(place, order, zone)).toList();
  }

  private static Other other(FreePlace place, Order order, ZoneId zone) {
    return new Other(
        place.id(),
        new Place(
            place.opening().clinician().id(),
            place.opening().siteId(),
            place.opening().start(),
            place.mode(order.mode()),
            null),
        Windowing.of(order.asOpenOrder(), place.opening().start().atZone(zone).toLocalDate())
            .daysOut());
  }

  /** What was declined before, and what lies over the person's other visits. */
  private static Set<String> excluded(
      Handle handle, Visit visit, Order order, List<FreePlace> places) {
    Set<String> out = new TreeSet<>();
    List<Instant> declined =
        handle
            .createQuery(
                "select lower(during) from offer where order_id = :order and answer = 'declined'")
            .bind("order", visit.orderId())
            .mapTo(Instant.class)
            .list();
    List<Visit> others =
        RunReader.otherVisits(handle, List.of(visit)).getOrDefault(visit.patientId(), List.of());
    for (FreePlace place : places) {
      Instant starts = place.opening().start();
      Instant ends = starts.plusSeconds(60L * order.minutes());
      if (declined.contains(starts)
          || starts.equals(visit.starts())
          || others.stream()
              .anyMatch(each -> each.starts().isBefore(ends) && each.ends().isAfter(starts))) {
        out.add(place.id());
      }
    }
    return out;
  }

  /**
   * Notes that the person agreed to the new time.
   *
   * @param version the version of the visit that was seen, or 0
   */
  public Visit agree(Actor actor, String visitId, int version) {
    desk.bookings().visit(actor, visitId);
    return work.in(
        handle -> {
          Visit visit = moved(handle, visitId, version);
          EarlierTimes.note(handle, actor, visit, "accepted", null, work.now());
          Tasks.settle(
              handle,
              TaskKind.TELL_NEW_TIME,
              visit.orderId(),
              "agreed to the new time",
              work.now());
          return visit;
        });
  }

  /**
   * Notes that the person declined the new time, and takes another.
   *
   * @param version the version of the visit that was seen, or 0
   * @param reason one of {@link EarlierTimes#DECLINE_REASONS}
   * @param place the time that the person takes instead; null: the next best, and the person is to
   *     be told again
   * @return the visit at its next time, or the one that ended because no time is left
   */
  public Visit decline(
      Actor actor, String visitId, int version, String reason, @Nullable String place) {
    EarlierTimes.requireReason(reason);
    desk.bookings().visit(actor, visitId);
    return work.in(
        handle -> {
          Instant now = work.now();
          Visit visit = moved(handle, visitId, version);
          EarlierTimes.note(handle, actor, visit, "declined", reason, now);
          Tasks.settle(
              handle, TaskKind.TELL_NEW_TIME, visit.orderId(), "declined the new time", now);
          List<Other> next = next(handle, visit);
          if (next.isEmpty() && place == null) {
            return Bookings.giveUp(handle, actor, visitId, "absence: no other time", now);
          }
          Other taken =
              next.stream()
                  .filter(each -> place == null || each.place().equals(place))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          Refused.conflict(
                              "That time is not among the next best any more. Look again; nothing was moved."));
          Visit moved = move(handle, actor, visit, taken, now);
          if (place == null) {
            tellAgain(handle, moved, now);
          }
          Audit.write(
              handle,
              now,
              actor,
              "visit.next_time",
              "visit:" + visitId,
              visit.patientId(),
              Audit.of("to", moved.id(), "chosen", place != null));
          return moved;
        });
  }

  private static Visit move(Handle handle, Actor actor, Visit visit, Other taken, Instant now) {
    Moves.Outcome outcome =
        Moves.all(
                handle,
                actor,
                List.of(
                    new Moves.Move(
                        visit.id(),
                        taken.at(),
                        taken.daysOut() == 0 ? null : "next best after the clinician's absence")),
                now)
            .getFirst();
    Visit moved = outcome.moved();
    if (moved == null) {
      throw Refused.conflict(outcome.lostWhy() + " Look again; nothing was moved.");
    }
    return moved;
  }

  private void tellAgain(Handle handle, Visit moved, Instant now) {
    Instant soon = new DueTimes(desk.people().site(moved.siteId()), now).businessDays(1);
    Tasks.makeAll(
        handle,
        List.of(
            Tasks.about(
                TaskKind.TELL_NEW_TIME,
                moved,
                "The person declined the last time; this is the next best.",
                soon.isBefore(moved.starts()) ? soon : moved.starts())),
        now);
  }
}
