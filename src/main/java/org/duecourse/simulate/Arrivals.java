package org.duecourse.simulate;

import org.duecourse.simulate.Clinic.Demand;
import org.duecourse.simulate.Streams.Purpose;

/** How many people ask for care on a day: Poisson around a mean that is itself uncertain. */
final class Arrivals {
  private final Tables tables;
  private final long arrivalsKey;
  private final long periodKey;
  private final double[] level;
  private final double[] periodFactor;
  private final int[] period;

  Arrivals(Tables tables, Streams streams) {
    this.tables = tables;
    arrivalsKey = streams.key(Purpose.ARRIVALS);
    periodKey = streams.key(Purpose.DEMAND_PERIOD);
    level = new double[tables.sites];
    periodFactor = new double[tables.sites];
    period = new int[tables.sites];
    for (int s = 0; s < tables.sites; s++) {
      double spread = demand(s).levelSpread();
      long levelKey = streams.key(Purpose.DEMAND_LEVEL);
      level[s] = Draws.gammaFactor(spread, levelKey, tables.siteKey[s], 0);
      period[s] = -1;
    }
  }

  /** The requests of a site on a day. */
  int count(int site, int day) {
    double expected = tables.expectedRequests[site][day] * level[site];
    Demand demand = demand(site);
    if (demand.periodSpread() > 0) {
      int now = day / demand.periodDays();
      if (period[site] != now) {
        period[site] = now;
        periodFactor[site] =
            Draws.gammaFactor(demand.periodSpread(), periodKey, tables.siteKey[site], now);
      }
      expected *= periodFactor[site];
    }
    return Draws.poisson(expected, arrivalsKey, tables.siteKey[site], day);
  }

  /** Who the i-th of them is, for the streams. */
  long key(int site, int day, int i) {
    return tables.siteKey[site] + ((long) day << 20) + i + 1;
  }

  private Demand demand(int site) {
    return tables.clinic.sites().get(site).demand();
  }
}
