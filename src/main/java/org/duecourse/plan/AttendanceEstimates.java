package org.duecourse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duecourse.simulate.Clinic;

/** Who comes, who cancels, who books again and who gives up. */
final class AttendanceEstimates {
  private static final int FEW = 30;

  private final LogFacts facts;
  private final Clinic.Attendance defaults;
  private final double level;
  private final List<Estimate> all = new ArrayList<>();

  AttendanceEstimates(LogFacts facts, Clinic.Attendance defaults, double level) {
    this.facts = facts;
    this.defaults = defaults;
    this.level = level;
  }

  List<Estimate> estimates() {
    List<LogFacts.Attendance> rows = facts.attendance();
    curve("first_visits", rows.stream().filter(r -> r.first()).toList(), defaults.firstVisits());
    curve("return_visits", rows.stream().filter(r -> !r.first()).toList(), defaults.returnVisits());
    LogFacts.Bookings bookings = facts.bookings();
    share(
        "cancelled_by_patient",
        bookings.byPatient(),
        bookings.bookings(),
        defaults.cancelledByPatient(),
        "of return bookings for days in the log; first visits are left out, since giving up looks alike");
    share(
        "late_cancel_share",
        bookings.byPatientLate(),
        bookings.byPatientAhead(),
        defaults.lateCancelShare(),
        "of these, booked more than a day ahead: cancelled on the day");
    share(
        "cancelled_by_clinic",
        bookings.byClinic(),
        bookings.bookingsAhead(),
        defaults.cancelledByClinic(),
        "of return bookings more than a day ahead, without days on which the clinician was away");
    share(
        "rejoins_after_no_show",
        bookings.missedAgain(),
        bookings.missedDecided(),
        defaults.rejoinsAfterNoShow(),
        "of return visits missed, booked again before the order was closed");
    share(
        "rejoins_after_cancel",
        bookings.cancelledAgain(),
        bookings.cancelledDecided(),
        defaults.rejoinsAfterCancel(),
        "of return visits cancelled by the patient, booked again before the order was closed");
    givingUp(bookings);
    all.add(
        standing(
            "patient_spread",
            defaults.patientSpread(),
            "needs many visits of each patient; the default of the reference file"));
    return all;
  }

  private void curve(String kind, List<LogFacts.Attendance> rows, Clinic.MissCurve standard) {
    double attended = rows.stream().mapToDouble(LogFacts.Attendance::attended).sum();
    double missed = rows.stream().mapToDouble(LogFacts.Attendance::missed).sum();
    if (attended == 0 || missed < FEW) {
      String why =
          "only "
              + (long) missed
              + " visits missed whose booking day is known; the default of the reference file";
      all.add(standing(kind + ".at_once", standard.atOnce(), why));
      all.add(standing(kind + ".at_most", standard.atMost(), why));
    } else {
      MissCurveFit fit = MissCurveFit.of(rows, standard.days(), level);
      String how =
          String.format(
              Locale.ROOT,
              "maximum likelihood; odds of coming × %.3f (%.3f to %.3f) a week ahead",
              fit.oddsAWeek().value(),
              fit.oddsAWeek().low(),
              fit.oddsAWeek().high());
      long n = (long) (attended + missed);
      all.add(estimate(kind + ".at_once", fit.atOnce(), n, how));
      all.add(estimate(kind + ".at_most", fit.atMost(), n, how));
    }
    all.add(
        standing(
            kind + ".days",
            standard.days(),
            "the bend can hardly be told from the two ends; the default of the reference file"));
  }

  private void share(String key, double hits, double trials, double standard, String what) {
    if (!(trials >= FEW)) {
      all.add(
          standing(
              key,
              standard,
              "only "
                  + (long) trials
                  + " rows that could tell; the default of the reference file"));
    } else {
      all.add(estimate(key, Interval.wilson(hits, trials, level), (long) trials, what));
    }
  }

  /**
   * Requests that were closed without a visit, less those that the estimated no-shows and
   * cancellations of first visits lost, over the weeks that people waited.
   */
  private void givingUp(LogFacts.Bookings bookings) {
    if (!facts.has("requests")) {
      all.add(standing("gives_up_a_week", defaults.givesUpAWeek(), "the log has no requests"));
      return;
    }
    LogFacts.Waiting waiting = facts.waiting();
    double lost = 0;
    if (bookings.missedDecided() >= FEW && bookings.cancelledDecided() >= FEW) {
      lost +=
          waiting.missed() * (1 - bookings.missedAgain() / bookings.missedDecided())
              + waiting.bookings()
                  * (bookings.byPatient() / bookings.bookings())
                  * (1 - bookings.cancelledAgain() / bookings.cancelledDecided());
    }
    if (!(waiting.weeks() >= FEW)) {
      all.add(
          standing("gives_up_a_week", defaults.givesUpAWeek(), "hardly anybody waited in the log"));
      return;
    }
    double gone = Math.max(0, waiting.gone() - lost);
    double half = 1.96 * Math.sqrt(Math.max(1, waiting.gone()));
    Interval share =
        new Interval(
            -Math.expm1(-gone / waiting.weeks()),
            -Math.expm1(-Math.max(0, gone - half) / waiting.weeks()),
            -Math.expm1(-(gone + half) / waiting.weeks()),
            level);
    all.add(
        estimate(
            "gives_up_a_week",
            share,
            (long) waiting.requests(),
            "requests closed unseen, less those lost after a missed or cancelled first visit; rough"));
  }

  private static Estimate estimate(String key, Interval interval, long rows, String basis) {
    return new Estimate(
        "attendance." + key, DemandEstimates.number(interval.value()), interval, rows, basis);
  }

  private static Estimate standing(String key, double value, String why) {
    return new Estimate("attendance." + key, DemandEstimates.number(value), null, 0, why);
  }
}
