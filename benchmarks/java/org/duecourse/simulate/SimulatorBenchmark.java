package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.duecourse.booking.DayChoice;
import org.duecourse.io.Yaml;
import org.junit.jupiter.api.Test;

/**
 * Prints the tables of docs/benchmarks.md: {@code mvn -Pbench test}. All rows of a table are
 * measured in turn, several times over, in one process; the best of each is taken, and only ratios
 * are worth quoting.
 */
class SimulatorBenchmark {
  private static final int ROUNDS = 5;
  private static final int WARMUP = 1000;
  private static final int DAYS = 30_000;
  private static final double REQUESTS = 14.85;

  /** Time of the processor: other programs on the machine disturb it least. */
  private static final LongSupplier CPU =
      ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())::getProcessCpuTime;

  /** Runs once and says how many visits were held, those of the warm-up included. */
  private interface Run {
    double visits();
  }

  private record Row(String name, Run run) {}

  @Test
  void theSimplestClinicAgainstEventQueues() {
    Clinic simplest = Defaults.simplest(20, 6, REQUESTS, 8, 14);
    double scale = (double) (WARMUP + DAYS) / DAYS;
    double[] nanos =
        measure(
            "simplest clinic, 20 x 6, load 0.99, one thread",
            CPU,
            new Row("SSJ 3.3.2, event view", () -> ssj() * scale),
            new Row("plain event queue", () -> plain() * scale),
            new Row("duecourse", () -> ours(simplest, WARMUP, DAYS, 4, 1)));
    assertThat(nanos[0] / nanos[2]).isGreaterThan(1);
  }

  @Test
  void aClinicWithEverythingAgainstTheSimplest() {
    Clinic simplest = Defaults.simplest(20, 6, REQUESTS, 8, 14);
    // A start that nobody sees, but that only the general way can do.
    Clinic general = simplest.withStart(new Clinic.Start(1e-9, 0));
    Clinic harbor = harbor();
    Clinic leastHarm = harbor.withBooking(harbor.booking().withDayChoice(DayChoice.LEAST_HARM));
    measure(
        "cost of a visit held, one thread",
        CPU,
        new Row("simplest, the short way of quiet clinics", () -> ours(simplest, WARMUP, DAYS, 4, 1)),
        new Row("simplest, the general way", () -> ours(general, WARMUP, DAYS, 4, 1)),
        new Row("Harbor with all features", () -> ours(harbor, 0, 364, 100, 1)),
        new Row("Harbor, least harm", () -> ours(leastHarm, 0, 364, 100, 1)));
  }

  @Test
  void twoThreadsAgainstOne() {
    Clinic harbor = harbor();
    measure(
        "Harbor, 200 replications of a year, time on the clock",
        System::nanoTime,
        new Row("one thread", () -> ours(harbor, 0, 364, 200, 1)),
        new Row("two threads", () -> ours(harbor, 0, 364, 200, 2)));
  }

  private static Clinic harbor() {
    return ClinicReader.read(Yaml.read(Path.of("examples/harbor/clinic.yaml")));
  }

  private static double ours(Clinic clinic, int warmup, int days, int replications, int threads) {
    SimulationResult result =
        Simulator.run(clinic, new RunPlan(warmup, days, replications, 1, threads, 0.95));
    return result.interval(Output.VISITS_A_WEEK).mean() / 7 * (warmup + days) * replications;
  }

  private static double ssj() {
    return new SsjEvents(20, 6, REQUESTS, 8, 14, WARMUP, DAYS).visits;
  }

  private static double plain() {
    return PlainEventQueue.run(20, 6, REQUESTS, 8, 14, WARMUP, DAYS, 1).visits();
  }

  private static double[] measure(String what, LongSupplier clock, Row... rows) {
    double[] best = new double[rows.length];
    Arrays.fill(best, Double.MAX_VALUE);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < rows.length; i++) {
        long start = clock.getAsLong();
        double visits = rows[i].run().visits();
        best[i] = Math.min(best[i], (clock.getAsLong() - start) / visits);
      }
    }
    System.out.println("\n" + what);
    System.out.println("| | ns a visit | million visits a second | as fast as the first row |");
    System.out.println("|---|---:|---:|---:|");
    for (int i = 0; i < rows.length; i++) {
      System.out.println(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %.2f | %.2f x |",
              rows[i].name(),
              best[i],
              1000 / best[i],
              best[0] / best[i]));
    }
    return best;
  }
}
