package org.duecourse.measure;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.records.AccessLog;
import org.duecourse.records.Column;
import org.duecourse.records.Duck;
import org.duecourse.records.LogTable;
import org.jspecify.annotations.Nullable;

/**
 * An access log as plain rows that are clean already, in order to be measured twice: by the SQL,
 * through {@link #in}, and by {@link PlainMeasures}.
 *
 * @param offers null where the log has no such table
 */
record PlainLog(
    LocalDate asOf,
    List<Request> requests,
    List<Order> orders,
    List<Visit> visits,
    @Nullable List<Offer> offers,
    List<Contact> contacts,
    List<Week> weeks,
    List<Crisis> crises,
    List<Cover> covers) {

  record Request(
      String id,
      String patient,
      LocalDateTime receivedAt,
      @Nullable String site,
      @Nullable String service,
      @Nullable String urgency,
      @Nullable LocalDate closed) {
    LocalDate day() {
      return receivedAt.toLocalDate();
    }
  }

  record Order(
      String id,
      String patient,
      LocalDateTime orderedAt,
      @Nullable String site,
      @Nullable String clinician,
      @Nullable LocalDate target,
      @Nullable LocalDate earliest,
      @Nullable LocalDate latest,
      @Nullable LocalDate extended,
      @Nullable LocalDate closed) {
    LocalDate day() {
      return orderedAt.toLocalDate();
    }
  }

  record Visit(
      String id,
      String patient,
      LocalDateTime startAt,
      String status,
      @Nullable String site,
      @Nullable String clinician,
      @Nullable String kind,
      @Nullable String request,
      @Nullable String order,
      @Nullable LocalDateTime bookedAt,
      @Nullable LocalDateTime cancelledAt) {
    LocalDate day() {
      return startAt.toLocalDate();
    }

    boolean attended() {
      return status.equals("attended");
    }

    boolean isIntake() {
      return "administrative_intake".equals(kind);
    }
  }

  record Offer(String id, LocalDateTime offeredAt, LocalDateTime startAt, String request) {}

  record Contact(String id, String patient, LocalDateTime at) {}

  /** A clinician's week of protected time. */
  record Week(
      String id,
      String clinician,
      LocalDate monday,
      @Nullable String site,
      @Nullable Integer due,
      @Nullable Integer kept,
      @Nullable Integer swapsOpen) {}

  /** A request for help at once. */
  record Crisis(
      String id,
      LocalDateTime receivedAt,
      @Nullable String urgency,
      @Nullable String site,
      @Nullable LocalDateTime contactedAt,
      @Nullable LocalDateTime seenAt,
      @Nullable LocalDateTime transferredAt,
      @Nullable LocalDateTime closedAt,
      @Nullable String outcome) {}

  /** A clinic's day and its half-hours. */
  record Cover(
      String id, String site, LocalDate day, @Nullable Integer open, @Nullable Integer covered) {}

  /** Puts the rows into the clean tables of a database, which are made anew. */
  AccessLog in(Duck duck) {
    return in(duck, Set.of());
  }

  /**
   * The same for a log that lacks something.
   *
   * @param lacking tables ("orders") and columns ("appointments.booked_at")
   */
  AccessLog in(Duck duck, Set<String> lacking) {
    StringBuilder drop = new StringBuilder();
    for (LogTable table : LogTable.values()) {
      drop.append("drop table if exists ").append(table.tableName()).append("; ");
    }
    duck.run(drop + Duck.sql(AccessLog.class, "tables.sql", Map.of()));
    fill(
        duck,
        "requests (request_id, patient_id, received_at, received_day, site_id, service, urgency, closed_day)",
        requests,
        r ->
            new Object[] {
              r.id, r.patient, r.receivedAt, r.day(), r.site, r.service, r.urgency, r.closed
            });
    fill(
        duck,
        "orders (order_id, patient_id, ordered_at, ordered_day, site_id, clinician_id, target_day, earliest_day, latest_day, extended_day, closed_day)",
        orders,
        o ->
            new Object[] {
              o.id,
              o.patient,
              o.orderedAt,
              o.day(),
              o.site,
              o.clinician,
              o.target,
              o.earliest,
              o.latest,
              o.extended,
              o.closed
            });
    fill(
        duck,
        "appointments (appointment_id, patient_id, start_at, start_day, status, site_id, clinician_id, kind, request_id, order_id, booked_at, booked_day, cancelled_at, cancelled_day)",
        visits,
        v ->
            new Object[] {
              v.id,
              v.patient,
              v.startAt,
              v.day(),
              v.status,
              v.site,
              v.clinician,
              v.kind,
              v.request,
              v.order,
              v.bookedAt,
              day(v.bookedAt),
              v.cancelledAt,
              day(v.cancelledAt)
            });
    if (offers != null) {
      fill(
          duck,
          "offers (offer_id, offered_at, offered_day, start_at, start_day, answer, request_id)",
          offers,
          o ->
              new Object[] {
                o.id,
                o.offeredAt,
                day(o.offeredAt),
                o.startAt,
                day(o.startAt),
                "declined",
                o.request
              });
    }
    fill(
        duck,
        "contacts (contact_id, patient_id, \"at\", at_day)",
        contacts,
        c -> new Object[] {c.id, c.patient, c.at, day(c.at)});
    fill(
        duck,
        "protected_weeks (week_id, clinician_id, week_start_day, site_id, minutes_due, minutes_kept, swaps_open)",
        weeks,
        w -> new Object[] {w.id, w.clinician, w.monday, w.site, w.due, w.kept, w.swapsOpen});
    fill(
        duck,
        "crisis_requests (crisis_id, received_at, received_day, urgency, site_id, contacted_at, contacted_day, seen_at, seen_day, transferred_at, transferred_day, closed_at, closed_day, outcome)",
        crises,
        c ->
            new Object[] {
              c.id,
              c.receivedAt,
              day(c.receivedAt),
              c.urgency,
              c.site,
              c.contactedAt,
              day(c.contactedAt),
              c.seenAt,
              day(c.seenAt),
              c.transferredAt,
              day(c.transferredAt),
              c.closedAt,
              day(c.closedAt),
              c.outcome
            });
    fill(
        duck,
        "crisis_cover (cover_id, site_id, cover_day, half_hours_open, half_hours_covered)",
        covers,
        c -> new Object[] {c.id, c.site, c.day, c.open, c.covered});
    return new AccessLog(duck, asOf, columns(lacking), List.of());
  }

  private Map<String, Set<String>> columns(Set<String> lacking) {
    Map<String, Set<String>> columns = new HashMap<>();
    for (LogTable table : LogTable.values()) {
      boolean absent =
          lacking.contains(table.tableName()) || (table == LogTable.OFFERS && offers == null);
      if (!absent) {
        columns.put(
            table.tableName(),
            table.columns().stream()
                .map(Column::name)
                .filter(name -> !lacking.contains(table.tableName() + "." + name))
                .collect(Collectors.toCollection(HashSet::new)));
      }
    }
    return columns;
  }

  private interface Values<T> {
    @Nullable Object[] of(T row);
  }

  private static <T> void fill(Duck duck, String into, Collection<T> rows, Values<T> values) {
    if (rows.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (T row : rows) {
      List<String> fields = new ArrayList<>();
      for (Object value : values.of(row)) {
        fields.add(
            value instanceof LocalDateTime time
                ? "timestamp '" + time.toString().replace('T', ' ') + "'"
                : Duck.literal(value));
      }
      lines.add("(" + String.join(", ", fields) + ")");
    }
    duck.run("insert into " + into + " values " + String.join(", ", lines));
  }

  private static @Nullable LocalDate day(@Nullable LocalDateTime time) {
    return time == null ? null : time.toLocalDate();
  }
}
