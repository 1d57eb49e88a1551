package org.duecourse.simulate;

import org.duecourse.simulate.Streams.Purpose;

/** Today's visits, post by post: cancelled too late, missed, or held and followed by an order. */
final class Visits {
  private final RunState state;
  private final Tables tables;
  private final Patients is;
  private final Book book;
  private final Scheduler scheduler;
  private final Clinic.Attendance attendance;
  private final int firstUnits;
  private final double indirectMinutes;
  private final long sessionsKey;
  private final long intervalKey;
  private final long effectKey;

  Visits(RunState state, Scheduler scheduler) {
    this.state = state;
    this.scheduler = scheduler;
    tables = state.tables;
    is = state.patients;
    book = state.book;
    attendance = state.clinic.attendance();
    firstUnits = state.clinic.booking().firstVisitPlaces();
    sessionsKey = state.key(Purpose.SESSIONS);
    intervalKey = state.key(Purpose.INTERVAL);
    effectKey = state.key(Purpose.PATIENT_EFFECT);
    indirectMinutes = state.clinic.costs().indirectMinutesAVisit();
  }

  /** Holds the visits of today. */
  void hold() {
    int day = state.day;
    for (int c = 0; c < tables.posts; c++) {
      int count = book.taken(day, c);
      for (int k = 0; k < count; k++) {
        int p = book.patient(day, c, k);
        switch (is.fate(p)) {
          case Patients.COMES -> attend(p);
          case Patients.NO_SHOW -> miss(p, attendance.rejoinsAfterNoShow(), true);
          default -> miss(p, attendance.rejoinsAfterCancel(), false);
        }
      }
    }
  }

  private void attend(int p) {
    int day = state.day;
    Tally tally = state.tallies[is.site(p)];
    if (state.measured) {
      tally.visits++;
      tally.visitUnits += is.kind(p) == Patients.FIRST ? firstUnits : 1;
      tally.indirectBacklogMinutes += indirectMinutes;
    }
    state.logAppointment(p, LogSink.Status.ATTENDED);
    if (is.kind(p) == Patients.FIRST) {
      firstSeen(p, tally);
    } else {
      returnSeen(p, tally);
    }
    is.clearBooking(p);
    int visits = is.visits(p) + 1;
    is.setVisits(p, visits);
    if (visits >= is.sessions(p)) {
      tally.ended += state.measured ? 1 : 0;
      state.leave(p);
      return;
    }
    orderReturn(p, day);
    scheduler.toBook(p);
  }

  /** The return that follows a visit: due a fixed number of days after it, inside its window. */
  void orderReturn(int p, int visitDay) {
    int i = is.interval(p);
    int latest = visitDay + tables.intervalDays[i] + tables.intervalLate[i];
    is.order(p, Patients.RETURN, visitDay, latest);
    int week = state.week(latest);
    if (week >= 0) {
      state.tallies[is.site(p)].dueByWeek[week]++;
    }
    state.logOrder(p);
  }

  private void firstSeen(int p, Tally tally) {
    int day = state.day;
    state.caseload[is.bookedPost(p)]++;
    state.caseloadOfSite[is.site(p)]++;
    if (state.measured) {
      tally.firstSeen++;
      tally.firstSeenWait += day - is.orderDay(p);
    }
    int week = state.week(is.latest(p));
    if (week >= 0 && day <= is.latest(p)) {
      tally.firstMetByWeek[week]++;
      tally.urgentMet += is.urgent(p) ? 1 : 0;
    }
  }

  private void returnSeen(int p, Tally tally) {
    int day = state.day;
    if (state.measured) {
      int gap = day - is.orderDay(p);
      tally.intervals++;
      tally.intervalDays += gap;
      int openDays = tables.openDaysBetween(is.orderDay(p), day);
      tally.intervalsInLimit += openDays <= state.clinic.standards().returnLimitOpenDays() ? 1 : 0;
    }
    int week = state.week(is.latest(p));
    if (week >= 0) {
      tally.late(day - is.latest(p));
      if (day >= is.earliest(p) && day <= is.latest(p)) {
        tally.inWindowByWeek[week]++;
        tally.forgivenByWeek[week] += is.everInWindow(p) ? 0 : 1;
      }
    }
  }

  /** The place is lost; the order stays open unless the patient is never heard of again. */
  private void miss(int p, double rejoins, boolean withoutAWord) {
    Tally tally = state.tallies[is.site(p)];
    if (state.measured) {
      tally.missed += withoutAWord ? 1 : 0;
      tally.cancelledByPatient += withoutAWord ? 0 : 1;
    }
    state.logAppointment(
        p, withoutAWord ? LogSink.Status.NO_SHOW : LogSink.Status.CANCELLED_BY_PATIENT);
    scheduler.missedByPatient(p);
    is.clearBooking(p);
    if (scheduler.rejoins(p, rejoins)) {
      scheduler.toBook(p);
    } else {
      scheduler.dropOut(p);
    }
  }

  /** Draws who a patient is: the same numbers in every proposal. */
  void drawCourse(int p) {
    long key = is.key(p);
    is.setSessions(p, 1 + tables.sessionsLessOne.of(Streams.uniform(sessionsKey, key)));
    if (tables.intervalDays.length > 1) {
      is.setInterval(p, tables.intervals.of(Streams.uniform(intervalKey, key)));
    }
    if (attendance.patientSpread() > 0) {
      is.setEffect(p, (int) (Tables.EFFECT_CLASSES * Streams.uniform(effectKey, key)));
    }
  }
}
