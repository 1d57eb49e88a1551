package org.duecourse.absence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Order;
import org.duecourse.desk.Task;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Visit;
import org.duecourse.desk.VisitState;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lee is away on Tuesday, June 16; a plan moved Ada's visit, and somebody calls her. */
class NewTimesTest {
  private DeskWorld world;
  private NewTimes times;
  private String order;
  private Visit moved;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    times = NewTimes.over(world.desk());
    order = world.returnOrder("2026-06-15", "2026-06-16", "2026-06-17");
    world.booked(order, "lee", "2026-06-16", "10:00");
    world
        .desk()
        .absences()
        .announce(
            MANAGER,
            "eastside",
            "lee",
            DeskWorld.instant("2026-06-16", "06:00"),
            DeskWorld.instant("2026-06-16", "18:00"),
            "illness",
            null);
    RebookRuns runs = RebookRuns.over(world.desk());
    Run draft = runs.draft(MANAGER, world.desk().absences().ahead("eastside").getFirst().id(), 0);
    runs.approve(MANAGER, draft.id(), 0);
    RebookRuns.Applied applied = runs.apply(MANAGER, draft.id(), 0);
    moved = world.visit(String.valueOf(applied.run().lines().getFirst().movedTo()));
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    world.close();
  }

  private List<TaskKind> open(String orderId) {
    return world.openTasks(orderId).stream().map(Task::kind).toList();
  }

  @Test
  void whoAgreesIsAskedNoMoreAndTheWordIsKept() {
    assertThat(open(order)).containsExactly(TaskKind.TELL_NEW_TIME);
    times.agree(CLERK, moved.id(), moved.version());
    assertThat(open(order)).isEmpty();
    assertThat(world.store().texts("select answer || ' ' || order_id from offer"))
        .containsExactly("accepted " + order);
    assertThat(world.visit(moved.id()).state()).isEqualTo(VisitState.BOOKED);
  }

  @Test
  void whoDeclinesTakesTheNextTimeOfTheirChoiceOnTheOriginalClock() {
    Order before = world.order(order);
    NewTimes.Told told = times.of(CLERK, moved.id());
    assertThat(told.next()).hasSize(3).noneMatch(each -> each.at().start().equals(moved.starts()));
    NewTimes.Other second = told.next().get(1);
    Visit next = times.decline(CLERK, moved.id(), moved.version(), "time", second.place());
    assertThat(next.starts()).isEqualTo(second.at().start());
    assertThat(next.replaces()).isEqualTo(moved.id());
    assertThat(world.visit(moved.id()).state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
    assertThat(open(order)).as("she heard it on the telephone").isEmpty();
    Order after = world.order(order);
    assertThat(after.orderedAt()).isEqualTo(before.orderedAt());
    assertThat(after.latest()).isEqualTo(before.latest());
  }

  @Test
  void theNextBestIsTakenWhereNobodyChoosesAndADeclinedTimeIsNotProposedAgain() {
    Visit at = moved;
    List<Instant> seen = new ArrayList<>(List.of(moved.starts()));
    for (int i = 0; i < 3; i++) {
      at = times.decline(CLERK, at.id(), 0, "time", null);
      assertThat(seen).doesNotContain(at.starts());
      seen.add(at.starts());
      assertThat(open(order)).as("to be told again").containsExactly(TaskKind.TELL_NEW_TIME);
    }
    assertThat(world.store().texts("select count(*)::text from offer where answer = 'declined'"))
        .containsExactly("3");
  }

  @Test
  void withNoTimeLeftTheOrderIsBackOnTheListAndNotLost() {
    world
        .store()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update block set state = 'closed', version = version + 1 where state = 'active' and purpose <> 'CRISIS'"));
    assertThat(times.of(CLERK, moved.id()).next()).isEmpty();
    Visit ended = times.decline(CLERK, moved.id(), 0, "person", null);
    assertThat(ended.state()).isEqualTo(VisitState.CANCELLED_BY_CLINIC);
    assertThat(open(order)).containsExactly(TaskKind.REBOOK);
  }

  @Test
  void whatWasNotMovedByAPlanIsOldOrIsSomebodyElsesIsRefused() {
    Visit plain =
        world.booked(
            world.returnOrder("2026-06-22", "2026-06-23", "2026-06-26"),
            "lee",
            "2026-06-23",
            "10:00");
    refused(() -> times.of(CLERK, plain.id()), Fault.CONFLICT, "No plan has moved");
    refused(() -> times.decline(CLERK, plain.id(), 0, "time", null), Fault.CONFLICT, "No plan");
    refused(() -> times.decline(CLERK, moved.id(), 0, "boredom", null), Fault.INPUT, "Choose why");
    refused(
        () -> times.decline(CLERK, moved.id(), 99, "time", null), Fault.CONFLICT, "was changed");
    refused(
        () -> times.decline(CLERK, moved.id(), 0, "time", "1@2026-06-19T16:00:00Z"),
        Fault.CONFLICT,
        "not among the next best");
    refused(() -> times.agree(DeskWorld.CHO, plain.id(), 0), Fault.NOT_FOUND, "");
    assertThat(world.store().texts("select count(*)::text from offer")).containsExactly("0");
    assertThat(world.visit(moved.id()).state()).isEqualTo(VisitState.BOOKED);
  }

  private static void refused(Runnable what, Fault fault, String words) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(words);
  }
}
