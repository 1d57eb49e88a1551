package org.duecourse.plan;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.duecourse.simulate.Clinic;

/**
 * How many people ask for care: a level for each site, and for all sites together the days of the
 * week, the months, the growth and how much more than chance requests spread.
 *
 * <p>Season and growth need two years of records; with less the defaults stand. The level is that
 * of the last year, so that an old level does not stand for today.
 */
final class DemandEstimates {
  private static final int PERIOD = 28;
  private static final int YEAR = 364;
  private static final int TWO_YEARS = 728;
  private static final int LEAST_PERIODS = 6;

  private final List<LogFacts.Requests> rows;
  private final LocalDate from;
  private final LocalDate asOf;
  private final Clinic.Demand defaults;
  private final double level;
  private final double[] months;

  /**
   * Takes requests.
   *
   * @param from the first day of the log
   * @param asOf its last
   */
  DemandEstimates(
      List<LogFacts.Requests> rows,
      LocalDate from,
      LocalDate asOf,
      Clinic.Demand defaults,
      double level) {
    this.rows = rows;
    this.from = from;
    this.asOf = asOf;
    this.defaults = defaults;
    this.level = level;
    this.months = months();
  }

  private long days() {
    return ChronoUnit.DAYS.between(from, asOf) + 1;
  }

  private boolean twoYears() {
    return days() >= TWO_YEARS;
  }

  /** What the months weigh, mean 1: from the log where it has two years, else the defaults. */
  private double[] months() {
    double[] weights = new double[12];
    double[] seen = new double[12];
    double[] weekdays = new double[12];
    for (LogFacts.Requests row : rows) {
      seen[row.day().getMonthValue() - 1] += row.requests();
    }
    for (LocalDate day = from; !day.isAfter(asOf); day = day.plusDays(1)) {
      weekdays[day.getMonthValue() - 1] += day.getDayOfWeek().getValue() <= 5 ? 1 : 0;
    }
    double sum = 0;
    for (int m = 0; m < 12; m++) {
      weights[m] = twoYears() ? seen[m] / weekdays[m] : defaults.monthWeights().get(m);
      sum += weights[m];
    }
    for (int m = 0; m < 12; m++) {
      weights[m] *= 12 / sum;
    }
    return weights;
  }

  /** The estimates of all sites together, then of each site. */
  List<Estimate> estimates() {
    List<Estimate> all = new ArrayList<>();
    double total = rows.stream().mapToDouble(LogFacts.Requests::requests).sum();
    weekdays(all, total);
    season(all, total);
    spread(all, total);
    urgency(all);
    Map<String, Double> sites = new TreeMap<>();
    for (LogFacts.Requests row : rows) {
      sites.merge(row.site(), recent(row.day()) ? row.requests() : 0, Double::sum);
    }
    sites.forEach((site, requests) -> all.add(level(site, requests)));
    return all;
  }

  private boolean recent(LocalDate day) {
    return day.isAfter(asOf.minusDays(YEAR));
  }

  /** Weeks of the last year, or of the log if it is shorter, weighted by their months. */
  private double weightedWeeks() {
    double weeks = 0;
    for (LocalDate day = from; !day.isAfter(asOf); day = day.plusDays(1)) {
      weeks += recent(day) ? months[day.getMonthValue() - 1] / 7 : 0;
    }
    return weeks;
  }

  private Estimate level(String site, double requests) {
    double weeks = weightedWeeks();
    double excess = excess();
    double periods = Math.max(1, Math.min(days(), YEAR) / (double) PERIOD);
    // A gamma whose squared variation is that of counting and that of the periods' own ups and
    // downs.
    double variation = 1 / Math.max(1, requests) + excess / periods;
    GammaPoisson known =
        new GammaPoisson(1 / variation, weeks / Math.max(0.5, requests) / variation);
    Interval interval = known.interval(level);
    return new Estimate(
        "sites." + site + ".demand.requests_a_week",
        number(interval.value()),
        interval,
        (long) requests,
        "gamma-Poisson over "
            + Math.round(weeks)
            + " weeks to "
            + asOf
            + ", widened by the spread of periods; without the season");
  }

  private void weekdays(List<Estimate> all, double total) {
    double[] counts = new double[7];
    for (LogFacts.Requests row : rows) {
      counts[row.day().getDayOfWeek().getValue() - 1] += row.requests();
    }
    double most = 0;
    for (double count : counts) {
      most = Math.max(most, count);
    }
    List<String> weights = new ArrayList<>();
    for (double count : counts) {
      weights.add(number(count / most));
    }
    Interval monday = Interval.wilson(counts[DayOfWeek.MONDAY.getValue() - 1], total, level);
    all.add(
        new Estimate(
            "demand.weekday_weights",
            "[" + String.join(", ", weights) + "]",
            monday,
            (long) total,
            "counts by weekday over the largest; the interval is that of Monday's share of the week"));
  }

