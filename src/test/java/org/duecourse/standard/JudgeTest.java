package org.duecourse.standard;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.calendar.Calendars;
import org.duecourse.io.Refused;
import org.duecourse.standard.Case.Answer;
import org.duecourse.standard.Case.Event;
import org.duecourse.standard.Case.Extension;
import org.duecourse.standard.Case.Offered;
import org.duecourse.standard.Case.Status;
import org.duecourse.standard.Case.Visit;
import org.duecourse.standard.Verdict.Outcome;
import org.duecourse.standard.Verdict.Reason;
import org.junit.jupiter.api.Test;

/** Verdicts, and what must hold of every verdict. */
class JudgeTest {
  private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
  private static final Standard FIRST = Standards.byId("us-ca.first.npmh");
  private static final Standard WINDOW = Standards.byId("clinician.window");
  private static final LocalDate MAY_5 = LocalDate.of(2025, 5, 5);

  private final Judge judge = Judge.withShippedCalendars();

  @Test
  void aDateThatTheClinicTookBackIsNoOfferEvenWhereItWasAccepted() {
    Verdict verdict =
        judgeFirst(
            offered(10, Answer.ACCEPTED),
            visit(10, Status.CANCELLED_BY_CLINIC),
            visit(21, Status.ATTENDED));
    assertThat(verdict.outcome()).isEqualTo(Outcome.BREACH);
    assertThat(verdict.finding().reason()).isEqualTo(Reason.CLINIC_CANCELLED);
    assertThat(verdict.letter()).isNotNull();
    assertThat(requireNonNull(verdict.letter()).outcome()).isEqualTo(Outcome.MET);
  }

  @Test
  void aVisitThatThePatientCancelledWasOfferedInTime() {
    Verdict verdict = judgeFirst(visit(9, Status.CANCELLED_BY_PATIENT), visit(30, Status.ATTENDED));
    assertThat(verdict.finding().reason()).isEqualTo(Reason.PATIENT_LATER);
    assertThat(verdict.visit()).isNotNull();
    assertThat(requireNonNull(verdict.visit()).calendarDays()).isEqualTo(30);
    assertThat(verdict.letter()).isNull();
  }

  @Test
  void aTimelyOfferThatWasTakenCountsBeforeOneThatWasDeclined() {
    Verdict verdict = judgeFirst(offered(3, Answer.DECLINED), offered(11, Answer.ACCEPTED));
    assertThat(verdict.finding().reason()).isEqualTo(Reason.IN_TIME);
    assertThat(requireNonNull(verdict.finding().counted()).calendarDays()).isEqualTo(3);
  }

  @Test
  void anAdministrativeIntakeStopsNoClockOfferedOrAttended() {
    Verdict verdict =
        judgeFirst(
            new Offered(on(2), Answer.ACCEPTED, true), new Visit(on(2), Status.ATTENDED, true));
    assertThat(verdict.outcome()).isEqualTo(Outcome.BREACH);
    assertThat(verdict.visit()).isNull();
    assertThat(verdict.letter()).isNull();
  }

  @Test
  void notesAddUpAsLongAsEachWasWrittenInTime() {
    Event first = new Extension(MAY_5.plusDays(2), MAY_5.plusDays(30));
    Event second = new Extension(MAY_5.plusDays(30), MAY_5.plusDays(60));
    assertThat(judgeFirst(second, first, offered(59, Answer.ACCEPTED)).finding())
        .extracting(Verdict.Finding::reason, f -> requireNonNull(f.effectiveLimit()).day())
        .containsExactly(Reason.CLIN_EXT, MAY_5.plusDays(60));
    assertThat(judgeFirst(second, offered(59, Answer.ACCEPTED)).finding().reason())
        .isEqualTo(Reason.EXT_TOO_LATE);
  }

  @Test
  void aNoteThatNamesAnEarlierDayShortensNothing() {
    Verdict verdict =
        judgeFirst(new Extension(MAY_5, MAY_5.plusDays(3)), offered(14, Answer.ACCEPTED));
    assertThat(verdict.finding().reason()).isEqualTo(Reason.IN_TIME);
    assertThat(verdict.finding().effectiveLimit()).isEqualTo(verdict.finding().limit());
  }

