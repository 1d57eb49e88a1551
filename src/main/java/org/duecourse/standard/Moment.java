package org.duecourse.standard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When something happened or shall happen, on the clinic's own calendar and clock.
 *
 * @param day the local date
 * @param time the local time, or null where it is not known
 */
public record Moment(LocalDate day, @Nullable LocalTime time) implements Comparable<Moment> {
  /** A day without a known time. */
  public static Moment on(LocalDate day) {
    return new Moment(day, null);
  }

  /** A day and time. */
  public static Moment at(LocalDateTime at) {
    return new Moment(at.toLocalDate(), at.toLocalTime());
  }

  /**
   * Reads "2025-05-05", "2025-05-05T10:00" or "2025-05-05 10:00".
   *
   * @throws java.time.format.DateTimeParseException if it is none of these
   */
  public static Moment parse(String text) {
    return text.length() <= 10
        ? on(LocalDate.parse(text))
        : at(LocalDateTime.parse(text.replace(' ', 'T')));
  }

  /** The instant in a zone; a day without a time begins it. */
  Instant instant(ZoneId zone) {
    return day.atTime(time == null ? LocalTime.MIN : time).atZone(zone).toInstant();
  }

  @Override
  public int compareTo(Moment other) {
    int days = day.compareTo(other.day);
    return days != 0
        ? days
        : (time == null ? LocalTime.MIN : time)
            .compareTo(other.time == null ? LocalTime.MIN : other.time);
  }

  @Override
  public String toString() {
    return time == null ? day.toString() : day + " " + time;
  }
}
