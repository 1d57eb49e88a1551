package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.DayChoice;
import org.duecourse.simulate.Clinic.Posts;
import org.duecourse.simulate.Clinic.ReturnInterval;
import org.duecourse.simulate.Clinic.Supply;
import org.junit.jupiter.api.Test;

/** The short way through a quiet clinic gives what the general run gives, to the last bit. */
class QuietReplicationTest {
  @Test
  void givesTheSameBytesAsTheGeneralRun() {
    SplittableRandom chance = new SplittableRandom(11);
    int quiet = 0;
    for (int i = 0; i < 120; i++) {
      Tables tables =
          new Tables(anyQuietClinic(chance), new RunPlan(chance.nextInt(40), 150, 1, i, 1, 0.95));
      assertThat(QuietReplication.fits(tables)).isTrue();
      Optional<Tally[]> shortWay = new QuietReplication(tables, i).run();
      Tally[] general = new Replication(tables, i, null).run();
      if (shortWay.isPresent()) {
        quiet++;
        for (int s = 0; s < tables.sites; s++) {
          for (Output output : Output.values()) {
            Double expected = general[s].value(output, tables.clinic.standards(), 150);
            Double actual = shortWay.get()[s].value(output, tables.clinic.standards(), 150);
            assertThat(actual).as("clinic %s, site %s, %s", i, s, output.key()).isEqualTo(expected);
          }
        }
      }
    }
    assertThat(quiet).isBetween(60, 119);
  }

  @Test
  void aClinicWithAnythingMoreTakesTheGeneralWay() {
    Clinic quiet = Defaults.simplest(3, 4, 1, 5, 7);
    RunPlan plan = new RunPlan(0, 10, 1, 1, 1, 0.95);
    assertThat(QuietReplication.fits(new Tables(quiet, plan))).isTrue();
    List<Clinic> others =
        List.of(
            quiet.withAttendance(Defaults.ATTENDANCE),
            quiet.withAbsence(Defaults.ABSENCE),
            quiet.withWorkforce(Defaults.WORKFORCE),
            quiet.withStart(new Clinic.Start(10, 0)),
            quiet.withBooking(quiet.booking().withDayChoice(DayChoice.LEAST_HARM)),
            quiet.withSites(site -> site.withRatio(new Clinic.Ratio(1, 4, 0))),
            quiet.withSites(site -> site.withCrisis(site.crisis().withHeldPlacesADay(1))),
            quiet.withRoles(role -> role.withSupply(Defaults.WEEK)));

    assertThat(others).noneMatch(clinic -> QuietReplication.fits(new Tables(clinic, plan)));
  }

  private static Clinic anyQuietClinic(SplittableRandom chance) {
    int clinicians = 1 + chance.nextInt(6);
    double places = 1 + chance.nextInt(30) / 4.0;
    double visits = 1 + chance.nextInt(10);
    double load = 0.5 + chance.nextInt(60) / 100.0;
    Clinic clinic =
        Defaults.simplest(clinicians, 1, clinicians * places * load / visits, visits, 7)
            .withRoles(role -> role.withSupply(new Supply.PlacesADay(places)));
    List<ReturnInterval> intervals = new ArrayList<>();
    for (int i = 0; i <= chance.nextInt(4); i++) {
      int days = 1 + chance.nextInt(30);
      intervals.add(new ReturnInterval(1, days, chance.nextInt(days), chance.nextInt(6)));
    }
    Clinic.Booking b = clinic.booking();
    boolean two = chance.nextBoolean();
    List<Clinic.Site> sites = new ArrayList<>(clinic.sites());
    if (two) {
      sites.add(
          new Clinic.Site(
              "second",
              "Second",
              List.of(new Posts("clinician", 2, 0.5, 0)),
              sites.get(0).demand().withRequestsAWeek(1 + chance.nextInt(5)),
              sites.get(0).crisis(),
              Clinic.Ratio.NONE));
    }
    Clinic all =
        new Clinic(
            clinic.name(),
            clinic.firstDay(),
            chance.nextBoolean()
                ? clinic.openDays()
                : new Clinic.OpenDays(Defaults.OPEN_DAYS, java.util.Set.of()),
            clinic.roles(),
            sites,
            new Clinic.Course(clinic.course().sessions(), intervals, Continuity.REQUIRED, 7),
            clinic.attendance(),
            clinic.absence(),
            clinic.workforce(),
            clinic.booking(),
            clinic.standards(),
            new Clinic.Costs(0.2, 12, 0),
            clinic.start());
    double spread = chance.nextInt(3) / 10.0;
    return all.withSites(
            site ->
                site.withDemand(
                    new Clinic.Demand(
                        site.demand().requestsAWeek(),
                        site.demand().weekdayWeights(),
                        site.demand().monthWeights(),
                        0.1,
                        spread,
                        spread,
                        28,
                        0)))
        .withBooking(
            new Clinic.Booking(
                chance.nextBoolean() ? DayChoice.EARLIEST : DayChoice.TARGET_THEN_LATER,
                b.harm(),
                40 + chance.nextInt(200),
                1,
                Clinic.FirstClinician.values()[chance.nextInt(2)],
                b.outside()));
  }
}
