package org.duecourse.absence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.booking.Fit;
import org.duecourse.booking.Reason.Rule;
import org.duecourse.booking.Windowing;

/**
 * Finds the places for displaced visits that together do the least harm. Every visit may go to
 * every free place that the booking rules allow; what a place costs is what the search would say of
 * it; a visit without a place costs a great deal. The sum over all visits is the least there is: it
 * is an assignment, or with a crisis reserve a flow, solved exactly.
 *
 * <p>Two visits of one person are kept apart by solving again without the overlap, the one of less
 * weight giving way; the plan then says how far it may be from the least.
 */
public final class Rebooking {
  private static final int NEXT = 2;
  private static final int ROUNDS = 20;

  private final List<Displaced> visits;
  private final List<FreePlace> places;
  private final PlanSettings settings;
  private final List<Candidates> candidates;

  private Rebooking(List<Displaced> visits, List<FreePlace> places, PlanSettings settings) {
    this.visits = List.copyOf(visits);
    this.places = List.copyOf(places);
    this.settings = settings;
    CandidateFinder finder = new CandidateFinder(places, settings);
    this.candidates = visits.stream().map(finder::of).toList();
  }

  /**
   * The plan of least harm.
   *
   * @throws IllegalArgumentException where two places or two visits share a reference, or a zone is
   *     missing
   */
  public static Plan plan(List<Displaced> visits, List<FreePlace> places, PlanSettings settings) {
    requireDistinct(visits.stream().map(Displaced::visitId).toList());
    requireDistinct(places.stream().map(FreePlace::id).toList());
    return new Rebooking(visits, places, settings).solve();
  }

  private static void requireDistinct(List<String> ids) {
    Set<String> seen = new HashSet<>();
    ids.forEach(
        id -> {
          if (!seen.add(id)) {
            throw new IllegalArgumentException("'" + id + "' is there twice.");
          }
        });
  }

  private Plan solve() {
    Map<String, Set<String>> apart = new HashMap<>();
    Pairs pairs = pairs(apart);
    Matching matching = match(pairs);
    long least = matching.cost();
    for (int round = 0; round < ROUNDS && keepApart(matching, apart); round++) {
      pairs = pairs(apart);
      matching = match(pairs);
    }
    drop(matching);
    matching = Matching.of(pairs, matching.placeOf(), matching.visitPrice(), matching.placePrice());
    return plan(pairs, matching, least);
  }

  private Matching match(Pairs pairs) {
    if (settings.reserve() == 0) {
      return ShortestPaths.solve(pairs);
    }
    Map<String, Integer> groups = new HashMap<>();
    int[] groupOf = new int[places.size()];
    for (int i = 0; i < groupOf.length; i++) {
      FreePlace place = places.get(i);
      String siteDay = place.opening().siteId() + " " + day(place);
      groupOf[i] = groups.computeIfAbsent(siteDay, key -> groups.size());
    }
    int[] capacity = new int[groups.size()];
    for (int group : groupOf) {
      capacity[group]++;
    }
    for (int group = 0; group < capacity.length; group++) {
      capacity[group] = Math.max(0, capacity[group] - settings.reserve());
    }
    return ReserveFlow.solve(pairs, groupOf, capacity);
  }

  private Pairs pairs(Map<String, Set<String>> apart) {
    Pairs.Builder builder = new Pairs.Builder(visits.size(), places.size());
    for (int v = 0; v < visits.size(); v++) {
      Displaced visit = visits.get(v);
      Candidates own = candidates.get(v);
      Set<String> excluded = settings.excluded().getOrDefault(visit.visitId(), Set.of());
      Set<String> kept = apart.getOrDefault(visit.visitId(), Set.of());
      String pinned = visit.pinned();
      for (int c = 0; c < own.places().length; c++) {
        String id = places.get(own.places()[c]).id();
        boolean open =
            pinned == null ? !excluded.contains(id) && !kept.contains(id) : pinned.equals(id);
        if (open) {
          builder.edge(own.places()[c], own.cost()[c]);
        }
      }
      builder.endRow(own.unplaced());
    }
    return builder.build();
  }

