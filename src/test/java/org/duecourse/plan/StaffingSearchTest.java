package org.duecourse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.duecourse.booking.DayChoice;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.Ratio;
import org.duecourse.simulate.Defaults;
import org.duecourse.simulate.Output;
import org.duecourse.simulate.RunPlan;
import org.junit.jupiter.api.Test;

class StaffingSearchTest {
  private static StaffingSearch.Limits limits(String role, Optional<Integer> most, int limit) {
    return new StaffingSearch.Limits(role, 0.8, most, Double.POSITIVE_INFINITY, limit, 60);
  }

  /** 4 requests a day and 5 visits of a course are 20 visits a day; clinicians have 6 places: 4. */
  @Test
  void whatArithmeticPlantsIsFound() {
    for (int today : new int[] {1, 3, 9}) {
      StaffingPlan plan =
          StaffingSearch.search(
              Defaults.simplest(today, 6, 4, 5, 14),
              StaffingTarget.read(
                  List.of("return in window >= 50%", "first within 10 business days >= 90%")),
              ParameterDraw.certain(1),
              new RunPlan(140, 140, 10, 1, 2, 0.95),
              limits("clinician", Optional.empty(), 5000),
              runs -> {});
      assertThat(plan.lowerBound()).isCloseTo(20 / 6.0, within(1e-9));
      assertThat(plan.winner().orElseThrow().option().posts()).isEqualTo(4);
      assertThat(plan.neighbour().orElseThrow().option().posts()).isEqualTo(3);
      assertThat(plan.neighbour().orElseThrow().passes()).isLessThan(48);
      assertThat(plan.ended()).isEmpty();
    }
  }

  @Test
  void onASmallGridTheSearchFindsWhatRunningEverythingFinds() {
    Clinic clinic = SmallClinic.today().withOnlySite("south");
    List<StaffingTarget> targets =
        StaffingTarget.read(
            List.of("return in window forgiven >= 70%", "first within 10 business days >= 85%"));
    RunPlan plan = new RunPlan(91, 182, 10, 3, 2, 0.95);
    ParameterDraw draw = ParameterDraw.of(3, List.of());
    int most = 6;
    StaffingPlan found =
        StaffingSearch.search(
            clinic, targets, draw, plan, limits("therapist", Optional.of(most), 5000), runs -> {});

    Clinic counting = clinic;
    for (StaffingTarget target : targets) {
      counting = target.applyTo(counting);
    }
    StaffingRuns all =
        new StaffingRuns(
            counting, "therapist", targets, draw, plan, 50_000, Integer.MAX_VALUE, () -> {});
    int fewest = most + 1;
    for (int posts = most; posts >= 1; posts--) {
      for (StaffingOption option : grid(clinic, posts)) {
        fewest = all.passes(option, 60) >= 48 ? posts : fewest;
      }
    }
    assertThat(fewest).isBetween(2, most);
    assertThat(found.winner().orElseThrow().option().posts()).isEqualTo(fewest);
  }

  private static List<StaffingOption> grid(Clinic clinic, int posts) {
    double share = new StaffingFluid(clinic, clinic.sites().getFirst()).firstShare();
    double first = Math.round(100 * share) / 10.0;
    List<StaffingOption> options = new ArrayList<>();
    for (Ratio ratio :
        List.of(Ratio.NONE, clinic.sites().getFirst().ratio(), new Ratio(first, 10 - first, 2))) {
      for (DayChoice choice : DayChoice.values()) {
        options.add(new StaffingOption(posts, ratio, 0, choice));
      }
    }
    return options;
  }

  @Test
  void whereNoStaffingMeetsItThatIsTheAnswer() {
    StaffingPlan plan =
        StaffingSearch.search(
            Defaults.simplest(2, 6, 4, 5, 14),
            StaffingTarget.read(List.of("first within 1 business day >= 90%")),
            ParameterDraw.certain(1),
            new RunPlan(140, 140, 10, 1, 2, 0.95),
            limits("clinician", Optional.of(3), 5000),
            runs -> {});
    assertThat(plan.winner()).isEmpty();
    assertThat(plan.answers()).hasSize(3).allMatch(a -> a.option().isEmpty());
    assertThat(plan.frontier()).isNotEmpty();
  }

  @Test
  void aSearchEndsAtItsLimitOfRunsAndSaysSo() {
    StaffingPlan plan =
        StaffingSearch.search(
            Defaults.simplest(2, 6, 4, 5, 14),
            StaffingTarget.read(List.of("first within 10 business days >= 90%")),
            ParameterDraw.certain(1),
            new RunPlan(0, 70, 10, 1, 1, 0.95),
            limits("clinician", Optional.empty(), 100),
            runs -> {});
    assertThat(plan.ended()).contains("limit of 100 runs");
    assertThat(plan.winner()).isEmpty();
  }

  @Test
  void todaysPatientsAreTheSameHoweverManyPostsThereAre() {
    Clinic clinic = SmallClinic.today().withOnlySite("north");
    StaffingOption today = StaffingOption.asFiled(clinic, "therapist");
    assertThat(today.posts()).isEqualTo(3);
    Clinic more = today.withPosts(7).applyTo(clinic, "therapist");
    assertThat(more.start().caseloadPerFte() * 8).isCloseTo(50 * 4, within(1e-9));
  }

