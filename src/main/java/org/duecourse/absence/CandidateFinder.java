package org.duecourse.absence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.absence.Rebooking.Candidates;
import org.duecourse.absence.Rebooking.Points;
import org.duecourse.booking.Fit;
import org.duecourse.booking.OpenOrder;
import org.duecourse.booking.Opening;
import org.duecourse.booking.Reason.Rule;
import org.duecourse.booking.Weights;

/** Finds the places that the rules allow a visit, and what each costs its order. */
final class CandidateFinder {
  private final List<FreePlace> places;
  private final PlanSettings settings;
  private final Map<String, int[]> bySite = new HashMap<>();
  private final LocalDate[] days;

  CandidateFinder(List<FreePlace> places, PlanSettings settings) {
    this.places = places;
    this.settings = settings;
    this.days = new LocalDate[places.size()];
    Map<String, List<Integer>> grouped = new HashMap<>();
    for (int i = 0; i < days.length; i++) {
      Opening opening = places.get(i).opening();
      days[i] = LocalDate.ofInstant(opening.start(), settings.zone(opening.siteId()));
      grouped.computeIfAbsent(opening.siteId(), site -> new ArrayList<>()).add(i);
    }
    grouped.forEach(
        (site, own) -> bySite.put(site, own.stream().mapToInt(Integer::intValue).toArray()));
  }

  Candidates of(Displaced visit) {
    OpenOrder order = visit.order();
    Set<String> others = settings.otherClinics().getOrDefault(order.siteId(), Set.of());
    LocalDate today = LocalDate.ofInstant(settings.now(), settings.zone(order.siteId()));
    Fit fit = new Fit(settings.weights(), order, settings.now(), today);
    int[] open = new int[64];
    long[] cost = new long[64];
    int n = 0;
    Map<Rule, Integer> whyNot = new EnumMap<>(Rule.class);
    for (int[] own : sites(order.siteId(), others)) {
      for (int place : own) {
        if (days[place].isBefore(order.window().earliest())) {
          // Sooner than the clinician ordered is not less harm.
          continue;
        }
        FreePlace each = places.get(place);
        int broken = fit.broken(each.opening(), others);
        if (broken != 0) {
          Fit.rules(broken).forEach(rule -> whyNot.merge(rule, 1, Integer::sum));
          continue;
        }
        if (n == open.length) {
          open = Arrays.copyOf(open, 2 * n);
          cost = Arrays.copyOf(cost, 2 * n);
        }
        open[n] = place;
        cost[n++] = Points.in(fit.cost(each.opening(), days[place], each.shareTaken()).total());
      }
    }
    return new Candidates(
        fit,
        Arrays.copyOf(open, n),
        Arrays.copyOf(cost, n),
        Points.in(settings.weights().notPlaced() * order.weight()),
        harmPerDay(order, today),
        whyNot);
  }

  private List<int[]> sites(String own, Set<String> others) {
    List<int[]> sites = new ArrayList<>();
    sites.add(bySite.getOrDefault(own, new int[0]));
    others.stream()
        .filter(site -> !site.equals(own))
        .sorted()
        .forEach(site -> sites.add(bySite.getOrDefault(site, new int[0])));
    return sites;
  }

  /**
   * What one day more would cost once the window has ended: the weight, and more for each day that
   * it has ended already.
   */
  private double harmPerDay(OpenOrder order, LocalDate today) {
    Weights weights = settings.weights();
    long latest = order.window().latest().toEpochDay();
    LocalDate limit = order.legalLimit();
    long due = limit == null ? latest : Math.min(latest, limit.toEpochDay());
    long late = Math.max(0, today.toEpochDay() - due);
    return order.weight() * (weights.perDayLate() + weights.perDayLateSquared() * (2 * late + 1));
  }
}
