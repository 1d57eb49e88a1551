package org.duecourse.measure;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Many whole numbers, kept as how often each occurs: the same mean and quantiles as from the
 * numbers themselves, in the room of the different ones.
 */
final class Spread {
  private final SortedMap<Long, Long> counts;
  private final long size;

  private Spread(SortedMap<Long, Long> counts) {
    this.counts = counts;
    this.size = counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * From what SQL's {@code histogram(x)} gives: each value and how often it occurs; null is none.
   */
  static Spread of(@org.jspecify.annotations.Nullable Object histogram) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    if (histogram instanceof Map<?, ?> map) {
      map.forEach(
          (value, count) -> counts.put(((Number) value).longValue(), ((Number) count).longValue()));
    }
    return new Spread(counts);
  }

  /** Each value and how often it occurs, in order. */
  SortedMap<Long, Long> counts() {
    return counts;
  }

  /** How many numbers there are. */
  long size() {
    return size;
  }

  /** The mean; only if there is a number. */
  double mean() {
    double sum = 0;
    for (Map.Entry<Long, Long> each : counts.entrySet()) {
      sum += (double) each.getKey() * each.getValue();
    }
    return sum / size;
  }

  /**
   * A quantile by linear interpolation between the numbers at both sides of position p (n - 1);
   * only if there is a number.
   */
  double quantile(double p) {
    double position = p * (size - 1);
    long below = (long) Math.floor(position);
    long low = at(below);
    return below + 1 < size ? low + (position - below) * (at(below + 1) - low) : low;
  }

  private long at(long rank) {
    long seen = 0;
    for (Map.Entry<Long, Long> each : counts.entrySet()) {
      seen += each.getValue();
      if (seen > rank) {
        return each.getKey();
      }
    }
    throw new IllegalArgumentException("no number has rank " + rank);
  }
}
