package org.duecourse.booking;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores openings for one order on one day of asking. Inside the window it counts as {@link Harm}
 * does; past it, days late count by the order's weight and by their square.
 */
final class Scoring {
  private final Weights weights;
  private final OpenOrder order;
  private final Wishes wishes;
  private final long target;

  /** The first day of the window that can still be had. */
  private final long from;

  /** The last day that does no harm: of the window or of the law, whichever ends first. */
  private final long due;

  private final double perDay;

  Scoring(Weights weights, OpenOrder order, Wishes wishes, LocalDate today) {
    this.weights = weights;
    this.order = order;
    this.wishes = wishes;
    Window window = order.window();
    LocalDate limit = order.legalLimit();
    target = window.target().toEpochDay();
    from = Math.max(window.earliest().toEpochDay(), today.toEpochDay());
    long latest = window.latest().toEpochDay();
    due = limit == null ? latest : Math.min(latest, limit.toEpochDay());
    perDay = 1.0 / Math.max(1, latest - from);
  }

  /**
   * What an opening costs.
   *
   * @param day days since 1970
   * @param shareTaken share of the clinician's places of the day that are taken
   * @param mode how patient and clinician would meet
   * @param wishesMissed how many wishes it misses
   */
  Cost cost(
      long day,
      double shareTaken,
      String clinicianId,
      String siteId,
      @Nullable Mode mode,
      int wishesMissed) {
    long late = Math.max(0, day - due);
    Harm harm = weights.harm();
    return new Cost(
        order.weight() * (weights.perDayLate() * late + weights.perDayLateSquared() * late * late),
        harm.early(Math.toIntExact(Math.max(0, target - day))),
        harm.load(shareTaken),
        harm.lostRescue(Math.clamp((day - from) * perDay, 0, 1)),
        isHandover(clinicianId) ? weights.otherClinician() : 0,
        travel(siteId, mode),
        weights.perWish() * wishesMissed);
  }

  /** How patient and clinician would meet at an opening: as ordered, as wished, or in the room. */
  @Nullable Mode mode(String siteId, Set<Mode> modes) {
    if (order.mode() != null) {
      return order.mode();
    }
    if (wishes.mode() != null && modes.contains(wishes.mode())) {
      return wishes.mode();
    }
    boolean far = !siteId.equals(order.siteId()) && weights.remote() < weights.otherClinic();
    if (far && modes.contains(Mode.VIDEO)) {
      return Mode.VIDEO;
    }
    for (Mode mode : Mode.values()) {
      if (modes.contains(mode)) {
        return mode;
      }
    }
    return null;
  }

  private boolean isHandover(String clinicianId) {
    return order.continuity() != Continuity.NONE
        && order.ownClinician() != null
        && !order.ownClinician().equals(clinicianId);
  }

  private double travel(String siteId, @Nullable Mode mode) {
    if (mode == Mode.VIDEO || mode == Mode.PHONE) {
      return mode == order.mode() || mode == wishes.mode() ? 0 : weights.remote();
    }
    return siteId.equals(order.siteId()) ? 0 : weights.otherClinic();
  }
}
