package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.io.Yaml;
import org.duecourse.plan.ParameterDraw;
import org.duecourse.plan.StaffingPlan;
import org.duecourse.plan.StaffingSearch;
import org.duecourse.plan.StaffingTarget;
import org.duecourse.report.StaffingReport;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.ClinicReader;
import org.duecourse.simulate.RunPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duecourse plan}: the smallest staffing that meets targets, with its proof. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Find, for each clinic of a file, the cheapest staffing and split of places that meets every target.",
    footer = "Targets and the search: docs/compare-and-plan.md")
final class PlanCommand implements Callable<Integer> {
  private static final int USUAL_RUNS_OF_A_CLINIC = 1200;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "CLINIC.yaml", description = "The clinic as it is.")
  Path clinicFile;

  @Option(
      names = "--target",
      paramLabel = "TEXT",
      description =
          "Such as \"return in window >= 90%% in 95%% of weeks\"; several: a year has to meet every one.")
  List<String> targets = new ArrayList<>();

  @Option(
      names = "--confidence",
      paramLabel = "SHARE",
      defaultValue = "0.8",
      description =
          "Share of runs, chance and doubt in them, that has to meet every target; 50, 80 and 95 %% are shown too. Default: ${DEFAULT-VALUE}.")
  double confidence;

  @Option(
      names = "--role",
      paramLabel = "ID",
      description = "Whose posts are planned. Default: the commonest.")
  @Nullable String role;

  @Option(names = "--site", paramLabel = "ID", description = "Only this clinic of the file.")
  @Nullable String site;

  @Option(
      names = "--weeks",
      paramLabel = "N",
      defaultValue = "52",
      description = "Weeks that count. Default: ${DEFAULT-VALUE}.")
  int weeks;

  @Option(
      names = "--settle-weeks",
      paramLabel = "N",
      defaultValue = "26",
      description =
          "Weeks before them, in which today's backlog is worked off and nothing counts. Default: ${DEFAULT-VALUE}.")
  int settleWeeks;

  @Option(
      names = "--max-posts",
      paramLabel = "N",
      description = "Most full-time posts of the role in a clinic.")
  @Nullable Integer maxPosts;

  @Option(
      names = "--max-cost",
      paramLabel = "MONEY",
      description = "Most that a clinic may cost a year.")
  @Nullable Double maxCost;

  @Option(
      names = "--replications-limit",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Most runs of a clinic's search. Default: ${DEFAULT-VALUE}.")
  int replicationsLimit;

  @Option(
      names = "--confirm",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Fresh runs of the answer and of its cheaper neighbour. Default: ${DEFAULT-VALUE}.")
  int confirm;

  @Option(
      names = "--fixed-assumptions",
      description = "Take every assumption as the file says; only chance varies.")
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

  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    List<StaffingTarget> wanted = StaffingTarget.read(targets);
    check();
    RunPlan plan = RunOptions.plan(7 * settleWeeks, 7 * weeks, 10, seed, threads, 0.95);
    Clinic clinic = ClinicReader.read(Yaml.read(clinicFile));
    if (site != null) {
      clinic = SiteChoice.of(clinic, site).apply(clinic);
    }
    checkRole(clinic);
    ParameterDraw draw = fixed ? ParameterDraw.certain(seed) : ParameterDraw.of(seed, List.of());
    PrintWriter err = spec.commandLine().getErr();
    ProgressLine progress = new ProgressLine(err, "runs, expected");
    int expected = USUAL_RUNS_OF_A_CLINIC * clinic.sites().size();
    int[] done = {0};
    List<StaffingPlan> plans = new ArrayList<>();
    for (Clinic.Site each : clinic.sites()) {
      Clinic alone = clinic.withOnlySite(each.id());
      plans.add(
          StaffingSearch.search(
              alone,
              wanted,
              draw,
              plan,
              limits(each),
              runs -> {
                done[0] += runs;
                progress.show(Math.min(done[0], expected), expected);
              }));
      done[0] = USUAL_RUNS_OF_A_CLINIC * plans.size();
    }
    progress.clear();
    output.print(
        new StaffingReport(clinic, wanted, confidence, plan, plans).table(),
        spec.commandLine().getOut());
    return 0;
  }

  private void check() {
    List<String> wrong = new ArrayList<>();
    if (!(confidence >= 0.5 && confidence <= 0.99)) {
      wrong.add("--confidence " + confidence + ": 0.5 to 0.99 is expected. Maybe 0.8.");
    }
    if (maxPosts != null && (maxPosts < 1 || maxPosts > 500)) {
      wrong.add("--max-posts " + maxPosts + ": 1 to 500 is expected.");
    }
    if (maxCost != null && !(maxCost > 0)) {
      wrong.add("--max-cost " + maxCost + ": more than 0 is expected.");
    }
    if (replicationsLimit < 100) {
      wrong.add("--replications-limit " + replicationsLimit + ": at least 100 is expected.");
    }
    if (confirm < 20 || confirm > 100_000) {
      wrong.add("--confirm " + confirm + ": 20 to 100000 is expected.");
    }
    if (settleWeeks < 0) {
      wrong.add("--settle-weeks " + settleWeeks + ": 0 or more is expected.");
    }
    if (!wrong.isEmpty()) {
      throw Refused.usage(String.join("\n", wrong));
    }
  }

  private void checkRole(Clinic clinic) {
    List<String> ids = clinic.roles().stream().map(Clinic.Role::id).toList();
    if (role != null && !ids.contains(role)) {
      throw Refused.usage(
          "--role "
              + role
              + ": the roles are "
              + String.join(", ", ids)
              + "."
              + Suggestion.didYouMean(role, ids));
    }
  }

  private StaffingSearch.Limits limits(Clinic.Site at) {
    return new StaffingSearch.Limits(
        role == null ? commonest(at) : role,
        confidence,
        Optional.ofNullable(maxPosts),
        maxCost == null ? Double.POSITIVE_INFINITY : maxCost,
        replicationsLimit,
        confirm);
  }

  private static String commonest(Clinic.Site at) {
    Clinic.Posts most = at.posts().getFirst();
    for (Clinic.Posts group : at.posts()) {
      most = group.count() * group.fte() > most.count() * most.fte() ? group : most;
    }
    return most.role();
  }
}
