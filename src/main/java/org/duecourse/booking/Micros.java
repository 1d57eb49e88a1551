package org.duecourse.booking;

import java.time.Instant;

/**
 * Instants as microseconds since 1970, as PostgreSQL keeps them: one number instead of an object,
 * so that a million openings fit into a few arrays. Finer parts of a claim count as taken.
 */
final class Micros {
  /** A time that never comes. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long SECOND = 1_000_000;

  private Micros() {}

  /** The microsecond in which an instant lies. */
  static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano() / 1000);
  }

  /** The first microsecond that does not lie before an instant. */
  static long upTo(Instant instant) {
    long micros = of(instant);
    return instant(micros).equals(instant) ? micros : micros + 1;
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1000);
  }

  static long minutes(int minutes) {
    return minutes * (60 * SECOND);
  }
}
