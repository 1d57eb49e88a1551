package org.duecourse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.Attendance;
import org.duecourse.simulate.Clinic.Costs;
import org.duecourse.simulate.Clinic.CrisisService;
import org.duecourse.simulate.Clinic.MissCurve;
import org.duecourse.simulate.Clinic.Posts;
import org.duecourse.simulate.Clinic.Sessions;
import org.duecourse.simulate.Clinic.Workforce;

/**
 * Something that a clinic file says and nobody knows for sure. A value is a factor on what the file
 * says (1: as it says), of the hiring delay a number of months (0: as proposed).
 *
 * <p>The default ranges are where the value lies in nine of ten cases, unless a file says
 * otherwise; each is an estimate of ours and there to be replaced.
 */
public enum Assumption {
  /** Requests a week; the spread of demand from run to run comes on top of it. */
  REQUESTS("requests", 0.95, 1.05),
  /** Attended visits of a course: the mean changes, long courses become more or less common. */
  COURSE_LENGTH("visits of a course of treatment", 0.9, 1.1),
  /** Odds of a no-show. */
  NO_SHOWS("odds of a no-show", 0.8, 1.25),
  /** Clinicians who leave in a year. */
  TURNOVER("clinicians who leave", 0.75, 1.33),
  /** Weeks that an empty post stays empty. */
  WEEKS_TO_FILL("weeks to fill an empty post", 0.75, 1.33),
  /** Share of days lost to sickness. */
  SICKNESS("sickness", 0.8, 1.25),
  /** People in a crisis. */
  CRISES("people in a crisis", 0.7, 1.4),
  /** Minutes of work between visits that a visit makes. */
  WORK_BETWEEN_VISITS("work between visits", 0.8, 1.25),
  /** Months by which proposed hires and services start later than proposed. */
  HIRING_DELAY_MONTHS("months of delay of hires and services", 0, 3);

  /**
   * How far it may be off: 5 and 95 % points.
   *
   * @param givenBy who said so
   */
  public record Range(double low, double high, String givenBy) {
    /** The smallest range that holds both: where sides differ, the doubt is as wide as both. */
    public Range and(Range other) {
      return new Range(
          Math.min(low, other.low),
          Math.max(high, other.high),
          givenBy.equals(other.givenBy) ? givenBy : givenBy + "; " + other.givenBy);
    }
  }

  private static final double SMALLEST_SHARE = 1e-9;

  private final String words;
  private final double low;
  private final double high;

  Assumption(String words, double low, double high) {
    this.words = words;
    this.low = low;
    this.high = high;
  }

  /** Its key in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is called in sentences. */
  public String words() {
    return words;
  }

  /** How far it may be off where no file says so. */
  public Range otherwise() {
    return new Range(low, high, "default");
  }

  /** The value at which a clinic is as its file says. */
  public double neutral() {
    return this == HIRING_DELAY_MONTHS ? 0 : 1;
  }

  /** The clinic with this assumption off by a value. */
  public Clinic applyTo(Clinic clinic, double value) {
    if (value == neutral()) {
      return clinic;
    }
    Workforce work = clinic.workforce();
    return switch (this) {
      case REQUESTS ->
          clinic.withSites(
              site ->
                  site.withDemand(
                      site.demand().withRequestsAWeek(site.demand().requestsAWeek() * value)));
      case COURSE_LENGTH ->
          clinic.withCourse(
              new Clinic.Course(
                  longer(clinic.course().sessions(), value),
                  clinic.course().intervals(),
                  clinic.course().continuity(),
                  clinic.course().worthWaitingDays()));
      case NO_SHOWS -> clinic.withAttendance(missing(clinic.attendance(), value));
      case TURNOVER ->
          clinic.withWorkforce(
              new Workforce(
                  1 - Math.pow(1 - work.turnoverAYear(), value),
                  work.weeksToFill(),
                  work.rampWeeks(),
                  work.rampShare()));
      case WEEKS_TO_FILL ->
          clinic.withWorkforce(
              new Workforce(
                  work.turnoverAYear(),
                  (int) Math.max(1, Math.round(work.weeksToFill() * value)),
                  work.rampWeeks(),
                  work.rampShare()));
      case SICKNESS ->
          clinic.withAbsence(
              new Clinic.Absence(
                  clinic.absence().leaveDaysAYear(),
                  Math.min(0.9, clinic.absence().sicknessShare() * value),
                  clinic.absence().sicknessMeanDays(),
                  clinic.absence().strikes()));
      case CRISES -> clinic.withSites(site -> site.withCrisis(moreCrises(site.crisis(), value)));
      case WORK_BETWEEN_VISITS -> {
        Costs costs = clinic.costs();
        yield clinic.withCosts(
            new Costs(
                costs.onCostShare(),
                costs.indirectMinutesAVisit() * value,
                costs.vacantPostShare()));
      }
      case HIRING_DELAY_MONTHS -> clinic.withSites(site -> later(site, (int) Math.round(value)));
    };
  }