  @Test
  void anExtensionCountsOnlyWhereTheRuleAllowsOne() {
    Standard strict = Standards.byId("us-ca.triage");
    Case call =
        new Case(
            LOS_ANGELES,
            Moment.at(MAY_5.atTime(10, 0)),
            List.of(
                new Extension(MAY_5, MAY_5.plusDays(9)),
                new Visit(Moment.at(MAY_5.atTime(11, 0)), Status.ATTENDED, false)),
            null);
    assertThat(judge.judge(strict, null, call).outcome()).isEqualTo(Outcome.BREACH);
  }

  @Test
  void anOfferBeforeTheRequestIsNotLookedAt() {
    assertThat(judgeFirst(offered(-1, Answer.ACCEPTED)).finding().reason())
        .isEqualTo(Reason.NOTHING);
    assertThat(
            requireNonNull(judgeFirst(offered(0, Answer.ACCEPTED)).finding().counted())
                .businessDays())
        .isZero();
  }

  @Test
  void hoursNeedTheTimeOfTheRequest() {
    Case request = new Case(LOS_ANGELES, Moment.on(MAY_5), List.of(), null);
    Verdict verdict = judge.judge(Standards.byId("us-ca.urgent"), null, request);
    assertThat(verdict.finding().reason()).isEqualTo(Reason.TIME_NOT_KNOWN);
    assertThat(verdict.byCalendar()).isEmpty();
  }

  @Test
  void fortyEightHoursAreFortyEightHoursOnEveryDayOfTheYear() {
    Clock clock = FIRST.clock();
    BusinessDays calendar = Calendars.byId("us-ca.core").businessDays();
    for (int hour = 0; hour < 24 * 365; hour++) {
      LocalDateTime start = LocalDateTime.of(2025, 1, 1, 0, 0).plusHours(hour);
      Case request = new Case(LOS_ANGELES, Moment.at(start), List.of(), null);
      Moment limit = Judge.limit(Limit.hours(48), clock, request, calendar).orElseThrow();
      // Java's own arithmetic on zoned times, with the clock changes inside.
      assertThat(limit.day().atTime(limit.time()))
          .isEqualTo(start.atZone(LOS_ANGELES).plusHours(48).toLocalDateTime());
    }
    Case spring = new Case(LOS_ANGELES, Moment.parse("2025-03-08 10:00"), List.of(), null);
    assertThat(Judge.limit(Limit.hours(48), clock, spring, calendar))
        .contains(Moment.parse("2025-03-10T11:00"));
  }

  @Test
  void aPartThatTheRuleDoesNotHaveIsNamed() {
    Case request = new Case(LOS_ANGELES, Moment.on(MAY_5), List.of(), null);
    assertThatThrownBy(() -> judge.judge(Standards.byId("us.ccbhc.first"), "urgnt", request))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("'urgnt' is no part of the rule; its parts are urgent");
  }

  @Test
  void aClinicsOwnCalendarIsTriedBesideTheOthers() {
    BusinessDays own =
        Calendars.fromText("own.csv", "date\n2025-05-06\n2025-05-07\n").businessDays();
    Case request =
        new Case(LOS_ANGELES, Moment.on(MAY_5), List.of(offered(16, Answer.ACCEPTED)), null);
    Verdict verdict = judge.judge(FIRST, null, request, own);
    assertThat(verdict.calendar()).isEqualTo("own.csv");
    assertThat(verdict.outcome()).isEqualTo(Outcome.MET);
    assertThat(verdict.calendarSensitive()).containsExactly("us-ca.office", "us-ca.gov");
  }

