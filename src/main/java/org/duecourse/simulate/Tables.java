package org.duecourse.simulate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.simulate.Clinic.Posts;
import org.duecourse.simulate.Clinic.ReturnInterval;
import org.duecourse.simulate.Clinic.Role;
import org.duecourse.simulate.Clinic.Sessions;
import org.duecourse.simulate.Clinic.Site;

/**
 * The rules of a clinic, resolved into flat arrays before the first replication; no run changes
 * them. Days count from 0, the first day of the run, and reach past its end as far as visits can be
 * booked.
 */
final class Tables {
  /** Patients are sorted into so many classes by how reliably they come. */
  static final int EFFECT_CLASSES = 8;

  /** The calendar reaches this far past the last day that can be booked, for limits. */
  private static final int MARGIN = 200;

  final Clinic clinic;
  final RunPlan plan;

  /** Days in the ring of calendar rows: a power of two above the booking horizon. */
  final int ring;

  final boolean[] open;

  /** How many open days lie before a day. */
  final int[] openBefore;

  private final int[] openDays;
  final int openDaysAWeek;

  final int sites;
  final int posts;
  final long[] siteKey;
  final int[] firstPost;
  final int[] siteOfPost;
  final long[] postKey;

  /** Places on an open day at full strength, on average. */
  final double[] rate;

  /**
   * Where a post's running total of places starts, in [0, 1), so that posts do not move in step.
   */
  final double[] phase;

  final int[] startsOn;
  final double[] fteOfPost;

  /** Pay and what comes with it, a day. */
  final double[] costADay;

  final double[] protectedMinutesADay;

  /** Expected requests by site and day, without the spread of demand. */
  final double[][] expectedRequests;

  final double[][] expectedCrises;
  final Quantiles[] crisisHours;

  final int[] intervalDays;
  final int[] intervalEarly;
  final int[] intervalLate;

  /** Which of the intervals a patient has. */
  final Quantiles intervals;

  /** Attended visits of a course, less one. */
  final Quantiles sessionsLessOne;

  /**
   * Places by day and post of a clinician at full strength, and of these: kept for first visits,
   * held for crises.
   */
  final byte[] places;

  final byte[] firstPlaces;
  final byte[] heldPlaces;

  /** Chance of a no-show by kind, class of patient and days ahead, if not cancelled. */
  final float[][][] miss;

  final boolean everybodyComes;

  Tables(Clinic clinic, RunPlan plan) {
    this.clinic = clinic;
    this.plan = plan;
    this.ring = ringFor(clinic.booking().horizonDays());
    int length = plan.allDays() + ring + MARGIN;
    open = new boolean[length];
    openBefore = new int[length + 1];
    openDays = new int[length];
    openDaysAWeek = clinic.openDays().weekdays().size();
    fillCalendar(length);

    sites = clinic.sites().size();
    firstPost = new int[sites + 1];
    siteKey = new long[sites];
    List<PostLine> lines = postLines();
    posts = lines.size();
    siteOfPost = new int[posts];
    postKey = new long[posts];
    rate = new double[posts];
    phase = new double[posts];
    startsOn = new int[posts];
    fteOfPost = new double[posts];
    costADay = new double[posts];
    protectedMinutesADay = new double[posts];
    for (int c = 0; c < posts; c++) {
      PostLine line = lines.get(c);
      Role role = line.role();
      siteOfPost[c] = line.site();
      postKey[c] = line.key();
      rate[c] = role.supply().placesAnOpenDay(openDaysAWeek) * line.fte();
      phase[c] = Streams.uniform(0, line.key());
      startsOn[c] = line.startsOn();
      fteOfPost[c] = line.fte();
      costADay[c] = role.payAYear() * line.fte() * (1 + clinic.costs().onCostShare()) / 365.25;
      protectedMinutesADay[c] = role.supply().protectedMinutes() * line.fte() / openDaysAWeek;
    }

    expectedRequests = new double[sites][plan.allDays()];
    expectedCrises = new double[sites][plan.allDays()];
    crisisHours = new Quantiles[sites];
    for (int s = 0; s < sites; s++) {
      fillDemand(s, clinic.sites().get(s));
    }

    List<ReturnInterval> intervals = clinic.course().intervals();
    intervalDays = intervals.stream().mapToInt(ReturnInterval::days).toArray();
    intervalEarly = intervals.stream().mapToInt(ReturnInterval::early).toArray();
    intervalLate = intervals.stream().mapToInt(ReturnInterval::late).toArray();
    this.intervals =
        Quantiles.ofWeights(intervals.stream().mapToDouble(ReturnInterval::share).toArray());
    sessionsLessOne =
        switch (clinic.course().sessions()) {
          case Sessions.Geometric g -> Quantiles.geometric(g.mean());
          case Sessions.Mixture m -> Quantiles.ofWeights(weightsOf(m));
          case Sessions.Empirical e ->
              Quantiles.ofWeights(e.weights().stream().mapToDouble(w -> w).toArray());
        };
    int rows = plan.allDays() + ring;
    places = new byte[rows * posts];
    firstPlaces = new byte[rows * posts];
    heldPlaces = new byte[rows * posts];
    for (int day = 0; day < rows; day++) {
      for (int c = 0; c < posts; c++) {
        fillPlaces(day, c);
      }
    }
    Clinic.Attendance attendance = clinic.attendance();
    everybodyComes =
        attendance.firstVisits().atMost() == 0
            && attendance.returnVisits().atMost() == 0
            && attendance.firstVisits().atOnce() == 0
            && attendance.returnVisits().atOnce() == 0
            && attendance.cancelledByPatient() == 0
            && attendance.cancelledByClinic() == 0
            && attendance.givesUpAWeek() == 0;
    miss = new float[2][EFFECT_CLASSES][ring];
    fillMisses(attendance);
  }

