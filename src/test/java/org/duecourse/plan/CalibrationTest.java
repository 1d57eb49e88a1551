package org.duecourse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.duecourse.io.Yaml;
import org.duecourse.records.AccessLog;
import org.duecourse.records.LogReader;
import org.duecourse.records.ReadSettings;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.ClinicReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closing the loop: a clinic is simulated, and its log gives the clinic back. */
class CalibrationTest {
  static final String KNOWN =
      """
      name: known
      first_day: 2024-01-01
      roles:
        - {id: therapist, places_a_day: 6}
      sites:
        - {id: north, posts: [{role: therapist, count: 3}]}
        - {id: south, posts: [{role: therapist, count: 3}]}
      demand:
        requests_a_week: 11
        weekday_weights: [1.5, 1, 1, 1, 1, 0, 0]
        month_weights: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
        level_spread: 0
        period_spread: 0.1
        urgent_share: 0.1
      course:
        sessions_mean: 6
        intervals:
          - {share: 0.6, days: 7, early: 1, late: 3}
          - {share: 0.4, days: 14, early: 2, late: 5}
      attendance:
        first_visits: {at_once: 0.05, at_most: 0.35, days: 9}
        return_visits: {at_once: 0.05, at_most: 0.2, days: 14}
        patient_spread: 0
        cancelled_by_patient: 0.12
        late_cancel_share: 0.4
        cancelled_by_clinic: 0.03
        rejoins_after_no_show: 0.7
        rejoins_after_cancel: 0.85
        gives_up_a_week: 0.02
      absence: {leave_days_a_year: 0, sickness_share: 0.04, sickness_mean_days: 3}
      workforce: {turnover_a_year: 0}
      """;

  private static final Map<String, Double> TRUTH = new LinkedHashMap<>();

  static {
    TRUTH.put("sites.north.demand.requests_a_week", 11.0);
    TRUTH.put("sites.south.demand.requests_a_week", 11.0);
    TRUTH.put("demand.weekday_weights", 1.5 / 5.5);
    TRUTH.put("demand.period_spread", 0.1);
    TRUTH.put("demand.urgent_share", 0.1);
    TRUTH.put("course.sessions_mean", 6.0);
    TRUTH.put("course.sessions_weights", 1 / 6.0);
    TRUTH.put("course.intervals.1", 0.6);
    TRUTH.put("course.intervals.2", 0.4);
    TRUTH.put("attendance.first_visits.at_once", 0.05);
    TRUTH.put("attendance.first_visits.at_most", 0.35);
    TRUTH.put("attendance.return_visits.at_once", 0.05);
    TRUTH.put("attendance.return_visits.at_most", 0.2);
    TRUTH.put("attendance.cancelled_by_patient", 0.12);
    TRUTH.put("attendance.late_cancel_share", 0.4);
    TRUTH.put("attendance.cancelled_by_clinic", 0.03);
    TRUTH.put("attendance.rejoins_after_no_show", 0.7);
    TRUTH.put("attendance.rejoins_after_cancel", 0.85);
    TRUTH.put("attendance.gives_up_a_week", 0.02);
    TRUTH.put("absence.sickness_share", 0.04);
    TRUTH.put("roles.clinician.places_a_day", 6.0);
  }

  static Clinic known() {
    return ClinicReader.read(Yaml.parse("known", KNOWN));
  }

  @Test
  void aClinicFileIsMadeThatTheSimulatorTakes(@TempDir Path folder) {
    try (AccessLog log = SimulatedLog.of(known(), 364, 1, folder)) {
      Calibration calibration = Calibration.of(log);
      Clinic clinic = calibration.clinic();

      assertThat(log.setAside()).isEmpty();
      assertThat(clinic.sites()).extracting(Clinic.Site::id).containsExactly("north", "south");
      assertThat(clinic.sites().getFirst().posts())
          .containsExactly(new Clinic.Posts("clinician", 3, 1, 0));
      assertThat(clinic.openDays().weekdays()).hasSize(5);
      assertThat(clinic.firstDay()).isEqualTo(LocalDate.of(2024, 12, 30));
      assertThat(clinic.course().intervals()).hasSize(2);
      assertThat(clinic.course().continuity().name()).isEqualTo("REQUIRED");
      assertThat(clinic.attendance().patientSpread()).isEqualTo(0.5);
      assertThat(clinic.start().caseloadPerFte()).isBetween(10.0, 40.0);
      // What is estimated names its interval and rows; what is not, its default and why.
      assertThat(calibration.clinicFile())
          .containsPattern("requests_a_week: [0-9.]+   # [0-9.]+ to [0-9.]+, [0-9]+ rows: gamma")
          .contains("patient_spread: 0.5   # default: needs many visits of each patient")
          .contains("#   demand.growth_a_year: less than two years of requests");
      assertThat(calibration.estimates())
          .allSatisfy(each -> assertThat(each.basis()).isNotBlank())
          .filteredOn(Estimate::isDefault)
          .hasSizeGreaterThan(8);
    }
  }