  /** Earliest date that counts against the limit, by counting day after day. */
  @Test
  void theVerdictIsWhatCountingDayAfterDayGives() {
    SplittableRandom random = new SplittableRandom(20260303);
    Set<LocalDate> off = new java.util.HashSet<>();
    Calendars.byId("us-ca.core").daysOff().forEach(day -> off.add(day.day()));
    for (int trial = 0; trial < 2000; trial++) {
      LocalDate start = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(900));
      List<Event> events = new ArrayList<>();
      LocalDate earliest = null;
      for (int i = random.nextInt(4); i > 0; i--) {
        LocalDate day = start.plusDays(random.nextInt(40));
        boolean declined = random.nextBoolean();
        events.add(
            new Offered(Moment.on(day), declined ? Answer.DECLINED : Answer.ACCEPTED, false));
        earliest = earliest == null || day.isBefore(earliest) ? day : earliest;
      }
      int days = 0;
      LocalDate tenth = start;
      while (days < 10) {
        tenth = tenth.plusDays(1);
        days += tenth.getDayOfWeek().getValue() <= 5 && !off.contains(tenth) ? 1 : 0;
      }
      Verdict verdict =
          judge.judge(FIRST, null, new Case(LOS_ANGELES, Moment.on(start), events, null));
      assertThat(verdict.outcome())
          .as("%s %s", start, events)
          .isEqualTo(earliest != null && !earliest.isAfter(tenth) ? Outcome.MET : Outcome.BREACH);
      assertThat(verdict.finding().limit()).isEqualTo(Moment.on(tenth));
    }
  }

  @Test
  void whatMustHoldOfEveryVerdict() {
    SplittableRandom random = new SplittableRandom(20260304);
    int sensitive = 0;
    int twoReadings = 0;
    for (int trial = 0; trial < 4000; trial++) {
      LocalDate start = LocalDate.of(2022, 7, 1).plusDays(random.nextInt(1500));
      List<Event> events = anything(random, start);
      LocalDate asOf = random.nextBoolean() ? null : start.plusDays(random.nextInt(60));
      Case given = new Case(LOS_ANGELES, Moment.on(start), events, asOf);
      for (Standard standard : List.of(FIRST, Standards.byId("us-ca.return.npmh"), WINDOW)) {
        Verdict verdict = judge.judge(standard, null, given);
        Verdict.Finding found = verdict.finding();
        java.util.Collections.shuffle(events, new java.util.Random(trial));
        assertThat(judge.judge(standard, null, new Case(LOS_ANGELES, given.start(), events, asOf)))
            .as("the order of events does not matter")
            .isEqualTo(verdict);
        if (found.limit() != null) {
          assertThat(found.effectiveLimit()).isGreaterThanOrEqualTo(found.limit());
        }
        switch (verdict.outcome()) {
          case MET -> {
            assertThat(requireNonNull(found.counted()).at().day())
                .isBeforeOrEqualTo(requireNonNull(found.effectiveLimit()).day());
            assertThat(found.daysLate()).isZero();
          }
          case OPEN ->
              assertThat(asOf).isBeforeOrEqualTo(requireNonNull(found.effectiveLimit()).day());
          case BREACH -> assertThat(found.reason()).isNotEqualTo(Reason.IN_TIME);
          case NOT_APPLICABLE -> assertThat(found.counted()).isNull();
        }
        if (verdict.byCalendar().containsKey("us-ca.core")
            && verdict.outcome() == Outcome.MET
            && found.reason() != Reason.CLIN_EXT) {
          assertThat(verdict.byCalendar().values())
              .as("the default calendar is the strictest")
              .containsOnly(Outcome.MET);
        }
        sensitive += verdict.calendarSensitive().isEmpty() ? 0 : 1;
        twoReadings += verdict.letter() == null ? 0 : 1;
      }
    }
    assertThat(sensitive).as("some verdicts turn on the calendar").isPositive();
    assertThat(twoReadings).as("some have two readings").isPositive();
  }

  private static List<Event> anything(SplittableRandom random, LocalDate start) {
    List<Event> events = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      Moment at = Moment.on(start.plusDays(random.nextInt(40)));
      events.add(
          switch (random.nextInt(4)) {
            case 0 ->
                new Offered(
                    at, List.of(Answer.values()).get(random.nextInt(3)), random.nextInt(9) == 0);
            case 1 -> new Extension(at.day(), at.day().plusDays(random.nextInt(30)));
            case 2 ->
                new Visit(
                    at, List.of(Status.values()).get(random.nextInt(5)), random.nextInt(9) == 0);
            default -> new Visit(at, Status.ATTENDED, false);
          });
    }
    if (random.nextBoolean()) {
      LocalDate earliest = start.plusDays(random.nextInt(20));
      events.add(new Case.Window(earliest, null, earliest.plusDays(random.nextInt(10))));
    }
    if (random.nextInt(20) == 0) {
      events.add(new Case.Periodic());
    }
    return events;
  }

  private Verdict judgeFirst(Event... events) {
    return judge.judge(FIRST, null, new Case(LOS_ANGELES, Moment.on(MAY_5), List.of(events), null));
  }

  private static Event offered(int day, Answer answer) {
    return new Offered(on(day), answer, false);
  }

  private static Event visit(int day, Status status) {
    return new Visit(on(day), status, false);
  }

  private static Moment on(int day) {
    return Moment.on(MAY_5.plusDays(day));
  }
}
