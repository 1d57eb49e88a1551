package org.duecourse.simulate;

import umontreal.ssj.randvar.ExponentialGen;
import umontreal.ssj.rng.MRG32k3a;
import umontreal.ssj.simevents.Accumulate;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.stat.Tally;

/**
 * The simplest clinic in the event view of SSJ, as a user of SSJ would write it: an event object
 * for each request and each visit, a patient object, counts of taken places by clinician and day,
 * SSJ's own tallies for the four outputs of the contract and the caseload.
 */
final class SsjEvents {
  private static final int DAYS_AHEAD = 4096;

  private final Simulator sim = new Simulator();
  private final MRG32k3a arrivals = new MRG32k3a();
  private final MRG32k3a ends = new MRG32k3a();
  private final int[][] taken;
  private final int places;
  private final double requestsADay;
  private final double goesOn;
  private final int returnDays;
  private final int warmup;

  long visits;
  private int inTreatment;
  final Tally firstWait = new Tally("first wait");
  final Tally returnDelay = new Tally("return delay");
  final Tally onDueDay = new Tally("on due day");
  final Accumulate caseload;

  private static final class Patient {
    int own;
    int visits;
    int requestedOn;
  }

  SsjEvents(
      int clinicians,
      int places,
      double requestsADay,
      double meanVisits,
      int returnDays,
      int warmup,
      int days) {
    taken = new int[clinicians][DAYS_AHEAD];
    this.places = places;
    this.requestsADay = requestsADay;
    this.goesOn = 1 - 1 / meanVisits;
    this.returnDays = returnDays;
    this.warmup = warmup;
    sim.init();
    caseload = new Accumulate(sim);
    new Event(sim) {
      @Override
      public void actions() {
        sim.stop();
      }
    }.schedule(warmup + days);
    new Request().schedule(ExponentialGen.nextDouble(arrivals, requestsADay));
    sim.start();
  }

  private final class Request extends Event {
    Request() {
      super(SsjEvents.this.sim);
    }

    @Override
    public void actions() {
      int today = (int) sim.time();
      Patient patient = new Patient();
      patient.requestedOn = today;
      patient.own = -1;
      int day = today + 1;
      while (patient.own < 0) {
        for (int c = 0; c < taken.length; c++) {
          if (taken[c][day % DAYS_AHEAD] < places) {
            patient.own = c;
            break;
          }
        }
        day += patient.own < 0 ? 1 : 0;
      }
      if (today >= warmup) {
        firstWait.add(day - today);
      }
      taken[patient.own][day % DAYS_AHEAD]++;
      new Visit(patient, day).schedule(day - sim.time());
      new Request().schedule(ExponentialGen.nextDouble(arrivals, requestsADay));
    }
  }

  private final class Visit extends Event {
    private final Patient patient;
    private final int today;

    Visit(Patient patient, int today) {
      super(SsjEvents.this.sim);
      this.patient = patient;
      this.today = today;
    }

    @Override
    public void actions() {
      taken[patient.own][today % DAYS_AHEAD]--;
      if (patient.visits++ == 0) {
        caseload.update(++inTreatment);
      }
      visits += today >= warmup ? 1 : 0;
      if (ends.nextDouble() >= goesOn) {
        caseload.update(--inTreatment);
        return;
      }
      int due = today + returnDays;
      int day = due;
      while (taken[patient.own][day % DAYS_AHEAD] >= places) {
        day++;
      }
      if (today >= warmup) {
        returnDelay.add(day - due);
        onDueDay.add(day == due ? 1 : 0);
      }
      taken[patient.own][day % DAYS_AHEAD]++;
      new Visit(patient, day).schedule(day - sim.time());
    }
  }
}
