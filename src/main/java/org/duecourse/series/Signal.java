package org.duecourse.series;

import java.util.Locale;

/** Why a point is not common cause; the first that applies names the point. */
public enum Signal {
  /** Strictly outside a limit. */
  OUTSIDE,
  /** One of seven points that rise or fall without a tie. */
  TREND,
  /** Near a limit, as at least two of three in a row, all three on one side of the mean. */
  TWO_IN_THREE,
  /** One of seven in a row on one side of the mean. */
  SHIFT;

  /** The word of the outputs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
