package org.duecourse.plan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Output;
import org.duecourse.simulate.RunPlan;
import org.duecourse.simulate.SimulationResult;
import org.duecourse.simulate.Simulator;

/**
 * The runs of a clinic's options: run r of every option meets the same people, the same chance and
 * the same draw of the doubtful assumptions. Runs are made when somebody asks for them, some at a
 * time, and kept.
 */
final class StaffingRuns {
  /** Runs made at a time: enough for several threads, few enough to stop early. */
  private static final int AT_A_TIME = 10;

  /** What a reader of the frontier wants to see of each option. */
  static final List<Output> SHOWN =
      List.of(
          Output.RETURN_IN_WINDOW_SHARE,
          Output.RETURN_IN_WINDOW_SHARE_FORGIVEN,
          Output.FIRST_SEEN_WITHIN_LIMIT_SHARE,
          Output.FIRST_WAIT_DAYS,
          Output.CLINICIANS_AT_WORK_FTE,
          Output.COST_A_YEAR);

  /** The limit on runs is reached. */
  static final class LimitReached extends RuntimeException {
    LimitReached() {
      super("the limit on replications is reached");
    }
  }

  private final Clinic clinic;
  private final String role;
  private final List<StaffingTarget> targets;
  private final ParameterDraw draw;
  private final RunPlan plan;
  private final int first;
  private final int limit;
  private final Runnable progress;
  private final Map<StaffingOption, Known> known = new LinkedHashMap<>();
  private int spent;

  /** What is known of an option. */
  private static final class Known {
    private int runs;
    private double[] margins = new double[0];
    private double[][] shown = new double[SHOWN.size()][0];
  }

  /**
   * Nothing is run yet.
   *
   * @param clinic of one site, counting with the limits of the targets
   * @param first the number of the first run; two sets that do not overlap are fresh to each other
   * @param limit on runs of all options together
   * @param progress told after each lot
   */
  StaffingRuns(
      Clinic clinic,
      String role,
      List<StaffingTarget> targets,
      ParameterDraw draw,
      RunPlan plan,
      int first,
      int limit,
      Runnable progress) {
    this.clinic = clinic;
    this.role = role;
    this.targets = targets;
    this.draw = draw;
    this.plan = plan;
    this.first = first;
    this.limit = limit;
    this.progress = progress;
  }

  /** How far run r of an option is on the right side of the target that it is worst at. */
  double margin(StaffingOption option, int run) {
    return runs(option, run + 1).margins[run];
  }

  /** Whether run r of an option meets every target. */
  boolean meets(StaffingOption option, int run) {
    return margin(option, run) >= 0;
  }

  /** How many of the first runs of an option meet every target. */
  int passes(StaffingOption option, int runs) {
    double[] margins = runs(option, runs).margins;
    int passes = 0;
    for (int r = 0; r < runs; r++) {
      passes += margins[r] >= 0 ? 1 : 0;
    }
    return passes;
  }

  /** How many runs of an option are there. */
  int made(StaffingOption option) {
    Known of = known.get(option);
    return of == null ? 0 : of.runs;
  }

  /** The options that were run. */
  List<StaffingOption> options() {
    return List.copyOf(known.keySet());
  }

  /** Mean of an output over the runs that there are. */
  double mean(StaffingOption option, Output output) {
    Known of = runs(option, 1);
    double[] values = of.shown[SHOWN.indexOf(output)];
    return Arrays.stream(values, 0, of.runs)
        .filter(v -> !Double.isNaN(v))
        .average()
        .orElse(Double.NaN);
  }

  /** Runs made so far, of all options. */
  int spent() {
    return spent;
  }

  private Known runs(StaffingOption option, int atLeast) {
    Known of = known.computeIfAbsent(option, o -> new Known());
    while (of.runs < atLeast) {
      more(option, of);
    }
    return of;
  }

  private void more(StaffingOption option, Known of) {
    if (spent + AT_A_TIME > limit) {
      throw new LimitReached();
    }
    Clinic staffed = option.applyTo(clinic, role);
    SimulationResult result =
        Simulator.runEach(
            staffed,
            replication -> draw.of(replication).apply(staffed),
            first + of.runs,
            plan.withReplications(AT_A_TIME),
            Simulator.Progress.NONE);
    spent += AT_A_TIME;
    int runs = of.runs + AT_A_TIME;
    of.margins = Arrays.copyOf(of.margins, runs);
    Arrays.fill(of.margins, of.runs, runs, Double.POSITIVE_INFINITY);
    for (StaffingTarget target : targets) {
      double[] margins = target.margins(result);
      for (int r = 0; r < AT_A_TIME; r++) {
        of.margins[of.runs + r] = Math.min(of.margins[of.runs + r], margins[r]);
      }
    }
    for (int i = 0; i < SHOWN.size(); i++) {
      of.shown[i] = Arrays.copyOf(of.shown[i], runs);
      System.arraycopy(result.values(SHOWN.get(i)), 0, of.shown[i], of.runs, AT_A_TIME);
    }
    of.runs = runs;
    progress.run();
  }
}
