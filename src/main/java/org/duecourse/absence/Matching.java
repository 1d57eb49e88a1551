package org.duecourse.absence;

/**
 * An assignment with the prices that prove it.
 *
 * <p>Prices are those of linear programming: for every edge from visit r to place c of group g,
 * {@code visitPrice[r] + placePrice[c] + groupPrice[g] <= cost}; the prices of places and groups
 * are at most 0, and 0 where there is room left. Where both hold, and equality on what is taken, no
 * assignment is cheaper (Dantzig 1951; complementary slackness).
 *
 * @param placeOf the place of each visit, or {@link Pairs#NOWHERE}
 * @param cost the sum, in hundredths of a point
 * @param visitPrice one for each visit
 * @param placePrice one for each place, with its group's price in it
 */
record Matching(int[] placeOf, long cost, long[] visitPrice, long[] placePrice) {
  /** An assignment with its cost, from the cheapest edge between a visit and its place. */
  static Matching of(Pairs pairs, int[] placeOf, long[] visitPrice, long[] placePrice) {
    long cost = 0;
    for (int visit = 0; visit < pairs.visits(); visit++) {
      long own = placeOf[visit] == Pairs.NOWHERE ? pairs.unplaced()[visit] : Long.MAX_VALUE;
      for (int e = pairs.start()[visit]; e < pairs.start()[visit + 1]; e++) {
        if (pairs.place()[e] == placeOf[visit]) {
          own = Math.min(own, pairs.cost()[e]);
        }
      }
      cost += own;
    }
    return new Matching(placeOf, cost, visitPrice, placePrice);
  }

  /** How much dearer the whole would become, at least, if a visit had to take this edge. */
  long extra(Pairs pairs, int visit, int edge) {
    return pairs.cost()[edge] - visitPrice[visit] - placePrice[pairs.place()[edge]];
  }
}
