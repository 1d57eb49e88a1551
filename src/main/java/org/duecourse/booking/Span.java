package org.duecourse.booking;

import java.time.Instant;

/**
 * A stretch of time; the end is not part of it, so that two visits in a row do not overlap.
 *
 * @param from its beginning
 * @param to its end, after the beginning
 */
public record Span(Instant from, Instant to) {
  /** Refuses a stretch without length: nothing could overlap it. */
  public Span {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from " + from + " to " + to + " is no time at all");
    }
  }

  /** Whether the two have a moment in common. */
  public boolean overlaps(Span other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }
}
