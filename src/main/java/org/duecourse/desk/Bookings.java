package org.duecourse.desk;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementException;
import org.jspecify.annotations.Nullable;

/**
 * Visits: held, booked, moved, cancelled, and what became of them. Each act is one transaction with
 * its claims, its tasks and its audit row; the database refuses a double booking on every path.
 */
public final class Bookings {
  /** Why a visit is cancelled. */
  public static final List<String> CANCEL_REASONS =
      List.of("time", "illness", "not_needed", "transport", "clinician_absent", "closure", "other");

  private final Work work;

  Bookings(Work work) {
    this.work = work;
  }

  /** Who cancels or moves a visit; only the patient's own word counts as the patient's. */
  public enum By {
    /** The patient. */
    PATIENT,
    /** The clinic, whatever the reason. */
    CLINIC;

    VisitState state() {
      return this == PATIENT ? VisitState.CANCELLED_BY_PATIENT : VisitState.CANCELLED_BY_CLINIC;
    }
  }

  /** A place for an order of a series. */
  public record SeriesPlace(String orderId, Place place) {}

  /**
   * Keeps a place for a patient for some minutes. A hold of the same account on this order gives
   * way.
   *
   * @param orderVersion the version of the order that was seen, or 0
   */
  public Booking hold(
      Actor actor,
      String orderId,
      int orderVersion,
      Place place,
      @Nullable SetAside setAside,
      @Nullable String key) {
    return take(
        actor, new Taking.Wanted(orderId, orderVersion, place, true, setAside, key, null, "staff"));
  }

  /** Books a place at once. */
  public Booking book(
      Actor actor,
      String orderId,
      int orderVersion,
      Place place,
      @Nullable SetAside setAside,
      @Nullable String key,
      String channel) {
    return take(
        actor,
        new Taking.Wanted(orderId, orderVersion, place, false, setAside, key, null, channel));
  }

  private Booking take(Actor actor, Taking.Wanted wanted) {
    try {
      return attempt(actor, wanted);
    } catch (TakenException first) {
      boolean again = work.in(handle -> Taking.lapseInTheWay(handle, wanted, work.now()));
      if (!again) {
        return new Booking.Taken();
      }
      try {
        return attempt(actor, wanted);
      } catch (TakenException second) {
        return new Booking.Taken();
      }
    }
  }

