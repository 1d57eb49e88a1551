package org.duecourse.absence;

import java.util.Arrays;

/**
 * The cheapest assignment of visits to places, by shortest augmenting paths over the edges that
 * there are (Jonker and Volgenant 1987, in its sparse form): each visit in turn takes the cheapest
 * way to a free place, pushing others along where that costs less, or stays without one where that
 * is cheapest. Exact; the prices at the end prove it.
 */
final class ShortestPaths {
  private static final int NONE = -1;
  private static final int BIDDING_ROUNDS = 2;
  private static final int BIDS_EACH = 200;

  private final Pairs pairs;
  private final long[] visitPrice;
  private final long[] placePrice;
  private final int[] placeOf;
  private final int[] visitAt;
  private final long[] distance;
  private final int[] from;
  private final int[] seen;
  private final PlaceHeap heap;
  private int seenCount;
  private long best;
  private int free;

  private ShortestPaths(Pairs pairs) {
    this.pairs = pairs;
    visitPrice = new long[pairs.visits()];
    placePrice = new long[pairs.places()];
    placeOf = new int[pairs.visits()];
    visitAt = new int[pairs.places()];
    distance = new long[pairs.places()];
    from = new int[pairs.places()];
    seen = new int[pairs.places()];
    heap = new PlaceHeap(pairs.places(), distance);
    Arrays.fill(placeOf, Pairs.NOWHERE);
    Arrays.fill(visitAt, NONE);
    Arrays.fill(distance, Long.MAX_VALUE);
  }

  /** Solves. */
  static Matching solve(Pairs pairs) {
    ShortestPaths solver = new ShortestPaths(pairs);
    for (int visit : solver.bid()) {
      solver.augment(visit);
    }
    return Matching.of(pairs, solver.placeOf, solver.visitPrice, solver.placePrice);
  }

  /**
   * Visits bid for their cheapest place: each raises its price until the second choice is as good,
   * and whoever had it bids next (the augmenting row reduction of Jonker and Volgenant). Prices
   * stay right, so what is left is little; it ends where bids no longer help.
   *
   * @return the visits that are left
   */
  private int[] bid() {
    int[] waiting = new int[pairs.visits()];
    int left = pairs.visits();
    for (int visit = 0; visit < left; visit++) {
      waiting[visit] = visit;
    }
    for (int round = 0; round < BIDDING_ROUNDS && left > 0; round++) {
      int next = 0;
      long budget = (long) BIDS_EACH * left;
      for (int i = 0; i < left; i++) {
        int visit = waiting[i];
        int outbid = bid(visit);
        while (outbid != NONE && outbid != visit && budget-- > 0) {
          visit = outbid;
          outbid = bid(visit);
        }
        if (outbid != NONE) {
          waiting[next++] = outbid;
        }
      }
      left = next;
    }
    return Arrays.copyOf(waiting, left);
  }

  /**
   * One bid.
   *
   * @return whoever has lost a place by it, the visit itself where it could take none, or nobody
   */
  private int bid(int visit) {
    long first = pairs.unplaced()[visit];
    long second = Long.MAX_VALUE;
    int at = NONE;
    for (int e = pairs.start()[visit]; e < pairs.start()[visit + 1]; e++) {
      int place = pairs.place()[e];
      long price = pairs.cost()[e] - placePrice[place];
      if (price < first) {
        second = first;
        first = price;
        at = place;
      } else if (price < second) {
        second = price;
        // Of two that are as good, a free one needs no bid.
        if (price == first && at != NONE && visitAt[at] != NONE && visitAt[place] == NONE) {
          at = place;
        }
      }
    }
    if (at == NONE) {
      visitPrice[visit] = first;
      return NONE;
    }
    int before = visitAt[at];
    if (before != NONE && first == second) {
      visitPrice[visit] = first;
      return visit;
    }
    visitPrice[visit] = before == NONE && second == Long.MAX_VALUE ? first : second;
    placePrice[at] -= visitPrice[visit] - first;
    placeOf[visit] = at;
    visitAt[at] = visit;
    if (before != NONE) {
      placeOf[before] = Pairs.NOWHERE;
    }
    return before;
  }

  private void augment(int start) {
    seenCount = 0;
    heap.clear();
    best = Long.MAX_VALUE;
    free = NONE;
    int dropped = NONE;
    long reached = 0;
    int visit = start;
    while (true) {
      long drop = reached + pairs.unplaced()[visit] - visitPrice[visit];
      if (drop < best) {
        best = drop;
        dropped = visit;
        free = NONE;
      }
      relax(visit, reached);
      int place = heap.isEmpty() ? NONE : heap.least();
      if (place == NONE || distance[place] >= best) {
        break;
      }
      heap.removeLeast();
      reached = distance[place];
      visit = visitAt[place];
    }
    reprice(start);
    if (free != NONE) {
      follow(start, free);
    } else if (dropped != start) {
      int place = placeOf[dropped];
      placeOf[dropped] = Pairs.NOWHERE;
      follow(start, place);
    }
    for (int i = 0; i < seenCount; i++) {
      distance[seen[i]] = Long.MAX_VALUE;
    }
  }

  /**
   * A free place is an end as near as it lies; what lies no nearer than an end is not looked at.
   */
  private void relax(int visit, long reached) {
    long base = reached - visitPrice[visit];
    int[] places = pairs.place();
    long[] costs = pairs.cost();
    int until = pairs.start()[visit + 1];
    for (int e = pairs.start()[visit]; e < until; e++) {
      long to = base + costs[e];
      if (to >= best) {
        continue;
      }
      int place = places[e];
      to -= placePrice[place];
      if (to < best && to < distance[place]) {
        if (distance[place] == Long.MAX_VALUE) {
          seen[seenCount++] = place;
        }
        distance[place] = to;
        from[place] = visit;
        if (visitAt[place] == NONE) {
          best = to;
          free = place;
        } else {
          heap.lower(place);
        }
      }
    }
  }

  /** Prices move by how much nearer than the end a place lay. */
  private void reprice(int start) {
    for (int i = 0; i < seenCount; i++) {
      int place = seen[i];
      if (distance[place] < best && visitAt[place] != NONE) {
        long by = best - distance[place];
        placePrice[place] -= by;
        visitPrice[visitAt[place]] += by;
      }
    }
    visitPrice[start] += best;
  }

  private void follow(int start, int place) {
    int at = place;
    while (true) {
      int visit = from[at];
      int before = placeOf[visit];
      placeOf[visit] = at;
      visitAt[at] = visit;
      if (visit == start) {
        return;
      }
      at = before;
    }
  }
}
