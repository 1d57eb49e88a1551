package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * A clinician's time on a day.
 *
 * @param day the day at the clinic
 * @param starts its beginning
 * @param ends its end
 * @param placeMinutes length of a place in it
 * @param releaseAt when kept places become places for anybody, or null
 * @param state active, absent, closed, replaced or removed; only active blocks offer places
 */
public record Block(
    long id,
    String clinicianId,
    String siteId,
    LocalDate day,
    Instant starts,
    Instant ends,
    Purpose purpose,
    int placeMinutes,
    Set<Mode> modes,
    @Nullable Instant releaseAt,
    String state,
    int version) {
  public Block {
    modes = Set.copyOf(modes);
  }

  /** The columns in SQL, of a table called {@code b}. */
  static final String COLUMNS =
      "b.id, b.clinician_id, b.site_id, b.day, lower(b.during) as starts, upper(b.during) as ends, b.purpose,"
          + " b.place_minutes, b.modes, b.release_at, b.state, b.version";
}
