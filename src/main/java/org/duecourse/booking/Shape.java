package org.duecourse.booking;

import java.util.Set;

/**
 * What many openings of a clinic have in common, so that a rule about it is asked once for all.
 *
 * @param clinician the clinician's number at the clinic
 * @param purpose what the place is for
 * @param modes the ways to meet there
 */
record Shape(int clinician, Purpose purpose, Set<Mode> modes) {
  /** Whether it counts when asking how full a clinician's day is. */
  boolean isForVisits() {
    return switch (purpose) {
      case FIRST, RETURN, CRISIS -> true;
      case PROTECTED, GROUP, ADMIN, BREAK -> false;
    };
  }
}
