package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

/** What must hold after every day of every run, whatever the clinic: checked from outside. */
final class Invariants implements Replication.AfterDay {
  private long waitingArea;
  private int checked;

  /** A replication with every day checked; returns the rows of its log. */
  static RecordingSink run(Clinic clinic, RunPlan plan, int replication) {
    RecordingSink sink = new RecordingSink();
    Tables tables = new Tables(clinic, plan);
    Replication run = new Replication(tables, replication, sink);
    Invariants invariants = new Invariants();
    run.run(invariants);
    assertThat(invariants.checked).isEqualTo(plan.allDays());
    invariants.littlesLaw(sink, plan, run.state());
    return sink;
  }

  @Override
  public void check(RunState state, Scheduler scheduler) {
    checked++;
    nobodyIsLost(state, scheduler);
    noPlaceIsGivenTwice(state);
    Patients is = state.patients;
    for (int p = 0; p < is.end(); p++) {
      waitingArea += is.isHere(p) && is.kind(p) == Patients.FIRST ? 1 : 0;
    }
  }

  /** Who came is here or has left; who is here has a booking to come, or waits for one. */
  private static void nobodyIsLost(RunState state, Scheduler scheduler) {
    Patients is = state.patients;
    assertThat(state.arrived - state.left).as("day %s", state.day).isEqualTo(is.count());
    Set<Integer> leftOver = new HashSet<>();
    for (int p : scheduler.leftOver()) {
      assertThat(leftOver.add(p)).as("patient %s waits twice", p).isTrue();
    }
    int[] caseload = new int[state.tables.posts];
    for (int p = 0; p < is.end(); p++) {
      if (!is.isHere(p)) {
        continue;
      }
      boolean booked = is.bookedDay(p) > state.day;
      assertThat(booked ^ leftOver.contains(p)).as("patient %s on day %s", p, state.day).isTrue();
      if (is.kind(p) == Patients.RETURN) {
        caseload[is.post(p)]++;
      }
    }
    assertThat(state.caseload).isEqualTo(caseload);
  }

  /** Every booking is in one cell; the places of a clinician on a day are never given twice. */
  private static void noPlaceIsGivenTwice(RunState state) {
    Patients is = state.patients;
    int firstUnits = state.clinic.booking().firstVisitPlaces();
    int inCells = 0;
    for (int day = state.day + 1; day < state.day + state.tables.ring; day++) {
      for (int c = 0; c < state.tables.posts; c++) {
        int units = 0;
        int taken = state.book.taken(day, c);
        for (int k = 0; k < taken; k++) {
          int p = state.book.patient(day, c, k);
          assertThat(is.bookedDay(p)).isEqualTo(day);
          assertThat(is.bookedPost(p)).isEqualTo(c);
          assertThat(day).isGreaterThanOrEqualTo(is.earliest(p));
          assertThat(is.latest(p)).isGreaterThanOrEqualTo(is.target(p));
          units += is.kind(p) == Patients.FIRST ? firstUnits : 1;
          inCells++;
        }
        assertThat(state.book.agrees(day, c, units)).as("day %s, post %s", day, c).isTrue();
      }
    }
    int booked = 0;
    for (int p = 0; p < is.end(); p++) {
      booked += is.isHere(p) && is.bookedDay(p) != Patients.NONE ? 1 : 0;
    }
    assertThat(inCells).isEqualTo(booked);
  }

  /**
   * Little's law, exactly: the people who wait, summed over the evenings, are the nights waited,
   * summed over the people.
   */
  private void littlesLaw(RecordingSink sink, RunPlan plan, RunState state) {
    int end = plan.allDays();
    int[] until = new int[sink.requests.size()];
    java.util.Arrays.fill(until, end);
    for (LogSink.Appointment a : sink.appointments) {
      if (a.first() && a.status() == LogSink.Status.ATTENDED) {
        until[a.basis()] = a.day();
      }
    }
    for (RecordingSink.Closed closed : sink.closedRequests) {
      until[closed.id()] = Math.min(until[closed.id()], closed.day());
    }
    long nights = 0;
    for (LogSink.Request request : sink.requests) {
      nights += until[request.id()] - Math.max(0, request.day());
    }
    assertThat(waitingArea).isEqualTo(nights);
    assertThat(state.patients.count()).isEqualTo(state.arrived - state.left);
  }
}
