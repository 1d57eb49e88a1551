package org.duecourse.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CHO;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.DueRule;
import org.duecourse.desk.DueTimes;
import org.duecourse.desk.Role;
import org.duecourse.desk.Site;
import org.duecourse.desk.Task;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.TaskRule;
import org.duecourse.desk.Visit;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kinds of tasks as data, at Eastside from Monday, June 8, 2026. */
class TaskRulesTest {
  private DeskWorld world;
  private TaskSettings settings;
  private Worklist worklist;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    settings = TaskSettings.over(world.desk());
    worklist = Worklist.over(world.desk());
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    world.close();
  }

  private static TaskSettings.Change likeShipped(TaskKind kind) {
    TaskRule rule = TaskRule.shipped(kind);
    DueRule urgent = rule.dueUrgent();
    DueRule raise = rule.escalate();
    Role to = rule.escalateTo();
    return new TaskSettings.Change(
        rule.due().words(),
        urgent == null ? "" : urgent.words(),
        rule.pool().name(),
        rule.minutes(),
        rule.priority(),
        raise == null ? "" : raise.words(),
        to == null ? "" : to.name(),
        rule.closing().name().toLowerCase(java.util.Locale.ROOT),
        true,
        "as agreed in the team");
  }

  private String dueOf(Task task) {
    return task.dueAt().atZone(DeskWorld.ZONE).toLocalDateTime().toString();
  }

  @Test
  void eachKindHasARuleWithItsSourceAndCanBeSetAsItIsShipped() {
    assertThat(TaskKind.values())
        .allSatisfy(
            kind -> {
              TaskRule rule = TaskRule.shipped(kind);
              assertThat(rule.words()).isNotBlank();
              assertThat(rule.trigger()).isNotBlank();
              assertThat(rule.source()).isNotBlank();
              assertThat(rule.pool().seesPatients()).isTrue();
              assertThat((rule.escalate() == null)).isEqualTo(rule.escalateTo() == null);
              assertThat((rule.dueUrgent() == null)).isEqualTo(rule.urgentWhen().isEmpty());
              settings.set(MANAGER, "eastside", kind, likeShipped(kind));
              assertThat(settings.of(MANAGER, "eastside", kind).rule()).isEqualTo(rule);
            });
  }

  @Test
  void dueTimesAreReadAsTheyAreWritten() {
    for (String words :
        List.of(
            "same day",
            "4 hours",
            "1 hour",
            "30 days",
            "1 business day",
            "2 business days",
            "by its cause")) {
      assertThat(DueRule.of(words).orElseThrow().words()).isEqualTo(words);
    }
    assertThat(Arrays.asList("soon", "-1 hours", "2 weeks", "", "99999 days"))
        .allSatisfy(words -> assertThat(DueRule.of(words)).isEmpty());
    Site site = world.desk().people().site("eastside");
    DueTimes friday = new DueTimes(site, DeskWorld.instant("2026-06-12", "16:00"));
    assertThat(DueRule.of("2 business days").orElseThrow().from(friday))
        .isEqualTo(DeskWorld.instant("2026-06-16", "17:00"));
    assertThat(DueRule.of("36 hours").orElseThrow().from(friday))
        .isEqualTo(DeskWorld.instant("2026-06-14", "04:00"));
    assertThat(DueRule.of("30 days").orElseThrow().from(friday))
        .isEqualTo(DeskWorld.instant("2026-07-12", "16:00"));
  }

  @Test
  void aClinicSetsByWhenAndByWhomAndOnlyNewTasksFollow() {
    String before = world.returnOrder("2026-06-22", "2026-06-24", "2026-06-30");
    settings.set(
        MANAGER,
        "eastside",
        TaskKind.BOOK_RETURN,
        new TaskSettings.Change(
            "2 business days",
            "",
            "CLINIC_MANAGER",
            12,
            61,
            "same day",
            "ACCESS_MANAGER",
            "booking",
            true,
            "short of clerks"));
    String after = world.returnOrder("2026-06-22", "2026-06-24", "2026-06-30");
    Task old = world.openTasks(before).getFirst();
    Task made = world.openTasks(after).getFirst();
    assertThat(old.pool()).isEqualTo(Role.SCHEDULER);
    assertThat(dueOf(old)).isEqualTo("2026-06-08T17:00");
    assertThat(made.pool()).isEqualTo(Role.CLINIC_MANAGER);
    assertThat(dueOf(made)).isEqualTo("2026-06-10T17:00");
    assertThat(made.minutes()).isEqualTo(12);
    assertThat(made.priority()).isEqualTo(61);
    assertThat(
            world.store().texts("select detail ->> 'reason' from audit where action = 'task.rule'"))
        .containsExactly("short of clerks");
    settings.restore(MANAGER, "eastside", TaskKind.BOOK_RETURN, "enough clerks again");
    assertThat(settings.of(MANAGER, "eastside", TaskKind.BOOK_RETURN).rule())
        .isEqualTo(TaskRule.shipped(TaskKind.BOOK_RETURN));
    assertThat(settings.history(MANAGER, "eastside", TaskKind.BOOK_RETURN))
        .singleElement()
        .satisfies(past -> assertThat(past.endedAt()).isNotNull());
    assertThat(
            dueOf(
                world
                    .openTasks(world.returnOrder("2026-06-22", "2026-06-24", "2026-06-30"))
                    .getFirst()))
        .isEqualTo("2026-06-08T17:00");
  }

  @Test
  void whatIsWrongWithASettingIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                settings.set(
                    MANAGER,
                    "eastside",
                    TaskKind.MESSAGE,
                    new TaskSettings.Change(
                        "9 business days",
                        "",
                        "UNION_ANALYST",
                        0,
                        101,
                        "",
                        "",
                        "booking",
                        false,
                        "no")))
        .isInstanceOfSatisfying(
            Refused.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::place)
                    .containsExactlyInAnyOrder(
                        "due",
                        "dueUrgent",
                        "pool",
                        "minutes",
                        "priority",
                        "escalate",
                        "closing",
                        "inUse",
                        "reason"));
    refused(
        () -> settings.set(CLERK, "eastside", TaskKind.MESSAGE, likeShipped(TaskKind.MESSAGE)),
        Fault.NOT_ALLOWED,
        "Setting kinds");
    assertThatThrownBy(
            () ->
                settings.set(
                    MANAGER,
                    "eastside",
                    TaskKind.CRISIS_REQUEST,
                    new TaskSettings.Change(
                        "2 days",
                        "",
                        "CRISIS_CLINICIAN",
                        30,
                        100,
                        "0 hours",
                        "CLINIC_MANAGER",
                        "desk",
                        true,
                        "later")))
        .hasMessageContaining("What starts it says when");
  }

  @Test
  void whatIsOverdueIsRaisedOnceAndItsOwnerStays() {
    String order = world.returnOrder("2026-06-22", "2026-06-24", "2026-06-30");
    Task task = world.openTasks(order).getFirst();
    world.desk().tasks().claim(CLERK, task.id());
    world.itIs("2026-06-09", "16:59");
    world.desk().sweep().run();
    assertThat(world.openTasks(order).getFirst().escalatedAt()).isNull();
    world.itIs("2026-06-09", "17:00");
    world.desk().sweep().run();
    world.desk().sweep().run();
    Task raised = world.openTasks(order).getFirst();
    assertThat(raised.pool()).isEqualTo(Role.ACCESS_MANAGER);
    assertThat(raised.owner()).isEqualTo("clerk");
    assertThat(raised.priority()).isEqualTo(task.priority() + 10);
    assertThat(world.store().texts("select subject from audit where action = 'task.escalate'"))
        .containsExactly("task:" + task.id());
  }

  @Test
  void aBookingEndsTheLookAtALongerWaitAndWithoutOneItComesAtHalf() {
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    world.desk().orders().extend(LEE, order, 0, LocalDate.parse("2026-06-26"), "stable, no harm");
    Task review =
        world.store().texts("select id::text from task where kind = 'extension_review'").stream()
            .map(id -> task(Long.parseLong(id)))
            .findFirst()
            .orElseThrow();
    assertThat(dueOf(review)).as("half of June 12 to June 26").isEqualTo("2026-06-19T17:00");
    assertThat(review.clinicianId()).isEqualTo("lee");
    world.booked(order, "lee", "2026-06-15", "09:00");
    assertThat(task(review.id()).state()).isEqualTo("done");
  }

  private Task task(long id) {
    return world
        .desk()
        .work()
        .read(
            handle ->
                handle
                    .createQuery(
                        "select t.id, upper(t.kind) as kind, t.site_id, t.pool, t.owner, t.patient_id, null as patient_name,"
                            + " t.order_id, t.appointment_id, t.why, t.not_before, t.due_at, t.priority, t.minutes, t.state,"
                            + " t.outcome, t.created_at, t.version, t.clinician_id, t.closing, t.urgent, t.escalated_at, t.dedupe as about"
                            + " from task t where t.id = :id")
                    .bind("id", id)
                    .mapTo(Task.class)
                    .one());
  }

  @Test
  void aRiskFlagIsFollowedUpTheSameDayAndLookedAtEachWeekUntilItIsTakenBack() {
    String patient = world.patient();
    String order = world.returnOrder(patient, "lee", "2026-06-08", "2026-06-08", "2026-06-30");
    refused(
        () -> world.desk().people().flag(CLERK, patient, true, "seemed unwell"),
        Fault.NOT_ALLOWED,
        "Flagging a risk");
    world.desk().people().flag(LEE, patient, true, "asked by the team");
    Task review = only(TaskKind.HIGH_RISK_REVIEW);
    assertThat(dueOf(review)).isEqualTo("2026-06-15T17:00");
    Visit visit = world.booked(order, "lee", "2026-06-08", "09:00");
    world.itIs("2026-06-08", "10:30");
    world.desk().bookings().noShow(CLERK, visit.id(), visit.version());
    assertThat(dueOf(only(TaskKind.NO_SHOW_OUTREACH))).isEqualTo("2026-06-08T17:00");
    world.desk().tasks().complete(LEE, review.id(), "spoke with the person");
    assertThat(
            world
                .store()
                .texts("select state from task where kind = 'high_risk_review' order by id"))
        .containsExactly("done", "open");
    world.itIs("2026-06-15", "09:00");
    Task next = only(TaskKind.HIGH_RISK_REVIEW);
    assertThat(dueOf(next)).isEqualTo("2026-06-15T17:00");
    world.desk().people().flag(LEE, patient, false, "no longer at risk");
    assertThat(
            world
                .store()
                .texts("select state from task where kind = 'high_risk_review' order by id"))
        .containsExactly("done", "done");
  }

  private Task only(TaskKind kind) {
    List<Task> found =
        world.desk().tasks().open(MANAGER, "eastside", 100).stream()
            .filter(task -> task.kind() == kind)
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void workByHandHasItsDueTimeAndIsNotEnteredTwice() {
    String patient = world.patient();
    long agency =
        worklist.enter(
            LEE,
            new Worklist.NewTask(
                TaskKind.AGENCY,
                "eastside",
                ownPatient(patient),
                "lee",
                false,
                "housing office asks for a form"),
            null);
    assertThat(dueOf(task(agency))).isEqualTo("2026-06-15T17:00");
    assertThat(
            worklist.enter(
                LEE,
                new Worklist.NewTask(
                    TaskKind.AGENCY,
                    "eastside",
                    patient,
                    "lee",
                    true,
                    "housing office asks for a form"),
                null))
        .as("the same thing again only makes it sooner")
        .isEqualTo(agency);
    assertThat(dueOf(task(agency))).isEqualTo("2026-06-09T20:00");
    refused(
        () ->
            worklist.enter(
                CLERK,
                new Worklist.NewTask(
                    TaskKind.REBOOK, "eastside", patient, null, false, "some reason"),
                null),
        Fault.INPUT,
        "makes tasks of this kind itself");
    refused(
        () ->
            worklist.enter(
                CHO,
                new Worklist.NewTask(
                    TaskKind.AGENCY, "eastside", patient, "cho", false, "some reason"),
                null),
        Fault.NOT_FOUND,
        "no patient");
    settings.set(
        MANAGER,
        "eastside",
        TaskKind.DOCUMENT,
        new TaskSettings.Change(
            "5 business days",
            "1 business day",
            "THERAPIST",
            30,
            50,
            "3 business days",
            "CLINIC_MANAGER",
            "note",
            false,
            "not used here"));
    refused(
        () ->
            worklist.enter(
                CLERK,
                new Worklist.NewTask(
                    TaskKind.DOCUMENT, "eastside", patient, null, false, "letter to school"),
                null),
        Fault.CONFLICT,
        "does not use");
  }

  private String ownPatient(String patient) {
    world.returnOrder(patient, "lee", "2026-06-22", "2026-06-24", "2026-06-30");
    return patient;
  }

  @Test
  void afterAHospitalThereIsACallAndAVisitWithinSevenDaysButNotOnTheDayItself() {
    String patient = world.patient();
    String order =
        worklist.careAfter(
            CLERK,
            TaskKind.POST_DISCHARGE,
            "eastside",
            patient,
            "lee",
            LocalDate.parse("2026-06-07"),
            "key-1");
    assertThat(
            worklist.careAfter(
                CLERK,
                TaskKind.POST_DISCHARGE,
                "eastside",
                patient,
                "lee",
                LocalDate.parse("2026-06-07"),
                "key-1"))
        .isEqualTo(order);
    assertThat(world.order(order).earliest()).isEqualTo("2026-06-08");
    assertThat(world.order(order).latest()).isEqualTo("2026-06-14");
    assertThat(world.order(order).harmProfile()).isEqualTo("post_discharge");
    assertThat(world.openTasks(order))
        .extracting(Task::kind)
        .containsExactlyInAnyOrder(TaskKind.BOOK_RETURN, TaskKind.POST_DISCHARGE);
    Task call =
        world.openTasks(order).stream()
            .filter(task -> task.kind() == TaskKind.POST_DISCHARGE)
            .findFirst()
            .orElseThrow();
    assertThat(dueOf(call)).isEqualTo("2026-06-09T17:00");
    worklist.attempt(CLERK, call.id(), "phone", "no_answer");
    assertThat(task(call.id()).state()).isEqualTo("open");
    worklist.attempt(CLERK, call.id(), "phone", "reached");
    assertThat(task(call.id()).state()).as("speaking with the person ends it").isEqualTo("done");
    refused(
        () ->
            worklist.careAfter(
                CLERK,
                TaskKind.POST_DISCHARGE,
                "eastside",
                patient,
                "lee",
                LocalDate.parse("2026-06-09"),
                null),
        Fault.INPUT,
        "last 30 days");
  }

  private static void refused(Runnable what, Fault fault, String words) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(words);
  }
}
