package org.duecourse.report;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import org.duecourse.io.Refused;
import org.duecourse.measure.MeasureResult;
import org.duecourse.measure.MeasureSettings;
import org.duecourse.measure.Measures;
import org.duecourse.measure.Measuring;
import org.duecourse.records.AccessLog;
import org.duecourse.report.WaitReport.Ask;
import org.duecourse.report.WaitReport.Part;
import org.jspecify.annotations.Nullable;

/** Measures a log for the wait report. */
public final class WaitReporting {
  private WaitReporting() {}

  /**
   * Measures and hides.
   *
   * @param first how first visits are held against a limit
   * @param back how return visits are
   */
  public static WaitReport report(
      AccessLog log, Ask ask, MeasureSettings first, MeasureSettings back) {
    Measuring firsts = new Measuring(log, first);
    Measuring backs = new Measuring(log, back);
    Map<Part, MeasureResult> results = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      Measuring measuring = part.measure().equals("first-wait") ? firsts : backs;
      results.put(
          part,
          measuring.measure(
              Measures.byId(part.measure()),
              part.by(),
              part.startsWithThePeriod() ? ask.from() : null,
              part.endsWithThePeriod() ? ask.to() : log.asOf()));
    }
    return WaitReport.of(ask, results, log.siteNames(), log.report());
  }

  /** The last day of a period that ends now: the as-of day. */
  public static LocalDate to(@Nullable LocalDate asked, LocalDate asOf) {
    if (asked == null) {
      return asOf;
    }
    if (!asked.equals(asOf) && asked.getDayOfMonth() != asked.lengthOfMonth()) {
      throw Refused.usage(
          "--to "
              + asked
              + ": a report counts whole months. Maybe "
              + YearMonth.from(asked).atEndOfMonth()
              + ".");
    }
    return asked;
  }

  /** The first day: as asked, else that of the month two months before the last. */
  public static LocalDate from(@Nullable LocalDate asked, LocalDate to) {
    if (asked == null) {
      return YearMonth.from(to).minusMonths(2).atDay(1);
    }
    if (asked.getDayOfMonth() != 1) {
      throw Refused.usage(
          "--from "
              + asked
              + ": a report counts whole months. Maybe "
              + asked.withDayOfMonth(1)
              + ".");
    }
    if (asked.isAfter(to)) {
      throw Refused.usage(
          "--from "
              + asked
              + " is after --to "
              + to
              + "; a period runs forward. Maybe the two are swapped.");
    }
    return asked;
  }
}
