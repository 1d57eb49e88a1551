package org.duecourse.records;

import java.util.Locale;

/** What an appointment is for. */
public enum VisitKind {
  FIRST,
  RETURN,
  GROUP,
  CRISIS,
  ADMINISTRATIVE_INTAKE;

  /** The word in the access log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
