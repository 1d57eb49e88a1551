package org.duecourse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.duecourse.plan.CompareFigure.Verdict;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Output;
import org.duecourse.simulate.RunPlan;
import org.duecourse.simulate.SimulationResult;
import org.duecourse.simulate.Simulator;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final RunPlan PLAN = new RunPlan(0, 182, 40, 7, 2, 0.95);

  private static final Proposal NOTHING = SmallClinic.proposal("name: Nothing changes\n");

  private static final Proposal RAISE =
      SmallClinic.proposal(
          """
          name: A raise
          pay: [{raise_share: 0.03}]
          """);

  private static final Proposal HIRES =
      SmallClinic.proposal(
          """
          name: More people
          hires:
            - {sites: [north, south], role: therapist, count: 2, month: 1}
          """);

  private static Comparison run(Proposal... proposals) {
    return Comparison.run(
        SmallClinic.today(),
        List.of(proposals),
        clinic -> clinic,
        ParameterDraw.of(PLAN.seed(), List.of(proposals)),
        PLAN,
        Simulator.Progress.NONE);
  }

  @Test
  void aProposalThatChangesNothingDiffersNowhereInNoRun() {
    Comparison comparison = run(NOTHING, wholeClinicAsItIs());
    for (CompareMeasure measure : CompareMeasure.values()) {
      for (int column : new int[] {1, 2}) {
        double[] today = measure.of(comparison.columns().getFirst().result());
        assertThat(measure.of(comparison.columns().get(column).result())).isEqualTo(today);
        assertThat(comparison.difference(column, measure).verdict())
            .as(measure.key())
            .isIn(Verdict.SAME, Verdict.NOT_COMPUTABLE);
      }
    }
    assertThat(comparison.worse(1)).isEmpty();
  }

  /** Another posts list with the same people is not the same record, so it is run anew. */
  private static Proposal wholeClinicAsItIs() {
    Clinic today = SmallClinic.today();
    Clinic split =
        today.withSites(
            site ->
                site.withPosts(
                    site.posts().stream()
                        .flatMap(
                            p ->
                                IntStream.range(0, p.count())
                                    .mapToObj(
                                        i ->
                                            new Clinic.Posts(
                                                p.role(), 1, p.fte(), p.startsInMonth())))
                        .toList()));
    assertThat(split).isNotEqualTo(today);
    return new Proposal(
        "Written apart",
        "",
        List.of(),
        List.of(),
        java.util.Map.of(),
        java.util.Optional.of(split));
  }

  @Test
  void aRaiseCostsItsShareOfPayInEveryRunAndMovesNoVisit() {
    Comparison comparison = run(RAISE);
    SimulationResult today = comparison.columns().get(0).result();
    SimulationResult raise = comparison.columns().get(1).result();
    double[] before = today.values(Output.PAY_A_YEAR);
    double[] after = raise.values(Output.PAY_A_YEAR);
    for (int r = 0; r < PLAN.replications(); r++) {
      assertThat(after[r] / before[r]).isCloseTo(1.03, within(1e-9));
    }
    assertThat(comparison.difference(1, CompareMeasure.RETURN_IN_WINDOW).verdict())
        .isEqualTo(Verdict.SAME);
    assertThat(comparison.worse(1)).containsExactly(CompareMeasure.COST);
  }

  @Test
  void pairsAreCloserThanStrangers() {
    Comparison comparison = run(HIRES);
    double[] today = comparison.columns().get(0).result().values(Output.FIRST_VISITS_A_WEEK);
    double[] more = comparison.columns().get(1).result().values(Output.FIRST_VISITS_A_WEEK);
    double paired = CompareFigure.ofDifference(more, today, 0.95).ofMean().high();
    double pairedLow = CompareFigure.ofDifference(more, today, 0.95).ofMean().low();
    double[] strangers = new double[today.length];
    for (int r = 0; r < today.length; r++) {
      strangers[r] = more[r] - today[(r + 1) % today.length];
    }
    CompareFigure unpaired = CompareFigure.of(strangers, 0.95);
    assertThat(paired - pairedLow)
        .isLessThan(0.7 * (unpaired.ofMean().high() - unpaired.ofMean().low()));
  }

  @Test
  void theOrderOfFilingChangesNoFigure() {
    Comparison one = run(RAISE, HIRES);
    Comparison other = run(HIRES, RAISE);
    for (CompareMeasure measure : CompareMeasure.values()) {
      assertThat(one.figure(1, measure)).isEqualTo(other.figure(2, measure));
      assertThat(one.difference(2, measure)).isEqualTo(other.difference(1, measure));
    }
  }

  @Test
  void theSameBytesOnOneThreadAndOnTwo() {
    RunPlan alone = new RunPlan(0, 182, 6, 7, 1, 0.95);
    RunPlan together = new RunPlan(0, 182, 6, 7, 2, 0.95);
    ParameterDraw draw = ParameterDraw.of(7, List.of());
    Comparison a =
        Comparison.run(
            SmallClinic.today(), List.of(HIRES), c -> c, draw, alone, Simulator.Progress.NONE);
    Comparison b =
        Comparison.run(
            SmallClinic.today(), List.of(HIRES), c -> c, draw, together, Simulator.Progress.NONE);
    for (CompareMeasure measure : CompareMeasure.values()) {
      assertThat(a.figure(1, measure)).isEqualTo(b.figure(1, measure));
    }
  }

  @Test
  void everySideMeetsTheSameDraw() {
    ParameterDraw draw = ParameterDraw.of(3, List.of(RAISE, HIRES));
    for (int r = 0; r < 20; r++) {
      double today = demand(draw, Proposal.today(), r) / demand(null, Proposal.today(), r);
      double hires = demand(draw, HIRES, r) / demand(null, HIRES, r);
      assertThat(hires).isEqualTo(today);
    }
  }

  private static double demand(
      @org.jspecify.annotations.Nullable ParameterDraw draw, Proposal proposal, int replication) {
    Clinic clinic = proposal.applyTo(SmallClinic.today());
    Clinic drawn = draw == null ? clinic : draw.of(replication).apply(clinic);
    return drawn.sites().getFirst().demand().requestsAWeek();
  }

  @Test
  void theRangeOfRunsIsReadOffTheSortedRuns() {
    double[] runs = IntStream.rangeClosed(0, 1000).mapToDouble(i -> (i * 7919L) % 1001).toArray();
    CompareFigure figure = CompareFigure.of(runs, 0.9);
    assertThat(figure.low()).isCloseTo(50, within(1e-9));
    assertThat(figure.high()).isCloseTo(950, within(1e-9));
    assertThat(figure.mean()).isCloseTo(500, within(1e-9));
    CompareFigure few = CompareFigure.of(new double[] {3, 1, 2, Double.NaN}, 0.95);
    assertThat(few.low()).isEqualTo(1);
    assertThat(few.high()).isEqualTo(3);
  }

  @Test
  void aDifferenceIsToldApartOnlyWhereItsWholeRangeIs() {
    assertThat(CompareFigure.of(new double[] {1, 2, 3}, 0.95).verdict()).isEqualTo(Verdict.HIGHER);
    assertThat(CompareFigure.of(new double[] {-1, -2}, 0.95).verdict()).isEqualTo(Verdict.LOWER);
    assertThat(CompareFigure.of(new double[] {-1, 9, 9}, 0.95).verdict())
        .isEqualTo(Verdict.CANNOT_BE_TOLD_APART);
    assertThat(CompareFigure.of(new double[] {0, 0}, 0.95).verdict()).isEqualTo(Verdict.SAME);
    assertThat(CompareFigure.of(new double[] {Double.NaN}, 0.95).verdict())
        .isEqualTo(Verdict.NOT_COMPUTABLE);
  }

  @Test
  void theSentenceSaysTheSameOfAColumnWhateverItIsCalledAndWhoeverFiledIt() {
    Comparison comparison = run(RAISE, HIRES);
    String sentence = CompareSentence.of(comparison);
    assertThat(sentence)
        .contains("More than today is the cost of \"A raise\" and \"More people\".")
        .contains("are the same as today with \"A raise\"");
    Proposal renamed =
        SmallClinic.proposal("name: Zero\nside: anybody\npay: [{raise_share: 0.03}]\n");
    assertThat(CompareSentence.of(run(renamed, HIRES)))
        .isEqualTo(sentence.replace("\"A raise\"", "\"Zero\""));
  }

  @Test
  void whoBringsMostIsReadOffTheLowEndOfTheRange() {
    Comparison comparison = run(HIRES);
    boolean today = comparison.figure(0, CompareMeasure.RETURN_IN_WINDOW).low() > 0.5;
    boolean more = comparison.figure(1, CompareMeasure.RETURN_IN_WINDOW).low() > 0.5;
    assertThat(CompareSentence.of(comparison))
        .startsWith(
            today && more
                ? "Each of these brings most"
                : more
                    ? "Only \"More people\" brings most"
                    : today ? "Only \"Today\" brings most" : "None of these brings most");
  }
}
