package org.duecourse.simulate;

import org.duecourse.simulate.Clinic.Site;
import org.duecourse.simulate.Clinic.Strike;
import org.duecourse.simulate.Streams.Purpose;

/**
 * Who works, and how many places that gives: new rows of the calendar, hires and leavers, leave,
 * sickness and strikes. Visits of a clinician who is away are taken out of the book and their
 * orders booked again; the order's days stay as they were.
 */
final class Staff {
  private final RunState state;
  private final Tables tables;
  private final Book book;
  private final Patients is;
  private final Scheduler scheduler;
  private final Clinic.Absence absence;
  private final Clinic.Workforce workforce;

  /** The day from which a post is filled; Integer.MAX_VALUE while nobody is expected. */
  private final int[] filledFrom;

  private final boolean[] filled;

  /** A clinician who came after day 0 starts at a part of the places. */
  private final boolean[] ramps;

  private final int[] sickUntil;
  private final double sicknessStarts;
  private final double leavesAWeek;
  private final double leaveBlockWeeks;

  /** The block of weeks looked at last, and the first day of the week of leave in it. */
  private final int[] blockFrom;

  private final int[] blockTo;
  private final int[] leaveFrom;

  /** Whether places are split between first visits and returns. */
  private final boolean[] split;

  private final long sicknessKey;

  Staff(RunState state, Scheduler scheduler) {
    this.state = state;
    this.scheduler = scheduler;
    tables = state.tables;
    book = state.book;
    is = state.patients;
    absence = state.clinic.absence();
    workforce = state.clinic.workforce();
    int posts = tables.posts;
    filledFrom = tables.startsOn.clone();
    filled = new boolean[posts];
    ramps = new boolean[posts];
    sickUntil = new int[posts];
    blockFrom = new int[posts];
    blockTo = new int[posts];
    leaveFrom = new int[posts];
    split = new boolean[posts];
    sicknessKey = state.key(Purpose.SICKNESS);
    double share = absence.sicknessShare();
    sicknessStarts = share <= 0 ? 0 : share / (absence.sicknessMeanDays() * (1 - share));
    leavesAWeek = 1 - Math.pow(1 - workforce.turnoverAYear(), 1 / 52.0);
    double leaveWeeks = absence.leaveDaysAYear() / tables.openDaysAWeek;
    leaveBlockWeeks = leaveWeeks <= 0 ? 0 : 52 / leaveWeeks;
    for (int c = 0; c < posts; c++) {
      filled[c] = filledFrom[c] <= 0;
      ramps[c] = filledFrom[c] > 0;
      Site site = state.clinic.sites().get(tables.siteOfPost[c]);
      split[c] = site.ratio().firstShare() > 0;
    }
    for (int day = 0; day < tables.ring; day++) {
      openRow(day);
    }
  }

  boolean isFilled(int c) {
    return filled[c];
  }

  /** Whether nobody is there: vacant, ill, on leave, on strike. */
  boolean isAway(int day, int c) {
    return book.places(day, c) == 0;
  }

  /** Step 1 and 2: the row that comes into sight, hires, leavers, absences known today. */
  void startDay() {
    int day = state.day;
    openRow(day + tables.ring - 1);
    for (int c = 0; c < tables.posts; c++) {
      if (!filled[c] && filledFrom[c] <= day) {
        filled[c] = true;
        ramps[c] = true;
        openRows(c, day);
      } else if (filled[c] && day % 7 == 0 && day > 0 && leavesAWeek > 0 && leavesNow(c)) {
        leave(c);
      }
      if (sicknessStarts > 0 && filled[c] && sickUntil[c] <= day && fallsSick(c)) {
        callOff(c, day, sickUntil[c]);
      }
    }
    for (Strike strike : absence.strikes()) {
      strike(strike);
    }
  }

  private void openRow(int day) {
    for (int c = 0; c < tables.posts; c++) {
      if (filled[c] && sickUntil[c] <= day) {
        openPlaces(day, c);
      } else {
        book.closePlaces(day, c);
      }
    }
  }

  private void openRows(int c, int from) {
    for (int day = from; day < state.day + tables.ring; day++) {
      openPlaces(day, c);
    }
  }

  private void openPlaces(int day, int c) {
    if (onLeave(day, c) || onAnnouncedStrike(day, c)) {
      book.closePlaces(day, c);
      return;
    }
    int at = day * tables.posts + c;
    int all = tables.places[at];
    int held = tables.heldPlaces[at];
    int first = tables.firstPlaces[at];
    if (ramps[c] && tables.open[day] && day < filledFrom[c] + 7 * workforce.rampWeeks()) {
      double rate = tables.rate[c] * workforce.rampShare();
      int n = tables.openBefore[day];
      all = Tables.step(rate, n, tables.phase[c]);
      held = Math.min(all, held);
      first = tables.firstOf(c, n, rate, all - held);
    }
    int returns = split[c] ? all - held - first : 0;
    book.openPlaces(day, c, all, first, returns, held);
  }

