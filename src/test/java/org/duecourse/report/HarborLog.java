package org.duecourse.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.calendar.Calendars;
import org.duecourse.records.InventedLog;
import org.jspecify.annotations.Nullable;

/** Six invented clinics over 18 months, as CSV files in a folder. */
final class HarborLog implements InventedLog.Sink {
  static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

  private final Map<String, StringBuilder> tables = new LinkedHashMap<>();

  static Path write(Path folder, long requests) {
    HarborLog log = new HarborLog();
    new InventedLog(
            7,
            requests,
            LocalDate.of(2025, 1, 1),
            AS_OF,
            Calendars.byId("us-ca.office").businessDays())
        .writeTo(log);
    log.tables.forEach(
        (table, text) -> {
          try {
            Files.writeString(folder.resolve(table + ".csv"), text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return folder;
  }

  private void row(String table, String header, @Nullable Object... values) {
    tables
        .computeIfAbsent(table, t -> new StringBuilder(header).append('\n'))
        .append(
            Arrays.stream(values)
                .map(value -> value == null ? "" : value.toString())
                .collect(Collectors.joining(",")))
        .append('\n');
  }

  @Override
  public void site(String id, String name, String zone, String calendar) {
    row("sites", "site_id,name,zone,calendar", id, name, zone, calendar);
  }

  @Override
  public void clinician(String id, String site, String discipline, double fte) {
    row("clinicians", "clinician_id,site_id,discipline,fte", id, site, discipline, fte);
  }

  @Override
  public void request(
      String id,
      String patient,
      LocalDateTime receivedAt,
      String site,
      String service,
      String urgency,
      String source,
      @Nullable LocalDateTime closedAt,
      @Nullable String closeReason) {
    row(
        "requests",
        "request_id,patient_id,received_at,site_id,service,urgency,source,closed_at,close_reason",
        id,
        patient,
        receivedAt,
        site,
        service,
        urgency,
        source,
        closedAt,
        closeReason);
  }

  @Override
  public void order(
      String id,
      String patient,
      LocalDateTime orderedAt,
      String site,
      String clinician,
      LocalDate target,
      LocalDate earliest,
      LocalDate latest,
      @Nullable LocalDate extendedTo,
      @Nullable LocalDateTime extendedAt,
      @Nullable String extensionReason,
      @Nullable LocalDateTime closedAt,
      @Nullable String closeReason) {
    row(
        "orders",
        "order_id,patient_id,ordered_at,site_id,clinician_id,target_date,earliest_date,latest_date,"
            + "extended_to,extension_reason,closed_at,close_reason",
        id,
        patient,
        orderedAt,
        site,
        clinician,
        target,
        earliest,
        latest,
        extendedTo,
        extensionReason,
        closedAt,
        closeReason);
  }

  @Override
  public void appointment(
      String id,
      String patient,
      LocalDateTime startAt,
      String status,
      String site,
      String clinician,
      String kind,
      @Nullable String request,
      @Nullable String order,
      LocalDateTime bookedAt,
      int minutes,
      @Nullable LocalDateTime cancelledAt) {
    row(
        "appointments",
        "appointment_id,patient_id,start_at,status,site_id,clinician_id,kind,request_id,order_id,"
            + "booked_at,minutes,cancelled_at",
        id,
        patient,
        startAt,
        status,
        site,
        clinician,
        kind,
        request,
        order,
        bookedAt,
        minutes,
        cancelledAt);
  }

  @Override
  public void offer(
      String id,
      LocalDateTime offeredAt,
      LocalDateTime startAt,
      String answer,
      @Nullable String request,
      @Nullable String order,
      @Nullable String reason) {
    row(
        "offers",
        "offer_id,offered_at,start_at,answer,request_id,order_id,reason",
        id,
        offeredAt,
        startAt,
        answer,
        request,
        order,
        reason);
  }

  @Override
  public void contact(
      String id, String patient, LocalDateTime at, String about, String channel, String outcome) {}
}