  private static Clinic.Crisis moreCrises(Clinic.Crisis crisis, double factor) {
    return new Clinic.Crisis(
        crisis.arrivalsAWeek() * factor,
        crisis.weekdayWeights(),
        crisis.hourWeights(),
        crisis.opens(),
        crisis.closes(),
        crisis.visitMinutes(),
        crisis.heldPlacesADay(),
        crisis.releaseDaysBefore(),
        crisis.overflow(),
        crisis.service());
  }

  /** Only what is still to come is late; who is there from day 0 stays there. */
  private static Clinic.Site later(Clinic.Site site, int months) {
    List<Posts> posts =
        site.posts().stream()
            .map(
                p ->
                    p.startsInMonth() == 0
                        ? p
                        : new Posts(p.role(), p.count(), p.fte(), p.startsInMonth() + months))
            .toList();
    return site.withPosts(posts)
        .withCrisis(
            site.crisis()
                .withService(
                    site.crisis()
                        .service()
                        .map(
                            s ->
                                s.startsInMonth() == 0
                                    ? s
                                    : new CrisisService(
                                        s.opens(),
                                        s.closes(),
                                        s.staff(),
                                        s.costAYear(),
                                        s.startsInMonth() + months))));
  }

  private static Attendance missing(Attendance a, double oddsFactor) {
    return new Attendance(
        curve(a.firstVisits(), oddsFactor),
        curve(a.returnVisits(), oddsFactor),
        a.patientSpread(),
        a.cancelledByPatient(),
        a.lateCancelShare(),
        a.cancelledByClinic(),
        a.rejoinsAfterNoShow(),
        a.rejoinsAfterCancel(),
        a.givesUpAWeek());
  }

  private static MissCurve curve(MissCurve c, double factor) {
    return new MissCurve(odds(c.atOnce(), factor), odds(c.atMost(), factor), c.days());
  }

  private static double odds(double share, double factor) {
    return share * factor / (1 - share + share * factor);
  }

  /**
   * Courses whose mean length is changed by a factor: each length weighs exp(tilt · length) as
   * much.
   */
  static Sessions longer(Sessions sessions, double factor) {
    return switch (sessions) {
      case Sessions.Geometric g -> new Sessions.Geometric(Math.max(1, g.mean() * factor));
      case Sessions.Mixture m -> tilted(weights(m), factor);
      case Sessions.Empirical e ->
          tilted(e.weights().stream().mapToDouble(w -> w).toArray(), factor);
    };
  }

  private static double[] weights(Sessions.Mixture mixture) {
    int longest = mixture.ranges().stream().mapToInt(Sessions.Range::to).max().orElse(1);
    double[] weights = new double[longest];
    for (Sessions.Range range : mixture.ranges()) {
      for (int n = range.from(); n <= range.to(); n++) {
        weights[n - 1] += range.share() / (range.to() - range.from() + 1);
      }
    }
    return weights;
  }

  private static Sessions tilted(double[] weights, double factor) {
    double wanted = mean(weights, 0) * factor;
    double low = -2;
    double high = 2;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (mean(weights, middle) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    List<Double> result = new ArrayList<>();
    for (int n = 0; n < weights.length; n++) {
      result.add(Math.max(SMALLEST_SHARE * weights[n], weights[n] * Math.exp(low * n)));
    }
    return new Sessions.Empirical(result);
  }

  /** The mean length under a tilt, with the largest exponent taken out so that none overflows. */
  private static double mean(double[] weights, double tilt) {
    double shift = tilt > 0 ? tilt * (weights.length - 1) : 0;
    double sum = 0;
    double lengths = 0;
    for (int n = 0; n < weights.length; n++) {
      double w = weights[n] * Math.exp(tilt * n - shift);
      sum += w;
      lengths += (n + 1) * w;
    }
    return lengths / sum;
  }
}
