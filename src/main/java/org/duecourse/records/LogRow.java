package org.duecourse.records;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One row of an access log, for programs that write one. Times are local to the site; null is "not
 * known". The meaning of each field is the column's of its name.
 */
public sealed interface LogRow {
  /** The table that it belongs to. */
  LogTable table();

  /** Writes the fields, in the order of the table's columns. */
  void writeTo(FieldSink out);

  /** Takes the fields of one row after the other. */
  interface FieldSink {
    void text(@Nullable String value);

    void time(@Nullable LocalDateTime value);

    void day(@Nullable LocalDate value);

    void number(@Nullable Double value);
  }

  /** A request for care. */
  record RequestRow(
      String requestId,
      String patientId,
      LocalDateTime receivedAt,
      @Nullable String siteId,
      @Nullable String service,
      @Nullable Urgency urgency,
      @Nullable String source,
      @Nullable LocalDateTime closedAt,
      @Nullable String closeReason)
      implements LogRow {
    @Override
    public LogTable table() {
      return LogTable.REQUESTS;
    }

    @Override
    public void writeTo(FieldSink out) {
      out.text(requestId);
      out.text(patientId);
      out.time(receivedAt);
      out.text(siteId);
      out.text(service);
      out.text(urgency == null ? null : urgency.word());
      out.text(source);
      out.time(closedAt);
      out.text(closeReason);
    }
  }

  /** A return order. */
  record OrderRow(
      String orderId,
      String patientId,
      LocalDateTime orderedAt,
      @Nullable String siteId,
      @Nullable String clinicianId,
      @Nullable LocalDate targetDate,
      @Nullable LocalDate earliestDate,
      @Nullable LocalDate latestDate,
      @Nullable LocalDate extendedTo,
      @Nullable LocalDateTime extendedAt,
      @Nullable String extensionReason,
      @Nullable LocalDateTime closedAt,
      @Nullable String closeReason)
      implements LogRow {
    @Override
    public LogTable table() {
      return LogTable.ORDERS;
    }

    @Override
    public void writeTo(FieldSink out) {
      out.text(orderId);
      out.text(patientId);
      out.time(orderedAt);
      out.text(siteId);
      out.text(clinicianId);
      out.day(targetDate);
      out.day(earliestDate);
      out.day(latestDate);
      out.day(extendedTo);
      out.time(extendedAt);
      out.text(extensionReason);
      out.time(closedAt);
      out.text(closeReason);
    }
  }

  /** An appointment. */
  record AppointmentRow(
      String appointmentId,
      String patientId,
      LocalDateTime startAt,
      VisitStatus status,
      @Nullable String siteId,
      @Nullable String clinicianId,
      @Nullable VisitKind kind,
      @Nullable String requestId,
      @Nullable String orderId,
      @Nullable LocalDateTime bookedAt,
      @Nullable Double minutes,
      @Nullable LocalDateTime cancelledAt)
      implements LogRow {
    @Override
    public LogTable table() {
      return LogTable.APPOINTMENTS;
    }

    @Override
    public void writeTo(FieldSink out) {
      out.text(appointmentId);
      out.text(patientId);
      out.time(startAt);
      out.text(status.word());
      out.text(siteId);
      out.text(clinicianId);
      out.text(kind == null ? null : kind.word());
      out.text(requestId);
      out.text(orderId);
      out.time(bookedAt);
      out.number(minutes);
      out.time(cancelledAt);
    }
  }

  /** A date put to a patient. */
  record OfferRow(
      String offerId,
      LocalDateTime offeredAt,
      LocalDateTime startAt,
      Answer answer,
      @Nullable String requestId,
      @Nullable String orderId,
      @Nullable String reason)
      implements LogRow {
    @Override
    public LogTable table() {
      return LogTable.OFFERS;
    }

    @Override
    public void writeTo(FieldSink out) {
      out.text(offerId);
      out.time(offeredAt);
      out.time(startAt);
      out.text(answer.word());
      out.text(requestId);
      out.text(orderId);
      out.text(reason);
    }
  }

