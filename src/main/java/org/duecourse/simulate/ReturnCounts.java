package org.duecourse.simulate;

import java.util.Arrays;

/**
 * What is counted of return visits on one day. All orders of an interval that are made on a day
 * have the same due day and window, so a visit is counted by one step of a histogram (site,
 * interval, days since the visit before) and a booking by another (site, interval, days past the
 * due day); at the end of the day each bar goes into the tallies as a whole.
 */
final class ReturnCounts {
  private final Tables tables;
  private final Tally[] tallies;
  private final int intervals;
  private final int width;
  private int day;

  /** Orders made today. */
  private final int[] ordered;

  /** Visits held today, by days since the visit before. */
  private final int[] seen;

  private final int[] seenUpTo;

  /** Orders booked for the first time, by days from the first day of the window. */
  private final int[] booked;

  private final int[] bookedUpTo;

  ReturnCounts(Tables tables, Tally[] tallies) {
    this.tables = tables;
    this.tallies = tallies;
    intervals = tables.intervalDays.length;
    width = tables.ring;
    int bars = tables.sites * intervals;
    ordered = new int[bars];
    seen = new int[bars * width];
    seenUpTo = new int[bars];
    booked = new int[bars * width];
    bookedUpTo = new int[bars];
  }

  /** Begins a day. */
  void startDay(int today) {
    day = today;
  }

  void ordered(int site, int interval) {
    ordered[site * intervals + interval]++;
  }

  /** A return was held, so many days after the visit before. */
  void seen(int site, int interval, int days) {
    int bar = site * intervals + interval;
    if (days < width) {
      seen[bar * width + days]++;
      seenUpTo[bar] = Math.max(seenUpTo[bar], days + 1);
    } else {
      count(site, interval, days, 1);
    }
  }

  /** An order was booked for the first time, so many days after the first day of its window. */
  void booked(int site, int interval, int days) {
    int bar = site * intervals + interval;
    if (days < width) {
      booked[bar * width + days]++;
      bookedUpTo[bar] = Math.max(bookedUpTo[bar], days + 1);
    } else {
      countBooked(site, interval, days, 1);
    }
  }

  /** Puts the day into the tallies. */
  void endDay() {
    for (int site = 0; site < tables.sites; site++) {
      for (int i = 0; i < intervals; i++) {
        int bar = site * intervals + i;
        int latest = day + tables.intervalDays[i] + tables.intervalLate[i];
        countOrdered(site, latest, ordered[bar]);
        ordered[bar] = 0;
        int from = bar * width;
        for (int days = 0; days < seenUpTo[bar]; days++) {
          if (seen[from + days] > 0) {
            count(site, i, days, seen[from + days]);
          }
        }
        Arrays.fill(seen, from, from + seenUpTo[bar], 0);
        seenUpTo[bar] = 0;
        for (int days = 0; days < bookedUpTo[bar]; days++) {
          if (booked[from + days] > 0) {
            countBooked(site, i, days, booked[from + days]);
          }
        }
        Arrays.fill(booked, from, from + bookedUpTo[bar], 0);
        bookedUpTo[bar] = 0;
      }
    }
  }

  /** Orders with a latest day. */
  void countOrdered(int site, int latest, int n) {
    int week = tables.week(latest);
    if (week >= 0) {
      tallies[site].dueByWeek[week] += n;
    }
  }

  private void count(int site, int interval, int days, int n) {
    Tally tally = tallies[site];
    int visitBefore = day - days;
    if (day >= tables.plan.warmupDays()) {
      tally.visits += n;
      tally.visitUnits += n;
      tally.intervals += n;
      tally.intervalDays += (long) n * days;
      if (tables.openDaysBetween(visitBefore, day)
          <= tables.clinic.standards().returnLimitOpenDays()) {
        tally.intervalsInLimit += n;
      }
    }
    int due = visitBefore + tables.intervalDays[interval];
    int latest = due + tables.intervalLate[interval];
    int week = tables.week(latest);
    if (week >= 0) {
      tally.late(day - latest, n);
      if (day >= due - tables.intervalEarly[interval] && day <= latest) {
        tally.inWindowByWeek[week] += n;
        tally.forgivenByWeek[week] += n;
      }
    }
  }

  private void countBooked(int site, int interval, int days, int n) {
    if (day >= tables.plan.warmupDays()) {
      Tally tally = tallies[site];
      int delay = days - tables.intervalEarly[interval];
      tally.returnsBooked += n;
      tally.returnDelay += (long) n * delay;
      tally.returnsOnDueDay += delay == 0 ? n : 0;
    }
  }
}
