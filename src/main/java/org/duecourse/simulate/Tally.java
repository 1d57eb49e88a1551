package org.duecourse.simulate;

/**
 * What is counted in a replication, for one site; the sum of several sites is a tally too. Only
 * events of the measured days are counted; the caller sees to that.
 */
final class Tally {
  /** Lateness is kept day by day up to here; later ones count as this. */
  private static final int LONGEST = 2000;

  long requests;
  long firstBooked;
  long firstWait;
  long firstBookedInLimit;
  long firstSeen;
  long firstSeenWait;
  long urgentDecided;
  long urgentMet;
  final int[] firstDecidedByWeek;
  final int[] firstMetByWeek;

  long returnsBooked;
  long returnDelay;
  long returnsOnDueDay;
  final int[] dueByWeek;
  final int[] inWindowByWeek;
  final int[] forgivenByWeek;
  private final int[] lateness = new int[LONGEST + 1];
  long intervals;
  long intervalDays;
  long intervalsInLimit;

  long waiting;
  final long[] unbooked = new long[4];
  long overdue;

  long places;
  long visitUnits;
  long visits;
  long missed;
  long bookings;
  long cancelledByPatient;
  long cancelledByClinic;
  long ended;
  long droppedOut;
  long gaveUp;
  long referredOut;

  double caseloadDays;
  double fteDays;
  double filledPostDays;
  double postDays;

  long crises;
  long crisesInHours;
  long crisesSameDay;
  long crisesIn4Hours;
  double coverHalfHours;
  double openHalfHours;
  double protectedMinutes;
  double protectedMinutesLost;
  double indirectBacklogMinutes;
  double fteAtEnd;
  double payCost;
  double otherCost;

  Tally(int weeks) {
    firstDecidedByWeek = new int[weeks];
    firstMetByWeek = new int[weeks];
    dueByWeek = new int[weeks];
    inWindowByWeek = new int[weeks];
    forgivenByWeek = new int[weeks];
  }

  /** Notes how late an order was, whose latest day lies in the measured days. */
  void late(int days) {
    late(days, 1);
  }

  /** The same of several orders. */
  void late(int days, int orders) {
    lateness[Math.min(Math.max(days, 0), LONGEST)] += orders;
  }

  /** Adds another site. */
  void add(Tally other) {
    requests += other.requests;
    firstBooked += other.firstBooked;
    firstWait += other.firstWait;
    firstBookedInLimit += other.firstBookedInLimit;
    firstSeen += other.firstSeen;
    firstSeenWait += other.firstSeenWait;
    urgentDecided += other.urgentDecided;
    urgentMet += other.urgentMet;
    add(firstDecidedByWeek, other.firstDecidedByWeek);
    add(firstMetByWeek, other.firstMetByWeek);
    returnsBooked += other.returnsBooked;
    returnDelay += other.returnDelay;
    returnsOnDueDay += other.returnsOnDueDay;
    add(dueByWeek, other.dueByWeek);
    add(inWindowByWeek, other.inWindowByWeek);
    add(forgivenByWeek, other.forgivenByWeek);
    add(lateness, other.lateness);
    intervals += other.intervals;
    intervalDays += other.intervalDays;
    intervalsInLimit += other.intervalsInLimit;
    waiting += other.waiting;
    for (int i = 0; i < unbooked.length; i++) {
      unbooked[i] += other.unbooked[i];
    }
    overdue += other.overdue;
    places += other.places;
    visitUnits += other.visitUnits;
    visits += other.visits;
    missed += other.missed;
    bookings += other.bookings;
    cancelledByPatient += other.cancelledByPatient;
    cancelledByClinic += other.cancelledByClinic;
    ended += other.ended;
    droppedOut += other.droppedOut;
    gaveUp += other.gaveUp;
    referredOut += other.referredOut;
    caseloadDays += other.caseloadDays;
    fteDays += other.fteDays;
    filledPostDays += other.filledPostDays;
    postDays += other.postDays;
    crises += other.crises;
    crisesInHours += other.crisesInHours;
    crisesSameDay += other.crisesSameDay;
    crisesIn4Hours += other.crisesIn4Hours;
    coverHalfHours += other.coverHalfHours;
    openHalfHours += other.openHalfHours;
    protectedMinutes += other.protectedMinutes;
    protectedMinutesLost += other.protectedMinutesLost;
    indirectBacklogMinutes += other.indirectBacklogMinutes;
    fteAtEnd += other.fteAtEnd;
    payCost += other.payCost;
    otherCost += other.otherCost;
  }

