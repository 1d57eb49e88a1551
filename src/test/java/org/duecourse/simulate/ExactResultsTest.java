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
   * planning.json, md1k: a "day" is one service, the book holds K − 1 beside the one in service.
   */
  @Test
  void aBookOfLimitedLengthIsTheMD1KQueue() {
    double[][] known = {
      // rho, K, P(the server is idle), P(refused)
      {0.9, 10, 0.114968573, 0.01663174783},
      {0.9, 20, 0.1016678581, 0.001853175683},
      {1.0, 10, 0.05084745763, 0.05084745763},
      {1.1, 10, 0.01751305623, 0.1068300511},
      {0.5, 5, 0.5010879813, 0.002175962571},
    };
    for (double[] k : known) {
      SimulationResult result =
          Simulator.run(oneServer((int) k[1], k[0], 0), new RunPlan(500, 20_000, 30, 11, 2, LEVEL));
      // Seen by time: busy = accepted load, so idle = 1 − rho (1 − P(refused)).
      double refused = 1 - result.interval(Output.FIRST_VISITS_A_WEEK).mean() / (7 * k[0]);
      assertThat(refused).as("refused at rho %s, K %s", k[0], k[1]).isCloseTo(k[3], within(0.003));
      Interval busy = result.interval(Output.UTILISATION);
      assertThat(busy.holds(1 - k[2])).as("busy %s", busy).isTrue();
    }
  }

  /**
   * planning.json, lz-table5 [Liu and Ziya 2014]: M/M/1/400, 20 services a day, no-shows by the
   * book that the request finds, none comes back. A "day" of the engine is one service; its
   * exponential length is a gamma factor of spread 1 on the requests of each day.
   */
  @Test
  void thePublishedPanelTableIsAScenarioOfTheEngine() {
    double[][] published = {
      // panel, attended a day, mean book
      {2220, 17.572, 7.929}, {2300, 18.191, 11.500}, {2380, 18.783, 19.833},
    };
    for (double[] row : published) {
      double rho = 0.008 * row[0] / 20;
      Clinic clinic =
          oneServer(400, rho, 1)
              .withAttendance(
                  new Clinic.Attendance(
                      new MissCurve(0.01, 0.31, 50 * 20),
                      new MissCurve(0, 0, 1),
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0));
      SimulationResult result =
          Simulator.run(clinic, new RunPlan(10_000, 60_000, 40, 13, 2, LEVEL));

      Interval attended = result.interval(Output.FIRST_VISITS_A_WEEK);
      double scale = 20 / 7.0;
      assertThat(attended.low() * scale - 0.02).as("%s", row[0]).isLessThan(row[1]);
      assertThat(attended.high() * scale + 0.02).as("%s", row[0]).isGreaterThan(row[1]);
      assertThat((attended.high() - attended.low()) * scale).isLessThan(0.2);
    }
  }

  /** planning.json, vacancies: posts empty at 30 % a year and stand empty for so many weeks. */
  @Test
  void theShareOfFilledPostsIsThatOfRenewalTheory() {
    double[][] known = {{8, 0.9481501196}, {16, 0.9014120145}, {26, 0.8490930323}};
    for (double[] k : known) {
      Clinic clinic =
          Defaults.simplest(20, 1, 0, 1, 14).withWorkforce(new Workforce(0.3, (int) k[0], 0, 1));
      Interval filled =
          Simulator.run(clinic, new RunPlan(3 * 364, 20 * 364, 30, 17, 2, LEVEL))
              .interval(Output.FILLED_POSTS_SHARE);

      assertThat(filled.holds(k[1])).as("%s weeks: %s", k[0], filled).isTrue();
      assertThat(filled.high() - filled.low()).isLessThan(0.02);
    }
  }

  /** planning.json, vacancies: half the places for ten weeks after each start. */
  @Test
  void newCliniciansGiveTheEffectiveShareOfTheory() {
    Clinic clinic =
        Defaults.simplest(20, 8, 0, 1, 14).withWorkforce(new Workforce(0.3, 16, 10, 0.5));
    Interval places =
        Simulator.run(clinic, new RunPlan(3 * 364, 20 * 364, 30, 19, 2, LEVEL))
            .interval(Output.PLACES_A_WEEK);
    double share = 0.8715338911;

    assertThat(places.holds(20 * 8 * 7 * share)).as("%s", places).isTrue();
  }

  /** planning.json, fluid-panel: 5 new and 20 returns a week without discharge. */
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
  private static Clinic oneServer(int capacity, double load, double spread) {
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
  private static Clinic withHorizon(Clinic clinic, int days) {
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
