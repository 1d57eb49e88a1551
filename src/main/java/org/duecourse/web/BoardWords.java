package org.duecourse.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.duecourse.measure.MeasureResult;
import org.jspecify.annotations.Nullable;

/** Figures of measures in words. */
final class BoardWords {
  /** What stands in the place of a small number. */
  static final String NOT_SHOWN = "Not shown";

  private static final String NOT_KNOWN = "Not known";

  private BoardWords() {}

  /** The row of a clinic, and of a month where one is named. */
  static Optional<Map<String, @Nullable Object>> row(
      @Nullable MeasureResult result, String site, @Nullable String month) {
    return result == null
        ? Optional.empty()
        : result.rows().stream()
            .filter(row -> site.equals(row.get("site")))
            .filter(row -> month == null || month.equals(row.get("month")))
            .findFirst();
  }

  /** "43% (40 to 46) of 1,050". */
  static String share(@Nullable Map<String, @Nullable Object> row, String key, String over) {
    Object share = row == null ? null : row.get(key);
    if (share == null || row == null) {
      return NOT_KNOWN;
    }
    Object low = row.get(key + "_low");
    Object high = row.get(key + "_high");
    return percent(share)
        + "%"
        + (low == null || high == null ? "" : " (" + percent(low) + " to " + percent(high) + ")")
        + " of "
        + count(row, over);
  }

  /** "1,050". */
  static String count(@Nullable Map<String, @Nullable Object> row, String key) {
    Object value = row == null ? null : row.get(key);
    return value == null
        ? NOT_KNOWN
        : String.format(Locale.ENGLISH, "%,d", ((Number) value).longValue());
  }

  /** "3.2". */
  static String number(@Nullable Map<String, @Nullable Object> row, String key) {
    Object value = row == null ? null : row.get(key);
    return value == null
        ? NOT_KNOWN
        : String.format(Locale.ENGLISH, "%.1f", ((Number) value).doubleValue());
  }

  /** Minutes as "5 h 30 min". */
  static String hours(Map<String, @Nullable Object> row, String key) {
    return row.get(key) instanceof Number minutes ? time(minutes.longValue()) : NOT_KNOWN;
  }

  private static long percent(Object share) {
    return Math.round(100 * ((Number) share).doubleValue());
  }

  /** "5 h 30 min". */
  static String time(long minutes) {
    long hours = minutes / 60;
    long rest = minutes % 60;
    return hours == 0 ? rest + " min" : rest == 0 ? hours + " h" : hours + " h " + rest + " min";
  }

  /** Both waits in one sentence, by the newest month that has both. */
  static String finding(List<BoardViews.Month> months) {
    return months.stream()
        .filter(month -> !month.first().value().equals(NOT_KNOWN))
        .filter(month -> !month.comeBack().value().equals(NOT_KNOWN))
        .findFirst()
        .map(
            month ->
                "In "
                    + month.month()
                    + " first visits were in time for "
                    + month.first().value()
                    + ", return visits in their window for "
                    + month.comeBack().value()
                    + ".")
        .orElse("No month has both first and return visits yet.");
  }
}
