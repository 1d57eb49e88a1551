package org.duecourse.booking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * All places of one clinic on one day, never changed: a claim makes another sheet that shares what
 * is the same. Places lie by their start, side by side in arrays, and a bit says which are free.
 *
 * <pre>
 *   place       0      1      2      3
 *   start       9:00   9:00   10:00  11:00
 *   shape       Lee    Cho    Lee    Lee, crisis
 *   claims      0      1      0      2            how many overlap it
 *   free        1      0      1      0
 * </pre>
 */
final class DaySheet {
  private final long[] start;
  private final long[] end;
  private final long[] releasedAt;
  private final long[] block;
  private final int[] shape;
  private final short[] claims;
  private final long[] free;

  /** By clinician: places for visits, and those of them that are taken. */
  private final short[] places;

  private final short[] taken;

  private DaySheet(
      long[] start,
      long[] end,
      long[] releasedAt,
      long[] block,
      int[] shape,
      short[] claims,
      long[] free,
      short[] places,
      short[] taken) {
    this.start = start;
    this.end = end;
    this.releasedAt = releasedAt;
    this.block = block;
    this.shape = shape;
    this.claims = claims;
    this.free = free;
    this.places = places;
    this.taken = taken;
  }

  /** One place while a sheet is put together. */
  record Row(long start, long end, long releasedAt, long block, int shape, short claims) {
    private static final Comparator<Row> IN_ORDER =
        Comparator.comparingLong(Row::start)
            .thenComparingInt(Row::shape)
            .thenComparingLong(Row::block);
  }

  /** A sheet of these places, in any order. */
  static DaySheet of(List<Row> rows, List<Shape> shapes) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Row.IN_ORDER);
    int n = sorted.size();
    int clinicians = 0;
    for (Row row : sorted) {
      clinicians = Math.max(clinicians, shapes.get(row.shape).clinician() + 1);
    }
    DaySheet sheet =
        new DaySheet(
            new long[n],
            new long[n],
            new long[n],
            new long[n],
            new int[n],
            new short[n],
            new long[(n + 63) >>> 6],
            new short[clinicians],
            new short[clinicians]);
    for (int i = 0; i < n; i++) {
      Row row = sorted.get(i);
      sheet.start[i] = row.start;
      sheet.end[i] = row.end;
      sheet.releasedAt[i] = row.releasedAt;
      sheet.block[i] = row.block;
      sheet.shape[i] = row.shape;
      sheet.claims[i] = row.claims;
    }
    sheet.count(shapes);
    return sheet;
  }

  private void count(List<Shape> shapes) {
    for (int i = 0; i < start.length; i++) {
      Shape what = shapes.get(shape[i]);
      boolean isFree = claims[i] == 0;
      if (isFree) {
        free[i >>> 6] |= 1L << i;
      }
      if (what.isForVisits()) {
        places[what.clinician()]++;
        taken[what.clinician()] += (short) (isFree ? 0 : 1);
      }
    }
  }

  /** The places as rows, to put another sheet together; only those of the shapes asked for. */
  List<Row> rows(IntPredicate shapes) {
    List<Row> rows = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      if (shapes.test(shape[i])) {
        rows.add(new Row(start[i], end[i], releasedAt[i], block[i], shape[i], claims[i]));
      }
    }
    return rows;
  }

  /**
   * The sheet with one claim more (1) or less (-1) on the clinician's places that overlap a time;
   * this sheet itself where there are none. A place without claims has none to lose.
   */
  DaySheet withClaim(int clinician, long from, long to, int change, List<Shape> shapes) {
    short[] changed = null;
    for (int i = 0; i < size() && start[i] < to; i++) {
      if (end[i] > from
          && shapes.get(shape[i]).clinician() == clinician
          && claims[i] + change >= 0) {
        changed = changed == null ? claims.clone() : changed;
        changed[i] += (short) change;
      }
    }
    if (changed == null) {
      return this;
    }
    DaySheet sheet =
        new DaySheet(
            start,
            end,
            releasedAt,
            block,
            shape,
            changed,
            new long[free.length],
            new short[places.length],
            new short[taken.length]);
    sheet.count(shapes);
    return sheet;
  }

  int size() {
    return start.length;
  }

  /** The next free place from a place on; -1 where there is none. */
  int nextFree(int from) {
    int word = from >>> 6;
    if (word >= free.length) {
      return -1;
    }
    long bits = free[word] & (-1L << from);
    while (bits == 0) {
      if (++word == free.length) {
        return -1;
      }
      bits = free[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  boolean isFree(int place) {
    return claims[place] == 0;
  }

  long start(int place) {
    return start[place];
  }

  long end(int place) {
    return end[place];
  }

  long releasedAt(int place) {
    return releasedAt[place];
  }

  long block(int place) {
    return block[place];
  }

  int shape(int place) {
    return shape[place];
  }

  /** Places for visits that a clinician has on this day. */
  int places(int clinician) {
    return clinician < places.length ? places[clinician] : 0;
  }

  /** Share of the clinician's places for visits that are taken; 0 where there are none. */
  double shareTaken(int clinician) {
    int all = places(clinician);
    return all == 0 ? 0 : (double) taken[clinician] / all;
  }
}
