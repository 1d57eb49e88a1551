package org.duecourse.plan;

/**
 * Posts that empty and are filled again. A filled post empties at the end of each week with one
 * chance, and is then empty for exactly the weeks that filling takes; posts do so apart from each
 * other, so that in the long run the number filled is binomial.
 *
 * @param leavingChance the chance that a filled post empties at the end of a week
 * @param weeksToFill how long it then stays empty
 */
public record Vacancies(double leavingChance, double weeksToFill) {

  /** From a share that leaves in a year, such as 0.30. */
  public static Vacancies ofYearlyTurnover(double turnover, double weeksToFill) {
    return new Vacancies(1 - Math.pow(1 - turnover, 1.0 / 52), weeksToFill);
  }

  /** The share of posts filled in the long run. */
  public double occupancy() {
    return 1 / leavingChance / (1 / leavingChance + weeksToFill);
  }

  /** The chance that at least so many of the posts are filled in a week. */
  public double chanceOfAtLeast(int filled, int posts) {
    return filled <= 0
        ? 1
        : SpecialFunctions.betaShareBelow(filled, posts - filled + 1.0, occupancy());
  }

  /** The fewest posts with which at least so many are filled in a share of the weeks. */
  public int postsFor(int filled, double shareOfWeeks) {
    int posts = filled;
    while (chanceOfAtLeast(filled, posts) < shareOfWeeks) {
      posts++;
    }
    return posts;
  }

  /**
   * The work of a post, as a share of a post always filled by someone who knows the work.
   *
   * @param rampWeeks how long a new clinician works at a lower rate
   * @param rampRate that rate
   */
  public double effectiveShare(int rampWeeks, double rampRate) {
    double lost = (1 - rampRate) * (1 - Math.pow(1 - leavingChance, rampWeeks)) / leavingChance;
    return (1 / leavingChance - lost) / (1 / leavingChance + weeksToFill);
  }
}
