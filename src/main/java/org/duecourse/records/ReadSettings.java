package org.duecourse.records;

import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How an access log is read.
 *
 * @param mapping the file that explains a foreign extract; null for a log in our own words
 * @param asOf the day up to which the log is believed complete; null takes the newest day on which
 *     something is recorded to have happened
 * @param earliest days before this one are taken for mistakes
 * @param maxSetAsideShare a table of which a larger share is set aside is refused, 0 to 1
 * @param today the day of reading; what lies more than 730 days after it is a mistake
 * @param duck how much memory and room a run may use
 */
public record ReadSettings(
    @Nullable Path mapping,
    @Nullable LocalDate asOf,
    LocalDate earliest,
    double maxSetAsideShare,
    LocalDate today,
    Duck.Settings duck) {

  /** Days before this one are taken for mistakes, unless told otherwise. */
  public static final LocalDate EARLIEST = LocalDate.of(2015, 1, 1);

  /** A table of which a larger share is set aside is refused, unless told otherwise. */
  public static final double MAX_SET_ASIDE_SHARE = 0.05;

  /** How many days ahead a visit or a window may lie. */
  public static final int HORIZON_DAYS = 730;

  /** The settings that hold unless told otherwise. */
  public static ReadSettings asOfToday(LocalDate today) {
    return new ReadSettings(
        null, null, EARLIEST, MAX_SET_ASIDE_SHARE, today, Duck.Settings.DEFAULT);
  }

  /** The same with another mapping. */
  public ReadSettings withMapping(@Nullable Path other) {
    return new ReadSettings(other, asOf, earliest, maxSetAsideShare, today, duck);
  }

  /** The same with another as-of day. */
  public ReadSettings withAsOf(@Nullable LocalDate other) {
    return new ReadSettings(mapping, other, earliest, maxSetAsideShare, today, duck);
  }

  /** The same with another earliest day. */
  public ReadSettings withEarliest(LocalDate other) {
    return new ReadSettings(mapping, asOf, other, maxSetAsideShare, today, duck);
  }

  /** The same with another largest share of rows set aside, 0 to 1. */
  public ReadSettings withMaxSetAsideShare(double other) {
    return new ReadSettings(mapping, asOf, earliest, other, today, duck);
  }

  /** The same with other limits of memory and room. */
  public ReadSettings withDuck(Duck.Settings other) {
    return new ReadSettings(mapping, asOf, earliest, maxSetAsideShare, today, other);
  }
}
