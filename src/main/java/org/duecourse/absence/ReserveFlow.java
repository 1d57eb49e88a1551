package org.duecourse.absence;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The same assignment where groups of places (a clinic's day) give away only so many: a flow from
 * visits over places and groups to a sink, at least cost, by successive shortest paths (Ahuja,
 * Magnanti and Orlin 1993, 9.7). Exact; the prices at the end prove it.
 *
 * <p>A group that is full can be entered by a visit only where another one leaves it, so a way that
 * comes to a full group goes on at every place of the group that is taken.
 */
final class ReserveFlow {
  private static final int NONE = -1;

  private final Pairs pairs;
  private final int[] groupOf;
  private final int[] capacity;
  private final int[] used;
  private final int[][] members;
  private final long[] visitPrice;
  private final long[] placePrice;
  private final long[] groupPrice;
  private final int[] placeOf;
  private final int[] visitAt;

  /** Nodes of the search: places, then groups. */
  private final long[] distance;

  private final int[] from;
  private final int[] seen;
  private final PlaceHeap heap;
  private int seenCount;
  private long best;
  private int end;
  private int dropped;

  private ReserveFlow(Pairs pairs, int[] groupOf, int[] capacity) {
    this.pairs = pairs;
    this.groupOf = groupOf;
    this.capacity = capacity;
    int places = pairs.places();
    int groups = capacity.length;
    used = new int[groups];
    int[] sizes = new int[groups];
    for (int group : groupOf) {
      sizes[group]++;
    }
    members = new int[groups][];
    for (int g = 0; g < groups; g++) {
      members[g] = new int[sizes[g]];
    }
    for (int place = 0; place < places; place++) {
      int group = groupOf[place];
      members[group][--sizes[group]] = place;
    }
    visitPrice = new long[pairs.visits()];
    placePrice = new long[places];
    groupPrice = new long[groups];
    placeOf = new int[pairs.visits()];
    visitAt = new int[places];
    distance = new long[places + groups];
    from = new int[places + groups];
    seen = new int[places + groups];
    heap = new PlaceHeap(places + groups, distance);
    Arrays.fill(placeOf, Pairs.NOWHERE);
    Arrays.fill(visitAt, NONE);
    Arrays.fill(distance, Long.MAX_VALUE);
  }

  /**
   * Solves.
   *
   * @param groupOf the group of each place
   * @param capacity how many places of each group may be taken
   */
  static Matching solve(Pairs pairs, int[] groupOf, int[] capacity) {
    ReserveFlow flow = new ReserveFlow(pairs, groupOf, capacity);
    flow.begin(ShortestPaths.solve(pairs));
    for (int visit = 0; visit < pairs.visits(); visit++) {
      if (flow.placeOf[visit] == Pairs.NOWHERE
          && flow.visitPrice[visit] < pairs.unplaced()[visit]) {
        flow.augment(visit);
      }
    }
    return flow.matching();
  }

  /**
   * Begins with the assignment without a reserve. A group that gives away too many keeps the places
   * that are dearest, and its price is that of the dearest that it takes back: at these prices all
   * of it is right, and only the visits that were sent away look anew.
   */
  private void begin(Matching free) {
    System.arraycopy(free.visitPrice(), 0, visitPrice, 0, visitPrice.length);
    System.arraycopy(free.placePrice(), 0, placePrice, 0, placePrice.length);
    System.arraycopy(free.placeOf(), 0, placeOf, 0, placeOf.length);
    for (int visit = 0; visit < placeOf.length; visit++) {
      if (placeOf[visit] != Pairs.NOWHERE) {
        visitAt[placeOf[visit]] = visit;
        used[groupOf[placeOf[visit]]]++;
      }
    }
    for (int group = 0; group < used.length; group++) {
      if (used[group] > capacity[group]) {
        takeBack(group);
      }
    }
  }

  private void takeBack(int group) {
    int[] taken =
        Arrays.stream(members[group])
            .filter(place -> visitAt[place] != NONE)
            .boxed()
            .sorted(Comparator.comparingLong(place -> placePrice[place]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = capacity[group]; i < taken.length; i++) {
      placeOf[visitAt[taken[i]]] = Pairs.NOWHERE;
      visitAt[taken[i]] = NONE;
    }
    groupPrice[group] = placePrice[taken[capacity[group]]];
    used[group] = capacity[group];
  }

  /*
   * What a step costs beyond the prices is at least 0:
   *   from a visit to a place      cost - visitPrice - placePrice
   *   from a taken place           0, on with the visit that is there
   *   from a free place to group   placePrice - groupPrice
   *   from a full group to a taken place of it, which then is given back    groupPrice - placePrice
   *   from a group with room       0, the end: its price is 0 as long as it has room
   */
  private void augment(int start) {
    seenCount = 0;
    heap.clear();
    best = Long.MAX_VALUE;
    end = NONE;
    dropped = NONE;
    int places = pairs.places();
    leave(start, 0);
    while (!heap.isEmpty()) {
      int node = heap.least();
      long reached = distance[node];
      if (reached >= best) {
        break;
      }
      heap.removeLeast();
      if (node < places) {
        leave(visitAt[node], reached);
      } else {
        enter(node - places, reached);
      }
    }
    reprice(start);
    push(start);
    for (int i = 0; i < seenCount; i++) {
      distance[seen[i]] = Long.MAX_VALUE;
    }
  }

  /** A visit looks at all its places, or stays without one. */
  private void leave(int visit, long reached) {
    long drop = reached + pairs.unplaced()[visit] - visitPrice[visit];
    if (drop < best) {
      best = drop;
      dropped = visit;
      end = NONE;
    }
    long base = reached - visitPrice[visit];
    for (int e = pairs.start()[visit]; e < pairs.start()[visit + 1]; e++) {
      long to = base + pairs.cost()[e];
      if (to < best) {
        int place = pairs.place()[e];
        reach(place, to - placePrice[place], visit);
      }
    }
  }

  /** A full group is entered where one of its places is given back. */
  private void enter(int group, long reached) {
    int node = pairs.places() + group;
    for (int place : members[group]) {
      if (visitAt[place] != NONE) {
        reach(place, reached + groupPrice[group] - placePrice[place], -2 - node);
      }
    }
  }

  /** From a free place it goes on to its group at once, and a group with room is an end. */
  private void reach(int node, long to, int by) {
    if (to >= distance[node] || to >= best) {
      return;
    }
    if (distance[node] == Long.MAX_VALUE) {
      seen[seenCount++] = node;
    }
    distance[node] = to;
    from[node] = by;
    int places = pairs.places();
    if (node >= places && used[node - places] < capacity[node - places]) {
      best = to;
      end = node - places;
      dropped = NONE;
    } else if (node < places && visitAt[node] == NONE) {
      int group = groupOf[node];
      reach(places + group, to + placePrice[node] - groupPrice[group], node);
    } else {
      heap.lower(node);
    }
  }

  private void reprice(int start) {
    int places = pairs.places();
    for (int i = 0; i < seenCount; i++) {
      int node = seen[i];
      long by = best - distance[node];
      if (by <= 0) {
        continue;
      }
      if (node < places) {
        placePrice[node] -= by;
        if (visitAt[node] != NONE) {
          visitPrice[visitAt[node]] += by;
        }
      } else {
        groupPrice[node - places] -= by;
      }
    }
    visitPrice[start] += best;
  }

  /** Follows the way back, and gives each visit on it the place that it came to. */
  private void push(int start) {
    int places = pairs.places();
    int node;
    if (dropped != NONE) {
      if (dropped == start) {
        return;
      }
      node = placeOf[dropped];
      placeOf[dropped] = Pairs.NOWHERE;
    } else {
      used[end]++;
      node = places + end;
    }
    while (true) {
      if (node >= places) {
        // Into a group comes a place that was free.
        node = from[node];
        continue;
      }
      int by = from[node];
      if (by <= -2) {
        // The place gives its room in the group away; its visit has gone on already.
        visitAt[node] = NONE;
        node = -2 - by;
        continue;
      }
      int before = placeOf[by];
      placeOf[by] = node;
      visitAt[node] = by;
      if (by == start) {
        return;
      }
      node = before;
    }
  }

  private Matching matching() {
    long[] price = new long[pairs.places()];
    for (int place = 0; place < price.length; place++) {
      price[place] = Math.min(placePrice[place], groupPrice[groupOf[place]]);
    }
    return Matching.of(pairs, placeOf, visitPrice, price);
  }
}
