package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.duecourse.booking.Continuity;
import org.duecourse.simulate.Clinic.Booking;
import org.duecourse.simulate.Clinic.MissCurve;
import org.duecourse.simulate.Clinic.Sessions;
import org.duecourse.simulate.Clinic.Workforce;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The general engine, set up as models whose answer is known from theory. */
class ExactResultsTest {
  /** 99.99 %: one test in ten thousand fails by chance, and the seed is fixed. */
  private static final double LEVEL = 0.9999;

  @Test
  void firstVisitsAloneAreTheBulkQueueOfTheory() {
    for (double load : new double[] {0.5, 0.8, 0.9, 0.95}) {
      BulkQueue exact = BulkQueue.solve(10, 10 * load);
      Clinic clinic = Defaults.simplest(2, 5, 10 * load, 1, 14);
      SimulationResult result = Simulator.run(clinic, new RunPlan(300, 4000, 40, 3, 2, LEVEL));

      Interval wait = result.interval(Output.FIRST_WAIT_DAYS);
      assertThat(wait.holds(exact.meanWaitDays()))
          .as("load %s: %s, %s", load, exact, wait)
          .isTrue();
      assertThat(wait.high() - wait.low()).isLessThan(0.15 * wait.mean());
      assertThat(result.interval(Output.UTILISATION).holds(exact.utilisation())).isTrue();
    }
  }

  /** With unlimited places the visits of a day are exactly Poisson: thinned and moved arrivals. */
  @Test
  void offeredVisitsOfTheReturnLoopArePoisson() {
    double requests = 3;
    double mean = 4;
    int every = 3;
    int day = 40;
    Clinic clinic = withHorizon(Defaults.simplest(1, 60, requests, mean, every), 60);
    double expected = 0;
    for (int visit = 0; day - 1 - visit * every >= 0; visit++) {
      expected += requests * Math.pow(1 - 1 / mean, visit);
    }
    int runs = 6000;
    int[] counts = new int[60];
    Tables tables = new Tables(clinic, new RunPlan(0, day + 1, runs, 5, 1, 0.95));
    for (int r = 0; r < runs; r++) {
      RecordingSink sink = new RecordingSink();
      new Replication(tables, r, sink).run();
      long visits = sink.appointments.stream().filter(a -> a.day() == day).count();
      counts[(int) visits]++;
    }
    double chiSquare = 0;
    int cells = 0;
    double probability = Math.exp(-expected);
    for (int k = 0; k < counts.length; k++) {
      double inCell = probability * runs;
      if (inCell >= 5) {
        chiSquare += (counts[k] - inCell) * (counts[k] - inCell) / inCell;
        cells++;
      }
      probability *= expected / (k + 1);
    }
    assertThat(cells).isGreaterThan(15);
    assertThat(chiSquare).as("%s cells", cells).isLessThan(cells + 4 * Math.sqrt(2.0 * cells));
  }

  /**
   * The M/D/1/K queue. A "day" is one service; the book holds K − 1 beside the one in service. The
   * book at the start of a day is the queue left behind by a service, whose law q follows from the
   * law over time p: q(0) = p(0) / (1 − p(K)).
   */
  static final double[][] MD1K = {
    // rho, K, P(the server is idle), P(refused)
    {0.5, 5, 0.5010879813, 0.002175962571},
    {0.9, 10, 0.114968573, 0.01663174783},
    {0.9, 20, 0.1016678581, 0.001853175683},
    {1.0, 10, 0.05084745763, 0.05084745763},
    {1.1, 10, 0.01751305623, 0.1068300511},
  };

  static double busyDays(double[] md1k) {
    return 1 - md1k[2] / (1 - md1k[3]);
  }

  @Test
  void aBookOfLimitedLengthIsTheMD1KQueue() {
    for (double[] known : MD1K) {
      SimulationResult result =
          Simulator.run(
              oneServer((int) known[1], known[0], 0), new RunPlan(500, 20_000, 30, 11, 2, LEVEL));
      Interval busy = result.interval(Output.UTILISATION);

      assertThat(busy.holds(busyDays(known))).as("rho %s: %s", known[0], busy).isTrue();
      assertThat(busy.high() - busy.low()).isLessThan(0.01);
      double seen = result.interval(Output.FIRST_VISITS_A_WEEK).mean() / 7;
      assertThat(seen).isCloseTo(busy.mean(), within(1e-9));
    }
  }

  /**
   * Table 5 of [Liu and Ziya 2014]: M/M/1/400, 20 services a day, no-shows by the book that the
   * request finds, in whole days, and none comes back. A "day" of the engine is one service; its
   * exponential length is a gamma factor of spread 1 on the requests of each day.
   */
  static final double[][] PANELS = {
    // panel, visits attended a day
    {2220, 17.57161035}, {2300, 18.19069482}, {2380, 18.78284824},
  };

  @Test
  @Tag("heavy")
  void thePublishedPanelTableIsAScenarioOfTheEngine() {
    for (double[] known : List.of(PANELS[0], PANELS[1])) {
      Interval attended = attendedADay(known[0], new RunPlan(5_000, 60_000, 20, 13, 2, LEVEL));

      assertThat(attended.holds(known[1])).as("panel %s: %s", known[0], attended).isTrue();
      assertThat(attended.high() - attended.low()).isLessThan(0.3);
    }
  }

