package org.duecourse.simulate;

import org.duecourse.simulate.Clinic.Site;

/**
 * The calendar: a ring of rows, one a day, each with the places of every post. A place is a cell
 * that holds a patient's index; what is free is counted apart by purpose, and kept as bits so that
 * "the next free day of this clinician" and "the first clinician who is free on this day" are found
 * without looking at cells.
 *
 * <pre>
 *   row (day mod ring)   post 0           post 1           …
 *   cells                p7 p3 .. .. ..   p9 .. .. ..
 *   open / first / return places left    3 1 0            2 0 2
 * </pre>
 */
final class Book {
  private final int ring;
  private final int mask;
  private final int words;
  private final int posts;
  private final int[] cellBase;
  private final int cellsInRow;
  private final int[] cells;

  /** By row and post: cells in use, and places left for anybody, first visits, returns, crises. */
  private final byte[] taken;

  private final byte[] places;
  private final byte[] open;
  private final byte[] firstOnly;
  private final byte[] returnOnly;
  private final byte[] held;

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
    ring = tables.ring;
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
    taken = new byte[ring * posts];
    places = new byte[ring * posts];
    open = new byte[ring * posts];
    firstOnly = new byte[ring * posts];
    returnOnly = new byte[ring * posts];
    held = new byte[ring * posts];
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
    int at = (day & mask) * posts + c;
    taken[at] = 0;
    addPlaces(day, c, all, forFirst, forReturn, forCrisis);
  }

  /** Gives back the places of a post that was away, beside what is booked. */
  private void addPlaces(int day, int c, int all, int forFirst, int forReturn, int forCrisis) {
    int at = (day & mask) * posts + c;
    places[at] = (byte) all;
    held[at] = (byte) forCrisis;
    boolean released = day <= today + releaseDays[siteOfPost[c]];
    firstOnly[at] = (byte) (released ? 0 : forFirst);
    returnOnly[at] = (byte) (released ? 0 : forReturn);
    open[at] = (byte) (all - forCrisis - (released ? 0 : forFirst + forReturn));
    refresh(day, c);
  }

  /** Takes every free place of a post on a day away; the caller has moved its visits. */
  void closePlaces(int day, int c) {
    int at = (day & mask) * posts + c;
    taken[at] = 0;
    places[at] = 0;
    open[at] = 0;
    firstOnly[at] = 0;
    returnOnly[at] = 0;
    held[at] = 0;
    refresh(day, c);
  }

  /** Lets everybody into the places of a day that were kept for one kind. */
  void release(int day, int site) {
    for (int c = firstPost[site]; c < firstPost[site + 1]; c++) {
      int at = (day & mask) * posts + c;
      int kept = firstOnly[at] + returnOnly[at];
      if (kept > 0) {
        open[at] += (byte) kept;
        firstOnly[at] = 0;
        returnOnly[at] = 0;
        refresh(day, c);
      }
    }
  }

  /** Lets everybody into the places of a day that were held for crises. */
  void releaseHeld(int day, int site) {
    for (int c = firstPost[site]; c < firstPost[site + 1]; c++) {
      int at = (day & mask) * posts + c;
      if (held[at] > 0) {
        open[at] += held[at];
        held[at] = 0;
        refresh(day, c);
      }
    }
  }

  int places(int day, int c) {
    return places[(day & mask) * posts + c];
  }

  int taken(int day, int c) {
    return taken[(day & mask) * posts + c];
  }

  int held(int day, int c) {
    return held[(day & mask) * posts + c];
  }

  int patient(int day, int c, int k) {
    return cells[(day & mask) * cellsInRow + cellBase[c] + k];
  }

  /** Puts a patient into a free place; returns how many of its units were kept for its kind. */
  byte put(int day, int c, int p, byte kind) {
    int row = day & mask;
    int at = row * posts + c;
    cells[row * cellsInRow + cellBase[c] + taken[at]++] = p;
    if (kind == Patients.RETURN) {
      if (returnOnly[at] > 0) {
        returnOnly[at]--;
        if (returnOnly[at] + open[at] == 0) {
          refresh(day, c);
        }
        return 1;
      }
      open[at]--;
      if (open[at] < firstUnits) {
        refresh(day, c);
      }
      return 0;
    }
    int kept = Math.min(firstUnits, firstOnly[at]);
    firstOnly[at] -= (byte) kept;
    open[at] -= (byte) (firstUnits - kept);
    refresh(day, c);
    return (byte) kept;
  }

  /** Takes a patient out of a place and makes it free again. */
  void take(int day, int c, int p, byte kind, int kept) {
    int row = day & mask;
    int at = row * posts + c;
    int base = row * cellsInRow + cellBase[c];
    int k = 0;
    while (cells[base + k] != p) {
      k++;
    }
    int last = --taken[at];
    cells[base + k] = cells[base + last];
    int units = kind == Patients.RETURN ? 1 : firstUnits;
    boolean released = day <= today + releaseDays[siteOfPost[c]];
    int back = released ? 0 : kept;
    if (kind == Patients.RETURN) {
      returnOnly[at] += (byte) back;
    } else {
      firstOnly[at] += (byte) back;
    }
    open[at] += (byte) (units - back);
    refresh(day, c);
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
  int nextPost(int day, int site, byte kind, int after) {
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

  private void refresh(int day, int c) {
    int row = day & mask;
    int at = row * posts + c;
    int site = siteOfPost[c];
    int local = c - firstPost[site];
    boolean takesReturn = open[at] + returnOnly[at] > 0;
    boolean takesFirst = open[at] + firstOnly[at] >= firstUnits;
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

  /** Whether counts, cells and bits agree for a post on a day: an invariant for tests. */
  boolean agrees(int day, int c, int units) {
    int at = (day & mask) * posts + c;
    int left = open[at] + firstOnly[at] + returnOnly[at] + held[at];
    return open[at] >= 0
        && firstOnly[at] >= 0
        && returnOnly[at] >= 0
        && left + units == places[at]
        && (next(returnDays, c * words, day, day) == day) == (open[at] + returnOnly[at] > 0);
  }
}
