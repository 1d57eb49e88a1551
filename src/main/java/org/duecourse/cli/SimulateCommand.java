package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.duecourse.io.Refused;
import org.duecourse.io.Yaml;
import org.duecourse.report.Table;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.ClinicReader;
import org.duecourse.simulate.Interval;
import org.duecourse.simulate.Output;
import org.duecourse.simulate.RunPlan;
import org.duecourse.simulate.SimulationResult;
import org.duecourse.simulate.Simulator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duecourse simulate}: what would happen in a clinic, with an interval on every figure. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Run a clinic file many times; every output with a confidence interval.")
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "CLINIC.yaml",
      description =
          "The clinic. All keys with their defaults: duecourse simulate --reference, or docs/clinic-reference.yaml.",
      arity = "0..1")
  @Nullable Path file;

  @Option(names = "--reference", description = "Print the reference file of all keys and end.")
  boolean reference;

  @Option(
      names = "--warmup-days",
      paramLabel = "N",
      defaultValue = "0",
      description = "Days before anything is counted. Default: ${DEFAULT-VALUE}.")
  int warmupDays;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "364",
      description = "Measured days. Default: ${DEFAULT-VALUE}.")
  int days;

  @Option(
      names = "--replications",
      paramLabel = "N",
      defaultValue = "20",
      description = "Independent runs. Default: ${DEFAULT-VALUE}.")
  int replications;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same bytes. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--level",
      paramLabel = "SHARE",
      defaultValue = "0.95",
      description = "Level of the intervals. Default: ${DEFAULT-VALUE}.")
  double level;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at a time; the result does not depend on it. Default: one a core.")
  @Nullable Integer threads;

  @Option(
      names = "--log",
      paramLabel = "DIR",
      description = "Write the access log of the first run, which duecourse measure reads.")
  @Nullable Path log;

  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (reference) {
      out.print(ClinicReader.reference());
      out.flush();
      return 0;
    }
    if (file == null) {
      throw Refused.usage("A clinic file is missing. Maybe: duecourse simulate CLINIC.yaml");
    }
    RunPlan plan = plan();
    Clinic clinic = ClinicReader.read(Yaml.read(file));
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), "replications");
    SimulationResult result = run(clinic, plan, progress);
    progress.clear();
    output.print(table(result), out);
    return 0;
  }

  private SimulationResult run(Clinic clinic, RunPlan plan, ProgressLine progress) {
    Path folder = log;
    if (folder == null) {
      return Simulator.run(clinic, plan, progress::show, null);
    }
    try (SimulatedLog rows = new SimulatedLog(clinic, folder)) {
      SimulationResult result = Simulator.run(clinic, plan, progress::show, rows);
      rows.finish();
      spec.commandLine()
          .getErr()
          .println("Next: duecourse measure return-lateness,first-wait " + folder + " --by site");
      return result;
    }
  }

  private RunPlan plan() {
    List<String> wrong = new ArrayList<>();
    atLeast(wrong, "--warmup-days", warmupDays, 0);
    atLeast(wrong, "--days", days, 1);
    atLeast(wrong, "--replications", replications, 1);
    int wanted = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    atLeast(wrong, "--threads", wanted, 1);
    if (!(level > 0 && level < 1)) {
      wrong.add("--level " + level + ": a level lies between 0 and 1. Maybe 0.95.");
    }
    if ((long) warmupDays + days > 36_525) {
      wrong.add("--days: a run is at most 100 years, with its warm-up.");
    }
    if (!wrong.isEmpty()) {
      throw Refused.usage(String.join("\n", wrong));
    }
    return new RunPlan(warmupDays, days, replications, seed, wanted, level);
  }

  private static void atLeast(List<String> wrong, String option, int value, int least) {
    if (value < least) {
      wrong.add(option + " " + value + ": at least " + least + " is expected.");
    }
  }

  private static Table table(SimulationResult result) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Output output : Output.values()) {
      Interval interval = result.interval(output);
      if (!Double.isNaN(interval.mean())) {
        rows.add(
            Arrays.asList(
                output.key(),
                interval.mean(),
                finite(interval.low()),
                finite(interval.high()),
                output.definition()));
      }
    }
    RunPlan plan = result.plan();
    return new Table(
        result.clinic().name()
            + ": "
            + plan.days()
            + " days after "
            + plan.warmupDays()
            + " of warm-up, "
            + plan.replications()
            + " replications, seed "
            + plan.seed(),
        List.of("output", "mean", "low", "high", "definition"),
        rows,
        List.of(
            "Intervals: "
                + plan.level()
                + " over replications, Student's t; the spread of demand is in them, the doubt about the clinic file is not.",
            "First and return stand side by side: a short first_wait_days says nothing about return visits."),
        result.json());
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
