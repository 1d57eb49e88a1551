package org.duecourse.series;

import java.util.Locale;

/** Whether a process that stays as it is will meet its goal. */
public enum Assurance {
  /** The goal lies beyond the worse limit: it is met month after month. */
  PASSES,
  /** The goal lies beyond the better limit: it is missed month after month. */
  FAILS,
  /** The goal lies between the limits: met and missed by chance. */
  INCONSISTENT;

  /** The word of the outputs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
