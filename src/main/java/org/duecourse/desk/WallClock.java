package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Turns wall-clock times of a day into instants. A time that a clock change skips moves forward by
 * what was skipped; one that comes twice is the first. So a place at 9:00 stays at 9:00 all year.
 */
public final class WallClock {
  private WallClock() {}

  /** A stretch of time, from (inclusive) to (exclusive). */
  record Span(Instant from, Instant to) {}

  /** The instant of a wall-clock time. */
  public static Instant at(LocalDate day, LocalTime time, ZoneId zone) {
    return ZonedDateTime.of(day, time, zone).toInstant();
  }

  /**
   * The stretch between two wall-clock times of a day; empty where a clock change skips all of it.
   */
  public static Optional<Span> span(LocalDate day, LocalTime from, LocalTime to, ZoneId zone) {
    Instant start = at(day, from, zone);
    Instant end = at(day, to, zone);
    return start.isBefore(end) ? Optional.of(new Span(start, end)) : Optional.empty();
  }
}
