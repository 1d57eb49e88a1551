package org.duecourse.records;

import java.util.Locale;

/** What a patient said to a date. */
public enum Answer {
  ACCEPTED,
  DECLINED,
  EXPIRED;

  /** The word in the access log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
