package org.duecourse.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.RunPlan;
import org.duecourse.simulate.SimulationResult;
import org.duecourse.simulate.Simulator;

/**
 * Proposals side by side: the same people, the same chance and the same draw of the doubtful
 * assumptions in run r of each, and every difference taken run by run.
 *
 * @param columns today first, then the proposals in the order filed
 * @param draw how the assumptions were drawn
 * @param plan how it was run
 */
public record Comparison(List<Column> columns, ParameterDraw draw, RunPlan plan) {

  /** One proposal with what came of it. */
  public record Column(Proposal proposal, Clinic clinic, SimulationResult result) {}

  /** Copies the list. */
  public Comparison {
    columns = List.copyOf(columns);
  }

  /**
   * Runs the clinic as it is and with each proposal.
   *
   * @param narrowed which part of the proposed clinics is run: all, or one site
   */
  public static Comparison run(
      Clinic today,
      List<Proposal> proposals,
      UnaryOperator<Clinic> narrowed,
      ParameterDraw draw,
      RunPlan plan,
      Simulator.Progress progress) {
    List<Proposal> all = new ArrayList<>();
    all.add(Proposal.today());
    all.addAll(proposals);
    List<Clinic> clinics = all.stream().map(p -> narrowed.apply(p.applyTo(today))).toList();
    List<Clinic> unlike = clinics.stream().map(Comparison::unnamed).distinct().toList();
    int of = unlike.size() * plan.replications();
    Map<Clinic, SimulationResult> results = new HashMap<>();
    for (Clinic clinic : unlike) {
      int before = results.size() * plan.replications();
      results.put(
          clinic,
          Simulator.runEach(
              clinic,
              replication -> draw.of(replication).apply(clinic),
              0,
              plan,
              (done, ofThese) -> progress.done(before + done, of)));
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      SimulationResult result = Objects.requireNonNull(results.get(unnamed(clinics.get(i))));
      columns.add(new Column(all.get(i), clinics.get(i), result));
    }
    return new Comparison(columns, draw, plan);
  }

  /** A column's own figure. */
  public CompareFigure figure(int column, CompareMeasure measure) {
    return CompareFigure.of(measure.of(columns.get(column).result()), plan.level());
  }

  /** A column's paired difference from today. */
  public CompareFigure difference(int column, CompareMeasure measure) {
    return CompareFigure.ofDifference(
        measure.of(columns.get(column).result()),
        measure.of(columns.getFirst().result()),
        plan.level());
  }

  /** What gets worse than today in a column, told apart from chance and doubt. */
  public List<CompareMeasure> worse(int column) {
    List<CompareMeasure> worse = new ArrayList<>();
    for (CompareMeasure measure : CompareMeasure.values()) {
      if (difference(column, measure).isWorse(measure.better())) {
        worse.add(measure);
      }
    }
    return worse;
  }

  /** A clinic's name changes nothing that happens in it. */
  private static Clinic unnamed(Clinic clinic) {
    return clinic.withName("");
  }
}
