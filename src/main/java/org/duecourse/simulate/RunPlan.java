package org.duecourse.simulate;

/**
 * How a clinic is run.
 *
 * @param warmupDays days before anything is counted
 * @param days measured days
 * @param replications independent runs
 * @param seed where chance starts; the same seed gives the same bytes on any number of threads
 * @param threads how many replications run at a time
 * @param level of the intervals, such as 0.95
 */
public record RunPlan(
    int warmupDays, int days, int replications, long seed, int threads, double level) {
  /** A year from today's state, 20 replications. */
  public static final RunPlan DEFAULT =
      new RunPlan(0, 364, 20, 1, Runtime.getRuntime().availableProcessors(), 0.95);

  /** Checks the ranges. */
  public RunPlan {
    if (warmupDays < 0 || days < 1 || replications < 1 || threads < 1) {
      throw new IllegalArgumentException("days, replications and threads start at 1");
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("a level lies between 0 and 1");
    }
  }

  /** All days of a run. */
  public int allDays() {
    return warmupDays + days;
  }

  /** The same plan with another seed. */
  public RunPlan withSeed(long other) {
    return new RunPlan(warmupDays, days, replications, other, threads, level);
  }

  /** The same plan with other replications. */
  public RunPlan withReplications(int other) {
    return new RunPlan(warmupDays, days, other, seed, threads, level);
  }
}