  private Booking attempt(Actor actor, Taking.Wanted wanted) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.in(handle -> takeOnce(handle, actor, wanted, work.now()));
      } catch (StatementException e) {
        // Two requests with one key came at once: the other's answer is the answer.
        if (attempt == 1 && Work.brokenConstraint(e).equals("idempotency_pkey")) {
          continue;
        }
        throw e;
      }
    }
  }

  /**
   * One attempt in the transaction at hand; taken leaves as an exception, so that all is undone.
   */
  static Booking takeOnce(Handle handle, Actor actor, Taking.Wanted wanted, Instant now) {
    try {
      Booking booking = Taking.once(handle, actor, wanted, now);
      if (booking instanceof Booking.Done done
          && done.visit().state() == VisitState.BOOKED
          && !done.visit().inWindow()) {
        bookedOutside(handle, done.visit(), now);
      }
      return booking;
    } catch (StatementException e) {
      if (Taking.isTaken(e)) {
        throw new TakenException();
      }
      throw e;
    }
  }

  private static void bookedOutside(Handle handle, Visit visit, Instant now) {
    bookedOutside(handle, List.of(visit), now);
  }

  /** What was booked past its window is on the clinician's list, to be looked at. */
  static void bookedOutside(Handle handle, Collection<Visit> visits, Instant now) {
    Map<String, Instant> due = new HashMap<>();
    List<Tasks.Due> tasks = new ArrayList<>();
    for (Visit visit : visits) {
      if (visit.daysOut() > 0) {
        tasks.add(
            Tasks.about(
                TaskKind.BOOKED_OUTSIDE,
                visit,
                "The visit is booked " + visit.daysOut() + " days after its window.",
                due.computeIfAbsent(
                    visit.siteId(),
                    id ->
                        Tasks.due(
                            handle,
                            People.site(handle, id),
                            TaskKind.BOOKED_OUTSIDE,
                            false,
                            now))));
      }
    }
    Tasks.makeAll(handle, tasks, now);
  }

  /** Keeps a held place some minutes longer. */
  public Visit keep(Actor actor, String visitId) {
    return work.in(
        handle -> {
          Visit visit = lock(handle, actor, visitId);
          requireHeld(visit);
          Site site = People.site(handle, visit.siteId());
          Instant until = work.now().plus(site.holdMinutes(), ChronoUnit.MINUTES);
          handle
              .createUpdate(
                  "update appointment set hold_until = :until, version = version + 1 where id = :id")
              .bind("until", until)
              .bind("id", visitId)
              .execute();
          audit(handle, actor, "visit.keep", visit, "until", until);
          return Visit.list(handle, "a.id = :id", "id", visitId).getFirst();
        });
  }

  /** Gives a held place back. */
  public void release(Actor actor, String visitId) {
    work.run(
        handle -> {
          Visit visit = lock(handle, actor, visitId);
          requireHeld(visit);
          Taking.lapse(handle, List.of(visitId), work.now());
          audit(handle, actor, "visit.release", visit);
        });
  }

  /**
   * Books a held place.
   *
   * @param setAside needed where the place lies outside the window and was held without one
   */
  public Booking confirm(Actor actor, String visitId, @Nullable SetAside setAside) {
    return work.in(
        handle -> {
          Instant now = work.now();
          Visit visit = lock(handle, actor, visitId);
          if (visit.state() == VisitState.BOOKED) {
            return new Booking.Done(visit);
          }
          requireHeld(visit);
          Orders.openOrder(handle, actor, visit.orderId(), 0);
          if (!visit.inWindow() && visit.overrideReason() == null) {
            if (setAside == null) {
              return new Booking.Against(List.of(), visit.daysOut(), false);
            }
            actor.require(Role::booksOutsideWindow, "Booking outside the window");
          }
          handle
              .createUpdate(
                  """
                  update appointment set state = 'booked', hold_until = null, booked_at = :now, booked_by = :by,
                    changed_by = :by, version = version + 1,
                    override_reason = coalesce(override_reason, :reason), override_by = coalesce(override_by, :reasonBy)
                  where id = :id
                  """)
              .bind("now", now)
              .bind("by", actor.account())
              .bind("reason", setAside == null ? null : setAside.reason())
              .bind(
                  "reasonBy",
                  setAside == null ? null : actor.account() + " (" + actor.roleWords() + ")")
              .bind("id", visitId)
              .execute();
          Tasks.closeForBooking(handle, visit.orderId(), now);
          Visit booked = Visit.list(handle, "a.id = :id", "id", visitId).getFirst();
          if (!booked.inWindow()) {
            bookedOutside(handle, booked, now);
          }
          audit(handle, actor, "visit.book", booked, "start", booked.starts());
          return new Booking.Done(booked);
        });
  }

  /**
   * Moves a visit: the old one ends as cancelled by whoever asked, the new one is booked, both or
   * neither.
   *
   * @param version the version of the visit that was seen, or 0
   */
  public Booking move(
      Actor actor,
      String visitId,
      int version,
      Place place,
      By by,
      String reason,
      @Nullable SetAside setAside,
      @Nullable String key) {
    requireCancelReason(reason);
    Visit seen = work.read(handle -> find(handle, actor, visitId, ""));
    Taking.Wanted wanted =
        new Taking.Wanted(seen.orderId(), 0, place, false, setAside, key, visitId, "staff");
    try {
      return moveOnce(actor, visitId, version, wanted, by, reason);
    } catch (TakenException first) {
      boolean again = work.in(handle -> Taking.lapseInTheWay(handle, wanted, work.now()));
      if (!again) {
        return new Booking.Taken();
      }
      try {
        return moveOnce(actor, visitId, version, wanted, by, reason);
      } catch (TakenException second) {
        return new Booking.Taken();
      }
    }
  }

  private Booking moveOnce(
      Actor actor, String visitId, int version, Taking.Wanted wanted, By by, String reason) {
    try {
      return work.in(
          handle -> {
            Instant now = work.now();
            Visit already = replay(handle, actor, wanted);
            if (already != null) {
              return new Booking.Done(already);
            }
            Visit old = lock(handle, actor, visitId);
            requireVersion(old, version);
            end(handle, actor, old, by, "moved: " + reason, now);
            Booking booking = takeOnce(handle, actor, wanted, now);
            if (!(booking instanceof Booking.Done done)) {
              throw new UndoException(booking);
            }
            audit(handle, actor, "visit.move", old, "to", done.visit().id(), "by", by);
            return booking;
          });
    } catch (UndoException e) {
      return e.booking;
    }
  }

  /**
   * Moves a displaced visit by a plan: the clinic's cancellation and the new booking, in the
   * transaction at hand. The clocks of the order run on. Undo the transaction, or the part of it,
   * where the answer is not {@link Booking.Done}.
   *
   * @param visitId the visit in the absence
   * @param place where it goes
   * @param outside why a day outside the window is taken, or null where it is inside; it sets no
   *     other rule aside
   */
  public static Booking displace(
      Handle handle,
      Actor actor,
      String visitId,
      Place place,
      @Nullable String outside,
      Instant now) {
    Visit old = lock(handle, actor, visitId);
    end(handle, actor, old, By.CLINIC, "absence: moved", now);
    Booking booking =
        takeOnce(
            handle,
            actor,
            new Taking.Wanted(
                old.orderId(),
                0,
                place,
                false,
                outside == null ? null : SetAside.because(outside),
                null,
                visitId,
                "absence"),
            now);
    if (booking instanceof Booking.Done done) {
      // The reason is for the day alone: since the draft somebody may have fallen ill, or the time
      // may have become crisis time.
      if (!done.visit().overrideRules().isEmpty()) {
        throw Refused.conflict("The rules do not allow that place any more. Nothing was moved.");
      }
      audit(handle, now, actor, "visit.move", old, "to", done.visit().id(), "by", By.CLINIC);
    }
    return booking;
  }

  private static @Nullable Visit replay(Handle handle, Actor actor, Taking.Wanted wanted) {
    if (wanted.key() == null) {
      return null;
    }
    return handle
        .createQuery(
            "select answer ->> 'visit' from idempotency where account = :by and key = :key and request_hash = :hash")
        .bind("by", actor.account())
        .bind("key", wanted.key())
        .bind("hash", wanted.hash())
        .mapTo(String.class)
        .findOne()
        .map(id -> Visit.list(handle, "a.id = :id", "id", id).getFirst())
        .orElse(null);
  }

  /**
   * The clinic's cancellation in the transaction at hand, for want of a time; the order is open
   * again and on somebody's list.
   */
  public static Visit giveUp(
      Handle handle, Actor actor, String visitId, String reason, Instant now) {
    Visit visit = lock(handle, actor, visitId);
    end(handle, actor, visit, By.CLINIC, reason, now);
    reopen(handle, visit, By.CLINIC, now);
    return Visit.list(handle, "a.id = :id", "id", visitId).getFirst();
  }

  /** Cancels a visit ahead; its order is open again and on somebody's list. */
  public void cancel(Actor actor, String visitId, int version, By by, String reason) {
    requireCancelReason(reason);
    work.run(
        handle -> {
          Visit visit = lock(handle, actor, visitId);
          requireVersion(visit, version);
          Instant now = work.now();
          end(handle, actor, visit, by, reason, now);
          reopen(handle, visit, by, now);
        });
  }

  /** Ends a visit ahead and gives its time back; whoever calls sees to its order. */
  static void end(Handle handle, Actor actor, Visit visit, By by, String reason, Instant now) {
    VisitState state = by.state();
    if (!visit.state().mayBecome(state)) {
      throw Refused.conflict(
          "The visit is " + visit.state().words() + "; only one ahead can be cancelled or moved.");
    }
    handle
        .createUpdate(
            """
            update appointment set state = :state, cancelled_at = :now, cancel_reason = :reason, changed_by = :by,
              version = version + 1 where id = :id
            """)
        .bind("state", state.name().toLowerCase(Locale.ROOT))
        .bind("now", now)
        .bind("reason", reason)
        .bind("by", actor.account())
        .bind("id", visit.id())
        .execute();
    handle.execute(
        "update claim set active = false where appointment_id = ? and active", visit.id());
    if (visit.starts().isAfter(now) && visit.blockId() != null && visit.groupSessionId() == null) {
      EarlierTimes.freed(handle, visit, now);
    }
    audit(handle, now, actor, "visit.cancel", visit, "by", by, "reason", reason);
  }

  /** The order of a visit that ended without taking place is on somebody's list again. */
  static void reopen(Handle handle, Visit visit, By by, Instant now) {
    Site site = People.site(handle, visit.siteId());
    Order order =
        handle
            .createQuery("select * from visit_order where id = :id for update")
            .bind("id", visit.orderId())
            .mapTo(Order.class)
            .one();
    if (order.state() != Order.State.OPEN) {
      return;
    }
    Tasks.make(
        handle,
        TaskKind.REBOOK,
        site.id(),
        visit.patientId(),
        visit.orderId(),
        visit.id(),
        by == By.CLINIC
            ? "The clinic cancelled the visit; the original clock runs on."
            : "The patient cancelled the visit; the order is still open.",
        Tasks.dueWithin(handle, site, TaskKind.REBOOK, by == By.CLINIC, order.latest(), now),
        now);
    closeOutdated(handle, visit, now);
  }

  private static void closeOutdated(Handle handle, Visit visit, Instant now) {
    handle
        .createUpdate(
            """
            update task set state = 'dropped', outcome = 'the visit ended', closed_at = :now, closed_by = 'desk',
              version = version + 1
            where appointment_id = :visit and state = 'open' and kind in ('booked_outside', 'record_outcome', 'check_visit', 'move_displaced')
            """)
        .bind("now", now)
        .bind("visit", visit.id())
        .execute();
  }

  /** The person is here. */
  public void arrive(Actor actor, String visitId, int version) {
    change(actor, visitId, version, VisitState.ARRIVED, "visit.arrive");
  }

  /** The visit took place; its order is done. */
  public void attend(Actor actor, String visitId, int version) {
    work.run(
        handle -> {
          Visit visit = lock(handle, actor, visitId);
          requireVersion(visit, version);
          become(handle, actor, visit, VisitState.ATTENDED);
          Orders.end(handle, visit.orderId(), "done", actor, "seen", work.now());
          audit(handle, actor, "visit.attend", visit);
        });
  }

  /**
   * The person did not come: the order is open, and somebody calls, on the same day where a
   * clinician asked for it.
   */
  public void noShow(Actor actor, String visitId, int version) {
    work.run(
        handle -> {
          Instant now = work.now();
          Visit visit = lock(handle, actor, visitId);
          requireVersion(visit, version);
          if (visit.starts().isAfter(now)) {
            throw Refused.conflict("The visit has not begun; it cannot be missed yet.");
          }
          become(handle, actor, visit, VisitState.NO_SHOW);
          handle.execute(
              "update claim set active = false where appointment_id = ? and active", visitId);
          Order order =
              handle
                  .createQuery("select * from visit_order where id = :id for update")
                  .bind("id", visit.orderId())
                  .mapTo(Order.class)
                  .one();
          if (order.state() == Order.State.OPEN) {
            boolean risk =
                handle
                    .createQuery("select risk_flag from patient where id = :id")
                    .bind("id", visit.patientId())
                    .mapTo(Boolean.class)
                    .one();
            Site site = People.site(handle, visit.siteId());
            Tasks.make(
                handle,
                TaskKind.NO_SHOW_OUTREACH,
                visit.siteId(),
                visit.patientId(),
                visit.orderId(),
                visit.id(),
                risk
                    ? "The visit was missed, and a clinician asked for a call on the same day."
                    : "The visit was missed; the order is still open.",
                risk
                    ? Tasks.due(handle, site, TaskKind.NO_SHOW_OUTREACH, true, now)
                    : Tasks.dueWithin(
                        handle, site, TaskKind.NO_SHOW_OUTREACH, false, order.latest(), now),
                now);
          }
          closeOutdated(handle, visit, now);
          audit(handle, actor, "visit.no_show", visit);
        });
  }

  private void change(Actor actor, String visitId, int version, VisitState to, String action) {
    work.run(
        handle -> {
          Visit visit = lock(handle, actor, visitId);
          requireVersion(visit, version);
          become(handle, actor, visit, to);
          audit(handle, actor, action, visit);
        });
  }

  private static void become(Handle handle, Actor actor, Visit visit, VisitState to) {
    if (!visit.state().mayBecome(to)) {
      throw Refused.conflict(
          "The visit is " + visit.state().words() + " and cannot become " + to.words() + ".");
    }
    handle.execute(
        "update appointment set state = ?, changed_by = ?, version = version + 1 where id = ?",
        to.name().toLowerCase(Locale.ROOT),
        actor.account(),
        visit.id());
  }

  /**
   * Books the visits of a series: all of them, or none.
   *
   * @return what came of each, in the order asked; all {@link Booking.Done}, or nothing was booked
   */
  public List<Booking> series(Actor actor, List<SeriesPlace> places, @Nullable String key) {
    if (places.isEmpty() || places.size() > 52) {
      throw Refused.input("A series has 1 to 52 visits, not " + places.size() + ".");
    }
    try {
      return work.in(handle -> seriesOnce(handle, actor, places, key));
    } catch (UndoSeries e) {
      return e.results;
    }
  }

  private List<Booking> seriesOnce(
      Handle handle, Actor actor, List<SeriesPlace> places, @Nullable String key) {
    List<Booking> results = new ArrayList<>();
    boolean all = true;
    for (int i = 0; i < places.size(); i++) {
      SeriesPlace one = places.get(i);
      Taking.Wanted wanted =
          new Taking.Wanted(
              one.orderId(),
              0,
              one.place(),
              false,
              null,
              key == null ? null : key + "/" + i,
              null,
              "staff");
      handle.savepoint("visit");
      Booking result;
      try {
        Taking.lapseInTheWay(handle, wanted, work.now());
        result = takeOnce(handle, actor, wanted, work.now());
      } catch (TakenException e) {
        handle.rollbackToSavepoint("visit");
        result = new Booking.Taken();
      }
      all &= result instanceof Booking.Done;
      results.add(result);
    }
    if (!all) {
      throw new UndoSeries(List.copyOf(results));
    }
    return results;
  }

  /** A visit, if the account may see it. */
  public Visit visit(Actor actor, String id) {
    return work.read(handle -> find(handle, actor, id, ""));
  }

  /** The visits of a patient, the newest first. */
  public List<Visit> ofPatient(Actor actor, String patientId) {
    return work.read(
        handle -> {
          Access.patient(handle, actor, patientId);
          return Visit.list(
              handle, "a.patient_id = :id order by lower(a.during) desc", "id", patientId);
        });
  }

  private static Visit find(Handle handle, Actor actor, String id, String lock) {
    Visit visit =
        handle
            .createQuery("select " + Visit.COLUMNS + " from appointment a where a.id = :id " + lock)
            .bind("id", id)
            .mapTo(Visit.class)
            .findOne()
            .orElseThrow(() -> Access.notThere("visit " + id));
    Access.require(handle, actor, visit.siteId(), visit.patientId(), "visit " + id);
    return visit;
  }

  private static Visit lock(Handle handle, Actor actor, String id) {
    return find(handle, actor, id, "for update");
  }

  private static void requireHeld(Visit visit) {
    if (visit.state() != VisitState.HELD) {
      throw Refused.conflict(
          visit.state() == VisitState.LAPSED
              ? "The hold has ended and the place was given to others. Choose a time again; your entries are kept."
              : "The visit is " + visit.state().words() + ", not held.");
    }
  }

  private static void requireVersion(Visit visit, int version) {
    if (version != 0 && version != visit.version()) {
      throw Refused.conflict(
          "The visit was changed by somebody else since you opened it. Look at it again; nothing was changed.");
    }
  }

  private static void requireCancelReason(String reason) {
    if (!CANCEL_REASONS.contains(reason)) {
      throw Refused.input("Choose why: " + String.join(", ", CANCEL_REASONS) + ".");
    }
  }

  private void audit(
      Handle handle, Actor actor, String action, Visit visit, @Nullable Object... detail) {
    audit(handle, work.now(), actor, action, visit, detail);
  }

  private static void audit(
      Handle handle,
      Instant now,
      Actor actor,
      String action,
      Visit visit,
      @Nullable Object... detail) {
    Audit.write(
        handle, now, actor, action, "visit:" + visit.id(), visit.patientId(), Audit.of(detail));
  }

  /** Somebody has the time already; the transaction is undone. */
  public static final class TakenException extends RuntimeException {
    TakenException() {
      super("taken", null, false, false);
    }
  }

  /** A move that a rule forbids; the transaction is undone. */
  private static final class UndoException extends RuntimeException {
    private final transient Booking booking;

    UndoException(Booking booking) {
      super("undone", null, false, false);
      this.booking = booking;
    }
  }

  /** A series of which not all could be booked; the transaction is undone. */
  private static final class UndoSeries extends RuntimeException {
    private final transient List<Booking> results;

    UndoSeries(List<Booking> results) {
      super("undone", null, false, false);
      this.results = results;
    }
  }
}
