package org.duecourse.desk;

import java.time.Instant;
import org.duecourse.booking.Mode;
import org.jspecify.annotations.Nullable;

/**
 * A time to book.
 *
 * @param clinicianId with whom
 * @param siteId where
 * @param start when it begins; its length is the order's
 * @param mode how they meet
 * @param roomId a room that has to be free too, or null
 */
public record Place(
    String clinicianId, String siteId, Instant start, Mode mode, @Nullable String roomId) {}
