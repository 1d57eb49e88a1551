package org.duecourse.measure;

import java.time.LocalDate;
import java.util.List;
import org.duecourse.calendar.Calendars;
import org.duecourse.standard.Limit;
import org.duecourse.standard.Standard;
import org.jspecify.annotations.Nullable;

/**
 * The limit that waits are held against, as it was on each day.
 *
 * @param standard the id of the standard that gives it
 * @param calendar the id of the calendar that it is counted in
 * @param versions the limits in the order in which they came into force; at least one
 */
public record Yardstick(String standard, String calendar, List<Version> versions) {

  /**
   * A limit and since when.
   *
   * @param from the first day on which a clock that starts is under it
   * @param businessDays the limit in business days, or null
   * @param days the limit in calendar days, or null; with both null it is in hours or minutes,
   *     which a log that counts days cannot test
   * @param words the limit in words ("10 business days")
   */
  public record Version(
      LocalDate from, @Nullable Integer businessDays, @Nullable Integer days, String words) {

    boolean countsDays() {
      return businessDays != null || days != null;
    }
  }

  public Yardstick {
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException(standard + " has no version");
    }
  }

  /** The yardstick that a standard gives. */
  public static Yardstick of(Standard standard) {
    return new Yardstick(
        standard.id(),
        standard.calendar(),
        standard.versions().stream()
            .map(version -> version(version.from(), version.limit()))
            .toList());
  }

  /** A yardstick of business days that has always been the same. */
  public static Yardstick ofBusinessDays(String standard, int limit) {
    return new Yardstick(
        standard, Calendars.DEFAULT, List.of(version(LocalDate.EPOCH, Limit.businessDays(limit))));
  }

  private static Version version(LocalDate from, Limit limit) {
    Integer businessDays = null;
    Integer days = null;
    switch (limit) {
      case Limit.InBusinessDays in -> businessDays = in.days();
      case Limit.InCalendarDays in -> days = in.days();
      case Limit.InWeeks in -> days = 7 * in.weeks();
      case Limit.Elapsed elapsed -> {}
      case Limit.None none -> {}
      case Limit.FromOrder order -> {}
    }
    return new Version(from, businessDays, days, limit.words());
  }

  /** Whether all its limits count days, so that a log can be held against them. */
  public boolean countsDays() {
    return versions.stream().allMatch(Version::countsDays);
  }

  /** The limit on a day; before the first came into force, the first. */
  public Version on(LocalDate day) {
    Version found = versions.getFirst();
    for (Version version : versions) {
      if (!version.from().isAfter(day)) {
        found = version;
      }
    }
    return found;
  }

  /** The day on which it first came into force. */
  public LocalDate inForceFrom() {
    return versions.getFirst().from();
  }
}
