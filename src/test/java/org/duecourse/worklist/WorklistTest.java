package org.duecourse.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CHO;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Task;
import org.duecourse.desk.TaskKind;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody who does not answer, at Eastside from Monday, June 8, 2026. */
class WorklistTest {
  private DeskWorld world;
  private Worklist worklist;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    worklist = Worklist.over(world.desk());
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    world.close();
  }

  private long taskOf(String order) {
    return Long.parseLong(
        world
            .store()
            .texts("select id::text from task where state = 'open' and order_id = '" + order + "'")
            .getFirst());
  }

  private String due(long task) {
    return world
        .store()
        .texts(
            "select to_char(due_at at time zone 'America/Los_Angeles', 'YYYY-MM-DD HH24:MI') from task where id = "
                + task)
        .getFirst();
  }

  @Test
  void whoDoesNotAnswerIsTriedOnTheDaysOfTheRuleAndThenAClinicianDecides() {
    long task = taskOf(world.returnOrder("2026-07-20", "2026-07-24", "2026-07-31"));
    worklist.attempt(CLERK, task, "phone", "no_answer");
    assertThat(due(task)).as("nine days after the first attempt").isEqualTo("2026-06-17 17:00");
    assertThat(world.desk().tasks().open(CLERK, "eastside", 100)).as("not shown before").isEmpty();
    world.itIs("2026-06-17", "09:00");
    assertThat(world.desk().tasks().open(CLERK, "eastside", 100))
        .extracting(Task::id)
        .contains(task);
    worklist.attempt(CLERK, task, "phone", "left_message");
    assertThat(due(task)).as("June 21 is a Sunday").isEqualTo("2026-06-22 17:00");
    world.itIs("2026-06-22", "09:00");
    worklist.attempt(CLERK, task, "phone", "no_answer");
    assertThat(due(task))
        .as("fourteen days after the last, on a business day")
        .isEqualTo("2026-07-06 17:00");
    assertThat(world.desk().tasks().open(MANAGER, "eastside", 100))
        .extracting(Task::kind)
        .contains(TaskKind.NOT_REACHED);
    assertThat(worklist.attempts(CLERK, task))
        .extracting(Attempt::outcome)
        .containsExactly("no_answer", "left_message", "no_answer");
  }

  @Test
  void theNextAttemptComesBeforeTheWindowEnds() {
    long task = taskOf(world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12"));
    worklist.attempt(CLERK, task, "phone", "no_answer");
    assertThat(due(task)).isEqualTo("2026-06-12 17:00");
    assertThat(world.desk().tasks().open(CLERK, "eastside", 100))
        .extracting(Task::id)
        .contains(task);
  }

  @Test
  void aTaskIsPutOffToADayBeforeItIsDueAndNoFurther() {
    long task = taskOf(world.returnOrder("2026-06-29", "2026-07-01", "2026-07-10"));
    String before = due(task);
    refused(
        () -> worklist.defer(CLERK, task, LocalDate.of(2026, 7, 20), "after the holidays"),
        Fault.CONFLICT,
        "cannot be put off");
    refused(
        () -> worklist.defer(CLERK, task, LocalDate.of(2026, 6, 8), "not today"),
        Fault.INPUT,
        "after today");
    refused(
        () -> worklist.defer(CLERK, task, LocalDate.of(2026, 6, 9), "-"), Fault.INPUT, "Say why");
    LocalDate dueDay = LocalDate.parse(before.substring(0, 10));
    if (dueDay.isAfter(LocalDate.of(2026, 6, 9))) {
      worklist.defer(CLERK, task, dueDay.minusDays(1), "asked to call back");
      assertThat(due(task)).as("what is put off stays due").isEqualTo(before);
      assertThat(world.desk().tasks().open(CLERK, "eastside", 100)).isEmpty();
      world.itIs(dueDay.minusDays(1).toString(), "08:01");
      assertThat(world.desk().tasks().open(CLERK, "eastside", 100)).hasSize(1);
    }
  }

  @Test
  void tasksAreGivenBackAndHandedOverWhenSomebodyIsAway() {
    long one = taskOf(world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12"));
    long other = taskOf(world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12"));
    world.desk().tasks().claim(CLERK, one);
    world.desk().tasks().claim(CLERK, other);
    worklist.release(CLERK, one);
    refused(() -> worklist.release(CLERK, one), Fault.CONFLICT, "gives it back");
    refused(() -> worklist.handOver(CLERK, "eastside", "clerk"), Fault.NOT_ALLOWED, "Handing over");
    assertThat(worklist.handOver(MANAGER, "eastside", "clerk")).isEqualTo(1);
    assertThat(world.store().texts("select owner from task where owner is not null")).isEmpty();
    refused(() -> worklist.attempt(CHO, one, "phone", "reached"), Fault.NOT_FOUND, "task");
    refused(() -> worklist.attempt(CLERK, one, "pigeon", "reached"), Fault.INPUT, "Choose how");
  }

  @Test
  void theRuleIsDataWithItsSource() {
    assertThat(AttemptRule.USUAL.days()).isEqualTo(List.of(9, 13));
    assertThat(AttemptRule.USUAL.nextDay(3)).isEqualTo(27);
    assertThat(AttemptRule.USUAL.isExhausted(2)).isFalse();
    assertThat(AttemptRule.USUAL.isExhausted(3)).isTrue();
    assertThat(AttemptRule.USUAL.source()).isNotEmpty();
    assertThat(Duration.ofDays(AttemptRule.USUAL.nextDay(2))).isEqualTo(Duration.ofDays(13));
  }

  private static void refused(Runnable what, Fault fault, String words) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(words);
  }
}
