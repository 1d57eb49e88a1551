package org.duecourse.simulate;

import org.duecourse.simulate.Clinic.Site;

/**
 * The calendar: a ring of rows, one a day, each with the places of every post. A place is a cell
 * that holds a patient's index; what is free is counted apart by purpose, and kept as bits so that
 * "the next free day of this clinician" and "the first clinician who is free on this day" are found
 * without looking at cells.
 *
 * <pre>
 *   row (day mod ring)          post 0           post 1           …
 *   cells                       p7 p3 .. .. ..   p9 .. .. ..
 *   open, first, returns left   3, 1, 0          2, 0, 2
 * </pre>
 */
final class Book {
  /** The counts of a post on a day lie side by side: eight bytes, one cache line. */
  private static final int WIDTH_BITS = 3;

  private static final int TAKEN = 0;
  private static final int PLACES = 1;
  private static final int OPEN = 2;
  private static final int FIRST_ONLY = 3;
  private static final int RETURN_ONLY = 4;
  private static final int HELD = 5;

  private final int mask;
  private final int words;
  private final int posts;
  private final int[] cellBase;
  private final int cellsInRow;
  private final int[] cells;
  private final byte[] counts;

  private final int firstUnits;
  private final int[] siteOfPost;
  private final int[] firstPost;
  private final int[] releaseDays;

  /** By post: days on which a return can be booked. */
  private final long[] returnDays;

  /** By site: days on which a first visit, or a return, can be booked with somebody. */
  private final long[] firstSiteDays;

  private final long[] returnSiteDays;

  /** By row and site: the posts that can take a first visit, or a return. */
  private final long[] firstMasks;

  private final long[] returnMasks;
  private final int[] maskBase;
  private final int masksInRow;

  private int today;

  Book(Tables tables) {
    int ring = tables.ring;
    mask = ring - 1;
    words = ring / 64;
    posts = tables.posts;
    siteOfPost = tables.siteOfPost;
    firstPost = tables.firstPost;
    firstUnits = tables.clinic.booking().firstVisitPlaces();
    releaseDays = new int[tables.sites];
    maskBase = new int[tables.sites];
    int masksSoFar = 0;
    for (int s = 0; s < tables.sites; s++) {
      Site site = tables.clinic.sites().get(s);
      releaseDays[s] = site.ratio().releaseDaysBefore();
      maskBase[s] = masksSoFar;
      masksSoFar += (firstPost[s + 1] - firstPost[s] + 63) / 64;
    }
    masksInRow = masksSoFar;
    cellBase = new int[posts];
    int cellsSoFar = 0;
    for (int c = 0; c < posts; c++) {
      cellBase[c] = cellsSoFar;
      cellsSoFar += (int) Math.ceil(tables.rate[c]) + 1;
    }
    cellsInRow = cellsSoFar;
    cells = new int[ring * cellsInRow];
    counts = new byte[(ring * posts) << WIDTH_BITS];
    returnDays = new long[posts * words];
    firstSiteDays = new long[tables.sites * words];
    returnSiteDays = new long[tables.sites * words];
    firstMasks = new long[ring * masksInRow];
    returnMasks = new long[ring * masksInRow];
  }

  /** Moves to a day; rows before it are history. */
  void startDay(int day) {
    today = day;
  }

  /** Puts an empty row for a post, with places by purpose; what the row held before is history. */
  void openPlaces(int day, int c, int all, int forFirst, int forReturn, int forCrisis) {
    int at = at(day, c);
    boolean released = day <= today + releaseDays[siteOfPost[c]];
    int first = released ? 0 : forFirst;
    int returns = released ? 0 : forReturn;
    counts[at + TAKEN] = 0;
    counts[at + PLACES] = (byte) all;
    counts[at + HELD] = (byte) forCrisis;
    counts[at + FIRST_ONLY] = (byte) first;
    counts[at + RETURN_ONLY] = (byte) returns;
    counts[at + OPEN] = (byte) (all - forCrisis - first - returns);
    refresh(day, c);
  }

  /** Takes every place of a post on a day away; the caller has moved its visits. */
  void closePlaces(int day, int c) {
    openPlaces(day, c, 0, 0, 0, 0);
  }

  /** Lets everybody into the places of a day that were kept for one kind. */
  void release(int day, int site) {
    for (int c = firstPost[site]; c < firstPost[site + 1]; c++) {
      int at = at(day, c);
      int kept = counts[at + FIRST_ONLY] + counts[at + RETURN_ONLY];
      if (kept > 0) {
        counts[at + OPEN] += (byte) kept;
        counts[at + FIRST_ONLY] = 0;
        counts[at + RETURN_ONLY] = 0;
        refresh(day, c);
      }
    }
  }

  /** Lets everybody into the places of a day that were held for crises. */
  void releaseHeld(int day, int site) {
    for (int c = firstPost[site]; c < firstPost[site + 1]; c++) {
      int at = at(day, c);
      if (counts[at + HELD] > 0) {
        counts[at + OPEN] += counts[at + HELD];
        counts[at + HELD] = 0;
        refresh(day, c);
      }
    }
  }

  int places(int day, int c) {
    return counts[at(day, c) + PLACES];
  }

  int taken(int day, int c) {
    return counts[at(day, c) + TAKEN];
  }

  int held(int day, int c) {
    return counts[at(day, c) + HELD];
  }

  int patient(int day, int c, int k) {
    return cells[(day & mask) * cellsInRow + cellBase[c] + k];
  }

