package org.duecourse.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duecourse.booking.Continuity;
import org.duecourse.simulate.Clinic.Posts;
import org.duecourse.simulate.Clinic.Ratio;
import org.duecourse.simulate.Clinic.ReturnInterval;
import org.duecourse.simulate.Clinic.Sessions;
import org.duecourse.simulate.Clinic.Supply;
import org.duecourse.simulate.LogSink.Appointment;
import org.duecourse.simulate.LogSink.Status;
import org.junit.jupiter.api.Test;

/**
 * One small world for each step of a day: it would come out otherwise if two steps were swapped.
 */
class EventOrderTest {
  private static final LocalDate DAY_0 = Defaults.FIRST_DAY;

  /** 1 before 5: who strikes today holds no visit today. */
  @Test
  void absencesAreKnownBeforeTodaysVisits() {
    RecordingSink log = run(struck(world(2, 4, 4, 3), 10, 2), 14);

    assertThat(log.appointments)
        .filteredOn(a -> a.day() == 10 || a.day() == 11)
        .isNotEmpty()
        .allMatch(a -> a.status() == Status.CANCELLED_BY_CLINIC);
    assertThat(log.appointments).anyMatch(a -> a.day() == 12 && a.status() == Status.ATTENDED);
  }

  /**
   * 2 before 7, and before 5: a displaced visit is booked again the same day, with its old days.
   */
  @Test
  void displacedVisitsAreBookedAgainTheSameDayWithTheirOldWindow() {
    RecordingSink log = run(struck(world(2, 4, 4, 3), 10, 1), 14);

    List<Appointment> displaced =
        log.appointments.stream().filter(a -> a.status() == Status.CANCELLED_BY_CLINIC).toList();
    assertThat(displaced).isNotEmpty();
    for (Appointment gone : displaced) {
      assertThat(log.appointments)
          .filteredOn(a -> a.first() == gone.first() && a.basis() == gone.basis())
          .anyMatch(a -> a.bookedDay() == 10 && a.day() > 10);
    }
    assertThat(log.orders.stream().map(LogSink.Order::id)).doesNotHaveDuplicates();
  }

  /** 3 before 7: what is released today can be booked today. */
  @Test
  void placesReleasedTodayAreBookedToday() {
    Clinic allForReturns =
        world(1, 3, 5, 1).withSites(site -> site.withRatio(new Ratio(0.000001, 1, 1)));
    RecordingSink log = run(allForReturns, 10);

    // Nothing but returns is let in until the day before; a request can only have tomorrow.
    assertThat(log.appointments)
        .filteredOn(a -> a.first() && a.bookedDay() > 0)
        .hasSizeGreaterThan(10)
        .allMatch(a -> a.day() == a.bookedDay() + 1);
  }

  /** 4 before 5: protected time given to a crisis is gone before today's work is counted. */
  @Test
  void crisesTakeProtectedTimeOfTheSameDay() {
    Clinic clinic =
        world(2, 4, 0, 1)
            .withRoles(role -> role.withSupply(new Supply.WorkingWeek(40, 840, 0, 60)))
            .withSites(
                site ->
                    site.withCrisis(
                        new Clinic.Crisis(
                            7,
                            List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
                            hour(10),
                            8,
                            18,
                            60,
                            0,
                            0,
                            Clinic.Overflow.PROTECTED_TIME,
                            Optional.empty())));
    SimulationResult result = Simulator.run(clinic, new RunPlan(0, 364, 10, 3, 2, 0.99));

    // Two clinicians, two hours a day each: nearly always enough; an hour a crisis, one a day.
    assertThat(result.interval(Output.CRISIS_SAME_DAY_SHARE).mean()).isGreaterThan(0.99);
    assertThat(result.interval(Output.PROTECTED_MINUTES_KEPT_SHARE).holds(0.75)).isTrue();
  }

  /** 5 before 7: a return ordered at today's visit is booked today. */
  @Test
  void ordersOfTodaysVisitsAreBookedToday() {
    RecordingSink log = run(world(2, 4, 2, 3), 60);

    assertThat(log.orders).hasSizeGreaterThan(50);
    for (LogSink.Order order : log.orders) {
      assertThat(log.appointments)
          .filteredOn(a -> !a.first() && a.basis() == order.id())
          .anyMatch(a -> a.bookedDay() == order.day());
    }
  }

  /** 6 after 5, and before 7: a request is booked on its own day, and never seen on it. */
  @Test
  void requestsAreBookedTodayForTomorrowAtTheEarliest() {
    RecordingSink log = run(world(2, 4, 4, 3), 60);

    for (LogSink.Request request : log.requests) {
      Appointment booked =
          log.appointments.stream()
              .filter(a -> a.first() && a.basis() == request.id())
              .findFirst()
              .orElseThrow();
      assertThat(booked.bookedDay()).isEqualTo(request.day());
      assertThat(booked.day()).isGreaterThan(request.day());
    }
  }

  /** 7: among orders of one day the earlier latest day goes first, whatever came first. */
  @Test
  void theOrderWithTheEarlierLatestDayIsBookedFirst() {
    // Requests (limit 10 open days) against returns due in 2 days: one place a day.
    Clinic clinic = world(1, 1, 1.2, 2).withCourse(course(new Sessions.Geometric(2), 2));
    RecordingSink log = run(clinic, 300);
    int contests = 0;
    for (LogSink.Order order : log.orders) {
      Appointment own =
          log.appointments.stream()
              .filter(a -> !a.first() && a.basis() == order.id())
              .findFirst()
              .orElseThrow();
      for (Appointment other : log.appointments) {
        if (other.first() && other.bookedDay() == order.day() && other.day() >= order.target()) {
          contests++;
          assertThat(own.day()).isLessThan(other.day());
        }
      }
    }
    assertThat(contests).isGreaterThan(30);
  }

