package org.duecourse.measure;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limit that waits are held against, as it was on each day.
 *
 * @param standard the id of the standard that gives it
 * @param versions the limits in the order in which they came into force; at least one
 */
public record Yardstick(String standard, List<Version> versions) {

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

  /** A yardstick of business days that has always been the same. */
  public static Yardstick ofBusinessDays(String standard, int limit) {
    return new Yardstick(
        standard, List.of(new Version(LocalDate.EPOCH, limit, null, limit + " business days")));
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
