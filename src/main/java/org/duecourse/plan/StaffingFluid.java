package org.duecourse.plan;

import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.Attendance;
import org.duecourse.simulate.Clinic.Sessions;
import org.duecourse.simulate.Clinic.Site;

/**
 * Where a search starts: averages and Little's law. Places a week = requests × (places of a first
 * visit ÷ share that comes + further visits of a course ÷ share that comes); a post gives its
 * places less leave and sickness, for the share of the time that it is filled by someone who knows
 * the work. It says nothing about shares in time, which need slack.
 */
record StaffingFluid(Clinic clinic, Site site) {
  private static final double WEEKS_A_YEAR = 52.18;

  /** Places a week for first visits. */
  double firstPlaces() {
    return site.demand().requestsAWeek()
        * clinic.booking().firstVisitPlaces()
        / comes(clinic.attendance().firstVisits().at(7));
  }

  /** Places a week for returns. */
  double returnPlaces() {
    return site.demand().requestsAWeek()
        * (meanVisits() - 1)
        / comes(clinic.attendance().returnVisits().at(14));
  }

  /** The share of places for first visits. */
  double firstShare() {
    double all = firstPlaces() + returnPlaces();
    return all == 0 ? 0 : firstPlaces() / all;
  }

  /** Places a week of a full-time post of a role, vacancies and absences taken off. */
  double placesOfAPost(Clinic.Role role) {
    int open = clinic.openDays().weekdays().size();
    double leave = clinic.absence().leaveDaysAYear() / (open * WEEKS_A_YEAR);
    double there = Math.max(0.05, 1 - leave - clinic.absence().sicknessShare());
    return role.supply().placesAnOpenDay(open) * open * there * filled();
  }

  /** The share of the work of a post that is done. */
  double filled() {
    Clinic.Workforce work = clinic.workforce();
    return work.turnoverAYear() == 0
        ? 1
        : Vacancies.ofYearlyTurnover(work.turnoverAYear(), work.weeksToFill())
            .effectiveShare(work.rampWeeks(), work.rampShare());
  }

  /** A missed place and one cancelled late are lost. */
  private double comes(double missed) {
    Attendance a = clinic.attendance();
    double lost = a.cancelledByPatient() * a.lateCancelShare();
    return Math.max(0.05, (1 - lost) * (1 - missed));
  }

  /** Attended visits of a course, mean, those who leave after a missed visit taken off. */
  private double meanVisits() {
    double planned =
        switch (clinic.course().sessions()) {
          case Sessions.Geometric g -> g.mean();
          case Sessions.Mixture m -> {
            double shares = 0;
            double visits = 0;
            for (Sessions.Range range : m.ranges()) {
              shares += range.share();
              visits += range.share() * (range.from() + range.to()) / 2.0;
            }
            yield visits / shares;
          }
          case Sessions.Empirical e -> {
            double weights = 0;
            double visits = 0;
            for (int n = 0; n < e.weights().size(); n++) {
              weights += e.weights().get(n);
              visits += (n + 1) * e.weights().get(n);
            }
            yield visits / weights;
          }
        };
    Attendance a = clinic.attendance();
    double leaves =
        a.returnVisits().at(14) * (1 - a.rejoinsAfterNoShow())
            + a.cancelledByPatient() * (1 - a.rejoinsAfterCancel());
    return leaves == 0 ? planned : (1 - Math.pow(1 - leaves, planned)) / leaves;
  }
}