  private void season(List<Estimate> all, double total) {
    List<String> weights = new ArrayList<>();
    for (double month : months) {
      weights.add(number(month));
    }
    String value = "[" + String.join(", ", weights) + "]";
    if (!twoYears()) {
      String why = "less than two years of requests; the default of the reference file";
      all.add(new Estimate("demand.month_weights", value, null, 0, why));
      all.add(new Estimate("demand.growth_a_year", number(defaults.growthAYear()), null, 0, why));
      return;
    }
    all.add(
        new Estimate(
            "demand.month_weights", value, null, (long) total, "requests a weekday, by month"));
    double first = 0;
    double last = 0;
    LocalDate start = asOf.minusDays(TWO_YEARS);
    for (LogFacts.Requests row : rows) {
      if (row.day().isAfter(start)) {
        first += recent(row.day()) ? 0 : row.requests();
        last += recent(row.day()) ? row.requests() : 0;
      }
    }
    double error = Math.sqrt(1 / first + 1 / last + 2 * excess() / (YEAR / (double) PERIOD));
    Interval logRatio = Interval.normal(Math.log(last / first), error, level);
    Interval growth =
        new Interval(
            Math.expm1(logRatio.value()),
            Math.expm1(logRatio.low()),
            Math.expm1(logRatio.high()),
            level);
    all.add(
        new Estimate(
            "demand.growth_a_year",
            number(growth.value()),
            growth,
            (long) (first + last),
            "the last 52 weeks against the 52 before"));
  }

  /** Requests of each site and whole period, and what season and a flat level would give. */
  private List<double[]> periods() {
    int count = (int) (days() / PERIOD);
    double[] weight = new double[count];
    LocalDate start = asOf.minusDays((long) count * PERIOD - 1);
    for (int d = 0; d < count * PERIOD; d++) {
      weight[d / PERIOD] += months[start.plusDays(d).getMonthValue() - 1];
    }
    Map<String, double[]> seen = new LinkedHashMap<>();
    for (LogFacts.Requests row : rows) {
      int period = (int) Math.floorDiv(ChronoUnit.DAYS.between(start, row.day()), (long) PERIOD);
      if (period >= 0 && period < count) {
        seen.computeIfAbsent(row.site(), s -> new double[count])[period] += row.requests();
      }
    }
    List<double[]> result = new ArrayList<>();
    for (double[] counts : seen.values()) {
      double sum = 0;
      double weights = 0;
      for (int k = 0; k < count; k++) {
        sum += counts[k];
        weights += weight[k];
      }
      for (int k = 0; k < count; k++) {
        result.add(new double[] {counts[k], sum * weight[k] / weights, count});
      }
    }
    return result;
  }

  /** The squared excess variation, by moments; each site's own level takes a degree of freedom. */
  private double excess() {
    List<double[]> periods = periods();
    return periods.isEmpty() || periods.getFirst()[2] < LEAST_PERIODS
        ? defaults.periodSpread() * defaults.periodSpread()
        : excess(periods);
  }

  private static double excess(List<double[]> periods) {
    double sum = 0;
    double weights = 0;
    for (double[] period : periods) {
      double freedom = (period[2] - 1) / period[2];
      sum += (period[0] - period[1]) * (period[0] - period[1]) / freedom - period[1];
      weights += period[1] * period[1];
    }
    return weights > 0 ? Math.max(0, sum / weights) : 0;
  }

  private void spread(List<Estimate> all, double total) {
    all.add(
        new Estimate(
            "demand.level_spread",
            number(defaults.levelSpread()),
            null,
            0,
            "one log has one level, so that its spread cannot be seen; from 81 published series"));
    List<double[]> periods = periods();
    if (periods.isEmpty() || periods.getFirst()[2] < LEAST_PERIODS) {
      all.add(
          new Estimate(
              "demand.period_spread",
              number(defaults.periodSpread()),
              null,
              0,
              "fewer than 6 periods of 28 days; from 81 published series"));
      return;
    }
    Interval squared =
        new BlockBootstrap(2, 1000, 28)
            .interval(
                periods.size(),
                drawn -> {
                  List<double[]> some = new ArrayList<>();
                  for (int i : drawn) {
                    some.add(periods.get(i));
                  }
                  return excess(some);
                },
                level);
    Interval spread =
        new Interval(
            Math.sqrt(squared.value()), Math.sqrt(squared.low()), Math.sqrt(squared.high()), level);
    all.add(
        new Estimate(
            "demand.period_spread",
            number(spread.value()),
            spread,
            (long) total,
            "variation of 28-day counts beyond chance, by moments; interval by resampled periods"));
  }

  private void urgency(List<Estimate> all) {
    double with = rows.stream().mapToDouble(LogFacts.Requests::withUrgency).sum();
    double urgent = rows.stream().mapToDouble(LogFacts.Requests::urgent).sum();
    if (with == 0) {
      all.add(
          new Estimate(
              "demand.urgent_share",
              number(defaults.urgentShare()),
              null,
              0,
              "the log has no urgency"));
      return;
    }
    Interval share = Interval.wilson(urgent, with, level);
    all.add(
        new Estimate(
            "demand.urgent_share", number(share.value()), share, (long) with, "share of requests"));
  }

  /** A number as the file has it. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
    return text.equals("-0") ? "0" : text;
  }
}
