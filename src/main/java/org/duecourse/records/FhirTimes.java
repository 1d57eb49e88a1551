package org.duecourse.records;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Times of FHIR: instants with an offset, or a day alone. */
final class FhirTimes {
  private FhirTimes() {}

  /**
   * A time as our tables read it. Where the zone of its site is known, the offset stays and decides
   * the local time; where it is not, the time on the clock of the writer is the local time.
   */
  static @Nullable String local(@Nullable String time, boolean zoneKnown) {
    return time == null || zoneKnown
        ? time
        : time.replaceFirst("(T.*?)(Z|[+-]\\d\\d:\\d\\d)$", "$1");
  }

  /** The day of a time, as written. */
  static @Nullable String day(@Nullable String time) {
    return time != null && time.length() > 10 ? time.substring(0, 10) : time;
  }

  /** Minutes between two instants, or null where one of them has no time of day. */
  static @Nullable String minutes(@Nullable String start, @Nullable String end) {
    Instant from = instant(start);
    Instant to = instant(end);
    if (from == null || to == null || to.isBefore(from)) {
      return null;
    }
    return String.valueOf(Duration.between(from, to).toMinutes());
  }

  /** An instant for ordering; a day alone counts as its start in UTC; null where unreadable. */
  static @Nullable Instant order(@Nullable String time) {
    Instant exact = instant(time);
    if (exact != null || time == null || time.length() < 10) {
      return exact;
    }
    return instant(time.substring(0, 10) + "T00:00:00Z");
  }

  private static @Nullable Instant instant(@Nullable String time) {
    try {
      return time == null ? null : OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
