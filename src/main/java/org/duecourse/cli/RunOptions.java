package org.duecourse.cli;

import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.Refused;
import org.duecourse.simulate.RunPlan;
import org.jspecify.annotations.Nullable;

/** Checks what a person asked of runs, all at once. */
final class RunOptions {
  private static final int LONGEST_DAYS = 36_525;

  private RunOptions() {}

  /** A plan of runs, or a refusal with everything that is wrong. */
  static RunPlan plan(
      int warmupDays,
      int days,
      int replications,
      long seed,
      @Nullable Integer threads,
      double level) {
    List<String> wrong = new ArrayList<>();
    if (days < 7 || warmupDays < 0 || (long) warmupDays + days > LONGEST_DAYS) {
      wrong.add("Weeks: at least 1, and at most 100 years with those before, are expected.");
    }
    if (replications < 2) {
      wrong.add("--replications " + replications + ": a range needs at least 2.");
    }
    int wanted = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (wanted < 1) {
      wrong.add("--threads " + wanted + ": at least 1 is expected.");
    }
    if (!(level > 0 && level < 1)) {
      wrong.add("--level " + level + ": a level lies between 0 and 1. Maybe 0.95.");
    }
    if (!wrong.isEmpty()) {
      throw Refused.usage(String.join("\n", wrong));
    }
    return new RunPlan(warmupDays, days, replications, seed, wanted, level);
  }
}
