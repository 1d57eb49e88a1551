package org.duecourse.absence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.duecourse.absence.RunLine.Decision;
import org.duecourse.desk.Access;
import org.duecourse.desk.Order;
import org.duecourse.desk.Visit;
import org.duecourse.io.Json;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads plans, and what a plan has to know, from the database. */
final class RunReader {
  private static final String LINES =
      """
      select l.*, a.order_id, a.patient_id, p.family_name || ', ' || p.given_name as patient_name,
             old.name as clinician_name, a.site_id as old_site, a.channel = 'absence' as moved_before, lower(a.during) as was_at, n.name as new_clinician_name
      from rebook_line l
      join appointment a on a.id = l.appointment_id
      join patient p on p.id = a.patient_id
      join clinician old on old.id = a.clinician_id
      left join clinician n on n.id = l.clinician_id
      where l.run_id = :run order by l.rank, l.appointment_id
      """;

  private RunReader() {}

  /** The plans of an absence, the newest first, without their lines. */
  static List<Run> of(Handle handle, long absenceId) {
    return handle
        .createQuery("select * from rebook_run where absence_id = :absence order by id desc")
        .bind("absence", absenceId)
        .map((rs, context) -> run(rs, List.of()))
        .list();
  }

  static Run run(Handle handle, long id) {
    List<RunLine> lines =
        handle.createQuery(LINES).bind("run", id).map((rs, context) -> line(rs)).list();
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
        Run.State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
        List.of((String[]) rs.getArray("notes").getArray()),
        instantOrNull(rs, "approved_at"),
        rs.getString("approved_by"),
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
        rs.getBoolean("moved_before"),
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
        instantOrNull(rs, "agreed_at"),
        rs.getString("result"),
        rs.getString("lost_why"),
        rs.getString("moved_to"));
  }

  private static Decision decision(ResultSet rs) throws SQLException {
    return Decision.valueOf(rs.getString("decision").toUpperCase(Locale.ROOT));
  }

  private static @Nullable Instant instantOrNull(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /**
   * What was decided about the visits of an absence's newest plan, by visit. Where a clinician was
   * asked or care outside was looked for, and that task is done, the plan chooses anew.
   */
  static Map<String, Decided> decisions(Handle handle, long absenceId) {
    Map<String, Decided> decisions = new HashMap<>();
    handle
        .createQuery(
            """
            select l.appointment_id, l.pinned, l.excluded, l.agreed_at, l.agreed_by,
                   case when l.decision in ('ask_clinician', 'refer_out') and asked.done and not asked.waits
                     then 'best' else l.decision end as decision
            from rebook_line l
            cross join lateral (
              select coalesce(bool_or(t.state <> 'open'), false) as done, coalesce(bool_or(t.state = 'open'), false) as waits
              from task t where l.decision in ('ask_clinician', 'refer_out') and t.appointment_id = l.appointment_id
                and t.kind = case l.decision when 'ask_clinician' then 'ask_extension' else l.decision end) asked
            where l.run_id = (select max(id) from rebook_run where absence_id = :absence)
            """)
        .bind("absence", absenceId)
        .map(
            (rs, context) -> {
              Instant agreed = instantOrNull(rs, "agreed_at");
              decisions.put(
                  rs.getString("appointment_id"),
                  new Decided(
                      decision(rs),
                      rs.getString("pinned"),
                      Set.of((String[]) rs.getArray("excluded").getArray()),
                      agreed == null
                          ? null
                          : new Decided.Agreed(agreed, rs.getString("agreed_by"))));
              return true;
            })
        .list();
    return decisions;
  }

  /** The orders of visits, by their reference. */
  static Map<String, Order> orders(Handle handle, List<Visit> visits) {
    Map<String, Order> orders = new HashMap<>();
    handle
        .createQuery("select * from visit_order where id = any (:ids)")
        .bindArray("ids", String.class, visits.stream().map(Visit::orderId).distinct().toList())
        .mapTo(Order.class)
        .forEach(order -> orders.put(order.id(), order));
    return orders;
  }

  /** The other visits ahead of the people of some visits, by person. */
  static Map<String, List<Visit>> otherVisits(Handle handle, List<Visit> visits) {
    Map<String, List<Visit>> others = new HashMap<>();
    handle
        .createQuery(
            "select "
                + Visit.COLUMNS
                + """
                 from appointment a where a.patient_id = any (:patients) and not a.id = any (:visits)
                  and a.state in ('held', 'booked', 'arrived')
                """)
        .bindArray("patients", String.class, visits.stream().map(Visit::patientId).toList())
        .bindArray("visits", String.class, visits.stream().map(Visit::id).toList())
        .mapTo(Visit.class)
        .forEach(
            visit -> others.computeIfAbsent(visit.patientId(), id -> new ArrayList<>()).add(visit));
    return others;
  }
}
