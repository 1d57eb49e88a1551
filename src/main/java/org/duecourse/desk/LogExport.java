package org.duecourse.desk;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.duecourse.records.Answer;
import org.duecourse.records.LogRow;
import org.duecourse.records.LogTable;
import org.duecourse.records.LogWriter;
import org.duecourse.records.Urgency;
import org.duecourse.records.VisitKind;
import org.duecourse.records.VisitStatus;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happened at the desk as an access log, so that it is measured by the same definitions
 * as any other record. No name leaves the desk; people are their references. All tables are as of
 * one moment.
 */
public final class LogExport {
  private final Work work;

  LogExport(Work work) {
    this.work = work;
  }

  /**
   * Writes the log into a folder, whole or not at all.
   *
   * @return rows by table
   */
  public Map<String, Long> write(Path folder, LogWriter.Form form) {
    Map<String, Long> rows = new TreeMap<>();
    try (LogWriter writer = LogWriter.to(folder, form)) {
      work.snapshot(
          handle -> {
            LocalDate today = LocalDate.ofInstant(work.now(), java.time.ZoneOffset.UTC);
            new Tables(handle, writer, rows, today).write();
            return true;
          });
      writer.finish();
    }
    return rows;
  }

  /** The tables of one snapshot. */
  private record Tables(Handle handle, LogWriter writer, Map<String, Long> rows, LocalDate today) {
    private interface RowOf {
      LogRow of(ResultSet rs) throws SQLException;
    }

    void write() {
      each(
          LogTable.SITES,
          "select id, name, zone, calendar from site order by id",
          rs ->
              new LogRow.SiteRow(
                  rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4)));
      each(
          LogTable.CLINICIANS,
          """
          select c.id, s.site_id, c.discipline, c.fte from clinician c
          left join lateral (select site_id from clinician_site x where x.clinician_id = c.id order by 1 limit 1) s on true
          order by c.id
          """,
          rs ->
              new LogRow.ClinicianRow(
                  rs.getString(1), rs.getString(2), rs.getString(3), rs.getDouble(4), null, null));
      each(
          LogTable.REQUESTS,
          """
          select o.id, o.patient_id, o.ordered_at, o.site_id, o.discipline, o.urgency, o.closed_at, o.close_reason, s.zone,
                 o.state
          from visit_order o join site s on s.id = o.site_id where o.kind in ('FIRST', 'CRISIS') order by o.id
          """,
          Tables::request);
      each(
          LogTable.ORDERS,
          """
          select o.id, o.patient_id, o.ordered_at, o.site_id, o.clinician_id, o.target, o.earliest, o.ordered_latest,
                 o.latest, x.at as extended_at, x.reason, o.closed_at, o.close_reason, s.zone, o.state
          from visit_order o join site s on s.id = o.site_id
          left join lateral (select at, reason from extension where order_id = o.id order by id desc limit 1) x on true
          where o.kind in ('RETURN', 'GROUP') order by o.id
          """,
          Tables::order);
      each(
          LogTable.OFFERS,
          """
          select f.id, f.offered_at, lower(f.during) as starts, f.answer, f.order_id, f.reason, o.kind, s.zone
          from offer f join visit_order o on o.id = f.order_id join site s on s.id = f.site_id
          where f.answer is not null order by f.id
          """,
          Tables::offer);
      each(
          LogTable.APPOINTMENTS,
          """
          select a.id, a.patient_id, lower(a.during) as starts, a.state, a.site_id, a.clinician_id, a.kind, a.order_id,
                 a.booked_at, extract(epoch from upper(a.during) - lower(a.during)) / 60 as minutes, a.cancelled_at,
                 o.kind as order_kind, s.zone
          from appointment a join visit_order o on o.id = a.order_id join site s on s.id = a.site_id
          where a.state not in ('held', 'lapsed') order by lower(a.during), a.id
          """,
          Tables::appointment);
      each(
          LogTable.PROTECTED_WEEKS,
          """
          select w.clinician_id, w.week, w.site_id, greatest(0, w.floor_minutes - w.taken_minutes + w.given_minutes) as due,
                 w.kept_minutes, w.swaps_open
          from (select min(lower(valid)) as first from contract_term where kind = 'protected_hours_week') t
          cross join lateral protected_weeks(t.first, date '%s', null) w
          where w.worked_days > 0 or w.floor_minutes > 0 order by w.clinician_id, w.week
          """
              .formatted(today),
          rs ->
              new LogRow.ProtectedWeekRow(
                  rs.getString(1) + " " + rs.getObject(2, LocalDate.class),
                  rs.getString(1),
                  rs.getObject(2, LocalDate.class),
                  rs.getString(3),
                  rs.getDouble(4),
                  rs.getDouble(5),
                  rs.getDouble(6)));
      each(
          LogTable.CRISIS_REQUESTS,
          """
          select r.id, r.received_at, r.urgency, r.site_id, r.patient_id, r.contacted_at, r.seen_at, r.transferred_at,
                 r.closed_at, r.outcome, s.zone
          from crisis_request r join site s on s.id = r.site_id order by r.received_at, r.id
          """,
          rs ->
              new LogRow.CrisisRequestRow(
                  rs.getString("id"),
                  needed(rs, "received_at"),
                  rs.getString("urgency"),
                  rs.getString("site_id"),
                  rs.getString("patient_id"),
                  local(rs, "contacted_at"),
                  local(rs, "seen_at"),
                  local(rs, "transferred_at"),
                  local(rs, "closed_at"),
                  rs.getString("outcome")));
      each(
          LogTable.CRISIS_COVER,
          """
          select c.site_id, c.day, c.open, c.covered
          from (select min(day) as first from block) f
          cross join lateral crisis_half_hours(f.first, date '%s', now()) c
          order by c.site_id, c.day
          """
              .formatted(today),
          rs ->
              new LogRow.CrisisCoverRow(
                  rs.getString(1) + " " + rs.getObject(2, LocalDate.class),
                  rs.getString(1),
                  rs.getObject(2, LocalDate.class),
                  rs.getDouble(3),
                  rs.getDouble(4)));
    }

