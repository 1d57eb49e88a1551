package org.duecourse.booking;

/**
 * What it costs an order to be booked on a day inside its window, in points: the weights of {@link
 * DayChoice#LEAST_HARM}. Past the window the first free day is always the least harm.
 *
 * <p>A fuller day costs more, so that orders with wide windows take the emptier days and leave room
 * for those with narrow ones. A day near the end of the window costs more, because a visit missed
 * there cannot be made up inside the window (docs/decisions/0062).
 *
 * @param perDayEarly points for each day before the target
 * @param fullDay points for a day of the clinician that is full but for this place
 * @param noRescue points for the last day of the window; none at its first day
 */
public record Harm(double perDayEarly, double fullDay, double noRescue) {
  /** The weights of {@code clinic-reference.yaml}. */
  public static final Harm DEFAULT = new Harm(0.5, 20, 10);

  /**
   * Points for a day inside the window.
   *
   * @param daysEarly days before the target; 0 or less on and after it
   * @param shareTaken share of the day's places that are taken
   * @param position 0 at the first day of the window, 1 at the last
   */
  public double inWindow(int daysEarly, double shareTaken, double position) {
    return early(daysEarly) + load(shareTaken) + lostRescue(position);
  }

  /** The part for coming before the best day. */
  double early(int daysEarly) {
    return perDayEarly * Math.max(0, daysEarly);
  }

  /** The part for the clinician's day being full already. */
  double load(double shareTaken) {
    return fullDay * shareTaken * shareTaken;
  }

  /** The part for the days of the window that a missed visit would have left. */
  double lostRescue(double position) {
    return noRescue * position;
  }
}
