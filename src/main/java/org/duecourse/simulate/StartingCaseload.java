package org.duecourse.simulate;

import org.duecourse.simulate.Streams.Purpose;

/**
 * The state on day 0 where it is given in numbers: each clinician's patients, each with a return
 * order whose visit was some days ago, and people who wait for a first visit. A patient met at a
 * random moment is in the middle of a course, so long courses come more often and part of each is
 * over.
 */
final class StartingCaseload {
  private final RunState state;
  private final Scheduler scheduler;
  private final Visits visits;
  private final Staff staff;

  /** Course lengths less one, of patients met in treatment. */
  private final Quantiles met;

  StartingCaseload(RunState state, Scheduler scheduler, Visits visits, Staff staff) {
    this.state = state;
    this.scheduler = scheduler;
    this.visits = visits;
    this.staff = staff;
    met = state.tables.sessionsLessOne.lengthBiased();
  }

  /** Puts everybody into the list of orders to book on day 0. */
  void fill() {
    Clinic.Start start = state.clinic.start();
    Tables tables = state.tables;
    for (int c = 0; c < tables.posts; c++) {
      if (!staff.isFilled(c)) {
        continue;
      }
      double u = tables.phase[c];
      int patients = (int) Math.floor(start.caseloadPerFte() * tables.fteOfPost[c] + u);
      for (int i = 0; i < patients; i++) {
        inTreatment(c, tables.postKey[c] + (1L << 50) + i);
      }
      int waiting = (int) Math.floor(start.waitingRequestsPerFte() * tables.fteOfPost[c] + u);
      for (int i = 0; i < waiting; i++) {
        waits(tables.siteOfPost[c], tables.postKey[c] + (1L << 51) + i);
      }
    }
  }

  private void inTreatment(int c, long key) {
    Patients is = state.patients;
    int p = add(state.tables.siteOfPost[c], key);
    is.setPost(p, c);
    state.numberOldPatient(p);
    visits.drawCourse(p);
    int whole = Math.max(2, 1 + met.of(state.uniform(Purpose.START, key, 0)));
    int done = 1 + (int) (state.uniform(Purpose.START, key, 1) * (whole - 1));
    is.setSessions(p, whole - done);
    int interval = state.tables.intervalDays[is.interval(p)];
    int ago = (int) (state.uniform(Purpose.START, key, 2) * interval);
    state.caseload[c]++;
    state.caseloadOfSite[state.tables.siteOfPost[c]]++;
    int visitDay = -1 - ago;
    int latest = visitDay + interval + state.tables.intervalLate[is.interval(p)];
    is.order(p, Patients.RETURN, visitDay, latest);
    state.returnCounts.countOrdered(is.site(p), latest, 1);
    state.logOrder(p);
    scheduler.toBook(p);
  }

  private void waits(int site, long key) {
    Patients is = state.patients;
    int p = add(site, key);
    visits.drawCourse(p);
    int limit = state.tables.openDayAfter(-1, state.clinic.standards().firstLimitOpenDays());
    is.order(p, Patients.FIRST, -1, limit);
    state.logRequest(p);
    scheduler.toBook(p);
  }

  private int add(int site, long key) {
    Patients is = state.patients;
    int p = is.add(key, site);
    state.arrived++;
    return p;
  }
}
