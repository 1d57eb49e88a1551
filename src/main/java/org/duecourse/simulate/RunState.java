package org.duecourse.simulate;

import org.duecourse.simulate.Streams.Purpose;
import org.jspecify.annotations.Nullable;

/** What the parts of one replication share: the calendar, the patients, chance and the counters. */
final class RunState {
  final Tables tables;
  final Clinic clinic;
  final Book book;
  final Patients patients;
  final Tally[] tallies;
  final ReturnCounts returnCounts;

  /** Patients in a course, by clinician and by site. */
  final int[] caseload;

  final int[] caseloadOfSite;

  final Streams streams;

  final @Nullable LogSink log;
  final int warmupDays;
  final int allDays;

  int day;

  /** Whether the day is measured. */
  boolean measured;

  private int requestIds;
  private int orderIds;
  private int appointmentIds;
  private int patientNumbers;

  /** People by how they left, over all days: for the invariants. */
  long arrived;

  long left;

  RunState(Tables tables, int replication, @Nullable LogSink log) {
    this.tables = tables;
    this.clinic = tables.clinic;
    this.log = log;
    this.book = new Book(tables);
    this.patients = new Patients(tables);
    this.warmupDays = tables.plan.warmupDays();
    this.allDays = tables.plan.allDays();
    streams = new Streams(tables.plan.seed(), replication);
    tallies = new Tally[tables.sites];
    for (int s = 0; s < tables.sites; s++) {
      tallies[s] = new Tally((tables.plan.days() + 6) / 7);
    }
    returnCounts = new ReturnCounts(tables, tallies);
    caseload = new int[tables.posts];
    caseloadOfSite = new int[tables.sites];
  }

  long key(Purpose purpose) {
    return streams.key(purpose);
  }

  double uniform(Purpose purpose, long entity, long counter) {
    return Streams.uniform(streams.key(purpose), entity, counter);
  }

  void logRequest(int p) {
    if (log != null) {
      Patients is = patients;
      is.number[p] = patientNumbers++;
      is.orderId[p] = requestIds++;
      log.request(
          new LogSink.Request(
              is.orderId[p], is.number[p], is.site(p), is.orderDay(p), is.urgent(p)));
    }
  }

  /** A patient who was in treatment before day 0 has no request in the log. */
  void numberOldPatient(int p) {
    patients.number[p] = patientNumbers++;
  }

  void logOrder(int p) {
    if (log != null) {
      Patients is = patients;
      is.orderId[p] = orderIds++;
      log.order(
          new LogSink.Order(
              is.orderId[p],
              is.number[p],
              is.site(p),
              is.post(p),
              is.orderDay(p),
              is.earliest(p),
              is.target(p),
              is.latest(p)));
    }
  }

  void logClosed(int p, String reason) {
    if (log != null) {
      if (patients.kind(p) == Patients.FIRST) {
        log.requestClosed(patients.orderId[p], day, reason);
      } else {
        log.orderClosed(patients.orderId[p], day, reason);
      }
    }
  }

  void numberAppointment(int p) {
    if (log != null) {
      patients.appointmentId[p] = appointmentIds++;
    }
  }

  void logAppointment(int p, LogSink.Status status) {
    if (log == null) {
      return;
    }
    Patients is = patients;
    boolean cancelled =
        status == LogSink.Status.CANCELLED_BY_PATIENT
            || status == LogSink.Status.CANCELLED_BY_CLINIC;
    log.appointment(
        new LogSink.Appointment(
            is.appointmentId[p],
            is.number[p],
            is.site(p),
            is.bookedPost(p),
            is.kind(p) == Patients.FIRST,
            is.orderId[p],
            is.bookedOn(p),
            is.bookedDay(p),
            status,
            cancelled ? day : -1));
  }

  /** A patient leaves: the course or the request is over. */
  void leave(int p) {
    if (patients.kind(p) == Patients.RETURN) {
      caseload[patients.post(p)]--;
      caseloadOfSite[patients.site(p)]--;
    }
    left++;
    patients.remove(p);
  }
}
