package org.duecourse.plan;

/** Says how a figure may come out, for each organisation, some months ahead of an origin. */
public interface Forecaster {
  /** How many values stand for one forecast. */
  int VALUES = 100;

  /** The first origin from which a forecast is made, so that there are errors to learn from. */
  int FIRST_ORIGIN = 17;

  /** Its name in tables. */
  String label();

  /**
   * Equally likely values, rising, for each organisation, from nothing later than the origin.
   *
   * @param origin the last month known
   * @param horizon how many months ahead
   */
  double[][] values(int origin, int horizon);
}
