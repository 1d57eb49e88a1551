package org.duecourse.records;

import java.util.Locale;

/** How soon a request needs an answer. */
public enum Urgency {
  ROUTINE,
  URGENT,
  EMERGENCY;

  /** The word in the access log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
