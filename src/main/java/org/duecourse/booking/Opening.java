package org.duecourse.booking;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A free place in a clinician's time.
 *
 * @param blockId the block that it lies in
 * @param siteId the clinic
 * @param clinician who is there
 * @param purpose what the place is for
 * @param start its beginning
 * @param end its end
 * @param modes the ways to meet there
 * @param releasedAt when a kept place (first, return, crisis) becomes one for anybody; null: never
 */
public record Opening(
    long blockId,
    String siteId,
    Clinician clinician,
    Purpose purpose,
    Instant start,
    Instant end,
    Set<Mode> modes,
    @Nullable Instant releasedAt) {
  public Opening {
    modes = Set.copyOf(modes);
  }
}