  /** 7: urgent requests go before everything else. */
  @Test
  void urgentRequestsAreBookedBeforeRoutineOnesOfTheSameDay() {
    Clinic clinic =
        world(1, 2, 1.9, 1)
            .withSites(
                site ->
                    site.withDemand(
                        new Clinic.Demand(
                            13.3,
                            site.demand().weekdayWeights(),
                            site.demand().monthWeights(),
                            0,
                            0,
                            0,
                            28,
                            0.3)));
    RecordingSink log = run(clinic, 300);
    int contests = 0;
    for (LogSink.Request urgent : log.requests) {
      for (LogSink.Request routine : log.requests) {
        if (urgent.urgent() && !routine.urgent() && urgent.day() == routine.day()) {
          contests++;
          assertThat(firstDay(log, urgent)).isLessThanOrEqualTo(firstDay(log, routine));
        }
      }
    }
    assertThat(contests).isGreaterThan(50);
  }

  private static int firstDay(RecordingSink log, LogSink.Request request) {
    return log.appointments.stream()
        .filter(a -> a.first() && a.basis() == request.id())
        .findFirst()
        .orElseThrow()
        .day();
  }

  private static List<Double> hour(int at) {
    List<Double> weights = new java.util.ArrayList<>(java.util.Collections.nCopies(24, 0.0));
    weights.set(at, 1.0);
    return weights;
  }

  /** Every day alike, everybody comes. */
  private static Clinic world(int clinicians, int places, double requestsADay, double visits) {
    Clinic clinic = Defaults.simplest(clinicians, places, requestsADay, visits, 5);
    return clinic.withSites(
        site -> site.withPosts(List.of(new Posts("clinician", clinicians, 1, 0))));
  }

  private static Clinic.Course course(Sessions sessions, int days) {
    return new Clinic.Course(
        sessions, List.of(new ReturnInterval(1, days, 0, 0)), Continuity.REQUIRED, 7);
  }

  private static Clinic struck(Clinic clinic, int day, int days) {
    return clinic.withAbsence(
        new Clinic.Absence(0, 0, 1, List.of(new Clinic.Strike(DAY_0.plusDays(day), days, 1.0))));
  }

  /**
   * 1 and 2: an announced strike moves its visits on the day of the notice, and takes no new ones.
   */
  @Test
  void anAnnouncedStrikeMovesItsVisitsOnTheDayOfTheNoticeAndTakesNoNewOnes() {
    Clinic clinic = world(2, 4, 4, 3).withCourse(course(new Sessions.Geometric(9), 7));
    Clinic.Strike strike = new Clinic.Strike(DAY_0.plusDays(21), 2, 1.0, 5);
    RecordingSink log = run(clinic.withAbsence(new Clinic.Absence(0, 0, 1, List.of(strike))), 40);

    List<Appointment> inIt =
        log.appointments.stream().filter(a -> a.day() == 21 || a.day() == 22).toList();
    assertThat(inIt)
        .as("booked a week ahead, moved at the notice")
        .isNotEmpty()
        .allMatch(a -> a.status() == Status.CANCELLED_BY_CLINIC)
        .allMatch(a -> a.cancelledDay() == 16 && a.bookedDay() < 16);
    for (Appointment gone : inIt) {
      assertThat(log.appointments)
          .filteredOn(a -> a.first() == gone.first() && a.basis() == gone.basis())
          .as("booked again on the day of the notice, on the old order")
          .anyMatch(a -> a.bookedDay() == 16 && a.day() != 21 && a.day() != 22);
    }
    assertThat(log.appointments).anyMatch(a -> a.day() == 23 && a.status() == Status.ATTENDED);
  }

  /**
   * 7: as they come, a return ordered today goes before a request of today, whatever ends first.
   */
  @Test
  void asTheyComeTheTurnIsThatOfTheSteps() {
    // Requests (limit 10 open days) against returns due within 20 days: one place a day.
    Clinic clinic =
        world(1, 1, 1.2, 2)
            .withCourse(
                new Clinic.Course(
                    new Sessions.Geometric(2),
                    List.of(new ReturnInterval(1, 20, 19, 0)),
                    Continuity.REQUIRED,
                    7));
    Clinic asTheyCome = clinic.withBooking(clinic.booking().withTurn(Clinic.Turn.AS_THEY_COME));
    assertThat(QuietReplication.fits(new Tables(asTheyCome, new RunPlan(0, 300, 1, 21, 1, 0.95))))
        .as("the short way knows one turn only")
        .isFalse();
    assertThat(returnsWon(run(clinic, 60)))
        .as("the request's limit ends first")
        .hasSizeGreaterThan(5)
        .containsOnly(false);
    assertThat(returnsWon(run(asTheyCome, 60)))
        .as("the return was ordered first")
        .hasSizeGreaterThan(5)
        .containsOnly(true);
  }

  /** For each return and request booked on one day: whether the return got the earlier day. */
  private static List<Boolean> returnsWon(RecordingSink log) {
    List<Boolean> won = new ArrayList<>();
    for (LogSink.Order order : log.orders) {
      for (Appointment own : log.appointments) {
        if (!own.first() && own.basis() == order.id() && own.bookedDay() == order.day()) {
          log.appointments.stream()
              .filter(a -> a.first() && a.bookedDay() == order.day())
              .forEach(a -> won.add(own.day() < a.day()));
        }
      }
    }
    return won;
  }

  private static RecordingSink run(Clinic clinic, int days) {
    return Invariants.run(clinic, new RunPlan(0, days, 1, 21, 1, 0.95), 0);
  }
}
