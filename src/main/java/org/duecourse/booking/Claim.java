package org.duecourse.booking;

import java.time.Instant;

/**
 * Time of a clinician that is taken: a hold, a visit, an absence. Places that overlap it are not
 * free.
 *
 * @param clinicianId whose time
 * @param from its beginning
 * @param to its end; not part of it
 */
public record Claim(String clinicianId, Instant from, Instant to) {
  /** Refuses a claim without length. */
  public Claim {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a claim from " + from + " to " + to);
    }
  }
}
