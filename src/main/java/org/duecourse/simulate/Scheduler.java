package org.duecourse.simulate;

import java.util.Arrays;
import org.duecourse.booking.Harm;
import org.duecourse.simulate.Clinic.FirstClinician;
import org.duecourse.simulate.Streams.Purpose;

/**
 * Books orders, and keeps those that could not be booked for the next day. The orders of a day are
 * booked by priority, then by their latest day, then in the order in which they came: left over
 * from yesterday, displaced, ordered at today's visits, requested today.
 */
final class Scheduler {
  /** Buckets by days from today to the latest day; the ends hold everything beyond them. */
  private static final int BUCKETS = 512;

  private static final int TODAY = 96;
  private static final int URGENT = 0;

  private final RunState state;
  private final Tables tables;
  private final Patients is;
  private final Book book;
  private final Clinic.Booking rules;
  private final Clinic.Course course;
  private final Clinic.Attendance attendance;
  private final int horizon;

  private final int[] head = new int[BUCKETS];
  private final int[] tail = new int[BUCKETS];
  private final long[] filled = new long[BUCKETS / 64];

  /** Orders of today by interval, and the requests of today, with the bucket each list is in. */
  private final int[][] fresh;

  private final int[] freshCount;
  private final int[] freshBucket;

  /** Which of the lists has the requests. */
  private final int requests;

  private int[] leftOver = new int[64];
  private int leftOvers;

  /** By day of the ring: the first patient whose booking is cancelled ahead on that day. */
  private final int[] firstEvent;

  private final double[] outsideBudget;
  private final long fateKey;
  private final long cancellationKey;
  private final long rejoinKey;

  Scheduler(RunState state) {
    this.state = state;
    tables = state.tables;
    is = state.patients;
    book = state.book;
    rules = state.clinic.booking();
    course = state.clinic.course();
    attendance = state.clinic.attendance();
    horizon = rules.horizonDays();
    Arrays.fill(head, Patients.NONE);
    requests = tables.intervalDays.length;
    fresh = new int[requests + 1][64];
    freshCount = new int[requests + 1];
    freshBucket = new int[requests + 1];
    for (int i = 0; i < requests; i++) {
      freshBucket[i] = inTurn(tables.intervalDays[i] + tables.intervalLate[i]);
    }
    firstEvent = new int[tables.ring];
    Arrays.fill(firstEvent, Patients.NONE);
    outsideBudget = new double[tables.sites];
    fateKey = state.key(Purpose.FATE);
    cancellationKey = state.key(Purpose.CANCELLATION_DAY);
    rejoinKey = state.key(Purpose.REJOIN);
  }

  /** Begins a day: what was left over yesterday stands first in each bucket. */
  void startDay() {
    int count = leftOvers;
    leftOvers = 0;
    for (int i = 0; i < count; i++) {
      int p = leftOver[i];
      if (is.isHere(p)) {
        toBook(p);
      }
    }
    for (int s = 0; s < outsideBudget.length; s++) {
      double week = rules.outside().atMostAWeek();
      outsideBudget[s] = Math.min(Math.max(1, week), outsideBudget[s] + week / 7);
    }
  }

  /** Puts an order into today's list. */
  void toBook(int p) {
    int bucket =
        is.urgent(p) && is.kind(p) == Patients.FIRST ? URGENT : inTurn(is.latest(p) - state.day);
    is.setNext(p, Patients.NONE);
    if (head[bucket] == Patients.NONE) {
      head[bucket] = p;
      fill(bucket);
    } else {
      is.setNext(tail[bucket], p);
    }
    tail[bucket] = p;
  }

  /** Puts a return ordered at a visit of today into the list of its interval. */
  void toBookFresh(int p, int interval) {
    addFresh(p, interval, freshBucket[interval]);
  }

  /** Puts a request of today into the list of requests; all have the same limit. */
  void toBookRequest(int p) {
    if (is.urgent(p)) {
      toBook(p);
    } else {
      addFresh(p, requests, inTurn(is.latest(p) - state.day));
    }
  }

  private void addFresh(int p, int list, int bucket) {
    int count = freshCount[list];
    if (count == 0) {
      freshBucket[list] = bucket;
      fill(bucket);
    } else if (count == fresh[list].length) {
      fresh[list] = Arrays.copyOf(fresh[list], 2 * count);
    }
    fresh[list][count] = p;
    freshCount[list] = count + 1;
  }

