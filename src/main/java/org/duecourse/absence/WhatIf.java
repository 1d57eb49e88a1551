package org.duecourse.absence;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What it does to everybody if one visit has to take a place.
 *
 * @param visitId the visit
 * @param placeId the place that it has to take
 * @param line where it goes then; without a place where a rule keeps it from that one
 * @param extra points that all visits together lose by it
 * @param moved the other visits that go elsewhere then, whoever loses most first
 */
public record WhatIf(
    String visitId, String placeId, Plan.Line line, double extra, List<Moved> moved) {
  public WhatIf {
    moved = List.copyOf(moved);
  }

  /** A visit in the plan before and in the plan with the pin. */
  public record Moved(Plan.Line before, Plan.Line after) {
    /** Points that this visit loses; without a place it loses more than any place could cost. */
    double loss() {
      return points(after) - points(before);
    }

    private static double points(Plan.Line line) {
      return line.cost() == null ? Double.MAX_VALUE : line.cost().total();
    }
  }

  /** Compares two plans of the same visits. */
  static WhatIf between(String visitId, String placeId, Plan before, Plan after) {
    Map<String, Plan.Line> was = new HashMap<>();
    before.lines().forEach(line -> was.put(line.visit().visitId(), line));
    Plan.Line own =
        after.lines().stream()
            .filter(line -> line.visit().visitId().equals(visitId))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("'" + visitId + "' is not in the plan."));
    List<Moved> moved =
        after.lines().stream()
            .filter(line -> !line.visit().visitId().equals(visitId))
            .map(line -> new Moved(Objects.requireNonNull(was.get(line.visit().visitId())), line))
            .filter(each -> !Objects.equals(place(each.before()), place(each.after())))
            .sorted(Comparator.comparingDouble(Moved::loss).reversed())
            .toList();
    return new WhatIf(visitId, placeId, own, after.points() - before.points(), moved);
  }

  private static @Nullable String place(Plan.Line line) {
    FreePlace to = line.to();
    return to == null ? null : to.id();
  }
}
