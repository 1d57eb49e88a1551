package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.duecourse.io.Fault;
import org.duecourse.io.Json;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.TextFile;
import org.duecourse.io.Yaml;
import org.duecourse.plan.CompareSensitivity;
import org.duecourse.plan.Comparison;
import org.duecourse.plan.ParameterDraw;
import org.duecourse.plan.Proposal;
import org.duecourse.plan.ProposalReader;
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

/** {@code duecourse compare}: proposals of several sides, measured on the same people. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Compare proposals for a clinic: the same people, chance and doubt in each, differences run by run.",
    footer = "The keys of a proposal and the method: docs/compare-and-plan.md")
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CLINIC.yaml", description = "The clinic as it is.")
  Path clinicFile;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PROPOSAL.yaml",
      description = "What changes, or a whole clinic.")
  List<Path> proposalFiles;

  @Option(
      names = "--weeks",
      paramLabel = "N",
      defaultValue = "52",
      description = "Weeks from the clinic's first day. Default: ${DEFAULT-VALUE}.")
  int weeks;

  @Option(
      names = "--replications",
      paramLabel = "N",
      defaultValue = "200",
      description = "Runs of each proposal. Default: ${DEFAULT-VALUE}.")
  int replications;

  @Option(
      names = "--sensitivity-replications",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "Runs at each step of the search for what would change the order; 0: no search. Default: ${DEFAULT-VALUE}.")
  int sensitivityReplications;

  @Option(
      names = "--fixed-assumptions",
      description = "Take every assumption as the files say; only chance is in the ranges.")
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
      names = "--score",
      paramLabel = "FILE.json",
      description = "A backtest of the clinic's model; its sentences are printed below the table.")
  @Nullable Path score;

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
    if (sensitivityReplications < 0 || sensitivityReplications == 1) {
      throw Refused.usage(
          "--sensitivity-replications "
              + sensitivityReplications
              + ": 0 or at least 2 is expected, since an interval needs two runs.");
    }
    Clinic clinic = ClinicReader.read(Yaml.read(clinicFile));
    UnaryOperator<Clinic> narrowed = site == null ? c -> c : SiteChoice.of(clinic, site);
    List<Proposal> proposals = proposals(clinic);
    List<String> scores = score == null ? List.of() : sentences(score);
    PrintWriter err = spec.commandLine().getErr();
    ParameterDraw draw = fixed ? ParameterDraw.certain(seed) : ParameterDraw.of(seed, proposals);
    ProgressLine progress = new ProgressLine(err, "runs");
    Comparison comparison = Comparison.run(clinic, proposals, narrowed, draw, plan, progress::show);
    progress.clear();
    List<CompareSensitivity.Finding> findings = List.of();
    if (sensitivityReplications > 0) {
      ProgressLine search = new ProgressLine(err, "assumptions");
      findings =
          CompareSensitivity.search(
              comparison, plan.withReplications(sensitivityReplications), search::show);
      search.clear();
    }
    CompareReport report = new CompareReport(comparison, findings, scores);
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

  /** Reads every proposal before it refuses any, so that all problems are told at once. */
  private List<Proposal> proposals(Clinic clinic) {
    List<Proposal> proposals = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of(Proposal.today().name()));
    for (Path path : proposalFiles) {
      try {
        Proposal proposal = ProposalReader.read(Yaml.read(path), clinic);
        if (names.contains(proposal.name())) {
          problems.add(
              new Problem(
                  String.valueOf(path.getFileName()),
                  "name: '"
                      + proposal.name()
                      + "' is the name of another column. Maybe rename one."));
        }
        names.add(proposal.name());
        proposals.add(proposal);
      } catch (Refused refused) {
        if (proposalFiles.size() == 1) {
          throw refused;
        }
        problems.add(new Problem("", refused.headline()));
        problems.addAll(refused.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "Nothing was compared", problems);
    }
    return proposals;
  }

  private static List<String> sentences(Path score) {
    String name = String.valueOf(score.getFileName());
    List<String> found = new ArrayList<>();
    collect(Json.readMap(name, TextFile.read(score, "the score of a backtest, as JSON")), found);
    if (found.isEmpty()) {
      throw Refused.input(
          name + ": no 'sentence' of a backtest is in it. Maybe write one with --format json.");
    }
    return found;
  }

  private static void collect(Object value, List<String> found) {
    if (value instanceof java.util.Map<?, ?> map) {
      map.forEach(
          (key, inner) -> {
            if ("sentence".equals(key) && inner instanceof String text) {
              found.add(text);
            } else if (inner != null) {
              collect(inner, found);
            }
          });
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> collect(inner, found));
    }
  }
}
