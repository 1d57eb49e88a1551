package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine against a simulator that was written apart from it. */
class SecondSimulatorTest {
  private record Setting(int clinicians, int places, double load, double visits, int returnDays) {
    double requestsADay() {
      return clinicians * places * load / visits;
    }
  }

  @Test
  void bothSimulatorsAgreeOnSmallClinics() {
    agree(
        new RunPlan(500, 700, 40, 29, 2, 0.9999),
        new Setting(5, 4, 0.97, 3, 2),
        new Setting(1, 8, 0.95, 6, 7),
        new Setting(3, 2, 0.98, 12, 1));
  }

  @Test
  @Tag("heavy")
  void bothSimulatorsAgreeOnTheSimplestClinic() {
    agree(
        new RunPlan(1000, 1500, 100, 31, 2, 0.9999),
        new Setting(20, 6, 0.99, 8, 14),
        new Setting(20, 6, 0.90, 8, 14));
  }

  private static void agree(RunPlan plan, Setting... settings) {
    for (Setting s : settings) {
      SimulationResult ours =
          Simulator.run(
              Defaults.simplest(
                  s.clinicians(), s.places(), s.requestsADay(), s.visits(), s.returnDays()),
              plan);
      PlainEventQueue.Result[] theirs =
          IntStream.range(0, plan.replications())
              .parallel()
              .mapToObj(
                  r ->
                      PlainEventQueue.run(
                          s.clinicians(),
                          s.places(),
                          s.requestsADay(),
                          s.visits(),
                          s.returnDays(),
                          plan.warmupDays(),
                          plan.days(),
                          1000L + r))
              .toArray(PlainEventQueue.Result[]::new);

      assertSame(s, ours, theirs, Output.FIRST_WAIT_DAYS, PlainEventQueue.Result::firstWaitDays);
      assertSame(
          s, ours, theirs, Output.RETURN_DELAY_DAYS, PlainEventQueue.Result::returnDelayDays);
      assertSame(
          s,
          ours,
          theirs,
          Output.RETURN_ON_DUE_DAY_SHARE,
          PlainEventQueue.Result::returnOnDueDayShare);
      assertSame(s, ours, theirs, Output.UTILISATION, PlainEventQueue.Result::utilisation);
    }
  }

  /** The difference of the two means lies inside its interval [Welch]. */
  private static void assertSame(
      Setting setting,
      SimulationResult ours,
      PlainEventQueue.Result[] theirs,
      Output output,
      ToDoubleFunction<PlainEventQueue.Result> figure) {
    Interval a = ours.interval(output);
    double[] values =
        IntStream.range(0, theirs.length)
            .mapToDouble(i -> figure.applyAsDouble(theirs[i]))
            .toArray();
    Interval b = Interval.of(values, a.level());
    double halfA = (a.high() - a.low()) / 2;
    double halfB = (b.high() - b.low()) / 2;

    assertThat(Math.abs(a.mean() - b.mean()))
        .as("%s of %s: engine %s, plain event queue %s", output, setting, a, b)
        .isLessThanOrEqualTo(Math.hypot(halfA, halfB) + 1e-12);
  }
}
