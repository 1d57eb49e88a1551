package org.duecourse.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.plan.Calibration;
import org.duecourse.plan.Estimate;
import org.duecourse.plan.Interval;
import org.duecourse.plan.LogBacktest;
import org.jspecify.annotations.Nullable;

/** The estimates of a calibration as a table and as JSON. */
public final class CalibrationReport {
  private static final int LONGEST_VALUE = 28;

  private CalibrationReport() {}

  /** One row a value: what was estimated first, then what kept its default. */
  public static Table of(Calibration calibration) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<Object> json = new ArrayList<>();
    for (boolean defaults : new boolean[] {false, true}) {
      for (Estimate each : calibration.estimates()) {
        if (each.isDefault() == defaults) {
          Interval interval = each.interval();
          rows.add(
              Arrays.asList(
                  each.key(),
                  cut(each.value()),
                  interval == null ? null : interval.low(),
                  interval == null ? null : interval.high(),
                  each.isDefault() ? null : each.rows(),
                  each.isDefault() ? "default: " + each.basis() : each.basis()));
          json.add(json(each));
        }
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("from", calibration.from().toString());
    all.put("as_of", calibration.asOf().toString());
    all.put("level", Calibration.LEVEL);
    all.put("estimates", json);
    return new Table(
        "Estimates from records, "
            + calibration.from()
            + " to "
            + calibration.asOf()
            + ", with 95 % intervals",
        List.of("key", "value", "low", "high", "rows", "basis"),
        rows,
        List.of("Maybe write the clinic file next: duecourse calibrate LOG -o clinic.yaml"),
        all);
  }

  /** How a clinic calibrated on the past foretold what came. */
  public static Table score(LogBacktest backtest) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<Object> json = new ArrayList<>();
    for (LogBacktest.Row each : backtest.rows()) {
      Double before = Double.isNaN(each.before()) ? null : each.before();
      rows.add(
          Arrays.asList(
              each.cut().toString(),
              each.output().key(),
              each.foretold().value(),
              each.foretold().low(),
              each.foretold().high(),
              each.observed(),
              before));
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("cut", each.cut().toString());
      row.put("output", each.output().key());
      row.put("median", each.foretold().value());
      row.put("low", each.foretold().low());
      row.put("high", each.foretold().high());
      row.put("observed", each.observed());
      row.put("before", before);
      row.put("crps", each.crps());
      json.add(row);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("days", LogBacktest.DAYS);
    all.put("coverage_90", backtest.coverage());
    all.put("sentence", backtest.sentence());
    all.put("rows", json);
    return new Table(
        "Foretold from the log up to each cut, and what came in the "
            + LogBacktest.DAYS
            + " days after it",
        List.of("cut", "output", "median", "low", "high", "observed", "three_months_before"),
        rows,
        List.of(backtest.sentence()),
        all);
  }

  private static String cut(String value) {
    return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
  }

  private static Map<String, @Nullable Object> json(Estimate estimate) {
    Interval interval = estimate.interval();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("key", estimate.key());
    json.put("value", estimate.value());
    json.put("estimate", interval == null ? null : interval.value());
    json.put("low", interval == null ? null : interval.low());
    json.put("high", interval == null ? null : interval.high());
    json.put("rows", estimate.rows());
    json.put("default", estimate.isDefault());
    json.put("basis", estimate.basis());
    return json;
  }
}
