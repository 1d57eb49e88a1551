package org.duecourse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long courses of treatment are, what clinicians order, and whether the clinician stays. */
final class CourseEstimates {
  private static final int FEW = 30;
  private static final int ENOUGH_FOR_ONE_NUMBER = 60;
  private static final int MOST_VISITS = 80;
  private static final int MOST_INTERVALS = 6;
  private static final double LEAST_SHARE = 0.02;

  private final LogFacts facts;
  private final double level;
  private final List<Estimate> all = new ArrayList<>();

  CourseEstimates(LogFacts facts, double level) {
    this.facts = facts;
    this.level = level;
  }

  List<Estimate> estimates() {
    sessions();
    intervals();
    continuity();
    return all;
  }

  private void sessions() {
    List<LogFacts.Courses> rows = facts.courses();
    int courses = rows.stream().mapToInt(LogFacts.Courses::courses).sum();
    int ended = rows.stream().filter(r -> r.ended()).mapToInt(LogFacts.Courses::courses).sum();
    if (ended < FEW) {
      all.add(
          new Estimate(
              "course.sessions",
              "",
              null,
              0,
              "only "
                  + ended
                  + " courses that begin and end in the log; the mixture of the reference file"));
      return;
    }
    int[] visits = new int[courses];
    boolean[] closed = new boolean[courses];
    int at = 0;
    for (LogFacts.Courses row : rows) {
      for (int i = 0; i < row.courses(); i++) {
        visits[at] = row.visits();
        closed[at] = row.ended();
        at++;
      }
    }
    CourseHazard hazard = new CourseHazard(visits, closed);
    int reached = 1;
    while (reached < MOST_VISITS && hazard.reached(reached + 1) >= ENOUGH_FOR_ONE_NUMBER) {
      reached++;
    }
    double tail = hazard.constantFrom(Math.min(reached + 1, hazard.longest()), level).value();
    int length =
        tail > 0
            ? (int)
                Math.min(
                    MOST_VISITS,
                    reached + Math.ceil(Math.log(0.02) / Math.log(1 - Math.min(0.99, tail))))
            : MOST_VISITS;
    double[] shares = hazard.lengthShares(ENOUGH_FOR_ONE_NUMBER, Math.max(1, length));
    List<String> weights = new ArrayList<>();
    for (int j = 1; j < shares.length; j++) {
      weights.add(DemandEstimates.number(shares[j]));
    }
    Interval mean = hazard.meanVisits(level);
    all.add(
        new Estimate(
            "course.sessions_mean",
            DemandEstimates.number(mean.value()),
            mean,
            courses,
            String.format(
                Locale.ROOT,
                "visits over ends, %d of %d courses ended; if the chance of ending is the same after every visit",
                ended,
                courses)));
    all.add(
        new Estimate(
            "course.sessions_weights",
            "[" + String.join(", ", weights) + "]",
            Interval.wilson((double) hazard.ended(1), (double) hazard.reached(1), level),
            courses,
            "hazard of ending after each visit, open courses counted; the interval is that of one visit only"));
  }

  private void intervals() {
    List<LogFacts.Ordered> rows = facts.has("orders") ? facts.intervals() : List.of();
    double total = rows.stream().mapToDouble(LogFacts.Ordered::orders).sum();
    if (total < FEW) {
      all.add(
          new Estimate(
              "course.intervals",
              "",
              null,
              0,
              facts.has("orders")
                  ? "only "
                      + (long) total
                      + " first orders with a target; the mix of the reference file"
                  : "the log has no orders; a gap between visits is what was free, not what was ordered"));
      return;
    }
    List<LogFacts.Ordered> kept = new ArrayList<>();
    for (LogFacts.Ordered row : rows) {
      if (row.days() >= 1
          && kept.size() < MOST_INTERVALS
          && (kept.isEmpty() || row.orders() >= LEAST_SHARE * total)) {
        kept.add(row);
      }
    }
    double[] orders = new double[kept.size()];
    for (LogFacts.Ordered row : rows) {
      orders[nearest(kept, row)] += row.orders();
    }
    for (int i = 0; i < orders.length; i++) {
      Interval share = Interval.wilson(orders[i], total, level);
      LogFacts.Ordered row = kept.get(i);
      all.add(
          new Estimate(
              "course.intervals." + (i + 1),
              String.format(
                  Locale.ROOT,
                  "{share: %s, days: %d, early: %d, late: %d}",
                  DemandEstimates.number(share.value()),
                  row.days(),
                  Math.max(0, row.early()),
                  Math.max(0, row.late())),
              share,
              (long) orders[i],
              "first orders of patients; rarer intervals counted with the nearest"));
    }
  }

  private static int nearest(List<LogFacts.Ordered> kept, LogFacts.Ordered row) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < kept.size(); i++) {
      LogFacts.Ordered each = kept.get(i);
      double away =
          100.0 * Math.abs(each.days() - row.days())
              + Math.abs(each.early() - row.early())
              + Math.abs(each.late() - row.late());
      if (away < least) {
        least = away;
        best = i;
      }
    }
    return best;
  }

  private void continuity() {
    LogFacts.Continuity row = facts.continuity();
    if (row.returns() < FEW) {
      all.add(
          new Estimate(
              "course.continuity",
              "required",
              null,
              0,
              "too few returns whose clinicians are known; the default of the reference file"));
      return;
    }
    Interval same = Interval.wilson(row.same(), row.returns(), level);
    String value = same.value() > 0.97 ? "required" : same.value() > 0.5 ? "preferred" : "none";
    all.add(
        new Estimate(
            "course.continuity",
            value,
            same,
            (long) row.returns(),
            "share of returns with the clinician of the visit before: over 97 % required, over half preferred"));
  }
}
