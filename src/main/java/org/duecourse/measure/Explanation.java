package org.duecourse.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure of one measure, down to the rows behind it.
 *
 * @param card what is measured
 * @param where which rows: the value of each dimension, as outputs have it
 * @param result the figures of those rows alone, with what is left out and what cannot be computed
 * @param sql the statements, which can be run again on the clean tables
 * @param rows the first rows behind the figures, those that count first, in the order of their id
 * @param rowsInAll how many rows there are, counted and left out
 */
public record Explanation(
    Card card,
    Map<Dimension, String> where,
    MeasureResult result,
    String sql,
    List<Map<String, @Nullable Object>> rows,
    long rowsInAll) {

  /** The explanation in JSON: the result, then the card, the statements and the rows. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(result.json());
    Map<String, Object> conditions = new LinkedHashMap<>();
    where.forEach((dimension, value) -> conditions.put(dimension.key(), value));
    json.put("where", conditions);
    json.put("asks", card.asks());
    json.put("counts", card.counts());
    json.put("why", card.why());
    json.put("better", card.better());
    json.put("leaves_out", card.leavesOut());
    json.put("rows_behind", rows);
    json.put("rows_in_all", rowsInAll);
    json.put("sql", sql);
    return json;
  }
}
