package org.duecourse.measure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.io.Refused;
import org.duecourse.measure.Yardstick.Version;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code days} that measures join to count days: one row = a day, with its {@code
 * ordinal} (how many business days the table holds up to and including it) and the limit of a clock
 * that starts on it. Business days between x and y are the ordinal of y less that of x.
 *
 * @param calendar the days that count
 * @param yardstick the limits; null where a measure has none
 * @param from the first day of the table
 * @param to the last day
 */
record DayTable(
    BusinessDays calendar, @Nullable Yardstick yardstick, LocalDate from, LocalDate to) {

  /**
   * Whether another table serves as well: the same days, and the same limits if they are looked at.
   */
  boolean isServedBy(@Nullable DayTable other) {
    return other != null
        && calendar.equals(other.calendar)
        && from.equals(other.from)
        && to.equals(other.to)
        && (yardstick == null || yardstick.equals(other.yardstick));
  }

  /** Refuses a log with days that the calendar does not know. */
  void refuseIfUnknown() {
    for (LocalDate day : List.of(from, to)) {
      try {
        calendar.ordinal(day);
      } catch (BusinessDays.UnknownDay e) {
        throw Refused.input(String.valueOf(e.getMessage()));
      }
    }
  }

  /** The ordinal of a day in the table. */
  int ordinal(LocalDate day) {
    return calendar.between(from, day) + (calendar.counts(from) ? 1 : 0);
  }

  /** The statement that makes it. The calendar is written as a week and its exceptions. */
  String sql() {
    List<LocalDate> off = new ArrayList<>();
    List<LocalDate> on = new ArrayList<>();
    boolean weekdays = !countsMostWeekends();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      boolean usual = !weekdays || day.getDayOfWeek().getValue() <= 5;
      if (calendar.counts(day) != usual) {
        (usual ? off : on).add(day);
      }
    }
    String counts = weekdays ? "isodow(day) <= 5" : "true";
    counts += off.isEmpty() ? "" : "\n      and day not in (" + list(off) + ")";
    counts += on.isEmpty() ? "" : "\n      or day in (" + list(on) + ")";
    return """
        create or replace temp table days as   -- one row = a day of %s%s
        select
          day,
          (sum(case when %s then 1 else 0 end) over (order by day))::integer as ordinal,
          %s as limit_business_days,
          %s as limit_days
        from (select unnest(generate_series(date '%s', date '%s', interval 1 day))::date as day)
        """
        .formatted(
            calendar.id(),
            yardstick == null ? "" : ", held against " + yardstick.standard(),
            counts,
            limit(Version::businessDays),
            limit(Version::days),
            from,
            to);
  }

  private boolean countsMostWeekends() {
    int weekends = 0;
    int counted = 0;
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      if (day.getDayOfWeek().getValue() > 5) {
        weekends++;
        counted += calendar.counts(day) ? 1 : 0;
      }
    }
    return 2 * counted > weekends;
  }

  private String limit(Function<Version, @Nullable Integer> unit) {
    if (yardstick == null) {
      return "null::integer";
    }
    List<Version> versions = yardstick.versions();
    StringBuilder sql = new StringBuilder();
    for (int i = versions.size() - 1; i > 0; i--) {
      sql.append("when day >= date '").append(versions.get(i).from()).append("' then ");
      sql.append(literal(unit.apply(versions.get(i)))).append(' ');
    }
    String first = literal(unit.apply(versions.getFirst()));
    return sql.isEmpty() ? first : "case " + sql + "else " + first + " end";
  }

  private static String literal(@Nullable Integer limit) {
    return limit == null ? "null::integer" : limit.toString();
  }

  private static String list(List<LocalDate> days) {
    return days.stream().map(day -> "date '" + day + "'").collect(Collectors.joining(", "));
  }
}