  @Test
  void theCountsBehindTheEstimatesAreThoseOfTheFiles(@TempDir Path folder) throws IOException {
    try (AccessLog log = SimulatedLog.of(known(), 200, 3, folder)) {
      Calibration calibration = Calibration.of(log);
      // A second way: the files, line by line.
      List<String[]> requests = lines(folder.resolve("requests.csv"));
      long north = requests.stream().filter(row -> row[3].equals("north")).count();
      long urgent = requests.stream().filter(row -> row[4].equals("urgent")).count();
      assertThat(calibration.estimate("sites.north.demand.requests_a_week").rows())
          .isEqualTo(north);
      assertThat(Double.parseDouble(calibration.estimate("demand.urgent_share").value()))
          .isCloseTo(urgent / (double) requests.size(), within(5e-5));

      Map<String, Integer> visits = new LinkedHashMap<>();
      Map<String, LocalDate> last = new LinkedHashMap<>();
      for (String[] row : lines(folder.resolve("appointments.csv"))) {
        LocalDate day = LocalDate.parse(row[2]);
        if (row[3].equals("attended")) {
          visits.merge(row[1], 1, Integer::sum);
          last.merge(row[1], day, (a, b) -> a.isAfter(b) ? a : b);
        }
      }
      Map<String, LocalDate> ordered = new LinkedHashMap<>();
      for (String[] row : lines(folder.resolve("orders.csv"))) {
        ordered.merge(row[1], LocalDate.parse(row[2]), (a, b) -> a.isAfter(b) ? a : b);
      }
      int all = visits.values().stream().mapToInt(Integer::intValue).sum();
      long ended =
          last.entrySet().stream()
              .filter(
                  each ->
                      ordered.getOrDefault(each.getKey(), LocalDate.MIN).isBefore(each.getValue()))
              .count();
      assertThat(Double.parseDouble(calibration.estimate("course.sessions_mean").value()))
          .isCloseTo(all / (double) ended, within(5e-5));
    }
  }

  @Test
  @Tag("heavy")
  void intervalsHoldTheTruthAsOftenAsTheySay(@TempDir Path folder) {
    Map<String, Integer> held = new TreeMap<>();
    int runs = 100;
    for (int seed = 1; seed <= runs; seed++) {
      try (AccessLog log = SimulatedLog.of(known(), 364, seed, folder.resolve("s" + seed))) {
        Calibration calibration = Calibration.of(log);
        TRUTH.forEach(
            (key, truth) -> {
              Interval interval = Objects.requireNonNull(calibration.estimate(key).interval());
              held.merge(key, interval.holds(truth) ? 1 : 0, Integer::sum);
            });
      }
    }
    double all = held.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(all / runs / TRUTH.size()).isBetween(0.93, 0.99);
    assertThat(held).allSatisfy((key, times) -> assertThat(times).as(key).isBetween(88, 100));
  }

  @Test
  @Tag("heavy")
  void aClinicIsForetoldFromItsOwnPast(@TempDir Path folder) {
    Clinic known =
        ClinicReader.read(
            Yaml.parse("known", KNOWN.replace("leave_days_a_year: 0", "leave_days_a_year: 30")));
    int days = 546;
    SimulatedLog.write(known, days, 5, folder);
    LocalDate last = known.firstDay().plusDays(days - 1L);
    LogBacktest backtest =
        LogBacktest.run(
            day -> LogReader.read(folder, ReadSettings.asOfToday(last).withAsOf(day)), last, 3, 1);
    assertThat(backtest.rows()).hasSize(3 * LogBacktest.OUTPUTS.size());
    assertThat(backtest.coverage()).isGreaterThan(0.7);
    assertThat(backtest.rows())
        .allSatisfy(
            row -> assertThat(row.foretold().low()).isLessThanOrEqualTo(row.foretold().high()));
    assertThat(backtest.sentence()).startsWith("Backtest: calibrated on the past");
  }

  private static List<String[]> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
  }
}
