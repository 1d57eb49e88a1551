package org.duecourse.simulate;

import org.duecourse.simulate.Streams.Purpose;

/** Today's visits, post by post: cancelled too late, missed, or held and followed by an order. */
final class Visits {
  private final RunState state;
  private final Tables tables;
  private final Patients is;
  private final Book book;
  private final Scheduler scheduler;
  private final ReturnCounts counts;
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
    counts = state.returnCounts;
    attendance = state.clinic.attendance();
    firstUnits = state.clinic.booking().firstVisitPlaces();
    indirectMinutes = state.clinic.costs().indirectMinutesAVisit();
    sessionsKey = state.key(Purpose.SESSIONS);
    intervalKey = state.key(Purpose.INTERVAL);
    effectKey = state.key(Purpose.PATIENT_EFFECT);
  }

  /** Holds the visits of today. */
  void hold() {
    int day = state.day;
    for (int c = 0; c < tables.posts; c++) {
      int site = tables.siteOfPost[c];
      int count = book.taken(day, c);
      int held = 0;
      for (int k = 0; k < count; k++) {
        int p = book.patient(day, c, k);
        switch (is.fate(p)) {
          case Patients.COMES -> {
            held++;
            attend(p, site);
          }
          case Patients.NO_SHOW -> miss(p, attendance.rejoinsAfterNoShow(), true);
          default -> miss(p, attendance.rejoinsAfterCancel(), false);
        }
      }
      if (state.measured) {
        state.tallies[site].indirectBacklogMinutes += held * indirectMinutes;
      }
    }
  }

  private void attend(int p, int site) {
    state.logAppointment(p, LogSink.Status.ATTENDED);
    int day = state.day;
    boolean goesOn = is.holdSession(p);
    if (is.kind(p) == Patients.RETURN) {
      int interval = is.interval(p);
      counts.seen(site, interval, day - is.orderDay(p));
      if (is.everInWindow(p)) {
        countOnce(p, site);
      }
      if (goesOn) {
        orderReturn(p, site, interval);
      } else {
        state.tallies[site].ended += state.measured ? 1 : 0;
        state.leave(p);
      }
    } else {
      firstSeen(p, site);
      if (goesOn) {
        state.caseload[is.bookedPost(p)]++;
        state.caseloadOfSite[site]++;
        orderReturn(p, site, is.interval(p));
      } else {
        state.tallies[site].ended += state.measured ? 1 : 0;
        state.leave(p);
      }
    }
  }

  private void orderReturn(int p, int site, int interval) {
    counts.ordered(site, interval);
    is.order(
        p,
        Patients.RETURN,
        state.day,
        state.day + tables.intervalDays[interval] + tables.intervalLate[interval]);
    if (state.log != null) {
      state.logOrder(p);
    }
    scheduler.toBookFresh(p, interval);
  }

  /** A missed visit inside the window was forgiven before: the visit held is not a second time. */
  private void countOnce(int p, int site) {
    int week = tables.week(is.latest(p));
    if (week >= 0 && state.day >= is.earliest(p) && state.day <= is.latest(p)) {
      state.tallies[site].forgivenByWeek[week]--;
    }
  }

  private void firstSeen(int p, int site) {
    int day = state.day;
    Tally tally = state.tallies[site];
    if (state.measured) {
      tally.visits++;
      tally.visitUnits += firstUnits;
      tally.firstSeen++;
      tally.firstSeenWait += day - is.orderDay(p);
    }
    int week = tables.week(is.latest(p));
    if (week >= 0 && day <= is.latest(p)) {
      tally.firstMetByWeek[week]++;
      tally.urgentMet += is.urgent(p) ? 1 : 0;
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
