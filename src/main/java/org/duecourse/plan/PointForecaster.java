package org.duecourse.plan;

/** Says one figure for each organisation, some months ahead of an origin. */
interface PointForecaster {
  /**
   * Forecasts on the forecaster's own scale, from nothing later than the origin.
   *
   * @param origin the last month known
   * @param horizon how many months ahead
   */
  double[] at(int origin, int horizon);
}