  /** Whether two visits of one person overlap; then the one of less weight must go elsewhere. */
  private boolean keepApart(Matching matching, Map<String, Set<String>> apart) {
    boolean found = false;
    for (int[] clash : clashes(matching)) {
      Displaced gives = visits.get(clash[1]);
      if (gives.pinned() == null) {
        Instant from = start(matching, clash[0]);
        Instant to = end(matching, clash[0]);
        Set<String> out = apart.computeIfAbsent(gives.visitId(), key -> new HashSet<>());
        for (int place : candidates.get(clash[1]).places()) {
          FreePlace at = places.get(place);
          if (at.opening().start().isBefore(to) && at.opening().end().isAfter(from)) {
            out.add(at.id());
          }
        }
        found = true;
      }
    }
    return found;
  }

  /** What still overlaps after all rounds stays without a place rather than twice at one time. */
  private void drop(Matching matching) {
    clashes(matching).forEach(clash -> matching.placeOf()[clash[1]] = Pairs.NOWHERE);
  }

  /** Pairs of visits of one person at one time: the weightier one first. */
  private List<int[]> clashes(Matching matching) {
    Map<String, List<Integer>> byPatient = new HashMap<>();
    for (int v = 0; v < visits.size(); v++) {
      if (matching.placeOf()[v] != Pairs.NOWHERE) {
        byPatient.computeIfAbsent(visits.get(v).patientId(), key -> new ArrayList<>()).add(v);
      }
    }
    List<int[]> clashes = new ArrayList<>();
    for (List<Integer> own : byPatient.values()) {
      for (int i = 0; i < own.size(); i++) {
        for (int j = i + 1; j < own.size(); j++) {
          int a = own.get(i);
          int b = own.get(j);
          if (start(matching, a).isBefore(end(matching, b))
              && start(matching, b).isBefore(end(matching, a))) {
            boolean first = visits.get(a).order().weight() >= visits.get(b).order().weight();
            clashes.add(first ? new int[] {a, b} : new int[] {b, a});
          }
        }
      }
    }
    return clashes;
  }

  private Instant start(Matching matching, int visit) {
    return places.get(matching.placeOf()[visit]).opening().start();
  }

  private Instant end(Matching matching, int visit) {
    return places.get(matching.placeOf()[visit]).opening().end();
  }

  private LocalDate day(FreePlace place) {
    return LocalDate.ofInstant(place.opening().start(), settings.zone(place.opening().siteId()));
  }

  private Plan plan(Pairs pairs, Matching matching, long least) {
    Integer[] ranked = new Integer[visits.size()];
    Arrays.setAll(ranked, i -> i);
    Arrays.sort(
        ranked,
        Comparator.comparingDouble((Integer v) -> -candidates.get(v).harmPerDay())
            .thenComparing(v -> visits.get(v).order().window().latest())
            .thenComparing(v -> visits.get(v).start())
            .thenComparing(v -> visits.get(v).visitId()));
    List<Plan.Line> lines = new ArrayList<>();
    for (int rank = 0; rank < ranked.length; rank++) {
      lines.add(line(pairs, matching, ranked[rank], rank + 1));
    }
    return new Plan(lines, Points.of(matching.cost()), Points.of(least));
  }

  private Plan.Line line(Pairs pairs, Matching matching, int v, int rank) {
    Displaced visit = visits.get(v);
    Candidates own = candidates.get(v);
    int at = matching.placeOf()[v];
    FreePlace to = at == Pairs.NOWHERE ? null : places.get(at);
    return new Plan.Line(
        visit,
        rank,
        own.harmPerDay(),
        to,
        to == null ? null : Windowing.of(visit.order(), day(to)),
        to == null ? null : own.fit().cost(to.opening(), day(to), to.shareTaken()),
        next(pairs, matching, v),
        own.places().length,
        to == null ? whyNot(visit, own) : Map.<Rule, Integer>of());
  }

