package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.duecourse.io.Yaml;
import org.duecourse.plan.Comparison;
import org.duecourse.plan.ParameterDraw;
import org.duecourse.plan.PricedRule;
import org.duecourse.plan.Proposal;
import org.duecourse.report.ComparePage;
import org.duecourse.report.CompareReport;
import org.duecourse.report.Format;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.ClinicReader;
import org.duecourse.simulate.RunPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duecourse price}: what a rule of the desk costs, before it is set. */
@Command(
    name = "price",
    mixinStandardHelpOptions = true,
    description =
        "What does a rule cost? The clinic is replayed with each value of it, on the same people.",
    footer = "Rules, their values and what they leave out: docs/price.md")
final class PriceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CLINIC.yaml", description = "The clinic as it is.")
  Path clinicFile;

  @Option(
      names = "--rule",
      paramLabel = "RULE=V,V",
      required = true,
      description =
          "A rule and its values, as crisis-held=0,1,2. Rules: crisis-held, crisis-release, protected-minutes,"
              + " returns-for-a-first, day-choice, turn, strike-notice. Can be given several times.")
  List<String> rules;

  @Option(
      names = "--weeks",
      paramLabel = "N",
      defaultValue = "52",
      description = "Weeks from the clinic's first day. Default: ${DEFAULT-VALUE}.")
  int weeks;

  @Option(
      names = "--replications",
      paramLabel = "N",
      defaultValue = "50",
      description = "Runs with each value. Default: ${DEFAULT-VALUE}.")
  int replications;

  @Option(
      names = "--fixed-assumptions",
      description = "Take every assumption as the file says; only chance is in the ranges.")
  boolean fixed;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same bytes. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at a time; the result does not depend on it. Default: one a core.")
  @Nullable Integer threads;

  @Option(
      names = "--level",
      paramLabel = "SHARE",
      defaultValue = "0.95",
      description = "Level of the ranges. Default: ${DEFAULT-VALUE}.")
  double level;

  @Option(names = "--site", paramLabel = "ID", description = "Only this clinic of the file.")
  @Nullable String site;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "table, csv, json, md or html; without it the ending of -o decides, else table.")
  @Nullable String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write into a file, whole or not at all.")
  @Nullable Path file;

  @Override
  public Integer call() {
    ReportOutput output = ReportOutput.of(format, file);
    RunPlan plan = RunOptions.plan(0, weeks * 7, replications, seed, threads, level);
    Clinic clinic = ClinicReader.read(Yaml.read(clinicFile));
    UnaryOperator<Clinic> narrowed = site == null ? c -> c : SiteChoice.of(clinic, site);
    List<Proposal> proposals = PricedRule.proposals(clinic, rules);
    PrintWriter err = spec.commandLine().getErr();
    ParameterDraw draw = fixed ? ParameterDraw.certain(seed) : ParameterDraw.of(seed, proposals);
    ProgressLine progress = new ProgressLine(err, "runs");
    Comparison comparison = Comparison.run(clinic, proposals, narrowed, draw, plan, progress::show);
    progress.clear();
    CompareReport report = new CompareReport(comparison, List.of(), List.of());
    output.print(
        switch (output.kind()) {
          case HTML -> ComparePage.html(report);
          case CSV -> Format.CSV.render(report.data());
          case JSON -> Format.JSON.render(report.table());
          case MD -> Format.MD.render(report.table());
          case TABLE -> Format.TABLE.render(report.table());
        },
        spec.commandLine().getOut());
    return 0;
  }
}
