package org.duecourse.absence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The assignment is the cheapest there is: shown by trying all of them on tiny ones, by the prices
 * on all, and by an independent solver on hundreds.
 */
class OptimumTest {
  @Test
  void tinyOnesAreTheCheapestOfAll() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 400; i++) {
      int places = 1 + random.nextInt(5);
      Pairs pairs = RandomPairs.of(random, 1 + random.nextInt(5), places, 5, 20);
      Matching matching = ShortestPaths.solve(pairs);
      assertThat(matching.cost())
          .as("instance " + i)
          .isEqualTo(cheapest(pairs, alone(places), ones(places)));
      int groups = 1 + random.nextInt(3);
      int[] groupOf = RandomPairs.groups(random, places, groups);
      int[] capacity = RandomPairs.capacities(random, groups, 3);
      assertThat(ReserveFlow.solve(pairs, groupOf, capacity).cost())
          .as("instance " + i + " with groups " + Arrays.toString(capacity))
          .isEqualTo(cheapest(pairs, groupOf, capacity));
    }
  }

  @Test
  void thePricesProveThatNoneIsCheaper() {
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < 300; i++) {
      int places = 1 + random.nextInt(120);
      Pairs pairs =
          RandomPairs.of(random, 1 + random.nextInt(120), places, 1 + random.nextInt(20), 200);
      Matching matching = ShortestPaths.solve(pairs);
      proves(pairs, matching, alone(places), ones(places), "instance " + i);
      int groups = 1 + random.nextInt(12);
      int[] groupOf = RandomPairs.groups(random, places, groups);
      int[] capacity = RandomPairs.capacities(random, groups, 1 + places / groups);
      Matching kept = ReserveFlow.solve(pairs, groupOf, capacity);
      proves(pairs, kept, groupOf, capacity, "instance " + i + " with groups");
      assertThat(kept.cost()).isGreaterThanOrEqualTo(matching.cost());
      assertThat(ReserveFlow.solve(pairs, alone(places), ones(places)).cost())
          .as("both ways without a reserve")
          .isEqualTo(matching.cost());
    }
  }

  @Test
  void anotherSolverFindsTheSameOptimum() {
    assumeTrue(OtherSolver.isThere(), "OR-Tools has no native part for this machine");
    SplittableRandom random = new SplittableRandom(13);
    for (int i = 0; i < 300; i++) {
      boolean medium = i % 20 == 0;
      int places = 1 + random.nextInt(medium ? 900 : 60);
      Pairs pairs =
          RandomPairs.of(
              random, 1 + random.nextInt(medium ? 400 : 40), places, medium ? 60 : 8, 5_000);
      assertThat(ShortestPaths.solve(pairs).cost())
          .as("instance " + i)
          .isEqualTo(OtherSolver.least(pairs));
      int groups = 1 + random.nextInt(medium ? 60 : 10);
      int[] groupOf = RandomPairs.groups(random, places, groups);
      int[] capacity = RandomPairs.capacities(random, groups, 1 + places / groups);
      assertThat(ReserveFlow.solve(pairs, groupOf, capacity).cost())
          .as("instance " + i + " with groups")
          .isEqualTo(OtherSolver.least(pairs, groupOf, capacity));
    }
  }

  /**
   * Feasible, and no cheaper one exists: the prices of visits, places and groups add up to the cost
   * and are nowhere above what an edge costs.
   */
  private static void proves(
      Pairs pairs, Matching matching, int[] groupOf, int[] capacity, String which) {
    int[] taken = new int[pairs.places()];
    int[] used = new int[capacity.length];
    for (int visit = 0; visit < pairs.visits(); visit++) {
      int place = matching.placeOf()[visit];
      if (place != Pairs.NOWHERE) {
        assertThat(++taken[place]).as(which + ": place " + place).isEqualTo(1);
        used[groupOf[place]]++;
      }
      assertThat(matching.visitPrice()[visit]).isLessThanOrEqualTo(pairs.unplaced()[visit]);
      for (int e = pairs.start()[visit]; e < pairs.start()[visit + 1]; e++) {
        assertThat(matching.extra(pairs, visit, e)).as(which).isGreaterThanOrEqualTo(0);
      }
    }
    // A lower bound of linear programming: each group's price is the highest of its places', and
    // what a place's price lies below it is the place's own.
    long bound = Arrays.stream(matching.visitPrice()).sum();
    for (int group = 0; group < capacity.length; group++) {
      assertThat(used[group]).as(which + ": group " + group).isLessThanOrEqualTo(capacity[group]);
      long price = groupPrice(matching, groupOf, taken, group, used[group] < capacity[group]);
      bound += price * capacity[group];
      for (int place = 0; place < groupOf.length; place++) {
        if (groupOf[place] == group) {
          bound += Math.min(0, matching.placePrice()[place] - price);
        }
      }
    }
    assertThat(matching.cost()).as(which + ": the bound").isEqualTo(bound);
  }

  private static long groupPrice(
      Matching matching, int[] groupOf, int[] taken, int group, boolean room) {
    if (room) {
      return 0;
    }
    // Free places of a full group have the group's price; with none free, the highest will do.
    long price = Long.MIN_VALUE;
    for (int place = 0; place < groupOf.length; place++) {
      if (groupOf[place] == group) {
        price = Math.max(price, matching.placePrice()[place]);
        if (taken[place] == 0) {
          return matching.placePrice()[place];
        }
      }
    }
    return price == Long.MIN_VALUE ? 0 : price;
  }

  private static long cheapest(Pairs pairs, int[] groupOf, int[] capacity) {
    return cheapest(pairs, 0, new boolean[pairs.places()], groupOf, capacity.clone());
  }

  private static long cheapest(Pairs pairs, int visit, boolean[] taken, int[] groupOf, int[] left) {
    if (visit == pairs.visits()) {
      return 0;
    }
    long best = pairs.unplaced()[visit] + cheapest(pairs, visit + 1, taken, groupOf, left);
    for (int e = pairs.start()[visit]; e < pairs.start()[visit + 1]; e++) {
      int place = pairs.place()[e];
      if (!taken[place] && left[groupOf[place]] > 0) {
        taken[place] = true;
        left[groupOf[place]]--;
        best = Math.min(best, pairs.cost()[e] + cheapest(pairs, visit + 1, taken, groupOf, left));
        left[groupOf[place]]++;
        taken[place] = false;
      }
    }
    return best;
  }

  private static int[] alone(int places) {
    int[] groups = new int[places];
    Arrays.setAll(groups, i -> i);
    return groups;
  }

  private static int[] ones(int n) {
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    return ones;
  }
}
