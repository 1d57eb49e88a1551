package org.duecourse.booking;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many claims overlap a time, for many claims and many times.
 *
 * <p>A claim overlaps a time when it begins before the time ends and has not ended when it begins.
 * Each claim that has ended by then has begun too, so the count is those that have begun less those
 * that have ended: two look-ups in sorted numbers.
 */
final class ClaimTimes {
  private static final long[] NONE = {};

  private final Map<String, long[]> begins = new HashMap<>();
  private final Map<String, long[]> ends = new HashMap<>();

  ClaimTimes(Collection<Claim> claims) {
    Map<String, List<Claim>> byClinician =
        claims.stream().collect(Collectors.groupingBy(Claim::clinicianId));
    byClinician.forEach(
        (clinician, own) -> {
          begins.put(clinician, sorted(own.stream().mapToLong(c -> Micros.of(c.from())).toArray()));
          ends.put(clinician, sorted(own.stream().mapToLong(c -> Micros.upTo(c.to())).toArray()));
        });
  }

  private static long[] sorted(long[] times) {
    Arrays.sort(times);
    return times;
  }

  /** How many claims of a clinician overlap a time. */
  short overlapping(String clinicianId, long start, long end) {
    int begun = below(begins.getOrDefault(clinicianId, NONE), end);
    int ended = below(ends.getOrDefault(clinicianId, NONE), start + 1);
    return (short) (begun - ended);
  }

  /** How many of the sorted times lie before a time. */
  private static int below(long[] times, long time) {
    int low = 0;
    int high = times.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
