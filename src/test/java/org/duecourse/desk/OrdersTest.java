package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;
import static org.duecourse.desk.DeskWorld.instant;
import static org.duecourse.desk.DeskWorld.place;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duecourse.booking.VisitKind;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private static DeskWorld world;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
    world.site("north");
  }

  @AfterEach
  void nothingIsBroken() {
    world.nothingIsBroken();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void aFirstVisitHasItsLegalLimitAndAFirstAttemptWithinTwoBusinessDays() {
    String order =
        world
            .desk()
            .orders()
            .enter(
                CLERK,
                NewOrder.firstVisit(
                    world.patient(),
                    "eastside",
                    LocalDate.of(2026, 6, 9),
                    LocalDate.of(2026, 6, 12),
                    LocalDate.of(2026, 6, 22)))
            .getFirst();
    assertThat(world.order(order).legalRule()).isEqualTo("us-ca.first.npmh");
    assertThat(world.order(order).legalLimit()).isEqualTo(LocalDate.of(2026, 6, 22));
    assertThat(world.openTasks(order))
        .singleElement()
        .satisfies(task -> assertThat(task.dueAt()).isEqualTo(instant("2026-06-10", "17:00")));
  }

  @Test
  void aLongerIntervalThatAClinicianOrdersIsNoBreachOfTheTenDays() {
    String order = world.returnOrder("2026-09-01", "2026-09-08", "2026-09-15");
    assertThat(world.order(order).legalLimit()).isNull();
    assertThat(world.order(order).legalRule()).isEqualTo("us-ca.return.npmh");
  }

  @Test
  void onlyALicensedPersonExtendsAWindowAndItIsKeptWithAuthorTimeAndReason() {
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    assertThatThrownBy(
            () ->
                world
                    .desk()
                    .orders()
                    .extend(CLERK, order, 1, LocalDate.of(2026, 6, 19), "no place before"))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.NOT_ALLOWED);
              assertThat(e.getMessage()).contains("triage clinician, therapist");
            });
    world.desk().orders().extend(LEE, order, 1, LocalDate.of(2026, 6, 19), "stable for months");
    assertThat(world.order(order).latest()).isEqualTo(LocalDate.of(2026, 6, 19));
    assertThat(world.order(order).orderedLatest()).isEqualTo(LocalDate.of(2026, 6, 12));
    assertThat(world.desk().orders().history(MANAGER, order).extensions())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.author()).isEqualTo("lee.account");
              assertThat(e.reason()).isEqualTo("stable for months");
            });
    assertThatThrownBy(
            () ->
                world.desk().orders().extend(LEE, order, 1, LocalDate.of(2026, 6, 29), "once more"))
        .hasMessageContaining("changed by somebody else");
  }

  @Test
  void nobodyIsRecordedAsDecliningWithoutAnOffer() {
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    assertThatThrownBy(() -> world.desk().orders().close(CLERK, order, 0, "patient_declined"))
        .hasMessageContaining("without an offer");
    world
        .desk()
        .earlierTimes()
        .record(CLERK, order, place("lee", "2026-06-10", "09:00"), "declined", "time");
    world.desk().orders().close(CLERK, order, 0, "patient_declined");
    assertThat(world.order(order).state()).isEqualTo(Order.State.CLOSED);
    assertThat(world.openTasks(order)).isEmpty();
  }

  @Test
  void aSupersededOrderEndsAndItsSuccessorIsOnTheList() {
    String old = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    String made =
        world
            .desk()
            .orders()
            .supersede(
                CLERK,
                old,
                1,
                NewOrder.returnVisit(
                    world.order(old).patientId(),
                    "eastside",
                    "lee",
                    LocalDate.of(2026, 6, 8),
                    LocalDate.of(2026, 6, 16),
                    LocalDate.of(2026, 6, 17),
                    LocalDate.of(2026, 6, 19)));
    assertThat(world.order(old).state()).isEqualTo(Order.State.SUPERSEDED);
    assertThat(world.order(made).supersedes()).isEqualTo(old);
    assertThat(world.openTasks(made)).hasSize(1);
  }

  @Test
  void theLastTaskOfAnOpenOrderCannotBeTickedAway() {
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    long task = world.openTasks(order).getFirst().id();
    assertThatThrownBy(() -> world.desk().tasks().complete(CLERK, task, "done"))
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFLICT))
        .hasMessageContaining("neither a visit nor a task");
    assertThat(world.openTasks(order)).hasSize(1);
    world.desk().orders().askFor(CLERK, order, TaskKind.ASK_EXTENSION);
    world.desk().tasks().complete(CLERK, task, "no opening; the clinician is asked");
    assertThat(world.openTasks(order))
        .extracting(Task::kind)
        .containsExactly(TaskKind.ASK_EXTENSION);
  }

  @Test
  void aMissedVisitIsCalledAboutTheSameDayWhereAClinicianAskedForThat() {
    String order = world.returnOrder("2026-06-09", "2026-06-09", "2026-06-12");
    Visit visit = world.booked(order, "cho", "2026-06-09", "09:00");
    assertThatThrownBy(() -> world.desk().bookings().noShow(CLERK, visit.id(), 0))
        .hasMessageContaining("has not begun");
    world
        .store()
        .jdbi()
        .useHandle(
            h -> h.execute("update patient set risk_flag = true where id = ?", visit.patientId()));
    world.itIs("2026-06-09", "09:30");
    world.desk().bookings().noShow(CLERK, visit.id(), 0);
    assertThat(world.openTasks(order))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.kind()).isEqualTo(TaskKind.NO_SHOW_OUTREACH);
              assertThat(task.dueAt()).isEqualTo(instant("2026-06-09", "17:00"));
            });
    world.itIs("2026-06-08", "08:00");
  }

  @Test
  void allProblemsOfAnOrderAreSaidAtOnce() {
    String patient = world.patient();
    assertThatThrownBy(
            () ->
                world
                    .desk()
                    .orders()
                    .enter(
                        CLERK,
                        NewOrder.returnVisit(
                                patient,
                                "eastside",
                                "lee",
                                null,
                                LocalDate.of(2026, 6, 19),
                                LocalDate.of(2026, 6, 17),
                                LocalDate.of(2026, 6, 16))
                            .minutes(1)))
        .isInstanceOfSatisfying(
            Refused.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.place())
                    .containsExactly("target", "latest", "minutes"));
  }

  @Test
  void ofAnotherClinicThereIsNothingToSeeAndEveryReadingIsInTheAudit() {
    Actor north = new Actor("north.clerk", EnumSet.of(Role.SCHEDULER), Set.of("north"), null);
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    String patient = world.order(order).patientId();
    for (org.assertj.core.api.ThrowableAssert.ThrowingCallable look :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> world.desk().orders().order(north, order),
            () -> world.desk().orders().history(north, order),
            () -> world.desk().people().patient(north, patient),
            () -> world.desk().orders().wantEarlier(north, order, true, 1),
            () ->
                world
                    .desk()
                    .bookings()
                    .book(
                        north, order, 0, place("lee", "2026-06-10", "09:00"), null, null, "staff"),
            () -> world.desk().tasks().open(north, "eastside", 10),
            () ->
                world
                    .desk()
                    .dayBook()
                    .visits(
                        north, "eastside", LocalDate.of(2026, 6, 9), LocalDate.of(2026, 6, 9)))) {
      assertThatThrownBy(look)
          .isInstanceOfSatisfying(
              Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND));
    }
    assertThat(world.desk().people().find(north, "sample")).isEmpty();
    world.desk().people().patient(CLERK, patient);
    assertThat(world.desk().audit().list("", patient, "clerk", Long.MAX_VALUE, 50))
        .extracting(Audit.Act::action)
        .contains("patient.read", "order.create");
    assertThat(world.desk().audit().list("", "", "", Long.MAX_VALUE, 500))
        .noneMatch(act -> act.detail().contains("Sample"));
    Actor director = DeskWorld.actor("director", Role.DIRECTOR, Role.ADMINISTRATOR);
    assertThatThrownBy(() -> world.desk().people().patient(director, patient))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_ALLOWED));
  }

  @Test
  void openOrdersAreListedThoseThatEndSoonestFirst() {
    String later = world.returnOrder("2026-07-06", "2026-07-08", "2026-07-30");
    String sooner = world.returnOrder("2026-07-06", "2026-07-08", "2026-07-10");
    assertThat(world.desk().orders().unbooked(CLERK, "eastside", VisitKind.RETURN, 100))
        .extracting(Orders.Unbooked::id)
        .containsSubsequence(sooner, later);
  }
}
