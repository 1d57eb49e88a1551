package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * By when work is due, at the clinic's wall clock. A working day ends at 5 p.m.; what comes after
 * noon of a day and is due "the same day" is due at 5 p.m., what comes after 5 p.m. or on a day off
 * is due at noon of the next business day.
 */
public final class DueTimes {
  private static final LocalTime END = LocalTime.of(17, 0);
  private static final LocalTime NOON = LocalTime.NOON;

  private final Site site;
  private final Instant now;

  public DueTimes(Site site, Instant now) {
    this.site = site;
    this.now = now;
  }

  /** The time from which they count. */
  public Instant from() {
    return now;
  }

  /** The same day. */
  public Instant sameDay() {
    LocalDate today = site.dayOf(now);
    Instant end = WallClock.at(today, END, site.zoneId());
    return site.businessDays().counts(today) && now.isBefore(end)
        ? end
        : WallClock.at(site.businessDays().after(today, 1), NOON, site.zoneId());
  }

  /** The end of the n-th business day after today. */
  public Instant businessDays(int n) {
    return WallClock.at(site.businessDays().after(site.dayOf(now), n), END, site.zoneId());
  }

  /**
   * A due time that does not lie past the end of a window: what is due must come before the window
   * closes, as long as it is open.
   */
  public Instant within(Instant due, LocalDate latest) {
    Instant closes = WallClock.at(latest, END, site.zoneId());
    if (due.isBefore(closes)) {
      return due;
    }
    return closes.isAfter(now) ? closes : sameDay();
  }
}
