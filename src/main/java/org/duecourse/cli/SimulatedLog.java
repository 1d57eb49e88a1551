package org.duecourse.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.records.LogRow;
import org.duecourse.records.LogTable;
import org.duecourse.records.LogWriter;
import org.duecourse.records.Urgency;
import org.duecourse.records.VisitKind;
import org.duecourse.records.VisitStatus;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.Posts;
import org.duecourse.simulate.Clinic.Site;
import org.duecourse.simulate.LogSink;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happened in a simulated run as an access log. The run knows days; the hours here are
 * made up, in the order of a day: visits in the morning, then requests, then bookings.
 */
final class SimulatedLog implements LogSink, AutoCloseable {
  private static final int REQUEST_HOUR = 16;
  private static final int BOOKING_HOUR = 17;
  private static final int FIRST_VISIT_HOUR = 8;
  private static final int VISIT_HOURS = 8;

  private record Closed(int day, String reason) {}

  private final LogWriter writer;

  /** An interrupted run leaves no half of a log behind. */
  private final Thread cleaner;

  private final LocalDate firstDay;
  private final List<String> siteIds = new ArrayList<>();
  private final List<String> clinicianIds = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();
  private final Map<Integer, Closed> closedRequests = new HashMap<>();
  private final Map<Integer, Closed> closedOrders = new HashMap<>();

  SimulatedLog(Clinic clinic, Path folder) {
    writer = LogWriter.to(folder, LogWriter.Form.CSV);
    cleaner = new Thread(writer::close);
    Runtime.getRuntime().addShutdownHook(cleaner);
    firstDay = clinic.firstDay();
    for (LogTable table :
        List.of(LogTable.REQUESTS, LogTable.ORDERS, LogTable.APPOINTMENTS, LogTable.CLINICIANS)) {
      writer.start(table);
    }
    for (Site site : clinic.sites()) {
      siteIds.add(site.id());
      writer.add(new LogRow.SiteRow(site.id(), site.name(), null, null));
      int ordinal = 0;
      for (Posts group : site.posts()) {
        for (int i = 0; i < group.count(); i++) {
          String id = site.id() + "-" + ++ordinal;
          clinicianIds.add(id);
          writer.add(new LogRow.ClinicianRow(id, site.id(), group.role(), group.fte(), null, null));
        }
      }
    }
  }

  /** Writes what was held back and puts the log in its place. */
  void finish() {
    for (Request request : requests) {
      Closed closed = closedRequests.get(request.id());
      writer.add(
          new LogRow.RequestRow(
              "R" + request.id(),
              "P" + request.patient(),
              at(request.day(), REQUEST_HOUR),
              siteIds.get(request.site()),
              null,
              request.urgent() ? Urgency.URGENT : Urgency.ROUTINE,
              "simulated",
              closedAt(closed),
              closed == null ? null : closed.reason()));
    }
    for (Order order : orders) {
      Closed closed = closedOrders.get(order.id());
      writer.add(
          new LogRow.OrderRow(
              "O" + order.id(),
              "P" + order.patient(),
              at(order.day(), REQUEST_HOUR),
              siteIds.get(order.site()),
              clinicianIds.get(order.post()),
              date(order.target()),
              date(order.earliest()),
              date(order.latest()),
              null,
              null,
              null,
              closedAt(closed),
              closed == null ? null : closed.reason()));
    }
    writer.finish();
  }

  @Override
  public void request(Request request) {
    requests.add(request);
  }

  @Override
  public void requestClosed(int id, int day, String reason) {
    closedRequests.put(id, new Closed(day, reason));
  }

  @Override
  public void order(Order order) {
    orders.add(order);
  }

  @Override
  public void orderClosed(int id, int day, String reason) {
    closedOrders.put(id, new Closed(day, reason));
  }

  @Override
  public void appointment(Appointment appointment) {
    int hour = FIRST_VISIT_HOUR + appointment.id() % VISIT_HOURS;
    writer.add(
        new LogRow.AppointmentRow(
            "A" + appointment.id(),
            "P" + appointment.patient(),
            at(appointment.day(), hour),
            status(appointment.status()),
            siteIds.get(appointment.site()),
            clinicianIds.get(appointment.post()),
            appointment.first() ? VisitKind.FIRST : VisitKind.RETURN,
            appointment.first() ? "R" + appointment.basis() : null,
            appointment.first() ? null : "O" + appointment.basis(),
            at(appointment.bookedDay(), BOOKING_HOUR),
            null,
            appointment.cancelledDay() < 0 ? null : at(appointment.cancelledDay(), 7)));
  }

  private static VisitStatus status(Status status) {
    return switch (status) {
      case ATTENDED -> VisitStatus.ATTENDED;
      case NO_SHOW -> VisitStatus.NO_SHOW;
      case CANCELLED_BY_PATIENT -> VisitStatus.CANCELLED_BY_PATIENT;
      case CANCELLED_BY_CLINIC -> VisitStatus.CANCELLED_BY_CLINIC;
      case BOOKED -> VisitStatus.BOOKED;
    };
  }

  private @Nullable LocalDateTime closedAt(@Nullable Closed closed) {
    return closed == null ? null : at(closed.day(), BOOKING_HOUR);
  }

  private LocalDateTime at(int day, int hour) {
    return date(day).atTime(hour, 0);
  }

  private LocalDate date(int day) {
    return firstDay.plusDays(day);
  }

  @Override
  public void close() {
    writer.close();
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running: it removes the folder itself.
    }
  }
}
