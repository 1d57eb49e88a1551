package org.duecourse.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.duecourse.booking.DayChoice;
import org.duecourse.plan.StaffingPlan.Answer;
import org.duecourse.plan.StaffingPlan.Confirmed;
import org.duecourse.plan.StaffingPlan.Point;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.Ratio;
import org.duecourse.simulate.Output;
import org.duecourse.simulate.RunPlan;

/**
 * Finds the cheapest staffing and split of places of one clinic that meets every target.
 *
 * <ol>
 *   <li>Start: averages and Little's law, with the vacancy factor.
 *   <li>Levers (split, choice of days, held places): coordinate moves, each the pick of Kim and
 *       Nelson's procedure on the margin of a run, under common random numbers.
 *   <li>Posts: halving between a number that fails and one that meets; each number is judged by
 *       Wald's test on runs, a run passing when it meets every target.
 *   <li>The levers again one post below; while that meets, it is the answer.
 *   <li>The answer and its neighbour with one post fewer are run again on fresh numbers, as many as
 *       were fixed before; where they say otherwise the answer moves by a post and they are asked
 *       again.
 * </ol>
 */
public final class StaffingSearch {
  private static final KimNelson PICK = new KimNelson(10, 0.05, 0.01);
  private static final int MOST_RUNS_OF_A_PICK = 40;
  private static final int MOST_RUNS_OF_A_TEST = 300;

  /** Fresh runs have numbers that no search reaches. */
  private static final int FRESH = 1_000_000;

  /**
   * What a search may do.
   *
   * @param role whose posts are planned
   * @param confidence the share of runs that has to meet every target
   * @param mostPosts the most full-time posts; empty: three times the start
   * @param mostCost the most that a year may cost
   * @param replicationsLimit on runs of a clinic
   * @param confirmRuns fresh runs of the answer and its neighbour
   */
  public record Limits(
      String role,
      double confidence,
      Optional<Integer> mostPosts,
      double mostCost,
      int replicationsLimit,
      int confirmRuns) {}

  private final Clinic clinic;
  private final List<StaffingTarget> targets;
  private final ParameterDraw draw;
  private final RunPlan plan;
  private final Limits limits;
  private final StaffingRuns runs;
  private final StaffingOption today;
  private final double start;
  private final int most;
  private final IntConsumer progress;

  private StaffingSearch(
      Clinic clinic,
      List<StaffingTarget> targets,
      ParameterDraw draw,
      RunPlan plan,
      Limits limits,
      IntConsumer progress) {
    Clinic counting = clinic;
    for (StaffingTarget target : targets) {
      counting = target.applyTo(counting);
    }
    this.clinic = counting;
    this.targets = targets;
    this.draw = draw;
    this.plan = plan;
    this.limits = limits;
    this.progress = progress;
    today = StaffingOption.asFiled(counting, limits.role());
    start = start();
    most = limits.mostPosts().orElse((int) Math.max(3 * Math.ceil(start), 2 * today.posts() + 3));
    runs = runs(0, limits.replicationsLimit());
  }

  private StaffingRuns runs(int first, int limit) {
    return new StaffingRuns(
        clinic, limits.role(), targets, draw, plan, first, limit, () -> progress.accept(10));
  }

  /**
   * Searches.
   *
   * @param clinic of one site
   * @param progress told of runs as they are made
   */
  public static StaffingPlan search(
      Clinic clinic,
      List<StaffingTarget> targets,
      ParameterDraw draw,
      RunPlan plan,
      Limits limits,
      IntConsumer progress) {
    return new StaffingSearch(clinic, targets, draw, plan, limits, progress).search();
  }

  private StaffingPlan search() {
    String ended = "";
    List<Answer> answers = new ArrayList<>();
    StaffingOption levers = today.withPosts((int) Math.ceil(start));
    try {
      levers = moveLevers(levers.withPosts((int) Math.min(most, Math.ceil(1.15 * start))));
      Optional<Integer> fewest = fewest(levers, limits.confidence());
      StaffingOption below = levers.withPosts(Math.max(1, fewest.orElse(most + 1) - 1));
      StaffingOption moved = moveLevers(below);
      if (!moved.equals(below) && meets(moved, limits.confidence())) {
        levers = moved;
      }
      for (double confidence : new double[] {0.5, 0.8, 0.95}) {
        answers.add(answer(levers, confidence));
      }
      if (answers.stream().noneMatch(a -> a.confidence() == limits.confidence())) {
        answers.add(answer(levers, limits.confidence()));
        answers.sort(Comparator.comparingDouble(Answer::confidence));
      }
    } catch (StaffingRuns.LimitReached e) {
      ended =
          "the limit of "
              + limits.replicationsLimit()
              + " runs was reached. Maybe raise --replications-limit.";
    }
    return confirmed(levers, answers, ended);
  }

