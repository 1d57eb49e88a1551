package org.duecourse.absence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.booking.Windowing;
import org.duecourse.desk.Access;
import org.duecourse.desk.Moves;
import org.duecourse.io.Json;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes plans and their lines to the database. */
final class RunStore {
  /** One statement for all lines; a line that is as it was is not written again. */
  private static final String WRITE_LINES =
      """
      insert into rebook_line as l (run_id, appointment_id, rank, harm_per_day, place, clinician_id, site_id, starts, mode,
                               days_out, past_limit, why, alternatives, decision, pinned, excluded, agreed_at, agreed_by)
      select :run, r.* from jsonb_to_recordset(cast(:lines as jsonb)) as r (
        visit text, rank integer, harm double precision, place text, clinician text, site text, starts timestamptz, mode text,
        out integer, past boolean, why text, next jsonb, decision text, pinned text, excluded text[], agreed_at timestamptz,
        agreed_by text)
      on conflict (run_id, appointment_id) do update
        set (rank, harm_per_day, place, clinician_id, site_id, starts, mode, days_out, past_limit, why, alternatives, decision,
             pinned, excluded, agreed_at, agreed_by)
          = (excluded.rank, excluded.harm_per_day, excluded.place, excluded.clinician_id, excluded.site_id, excluded.starts,
             excluded.mode, excluded.days_out, excluded.past_limit, excluded.why, excluded.alternatives, excluded.decision,
             excluded.pinned, excluded.excluded, excluded.agreed_at, excluded.agreed_by)
        where (l.rank, l.place, l.days_out, l.why, l.alternatives, l.decision, l.pinned, l.excluded, l.agreed_at, l.harm_per_day)
          is distinct from (excluded.rank, excluded.place, excluded.days_out, excluded.why, excluded.alternatives,
             excluded.decision, excluded.pinned, excluded.excluded, excluded.agreed_at, excluded.harm_per_day)
      """;

  private RunStore() {}

  /** Locks an absence, so that one plan of it is made or applied at a time. */
  static void lockAbsence(Handle handle, long absenceId) {
    boolean there =
        handle
            .createQuery("select id from absence where id = :id for update")
            .bind("id", absenceId)
            .mapTo(Long.class)
            .findOne()
            .isPresent();
    if (!there) {
      throw Access.notThere("absence " + absenceId);
    }
  }

  /** Locks a plan, and its absence before it. */
  static void lock(Handle handle, long runId) {
    long absence =
        handle
            .createQuery("select absence_id from rebook_run where id = :id")
            .bind("id", runId)
            .mapTo(Long.class)
            .findOne()
            .orElseThrow(() -> Access.notThere("plan " + runId));
    lockAbsence(handle, absence);
    handle
        .createQuery("select id from rebook_run where id = :id for update")
        .bind("id", runId)
        .mapTo(Long.class)
        .one();
  }

  static void dropOpen(Handle handle, long absenceId) {
    handle.execute(
        "update rebook_run set state = 'dropped', version = version + 1 where absence_id = ? and state in ('draft', 'approved')",
        absenceId);
  }

  static long insert(Handle handle, long absenceId, int reserve, String by, Instant now) {
    return handle
        .createQuery(
            """
            insert into rebook_run (absence_id, made_at, made_by, reserve, points, least, prices, state)
            values (:absence, :now, :by, :reserve, 0, 0, '[]', 'draft') returning id
            """)
        .bind("absence", absenceId)
        .bind("now", now)
        .bind("by", by)
        .bind("reserve", reserve)
        .mapTo(Long.class)
        .one();
  }

