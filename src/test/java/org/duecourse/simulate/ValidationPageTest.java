package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.duecourse.simulate.Clinic.Workforce;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Makes the tables of docs/validation.md. The same seed gives the same bytes, so the page is
 * checked word for word; where it differs the tables are in target/validation.md, ready to be
 * copied.
 */
@Tag("heavy")
class ValidationPageTest {
  @Test
  void theTablesOfThePageAreWhatTheProgramSaysToday() throws IOException {
    List<String> tables = List.of(bulkQueue(), md1k(), panels(), vacancies(), second(), coverage());
    Files.writeString(Path.of("target/validation.md"), String.join("\n\n", tables));
    String page = Files.readString(Path.of("docs/validation.md"));

    assertThat(tables).allSatisfy(table -> assertThat(page).contains(table));
  }

  private static String bulkQueue() {
    List<String> rows = new ArrayList<>();
    for (double load : new double[] {0.5, 0.8, 0.9, 0.95, 0.98}) {
      BulkQueue exact = BulkQueue.solve(10, 10 * load);
      SimulationResult result =
          Simulator.run(
              Defaults.simplest(2, 5, 10 * load, 1, 14), new RunPlan(500, 8000, 40, 3, 2, 0.99));
      rows.add(row("%.2f", load, exact.meanWaitDays(), result.interval(Output.FIRST_WAIT_DAYS)));
    }
    return table("| load | exact mean wait, days | simulated | 99 % interval | holds |", rows);
  }

  private static String md1k() {
    List<String> rows = new ArrayList<>();
    for (double[] known : ExactResultsTest.MD1K) {
      SimulationResult result =
          Simulator.run(
              ExactResultsTest.oneServer((int) known[1], known[0], 0),
              new RunPlan(500, 20_000, 40, 11, 2, 0.99));
      rows.add(
          row(
              "K " + (int) known[1] + ", rho %.1f",
              known[0],
              ExactResultsTest.busyDays(known),
              result.interval(Output.UTILISATION)));
    }
    return table("| queue | exact share of busy days | simulated | 99 % interval | holds |", rows);
  }

  private static String panels() {
    List<String> rows = new ArrayList<>();
    for (double[] known : ExactResultsTest.PANELS) {
      Interval attended =
          ExactResultsTest.attendedADay(known[0], new RunPlan(10_000, 60_000, 40, 13, 2, 0.99));
      rows.add(row("%.0f", known[0], known[1], attended));
    }
    return table(
        "| panel | visits attended a day, theory | simulated | 99 % interval | holds |", rows);
  }

  private static String vacancies() {
    double[][] known = {{8, 0.9481501196}, {16, 0.9014120145}, {26, 0.8490930323}};
    List<String> rows = new ArrayList<>();
    for (double[] k : known) {
      Clinic clinic =
          Defaults.simplest(20, 1, 0, 1, 14).withWorkforce(new Workforce(0.3, (int) k[0], 0, 1));
      SimulationResult result =
          Simulator.run(clinic, new RunPlan(3 * 364, 20 * 364, 40, 17, 2, 0.99));
      rows.add(row("%.0f", k[0], k[1], result.interval(Output.FILLED_POSTS_SHARE)));
    }
    return table(
        "| weeks to fill | exact share filled | simulated | 99 % interval | holds |", rows);
  }

  private static String second() {
    RunPlan plan = new RunPlan(1000, 2000, 100, 31, 2, 0.99);
    List<String> rows = new ArrayList<>();
    for (double load : new double[] {0.9, 0.99}) {
      double requests = 120 * load / 8;
      SimulationResult ours = Simulator.run(Defaults.simplest(20, 6, requests, 8, 14), plan);
      PlainEventQueue.Result[] theirs =
          IntStream.range(0, plan.replications())
              .parallel()
              .mapToObj(r -> PlainEventQueue.run(20, 6, requests, 8, 14, 1000, 2000, 1000L + r))
              .toArray(PlainEventQueue.Result[]::new);
      rows.add(both(load, ours, Output.FIRST_WAIT_DAYS, theirs, r -> r.firstWaitDays()));
      rows.add(both(load, ours, Output.RETURN_DELAY_DAYS, theirs, r -> r.returnDelayDays()));
      rows.add(
          both(load, ours, Output.RETURN_ON_DUE_DAY_SHARE, theirs, r -> r.returnOnDueDayShare()));
      rows.add(both(load, ours, Output.UTILISATION, theirs, r -> r.utilisation()));
    }
    return table(
        "| load | output | engine | 99 % interval | plain event queue | 99 % interval |", rows);
  }

  private static String both(
      double load,
      SimulationResult ours,
      Output output,
      PlainEventQueue.Result[] theirs,
      ToDoubleFunction<PlainEventQueue.Result> figure) {
    double[] values = new double[theirs.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = figure.applyAsDouble(theirs[i]);
    }
    Interval a = ours.interval(output);
    Interval b = Interval.of(values, 0.99);
    return String.format(
        Locale.ROOT,
        "| %.2f | %s | %.4f | %.4f to %.4f | %.4f | %.4f to %.4f |",
        load,
        output.key(),
        a.mean(),
        a.low(),
        a.high(),
        b.mean(),
        b.low(),
        b.high());
  }

  private static String coverage() {
    double[] shares = IntervalTest.coverage(1000);
    return table(
        "| output | 95 % intervals that hold the exact value, of 1,000 studies |",
        List.of(
            String.format(Locale.ROOT, "| first_wait_days | %.1f %% |", 100 * shares[0]),
            String.format(Locale.ROOT, "| utilisation | %.1f %% |", 100 * shares[1])));
  }

  private static String row(String name, double value, double exact, Interval interval) {
    return String.format(
        Locale.ROOT,
        "| " + name + " | %.5f | %.5f | %.5f to %.5f | %s |",
        value,
        exact,
        interval.mean(),
        interval.low(),
        interval.high(),
        interval.holds(exact) ? "yes" : "no");
  }

  private static String table(String header, List<String> rows) {
    String line = "|" + "---|".repeat((int) header.chars().filter(c -> c == '|').count() - 1);
    return header + "\n" + line + "\n" + String.join("\n", rows);
  }
}