  /** The value of an output; NaN where nothing was counted. */
  double value(Output output, Clinic.Standards standards, int days) {
    double weeks = days / 7.0;
    return switch (output) {
      case FIRST_WAIT_DAYS -> (double) firstWait / firstBooked;
      case FIRST_SEEN_WAIT_DAYS -> (double) firstSeenWait / firstSeen;
      case FIRST_BOOKED_WITHIN_LIMIT_SHARE -> (double) firstBookedInLimit / requests;
      case FIRST_SEEN_WITHIN_LIMIT_SHARE -> share(firstMetByWeek, firstDecidedByWeek);
      case FIRST_WEEKS_MEETING_SHARE ->
          weeksMeeting(firstMetByWeek, firstDecidedByWeek, standards.firstTargetShare());
      case URGENT_SEEN_WITHIN_LIMIT_SHARE -> (double) urgentMet / urgentDecided;
      case WAITING_REQUESTS -> waiting;
      case RETURN_DELAY_DAYS -> (double) returnDelay / returnsBooked;
      case RETURN_ON_DUE_DAY_SHARE -> (double) returnsOnDueDay / returnsBooked;
      case RETURN_IN_WINDOW_SHARE -> share(inWindowByWeek, dueByWeek);
      case RETURN_IN_WINDOW_SHARE_FORGIVEN -> share(forgivenByWeek, dueByWeek);
      case RETURN_WEEKS_MEETING_SHARE ->
          weeksMeeting(inWindowByWeek, dueByWeek, standards.returnTargetShare());
      case RETURN_WEEKS_MEETING_SHARE_FORGIVEN ->
          weeksMeeting(forgivenByWeek, dueByWeek, standards.returnTargetShare());
      case RETURN_LATE_DAYS -> meanLateness();
      case RETURN_LATE_DAYS_P90 -> latenessQuantile(0.9);
      case RETURN_INTERVAL_DAYS -> (double) intervalDays / intervals;
      case RETURN_INTERVAL_WITHIN_LIMIT_SHARE -> (double) intervalsInLimit / intervals;
      case UNBOOKED_ORDERS -> unbooked[0] + unbooked[1] + unbooked[2] + unbooked[3];
      case UNBOOKED_NOT_DUE -> unbooked[0];
      case UNBOOKED_1_TO_7_DAYS -> unbooked[1];
      case UNBOOKED_8_TO_30_DAYS -> unbooked[2];
      case UNBOOKED_OVER_30_DAYS -> unbooked[3];
      case OVERDUE_ORDERS -> overdue;
      case UTILISATION -> (double) visitUnits / places;
      case PLACES_A_WEEK -> places / weeks;
      case VISITS_A_WEEK -> visits / weeks;
      case FIRST_VISITS_A_WEEK -> firstSeen / weeks;
      case REQUESTS_A_WEEK -> requests / weeks;
      case CASELOAD -> caseloadDays / days;
      case CASELOAD_PER_FTE -> caseloadDays / fteDays;
      case CLINICIANS_AT_WORK_FTE -> fteDays / days;
      case FILLED_POSTS_SHARE -> filledPostDays / postDays;
      case NO_SHOW_SHARE -> (double) missed / (missed + visits);
      case CANCELLED_BY_PATIENT_SHARE -> (double) cancelledByPatient / bookings;
      case CANCELLED_BY_CLINIC_SHARE -> (double) cancelledByClinic / bookings;
      case COURSES_ENDED_A_WEEK -> ended / weeks;
      case DROPOUTS_A_WEEK -> droppedOut / weeks;
      case GAVE_UP_A_WEEK -> gaveUp / weeks;
      case REFERRED_OUT_A_WEEK -> referredOut / weeks;
      case CRISIS_SAME_DAY_SHARE -> (double) crisesSameDay / crisesInHours;
      case CRISIS_WITHIN_4_HOURS_SHARE -> (double) crisesIn4Hours / crisesInHours;
      case CRISIS_OUT_OF_HOURS_SHARE -> (double) (crises - crisesInHours) / crises;
      case CRISIS_COVER_GAP_SHARE -> 1 - coverHalfHours / openHalfHours;
      case PROTECTED_MINUTES_KEPT_SHARE -> 1 - protectedMinutesLost / protectedMinutes;
      case INDIRECT_BACKLOG_HOURS_PER_FTE -> indirectBacklogMinutes / 60 / fteAtEnd;
      case STAFF_WEEKS -> fteDays / 7;
      case COST_A_YEAR -> (payCost + otherCost) * 365.25 / days;
      case PAY_A_YEAR -> payCost * 365.25 / days;
    };
  }

  private double meanLateness() {
    long sum = 0;
    long count = 0;
    for (int days = 0; days < lateness.length; days++) {
      sum += (long) days * lateness[days];
      count += lateness[days];
    }
    return (double) sum / count;
  }

  /** A quantile with linear interpolation between neighbours, as the measures have it. */
  private double latenessQuantile(double q) {
    long count = 0;
    for (int n : lateness) {
      count += n;
    }
    if (count == 0) {
      return Double.NaN;
    }
    double at = q * (count - 1);
    long below = (long) at;
    int low = nth(below);
    return low + (at - below) * (nth(Math.min(below + 1, count - 1)) - low);
  }

  private int nth(long rank) {
    long seen = 0;
    for (int days = 0; days < lateness.length; days++) {
      seen += lateness[days];
      if (seen > rank) {
        return days;
      }
    }
    return LONGEST;
  }

  private static double share(int[] part, int[] whole) {
    long parts = 0;
    long wholes = 0;
    for (int w = 0; w < whole.length; w++) {
      parts += part[w];
      wholes += whole[w];
    }
    return (double) parts / wholes;
  }

  /** Weeks without anybody are not counted. */
  private static double weeksMeeting(int[] part, int[] whole, double target) {
    int meeting = 0;
    int weeks = 0;
    for (int w = 0; w < whole.length; w++) {
      if (whole[w] > 0) {
        weeks++;
        meeting += part[w] >= target * whole[w] - 1e-9 ? 1 : 0;
      }
    }
    return (double) meeting / weeks;
  }

  private static void add(int[] to, int[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }
}