  private void fill(int bucket) {
    filled[bucket >>> 6] |= 1L << bucket;
  }

  /** The bucket of an order; as they come, all but urgent ones share one. */
  private int inTurn(int daysToLatest) {
    return switch (rules.turn()) {
      case LATEST_DAY_FIRST -> bucket(daysToLatest);
      case AS_THEY_COME -> TODAY;
    };
  }

  static int bucket(int daysToLatest) {
    return Math.clamp((long) daysToLatest + TODAY, 1, BUCKETS - 1);
  }

  /** Books the day's list. */
  void bookAll() {
    for (int word = 0; word < filled.length; word++) {
      while (filled[word] != 0) {
        int bucket = word * 64 + Long.numberOfTrailingZeros(filled[word]);
        filled[word] &= filled[word] - 1;
        bookBucket(bucket);
      }
    }
  }

  private void bookBucket(int bucket) {
    int p = head[bucket];
    head[bucket] = Patients.NONE;
    while (p != Patients.NONE) {
      int following = is.next(p);
      if (is.kind(p) == Patients.FIRST) {
        bookFirst(p);
      } else {
        bookReturn(p, Math.max(state.day + 1, is.earliest(p)), is.target(p), is.latest(p));
      }
      p = following;
    }
    for (int i = 0; i < requests; i++) {
      if (freshBucket[i] == bucket) {
        int due = state.day + tables.intervalDays[i];
        int from = due - tables.intervalEarly[i];
        int latest = due + tables.intervalLate[i];
        for (int k = 0; k < freshCount[i]; k++) {
          bookReturn(fresh[i][k], from, due, latest);
        }
        freshCount[i] = 0;
      }
    }
    if (freshBucket[requests] == bucket) {
      for (int k = 0; k < freshCount[requests]; k++) {
        bookFirst(fresh[requests][k]);
      }
      freshCount[requests] = 0;
    }
  }

  private void bookFirst(int p) {
    int day = state.day;
    if (is.givesUpOn(p) <= day) {
      giveUp(p);
      return;
    }
    int site = is.site(p);
    int found = book.nextFirstDayOfSite(site, Math.max(day + 1, is.earliest(p)), day + horizon);
    if (rules.outside().atMostAWeek() > 0
        && outsideBudget[site] >= 1
        && (found < 0 || found - is.orderDay(p) > rules.outside().afterDays())) {
      outsideBudget[site]--;
      referOut(p);
      return;
    }
    if (found < 0) {
      keepForTomorrow(p);
      return;
    }
    int c = book.nextPost(found, site, Patients.FIRST, tables.firstPost[site] - 1);
    if (rules.firstClinician() == FirstClinician.SMALLEST_CASELOAD) {
      c = smallestCaseload(found, site, c);
    }
    is.setPost(p, c);
    put(p, found, c);
  }

  /** The free clinician with the fewest patients for the places worked; the first of several. */
  private int smallestCaseload(int day, int site, int first) {
    int best = first;
    for (int c = first; c >= 0; c = book.nextPost(day, site, Patients.FIRST, c)) {
      if (state.caseload[c] * tables.rate[best] < state.caseload[best] * tables.rate[c]) {
        best = c;
      }
    }
    return best;
  }

  private void bookReturn(int p, int from, int target, int latest) {
    int last = state.day + horizon;
    int own = is.post(p);
    int found = chooseOwn(own, from, target, latest, last);
    int who = own;
    switch (course.continuity()) {
      case REQUIRED -> {}
      case PREFERRED -> {
        if (found < 0 || found > latest) {
          int other = firstWithAnybody(p, from, target, last);
          if (other >= 0 && (found < 0 || found - other >= course.worthWaitingDays())) {
            found = other;
            who = anybody(p, other);
          }
        }
      }
      case NONE -> {
        int other = firstWithAnybody(p, from, target, last);
        if (other >= 0 && (found < 0 || other < found)) {
          found = other;
          who = anybody(p, other);
        }
      }
    }
    if (found < 0) {
      keepForTomorrow(p);
    } else {
      put(p, found, who);
    }
  }

