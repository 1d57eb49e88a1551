package org.duecourse.simulate;

/**
 * First visits only, solved exactly: c places a day, Poisson requests, each from the next day on.
 * The book at the start of a day follows X' = max(X − c, 0) + A; the i-th request of a day finds
 * max(X − c, 0) + i − 1 people before it and waits 1 + that over c days.
 */
record BulkQueue(double meanWaitDays, double shareNextDay, double utilisation, double meanBook) {
  private static final int STATES = 2000;

  static BulkQueue solve(int places, double requestsADay) {
    double[] arrivals = new double[400];
    double probability = Math.exp(-requestsADay);
    for (int a = 0; a < arrivals.length; a++) {
      arrivals[a] = probability;
      probability *= requestsADay / (a + 1);
    }
    double[] law = new double[STATES];
    law[0] = 1;
    double change = 1;
    while (change > 1e-11) {
      double[] next = new double[STATES];
      for (int x = 0; x < STATES; x++) {
        if (law[x] > 1e-15) {
          int left = Math.max(x - places, 0);
          for (int a = 0; a < arrivals.length && (a < requestsADay || arrivals[a] > 1e-15); a++) {
            next[Math.min(left + a, STATES - 1)] += law[x] * arrivals[a];
          }
        }
      }
      change = 0;
      for (int x = 0; x < STATES; x++) {
        change += Math.abs(next[x] - law[x]);
      }
      law = next;
    }
    double wait = 0;
    double nextDay = 0;
    double used = 0;
    double book = 0;
    for (int x = 0; x < STATES; x++) {
      int left = Math.max(x - places, 0);
      used += law[x] * Math.min(x, places);
      book += law[x] * x;
      double atLeast = 1;
      for (int i = 1; i < arrivals.length; i++) {
        atLeast -= arrivals[i - 1];
        if (atLeast < 1e-15) {
          break;
        }
        int days = 1 + (left + i - 1) / places;
        wait += law[x] * atLeast * days;
        nextDay += days == 1 ? law[x] * atLeast : 0;
      }
    }
    return new BulkQueue(wait / requestsADay, nextDay / requestsADay, used / places, book);
  }
}
