package org.duecourse.absence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.duecourse.absence.RunLine.Decision;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Windowing;
import org.duecourse.desk.Access;
import org.duecourse.desk.Order;
import org.duecourse.desk.Visit;
import org.duecourse.io.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Plans and their lines in the database. */
final class RunStore {
  private RunStore() {}

  /** What a person decided about a line. */
  record Decided(Decision decision, @Nullable String pinned, Set<String> excluded) {
    /** A visit that a plan moved once is not moved again without asking. */
    static Decided first(Visit visit) {
      return new Decided(
          visit.channel().equals("absence") ? Decision.ASK_PATIENT : Decision.BEST, null, Set.of());
    }
  }

  static void dropDrafts(Handle handle, long absenceId) {
    handle.execute(
        "update rebook_run set state = 'dropped', version = version + 1 where absence_id = ? and state = 'draft'",
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

  static void lock(Handle handle, long runId) {
    boolean there =
        handle
            .createQuery("select id from rebook_run where id = :id for update")
            .bind("id", runId)
            .mapTo(Long.class)
            .findOne()
            .isPresent();
    if (!there) {
      throw Access.notThere("plan " + runId);
    }
  }

  /** Whether an absence was taken back; if not, it cannot be before the transaction ends. */
  static boolean isTakenBack(Handle handle, long absenceId) {
    return handle
        .createQuery("select withdrawn_at is not null from absence where id = :id for share")
        .bind("id", absenceId)
        .mapTo(Boolean.class)
        .one();
  }

  static Map<String, Decided> decisions(Handle handle, long runId) {
    Map<String, Decided> decisions = new HashMap<>();
    handle
        .createQuery(
            "select appointment_id, decision, pinned, excluded from rebook_line where run_id = :run")
        .bind("run", runId)
        .map(
            (rs, context) -> {
              decisions.put(
                  rs.getString("appointment_id"),
                  new Decided(
                      decision(rs),
                      rs.getString("pinned"),
                      Set.of((String[]) rs.getArray("excluded").getArray())));
              return true;
            })
        .list();
    return decisions;
  }

  private static Decision decision(ResultSet rs) throws SQLException {
    return Decision.valueOf(rs.getString("decision").toUpperCase(Locale.ROOT));
  }

  /** Keeps what was decided about a line; with BEST and a place, that place is ruled out. */
  static void decide(
      Handle handle, long runId, String visitId, Decision decision, @Nullable String place) {
    handle
        .createUpdate(
            """
            update rebook_line set decision = :decision, pinned = :pinned,
              excluded = case when :rule then array_append(array_remove(excluded, :place), :place) else excluded end
            where run_id = :run and appointment_id = :visit
            """)
        .bind("decision", decision.name().toLowerCase(Locale.ROOT))
        .bind("pinned", decision == Decision.PINNED ? place : null)
        .bind("rule", decision == Decision.BEST && place != null)
        .bind("place", place == null ? "" : place)
        .bind("run", runId)
        .bind("visit", visitId)
        .execute();
  }

  /**
   * Writes a solved plan; decisions stay with their lines.
   *
   * @param plan the lines that can be moved
   * @param ranking all lines, by how much harm their waiting does
   */
  static void write(
      Handle handle,
      long runId,
      Plan plan,
      Plan ranking,
      Map<String, Decided> decisions,
      List<Rebooking.Price> prices,
      Instant now) {
    Map<String, Plan.Line> solved = new HashMap<>();
    plan.lines().forEach(line -> solved.put(line.visit().visitId(), line));
    handle.execute("delete from rebook_line where run_id = ?", runId);
    if (!ranking.lines().isEmpty()) {
      PreparedBatch batch =
          handle.prepareBatch(
              """
              insert into rebook_line (run_id, appointment_id, rank, harm_per_day, place, clinician_id, site_id, starts, mode,
                                       days_out, past_limit, why, alternatives, decision, pinned, excluded)
              values (:run, :visit, :rank, :harm, :place, :clinician, :site, :starts, :mode, :out, :past, :why,
                      cast(:next as jsonb), :decision, :pinned, :excluded)
              """);
      for (Plan.Line rank : ranking.lines()) {
        String visit = rank.visit().visitId();
        Decided decided = decisions.get(visit);
        if (decided == null) {
          throw new IllegalStateException("Nothing was decided about " + visit + ".");
        }
        bind(batch, runId, rank, solved.get(visit), decided);
      }
      batch.execute();
    }
    handle
        .createUpdate(
            """
            update rebook_run set made_at = :now, points = :points, least = :least, prices = cast(:prices as jsonb),
              version = version + 1 where id = :run
            """)
        .bind("now", now)
        .bind("points", plan.points())
        .bind("least", plan.least())
        .bind("prices", Json.write(prices.stream().map(RunStore::json).toList()))
        .bind("run", runId)
        .execute();
  }

  private static void bind(
      PreparedBatch batch, long runId, Plan.Line rank, Plan.@Nullable Line line, Decided decided) {
    FreePlace to = line == null ? null : line.to();
    Windowing windowing = line == null ? null : line.windowing();
    batch
        .bind("run", runId)
        .bind("visit", rank.visit().visitId())
        .bind("rank", rank.rank())
        .bind("harm", rank.harmPerDay())
        .bind("place", to == null ? null : to.id())
        .bind("clinician", to == null ? null : to.opening().clinician().id())
        .bind("site", to == null ? null : to.opening().siteId())
        .bind("starts", to == null ? null : to.opening().start())
        .bind("mode", to == null ? null : mode(rank.visit(), to).name())
        .bind("out", windowing == null ? null : windowing.daysOut())
        .bind("past", windowing == null ? null : windowing.isPastLimit())
        .bind("why", line == null ? "" : PlanWords.why(line))
        .bind(
            "next",
            Json.write(
                line == null ? List.of() : line.next().stream().map(RunStore::json).toList()))
        .bind("decision", decided.decision().name().toLowerCase(Locale.ROOT))
        .bind("pinned", decided.pinned())
        .bindArray("excluded", String.class, new ArrayList<>(decided.excluded()))
        .add();
  }

  private static Mode mode(Displaced visit, FreePlace to) {
    Mode asked = visit.order().mode();
    return asked == null
        ? to.opening().modes().stream().sorted().findFirst().orElse(Mode.IN_PERSON)
        : asked;
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

  static void result(
      Handle handle, long runId, String visitId, String result, @Nullable Visit moved) {
    handle
        .createUpdate(
            "update rebook_line set result = :result, moved_to = :moved where run_id = :run and appointment_id = :visit")
        .bind("result", result)
        .bind("moved", moved == null ? null : moved.id())
        .bind("run", runId)
        .bind("visit", visitId)
        .execute();
  }

  static Order order(Handle handle, String id) {
    return handle
        .createQuery("select * from visit_order where id = :id")
        .bind("id", id)
        .mapTo(Order.class)
        .one();
  }

  static Visit visit(Handle handle, String id) {
    return handle
        .createQuery("select " + Visit.COLUMNS + " from appointment a where a.id = :id")
        .bind("id", id)
        .mapTo(Visit.class)
        .one();
  }

  /** A person's visits ahead but one. */
  static List<Visit> otherVisits(Handle handle, String patientId, String visitId) {
    return handle
        .createQuery(
            "select "
                + Visit.COLUMNS
                + """
                 from appointment a where a.patient_id = :patient and a.id <> :visit
                  and a.state in ('held', 'booked', 'arrived')
                """)
        .bind("patient", patientId)
        .bind("visit", visitId)
        .mapTo(Visit.class)
        .list();
  }

  static List<Run> of(Handle handle, long absenceId) {
    return handle
        .createQuery("select * from rebook_run where absence_id = :absence order by id desc")
        .bind("absence", absenceId)
        .map((rs, context) -> run(rs, List.of()))
        .list();
  }

  static Run run(Handle handle, long id) {
    List<RunLine> lines =
        handle
            .createQuery(
                """
                select l.*, a.order_id, a.patient_id, p.family_name || ', ' || p.given_name as patient_name,
                       old.name as clinician_name, a.site_id as old_site, lower(a.during) as was_at, n.name as new_clinician_name
                from rebook_line l
                join appointment a on a.id = l.appointment_id
                join patient p on p.id = a.patient_id
                join clinician old on old.id = a.clinician_id
                left join clinician n on n.id = l.clinician_id
                where l.run_id = :run order by l.rank, l.appointment_id
                """)
            .bind("run", id)
            .map((rs, context) -> line(rs))
            .list();
    return handle
        .createQuery("select * from rebook_run where id = :id")
        .bind("id", id)
        .map((rs, context) -> run(rs, lines))
        .findOne()
        .orElseThrow(() -> Access.notThere("plan " + id));
  }

  private static Run run(ResultSet rs, List<RunLine> lines) throws SQLException {
    List<Rebooking.Price> prices = new ArrayList<>();
    for (JsonNode each : Json.read("prices", rs.getString("prices"))) {
      prices.add(
          new Rebooking.Price(
              each.get("reserve").asInt(),
              each.get("inTime").asLong(),
              each.get("late").asLong(),
              each.get("unplaced").asLong(),
              each.get("points").asDouble()));
    }
    return new Run(
        rs.getLong("id"),
        rs.getLong("absence_id"),
        rs.getObject("made_at", OffsetDateTime.class).toInstant(),
        rs.getString("made_by"),
        rs.getInt("reserve"),
        rs.getDouble("points"),
        rs.getDouble("least"),
        prices,
        rs.getString("state"),
        instantOrNull(rs, "applied_at"),
        rs.getInt("version"),
        lines);
  }

  private static RunLine line(ResultSet rs) throws SQLException {
    List<RunLine.Other> others = new ArrayList<>();
    for (JsonNode each : Json.read("alternatives", rs.getString("alternatives"))) {
      others.add(
          new RunLine.Other(
              each.get("place").asString(),
              Instant.parse(each.get("starts").asString()),
              each.get("clinician").asString(),
              each.get("site").asString(),
              each.get("extra").asDouble()));
    }
    return new RunLine(
        rs.getString("appointment_id"),
        rs.getString("order_id"),
        rs.getString("patient_id"),
        rs.getString("patient_name"),
        rs.getString("clinician_name"),
        rs.getString("old_site"),
        rs.getObject("was_at", OffsetDateTime.class).toInstant(),
        rs.getInt("rank"),
        rs.getDouble("harm_per_day"),
        rs.getString("place"),
        rs.getString("clinician_id"),
        rs.getString("new_clinician_name"),
        rs.getString("site_id"),
        instantOrNull(rs, "starts"),
        rs.getString("mode"),
        rs.getObject("days_out", Integer.class),
        rs.getObject("past_limit", Boolean.class),
        rs.getString("why"),
        others,
        decision(rs),
        rs.getString("result"),
        rs.getString("moved_to"));
  }

  private static @Nullable Instant instantOrNull(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