  private StaffingPlan confirmed(StaffingOption levers, List<Answer> answers, String ended) {
    Optional<StaffingOption> found =
        answers.stream()
            .filter(a -> a.confidence() == limits.confidence())
            .findFirst()
            .flatMap(Answer::option);
    StaffingRuns fresh = runs(FRESH, Integer.MAX_VALUE);
    Optional<Confirmed> winner = found.map(option -> smallestOnFreshRuns(fresh, option));
    Optional<Confirmed> neighbour =
        winner
            .map(Confirmed::option)
            .filter(option -> option.posts() > 1)
            .map(option -> confirm(fresh, option.withPosts(option.posts() - 1)));
    List<Answer> shown =
        answers.stream()
            .map(
                a ->
                    a.confidence() == limits.confidence()
                        ? new Answer(a.confidence(), winner.map(Confirmed::option), a.border())
                        : a)
            .toList();
    return new StaffingPlan(
        clinic.sites().getFirst().id(),
        limits.role(),
        today,
        start,
        most,
        shown,
        winner,
        neighbour,
        frontier(levers),
        runs.spent() + fresh.spent(),
        ended);
  }

  /**
   * The answer moved until it meets on fresh runs and one post fewer does not: what a search finds
   * may owe something to the chance that it searched in.
   */
  private Confirmed smallestOnFreshRuns(StaffingRuns fresh, StaffingOption found) {
    StaffingOption option = found;
    while (!meetsFresh(fresh, option) && option.posts() < most) {
      option = option.withPosts(option.posts() + 1);
    }
    while (option.posts() > 1 && meetsFresh(fresh, option.withPosts(option.posts() - 1))) {
      option = option.withPosts(option.posts() - 1);
    }
    return confirm(fresh, option);
  }

  private boolean meetsFresh(StaffingRuns fresh, StaffingOption option) {
    return fresh.passes(option, limits.confirmRuns()) >= limits.confidence() * limits.confirmRuns()
        && fresh.mean(option, Output.COST_A_YEAR) <= limits.mostCost();
  }

  private Confirmed confirm(StaffingRuns fresh, StaffingOption option) {
    int passes = fresh.passes(option, limits.confirmRuns());
    return new Confirmed(
        option, passes, limits.confirmRuns(), fresh.mean(option, Output.COST_A_YEAR));
  }

  private Answer answer(StaffingOption levers, double confidence) {
    Optional<Integer> posts = fewest(levers, confidence);
    return new Answer(
        confidence,
        posts.map(levers::withPosts),
        posts.isPresent() && isBorder(levers.withPosts(posts.get()), confidence));
  }

  /** The fewest posts that meet, by halving; what fails is taken to fail below it too. */
  private Optional<Integer> fewest(StaffingOption levers, double confidence) {
    int meets = (int) Math.max(1, Math.min(most, Math.ceil(1.2 * start)));
    int fails = 0;
    while (!meets(levers.withPosts(meets), confidence)) {
      if (meets == most) {
        return Optional.empty();
      }
      fails = meets;
      meets = (int) Math.min(most, Math.ceil(1.4 * meets));
    }
    while (meets - fails > 1) {
      // The first step looks near the top of the range, where the answer mostly is.
      int middle = fails == 0 && meets > 3 ? (int) Math.ceil(0.8 * meets) : (meets + fails) / 2;
      middle = Math.min(middle, meets - 1);
      if (meets(levers.withPosts(middle), confidence)) {
        meets = middle;
      } else {
        fails = middle;
      }
    }
    return Optional.of(meets);
  }

  private boolean meets(StaffingOption option, double confidence) {
    WaldTest test = WaldTest.about(confidence);
    int passes = 0;
    for (int n = 1; n <= MOST_RUNS_OF_A_TEST; n++) {
      passes += runs.meets(option, n - 1) ? 1 : 0;
      switch (test.answer(passes, n)) {
        case MEETS -> {
          return isAffordable(option);
        }
        case FAILS -> {
          return false;
        }
        case GO_ON -> {}
      }
    }
    return passes >= confidence * MOST_RUNS_OF_A_TEST && isAffordable(option);
  }

