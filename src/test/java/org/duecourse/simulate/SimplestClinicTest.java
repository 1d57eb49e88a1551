package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.duecourse.simulate.Clinic.Posts;
import org.junit.jupiter.api.Test;

/** What must hold in the simplest clinic, whatever chance does. */
class SimplestClinicTest {
  private static final Clinic CLINIC = Defaults.simplest(4, 5, 20 * 0.95 / 6, 6, 14);

  @Test
  void theSameSeedGivesTheSameBytesOnOneThreadOrSeveral() {
    SimulationResult one = Simulator.run(CLINIC, new RunPlan(50, 300, 6, 7, 1, 0.95));
    SimulationResult three = Simulator.run(CLINIC, new RunPlan(50, 300, 6, 7, 3, 0.95));

    for (Output output : Output.values()) {
      assertThat(three.values(output)).as(output.key()).isEqualTo(one.values(output));
    }
    SimulationResult otherSeed = Simulator.run(CLINIC, new RunPlan(50, 300, 6, 8, 1, 0.95));
    assertThat(otherSeed.values(Output.FIRST_WAIT_DAYS))
        .isNotEqualTo(one.values(Output.FIRST_WAIT_DAYS));
  }

  @Test
  void anIdleClinicianChangesNothing() {
    Clinic withIdle =
        CLINIC.withSites(
            site ->
                site.withPosts(
                    List.of(new Posts("clinician", 4, 1, 0), new Posts("clinician", 1, 0, 0))));
    RunPlan plan = new RunPlan(50, 300, 3, 7, 1, 0.95);
    SimulationResult before = Simulator.run(CLINIC, plan);
    SimulationResult after = Simulator.run(withIdle, plan);

    for (Output output :
        List.of(
            Output.FIRST_WAIT_DAYS,
            Output.RETURN_DELAY_DAYS,
            Output.UTILISATION,
            Output.CASELOAD,
            Output.VISITS_A_WEEK)) {
      assertThat(after.values(output)).as(output.key()).isEqualTo(before.values(output));
    }
  }

  @Test
  void moreDemandKeepsTheOldArrivals() {
    RunPlan plan = new RunPlan(0, 400, 5, 7, 1, 0.95);
    double[] some = Simulator.run(CLINIC, plan).values(Output.REQUESTS_A_WEEK);
    double[] more =
        Simulator.run(
                CLINIC.withSites(
                    site -> site.withDemand(site.demand().withRequestsAWeek(19 * 7 / 6.0 * 1.1))),
                plan)
            .values(Output.REQUESTS_A_WEEK);

    for (int r = 0; r < some.length; r++) {
      assertThat(more[r]).isGreaterThan(some[r]);
    }
    double growth = Arrays.stream(more).sum() / Arrays.stream(some).sum();
    assertThat(growth).isBetween(1.08, 1.12);
  }

  @Test
  void withoutDemandNothingHappensAndWithoutPlacesNobodyIsSeen() {
    RunPlan plan = new RunPlan(0, 100, 2, 7, 1, 0.95);
    SimulationResult quiet = Simulator.run(Defaults.simplest(4, 5, 0, 6, 14), plan);
    assertThat(quiet.values(Output.VISITS_A_WEEK)).containsOnly(0);
    assertThat(quiet.interval(Output.FIRST_WAIT_DAYS).mean()).isNaN();

    SimulationResult closed = Simulator.run(Defaults.simplest(4, 0, 3, 6, 14), plan);
    assertThat(closed.values(Output.VISITS_A_WEEK)).containsOnly(0);
    assertThat(closed.values(Output.WAITING_REQUESTS)[0]).isBetween(200.0, 400.0);
  }
}
