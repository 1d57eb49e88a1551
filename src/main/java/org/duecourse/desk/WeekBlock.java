package org.duecourse.desk;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Set;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a clinician's ordinary week.
 *
 * @param weekday the day of the week
 * @param weeks which ISO weeks of the year
 * @param from wall-clock beginning at the clinic, to the minute
 * @param to wall-clock end
 * @param purpose what the time is for
 * @param placeMinutes length of a place in it
 * @param modes ways to meet
 * @param releaseHours a kept place becomes one for anybody so many hours before; null: never
 */
public record WeekBlock(
    DayOfWeek weekday,
    Weeks weeks,
    LocalTime from,
    LocalTime to,
    Purpose purpose,
    int placeMinutes,
    Set<Mode> modes,
    @Nullable Integer releaseHours) {

  /** Which ISO weeks of the year a block is in. */
  public enum Weeks {
    /** Each week. */
    EVERY,
    /** Weeks 1, 3, 5 … */
    ODD,
    /** Weeks 2, 4, 6 … */
    EVEN;

    boolean holds(LocalDate day) {
      int week = day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      return switch (this) {
        case EVERY -> true;
        case ODD -> week % 2 == 1;
        case EVEN -> week % 2 == 0;
      };
    }

    boolean meets(Weeks other) {
      return this == EVERY || other == EVERY || this == other;
    }
  }

  public WeekBlock {
    from = from.truncatedTo(ChronoUnit.MINUTES);
    to = to.truncatedTo(ChronoUnit.MINUTES);
    modes = Set.copyOf(modes);
  }

  /** A block of every week. */
  public static WeekBlock of(
      DayOfWeek weekday, String from, String to, Purpose purpose, int placeMinutes) {
    return new WeekBlock(
        weekday,
        Weeks.EVERY,
        LocalTime.parse(from),
        LocalTime.parse(to),
        purpose,
        placeMinutes,
        Set.of(Mode.IN_PERSON, Mode.VIDEO),
        null);
  }

  /** The same block, its kept places released so many hours before they begin. */
  public WeekBlock releasedHoursBefore(int hours) {
    return new WeekBlock(weekday, weeks, from, to, purpose, placeMinutes, modes, hours);
  }

  boolean overlaps(WeekBlock other) {
    return weekday == other.weekday
        && weeks.meets(other.weeks)
        && from.isBefore(other.to)
        && other.from.isBefore(to);
  }

  boolean isOn(LocalDate day) {
    return day.getDayOfWeek() == weekday && weeks.holds(day);
  }
}
