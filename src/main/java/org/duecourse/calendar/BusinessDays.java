package org.duecourse.calendar;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The days of one calendar that count, for a range of years, with counting between two days in
 * constant time.
 *
 * <p>The number of business days between x and y is the number of business days d with x &lt; d
 * &le; y: day x is day 0, and a limit day counts (policy, in line with Cal. Gov. Code 6800).
 */
public final class BusinessDays {
  private final String id;
  private final LocalDate first;
  private final LocalDate last;

  /** ordinals[i] = business days among the first i + 1 days of the range. */
  private final int[] ordinals;

  /**
   * Makes a calendar of whole days.
   *
   * @param id its name in outputs ("us-ca.core")
   * @param first the first day known
   * @param last the last day known
   * @param counts whether a day counts
   */
  public BusinessDays(String id, LocalDate first, LocalDate last, Predicate<LocalDate> counts) {
    this.id = id;
    this.first = first;
    this.last = last;
    this.ordinals = new int[Math.toIntExact(last.toEpochDay() - first.toEpochDay()) + 1];
    int count = 0;
    for (int i = 0; i < ordinals.length; i++) {
      count += counts.test(first.plusDays(i)) ? 1 : 0;
      ordinals[i] = count;
    }
  }

  /** Its name in outputs. */
  public String id() {
    return id;
  }

  /** The first day that it knows. */
  public LocalDate first() {
    return first;
  }

  /** The last day that it knows. */
  public LocalDate last() {
    return last;
  }

  /** Whether a day counts. */
  public boolean counts(LocalDate day) {
    return ordinal(day) > (day.equals(first) ? 0 : ordinal(day.minusDays(1)));
  }

  /**
   * How many business days the range holds up to and including a day; differences of ordinals are
   * counts between days.
   *
   * @throws UnknownDay if the calendar does not reach the day
   */
  public int ordinal(LocalDate day) {
    long index = day.toEpochDay() - first.toEpochDay();
    if (index < 0 || index >= ordinals.length) {
      throw new UnknownDay(id, day, first, last);
    }
    return ordinals[(int) index];
  }

  /** Business days d with x &lt; d &le; y; negative where y lies before x. */
  public int between(LocalDate x, LocalDate y) {
    return ordinal(y) - ordinal(x);
  }

  /**
   * The limit day: the n-th business day after a day.
   *
   * @param n at least 1; 0 gives the day itself
   */
  public LocalDate after(LocalDate day, int n) {
    if (n < 0) {
      throw new IllegalArgumentException("a limit of " + n + " business days");
    }
    if (n == 0) {
      return day;
    }
    int wanted = ordinal(day) + n;
    int at = Arrays.binarySearch(ordinals, wanted);
    if (at < 0) {
      throw new UnknownDay(id, last.plusDays(1), first, last);
    }
    while (at > 0 && ordinals[at - 1] == wanted) {
      at--;
    }
    return first.plusDays(at);
  }

  /** A day outside the years that a calendar knows. */
  public static final class UnknownDay extends RuntimeException {
    UnknownDay(String id, LocalDate day, LocalDate first, LocalDate last) {
      super(
          "The calendar "
              + id
              + " knows "
              + first
              + " to "
              + last
              + "; "
              + day
              + " is outside. Maybe give a longer list with --calendar FILE.csv.");
    }
  }
}
