package org.duecourse.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.duecourse.booking.Reason;
import org.duecourse.booking.Windowing;
import org.duecourse.desk.Taking.Facts;
import org.duecourse.io.Json;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementException;
import org.jspecify.annotations.Nullable;

/**
 * Moves many displaced visits at once: the clinic's cancellations and the new bookings, in the
 * transaction at hand, in a handful of statements. Every rule that one booking is asked is asked of
 * each, with the same question ({@code take-facts.sql}). What cannot be moved any more is left as
 * it stands, with the reason; the others are moved.
 *
 * <p>Should a constraint refuse the whole, because somebody books at the same moment, the visits
 * are moved one after the other instead, so that only those in the way stay behind.
 */
public final class Moves {
  private static final String FACTS = ofMany(SqlFile.read("take-facts.sql"));
  private static final String BOOK = SqlFile.read("move-many.sql");

  private final Handle handle;
  private final Actor actor;
  private final Instant now;

  private Moves(Handle handle, Actor actor, Instant now) {
    this.handle = handle;
    this.actor = actor;
    this.now = now;
  }

  /**
   * A displaced visit and where it goes.
   *
   * @param outside why a day outside the window is taken, or null where it is inside; it sets no
   *     other rule aside
   */
  public record Move(String visitId, Place place, @Nullable String outside) {}

  /**
   * What came of a move.
   *
   * @param moved the new visit, or null
   * @param lostWhy why there is none, in a sentence without names; or null
   */
  public record Outcome(String visitId, @Nullable Visit moved, @Nullable String lostWhy) {}

  /** Does all that can be done; one outcome for each move, in their order. */
  public static List<Outcome> all(Handle handle, Actor actor, List<Move> moves, Instant now) {
    if (moves.isEmpty()) {
      return List.of();
    }
    Moves all = new Moves(handle, actor, now);
    handle.savepoint("moves");
    try {
      List<Outcome> outcomes = all.together(moves);
      handle.releaseSavepoint("moves");
      return outcomes;
    } catch (StatementException e) {
      if (Work.brokenConstraint(e).isEmpty()) {
        throw e;
      }
      handle.rollbackToSavepoint("moves");
      return moves.stream().map(all::alone).toList();
    }
  }

  private Outcome alone(Move move) {
    handle.savepoint("move");
    String why;
    try {
      Booking booking =
          Bookings.displace(handle, actor, move.visitId(), move.place(), move.outside(), now);
      if (booking instanceof Booking.Done done) {
        handle.releaseSavepoint("move");
        return new Outcome(move.visitId(), done.visit(), null);
      }
      why =
          booking instanceof Booking.Against against ? String.join(" ", against.words()) : taken();
    } catch (Bookings.TakenException e) {
      why = taken();
    } catch (Refused refused) {
      why = refused.headline();
    }
    handle.rollbackToSavepoint("move");
    return new Outcome(move.visitId(), null, why);
  }

  private static String taken() {
    return "Somebody else took the place meanwhile.";
  }

