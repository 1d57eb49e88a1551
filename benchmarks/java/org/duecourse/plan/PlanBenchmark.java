package org.duecourse.plan;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.duecourse.io.Yaml;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.ClinicReader;
import org.duecourse.simulate.RunPlan;
import org.duecourse.simulate.Simulator;
import org.junit.jupiter.api.Test;

/**
 * Prints how long compare and plan take on Harbor, six clinics with 60 clinicians: {@code mvn
 * -Pbench test -Dtest=PlanBenchmark}. Seconds of the processor are those of all threads together.
 */
class PlanBenchmark {
  private static final Path HARBOR = Path.of("examples/harbor/clinic.yaml");

  @Test
  void threeProposalsAndAPlanOfSixClinics() {
    Clinic harbor = ClinicReader.read(Yaml.read(HARBOR));
    List<Proposal> proposals = List.of(read("employer-offer", harbor), read("counter-proposal", harbor));
    RunPlan plan = new RunPlan(0, 364, 200, 1, 2, 0.95);
    Comparison[] made = new Comparison[1];
    System.out.println("| | wall, s | processor, s |");
    System.out.println("|---|---:|---:|");
    measure(
        "compare: today and two proposals, 52 weeks, 200 runs",
        () ->
            made[0] =
                Comparison.run(
                    harbor,
                    proposals,
                    clinic -> clinic,
                    ParameterDraw.of(1, proposals),
                    plan,
                    Simulator.Progress.NONE));
    measure(
        "compare: what would change the order, 6 runs a step",
        () ->
            CompareSensitivity.search(
                made[0], plan.withReplications(6), Simulator.Progress.NONE));
    measure("plan: six clinics, two targets", () -> plan(harbor));
  }

  private static Proposal read(String name, Clinic clinic) {
    return ProposalReader.read(Yaml.read(Path.of("examples/harbor/" + name + ".yaml")), clinic);
  }

  private static void plan(Clinic harbor) {
    List<StaffingTarget> targets =
        StaffingTarget.read(
            List.of("return in window forgiven >= 80%", "first within 10 business days >= 90%"));
    for (Clinic.Site site : harbor.sites()) {
      StaffingSearch.search(
          harbor.withOnlySite(site.id()),
          targets,
          ParameterDraw.of(1, List.of()),
          new RunPlan(182, 364, 10, 1, 2, 0.95),
          new StaffingSearch.Limits(
              "therapist", 0.8, Optional.empty(), Double.POSITIVE_INFINITY, 3000, 200),
          runs -> {});
    }
  }

  private static void measure(String what, Runnable work) {
    var processor =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long wall = System.nanoTime();
    long used = processor.getProcessCpuTime();
    work.run();
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s | %.1f | %.1f |",
            what,
            (System.nanoTime() - wall) / 1e9,
            (processor.getProcessCpuTime() - used) / 1e9));
  }
}
