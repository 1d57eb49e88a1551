package org.duecourse.absence;

import java.time.Instant;
import org.duecourse.booking.OpenOrder;
import org.jspecify.annotations.Nullable;

/**
 * A visit that cannot take place where it was booked.
 *
 * @param visitId its reference
 * @param patientId whose: two visits of one person do not get the same hour
 * @param order what was ordered; its window and clocks run on
 * @param start when the visit would have begun
 * @param pinned the place that somebody has chosen for it, or null
 */
public record Displaced(
    String visitId, String patientId, OpenOrder order, Instant start, @Nullable String pinned) {
  /** A visit for which nobody has chosen a place. */
  public static Displaced of(String visitId, String patientId, OpenOrder order, Instant start) {
    return new Displaced(visitId, patientId, order, start, null);
  }

  /** The same visit with a place that is chosen already. */
  public Displaced pinnedTo(@Nullable String placeId) {
    return new Displaced(visitId, patientId, order, start, placeId);
  }
}