  private List<Outcome> together(List<Move> moves) {
    Map<String, Visit> old = lock(moves);
    Map<String, String> lost = new HashMap<>();
    for (Move move : moves) {
      if (!old.containsKey(move.visitId())) {
        lost.put(move.visitId(), "The visit was cancelled or moved meanwhile.");
      }
    }
    Map<String, Facts> facts = facts(moves, old, lost);
    keepWhatIsTaken(moves, old, lost);
    keepChangedBlocks(facts, lost);
    List<Move> going = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Move move : moves) {
      Facts fact = facts.get(move.visitId());
      if (fact == null || lost.containsKey(move.visitId())) {
        continue;
      }
      Windowing windowing = Windowing.of(fact.order(), local(move, fact).toLocalDate());
      String against = against(move, fact, windowing);
      if (against != null) {
        lost.put(move.visitId(), against);
        continue;
      }
      going.add(move);
      rows.add(row(move, fact, windowing));
    }
    Map<String, Visit> moved = write(going.stream().map(Move::visitId).toList(), rows);
    return moves.stream()
        .map(
            move ->
                new Outcome(move.visitId(), moved.get(move.visitId()), lost.get(move.visitId())))
        .toList();
  }

  /** The visits that are still booked, and their orders, locked. */
  private Map<String, Visit> lock(List<Move> moves) {
    Map<String, Visit> visits = new HashMap<>();
    handle
        .createQuery(
            "select "
                + Visit.COLUMNS
                + " from appointment a where a.id = any (:ids) and a.state = 'booked' order by a.id for update")
        .bindArray("ids", String.class, moves.stream().map(Move::visitId).toList())
        .mapTo(Visit.class)
        .forEach(visit -> visits.put(visit.id(), visit));
    handle
        .createQuery("select id from visit_order where id = any (:ids) order by id for update")
        .bindArray("ids", String.class, visits.values().stream().map(Visit::orderId).toList())
        .mapTo(String.class)
        .list();
    return visits;
  }

  /** The question of one booking, asked of many: its parameters become columns of a list. */
  private static String ofMany(String one) {
    return """
        with wanted as materialized (
          select * from jsonb_to_recordset(cast(:wanted as jsonb)) as w (
            old text, order_id text, clinician text, site text, starts timestamptz)
        )
        """
        + one.replaceFirst("^select ", "select w.old, ")
            .replace("from visit_order o\n", "from wanted w\ncross join visit_order o\n")
            .replace(":order", "w.order_id")
            .replace(":clinician", "w.clinician")
            .replace(":site", "w.site")
            .replace(":start", "w.starts")
            .replace(":room", "cast(null as text)")
            .replace(":account", "cast(null as text)")
            .replace(":key", "cast(null as text)");
  }

  private Map<String, Facts> facts(
      List<Move> moves, Map<String, Visit> old, Map<String, String> lost) {
    Map<String, Move> byVisit = new HashMap<>();
    moves.forEach(move -> byVisit.put(move.visitId(), move));
    Map<String, Facts> facts = new HashMap<>();
    handle
        .createQuery(FACTS)
        .bind("wanted", wanted(moves, old))
        .map((rs, context) -> note(rs, byVisit, facts, lost))
        .list();
    for (Visit visit : old.values()) {
      if (!facts.containsKey(visit.id()) && !lost.containsKey(visit.id())) {
        lost.put(visit.id(), "There is no such clinic or clinician any more.");
      }
    }
    for (Facts fact : facts.values()) {
      Access.require(
          handle, actor, fact.order().siteId(), fact.patientId(), "order " + fact.order().id());
    }
    return facts;
  }

  private static boolean note(
      ResultSet rs, Map<String, Move> moves, Map<String, Facts> facts, Map<String, String> lost)
      throws SQLException {
    String id = rs.getString("old");
    try {
      facts.put(id, Taking.facts(rs, Objects.requireNonNull(moves.get(id)).place()));
    } catch (Refused refused) {
      lost.put(id, refused.headline());
    }
    return true;
  }

  private static String wanted(List<Move> moves, Map<String, Visit> old) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Move move : moves) {
      Visit visit = old.get(move.visitId());
      if (visit != null) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("old", visit.id());
        row.put("order_id", visit.orderId());
        row.put("clinician", move.place().clinicianId());
        row.put("site", move.place().siteId());
        row.put("starts", move.place().start().toString());
        rows.add(row);
      }
    }
    return Json.write(rows);
  }

  /** Who or what is taken by somebody else then; the visits that move give their own time back. */
  private void keepWhatIsTaken(List<Move> moves, Map<String, Visit> old, Map<String, String> lost) {
    handle
        .createQuery(
            """
            with wanted as materialized (
              select * from jsonb_to_recordset(cast(:wanted as jsonb)) as w (
                old text, order_id text, clinician text, site text, starts timestamptz)
            )
            select w.old, r.by_person
            from wanted w
            join visit_order o on o.id = w.order_id
            join patient p on p.id = o.patient_id
            join clinician c on c.id = w.clinician
            cross join lateral (values (p.resource, true), (c.resource, false)) as r (resource, by_person)
            cross join lateral (select tstzrange(w.starts, w.starts + o.minutes * interval '1 minute') as during) at
            cross join lateral (
              select x.appointment_id from claim x
              where x.resource = r.resource and x.active and not x.overlap_ok and x.during && at.during
              union all
              select x.appointment_id from claim x
              where x.resource = r.resource and x.active and x.overlap_ok and x.during && at.during) k
            where k.appointment_id is null or k.appointment_id <> all (:moving)
            """)
        .bind("wanted", wanted(moves, old))
        .bindArray("moving", String.class, new ArrayList<>(old.keySet()))
        .map(
            (rs, context) ->
                lost.put(
                    rs.getString("old"),
                    rs.getBoolean("by_person")
                        ? "The person has another visit at that time by now."
                        : taken()))
        .list();
  }

  /** Blocks are held as they are until the end; one that was just changed is nobody's place. */
  private void keepChangedBlocks(Map<String, Facts> facts, Map<String, String> lost) {
    Set<Long> blocks = new HashSet<>();
    for (Facts fact : facts.values()) {
      if (fact.opening() != null) {
        blocks.add(fact.opening().blockId());
      }
    }
    Set<Long> standing =
        new HashSet<>(
            handle
                .createQuery(
                    "select id from block where id = any (:ids) and state = 'active' order by id for share")
                .bindArray("ids", Long.class, new ArrayList<>(blocks))
                .mapTo(Long.class)
                .list());
    facts.forEach(
        (visit, fact) -> {
          if (fact.opening() != null && !standing.contains(fact.opening().blockId())) {
            lost.putIfAbsent(visit, "The clinician's time was changed meanwhile.");
          }
        });
  }

  private static LocalDateTime local(Move move, Facts fact) {
    return LocalDateTime.ofInstant(move.place().start(), fact.zone());
  }

  /** What is against a move, or null. */
  private @Nullable String against(Move move, Facts fact, Windowing windowing) {
    if (!fact.state().equals("open")) {
      return "The order is no longer open.";
    }
    if (!fact.possible()) {
      return "The clinician does not work there any more.";
    }
    if (move.place().start().isBefore(now)) {
      return "The time has passed.";
    }
    List<Reason> reasons = Taking.reasons(fact, now);
    boolean noBlock = fact.opening() == null;
    if (noBlock || !reasons.isEmpty()) {
      return String.join(" ", new Booking.Against(reasons, 0, noBlock).words());
    }
    if (!windowing.inWindow() && move.outside() == null) {
      return String.join(" ", new Booking.Against(List.of(), windowing.daysOut(), false).words());
    }
    if (!windowing.inWindow()) {
      actor.require(Role::booksOutsideWindow, "Booking outside the window");
    }
    return null;
  }

  private Map<String, Object> row(Move move, Facts fact, Windowing windowing) {
    Place place = move.place();
    boolean inside = windowing.inWindow();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("old", move.visitId());
    row.put("order_id", fact.order().id());
    row.put("patient", fact.patientId());
    row.put("clinician", place.clinicianId());
    row.put("site", place.siteId());
    row.put("block", Objects.requireNonNull(fact.opening()).blockId());
    row.put("kind", fact.order().kind().name());
    row.put("mode", place.mode().name());
    row.put("starts", place.start().toString());
    row.put("ends", place.start().plus(fact.order().minutes(), ChronoUnit.MINUTES).toString());
    row.put("local_start", local(move, fact).toString());
    row.put("in_window", inside);
    row.put("days_out", windowing.daysOut());
    row.put("reason", inside ? null : move.outside());
    row.put("reason_by", inside ? null : actor.account() + " (" + actor.roleWords() + ")");
    row.put("resources", fact.resources());
    row.put(
        "detail",
        Audit.of(
            "order",
            fact.order().id(),
            "start",
            place.start(),
            "clinician",
            place.clinicianId(),
            "days_out",
            windowing.daysOut() == 0 ? null : windowing.daysOut(),
            "replaces",
            move.visitId()));
    return row;
  }

  /** Ends the old visits and books the new ones; the new ones by the reference of the old. */
  private Map<String, Visit> write(List<String> going, List<Map<String, Object>> rows) {
    if (going.isEmpty()) {
      return Map.of();
    }
    end(going);
    List<String> ids =
        handle
            .createQuery(BOOK)
            .bind("rows", Json.write(rows))
            .bind("now", now)
            .bind("by", actor.account())
            .bind("role", actor.roleWords())
            .mapTo(String.class)
            .list();
    Map<String, Visit> moved = new HashMap<>();
    handle
        .createQuery("select " + Visit.COLUMNS + " from appointment a where a.id = any (:ids)")
        .bindArray("ids", String.class, ids)
        .mapTo(Visit.class)
        .forEach(visit -> moved.put(Objects.requireNonNull(visit.replaces()), visit));
    Bookings.bookedOutside(handle, moved.values(), now);
    return moved;
  }

  private void end(List<String> going) {
    handle
        .createUpdate(
            """
            with ended as (
              update appointment set state = 'cancelled_by_clinic', cancelled_at = :now, cancel_reason = 'absence: moved',
                changed_by = :by, version = version + 1
              where id = any (:ids)
              returning id, patient_id, block_id, group_session_id, during
            ), given_back as (
              update claim c set active = false from ended e where c.appointment_id = e.id and c.active
            ), freed as (
              insert into freed_place (block_id, clinician_id, site_id, during, freed_at)
              select b.id, b.clinician_id, b.site_id, e.during, :now
              from ended e join block b on b.id = e.block_id
              where lower(e.during) > :now and e.group_session_id is null
                and b.state = 'active' and b.purpose in ('FIRST', 'RETURN', 'CRISIS')
            )
            insert into audit (at, actor, role, action, subject, patient_id, detail)
            select :now, :by, :role, 'visit.cancel', 'visit:' || e.id, e.patient_id,
                   jsonb_build_object('by', 'CLINIC', 'reason', 'absence: moved')
            from ended e
            """)
        .bindArray("ids", String.class, going)
        .bind("now", now)
        .bind("by", actor.account())
        .bind("role", actor.roleWords())
        .execute();
  }
}
