package org.duecourse.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.duecourse.plan.Backtest;
import org.duecourse.plan.BacktestScore;
import org.duecourse.plan.Interval;
import org.duecourse.plan.PublishedForecast;
import org.jspecify.annotations.Nullable;

/** Forecasts of published measures and their scores, as tables and as JSON. */
public final class ForecastReport {
  private ForecastReport() {}

  /** One row a forecast; the scores stand below in a sentence each. */
  public static Table forecasts(List<PublishedForecast> all, List<String> only, String source) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (PublishedForecast each : all) {
      for (PublishedForecast.Line line : each.lines()) {
        if (only.isEmpty() || only.contains(line.organisation())) {
          rows.add(
              Arrays.asList(
                  each.target().label(),
                  line.organisation(),
                  line.month().toString(),
                  line.horizon(),
                  line.outcome().value(),
                  line.outcome().low(),
                  line.outcome().high()));
        }
      }
    }
    return new Table(
        "Forecast from " + all.getFirst().origin() + ", with 90 % intervals",
        List.of("measure", "organisation", "month", "horizon_months", "median", "low", "high"),
        rows,
        Stream.concat(leftOut(all, only).stream(), notes(all, source).stream()).toList(),
        json(all, only, source));
  }

  /** Asked for, and not forecast: said, not left to be missed. */
  private static List<String> leftOut(List<PublishedForecast> all, List<String> only) {
    List<String> notes = new ArrayList<>();
    for (PublishedForecast each : all) {
      for (String organisation : only) {
        if (each.lines().stream().noneMatch(line -> line.organisation().equals(organisation))) {
          notes.add(
              organisation
                  + ": no forecast of "
                  + each.target().label()
                  + ", since it did not publish every month, with at least "
                  + (long) each.target().least()
                  + " a month.");
        }
      }
    }
    return notes;
  }

  /** One row a method and horizon: how forecasts did on months that they had not seen. */
  public static Table scores(List<PublishedForecast> all, String source) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (PublishedForecast each : all) {
      for (BacktestScore score : each.score().scores()) {
        rows.add(
            Arrays.asList(
                score.target(),
                score.horizon(),
                score.method(),
                score.forecasts(),
                score.crps(),
                score.coverage(),
                score.meanAbsoluteError()));
      }
    }
    Backtest.Result first = all.getFirst().score();
    return new Table(
        "Scores on "
            + first.first()
            + " to "
            + first.last()
            + ", each month forecast from what was known before it; lower CRPS and error are better",
        List.of(
            "measure",
            "horizon_months",
            "method",
            "forecasts",
            "crps",
            "coverage_90",
            "mean_absolute_error"),
        rows,
        notes(all, source),
        json(all, List.of(), source));
  }

  private static List<String> notes(List<PublishedForecast> all, String source) {
    List<String> notes = new ArrayList<>();
    for (PublishedForecast each : all) {
      notes.add(
          each.score().sentence()
              + " "
              + each.score().organisations()
              + " organisations that published every month.");
    }
    if (!source.isEmpty()) {
      notes.add(source);
    }
    return notes;
  }

  private static Map<String, Object> json(
      List<PublishedForecast> all, List<String> only, String source) {
    List<Object> targets = new ArrayList<>();
    for (PublishedForecast each : all) {
      Map<String, Object> target = new LinkedHashMap<>();
      target.put("measure", each.target().label());
      target.put(
          "forecasts",
          each.lines().stream()
              .filter(line -> only.isEmpty() || only.contains(line.organisation()))
              .map(ForecastReport::json)
              .toList());
      target.put("score", json(each.score()));
      targets.add(target);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", source);
    json.put("last_month", all.getFirst().origin().toString());
    json.put("level", PublishedForecast.LEVEL);
    json.put("measures", targets);
    return json;
  }

  private static Map<String, Object> json(PublishedForecast.Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("organisation", line.organisation());
    json.put("name", line.name());
    json.put("month", line.month().toString());
    json.put("horizon_months", line.horizon());
    json.put("median", line.outcome().value());
    json.put("low", line.outcome().low());
    json.put("high", line.outcome().high());
    return json;
  }

  private static Map<String, Object> json(Backtest.Result score) {
    List<Object> rows = new ArrayList<>();
    for (BacktestScore each : score.scores()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("method", each.method());
      row.put("horizon_months", each.horizon());
      row.put("forecasts", each.forecasts());
      row.put("crps", each.crps());
      row.put("coverage_90", each.coverage());
      row.put("mean_absolute_error", each.meanAbsoluteError());
      rows.add(row);
    }
    List<Object> gains = new ArrayList<>();
    for (Backtest.Gain each : score.gains()) {
      Interval gain = each.gain();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("against", each.against());
      row.put("horizon_months", each.horizon());
      row.put("crps_gain", gain.value());
      row.put("low", gain.low());
      row.put("high", gain.high());
      row.put("level", gain.level());
      gains.add(row);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("organisations", score.organisations());
    json.put("first_month", score.first().toString());
    json.put("last_month", score.last().toString());
    json.put("methods", rows);
    json.put("gains", gains);
    json.put("sentence", score.sentence());
    return json;
  }
}
