package org.duecourse.absence;

import java.util.SplittableRandom;

/** Makes assignments of chance, some of them tight, with ties and visits that nothing fits. */
final class RandomPairs {
  private RandomPairs() {}

  static Pairs of(SplittableRandom random, int visits, int places, int edgesEach, int costs) {
    Pairs.Builder builder = new Pairs.Builder(visits, places);
    for (int v = 0; v < visits; v++) {
      int edges = random.nextInt(edgesEach + 1);
      boolean[] has = new boolean[places];
      for (int e = 0; e < edges && places > 0; e++) {
        int place = random.nextInt(places);
        if (!has[place]) {
          has[place] = true;
          builder.edge(place, random.nextInt(costs));
        }
      }
      builder.endRow(random.nextInt(4) == 0 ? random.nextInt(costs) : 3L * costs);
    }
    return builder.build();
  }

  /** A group for each place, some of them empty. */
  static int[] groups(SplittableRandom random, int places, int groups) {
    int[] of = new int[places];
    for (int place = 0; place < places; place++) {
      of[place] = random.nextInt(groups);
    }
    return of;
  }

  static int[] capacities(SplittableRandom random, int groups, int most) {
    int[] capacity = new int[groups];
    for (int group = 0; group < groups; group++) {
      capacity[group] = random.nextInt(most + 1);
    }
    return capacity;
  }
}
