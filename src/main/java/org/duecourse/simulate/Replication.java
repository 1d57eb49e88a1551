package org.duecourse.simulate;

import org.duecourse.simulate.Streams.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * One run, day by day.
 *
 * <p>The steps of a day, always in this order (docs/decisions/0060; {@code EventOrderTest} has a
 * case for each):
 *
 * <ol>
 *   <li>the calendar moves on: hires start, leavers go, absences are known
 *   <li>visits of those away, and visits cancelled ahead, go back into the list of orders to book;
 *       their days stay as they were
 *   <li>places kept for one kind, or for crises, are released where their time has come
 *   <li>people in a crisis are seen
 *   <li>today's visits: cancelled late, missed, or held; a held visit ends the course or orders the
 *       next one
 *   <li>new requests
 *   <li>bookings: by priority, then latest day, then in the order of the steps above
 *   <li>counters
 * </ol>
 */
final class Replication {
  private final Tables tables;
  private final RunState state;
  private final Patients is;
  private final Scheduler scheduler;
  private final Staff staff;
  private final Visits visits;
  private final CrisisDesk[] crisisDesks;
  private final Arrivals arrivals;
  private final boolean givesUp;
  private final boolean urgencies;

  Replication(Tables tables, int replication, @Nullable LogSink log) {
    this.tables = tables;
    state = new RunState(tables, replication, log);
    is = state.patients;
    scheduler = new Scheduler(state);
    staff = new Staff(state, scheduler);
    visits = new Visits(state, scheduler);
    crisisDesks = new CrisisDesk[tables.sites];
    arrivals = new Arrivals(tables, state.streams);
    for (int s = 0; s < tables.sites; s++) {
      crisisDesks[s] = new CrisisDesk(state, staff, s);
    }
    givesUp = state.clinic.attendance().givesUpAWeek() > 0;
    urgencies = state.clinic.sites().stream().anyMatch(site -> site.demand().urgentShare() > 0);
  }

  /** Looks at a run at the end of each day. */
  interface AfterDay {
    void check(RunState state, Scheduler scheduler);
  }

  /** Runs all days. */
  Tally[] run() {
    return run((ofDay, orders) -> {});
  }

  /** Runs all days and lets somebody look at each. */
  Tally[] run(AfterDay afterDay) {
    for (int day = 0; day < state.allDays; day++) {
      state.day = day;
      state.measured = day >= state.warmupDays;
      state.book.startDay(day);
      state.returnCounts.startDay(day);
      scheduler.startDay();
      if (day == 0) {
        new StartingCaseload(state, scheduler, visits, staff).fill();
      } else {
        staff.startDay();
        scheduler.cancelAhead();
      }
      release(day);
      for (CrisisDesk desk : crisisDesks) {
        desk.seeToday();
      }
      visits.hold();
      for (int s = 0; s < tables.sites; s++) {
        request(s);
      }
      scheduler.bookAll();
      state.returnCounts.endDay();
      count();
      afterDay.check(state, scheduler);
    }
    finish();
    return state.tallies;
  }

  private void release(int day) {
    for (int s = 0; s < tables.sites; s++) {
      Clinic.Ratio ratio = state.clinic.sites().get(s).ratio();
      if (ratio.firstShare() > 0) {
        state.book.release(day + ratio.releaseDaysBefore(), s);
      }
      Clinic.Crisis crisis = state.clinic.sites().get(s).crisis();
      if (crisis.heldPlacesADay() > 0 && crisis.releaseDaysBefore() > 0) {
        state.book.releaseHeld(day + crisis.releaseDaysBefore(), s);
      }
    }
  }

  private void request(int s) {
    int day = state.day;
    int count = arrivals.count(s, day);
    double urgentShare = demand(s).urgentShare();
    for (int i = 0; i < count; i++) {
      int p = newPatient(s, arrivals.key(s, day, i), urgentShare);
      scheduler.toBookRequest(p);
    }
    if (state.measured) {
      state.tallies[s].requests += count;
    }
  }

  /** A new request; a visit can be had from the next day on. */
  private int newPatient(int site, long key, double urgentShare) {
    int day = state.day;
    int p = is.add(key, site);
    if (urgencies && state.uniform(Purpose.URGENCY, key, 0) < urgentShare) {
      is.setUrgent(p);
    }
    visits.drawCourse(p);
    if (givesUp) {
      double perDay = -Math.log(1 - state.clinic.attendance().givesUpAWeek()) / 7;
      double days = -Math.log(1 - state.uniform(Purpose.GIVE_UP, key, 0)) / perDay;
      is.setGivesUpOn(p, day + 1 + (int) Math.min(days, 1e6));
    }
    Clinic.Standards standards = state.clinic.standards();
    int limit =
        tables.openDayAfter(
            day, is.urgent(p) ? standards.urgentLimitOpenDays() : standards.firstLimitOpenDays());
    is.order(p, Patients.FIRST, day, limit);
    int week = tables.week(limit);
    if (week >= 0) {
      Tally tally = state.tallies[site];
      tally.firstDecidedByWeek[week]++;
      tally.urgentDecided += is.urgent(p) ? 1 : 0;
    }
    state.arrived++;
    state.logRequest(p);
    return p;
  }

  private void count() {
    if (!state.measured) {
      return;
    }
    staff.count();
    for (int s = 0; s < tables.sites; s++) {
      state.tallies[s].caseloadDays += state.caseloadOfSite[s];
    }
  }

  /** The last day is over: what is still open is counted as it stands. */
  private void finish() {
    int today = state.allDays - 1;
    for (int p = 0; p < is.end(); p++) {
      if (!is.isHere(p)) {
        continue;
      }
      Tally tally = state.tallies[is.site(p)];
      boolean booked = is.bookedDay(p) != Patients.NONE;
      if (booked) {
        state.logAppointment(p, LogSink.Status.BOOKED);
      }
      if (is.kind(p) == Patients.FIRST) {
        tally.waiting++;
        continue;
      }
      if (tables.week(is.latest(p)) >= 0) {
        tally.late(today - is.latest(p));
      }
      tally.overdue += is.latest(p) < today ? 1 : 0;
      if (!booked) {
        int age = today - is.target(p);
        tally.unbooked[age <= 0 ? 0 : age <= 7 ? 1 : age <= 30 ? 2 : 3]++;
      }
    }
    for (int s = 0; s < tables.sites; s++) {
      state.tallies[s].fteAtEnd = staff.fte(s);
    }
  }

  private Clinic.Demand demand(int site) {
    return state.clinic.sites().get(site).demand();
  }

  RunState state() {
    return state;
  }
}
