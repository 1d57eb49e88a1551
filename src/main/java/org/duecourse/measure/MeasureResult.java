package org.duecourse.measure;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.duecourse.records.AccessLog.SetAside;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one measure, with everything that makes them figures.
 *
 * @param measure its id, "first-wait"
 * @param version the version of its definition
 * @param standard the id of the standard that gave the limit
 * @param calendar the id of the calendar that business days were counted in
 * @param asOf the day up to which the log was read
 * @param by what the rows are split by, in order: site, clinician, month, quarter, year, service,
 *     urgency, kind
 * @param keys the keys of a row after those of {@code by}, in order
 * @param rows one row = one combination of {@code by}; a null value could not be computed, see
 *     {@code notComputable}
 * @param setAside the rows of the log that were set aside
 * @param leftOut rows of the log that the definition leaves out, by reason
 * @param notComputable which keys are null, and why
 */
public record MeasureResult(
    String measure,
    int version,
    @Nullable String standard,
    String calendar,
    LocalDate asOf,
    List<String> by,
    List<String> keys,
    List<Map<String, @Nullable Object>> rows,
    List<SetAside> setAside,
    Map<String, Long> leftOut,
    List<NotComputable> notComputable) {

  /**
   * A key without a value.
   *
   * @param key the key, or "*" for the whole measure
   * @param reason what is missing ("the log has no orders")
   */
  public record NotComputable(String key, String reason) {}
}
