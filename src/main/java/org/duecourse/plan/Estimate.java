package org.duecourse.plan;

import org.jspecify.annotations.Nullable;

/**
 * One value of a clinic file, and where it came from.
 *
 * @param key its place in the file ("attendance.first_visits.at_once")
 * @param value as the file has it
 * @param interval the estimate with its 95 % interval; null where it has none
 * @param rows how many rows of the log it rests on; 0 for a default
 * @param basis how it was estimated, or why the default was taken and what that rests on
 */
public record Estimate(
    String key, String value, @Nullable Interval interval, long rows, String basis) {

  /** Whether the log said nothing and a default was taken. */
  public boolean isDefault() {
    return rows == 0;
  }
}