  private Map<Rule, Integer> whyNot(Displaced visit, Candidates own) {
    String pinned = visit.pinned();
    if (pinned == null) {
      return own.whyNot();
    }
    Map<Rule, Integer> against = new EnumMap<>(Rule.class);
    Set<String> others =
        settings.otherClinics().getOrDefault(visit.order().siteId(), Set.<String>of());
    places.stream()
        .filter(place -> place.id().equals(pinned))
        .flatMap(place -> Fit.rules(own.fit().broken(place.opening(), others)).stream())
        .forEach(rule -> against.put(rule, 1));
    return against;
  }

  private List<Plan.Alternative> next(Pairs pairs, Matching matching, int v) {
    List<Plan.Alternative> next = new ArrayList<>();
    int at = matching.placeOf()[v];
    for (int e = pairs.start()[v]; e < pairs.start()[v + 1]; e++) {
      if (pairs.place()[e] != at) {
        next.add(
            new Plan.Alternative(
                places.get(pairs.place()[e]), Points.of(matching.extra(pairs, v, e))));
        if (next.size() > 8 * NEXT) {
          keepBest(next);
        }
      }
    }
    keepBest(next);
    return next;
  }

  private static void keepBest(List<Plan.Alternative> next) {
    next.sort(
        Comparator.comparingDouble(Plan.Alternative::extra)
            .thenComparing((Plan.Alternative each) -> each.place().opening().start())
            .thenComparing(each -> each.place().id()));
    if (next.size() > NEXT) {
      next.subList(NEXT, next.size()).clear();
    }
  }

  /**
   * What a crisis reserve costs: the plan for each number of kept places.
   *
   * @param upTo the largest number of places kept at each clinic and day
   */
  public static List<Price> prices(
      List<Displaced> visits, List<FreePlace> places, PlanSettings settings, int upTo) {
    List<Price> prices = new ArrayList<>();
    for (int kept = 0; kept <= upTo; kept++) {
      prices.add(price(visits, places, settings.withReserve(kept)));
    }
    return prices;
  }

  /** What comes of the settings, in counts: two of them are the price of the rule between them. */
  public static Price price(List<Displaced> visits, List<FreePlace> places, PlanSettings settings) {
    Plan plan = plan(visits, places, settings);
    return new Price(
        settings.reserve(), plan.inTime(), plan.late(), plan.unplaced(), plan.points());
  }

  /**
   * What it does to everybody if a visit has to take a place: the plan is solved again with it
   * pinned there.
   *
   * @param before the plan without
   */
  public static WhatIf whatIf(
      Plan before, List<FreePlace> places, PlanSettings settings, String visitId, String placeId) {
    List<Displaced> pinned =
        before.lines().stream()
            .map(Plan.Line::visit)
            .map(visit -> visit.visitId().equals(visitId) ? visit.pinnedTo(placeId) : visit)
            .toList();
    return WhatIf.between(visitId, placeId, before, plan(pinned, places, settings));
  }

  /** What comes of keeping so many places at each clinic and day. */
  public record Price(int reserve, long inTime, long late, long unplaced, double points) {}

  /**
   * The places that a visit can go to.
   *
   * @param fit the order, ready to be asked
   * @param places their numbers
   * @param cost theirs, in hundredths of a point
   * @param unplaced what it costs to have none
   * @param whyNot how many places of its clinics each rule keeps from it
   */
  record Candidates(
      Fit fit,
      int[] places,
      long[] cost,
      long unplaced,
      double harmPerDay,
      Map<Rule, Integer> whyNot) {}

  /** Points and the whole numbers that the solver counts with. */
  static final class Points {
    private static final double IN_ONE = 100;

    private Points() {}

    static long in(double points) {
      return Math.round(points * IN_ONE);
    }

    static double of(long hundredths) {
      return hundredths / IN_ONE;
    }
  }
}