  private boolean isBorder(StaffingOption option, double confidence) {
    WaldTest test = WaldTest.about(confidence);
    int passes = 0;
    for (int n = 1; n <= runs.made(option); n++) {
      passes += runs.meets(option, n - 1) ? 1 : 0;
      if (test.answer(passes, n) != WaldTest.Answer.GO_ON) {
        return false;
      }
    }
    return true;
  }

  private boolean isAffordable(StaffingOption option) {
    return runs.mean(option, Output.COST_A_YEAR) <= limits.mostCost();
  }

  /** One round of moves, a lever at a time, each keeping what the last picked. */
  private StaffingOption moveLevers(StaffingOption from) {
    StaffingOption best = pick(from, splits(from));
    best = pick(best, choices(best));
    if (targets.stream().anyMatch(StaffingTarget::isAboutCrises)) {
      best = pick(best, held(best));
    }
    return best;
  }

  private StaffingOption pick(StaffingOption from, Set<StaffingOption> others) {
    Set<StaffingOption> all = new LinkedHashSet<>();
    all.add(from);
    all.addAll(others);
    List<StaffingOption> options = List.copyOf(all);
    if (options.size() == 1) {
      return from;
    }
    return options.get(
        PICK.pick(
            options.size(), MOST_RUNS_OF_A_PICK, (i, run) -> runs.margin(options.get(i), run)));
  }

  private Set<StaffingOption> splits(StaffingOption from) {
    double share = new StaffingFluid(clinic, clinic.sites().getFirst()).firstShare();
    Set<StaffingOption> options = new LinkedHashSet<>();
    for (Ratio ratio : List.of(Ratio.NONE, ratio(share), ratio(Math.min(0.5, 1.3 * share)))) {
      options.add(new StaffingOption(from.posts(), ratio, from.heldPlacesADay(), from.dayChoice()));
    }
    return options;
  }

  /** Whole tens of a share: 1.7 first to 8.3 return places. */
  private static Ratio ratio(double firstShare) {
    double first = Math.max(0.1, Math.round(100 * firstShare) / 10.0);
    return new Ratio(first, Math.round(10 * (10 - first)) / 10.0, 2);
  }

  private static Set<StaffingOption> choices(StaffingOption from) {
    Set<StaffingOption> options = new LinkedHashSet<>();
    for (DayChoice choice : DayChoice.values()) {
      options.add(new StaffingOption(from.posts(), from.ratio(), from.heldPlacesADay(), choice));
    }
    return options;
  }

  private static Set<StaffingOption> held(StaffingOption from) {
    Set<StaffingOption> options = new LinkedHashSet<>();
    for (int held = 0; held <= 3; held++) {
      options.add(new StaffingOption(from.posts(), from.ratio(), held, from.dayChoice()));
    }
    return options;
  }

  private List<Point> frontier(StaffingOption levers) {
    List<Point> points = new ArrayList<>();
    for (StaffingOption option : runs.options()) {
      int made = runs.made(option);
      if (made > 0 && option.equals(levers.withPosts(option.posts()))) {
        Map<Output, Double> means = new EnumMap<>(Output.class);
        StaffingRuns.SHOWN.forEach(output -> means.put(output, runs.mean(option, output)));
        points.add(new Point(option, runs.passes(option, made), made, means));
      }
    }
    points.sort(Comparator.comparingInt(p -> p.option().posts()));
    return points;
  }

  /** Full-time posts of the role by averages, after what the other posts do. */
  private double start() {
    StaffingFluid fluid = new StaffingFluid(clinic, clinic.sites().getFirst());
    double needed = fluid.firstPlaces() + fluid.returnPlaces();
    double each = 0;
    for (Clinic.Role role : clinic.roles()) {
      double places = fluid.placesOfAPost(role);
      for (Clinic.Posts group : clinic.sites().getFirst().posts()) {
        if (group.role().equals(role.id())
            && !(role.id().equals(limits.role()) && group.fte() == 1)) {
          needed -= group.count() * group.fte() * places;
        }
      }
      each = role.id().equals(limits.role()) ? places : each;
    }
    return Math.max(1, needed / each);
  }
}
