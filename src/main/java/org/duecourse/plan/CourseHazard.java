package org.duecourse.plan;

/**
 * How likely a course of treatment ends after each visit, from closed courses and from those still
 * open. An open course tells that it did not end after each visit but its last; whether the last
 * was the end is not known yet and counts as "went on".
 *
 * <p>The mean of closed courses alone is far too low, since long courses are the ones still open:
 * 3.7 visits against 9.7 in the example of the test.
 */
public final class CourseHazard {
  private final long[] visitsAt;
  private final long[] endsAt;

  /**
   * Takes courses.
   *
   * @param visits attended visits so far, at least 1 each
   * @param closed whether the course is known to have ended after the last of them
   */
  public CourseHazard(int[] visits, boolean[] closed) {
    int longest = 0;
    for (int v : visits) {
      if (v < 1) {
        throw new IllegalArgumentException("a course has at least one visit, not " + v);
      }
      longest = Math.max(longest, v);
    }
    visitsAt = new long[longest + 1];
    endsAt = new long[longest + 1];
    for (int i = 0; i < visits.length; i++) {
      for (int j = 1; j <= visits[i]; j++) {
        visitsAt[j]++;
      }
      endsAt[visits[i]] += closed[i] ? 1 : 0;
    }
  }

  /** The most visits of any course. */
  public int longest() {
    return visitsAt.length - 1;
  }

  /** How many courses reached a visit of this number. */
  public long reached(int visit) {
    return visit > longest() ? 0 : visitsAt[visit];
  }

  /** How many courses ended after the visit of this number. */
  public long ended(int visit) {
    return visit > longest() ? 0 : endsAt[visit];
  }

  /** The chance of ending after a visit, if it is the same after every visit from one number on. */
  public Interval constantFrom(int visit, double level) {
    long reached = 0;
    long ended = 0;
    for (int j = visit; j <= longest(); j++) {
      reached += visitsAt[j];
      ended += endsAt[j];
    }
    return Interval.wilson((double) ended, (double) reached, level);
  }

  /** The mean visits of a whole course, if the chance of ending is the same after every visit. */
  public Interval meanVisits(double level) {
    Interval end = constantFrom(1, level);
    return new Interval(1 / end.value(), 1 / end.high(), 1 / end.low(), level);
  }

  /**
   * The share of courses that end after 1, 2, … visits: the hazard of each number where enough
   * courses reach it, and one hazard for all beyond.
   *
   * @param enough how many courses must reach a number for a hazard of its own
   * @param visits how many numbers; what is left is put at the end, in the last place
   */
  public double[] lengthShares(int enough, int visits) {
    double[] shares = new double[visits + 1];
    double goesOn = 1;
    int split = 1;
    while (split <= visits && reached(split) >= enough) {
      double hazard = (double) ended(split) / reached(split);
      shares[split] = goesOn * hazard;
      goesOn *= 1 - hazard;
      split++;
    }
    if (split <= visits) {
      double tail =
          reached(split) > 0 ? constantFrom(split, 0.95).value() : constantFrom(1, 0.95).value();
      for (int j = split; j <= visits; j++) {
        shares[j] = goesOn * tail;
        goesOn *= 1 - tail;
      }
    }
    shares[visits] += goesOn;
    return shares;
  }
}
