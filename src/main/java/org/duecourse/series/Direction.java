package org.duecourse.series;

import java.util.Locale;

/** What a signal means for the people who wait. */
public enum Direction {
  IMPROVEMENT,
  CONCERN,
  /** No signal, or a measure that has no better side. */
  NEUTRAL;

  /** The word of the outputs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