  /** Puts a patient into a free place; returns how many of its units were kept for its kind. */
  int put(int day, int c, int p, int kind) {
    int at = at(day, c);
    cells[(day & mask) * cellsInRow + cellBase[c] + counts[at + TAKEN]++] = p;
    int kept;
    if (kind == Patients.RETURN) {
      kept = Math.min(1, counts[at + RETURN_ONLY]);
      counts[at + RETURN_ONLY] -= (byte) kept;
      counts[at + OPEN] -= (byte) (1 - kept);
    } else {
      kept = Math.min(firstUnits, counts[at + FIRST_ONLY]);
      counts[at + FIRST_ONLY] -= (byte) kept;
      counts[at + OPEN] -= (byte) (firstUnits - kept);
    }
    if (!takesReturn(at) || !takesFirst(at)) {
      refresh(day, c);
    }
    return kept;
  }

  /** Takes a patient out of a place and makes it free again. */
  void take(int day, int c, int p, int kind, int kept) {
    int at = at(day, c);
    int base = (day & mask) * cellsInRow + cellBase[c];
    int k = 0;
    while (cells[base + k] != p) {
      k++;
    }
    int last = --counts[at + TAKEN];
    cells[base + k] = cells[base + last];
    boolean couldTakeBoth = takesReturn(at) && takesFirst(at);
    int units = kind == Patients.RETURN ? 1 : firstUnits;
    boolean released = day <= today + releaseDays[siteOfPost[c]];
    int back = released ? 0 : kept;
    counts[at + (kind == Patients.RETURN ? RETURN_ONLY : FIRST_ONLY)] += (byte) back;
    counts[at + OPEN] += (byte) (units - back);
    if (!couldTakeBoth) {
      refresh(day, c);
    }
  }

  /** The first day in [from, last] on which a post can take a return; -1: none. */
  int nextReturnDay(int c, int from, int last) {
    return next(returnDays, c * words, from, last);
  }

  /** The first day in [from, last] on which anybody of a site can take a first visit; -1: none. */
  int nextFirstDayOfSite(int site, int from, int last) {
    return next(firstSiteDays, site * words, from, last);
  }

  /** The first day in [from, last] on which anybody of a site can take a return; -1: none. */
  int nextReturnDayOfSite(int site, int from, int last) {
    return next(returnSiteDays, site * words, from, last);
  }

  /** The first post after another that can take the kind on a day; -1: none. */
  int nextPost(int day, int site, int kind, int after) {
    long[] masks = kind == Patients.FIRST ? firstMasks : returnMasks;
    int base = (day & mask) * masksInRow + maskBase[site];
    int local = after + 1 - firstPost[site];
    int count = firstPost[site + 1] - firstPost[site];
    if (local >= count) {
      return -1;
    }
    int word = local >>> 6;
    long bits = masks[base + word] & (-1L << local);
    while (bits == 0) {
      if (++word * 64 >= count) {
        return -1;
      }
      bits = masks[base + word];
    }
    return firstPost[site] + word * 64 + Long.numberOfTrailingZeros(bits);
  }

  private int next(long[] bits, int base, int from, int last) {
    if (from > last) {
      return -1;
    }
    int i = from & mask;
    int day = from - (i & 63);
    long word = bits[base + (i >>> 6)] & (-1L << i);
    while (word == 0) {
      day += 64;
      if (day > last) {
        return -1;
      }
      word = bits[base + ((day & mask) >>> 6)];
    }
    int found = day + Long.numberOfTrailingZeros(word);
    return found <= last ? found : -1;
  }

  private int at(int day, int c) {
    return ((day & mask) * posts + c) << WIDTH_BITS;
  }

  private boolean takesReturn(int at) {
    return counts[at + OPEN] + counts[at + RETURN_ONLY] > 0;
  }

  private boolean takesFirst(int at) {
    return counts[at + OPEN] + counts[at + FIRST_ONLY] >= firstUnits;
  }

  private void refresh(int day, int c) {
    int row = day & mask;
    int at = at(day, c);
    int site = siteOfPost[c];
    int local = c - firstPost[site];
    boolean takesReturn = takesReturn(at);
    boolean takesFirst = takesFirst(at);
    set(returnDays, c * words + (row >>> 6), row, takesReturn);
    int word = row * masksInRow + maskBase[site] + (local >>> 6);
    set(firstMasks, word, local, takesFirst);
    set(returnMasks, word, local, takesReturn);
    int siteWord = site * words + (row >>> 6);
    set(firstSiteDays, siteWord, row, takesFirst || any(firstMasks, row, site));
    set(returnSiteDays, siteWord, row, takesReturn || any(returnMasks, row, site));
  }

  private boolean any(long[] masks, int row, int site) {
    int from = row * masksInRow + maskBase[site];
    int to = from + (firstPost[site + 1] - firstPost[site] + 63) / 64;
    for (int i = from; i < to; i++) {
      if (masks[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private static void set(long[] bits, int word, int bit, boolean on) {
    long one = 1L << bit;
    bits[word] = on ? bits[word] | one : bits[word] & ~one;
  }

  /**
   * Whether counts and bits agree for a post on a day: what must always hold.
   *
   * @param units units of the bookings in its cells
   */
  boolean agrees(int day, int c, int units) {
    int at = at(day, c);
    int left =
        counts[at + OPEN] + counts[at + FIRST_ONLY] + counts[at + RETURN_ONLY] + counts[at + HELD];
    return counts[at + OPEN] >= 0
        && counts[at + FIRST_ONLY] >= 0
        && counts[at + RETURN_ONLY] >= 0
        && left + units == counts[at + PLACES]
        && (next(returnDays, c * words, day, day) == day) == takesReturn(at)
        && (nextPost(day, siteOfPost[c], Patients.FIRST, c - 1) == c) == takesFirst(at);
  }
}
