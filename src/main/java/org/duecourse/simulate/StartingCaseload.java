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

  StartingCaseload(RunState state, Scheduler scheduler, Visits visits, Staff staff) {
    this.state = state;
    this.scheduler = scheduler;
    this.visits = visits;
    this.staff = staff;
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
    is.post[p] = c;
    visits.drawCourse(p);
    int whole = Math.max(2, lengthBiased(key));
    int done = 1 + (int) (state.uniform(Purpose.START, key, 1) * (whole - 1));
    is.sessions[p] = whole;
    is.visits[p] = done;
    int interval = state.tables.intervalDays[is.interval[p]];
    int ago = (int) (state.uniform(Purpose.START, key, 2) * interval);
    is.lastVisitDay[p] = -1 - ago;
    is.requestDay[p] = -1 - ago;
    state.caseload[c]++;
    state.caseloadOfSite[state.tables.siteOfPost[c]]++;
    visits.orderReturn(p, -1 - ago);
    scheduler.toBook(p);
  }

  /** The longest of a few draws weighted by length: a patient met in treatment. */
  private int lengthBiased(long key) {
    double[] upTo = state.tables.sessionsUpTo;
    if (upTo == null) {
      double mean = state.tables.geometricMean;
      return Draws.geometric(mean, state.uniform(Purpose.START, key, 3))
          + Draws.geometric(mean, state.uniform(Purpose.START, key, 4))
          - 1;
    }
    double total = 0;
    for (int i = 0; i < upTo.length; i++) {
      total += (i + 1) * (upTo[i] - (i == 0 ? 0 : upTo[i - 1]));
    }
    double u = state.uniform(Purpose.START, key, 3) * total;
    int length = 0;
    while (u >= 0 && length < upTo.length) {
      u -= (length + 1) * (upTo[length] - (length == 0 ? 0 : upTo[length - 1]));
      length++;
    }
    return length;
  }

  private void waits(int site, long key) {
    Patients is = state.patients;
    int p = add(site, key);
    visits.drawCourse(p);
    is.requestDay[p] = -1;
    int limit = state.tables.openDayAfter(0, state.clinic.standards().firstLimitOpenDays());
    is.order(p, Patients.FIRST, -1, 1, 1, limit);
    state.logRequest(p);
    scheduler.toBook(p);
  }

  private int add(int site, long key) {
    Patients is = state.patients;
    int p = is.add();
    is.key[p] = key;
    is.site[p] = site;
    is.number[p] = state.nextPatientNumber();
    state.arrived++;
    return p;
  }
}