  /** One post, as the file's lists have it. */
  private record PostLine(int site, Role role, double fte, int startsOn, long key) {}

  private List<PostLine> postLines() {
    List<PostLine> lines = new ArrayList<>();
    for (int s = 0; s < sites; s++) {
      Site site = clinic.sites().get(s);
      siteKey[s] = Streams.entity("site " + site.id());
      firstPost[s] = lines.size();
      int ordinal = 0;
      for (Posts group : site.posts()) {
        Role role =
            clinic.roles().stream()
                .filter(r -> r.id().equals(group.role()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no role " + group.role()));
        for (int i = 0; i < group.count(); i++) {
          long key = Streams.entity("post " + site.id() + " " + ordinal++);
          lines.add(new PostLine(s, role, group.fte(), dayOfMonth(group.startsInMonth()), key));
        }
      }
    }
    firstPost[sites] = lines.size();
    return lines;
  }

  /** The first day of the m-th measured month; month 0 is the first day of the run. */
  int dayOfMonth(int month) {
    if (month == 0) {
      return 0;
    }
    LocalDate measured = clinic.firstDay().plusDays(plan.warmupDays());
    return (int) (measured.plusMonths(month - 1L).toEpochDay() - clinic.firstDay().toEpochDay());
  }

  private void fillPlaces(int day, int c) {
    if (!open[day]) {
      return;
    }
    int at = day * posts + c;
    Site site = clinic.sites().get(siteOfPost[c]);
    int n = openBefore[day];
    int all = step(rate[c], n, phase[c]);
    int held = Math.min(all, heldFor(site.crisis(), n, c));
    places[at] = (byte) all;
    heldPlaces[at] = (byte) held;
    firstPlaces[at] = (byte) firstOf(c, n, rate[c], all - held);
  }

  /** Of so many places, those kept for first visits on the n-th open day at a rate of places. */
  int firstOf(int c, int n, double placesADay, int left) {
    double share = clinic.sites().get(siteOfPost[c]).ratio().firstShare();
    return share == 0 ? 0 : Math.min(left, step(placesADay * share, n, phase[c]));
  }

  /** Whole places of a fractional rate: the running total never strays a place from the rate. */
  static int step(double rate, int n, double phase) {
    return (int) (Math.floor((n + 1) * rate + phase) - Math.floor(n * rate + phase));
  }

  /** Held places move from clinician to clinician day by day. */
  private int heldFor(Clinic.Crisis crisis, int n, int c) {
    int site = siteOfPost[c];
    int local = c - firstPost[site];
    int count = firstPost[site + 1] - firstPost[site];
    int held = 0;
    for (int k = 0; k < crisis.heldPlacesADay(); k++) {
      held += (n * (long) crisis.heldPlacesADay() + k) % count == local ? 1 : 0;
    }
    return held;
  }

  /** Rows for a horizon: a power of two above it. */
  static int ringFor(int horizonDays) {
    int size = 64;
    while (size < horizonDays + 2) {
      size *= 2;
    }
    return size;
  }

  private void fillCalendar(int length) {
    int count = 0;
    for (int d = 0; d < length; d++) {
      open[d] = isOpen(clinic.firstDay().plusDays(d));
      openBefore[d] = count;
      if (open[d]) {
        openDays[count++] = d;
      }
    }
    openBefore[length] = count;
  }

  /** The measured week of a day, or -1 where the day is not measured. */
  int week(int day) {
    return day >= plan.warmupDays() && day < plan.allDays() ? (day - plan.warmupDays()) / 7 : -1;
  }

  /** The n-th open day after a day; past the calendar's end its last day. */
  int openDayAfter(int day, int n) {
    int at = openBefore[Math.min(day + 1, open.length)] + n - 1;
    return at < openBefore[open.length] ? openDays[at] : open.length - 1;
  }

  /** Open days d with from &lt; d &le; to; the run may begin after {@code from}. */
  int openDaysBetween(int from, int to) {
    int count = openBefore[to + 1] - openBefore[Math.max(0, from + 1)];
    for (int day = from + 1; day < 0; day++) {
      count += isOpen(clinic.firstDay().plusDays(day)) ? 1 : 0;
    }
    return count;
  }

  private boolean isOpen(LocalDate date) {
    return clinic.openDays().weekdays().contains(date.getDayOfWeek())
        && !clinic.openDays().closed().contains(date);
  }

  private void fillDemand(int s, Site site) {
    Clinic.Demand demand = site.demand();
    double weekdays = sum(demand.weekdayWeights());
    double months = sum(demand.monthWeights()) / demand.monthWeights().size();
    Clinic.Crisis crisis = site.crisis();
    double crisisWeekdays = sum(crisis.weekdayWeights());
    for (int d = 0; d < plan.allDays(); d++) {
      LocalDate date = clinic.firstDay().plusDays(d);
      int weekday = date.getDayOfWeek().getValue() - 1;
      double growth =
          Math.pow(1 + demand.growthAYear(), Math.max(0, d - plan.warmupDays()) / 365.25);
      expectedRequests[s][d] =
          demand.requestsAWeek()
              * demand.weekdayWeights().get(weekday)
              / weekdays
              * demand.monthWeights().get(date.getMonthValue() - 1)
              / months
              * growth;
      expectedCrises[s][d] =
          crisis.arrivalsAWeek() * crisis.weekdayWeights().get(weekday) / crisisWeekdays;
    }
    crisisHours[s] =
        Quantiles.ofWeights(crisis.hourWeights().stream().mapToDouble(w -> w).toArray());
  }

  private void fillMisses(Clinic.Attendance attendance) {
    for (int effect = 0; effect < EFFECT_CLASSES; effect++) {
      double shift = attendance.patientSpread() * normalQuantile((effect + 0.5) / EFFECT_CLASSES);
      for (int ahead = 0; ahead < ring; ahead++) {
        miss[0][effect][ahead] = shifted(attendance.firstVisits().at(ahead), shift);
        miss[1][effect][ahead] = shifted(attendance.returnVisits().at(ahead), shift);
      }
    }
  }

  /** Moves a probability by a shift of its log odds. */
  private static float shifted(double probability, double shift) {
    if (probability <= 0 || probability >= 1 || shift == 0) {
      return (float) probability;
    }
    double odds = Math.log(probability / (1 - probability)) + shift;
    return (float) (1 / (1 + Math.exp(-odds)));
  }

  /** A normal quantile by bisection of the distribution function's series; used eight times. */
  private static double normalQuantile(double p) {
    double low = -8;
    double high = 8;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      double term = middle;
      double sum = middle;
      for (int k = 1; k < 200; k++) {
        term *= middle * middle / (2 * k + 1);
        sum += term;
      }
      double phi = 0.5 + sum * Math.exp(-middle * middle / 2) / Math.sqrt(2 * Math.PI);
      if (phi < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double[] weightsOf(Sessions.Mixture mixture) {
    int longest = mixture.ranges().stream().mapToInt(Sessions.Range::to).max().orElse(1);
    double[] weights = new double[longest];
    for (Sessions.Range range : mixture.ranges()) {
      for (int n = range.from(); n <= range.to(); n++) {
        weights[n - 1] += range.share() / (range.to() - range.from() + 1);
      }
    }
    return weights;
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(v -> v).sum();
  }
}
