package org.duecourse.simulate;

/**
 * Chance, drawn by identity: the number for (purpose, entity, counter) of a replication is the same
 * whatever else happens in the run, and in whatever order.
 *
 * <p>So two proposals meet the same patients with the same behaviour, an idle clinician changes
 * nobody's draws, and replications can run on any thread. The generator is a counter passed twice
 * through a 64-bit mixing function [1]; {@code StreamsTest} checks that the numbers are even and
 * not related between neighbouring entities and counters.
 *
 * <p>[1] Stafford's variant 13 of the MurmurHash3 finaliser, as in java.util.SplittableRandom.
 */
final class Streams {
  /** What a number is for. The names are part of the results: a renamed purpose draws anew. */
  enum Purpose {
    ARRIVALS,
    DEMAND_LEVEL,
    DEMAND_PERIOD,
    URGENCY,
    SESSIONS,
    INTERVAL,
    PATIENT_EFFECT,
    FATE,
    CANCELLATION_DAY,
    REJOIN,
    GIVE_UP,
    LEAVE,
    SICKNESS,
    SICKNESS_LENGTH,
    STRIKE,
    TURNOVER,
    CRISIS_ARRIVALS,
    CRISIS_HOUR,
    CRISIS_MINUTE,
    START;

    private final long salt = entity(name());
  }

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private final long base;

  Streams(long seed, int replication) {
    base = mix(mix(seed + GOLDEN) + (replication + 1) * 0xD1342543DE82EF95L);
  }

  /** The key of a purpose, to be handed to {@link #uniform}. */
  long key(Purpose purpose) {
    return mix(base + purpose.salt);
  }

  /** A number in [0, 1) for an entity. */
  static double uniform(long key, long entity) {
    return toUnit(mix(key + entity * GOLDEN));
  }

  /** The counter-th number in [0, 1) of an entity. */
  static double uniform(long key, long entity, long counter) {
    return toUnit(mix(mix(key + entity * GOLDEN) + counter * 0xA24BAED4963EE407L));
  }

  /** An entity of a text ("site north"): the same text, the same entity. */
  static long entity(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mix(hash);
  }

  private static double toUnit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
