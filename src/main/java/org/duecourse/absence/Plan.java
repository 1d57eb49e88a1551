package org.duecourse.absence;

import java.util.List;
import java.util.Map;
import org.duecourse.booking.Cost;
import org.duecourse.booking.Reason.Rule;
import org.duecourse.booking.Windowing;
import org.jspecify.annotations.Nullable;

/**
 * Where displaced visits go.
 *
 * @param lines one for each visit, those whose wait does most harm first
 * @param points what the whole costs, in points of the weights
 * @param least what no plan can cost less than; the same as {@code points} but where two visits of
 *     one person had to be kept apart
 */
public record Plan(List<Line> lines, double points, double least) {
  public Plan {
    lines = List.copyOf(lines);
  }

  /**
   * A visit and where it goes.
   *
   * @param rank 1 for the visit whose wait does most harm
   * @param harmPerDay points that a day more of waiting costs, from the first day of the plan
   * @param to its place, or null where there is none for it
   * @param windowing how the place stands to the window; null without a place
   * @param cost what the place costs the order; null without a place
   * @param next the next best places, each with what it would cost everybody together
   * @param fits how many places no rule keeps from it
   * @param whyNot without a place: how many places of its clinics each rule keeps from it; of a
   *     visit that is pinned the rules against that place alone
   */
  public record Line(
      Displaced visit,
      int rank,
      double harmPerDay,
      @Nullable FreePlace to,
      @Nullable Windowing windowing,
      @Nullable Cost cost,
      List<Alternative> next,
      int fits,
      Map<Rule, Integer> whyNot) {
    public Line {
      next = List.copyOf(next);
    }

    /** Whether it goes to a day in its window that no law forbids. */
    public boolean isInTime() {
      return windowing != null && windowing.daysLate() == 0 && !windowing.isPastLimit();
    }
  }

  /**
   * Another place for a visit.
   *
   * @param extra points that all visits together lose at least if this one goes there
   */
  public record Alternative(FreePlace place, double extra) {}

  /** Visits that get a place in time. */
  public long inTime() {
    return lines.stream().filter(Line::isInTime).count();
  }

  /** Visits that get a place past their window or their legal limit. */
  public long late() {
    return lines.stream().filter(line -> line.to() != null && !line.isInTime()).count();
  }

  /** Visits without a place. */
  public long unplaced() {
    return lines.stream().filter(line -> line.to() == null).count();
  }

  /** Whether no plan costs less. */
  public boolean isOptimal() {
    return points <= least;
  }
}