  /** An attempt to reach a patient. */
  record ContactRow(
      String contactId,
      String patientId,
      LocalDateTime at,
      @Nullable String about,
      @Nullable String channel,
      @Nullable String outcome)
      implements LogRow {
    @Override
    public LogTable table() {
      return LogTable.CONTACTS;
    }

    @Override
    public void writeTo(FieldSink out) {
      out.text(contactId);
      out.text(patientId);
      out.time(at);
      out.text(about);
      out.text(channel);
      out.text(outcome);
    }
  }

  /** A clinician, at one site from one day to another. */
  record ClinicianRow(
      String clinicianId,
      @Nullable String siteId,
      @Nullable String discipline,
      @Nullable Double fte,
      @Nullable LocalDate from,
      @Nullable LocalDate to)
      implements LogRow {
    @Override
    public LogTable table() {
      return LogTable.CLINICIANS;
    }

    @Override
    public void writeTo(FieldSink out) {
      out.text(clinicianId);
      out.text(siteId);
      out.text(discipline);
      out.number(fte);
      out.day(from);
      out.day(to);
    }
  }

  /** A clinician's protected time in one week; how it is counted says {@code docs/records.md}. */
  record ProtectedWeekRow(
      String weekId,
      String clinicianId,
      LocalDate weekStart,
      @Nullable String siteId,
      @Nullable Double minutesDue,
      @Nullable Double minutesKept,
      @Nullable Double swapsOpen)
      implements LogRow {
    @Override
    public LogTable table() {
      return LogTable.PROTECTED_WEEKS;
    }

    @Override
    public void writeTo(FieldSink out) {
      out.text(weekId);
      out.text(clinicianId);
      out.day(weekStart);
      out.text(siteId);
      out.number(minutesDue);
      out.number(minutesKept);
      out.number(swapsOpen);
    }
  }

  /** A request for help at once; times are the clinic's wall clock. */
  record CrisisRequestRow(
      String crisisId,
      LocalDateTime receivedAt,
      String urgency,
      @Nullable String siteId,
      @Nullable String patientId,
      @Nullable LocalDateTime contactedAt,
      @Nullable LocalDateTime seenAt,
      @Nullable LocalDateTime transferredAt,
      @Nullable LocalDateTime closedAt,
      @Nullable String outcome)
      implements LogRow {
    @Override
    public LogTable table() {
      return LogTable.CRISIS_REQUESTS;
    }

    @Override
    public void writeTo(FieldSink out) {
      out.text(crisisId);
      out.time(receivedAt);
      out.text(urgency);
      out.text(siteId);
      out.text(patientId);
      out.time(contactedAt);
      out.time(seenAt);
      out.time(transferredAt);
      out.time(closedAt);
      out.text(outcome);
    }
  }

  /** A clinic's day and its half-hours with somebody named for crises. */
  record CrisisCoverRow(
      String coverId,
      String siteId,
      LocalDate date,
      @Nullable Double halfHoursOpen,
      @Nullable Double halfHoursCovered)
      implements LogRow {
    @Override
    public LogTable table() {
      return LogTable.CRISIS_COVER;
    }

    @Override
    public void writeTo(FieldSink out) {
      out.text(coverId);
      out.text(siteId);
      out.day(date);
      out.number(halfHoursOpen);
      out.number(halfHoursCovered);
    }
  }

  /** A clinic. */
  record SiteRow(
      String siteId, @Nullable String name, @Nullable String zone, @Nullable String calendar)
      implements LogRow {
    @Override
    public LogTable table() {
      return LogTable.SITES;
    }

    @Override
    public void writeTo(FieldSink out) {
      out.text(siteId);
      out.text(name);
      out.text(zone);
      out.text(calendar);
    }
  }
}