  @Test
  void waldsTestNeedsAsManyTrialsAsWereReckoned() {
    WaldTest test = new WaldTest(0.93, 0.97, 0.05);
    int allPass = 1;
    while (test.answer(allPass, allPass) == WaldTest.Answer.GO_ON) {
      allPass++;
    }
    assertThat(allPass).isEqualTo(70);
    SplittableRandom random = new SplittableRandom(4);
    assertThat(averageTrials(test, 0.95, random)).isBetween(250.0, 276.0);
    assertThat(averageTrials(test, 0.93, random)).isLessThan(220);
  }

  @Test
  void waldsTestErrsAsSeldomAsItSays() {
    WaldTest test = WaldTest.about(0.8);
    SplittableRandom random = new SplittableRandom(5);
    int wrong = 0;
    for (int i = 0; i < 4000; i++) {
      wrong += ends(test, test.fails(), random) == WaldTest.Answer.MEETS ? 1 : 0;
    }
    assertThat(wrong / 4000.0).isLessThan(0.06);
  }

  private static double averageTrials(WaldTest test, double share, SplittableRandom random) {
    long trials = 0;
    for (int i = 0; i < 4000; i++) {
      int passes = 0;
      int n = 0;
      while (test.answer(passes, n) == WaldTest.Answer.GO_ON) {
        n++;
        passes += random.nextDouble() < share ? 1 : 0;
      }
      trials += n;
    }
    return trials / 4000.0;
  }

  private static WaldTest.Answer ends(WaldTest test, double share, SplittableRandom random) {
    int passes = 0;
    int n = 0;
    while (test.answer(passes, n) == WaldTest.Answer.GO_ON) {
      n++;
      passes += random.nextDouble() < share ? 1 : 0;
    }
    return test.answer(passes, n);
  }

  @Test
  void kimAndNelsonsConstantsAreThePublishedOnes() {
    for (var row : Vectors.expect("kn-constants")) {
      KimNelson procedure = new KimNelson(row.get("n0").asInt(), row.get("alpha").asDouble(), 0.01);
      int k = row.get("k").asInt();
      assertThat(procedure.eta(k)).isCloseTo(row.get("eta_KN").asDouble(), within(1e-8));
      assertThat(procedure.h2(k)).isCloseTo(row.get("h2_KN").asDouble(), within(1e-8));
    }
  }

  @Test
  void theBestOfFiveIsPickedAsOftenAsPromisedAndPairsSaveRuns() {
    KimNelson procedure = new KimNelson(10, 0.05, 0.1);
    int right = 0;
    int[] most = {0};
    for (int trial = 0; trial < 400; trial++) {
      long seed = trial;
      right +=
          procedure.pick(
                      5,
                      1000,
                      (i, run) -> {
                        most[0] = Math.max(most[0], run);
                        double shared = new SplittableRandom(seed * 7919 + run).nextDouble();
                        double own =
                            new SplittableRandom(seed * 104729 + 31L * run + 1000003L * i)
                                .nextDouble();
                        return (i == 3 ? 0.1 : 0) + shared + 0.3 * own;
                      })
                  == 3
              ? 1
              : 0;
    }
    assertThat(right / 400.0).isGreaterThan(0.95);
    assertThat(most[0]).isLessThan(200);
  }

  @Test
  void targetsSayWhatTheyMean() {
    StaffingTarget weekly =
        StaffingTarget.read(List.of("Return in window>=90% in 95 % of weeks")).getFirst();
    assertThat(weekly.what()).isEqualTo(StaffingTarget.What.RETURN_IN_WINDOW);
    assertThat(weekly.share()).isCloseTo(0.9, within(1e-12));
    assertThat(weekly.weeks().orElseThrow()).isCloseTo(0.95, within(1e-12));
    assertThat(weekly.applyTo(SmallClinic.today()).standards().returnTargetShare())
        .isCloseTo(0.9, within(1e-12));
    StaffingTarget first =
        StaffingTarget.read(List.of("first within 7 business days at least 80%")).getFirst();
    assertThat(first.applyTo(SmallClinic.today()).standards().firstLimitOpenDays()).isEqualTo(7);
  }

  @Test
  void everyTargetThatIsNoneIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                StaffingTarget.read(
                    List.of(
                        "retun in window >= 90%",
                        "return in window > 90",
                        "crisis same day >= 90% in 95% of weeks",
                        "crisis cover gap >= 5%",
                        "first within 5 business days >= 90%",
                        "first within 10 business days >= 120%",
                        "first within 9 business days >= 80%")))
        .hasMessageContaining("Nothing was planned")
        .hasMessageContaining("Did you mean 'return in window'?")
        .hasMessageContaining("WHAT >= SHARE%")
        .hasMessageContaining("not counted week by week")
        .hasMessageContaining("better when lower. Maybe <=.")
        .hasMessageContaining("a share is at most 100%")
        .hasMessageContaining("another limit than in \"first within 5 business days >= 90%\"");
    assertThatThrownBy(() -> StaffingTarget.read(List.of())).hasMessageContaining("missing. Maybe");
  }

  @Test
  void aMarginIsTheDistanceToTheTargetOnItsRightSide() {
    Clinic clinic = SmallClinic.today();
    StaffingTarget target = StaffingTarget.read(List.of("crisis cover gap <= 60%")).getFirst();
    var result = org.duecourse.simulate.Simulator.run(clinic, new RunPlan(0, 70, 4, 1, 1, 0.95));
    double[] gaps = result.values(Output.CRISIS_COVER_GAP_SHARE);
    double[] margins = target.margins(result);
    for (int r = 0; r < gaps.length; r++) {
      assertThat(margins[r]).isCloseTo(0.6 - gaps[r], within(1e-8));
    }
  }
}