  /** Writes a solved plan; decisions stay with their lines, and it is a draft again. */
  static void write(Handle handle, long runId, Solving.Solved solved, Instant now) {
    Map<String, Plan.Line> moving = new HashMap<>();
    solved.plan().lines().forEach(line -> moving.put(line.visit().visitId(), line));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Plan.Line rank : solved.ranking().lines()) {
      String visit = rank.visit().visitId();
      Decided decided = solved.decisions().get(visit);
      if (decided == null) {
        throw new IllegalStateException("Nothing was decided about " + visit + ".");
      }
      rows.add(row(rank, moving.get(visit), decided));
    }
    handle
        .createUpdate(
            "delete from rebook_line where run_id = :run and not appointment_id = any (:visits)")
        .bind("run", runId)
        .bindArray("visits", String.class, new ArrayList<>(solved.decisions().keySet()))
        .execute();
    handle.createUpdate(WRITE_LINES).bind("run", runId).bind("lines", Json.write(rows)).execute();
    handle
        .createUpdate(
            """
            update rebook_run set made_at = :now, points = :points, least = :least, state = 'draft', approved_at = null,
              approved_by = null, notes = :notes, version = version + 1 where id = :run
            """)
        .bind("now", now)
        .bind("points", solved.plan().points())
        .bind("least", solved.plan().least())
        .bindArray("notes", String.class, solved.notes())
        .bind("run", runId)
        .execute();
  }

  static void prices(Handle handle, long runId, List<Rebooking.Price> prices) {
    handle
        .createUpdate("update rebook_run set prices = cast(:prices as jsonb) where id = :run")
        .bind("prices", Json.write(prices.stream().map(RunStore::json).toList()))
        .bind("run", runId)
        .execute();
  }

  private static Map<String, Object> row(
      Plan.Line rank, Plan.@Nullable Line line, Decided decided) {
    FreePlace to = line == null ? null : line.to();
    Windowing windowing = line == null ? null : line.windowing();
    Decided.Agreed agreed = decided.agreed();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("visit", rank.visit().visitId());
    row.put("rank", rank.rank());
    row.put("harm", rank.harmPerDay());
    if (to != null) {
      row.put("place", to.id());
      row.put("clinician", to.opening().clinician().id());
      row.put("site", to.opening().siteId());
      row.put("starts", to.opening().start().toString());
      row.put("mode", to.mode(rank.visit().order().mode()).name());
    }
    if (windowing != null) {
      row.put("out", windowing.daysOut());
      row.put("past", windowing.isPastLimit());
    }
    row.put("why", line == null ? "" : PlanWords.why(line));
    row.put("next", line == null ? List.of() : line.next().stream().map(RunStore::json).toList());
    row.put("decision", decided.decision().name().toLowerCase(Locale.ROOT));
    row.put("pinned", decided.pinned());
    row.put("excluded", decided.excluded().stream().sorted().toList());
    row.put("agreed_at", agreed == null ? null : agreed.at().toString());
    row.put("agreed_by", agreed == null ? null : agreed.by());
    return row;
  }

  private static Map<String, Object> json(Rebooking.Price price) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reserve", price.reserve());
    json.put("inTime", price.inTime());
    json.put("late", price.late());
    json.put("unplaced", price.unplaced());
    json.put("points", price.points());
    return json;
  }

  private static Map<String, Object> json(Plan.Alternative other) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("place", other.place().id());
    json.put("starts", other.place().opening().start().toString());
    json.put("clinician", other.place().opening().clinician().id());
    json.put("site", other.place().opening().siteId());
    json.put("extra", other.extra());
    return json;
  }

  static void approved(Handle handle, long runId, String by, Instant now) {
    handle
        .createUpdate(
            """
            update rebook_run set state = 'approved', approved_at = :now, approved_by = :by, version = version + 1
            where id = :run
            """)
        .bind("now", now)
        .bind("by", by)
        .bind("run", runId)
        .execute();
  }

  static void applied(Handle handle, long runId, String by, Instant now) {
    handle
        .createUpdate(
            """
            update rebook_run set state = 'applied', applied_at = :now, applied_by = :by, version = version + 1
            where id = :run
            """)
        .bind("now", now)
        .bind("by", by)
        .bind("run", runId)
        .execute();
  }

  /** Writes what came of each line that was to be moved; the others are left. */
  static void results(Handle handle, long runId, List<Moves.Outcome> outcomes) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Moves.Outcome outcome : outcomes) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("visit", outcome.visitId());
      row.put("moved", outcome.moved() == null ? null : outcome.moved().id());
      row.put("why", outcome.lostWhy());
      rows.add(row);
    }
    handle
        .createUpdate(
            """
            update rebook_line l
            set result = case when r.visit is null then 'left' when r.moved is null then 'lost' else 'moved' end,
                moved_to = r.moved, lost_why = r.why
            from rebook_line own
            left join jsonb_to_recordset(cast(:rows as jsonb)) as r (visit text, moved text, why text)
              on r.visit = own.appointment_id
            where l.run_id = :run and own.run_id = l.run_id and own.appointment_id = l.appointment_id
            """)
        .bind("rows", Json.write(rows))
        .bind("run", runId)
        .execute();
  }
}
