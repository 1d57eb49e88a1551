package org.duecourse.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Interval;
import org.duecourse.simulate.Output;
import org.duecourse.simulate.RunPlan;
import org.duecourse.simulate.Simulator;

/**
 * Which assumption would change the order of the proposals, one at a time with the others as the
 * files say: the assumption is taken to the end of a ladder, and where the order is another there,
 * the first changed rung is found by halving. The order is by the share of returns in window; two
 * proposals whose paired interval of the mean holds 0 stand level. It has changed when a pair that
 * did not stand level stands level or the other way round, or when another set of proposals brings
 * most returns inside their window.
 */
public final class CompareSensitivity {
  /** Rungs of a ladder, without its start. */
  private static final int RUNGS = 8;

  /** A ladder of values for an assumption, from as filed to an end. */
  private record Ladder(Assumption assumption, double end) {
    double at(int rung) {
      double start = assumption.neutral();
      double value = start + (end - start) * rung / RUNGS;
      return assumption == Assumption.HIRING_DELAY_MONTHS ? Math.round(value) : value;
    }
  }

  private static final List<Ladder> LADDERS =
      List.of(
          new Ladder(Assumption.HIRING_DELAY_MONTHS, 8),
          new Ladder(Assumption.REQUESTS, 1.4),
          new Ladder(Assumption.REQUESTS, 0.6),
          new Ladder(Assumption.COURSE_LENGTH, 1.4),
          new Ladder(Assumption.COURSE_LENGTH, 0.6),
          new Ladder(Assumption.TURNOVER, 2),
          new Ladder(Assumption.NO_SHOWS, 2));

  /**
   * What an assumption would have to be.
   *
   * @param value the first rung with another order; the end of the ladder where none is
   * @param changes whether the order changes on the ladder
   * @param what what is different there, in words; empty where nothing is
   */
  public record Finding(Assumption assumption, double value, boolean changes, String what) {

    /** "requests rise by 10%". */
    public String words() {
      String by =
          assumption == Assumption.HIRING_DELAY_MONTHS
              ? "hires and services start %.0f months later".formatted(value)
              : "%s %s by %.0f%%"
                  .formatted(
                      assumption.words(), value > 1 ? "up" : "down", 100 * Math.abs(value - 1));
      return changes ? by + ": " + what : by + ": the order stays";
    }
  }

  /** The order: a sign for each pair, and who brings most returns in window. */
  private record Order(List<Integer> pairs, List<Boolean> most) {}

  private final List<Proposal> proposals;
  private final List<Clinic> clinics;
  private final RunPlan plan;

  private CompareSensitivity(Comparison comparison, RunPlan plan) {
    proposals = comparison.columns().stream().map(Comparison.Column::proposal).toList();
    clinics = comparison.columns().stream().map(column -> withoutMoney(column.clinic())).toList();
    this.plan = plan;
  }

  /** Searches every ladder; the plan says how many runs a rung gets. */
  public static List<Finding> search(
      Comparison comparison, RunPlan plan, Simulator.Progress progress) {
    CompareSensitivity search = new CompareSensitivity(comparison, plan);
    Order asFiled = search.order(Assumption.REQUESTS, 1);
    List<Finding> findings = new ArrayList<>();
    int done = 0;
    for (Ladder ladder : LADDERS) {
      findings.add(search.climb(ladder, asFiled));
      progress.done(++done, LADDERS.size());
    }
    return findings;
  }

  private Finding climb(Ladder ladder, Order asFiled) {
    Order end = order(ladder.assumption(), ladder.at(RUNGS));
    if (end.equals(asFiled)) {
      return new Finding(ladder.assumption(), ladder.at(RUNGS), false, "");
    }
    int same = 0;
    int changed = RUNGS;
    Order there = end;
    while (changed - same > 1) {
      int middle = (same + changed) / 2;
      Order order = order(ladder.assumption(), ladder.at(middle));
      if (order.equals(asFiled)) {
        same = middle;
      } else {
        changed = middle;
        there = order;
      }
    }
    return new Finding(ladder.assumption(), ladder.at(changed), true, what(asFiled, there));
  }

  private Order order(Assumption assumption, double value) {
    Map<Clinic, double[]> known = new HashMap<>();
    List<double[]> shares = new ArrayList<>();
    for (Clinic clinic : clinics) {
      shares.add(
          known.computeIfAbsent(
              assumption.applyTo(clinic, value),
              c -> Simulator.run(c, plan).values(Output.RETURN_IN_WINDOW_SHARE)));
    }
    List<Integer> pairs = new ArrayList<>();
    List<Boolean> most = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      for (int j = i + 1; j < shares.size(); j++) {
        Interval mean =
            CompareFigure.ofDifference(shares.get(j), shares.get(i), plan.level()).ofMean();
        pairs.add(mean.low() > 0 ? 1 : mean.high() < 0 ? -1 : 0);
      }
      most.add(CompareFigure.of(shares.get(i), plan.level()).mean() > 0.5);
    }
    return new Order(pairs, most);
  }

  private String what(Order before, Order after) {
    List<String> changes = new ArrayList<>();
    int pair = 0;
    for (int i = 0; i < proposals.size(); i++) {
      for (int j = i + 1; j < proposals.size(); j++, pair++) {
        int was = before.pairs().get(pair);
        int is = after.pairs().get(pair);
        if (was != is) {
          changes.add(pair(i, j, is));
        }
      }
    }
    for (int i = 0; i < proposals.size(); i++) {
      if (!before.most().get(i).equals(after.most().get(i))) {
        changes.add(
            name(i)
                + (after.most().get(i) ? " then brings" : " no longer brings")
                + " most returns inside their window");
      }
    }
    return String.join(", ", changes);
  }

  private String pair(int i, int j, int sign) {
    return switch (sign) {
      case 1 -> name(j) + " is ahead of " + name(i);
      case -1 -> name(i) + " is ahead of " + name(j);
      default -> name(i) + " and " + name(j) + " stand level";
    };
  }

  private String name(int i) {
    return "\"" + proposals.get(i).name() + "\"";
  }

  /** Pay moves no visit: clinics that differ in it only are run once. */
  private static Clinic withoutMoney(Clinic clinic) {
    return clinic.withName("").withRoles(role -> role.withPayAYear(0));
  }
}
