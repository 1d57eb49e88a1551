package org.duecourse.absence;

import java.util.Arrays;

/**
 * Which visits can go to which places, at what cost: the edges of a bipartite graph, row by row.
 *
 * <p>Shapes: {@code start} has one number more than there are visits; the edges of visit r are
 * those from {@code start[r]} up to {@code start[r + 1]}, each with a place and a cost of at least
 * 0.
 *
 * @param places how many places there are
 * @param start where the edges of each visit begin
 * @param place the place of each edge
 * @param cost the cost of each edge, in hundredths of a point
 * @param unplaced what it costs to leave each visit without a place
 */
record Pairs(int places, int[] start, int[] place, long[] cost, long[] unplaced) {
  /** Where a visit goes that goes nowhere. */
  static final int NOWHERE = -1;

  Pairs {
    if (start.length != unplaced.length + 1 || place.length != cost.length) {
      throw new IllegalArgumentException("The shapes of the pairs do not fit together.");
    }
  }

  int visits() {
    return unplaced.length;
  }

  int edges() {
    return place.length;
  }

  /** Collects edges; rows come one after the other. */
  static final class Builder {
    private final int places;
    private final long[] unplaced;
    private final int[] start;
    private int[] place = new int[1024];
    private long[] cost = new long[1024];
    private int edges;
    private int row;

    Builder(int visits, int places) {
      this.places = places;
      this.unplaced = new long[visits];
      this.start = new int[visits + 1];
    }

    /** An edge of the row at hand. */
    void edge(int to, long points) {
      if (edges == place.length) {
        place = Arrays.copyOf(place, 2 * edges);
        cost = Arrays.copyOf(cost, 2 * edges);
      }
      place[edges] = to;
      cost[edges++] = points;
    }

    /** Ends the row at hand. */
    void endRow(long withoutPlace) {
      unplaced[row++] = withoutPlace;
      start[row] = edges;
    }

    Pairs build() {
      return new Pairs(
          places, start, Arrays.copyOf(place, edges), Arrays.copyOf(cost, edges), unplaced);
    }
  }
}
