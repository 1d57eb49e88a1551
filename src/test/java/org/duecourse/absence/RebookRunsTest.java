package org.duecourse.absence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duecourse.absence.RunLine.Decision;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Order;
import org.duecourse.desk.Role;
import org.duecourse.desk.Task;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Visit;
import org.duecourse.desk.VisitState;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lee strikes on Tuesday, June 16, 2026; on June 8 the strike is announced at Eastside. */
class RebookRunsTest {
  private static final Actor NORTH_MANAGER =
      new Actor("north", EnumSet.of(Role.CLINIC_MANAGER), Set.of("north"), null);

  private DeskWorld world;
  private RebookRuns runs;
  private Visit ada;
  private Visit ben;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    runs = RebookRuns.over(world.desk());
    ada =
        world.booked(order("2026-06-15", "2026-06-16", "2026-06-19"), "lee", "2026-06-16", "10:00");
    ben =
        world.booked(order("2026-06-16", "2026-06-16", "2026-06-16"), "lee", "2026-06-16", "11:00");
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    world.close();
  }

  private String order(String earliest, String target, String latest) {
    return world.returnOrder(earliest, target, latest);
  }

  private long announced() {
    List<Visit> displaced =
        world
            .desk()
            .absences()
            .announce(
                MANAGER,
                "eastside",
                "lee",
                DeskWorld.instant("2026-06-16", "06:00"),
                DeskWorld.instant("2026-06-16", "18:00"),
                "strike",
                null);
    assertThat(displaced).extracting(Visit::id).containsExactly(ada.id(), ben.id());
    return world.desk().absences().ahead("eastside").getFirst().id();
  }

  /** Approved as it stands, and applied. */
  private RebookRuns.Applied applied(Run run) {
    Run approved = runs.approve(MANAGER, run.id(), 0);
    return runs.apply(MANAGER, run.id(), approved.version());
  }

  private Run decide(
      Run run, Visit visit, Decision decision, @org.jspecify.annotations.Nullable String place) {
    return runs.decide(
        MANAGER, run.id(), 0, new RebookRuns.Change(visit.id(), decision, place, false));
  }

  private Run agreed(Run run, Visit visit) {
    return runs.decide(
        MANAGER, run.id(), 0, new RebookRuns.Change(visit.id(), Decision.BEST, null, true));
  }

  private static RunLine line(Run run, Visit visit) {
    return run.lines().stream()
        .filter(line -> line.visitId().equals(visit.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void visitsStandUntilThePlanMovesThemAndTheirClocksRunOn() {
    long absence = announced();
    assertThat(world.visit(ada.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(world.openTasks(ada.orderId()))
        .extracting(Task::kind)
        .containsExactly(TaskKind.MOVE_DISPLACED);
    Run draft = runs.draft(MANAGER, absence, 0);
    assertThat(draft.state()).isEqualTo(Run.State.DRAFT);
    assertThat(draft.lines()).hasSize(2).allMatch(RunLine::moves).allMatch(RunLine::isInTime);
    assertThat(line(draft, ben).newClinicianId()).as("the only day of his window").isEqualTo("cho");
    assertThat(draft.prices()).extracting(Rebooking.Price::reserve).containsExactly(0, 1, 2, 3);
    assertThat(world.visit(ada.id()).state())
        .as("nobody was told yet")
        .isEqualTo(VisitState.BOOKED);
    Order before = world.order(ada.orderId());
    RebookRuns.Applied applied = applied(draft);
    assertThat(applied.moved()).isEqualTo(2);
    assertThat(applied.lost()).isZero();
    assertThat(applied.next()).isNull();
    assertThat(world.visit(ada.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
    Visit moved = world.visit(String.valueOf(line(applied.run(), ben).movedTo()));
    assertThat(moved.replaces()).isEqualTo(ben.id());
    assertThat(moved.starts()).isEqualTo(line(draft, ben).newStarts());
    assertThat(moved.overrideReason()).as("in the window nothing is set aside").isNull();
    Order after = world.order(ada.orderId());
    assertThat(after.orderedAt()).isEqualTo(before.orderedAt());
    assertThat(after.latest()).isEqualTo(before.latest());
    assertThat(world.openTasks(ben.orderId()))
        .extracting(Task::kind)
        .containsExactly(TaskKind.TELL_NEW_TIME);
    assertThat(world.store().texts("select patient_id from notice where kind = 'moved_by_clinic'"))
        .containsExactlyInAnyOrder(ada.patientId(), ben.patientId());
    refused(() -> runs.apply(MANAGER, draft.id(), 0), Fault.CONFLICT, "applied already");
  }

  @Test
  void aManagerPinsRulesOutAsksAndRefersAndTheRestIsSolvedAgain() {
    Run draft = runs.draft(MANAGER, announced(), 0);
    RunLine first = line(draft, ada);
    RunLine.Other other = first.alternatives().getFirst();
    Run pinned = decide(draft, ada, Decision.PINNED, other.place());
    assertThat(line(pinned, ada).place()).isEqualTo(other.place());
    assertThat(line(pinned, ada).decision()).isEqualTo(Decision.PINNED);
    refused(
        () -> decide(draft, ben, Decision.PINNED, other.place()),
        Fault.CONFLICT,
        "pinned for another visit");
    String benHad = String.valueOf(line(pinned, ben).place());
    Run ruledOut = decide(draft, ben, Decision.BEST, benHad);
    assertThat(line(ruledOut, ben).place()).isNotEqualTo(benHad);
    assertThat(line(ruledOut, ada).place()).as("a pin stays").isEqualTo(other.place());
    Run asked = decide(draft, ben, Decision.ASK_CLINICIAN, null);
    assertThat(line(asked, ben).moves()).isFalse();
    RebookRuns.Applied applied = applied(draft);
    assertThat(applied.moved()).isEqualTo(1);
    assertThat(world.visit(ben.id()).state())
        .as("stands until it is decided")
        .isEqualTo(VisitState.BOOKED);
    assertThat(world.openTasks(ben.orderId()))
        .extracting(Task::kind)
        .contains(TaskKind.ASK_EXTENSION, TaskKind.MOVE_DISPLACED);
    refused(
        () -> decide(draft, ben, Decision.PINNED, "1@2026-06-01T00:00:00Z"),
        Fault.CONFLICT,
        "applied already");
  }

  @Test
  void aPlaceThatSomebodyTookMeanwhileComesBackInANewDraft() {
    Run draft = runs.draft(MANAGER, announced(), 0);
    RunLine ours = line(draft, ben);
    String quick = order("2026-06-16", "2026-06-16", "2026-06-16");
    world
        .desk()
        .bookings()
        .book(
            CLERK,
            quick,
            0,
            new org.duecourse.desk.Place(
                "cho",
                "eastside",
                java.util.Objects.requireNonNull(ours.newStarts()),
                org.duecourse.booking.Mode.IN_PERSON,
                null),
            null,
            null,
            "staff");
    RebookRuns.Applied applied = applied(draft);
    assertThat(applied.moved()).isEqualTo(1);
    assertThat(applied.lost()).isEqualTo(1);
    assertThat(world.visit(ben.id()).state()).isEqualTo(VisitState.BOOKED);
    Run next = applied.next();
    assertThat(next).isNotNull();
    assertThat(next.lines()).extracting(RunLine::visitId).containsExactly(ben.id());
    assertThat(next.lines().getFirst().newStarts()).isNotEqualTo(ours.newStarts());
    assertThat(applied(next).moved()).isEqualTo(1);
  }

  @Test
  void noPlaceOverAnotherVisitOfThePersonIsProposed() {
    Run before = runs.draft(MANAGER, announced(), 0);
    RunLine had = line(before, ben);
    // Ben has another visit, with somebody else, at the hour that the plan would give him.
    world.clinician("osei", "eastside");
    world.week("osei", "eastside", "2026-06-08");
    String other =
        world.returnOrder(ben.patientId(), "osei", "2026-06-15", "2026-06-16", "2026-06-19");
    world
        .desk()
        .bookings()
        .book(
            CLERK,
            other,
            0,
            new org.duecourse.desk.Place(
                "osei",
                "eastside",
                java.util.Objects.requireNonNull(had.newStarts()),
                org.duecourse.booking.Mode.IN_PERSON,
                null),
            null,
            null,
            "staff");
    Run after = runs.draft(MANAGER, before.absenceId(), 0);
    assertThat(line(after, ben).newStarts()).isNotNull().isNotEqualTo(had.newStarts());
    assertThat(applied(after).lost()).isZero();
  }

  @Test
  void nobodyIsMovedTwiceUnasked() {
    Run draft = runs.draft(MANAGER, announced(), 0);
    RebookRuns.Applied applied = applied(draft);
    Visit moved = world.visit(String.valueOf(line(applied.run(), ben).movedTo()));
    world
        .desk()
        .absences()
        .announce(
            MANAGER,
            "eastside",
            "cho",
            DeskWorld.instant("2026-06-16", "06:00"),
            DeskWorld.instant("2026-06-16", "18:00"),
            "illness",
            null);
    long second =
        world.desk().absences().ahead("eastside").stream()
            .filter(absence -> "cho".equals(absence.clinicianId()))
            .findFirst()
            .orElseThrow()
            .id();
    Run again = runs.draft(MANAGER, second, 0);
    assertThat(line(again, moved).decision()).isEqualTo(Decision.ASK_PATIENT);
    assertThat(applied(again).moved()).isZero();
    assertThat(world.visit(moved.id()).state()).isEqualTo(VisitState.BOOKED);
    Run asked = runs.draft(MANAGER, second, 0);
    refused(
        () -> decide(asked, moved, Decision.BEST, null), Fault.CONFLICT, "Ask the person first");
    refused(
        () -> decide(asked, moved, Decision.PINNED, "1@2026-06-19T16:00:00Z"),
        Fault.CONFLICT,
        "Ask the person first");
    Run agreed = agreed(asked, moved);
    assertThat(line(agreed, moved).moves()).as("after the person agreed").isTrue();
    assertThat(line(agreed, moved).agreedAt()).isEqualTo(world.instant());
    Run next = runs.draft(MANAGER, second, 0);
    assertThat(line(next, moved).moves()).as("the word stands in the next draft").isTrue();
    assertThat(applied(next).moved()).isEqualTo(1);
  }

  @Test
  void aPlanIsApprovedAsItStandsBeforeAnybodyIsMoved() {
    Run draft = runs.draft(MANAGER, announced(), 0);
    refused(() -> runs.apply(MANAGER, draft.id(), 0), Fault.CONFLICT, "Approve it");
    refused(() -> runs.approve(CLERK, draft.id(), 0), Fault.NOT_ALLOWED, "Planning an absence");
    refused(() -> runs.approve(NORTH_MANAGER, draft.id(), 0), Fault.NOT_FOUND, "absence");
    Run approved = runs.approve(MANAGER, draft.id(), draft.version());
    assertThat(approved.state()).isEqualTo(Run.State.APPROVED);
    assertThat(approved.approvedBy()).isEqualTo("manager");
    assertThat(world.visit(ada.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(runs.approve(MANAGER, draft.id(), 0).version())
        .as("approving twice is approving once")
        .isEqualTo(approved.version());
    refused(
        () -> runs.apply(MANAGER, draft.id(), draft.version()),
        Fault.CONFLICT,
        "was changed since");
    Run changed = decide(approved, ben, Decision.REFER_OUT, null);
    assertThat(changed.state()).as("any change makes it a draft").isEqualTo(Run.State.DRAFT);
    assertThat(changed.approvedBy()).isNull();
    refused(() -> runs.apply(MANAGER, draft.id(), 0), Fault.CONFLICT, "Approve it");
    assertThat(applied(changed).moved()).isEqualTo(1);
  }

  @Test
  void whatWasDecidedStaysInTheNextDraftAndAPinThatIsGoneIsTakenOutWithANote() {
    long absence = announced();
    Run draft = runs.draft(MANAGER, absence, 0);
    RunLine.Other other = line(draft, ada).alternatives().getFirst();
    decide(draft, ada, Decision.PINNED, other.place());
    String benHad = String.valueOf(line(draft, ben).place());
    decide(draft, ben, Decision.BEST, benHad);
    Run again = runs.draft(MANAGER, absence, 0);
    assertThat(line(again, ada).decision()).isEqualTo(Decision.PINNED);
    assertThat(line(again, ada).place()).isEqualTo(other.place());
    assertThat(line(again, ben).place()).isNotNull().isNotEqualTo(benHad);
    assertThat(again.notes()).isEmpty();
    world
        .desk()
        .bookings()
        .book(
            CLERK,
            order("2026-06-15", "2026-06-16", "2026-06-19"),
            0,
            new org.duecourse.desk.Place(
                other.clinicianId(),
                "eastside",
                other.starts(),
                org.duecourse.booking.Mode.IN_PERSON,
                null),
            null,
            null,
            "staff");
    Run third = runs.draft(MANAGER, absence, 0);
    assertThat(line(third, ada).decision()).isEqualTo(Decision.BEST);
    assertThat(line(third, ada).moves()).isTrue();
    assertThat(third.notes())
        .singleElement()
        .asString()
        .contains(ada.id(), "cannot be kept", "chose again");
    Run asked = decide(third, ben, Decision.ASK_CLINICIAN, null);
    assertThat(applied(asked).moved()).isEqualTo(1);
    assertThat(line(runs.draft(MANAGER, absence, 0), ben).decision())
        .as("the clinician has not answered yet")
        .isEqualTo(Decision.ASK_CLINICIAN);
    long question =
        world.openTasks(ben.orderId()).stream()
            .filter(task -> task.kind() == TaskKind.ASK_EXTENSION)
            .findFirst()
            .orElseThrow()
            .id();
    world.desk().tasks().complete(MANAGER, question, "no, it cannot wait");
    Run last = runs.draft(MANAGER, absence, 0);
    assertThat(line(last, ben).decision()).as("answered").isEqualTo(Decision.BEST);
    assertThat(line(last, ben).moves()).isTrue();
  }

  @Test
  void whatANamedRoleBooksIntoTheAbsenceKnowinglyStaysThere() {
    long absence = announced();
    String order = order("2026-06-16", "2026-06-16", "2026-06-16");
    assertThat(
            world.book(
                order,
                DeskWorld.place("lee", "2026-06-16", "14:00"),
                org.duecourse.desk.SetAside.because("Dr. Lee comes in for this visit alone")))
        .isInstanceOf(org.duecourse.desk.Booking.Done.class);
    assertThat(runs.draft(MANAGER, absence, 0).lines())
        .extracting(RunLine::visitId)
        .containsExactlyInAnyOrder(ada.id(), ben.id());
    world.itIs("2026-06-16", "06:00");
    world.desk().sweep().run();
    assertThat(world.visit(ben.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
    assertThat(
            world.store().texts("select state from appointment where order_id = '" + order + "'"))
        .containsExactly("booked");
  }

  @Test
  void aLineThatIsLostSaysWhy() {
    Run draft = runs.draft(MANAGER, announced(), 0);
    world.desk().bookings().cancel(CLERK, ada.id(), 0, Bookings.By.PATIENT, "time");
    RebookRuns.Applied applied = applied(draft);
    assertThat(line(applied.run(), ada).lostWhy()).contains("cancelled or moved meanwhile");
    assertThat(line(applied.run(), ben).lostWhy()).isNull();
    assertThat(line(applied.run(), ben).result()).isEqualTo("moved");
  }

  @Test
  void anAbsenceOfSeveralDaysEndsEachVisitOnItsOwnDay() {
    Visit cy =
        world.booked(order("2026-06-15", "2026-06-17", "2026-06-19"), "lee", "2026-06-17", "10:00");
    world
        .desk()
        .absences()
        .announce(
            MANAGER,
            "eastside",
            "lee",
            DeskWorld.instant("2026-06-16", "06:00"),
            DeskWorld.instant("2026-06-17", "18:00"),
            "strike",
            null);
    long absence = world.desk().absences().ahead("eastside").getFirst().id();
    world.itIs("2026-06-16", "06:01");
    world.desk().sweep().run();
    assertThat(world.visit(ada.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
    assertThat(world.visit(cy.id()).state()).as("its day is ahead").isEqualTo(VisitState.BOOKED);
    Run draft = runs.draft(MANAGER, absence, 0);
    assertThat(draft.lines()).extracting(RunLine::visitId).containsExactly(cy.id());
    assertThat(applied(draft).moved()).isEqualTo(1);
    assertThat(world.visit(cy.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
  }

  @Test
  void anIllnessThatHasBegunCancelsTodayAndLeavesTheLaterDaysToAPlan() {
    Visit cy =
        world.booked(order("2026-06-15", "2026-06-17", "2026-06-19"), "lee", "2026-06-17", "10:00");
    world.itIs("2026-06-16", "08:30");
    world
        .desk()
        .absences()
        .announce(
            MANAGER,
            "eastside",
            "lee",
            DeskWorld.instant("2026-06-16", "00:00"),
            DeskWorld.instant("2026-06-18", "00:00"),
            "illness",
            null);
    assertThat(world.visit(ada.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
    assertThat(world.openTasks(ada.orderId())).extracting(Task::kind).contains(TaskKind.REBOOK);
    assertThat(world.visit(cy.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(world.openTasks(cy.orderId()))
        .filteredOn(task -> task.kind() == TaskKind.MOVE_DISPLACED)
        .singleElement()
        .satisfies(
            task ->
                assertThat(task.dueAt())
                    .isBeforeOrEqualTo(DeskWorld.instant("2026-06-17", "00:00")));
  }

  @Test
  void whatIsNotMovedIsCancelledWhenTheAbsenceBeginsAndFallsOnNobodysFloor() {
    announced();
    world.itIs("2026-06-16", "05:59");
    world.desk().sweep().run();
    assertThat(world.visit(ada.id()).state()).isEqualTo(VisitState.BOOKED);
    world.itIs("2026-06-16", "06:00");
    world.desk().sweep().run();
    assertThat(world.visit(ada.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
    assertThat(world.openTasks(ada.orderId())).extracting(Task::kind).contains(TaskKind.REBOOK);
  }

  @Test
  void anAbsenceThatIsTakenBackLeavesTheVisitsAndNobodyHasToMoveThem() {
    long absence = announced();
    world.desk().absences().withdraw(MANAGER, absence);
    assertThat(world.visit(ada.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(world.openTasks(ada.orderId())).isEmpty();
    assertThat(runs.draft(MANAGER, absence, 0).lines()).isEmpty();
    assertThat(
            world.book(
                order("2026-06-16", "2026-06-16", "2026-06-16"), "lee", "2026-06-16", "14:00"))
        .isInstanceOf(org.duecourse.desk.Booking.Done.class);
  }

  @Test
  void aDraftOfAnAbsenceThatWasTakenBackMovesNobody() {
    long absence = announced();
    Run draft = runs.draft(MANAGER, absence, 0);
    world.desk().absences().withdraw(MANAGER, absence);
    refused(() -> runs.apply(MANAGER, draft.id(), 0), Fault.CONFLICT, "was taken back");
    refused(() -> decide(draft, ada, Decision.REFER_OUT, null), Fault.CONFLICT, "was taken back");
    assertThat(world.visit(ada.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(world.visit(ben.id()).state()).isEqualTo(VisitState.BOOKED);
  }

  /** Everybody is away on Ben's only day, so his place is late, with a reason for the day. */
  private Run withBenLate() {
    world
        .desk()
        .absences()
        .announce(
            MANAGER,
            "eastside",
            null,
            DeskWorld.instant("2026-06-16", "06:00"),
            DeskWorld.instant("2026-06-16", "18:00"),
            "strike",
            null);
    long absence = world.desk().absences().ahead("eastside").getFirst().id();
    Run draft = runs.draft(MANAGER, absence, 0);
    assertThat(line(draft, ben).daysOut()).isPositive();
    return draft;
  }

  @Test
  void aReasonForALateDayDoesNotBookSomebodyIntoAnotherAbsence() {
    Run draft = withBenLate();
    RunLine late = line(draft, ben);
    java.time.Instant starts = java.util.Objects.requireNonNull(late.newStarts());
    world
        .desk()
        .absences()
        .declare(
            MANAGER,
            "eastside",
            late.newClinicianId(),
            starts,
            starts.plus(java.time.Duration.ofHours(1)),
            "illness");
    RebookRuns.Applied applied = applied(draft);
    assertThat(line(applied.run(), ben).result()).isEqualTo("lost");
    assertThat(world.visit(ben.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(line(java.util.Objects.requireNonNull(applied.next()), ben).newStarts())
        .isNotEqualTo(starts);
  }

  @Test
  void aReasonForALateDayDoesNotSpendCrisisTime() {
    Run draft = withBenLate();
    RunLine late = line(draft, ben);
    world
        .store()
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        update block set purpose = 'CRISIS', release_at = null, version = version + 1
                        where clinician_id = :who and state = 'active' and during @> cast(:at as timestamptz)
                        """)
                    .bind("who", late.newClinicianId())
                    .bind("at", late.newStarts())
                    .execute());
    RebookRuns.Applied applied = applied(draft);
    assertThat(line(applied.run(), ben).result()).isEqualTo("lost");
    assertThat(
            world.store().texts("select id from appointment where cardinality(override_rules) > 0"))
        .isEmpty();
  }

  @Test
  void theCrisisReserveIsKeptByThePlan() {
    long absence = announced();
    Run without = runs.draft(MANAGER, absence, 0);
    assertThat(without.lines()).allMatch(RunLine::moves);
    // No day of Eastside has more than 16 places for visits, kept ones among them.
    Run with = runs.draft(MANAGER, absence, 16);
    assertThat(with.lines()).noneMatch(RunLine::moves);
    assertThat(with.points()).isGreaterThan(without.points());
    assertThat(without.prices()).extracting(Rebooking.Price::points).isSorted();
    assertThat(runs.of(MANAGER, absence))
        .extracting(Run::state)
        .containsExactly(Run.State.DRAFT, Run.State.DROPPED);
  }

  @Test
  void otherClinicsAndOtherRolesSeeNoPlan() {
    long absence = announced();
    Run draft = runs.draft(MANAGER, absence, 0);
    refused(() -> runs.draft(CLERK, absence, 0), Fault.NOT_ALLOWED, "Planning an absence");
    refused(() -> runs.draft(NORTH_MANAGER, absence, 0), Fault.NOT_FOUND, "absence");
    refused(() -> runs.run(NORTH_MANAGER, draft.id()), Fault.NOT_FOUND, "absence");
    refused(() -> runs.apply(NORTH_MANAGER, draft.id(), 0), Fault.NOT_FOUND, "absence");
    refused(() -> runs.draft(MANAGER, absence, 21), Fault.INPUT, "0 to 20");
    refused(
        () -> runs.apply(MANAGER, draft.id(), 99), Fault.CONFLICT, "changed since you opened it");
    world.desk().bookings().cancel(CLERK, ada.id(), 0, Bookings.By.PATIENT, "time");
    RebookRuns.Applied applied = applied(draft);
    assertThat(applied.moved()).as("who cancelled meanwhile is not booked again").isEqualTo(1);
  }

  private static void refused(Runnable what, Fault fault, String words) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(words);
  }
}
