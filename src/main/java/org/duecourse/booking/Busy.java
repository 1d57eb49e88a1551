package org.duecourse.booking;

import java.util.Collection;
import java.util.List;

/**
 * When a patient cannot come because of other visits. Leave out the visit that is to be moved: it
 * does not stand in its own way.
 */
public final class Busy {
  /** A patient without other visits. */
  public static final Busy NONE = of(List.of());

  private final long[] from;
  private final long[] to;

  private Busy(long[] from, long[] to) {
    this.from = from;
    this.to = to;
  }

  /** A patient with these other visits, in any order. */
  public static Busy of(Collection<Span> visits) {
    return new Busy(
        visits.stream().mapToLong(visit -> Micros.of(visit.from())).toArray(),
        visits.stream().mapToLong(visit -> Micros.upTo(visit.to())).toArray());
  }

  /** Whether one of the visits lies in this time. */
  boolean overlaps(long start, long end) {
    for (int i = 0; i < from.length; i++) {
      if (from[i] < end && start < to[i]) {
        return true;
      }
    }
    return false;
  }
}
