package org.duecourse.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Picks the best of several alternatives that meet the same chance, by Kim and Nelson's procedure
 * [1]: an alternative is dropped when its mean falls behind another's by more than the spread of
 * their differences allows; common random numbers make that spread small.
 *
 * <p>[1] Kim and Nelson, A fully sequential procedure for indifference-zone selection in
 * simulation, ACM TOMACS 11 (2001).
 *
 * @param firstRuns runs of each alternative before any is dropped
 * @param error the chance not to pick the best where it is ahead by {@code worthwhile}
 * @param worthwhile a difference worth finding
 */
public record KimNelson(int firstRuns, double error, double worthwhile) {

  /** Runs of an alternative: the value of run r, higher is better. */
  public interface Runs {
    double value(int alternative, int run);
  }

  /** The constant η for so many alternatives. */
  public double eta(int alternatives) {
    return (Math.pow(2 * error / (alternatives - 1), -2.0 / (firstRuns - 1)) - 1) / 2;
  }

  /** The constant h² for so many alternatives. */
  public double h2(int alternatives) {
    return 2 * eta(alternatives) * (firstRuns - 1);
  }

  /**
   * The alternative picked.
   *
   * @param mostRuns where several are still in after so many runs, the one with the highest mean
   *     stands; of equal means the first
   */
  public int pick(int alternatives, int mostRuns, Runs runs) {
    List<Integer> in = new ArrayList<>();
    for (int i = 0; i < alternatives; i++) {
      in.add(i);
    }
    double[] sums = new double[alternatives];
    for (int i : in) {
      for (int r = 0; r < firstRuns; r++) {
        sums[i] += runs.value(i, r);
      }
    }
    double[][] variance = variances(alternatives, runs);
    double h2 = alternatives > 1 ? h2(alternatives) : 0;
    for (int n = firstRuns; ; n++) {
      int upTo = n;
      List<Integer> stay =
          in.stream()
              .filter(i -> in.stream().noneMatch(l -> isBeaten(i, l, sums, upTo, h2, variance)))
              .toList();
      in.retainAll(stay);
      if (in.size() == 1 || n >= mostRuns) {
        break;
      }
      for (int i : in) {
        sums[i] += runs.value(i, n);
      }
    }
    int best = in.getFirst();
    for (int i : in) {
      best = sums[i] > sums[best] ? i : best;
    }
    return best;
  }

  private boolean isBeaten(int i, int l, double[] sums, int n, double h2, double[][] variance) {
    double allowed =
        Math.max(0, worthwhile / (2 * n) * (h2 * variance[i][l] / (worthwhile * worthwhile) - n));
    return i != l && sums[i] / n < sums[l] / n - allowed;
  }

  /** The variance of the differences of the first runs. */
  private double[][] variances(int alternatives, Runs runs) {
    double[][] variance = new double[alternatives][alternatives];
    for (int i = 0; i < alternatives; i++) {
      for (int l = 0; l < alternatives; l++) {
        double sum = 0;
        double squares = 0;
        for (int r = 0; r < firstRuns; r++) {
          double difference = runs.value(i, r) - runs.value(l, r);
          sum += difference;
          squares += difference * difference;
        }
        variance[i][l] = Math.max(0, (squares - sum * sum / firstRuns) / (firstRuns - 1));
      }
    }
    return variance;
  }
}
