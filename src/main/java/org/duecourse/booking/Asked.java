package org.duecourse.booking;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a search is asked.
 *
 * @param order the order that needs a visit
 * @param at the time of asking; what begins before is past
 * @param busy the patient's other visits
 * @param wishes the patient's wishes
 * @param otherSites the clinics to which the search may widen; none: only the order's own
 * @param atLeast the step with which to begin; {@link Step#IN_WINDOW} unless its offers were turned
 *     down
 */
public record Asked(
    OpenOrder order, Instant at, Busy busy, Wishes wishes, Set<String> otherSites, Step atLeast) {
  /** Copies the set, without the order's own clinic. */
  public Asked {
    Set<String> others = new TreeSet<>(otherSites);
    others.remove(order.siteId());
    otherSites = Collections.unmodifiableSet(others);
  }

  /** An order of a patient without other visits and wishes, at its own clinic only. */
  public static Asked of(OpenOrder order, Instant at) {
    return new Asked(order, at, Busy.NONE, Wishes.NONE, Set.of(), Step.IN_WINDOW);
  }

  /** The same for another order. */
  public Asked withOrder(OpenOrder other) {
    return new Asked(other, at, busy, wishes, otherSites, atLeast);
  }

  /** The same for a patient with other visits. */
  public Asked withBusy(Busy other) {
    return new Asked(order, at, other, wishes, otherSites, atLeast);
  }

  /** The same for a patient with wishes. */
  public Asked withWishes(Wishes other) {
    return new Asked(order, at, busy, other, otherSites, atLeast);
  }

  /** The same with other clinics to widen to. */
  public Asked withOtherSites(Set<String> other) {
    return new Asked(order, at, busy, wishes, other, atLeast);
  }

  /** The same, looking at least so far. */
  public Asked withAtLeast(Step other) {
    return new Asked(order, at, busy, wishes, otherSites, other);
  }
}
