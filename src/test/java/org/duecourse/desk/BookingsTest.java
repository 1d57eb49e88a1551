package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;
import static org.duecourse.desk.DeskWorld.instant;
import static org.duecourse.desk.DeskWorld.place;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.duecourse.booking.Proposal;
import org.duecourse.booking.Step;
import org.duecourse.booking.Wishes;
import org.duecourse.desk.Bookings.By;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BookingsTest {
  private static DeskWorld world;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside();
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
  void anOrderIsOnSomebodysListFromTheMomentItIsEntered() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    assertThat(world.openTasks(order))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.kind()).isEqualTo(TaskKind.BOOK_RETURN);
              assertThat(task.dueAt()).isEqualTo(instant("2026-06-08", "17:00"));
            });
    assertThat(world.order(order).legalLimit()).isEqualTo(LocalDate.of(2026, 6, 22));
  }

  @Test
  void holdingAndConfirmingBooksInsideTheWindowAndClosesTheTask() {
    String order = world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15");
    Proposal best =
        world
            .desk()
            .searching()
            .find(CLERK, order, Wishes.NONE, Set.of(), Step.IN_WINDOW)
            .found()
            .proposals()
            .getFirst();
    assertThat(best.opening().clinician().id()).isEqualTo("lee");
    Place place =
        new Place(
            "lee", "eastside", best.opening().start(), org.duecourse.booking.Mode.IN_PERSON, null);
    Booking held = world.desk().bookings().hold(CLERK, order, 0, place, null, null);
    assertThat(held).isInstanceOf(Booking.Done.class);
    Visit visit = ((Booking.Done) held).visit();
    assertThat(visit.state()).isEqualTo(VisitState.HELD);
    Booking booked = world.desk().bookings().confirm(CLERK, visit.id(), null);
    assertThat(booked)
        .isInstanceOfSatisfying(
            Booking.Done.class,
            done -> {
              assertThat(done.visit().state()).isEqualTo(VisitState.BOOKED);
              assertThat(done.visit().inWindow()).isTrue();
            });
    assertThat(world.openTasks(order)).isEmpty();
    assertThat(
            world
                .desk()
                .searching()
                .find(
                    CLERK,
                    world.returnOrder("2026-06-09", "2026-06-11", "2026-06-15"),
                    Wishes.NONE,
                    Set.of(),
                    Step.IN_WINDOW)
                .openings()
                .free("eastside", LocalDate.of(2026, 6, 9), LocalDate.of(2026, 6, 15)))
        .noneMatch(o -> o.clinician().id().equals("lee") && o.start().equals(place.start()));
  }

  @Test
  void twoPeopleNeverHaveTheSameTime() {
    String first = world.returnOrder("2026-06-16", "2026-06-17", "2026-06-19");
    String second = world.returnOrder("2026-06-16", "2026-06-17", "2026-06-19");
    world.booked(first, "lee", "2026-06-17", "09:00");
    assertThat(world.book(second, "lee", "2026-06-17", "09:00")).isInstanceOf(Booking.Taken.class);
    assertThat(world.book(second, "lee", "2026-06-17", "09:30")).isInstanceOf(Booking.Taken.class);
    assertThat(world.openTasks(second)).hasSize(1);
  }

  @Test
  void aHoldEndsByItself() {
    String first = world.returnOrder("2026-06-16", "2026-06-18", "2026-06-19");
    String second = world.returnOrder("2026-06-16", "2026-06-18", "2026-06-19");
    Place place = place("cho", "2026-06-18", "10:00");
    Visit held =
        ((Booking.Done) world.desk().bookings().hold(CLERK, first, 0, place, null, null)).visit();
    assertThat(world.desk().bookings().hold(LEE, second, 0, place, null, null))
        .isInstanceOf(Booking.Taken.class);
    world.passes(Duration.ofMinutes(11));
    assertThat(world.desk().bookings().hold(LEE, second, 0, place, null, null))
        .isInstanceOf(Booking.Done.class);
    assertThatThrownBy(() -> world.desk().bookings().confirm(CLERK, held.id(), null))
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFLICT))
        .hasMessageContaining("The hold has ended");
  }

  @Test
  void outsideTheWindowNeedsAReasonAndIsWorkForSomebody() {
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    assertThat(world.book(order, "lee", "2026-06-22", "09:00"))
        .isInstanceOfSatisfying(
            Booking.Against.class, against -> assertThat(against.outsideWindow()).isEqualTo(10));
    Booking booked =
        world
            .desk()
            .bookings()
            .book(
                CLERK,
                order,
                0,
                place("lee", "2026-06-22", "09:00"),
                SetAside.because("nothing in the window"),
                null,
                "staff");
    assertThat(booked)
        .isInstanceOfSatisfying(
            Booking.Done.class,
            done -> {
              assertThat(done.visit().inWindow()).isFalse();
              assertThat(done.visit().daysOut()).isEqualTo(10);
              assertThat(done.visit().overrideBy()).isEqualTo("clerk (scheduler)");
            });
    assertThat(world.openTasks(order))
        .extracting(Task::kind)
        .containsExactly(TaskKind.BOOKED_OUTSIDE);
  }

  @Test
  void aKeptCrisisPlaceIsRefusedWithItsReleaseAndOnlyANamedRoleSetsThatAside() {
    String order = world.returnOrder("2026-06-23", "2026-06-24", "2026-06-26");
    Place crisis = place("lee", "2026-06-24", "08:00");
    assertThat(world.book(order, crisis, null))
        .isInstanceOfSatisfying(
            Booking.Against.class,
            against ->
                assertThat(against.reasons().getFirst().until())
                    .isEqualTo(instant("2026-06-23", "08:00")));
    assertThatThrownBy(
            () ->
                world
                    .desk()
                    .bookings()
                    .book(CLERK, order, 0, crisis, SetAside.because("asked for it"), null, "staff"))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_ALLOWED));
    assertThat(world.book(order, crisis, SetAside.because("after a talk with the crisis team")))
        .isInstanceOfSatisfying(
            Booking.Done.class,
            done -> assertThat(done.visit().overrideRules()).containsExactly("KEPT_FOR_CRISIS"));
  }

  @Test
  void whatTheClinicCancelsIsOpenAgainAndDueTheSameDayOnTheOriginalClock() {
    world.itIs("2026-06-08", "09:00");
    String order = world.returnOrder("2026-06-25", "2026-06-25", "2026-06-26");
    Visit visit = world.booked(order, "cho", "2026-06-25", "13:00");
    world
        .desk()
        .bookings()
        .cancel(CLERK, visit.id(), visit.version(), By.CLINIC, "clinician_absent");
    assertThat(world.visit(visit.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
    assertThat(world.order(order).state()).isEqualTo(Order.State.OPEN);
    assertThat(world.order(order).latest()).isEqualTo(LocalDate.of(2026, 6, 26));
    assertThat(world.openTasks(order))
        .singleElement()
        .satisfies(task -> assertThat(task.dueAt()).isEqualTo(instant("2026-06-08", "17:00")));
  }

  @Test
  void movingGivesTheOldTimeBackOrChangesNothing() {
    String order = world.returnOrder("2026-06-29", "2026-06-30", "2026-07-02");
    String other = world.returnOrder("2026-06-29", "2026-06-30", "2026-07-02");
    Visit visit = world.booked(order, "lee", "2026-06-30", "09:00");
    world.booked(other, "lee", "2026-06-30", "10:00");
    assertThat(
            world
                .desk()
                .bookings()
                .move(
                    CLERK,
                    visit.id(),
                    0,
                    place("lee", "2026-06-30", "10:00"),
                    By.PATIENT,
                    "time",
                    null,
                    null))
        .isInstanceOf(Booking.Taken.class);
    assertThat(world.visit(visit.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(
            world
                .desk()
                .bookings()
                .move(
                    CLERK,
                    visit.id(),
                    0,
                    place("lee", "2026-06-30", "09:30"),
                    By.PATIENT,
                    "time",
                    null,
                    null))
        .isInstanceOf(Booking.Taken.class);
    Booking moved =
        world
            .desk()
            .bookings()
            .move(
                CLERK,
                visit.id(),
                0,
                place("lee", "2026-06-30", "09:00"),
                By.PATIENT,
                "time",
                null,
                "k1");
    assertThat(moved).isInstanceOf(Booking.Done.class);
    Visit now = ((Booking.Done) moved).visit();
    assertThat(now.replaces()).isEqualTo(visit.id());
    assertThat(
            world
                .desk()
                .bookings()
                .move(
                    CLERK,
                    visit.id(),
                    0,
                    place("lee", "2026-06-30", "09:00"),
                    By.PATIENT,
                    "time",
                    null,
                    "k1"))
        .isInstanceOfSatisfying(
            Booking.Done.class, again -> assertThat(again.visit().id()).isEqualTo(now.id()));
  }

  @Test
  void theSameKeyGivesTheSameAnswerAndAnotherRequestUnderItIsRefused() {
    String order = world.returnOrder("2026-06-29", "2026-06-30", "2026-07-02");
    Place place = place("cho", "2026-06-30", "09:00");
    Booking first =
        world.desk().bookings().book(CLERK, order, 0, place, null, "key-7", "interface");
    Booking second =
        world.desk().bookings().book(CLERK, order, 0, place, null, "key-7", "interface");
    assertThat(((Booking.Done) second).visit().id()).isEqualTo(((Booking.Done) first).visit().id());
    assertThatThrownBy(
            () ->
                world
                    .desk()
                    .bookings()
                    .book(
                        CLERK,
                        order,
                        0,
                        place("cho", "2026-07-01", "09:00"),
                        null,
                        "key-7",
                        "interface"))
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.INPUT));
  }

  @Test
  void aSeriesIsBookedWholeOrNotAtAll() {
    List<String> orders =
        world
            .desk()
            .orders()
            .enter(
                CLERK,
                NewOrder.returnVisit(
                        world.patient(),
                        "eastside",
                        "lee",
                        LocalDate.of(2026, 6, 8),
                        LocalDate.of(2026, 7, 6),
                        LocalDate.of(2026, 7, 7),
                        LocalDate.of(2026, 7, 9))
                    .series(3, 7));
    assertThat(orders).hasSize(3);
    world.booked(
        world.returnOrder("2026-07-20", "2026-07-21", "2026-07-23"), "lee", "2026-07-21", "14:00");
    List<Bookings.SeriesPlace> wanted =
        List.of(
            new Bookings.SeriesPlace(orders.get(0), place("lee", "2026-07-07", "14:00")),
            new Bookings.SeriesPlace(orders.get(1), place("lee", "2026-07-14", "14:00")),
            new Bookings.SeriesPlace(orders.get(2), place("lee", "2026-07-21", "14:00")));
    assertThat(world.desk().bookings().series(CLERK, wanted, null))
        .satisfiesExactly(
            a -> assertThat(a).isInstanceOf(Booking.Done.class),
            b -> assertThat(b).isInstanceOf(Booking.Done.class),
            c -> assertThat(c).isInstanceOf(Booking.Taken.class));
    assertThat(world.openTasks(orders.get(0))).as("nothing was booked").hasSize(1);
    List<Bookings.SeriesPlace> better =
        List.of(
            wanted.get(0),
            wanted.get(1),
            new Bookings.SeriesPlace(orders.get(2), place("lee", "2026-07-21", "15:00")));
    assertThat(world.desk().bookings().series(CLERK, better, "series-1"))
        .allMatch(result -> result instanceof Booking.Done);
  }

  @Test
  void anAbsenceCancelsWhatLiesUnderItAndItsBlocksOfferNoPlaces() {
    String order = world.returnOrder("2026-08-03", "2026-08-04", "2026-08-07");
    Visit visit = world.booked(order, "lee", "2026-08-04", "10:00");
    String untouched = world.returnOrder("2026-08-03", "2026-08-04", "2026-08-07");
    Visit stays = world.booked(untouched, "lee", "2026-08-04", "14:00");
    List<Visit> displaced =
        world
            .desk()
            .absences()
            .declare(
                MANAGER,
                "eastside",
                "lee",
                instant("2026-08-04", "08:00"),
                instant("2026-08-04", "12:30"),
                "illness");
    assertThat(displaced).extracting(Visit::id).containsExactly(visit.id());
    assertThat(world.visit(stays.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(world.openTasks(order)).extracting(Task::kind).containsExactly(TaskKind.REBOOK);
    assertThat(world.book(order, "lee", "2026-08-04", "10:00"))
        .isInstanceOfSatisfying(Booking.Against.class, a -> assertThat(a.noBlock()).isTrue());
    assertThat(
            world
                .desk()
                .searching()
                .find(CLERK, order, Wishes.NONE, Set.of(), Step.IN_WINDOW)
                .openings()
                .free("eastside", LocalDate.of(2026, 8, 4), LocalDate.of(2026, 8, 4)))
        .noneMatch(
            o ->
                o.clinician().id().equals("lee")
                    && o.start().isBefore(instant("2026-08-04", "12:30")));
  }

  @Test
  void aFreedPlaceIsOfferedToWhoGainsAndTheFirstYesHasIt() {
    String late = world.returnOrder("2026-09-01", "2026-09-02", "2026-09-04");
    world
        .desk()
        .bookings()
        .book(
            CLERK,
            late,
            0,
            place("lee", "2026-09-21", "09:00"),
            SetAside.because("full until then"),
            null,
            "staff");
    world.desk().orders().wantEarlier(CLERK, late, true, 24);
    String alsoLate = world.returnOrder("2026-09-01", "2026-09-02", "2026-09-04");
    world.desk().orders().wantEarlier(CLERK, alsoLate, true, 24);
    String going = world.returnOrder("2026-09-01", "2026-09-02", "2026-09-04");
    Visit freed = world.booked(going, "lee", "2026-09-02", "11:00");
    world.desk().bookings().cancel(CLERK, freed.id(), 0, By.PATIENT, "time");
    assertThat(world.desk().earlierTimes().work().offered()).isEqualTo(1);
    List<EarlierTimes.Notice> notices = world.desk().earlierTimes().toTell(CLERK, "eastside", 10);
    assertThat(notices).extracting(EarlierTimes.Notice::orderId).contains(late, alsoLate);
    String winner =
        notices.stream().filter(n -> late.equals(n.orderId())).findFirst().orElseThrow().token();
    String loser =
        notices.stream()
            .filter(n -> alsoLate.equals(n.orderId()))
            .findFirst()
            .orElseThrow()
            .token();
    assertThat(world.desk().earlierTimes().byToken(winner).open()).isTrue();
    assertThat(world.desk().earlierTimes().accept(winner))
        .isInstanceOfSatisfying(
            Booking.Done.class,
            done -> assertThat(done.visit().starts()).isEqualTo(instant("2026-09-02", "11:00")));
    assertThat(world.desk().earlierTimes().accept(winner)).isInstanceOf(Booking.Done.class);
    assertThat(world.desk().earlierTimes().accept(loser)).isInstanceOf(Booking.Taken.class);
    assertThat(world.desk().earlierTimes().byToken(loser).open()).isFalse();
    assertThat(world.openTasks(alsoLate)).isNotEmpty();
  }

  @Test
  void aTherapistSeesNobodyElsesPatients() {
    String order =
        world.returnOrder(world.patient(), "cho", "2026-10-06", "2026-10-07", "2026-10-09");
    assertThatThrownBy(() -> world.desk().orders().order(LEE, order))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND));
    assertThat(world.desk().orders().order(DeskWorld.CHO, order).id()).isEqualTo(order);
  }
}