  /** Leave is taken week by week and known before anybody is booked there. */
  private boolean onLeave(int day, int c) {
    if (leaveBlockWeeks <= 0) {
      return false;
    }
    if (day < blockFrom[c] || day >= blockTo[c]) {
      int week = day / 7;
      int block = (int) (week / leaveBlockWeeks);
      int from = (int) Math.ceil(block * leaveBlockWeeks);
      int to = (int) Math.ceil((block + 1) * leaveBlockWeeks);
      double u = state.uniform(Purpose.LEAVE, tables.postKey[c], block);
      blockFrom[c] = 7 * from;
      blockTo[c] = 7 * to;
      leaveFrom[c] = 7 * (from + (int) (u * (to - from)));
    }
    return day >= leaveFrom[c] && day < leaveFrom[c] + 7;
  }

  /** Whether a strike that was announced by now takes the clinician away on a day ahead. */
  private boolean onAnnouncedStrike(int day, int c) {
    for (Strike strike : absence.strikes()) {
      int from = from(strike);
      if (strike.noticeDays() > 0
          && state.day >= from - strike.noticeDays()
          && day >= from
          && day < from + strike.days()
          && joins(strike, c)) {
        return true;
      }
    }
    return false;
  }

  /** The first day of a strike, by number. */
  private int from(Strike strike) {
    return Math.toIntExact(strike.from().toEpochDay() - state.clinic.firstDay().toEpochDay());
  }

  private boolean joins(Strike strike, int c) {
    return state.uniform(Purpose.STRIKE, tables.postKey[c], strike.from().toEpochDay())
        < strike.share();
  }

  private boolean leavesNow(int c) {
    return filledFrom[c] != state.day
        && state.uniform(Purpose.TURNOVER, tables.postKey[c], state.day) < leavesAWeek;
  }

  private boolean fallsSick(int c) {
    long key = tables.postKey[c];
    if (Streams.uniform(sicknessKey, key, state.day) >= sicknessStarts) {
      return false;
    }
    double u = state.uniform(Purpose.SICKNESS_LENGTH, key, state.day);
    sickUntil[c] = state.day + Draws.geometric(absence.sicknessMeanDays(), u);
    return true;
  }

  /** A clinician leaves: nobody is booked with the post until somebody new comes. */
  private void leave(int c) {
    filled[c] = false;
    filledFrom[c] = state.day + 7 * workforce.weeksToFill();
    callOff(c, state.day, state.day + tables.ring);
    int site = tables.siteOfPost[c];
    for (int p = 0; p < is.end(); p++) {
      if (is.isHere(p) && is.post(p) == c && is.kind(p) == Patients.RETURN) {
        int heir = heir(site);
        if (heir >= 0) {
          is.setPost(p, heir);
          state.caseload[c]--;
          state.caseload[heir]++;
        }
      }
    }
  }

  /** Who takes over a patient: the colleague with the fewest patients for the places worked. */
  private int heir(int site) {
    int best = -1;
    for (int c = tables.firstPost[site]; c < tables.firstPost[site + 1]; c++) {
      if (filled[c]
          && (best < 0
              || state.caseload[c] * tables.rate[best] < state.caseload[best] * tables.rate[c])) {
        best = c;
      }
    }
    return best;
  }

  private void strike(Strike strike) {
    int from = from(strike);
    int until = from + strike.days();
    boolean announced =
        strike.noticeDays() > 0
            && state.day == Math.max(1, from - strike.noticeDays())
            && state.day < until;
    if (!announced && (state.day < from || state.day >= until)) {
      return;
    }
    for (int c = 0; c < tables.posts; c++) {
      if (filled[c] && joins(strike, c)) {
        callOff(
            c,
            announced ? Math.max(from, state.day) : state.day,
            announced ? until : state.day + 1);
      }
    }
  }

  /** Takes a clinician's visits out of the book and puts their orders into today's list. */
  private void callOff(int c, int from, int until) {
    for (int day = from; day < Math.min(until, state.day + tables.ring); day++) {
      int count = book.taken(day, c);
      for (int k = 0; k < count; k++) {
        int p = book.patient(day, c, k);
        state.logAppointment(p, LogSink.Status.CANCELLED_BY_CLINIC);
        if (state.measured) {
          state.tallies[is.site(p)].cancelledByClinic++;
        }
        scheduler.unbook(p);
        scheduler.toBook(p);
      }
      book.closePlaces(day, c);
    }
  }

  /** Step 8: who was there today. */
  void count() {
    for (int c = 0; c < tables.posts; c++) {
      if (tables.startsOn[c] <= state.day) {
        Tally tally = state.tallies[tables.siteOfPost[c]];
        count(tables, tally, c, book.places(state.day, c), filled[c]);
      }
    }
  }

  /** Counts a post on a day. */
  static void count(Tables tables, Tally tally, int c, int places, boolean filled) {
    tally.places += places;
    tally.postDays++;
    if (filled) {
      tally.filledPostDays++;
      tally.fteDays += tables.fteOfPost[c];
      tally.payCost += tables.costADay[c];
    } else {
      tally.payCost += tables.costADay[c] * tables.clinic.costs().vacantPostShare();
    }
  }

  /** Clinicians of a site at work at the end, in full-time equivalents. */
  double fte(int site) {
    double sum = 0;
    for (int c = tables.firstPost[site]; c < tables.firstPost[site + 1]; c++) {
      sum += filled[c] ? tables.fteOfPost[c] : 0;
    }
    return sum;
  }
}
