package org.duecourse.absence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.ortools.graph.MinCostFlow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Prints how long it takes to place 5,000 displaced visits in 20,000 places: {@code mvn -Pbench test
 * -Dtest=AbsenceBenchmark}. The strike is that of {@link Strike} with 40 clinics, then with 160.
 *
 * <p>Measured are both solvers on the same pairs: ours, and OR-Tools' minimum-cost flow with its
 * network built before the clock starts. Beside it the whole of {@link Rebooking#plan}, with rules,
 * costs and the words of each line, and again after one visit is pinned.
 */
class AbsenceBenchmark {
  private static final int ROUNDS = 7;

  private record Timed<T>(T result, double seconds) {}

  private static <T> Timed<T> timed(Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    return new Timed<>(result, (System.nanoTime() - start) / 1e9);
  }

  /** The pairs as {@link Rebooking} makes them. */
  private static Pairs pairs(Strike strike) {
    CandidateFinder finder = new CandidateFinder(strike.places(), strike.settings());
    Pairs.Builder builder =
        new Pairs.Builder(strike.visits().size(), strike.places().size());
    for (Displaced visit : strike.visits()) {
      Rebooking.Candidates own = finder.of(visit);
      for (int i = 0; i < own.places().length; i++) {
        builder.edge(own.places()[i], own.cost()[i]);
      }
      builder.endRow(own.unplaced());
    }
    return builder.build();
  }

  @Test
  void fiveThousandVisits() {
    Strike strike = Strike.at(40, 2026);
    Pairs pairs = pairs(strike);
    say("%,d visits, %,d places, %,d pairs", pairs.visits(), pairs.places(), pairs.edges());
    double ratio =
        compare(
            "each place once", () -> OtherSolver.flow(pairs), () -> ShortestPaths.solve(pairs));
    assertThat(ratio).as("wanted: half of OR-Tools' time").isLessThanOrEqualTo(0.5);
    int[] groupOf = groups(strike);
    for (int reserve : new int[] {1, 3}) {
      int[] capacity = capacity(groupOf, reserve);
      compare(
          "reserve of " + reserve + " at each clinic and day",
          () -> OtherSolver.flow(pairs, groupOf, capacity),
          () -> ReserveFlow.solve(pairs, groupOf, capacity));
    }
    Timed<Plan> whole =
        timed(() -> Rebooking.plan(strike.visits(), strike.places(), strike.settings()));
    Timed<Plan> warm =
        timed(() -> Rebooking.plan(strike.visits(), strike.places(), strike.settings()));
    say(
        "the whole plan: %.2f s, again %.2f s; %d in time, %d late, %d without a place",
        whole.seconds(),
        warm.seconds(),
        warm.result().inTime(),
        warm.result().late(),
        warm.result().unplaced());
    List<Displaced> pinned = new ArrayList<>(strike.visits());
    Plan.Line first = warm.result().lines().getFirst();
    pinned.replaceAll(
        visit ->
            visit.visitId().equals(first.visit().visitId())
                ? visit.pinnedTo(first.next().getFirst().place().id())
                : visit);
    Timed<Plan> again =
        timed(() -> Rebooking.plan(pinned, strike.places(), strike.settings()));
    say(
        "after a pin: %.2f s; the pin costs %.1f points, at least %.1f were told",
        again.seconds(),
        again.result().points() - warm.result().points(),
        first.next().getFirst().extra());
    assertThat(again.seconds()).as("wanted: re-solved within 2 s").isLessThan(2);
  }

  @Test
  void twentyThousandVisits() {
    Strike strike = Strike.at(160, 2027);
    Pairs pairs = pairs(strike);
    Timed<Matching> solved = timed(() -> ShortestPaths.solve(pairs));
    say(
        "%,d visits, %,d places, %,d pairs: solved in %.2f s",
        pairs.visits(), pairs.places(), pairs.edges(), solved.seconds());
    if (OtherSolver.isThere()) {
      assertThat(solved.result().cost()).isEqualTo(OtherSolver.least(pairs));
    }
  }

  /** The ratio in the middle: our time by the other's. */
  private static double compare(
      String what, Supplier<MinCostFlow> network, Supplier<Matching> own) {
    List<Double> ratios = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    for (int round = -2; round < ROUNDS; round++) {
      Timed<Matching> mine = timed(own);
      MinCostFlow flow = network.get();
      Timed<com.google.ortools.graph.MinCostFlowBase.Status> theirs = timed(flow::solve);
      assertThat(mine.result().cost()).isEqualTo(flow.getOptimalCost());
      if (round >= 0) {
        ratios.add(mine.seconds() / theirs.seconds());
        ours.add(mine.seconds());
        others.add(theirs.seconds());
      }
    }
    say(
        "%s: ours %.2f s, OR-Tools %.2f s, ratio %.2f (%.2f to %.2f over %d rounds)",
        what, middle(ours), middle(others), middle(ratios), least(ratios), most(ratios), ROUNDS);
    return middle(ratios);
  }

  private static int[] groups(Strike strike) {
    Map<String, Integer> groups = new HashMap<>();
    return strike.places().stream()
        .mapToInt(
            place ->
                groups.computeIfAbsent(
                    place.opening().siteId()
                        + place.opening().start().atZone(Strike.ZONE).toLocalDate(),
                    key -> groups.size()))
        .toArray();
  }

  private static int[] capacity(int[] groupOf, int reserve) {
    int[] capacity = new int[Arrays.stream(groupOf).max().orElse(0) + 1];
    for (int group : groupOf) {
      capacity[group]++;
    }
    for (int group = 0; group < capacity.length; group++) {
      capacity[group] = Math.max(0, capacity[group] - reserve);
    }
    return capacity;
  }

  private static double middle(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static double least(List<Double> values) {
    return values.stream().min(Double::compare).orElseThrow();
  }

  private static double most(List<Double> values) {
    return values.stream().max(Double::compare).orElseThrow();
  }

  private static void say(String line, Object... values) {
    System.out.println("AbsenceBenchmark: " + String.format(Locale.ENGLISH, line, values));
  }
}