  private int firstWithAnybody(int p, int from, int target, int last) {
    int start =
        switch (rules.dayChoice()) {
          case EARLIEST, LEAST_HARM -> from;
          case TARGET_THEN_LATER -> Math.max(from, target);
        };
    return book.nextReturnDayOfSite(is.site(p), start, last);
  }

  private int anybody(int p, int day) {
    int site = is.site(p);
    return book.nextPost(day, site, Patients.RETURN, tables.firstPost[site] - 1);
  }

  private int chooseOwn(int c, int from, int target, int latest, int last) {
    return switch (rules.dayChoice()) {
      case EARLIEST -> book.nextReturnDay(c, from, last);
      case TARGET_THEN_LATER -> book.nextReturnDay(c, Math.max(from, target), last);
      case LEAST_HARM -> {
        int best = leastHarm(c, from, target, Math.min(last, latest));
        yield best >= 0 ? best : book.nextReturnDay(c, Math.max(from, latest + 1), last);
      }
    };
  }

  /** The free day of the window with the least harm; the first of several; -1: none is free. */
  private int leastHarm(int c, int from, int target, int latest) {
    Harm harm = rules.harm();
    double perDay = 1.0 / Math.max(1, latest - from);
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int d = book.nextReturnDay(c, from, latest);
        d >= 0;
        d = book.nextReturnDay(c, d + 1, latest)) {
      double share = (double) book.taken(d, c) / book.places(d, c);
      double points = harm.inWindow(target - d, share, (d - from) * perDay);
      if (points < least) {
        least = points;
        best = d;
      }
    }
    return best;
  }

  private void put(int p, int day, int c) {
    countBooking(p, day);
    if (!tables.everybodyComes) {
      drawFate(p, day);
    }
    int kept = book.put(day, c, p, is.kind(p));
    is.book(p, day, state.day, c, kept);
    state.numberAppointment(p);
  }

  private void countBooking(int p, int day) {
    int site = is.site(p);
    Tally tally = state.tallies[site];
    tally.bookings += state.measured ? 1 : 0;
    if (is.everBooked(p)) {
      return;
    }
    if (is.kind(p) == Patients.RETURN) {
      state.returnCounts.booked(site, is.interval(p), day - is.earliest(p));
    } else if (is.orderDay(p) >= state.warmupDays) {
      tally.firstBooked++;
      tally.firstWait += day - is.orderDay(p);
      tally.firstBookedInLimit += day <= is.latest(p) ? 1 : 0;
    }
  }

  /** Decides now what will become of the booking, by the patient's own numbers. */
  private void drawFate(int p, int day) {
    int ahead = day - state.day;
    int counter = is.bookings(p);
    double u = Streams.uniform(fateKey, is.key(p), counter);
    double cancels = attendance.cancelledByPatient();
    double early = cancels * (1 - attendance.lateCancelShare());
    int fate;
    if (u < cancels) {
      fate = u < early && ahead > 1 ? Patients.CANCELS : Patients.LATE_CANCEL;
    } else if (u < cancels + attendance.cancelledByClinic()) {
      fate = ahead > 1 ? Patients.CLINIC_CANCELS : Patients.COMES;
    } else {
      double rest = 1 - cancels - attendance.cancelledByClinic();
      double v = (u - cancels - attendance.cancelledByClinic()) / rest;
      fate = v < tables.miss[is.kind(p)][is.effect(p)][ahead] ? Patients.NO_SHOW : Patients.COMES;
    }
    int on = Patients.NONE;
    if (fate == Patients.CANCELS || fate == Patients.CLINIC_CANCELS) {
      double when = Streams.uniform(cancellationKey, is.key(p), counter);
      on = state.day + 1 + (int) (when * (ahead - 1));
    }
    if (is.kind(p) == Patients.FIRST && is.givesUpOn(p) < day) {
      int gone = Math.max(state.day + 1, is.givesUpOn(p));
      if (gone < day && (on == Patients.NONE || gone <= on)) {
        on = gone;
        fate = Patients.GIVES_UP;
      }
    }
    is.setFate(p, fate);
    if (on != Patients.NONE) {
      addEvent(p, on);
    }
  }

  /** Takes the booking away; the order stays open. */
  void unbook(int p) {
    if (is.eventDay(p) != Patients.NONE) {
      removeEvent(p);
    }
    is.clearBooking(p);
  }

  /** The bookings that are cancelled today for a later day; their places are free again. */
  void cancelAhead() {
    int slot = state.day & (tables.ring - 1);
    int p = firstEvent[slot];
    while (p != Patients.NONE) {
      int following = is.eventNext(p);
      int fate = is.fate(p);
      removeEvent(p);
      book.take(is.bookedDay(p), is.bookedPost(p), p, is.kind(p), is.keptUnits(p));
      boolean byPatient = fate != Patients.CLINIC_CANCELS;
      state.logAppointment(
          p, byPatient ? LogSink.Status.CANCELLED_BY_PATIENT : LogSink.Status.CANCELLED_BY_CLINIC);
      Tally tally = state.tallies[is.site(p)];
      if (state.measured) {
        tally.cancelledByPatient += byPatient ? 1 : 0;
        tally.cancelledByClinic += byPatient ? 0 : 1;
      }
      if (byPatient) {
        missedByPatient(p);
      }
      is.clearBooking(p);
      if (fate == Patients.GIVES_UP) {
        giveUp(p);
      } else if (byPatient && !rejoins(p, attendance.rejoinsAfterCancel())) {
        dropOut(p);
      } else {
        toBook(p);
      }
      p = following;
    }
  }

  /** Notes that a patient missed or cancelled a visit that was inside the window. */
  void missedByPatient(int p) {
    int day = is.bookedDay(p);
    if (is.kind(p) == Patients.RETURN
        && day >= is.earliest(p)
        && day <= is.latest(p)
        && !is.everInWindow(p)) {
      is.setEverInWindow(p);
      int week = tables.week(is.latest(p));
      if (week >= 0) {
        state.tallies[is.site(p)].forgivenByWeek[week]++;
      }
    }
  }

  boolean rejoins(int p, double chance) {
    return chance >= 1 || Streams.uniform(rejoinKey, is.key(p), is.bookings(p)) < chance;
  }

  /** Leaves after a missed or cancelled visit. */
  void dropOut(int p) {
    Tally tally = state.tallies[is.site(p)];
    if (state.measured) {
      if (is.kind(p) == Patients.RETURN) {
        tally.droppedOut++;
      } else {
        tally.gaveUp++;
      }
    }
    state.logClosed(p, is.kind(p) == Patients.RETURN ? "dropped_out" : "gave_up");
    noteUnseen(p);
    state.leave(p);
  }

  private void giveUp(int p) {
    if (state.measured) {
      state.tallies[is.site(p)].gaveUp++;
    }
    state.logClosed(p, "gave_up");
    state.leave(p);
  }

  private void referOut(int p) {
    Tally tally = state.tallies[is.site(p)];
    if (state.measured) {
      tally.referredOut++;
      tally.otherCost += rules.outside().costEach();
    }
    state.logClosed(p, "referred_out");
    state.leave(p);
  }

  /** An order that ends without a visit counts as late up to the last day. */
  private void noteUnseen(int p) {
    if (is.kind(p) == Patients.RETURN && tables.week(is.latest(p)) >= 0) {
      state.tallies[is.site(p)].late(state.allDays - 1 - is.latest(p));
    }
  }

  /** Orders that could not be booked today. */
  int[] leftOver() {
    return Arrays.copyOf(leftOver, leftOvers);
  }

  private void keepForTomorrow(int p) {
    if (leftOvers == leftOver.length) {
      leftOver = Arrays.copyOf(leftOver, 2 * leftOvers);
    }
    leftOver[leftOvers++] = p;
  }

  private void addEvent(int p, int on) {
    int slot = on & (tables.ring - 1);
    is.setEventDay(p, on);
    is.setEventPrevious(p, Patients.NONE);
    is.setEventNext(p, firstEvent[slot]);
    if (firstEvent[slot] != Patients.NONE) {
      is.setEventPrevious(firstEvent[slot], p);
    }
    firstEvent[slot] = p;
  }

  private void removeEvent(int p) {
    int before = is.eventPrevious(p);
    int after = is.eventNext(p);
    if (before == Patients.NONE) {
      firstEvent[is.eventDay(p) & (tables.ring - 1)] = after;
    } else {
      is.setEventNext(before, after);
    }
    if (after != Patients.NONE) {
      is.setEventPrevious(after, before);
    }
    is.setEventDay(p, Patients.NONE);
  }
}