  static Interval attendedADay(double panel, RunPlan plan) {
    MissCurve curve = new MissCurve(0.01, 0.31, 50);
    Clinic clinic =
        oneServer(400, 0.008 * panel / 20, 1)
            .withAttendance(
                new Clinic.Attendance(curve, new MissCurve(0, 0, 1), 0, 0, 0, 0, 0, 0, 0));
    Tables tables = new Tables(clinic, plan);
    for (float[] byDaysAhead : tables.miss[Patients.FIRST]) {
      for (int services = 0; services < byDaysAhead.length; services++) {
        int wholeDays = services / 20;
        byDaysAhead[services] = (float) curve.at(wholeDays);
      }
    }
    double[] values = new double[plan.replications()];
    for (int r = 0; r < values.length; r++) {
      Tally tally = new Replication(tables, r, null).run()[0];
      values[r] = tally.value(Output.FIRST_VISITS_A_WEEK, clinic.standards(), plan.days()) / 7 * 20;
    }
    return Interval.of(values, plan.level());
  }

  /** Vacancies: posts empty at 30 % a year and stand empty for so many weeks. */
  @Test
  void theShareOfFilledPostsIsThatOfRenewalTheory() {
    double[][] known = {{8, 0.9481501196}, {16, 0.9014120145}, {26, 0.8490930323}};
    for (double[] k : known) {
      Clinic clinic =
          Defaults.simplest(20, 1, 0, 1, 14).withWorkforce(new Workforce(0.3, (int) k[0], 0, 1));
      Interval filled =
          Simulator.run(clinic, new RunPlan(3 * 364, 20 * 364, 20, 18, 2, LEVEL))
              .interval(Output.FILLED_POSTS_SHARE);

      assertThat(filled.holds(k[1])).as("%s weeks: %s", k[0], filled).isTrue();
      assertThat(filled.high() - filled.low()).isLessThan(0.03);
    }
  }

  /** Vacancies: half the places for ten weeks after each start. */
  @Test
  void newCliniciansGiveTheEffectiveShareOfTheory() {
    Clinic clinic =
        Defaults.simplest(20, 8, 0, 1, 14).withWorkforce(new Workforce(0.3, 16, 10, 0.5));
    Interval places =
        Simulator.run(clinic, new RunPlan(3 * 364, 20 * 364, 20, 19, 2, LEVEL))
            .interval(Output.PLACES_A_WEEK);
    double share = 0.8715338911;

    assertThat(places.holds(20 * 8 * 7 * share)).as("%s", places).isTrue();
  }

  /** A caseload that is never discharged: 5 new and 20 returns a week without discharge. */
  @Test
  void withoutDischargeTheCaseloadAndTheGapGrowAsTheArithmeticSays() {
    double[][] known = {{8, 40, 2.0}, {16, 80, 4.0}, {26, 130, 6.5}, {32, 160, 8.0}};
    Clinic clinic =
        Defaults.simplest(1, 1, 3, 1, 7)
            .withRoles(role -> role.withSupply(new Clinic.Supply.PlacesADay(25 / 7.0)))
            .withSites(site -> site.withRatio(new Clinic.Ratio(1, 4, 0)))
            .withCourse(
                new Clinic.Course(
                    new Sessions.Empirical(allHave(400)),
                    List.of(new Clinic.ReturnInterval(1, 7, 0, 0)),
                    Continuity.REQUIRED,
                    7));
    for (double[] row : known) {
      SimulationResult result =
          Simulator.run(clinic, new RunPlan((int) row[0] * 7, 7, 10, 23, 2, LEVEL));
      // The mean of the week that follows: half a week's new patients more.
      assertThat(result.interval(Output.CASELOAD).mean())
          .as("%s weeks", row[0])
          .isCloseTo(row[1] + 2.5, within(4.0));
      assertThat(result.interval(Output.VISITS_A_WEEK).mean()).isCloseTo(25, within(1.0));
    }
  }

  private static List<Double> allHave(int n) {
    List<Double> weights = new ArrayList<>(Collections.nCopies(n, 0.0));
    weights.set(n - 1, 1.0);
    return weights;
  }

  /** One place a day; requests that find the book full are turned away at once. */
  static Clinic oneServer(int capacity, double load, double spread) {
    Clinic clinic = Defaults.simplest(1, 1, load, 1, 14);
    return withHorizon(clinic, capacity - 1)
        .withSites(
            site ->
                site.withDemand(
                    new Clinic.Demand(
                        7 * load,
                        Collections.nCopies(7, 1.0),
                        Collections.nCopies(12, 1.0),
                        0,
                        0,
                        spread,
                        1,
                        0)));
  }

  /** Nobody books further ahead; requests beyond it are turned away. */
  static Clinic withHorizon(Clinic clinic, int days) {
    Booking booking = clinic.booking();
    return clinic.withBooking(
        new Booking(
            booking.dayChoice(),
            booking.harm(),
            days,
            1,
            booking.firstClinician(),
            new Clinic.Outside(4000, 1_000_000, 0)));
  }
}
