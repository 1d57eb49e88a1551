package org.duecourse.plan;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.series.Forecasting;
import org.duecourse.series.Observation;
import org.duecourse.series.PublishedMapping;
import org.duecourse.series.PublishedTable;
import org.jspecify.annotations.Nullable;

/**
 * The forecast of one measure of a published table, for each organisation, and how well such
 * forecasts did on the table's own past.
 *
 * @param target what is forecast
 * @param origin the last month known
 * @param lines one an organisation and horizon
 * @param score of the same method on months that it had not seen
 */
public record PublishedForecast(
    ForecastTarget target, YearMonth origin, List<Line> lines, Backtest.Result score) {

  /** The level of the intervals. */
  public static final double LEVEL = 0.9;

  /** How many months the backtest only learns from, unless told otherwise. */
  private static final int LEARNT = 28;

  /**
   * One forecast.
   *
   * @param organisation its id
   * @param name its latest name
   * @param month which month
   * @param horizon how many months ahead
   * @param outcome the median, and the central interval
   */
  public record Line(
      String organisation, String name, YearMonth month, int horizon, Interval outcome) {}

  /**
   * Forecasts a measure.
   *
   * @param from the first month that is scored; null leaves the first 28 to learn from
   */
  public static PublishedForecast of(
      PublishedTable table, String measure, @Nullable YearMonth from) {
    Forecasting.Wish wish = table.mapping().forecasting().wish(measure);
    ForecastTarget target = target(table, wish);
    MonthlyPanel panel = panel(table, wish);
    YearMonth first = from == null ? panel.months().getFirst().plusMonths(LEARNT) : from;
    Backtest.Result score = new Backtest(panel, target, first).run();
    TargetSeries series = new TargetSeries(panel, target);
    Forecaster forecaster = new PanelForecaster(series);
    int last = series.length() - 1;
    List<Line> lines = new ArrayList<>();
    for (int horizon : Backtest.HORIZONS) {
      double[][] values = forecaster.values(last, horizon);
      for (int i = 0; i < values.length; i++) {
        Percentiles percentiles = new Percentiles(values[i]);
        String organisation = series.organisations().get(i);
        lines.add(
            new Line(
                organisation,
                table.nameOf(organisation),
                series.month(last + horizon),
                horizon,
                new Interval(
                    percentiles.at(0.5),
                    percentiles.at((1 - LEVEL) / 2),
                    percentiles.at((1 + LEVEL) / 2),
                    LEVEL)));
      }
    }
    return new PublishedForecast(target, series.month(last), lines, score);
  }

  private static ForecastTarget target(PublishedTable table, Forecasting.Wish wish) {
    String id = wish.measure();
    double rounding = table.mapping().forecasting().roundedTo();
    if (!table.mapping().derived().containsKey(id)) {
      return new ForecastTarget.Count(id, id, rounding, wish.least());
    }
    List<String> led = wish.ledBy();
    return new ForecastTarget.Share(
        id,
        part(id),
        whole(id),
        led.isEmpty() ? null : new ForecastTarget.Lead(led.get(0), led.get(1)),
        rounding,
        wish.least());
  }

  private static String part(String share) {
    return share + " (part)";
  }

  private static String whole(String share) {
    return share + " (whole)";
  }

  /** The rows that one wish needs: a share is taken apart again into its two counts. */
  private static MonthlyPanel panel(PublishedTable table, Forecasting.Wish wish) {
    PublishedMapping.Ratio ratio = table.mapping().derived().get(wish.measure());
    List<String> measures = new ArrayList<>(wish.ledBy());
    measures.add(wish.measure());
    List<YearMonth> months = months(table, measures);
    List<String> organisations = table.organisations();
    Map<String, double[][]> rows = new LinkedHashMap<>();
    for (String measure : measures) {
      double[][] values = nothing(organisations.size(), months.size());
      double[][] wholes = nothing(organisations.size(), months.size());
      for (int i = 0; i < organisations.size(); i++) {
        for (Observation each : table.observations(organisations.get(i), measure)) {
          Double value = each.value();
          if (value != null) {
            int t = (int) months.getFirst().until(YearMonth.from(each.period()), ChronoUnit.MONTHS);
            Double whole = each.denominator();
            wholes[i][t] = whole == null ? Double.NaN : whole;
            values[i][t] = value;
          }
        }
      }
      if (ratio != null && measure.equals(wish.measure())) {
        rows.put(part(measure), times(values, wholes));
        rows.put(whole(measure), wholes);
      } else {
        rows.put(measure, values);
      }
    }
    return new MonthlyPanel(months, organisations, rows);
  }

  private static double[][] nothing(int rows, int columns) {
    double[][] result = new double[rows][columns];
    for (double[] row : result) {
      Arrays.fill(row, Double.NaN);
    }
    return result;
  }

  private static double[][] times(double[][] shares, double[][] wholes) {
    double[][] result = new double[shares.length][];
    for (int i = 0; i < shares.length; i++) {
      result[i] = new double[shares[i].length];
      for (int t = 0; t < result[i].length; t++) {
        result[i][t] = Math.rint(shares[i][t] * wholes[i][t]);
      }
    }
    return result;
  }

  private static List<YearMonth> months(PublishedTable table, List<String> measures) {
    YearMonth first = null;
    YearMonth last = null;
    for (String measure : measures) {
      boolean there = false;
      for (String organisation : table.organisations()) {
        for (Observation each : table.observations(organisation, measure)) {
          there = true;
          LocalDate day = each.period();
          if (day.getDayOfMonth() != 1) {
            throw Refused.input(
                "Forecasts are by month, and "
                    + each.label()
                    + " is no first of a month. Maybe add up the days of each month.");
          }
          YearMonth month = YearMonth.from(day);
          first = first == null || month.isBefore(first) ? month : first;
          last = last == null || month.isAfter(last) ? month : last;
        }
      }
      if (!there) {
        throw Refused.usage(
            measure
                + ": the table has no such measure."
                + Suggestion.didYouMean(measure, table.measures()));
      }
    }
    List<YearMonth> months = new ArrayList<>();
    for (YearMonth month = first;
        month != null && !month.isAfter(last);
        month = month.plusMonths(1)) {
      months.add(month);
    }
    return months;
  }
}
