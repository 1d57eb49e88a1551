package org.duecourse.records;

import java.util.Locale;

/** What became of an appointment. */
public enum VisitStatus {
  BOOKED,
  ATTENDED,
  NO_SHOW,
  CANCELLED_BY_PATIENT,
  CANCELLED_BY_CLINIC;

  /** The word in the access log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
