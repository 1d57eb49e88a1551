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

  Visits(RunState state, Scheduler scheduler) {
    this.state = state;
    this.scheduler = scheduler;
    tables = state.tables;
    is = state.patients;
    book = state.book;
    attendance = state.clinic.attendance();
    firstUnits = state.clinic.booking().firstVisitPlaces();
    indirectMinutes = state.clinic.costs().indirectMinutesAVisit();
  }

  /** Holds the visits of today. */
  void hold() {
    int day = state.day;
    for (int c = 0; c < tables.posts; c++) {
      int count = book.taken(day, c);
      for (int k = 0; k < count; k++) {
        int p = book.patient(day, c, k);
        switch (is.fate[p]) {
          case Patients.COMES -> attend(p);
          case Patients.NO_SHOW -> miss(p, attendance.rejoinsAfterNoShow(), true);
          default -> miss(p, attendance.rejoinsAfterCancel(), false);
        }
      }
    }
  }

  private void attend(int p) {
    int day = state.day;
    Tally tally = state.tallies[is.site[p]];
    if (state.measured) {
      tally.visits++;
      tally.visitUnits += is.kind[p] == Patients.FIRST ? firstUnits : 1;
      tally.indirectBacklogMinutes += indirectMinutes;
    }
    if (state.log != null) {
      state.logAppointment(p, LogSink.Status.ATTENDED);
    }
    if (is.kind[p] == Patients.FIRST) {
      firstSeen(p, tally);
    } else {
      returnSeen(p, tally);
    }
    is.bookedDay[p] = Patients.NONE;
    is.lastVisitDay[p] = day;
    if (++is.visits[p] >= is.sessions[p]) {
      tally.ended += state.measured ? 1 : 0;
      state.leave(p);
      return;
    }
    orderReturn(p, day);
    scheduler.toBook(p);
  }

  /** The return that follows a visit: due a fixed number of days after it, inside its window. */
  void orderReturn(int p, int visitDay) {
    int i = is.interval[p];
    int due = visitDay + tables.intervalDays[i];
    is.order(
        p,
        Patients.RETURN,
        visitDay,
        due - tables.intervalEarly[i],
        due,
        due + tables.intervalLate[i]);
    int week = state.week(is.latest[p]);
    if (week >= 0) {
      state.tallies[is.site[p]].dueByWeek[week]++;
    }
    state.logOrder(p);
  }

  private void firstSeen(int p, Tally tally) {
    int day = state.day;
    state.caseload[is.bookedPost[p]]++;
    state.caseloadOfSite[is.site[p]]++;
    if (state.measured) {
      tally.firstSeen++;
      tally.firstSeenWait += day - is.requestDay[p];
    }
    int week = state.week(is.latest[p]);
    if (week >= 0 && day <= is.latest[p]) {
      tally.firstMetByWeek[week]++;
      tally.urgentMet += is.urgent[p] ? 1 : 0;
    }
  }

  private void returnSeen(int p, Tally tally) {
    int day = state.day;
    if (state.measured) {
      int gap = day - is.lastVisitDay[p];
      tally.intervals++;
      tally.intervalDays += gap;
      int openDays = tables.openBefore[day + 1] - tables.openBefore[is.lastVisitDay[p] + 1];
      tally.intervalsInLimit += openDays <= state.clinic.standards().returnLimitOpenDays() ? 1 : 0;
    }
    int week = state.week(is.latest[p]);
    if (week >= 0) {
      tally.late(day - is.latest[p]);
      if (day >= is.earliest[p] && day <= is.latest[p]) {
        tally.inWindowByWeek[week]++;
        tally.forgivenByWeek[week] += is.everInWindow[p] ? 0 : 1;
      }
    }
  }

  /** The place is lost; the order stays open unless the patient is never heard of again. */
  private void miss(int p, double rejoins, boolean withoutAWord) {
    Tally tally = state.tallies[is.site[p]];
    if (state.measured) {
      tally.missed += withoutAWord ? 1 : 0;
      tally.cancelledByPatient += withoutAWord ? 0 : 1;
    }
    state.logAppointment(
        p, withoutAWord ? LogSink.Status.NO_SHOW : LogSink.Status.CANCELLED_BY_PATIENT);
    scheduler.missedByPatient(p);
    is.bookedDay[p] = Patients.NONE;
    if (scheduler.rejoins(p, rejoins)) {
      scheduler.toBook(p);
    } else {
      scheduler.dropOut(p);
    }
  }

  /** Draws who a patient is: the same numbers in every proposal. */
  void drawCourse(int p) {
    double u = state.uniform(Purpose.SESSIONS, is.key[p], 0);
    double[] upTo = tables.sessionsUpTo;
    is.sessions[p] =
        upTo == null ? Draws.geometric(tables.geometricMean, u) : 1 + firstAbove(upTo, u);
    is.interval[p] =
        tables.intervalUpTo.length == 1
            ? 0
            : (byte) firstAbove(tables.intervalUpTo, state.uniform(Purpose.INTERVAL, is.key[p], 0));
    if (attendance.patientSpread() > 0) {
      is.effect[p] =
          (byte) (Tables.EFFECT_CLASSES * state.uniform(Purpose.PATIENT_EFFECT, is.key[p], 0));
    } else {
      is.effect[p] = 0;
    }
  }

  private static int firstAbove(double[] cumulative, double u) {
    int i = 0;
    while (u >= cumulative[i]) {
      i++;
    }
    return i;
  }
}
