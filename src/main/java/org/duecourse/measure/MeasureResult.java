package org.duecourse.measure;

import java.time.LocalDate;
import java.util.LinkedHashMap;
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
 * @param notes what a reader should know beside the figures, in sentences
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
    List<NotComputable> notComputable,
    List<String> notes) {

  /**
   * A key without a value.
   *
   * @param key the key, or "*" for the whole measure
   * @param reason what is missing ("the log has no orders")
   */
  public record NotComputable(String key, String reason) {}

  /** A result without notes. */
  public MeasureResult(
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
    this(
        measure,
        version,
        standard,
        calendar,
        asOf,
        by,
        keys,
        rows,
        setAside,
        leftOut,
        notComputable,
        List.of());
  }

  /** The result as the contract has it in JSON: "measure" to "not_computable", then what we add. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("measure", measure);
    json.put("version", version);
    json.put("standard", standard);
    json.put("calendar", calendar);
    json.put("as_of", asOf.toString());
    json.put("by", by);
    json.put("rows", rows);
    json.put(
        "set_aside",
        setAside.stream()
            .map(
                each -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("table", each.table());
                  one.put("reason", each.reason());
                  one.put("rows", each.rows());
                  return one;
                })
            .toList());
    json.put(
        "not_computable",
        notComputable.stream()
            .map(
                each -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("key", each.key());
                  one.put("reason", each.reason());
                  return one;
                })
            .toList());
    json.put("left_out", leftOut);
    json.put("notes", notes);
    return json;
  }
}
