package org.duecourse.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.duecourse.io.Refused;
import org.duecourse.records.AccessLog;
import org.duecourse.records.Duck;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Output;
import org.duecourse.simulate.RunPlan;
import org.duecourse.simulate.SimulationResult;
import org.duecourse.simulate.Simulator;

/**
 * How well a clinic calibrated on its past foretells its next three months: the log is cut at
 * several days, calibrated on what lies before each, simulated from the state on that day, and
 * compared with what came after.
 *
 * @param rows one a figure and cut
 */
public record LogBacktest(List<Row> rows) {
  /** The days that are foretold. */
  public static final int DAYS = 91;

  /** What is foretold. */
  public static final List<Output> OUTPUTS =
      List.of(
          Output.REQUESTS_A_WEEK,
          Output.VISITS_A_WEEK,
          Output.FIRST_SEEN_WAIT_DAYS,
          Output.RETURN_INTERVAL_DAYS,
          Output.RETURN_IN_WINDOW_SHARE,
          Output.NO_SHOW_SHARE);

  private static final int REPLICATIONS = 100;
  private static final double LEVEL = 0.9;
  private static final int LEAST_PAST = 182;

  /**
   * One figure at one cut.
   *
   * @param cut the last day that was known
   * @param foretold the median of the runs, with their central 90 % interval
   * @param observed what came
   * @param before what the figure was in the three months before the cut: the naive forecast
   * @param crps of the runs
   */
  public record Row(
      Output output,
      LocalDate cut,
      Interval foretold,
      double observed,
      double before,
      double crps) {}

  /**
   * Runs it.
   *
   * @param readAsOf reads the log up to a day; each is closed here
   * @param asOf the last day of the log
   * @param cuts how many cuts, three months apart, the last of them three months before the end
   * @param seed where chance starts
   */
  public static LogBacktest run(
      Function<LocalDate, AccessLog> readAsOf, LocalDate asOf, int cuts, long seed) {
    List<Row> rows = new ArrayList<>();
    try (AccessLog whole = readAsOf.apply(asOf)) {
      LocalDate from = new LogFacts(whole).state().from();
      for (int k = cuts; k >= 1; k--) {
        LocalDate cut = asOf.minusDays((long) k * DAYS);
        if (cut.isBefore(from.plusDays(LEAST_PAST))) {
          continue;
        }
        Clinic clinic;
        try (AccessLog past = readAsOf.apply(cut)) {
          clinic = Calibration.of(past).clinic();
        }
        SimulationResult result =
            Simulator.run(clinic, new RunPlan(0, DAYS, REPLICATIONS, seed, threads(), LEVEL));
        Map<Output, Double> observed = observed(whole, cut, cut.plusDays(DAYS));
        Map<Output, Double> before = observed(whole, cut.minusDays(DAYS), cut);
        for (Output output : OUTPUTS) {
          add(rows, output, cut, result.values(output), observed, before);
        }
      }
    }
    if (rows.isEmpty()) {
      throw Refused.input(
          "The log is too short for a backtest: it needs "
              + (LEAST_PAST + DAYS)
              + " days, half a year to learn from and three months to foretell.");
    }
    return new LogBacktest(List.copyOf(rows));
  }

  private static int threads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors());
  }

  private static void add(
      List<Row> rows,
      Output output,
      LocalDate cut,
      double[] runs,
      Map<Output, Double> observed,
      Map<Output, Double> before) {
    double outcome = observed.getOrDefault(output, Double.NaN);
    for (double run : runs) {
      if (Double.isNaN(run) || Double.isNaN(outcome)) {
        return;
      }
    }
    Percentiles percentiles = new Percentiles(runs);
    rows.add(
        new Row(
            output,
            cut,
            new Interval(
                percentiles.at(0.5),
                percentiles.at((1 - LEVEL) / 2),
                percentiles.at((1 + LEVEL) / 2),
                LEVEL),
            outcome,
            before.getOrDefault(output, Double.NaN),
            Scores.crps(runs, outcome)));
  }

  private static Map<Output, Double> observed(AccessLog log, LocalDate after, LocalDate until) {
    String sql =
        Duck.sql(
            LogBacktest.class, "backtest-observed.sql", Map.of("after", after, "until", until));
    return log.duck()
        .read(
            sql,
            row -> {
              Map<Output, Double> values = new EnumMap<>(Output.class);
              OUTPUTS.forEach(output -> values.put(output, row.number(output.key())));
              return values;
            })
        .getFirst();
  }

  /** The share of figures inside their 90 % interval. */
  public double coverage() {
    return rows.stream().filter(row -> row.foretold().holds(row.observed())).count()
        / (double) rows.size();
  }

  /** The mean error of one output, of the simulation or of "as in the three months before". */
  public double error(Output output, boolean naive) {
    return rows.stream()
        .filter(row -> row.output() == output)
        .mapToDouble(
            row -> Math.abs(row.observed() - (naive ? row.before() : row.foretold().value())))
        .average()
        .orElse(Double.NaN);
  }

  /** What the score comes to: printed beside every plan that was made from the log. */
  public String sentence() {
    List<String> lost = new ArrayList<>();
    long cuts = rows.stream().map(Row::cut).distinct().count();
    for (Output output : OUTPUTS) {
      if (error(output, false) > error(output, true)) {
        lost.add(output.key());
      }
    }
    return String.format(
        Locale.ROOT,
        "Backtest: calibrated on the past and run forward three months, at %d %s: %.0f %% of %d figures inside their 90 %% interval; %s.",
        cuts,
        cuts == 1 ? "cut" : "cuts",
        100 * coverage(),
        rows.size(),
        lost.isEmpty()
            ? "closer than 'as in the three months before' for every figure"
            : "not closer than 'as in the three months before' for " + String.join(", ", lost));
  }
}
