package org.duecourse.calendar;

import java.util.Locale;

/** What stands behind a date or a number, from the strongest to none. */
public enum Evidence {
  /** Read in the instrument itself, or in its publisher's own page or program. */
  CONFIRMED,
  /** Read in a page about the instrument. */
  SECONDARY,
  /** Generally known; no text was seen. A standard never ships with it. */
  UNCONFIRMED,
  /** Our own choice where the law is silent; shown as a choice. */
  POLICY,
  /** A goal that an organisation set for itself. */
  OWN;

  /** The word in files and outputs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