    private void each(LogTable table, String sql, RowOf make) {
      writer.start(table);
      long count =
          handle.createQuery(sql).setFetchSize(2_000).map((rs, context) -> make.of(rs)).stream()
              .peek(writer::add)
              .count();
      rows.put(table.tableName(), count);
    }

    private static LogRow request(ResultSet rs) throws SQLException {
      return new LogRow.RequestRow(
          rs.getString("id"),
          rs.getString("patient_id"),
          needed(rs, "ordered_at"),
          rs.getString("site_id"),
          rs.getString("discipline"),
          Urgency.valueOf(rs.getString("urgency").toUpperCase(Locale.ROOT)),
          null,
          seen(rs) ? null : local(rs, "closed_at"),
          seen(rs) ? null : rs.getString("close_reason"));
    }

    private static LogRow order(ResultSet rs) throws SQLException {
      LocalDate latest = rs.getObject("latest", LocalDate.class);
      LocalDate ordered = rs.getObject("ordered_latest", LocalDate.class);
      boolean extended = rs.getObject("extended_at") != null;
      return new LogRow.OrderRow(
          rs.getString("id"),
          rs.getString("patient_id"),
          needed(rs, "ordered_at"),
          rs.getString("site_id"),
          rs.getString("clinician_id"),
          rs.getObject("target", LocalDate.class),
          rs.getObject("earliest", LocalDate.class),
          ordered,
          extended ? latest : null,
          local(rs, "extended_at"),
          rs.getString("reason"),
          seen(rs) ? null : local(rs, "closed_at"),
          seen(rs) ? null : rs.getString("close_reason"));
    }

    /** An order whose visit took place was not closed in the words of the log. */
    private static boolean seen(ResultSet rs) throws SQLException {
      return rs.getString("state").equals("done");
    }

    private static LogRow offer(ResultSet rs) throws SQLException {
      boolean request = isRequest(rs.getString("kind"));
      Answer answer =
          switch (rs.getString("answer")) {
            case "accepted" -> Answer.ACCEPTED;
            case "declined" -> Answer.DECLINED;
            default -> Answer.EXPIRED;
          };
      return new LogRow.OfferRow(
          rs.getString("id"),
          needed(rs, "offered_at"),
          needed(rs, "starts"),
          answer,
          request ? rs.getString("order_id") : null,
          request ? null : rs.getString("order_id"),
          rs.getString("reason"));
    }

    private static LogRow appointment(ResultSet rs) throws SQLException {
      boolean request = isRequest(rs.getString("order_kind"));
      String state = rs.getString("state");
      return new LogRow.AppointmentRow(
          rs.getString("id"),
          rs.getString("patient_id"),
          needed(rs, "starts"),
          state.equals("arrived")
              ? VisitStatus.BOOKED
              : VisitStatus.valueOf(state.toUpperCase(Locale.ROOT)),
          rs.getString("site_id"),
          rs.getString("clinician_id"),
          VisitKind.valueOf(rs.getString("kind")),
          request ? rs.getString("order_id") : null,
          request ? null : rs.getString("order_id"),
          local(rs, "booked_at"),
          rs.getDouble("minutes"),
          local(rs, "cancelled_at"));
    }

    private static boolean isRequest(String kind) {
      return kind.equals("FIRST") || kind.equals("CRISIS");
    }

    private static LocalDateTime needed(ResultSet rs, String column) throws SQLException {
      LocalDateTime at = local(rs, column);
      if (at == null) {
        throw new IllegalStateException(column + " is missing");
      }
      return at;
    }

    /** The wall clock of the clinic, to the second. */
    private static @Nullable LocalDateTime local(ResultSet rs, String column) throws SQLException {
      OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
      return at == null
          ? null
          : at.atZoneSameInstant(ZoneId.of(rs.getString("zone"))).toLocalDateTime().withNano(0);
    }
  }
}
