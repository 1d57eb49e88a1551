package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.DayChoice;
import org.duecourse.io.Yaml;
import org.duecourse.simulate.Clinic.Posts;
import org.junit.jupiter.api.Test;

/** The invariants, on clinics that nobody would think of. */
class InvariantsTest {
  @Test
  void holdInTheSimplestClinic() {
    Invariants.run(
        Defaults.simplest(3, 4, 12 * 0.98 / 5, 5, 6), new RunPlan(20, 150, 1, 3, 1, 0.95), 0);
  }

  @Test
  void holdInHarbor() {
    Clinic harbor = ClinicReader.read(Yaml.read(Path.of("examples/harbor/clinic.yaml")));
    Invariants.run(harbor.withOnlySite("eastside"), new RunPlan(0, 120, 1, 3, 1, 0.95), 0);
  }

  @Test
  void holdWhateverTheSettings() {
    SplittableRandom chance = new SplittableRandom(5);
    int visits = 0;
    for (int i = 0; i < 60; i++) {
      Clinic clinic = anyClinic(chance, i);
      RecordingSink sink =
          Invariants.run(clinic, new RunPlan(chance.nextInt(30), 60, 1, i, 1, 0.95), i);
      visits += sink.appointments.size();
    }
    assertThat(visits).isGreaterThan(5_000);
  }

  static Clinic anyClinic(SplittableRandom chance, int i) {
    List<Posts> posts = new ArrayList<>();
    for (int g = 0; g <= chance.nextInt(3); g++) {
      posts.add(
          new Posts(
              "therapist",
              1 + chance.nextInt(3),
              chance.nextBoolean() ? 1 : 0.5,
              chance.nextInt(4) == 0 ? 1 + chance.nextInt(3) : 0));
    }
    Clinic clinic =
        ClinicReader.read(
            Yaml.parse(
                "any.yaml",
                """
                name: any
                roles: [{id: therapist, place_minutes: %s}]
                demand: {requests_a_week: %s, urgent_share: 0.1}
                crisis: {arrivals_a_week: %s, held_places_a_day: %s, release_days_before: %s}
                sites:
                  - {id: north, posts: [{role: therapist, count: 2}]}
                  - {id: south, posts: [{role: therapist}]}
                course:
                  sessions_mean: %s
                  intervals:
                    - {share: 1, days: 7, early: 2, late: 3}
                    - {share: 1, days: 14, early: 0, late: 0}
                    - {share: 1, days: 30, early: 9, late: 20}
                absence:
                  sickness_share: %s
                  strikes: [{from: %s, days: 5, share: 0.6, notice_days: %s}]
                workforce: {turnover_a_year: %s, weeks_to_fill: 4}
                start: {caseload_per_fte: %s, waiting_requests_per_fte: %s}
                """
                    .formatted(
                        45 + chance.nextInt(30),
                        chance.nextInt(25),
                        chance.nextInt(20),
                        chance.nextInt(4),
                        chance.nextInt(2),
                        1 + chance.nextInt(9),
                        chance.nextInt(10) / 50.0,
                        LocalDate.of(2026, 1, 5).plusDays(20),
                        i % 4 * 5,
                        chance.nextInt(9) / 10.0,
                        chance.nextInt(80),
                        chance.nextInt(5))));
    Clinic.Booking b = clinic.booking();
    return clinic
        .withSites(
            site ->
                site.id().equals("north")
                    ? site.withPosts(posts)
                        .withRatio(
                            new Clinic.Ratio(
                                chance.nextInt(3), chance.nextInt(5), chance.nextInt(4)))
                    : site)
        .withCourse(
            new Clinic.Course(
                clinic.course().sessions(),
                clinic.course().intervals(),
                Continuity.values()[i % 3],
                chance.nextInt(10)))
        .withBooking(
            new Clinic.Booking(
                DayChoice.values()[chance.nextInt(3)],
                b.harm(),
                30 + chance.nextInt(100),
                1 + chance.nextInt(2),
                Clinic.FirstClinician.values()[chance.nextInt(2)],
                new Clinic.Outside(5, chance.nextInt(3), 100),
                Clinic.Turn.values()[i / 2 % 2]));
  }
}
