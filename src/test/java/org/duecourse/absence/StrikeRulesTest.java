package org.duecourse.absence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.LocalDate;
import java.util.List;
import org.duecourse.absence.StrikeRules.Kind;
import org.duecourse.absence.StrikeRules.Waiting;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Task;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Visit;
import org.duecourse.io.Refused;
import org.duecourse.worklist.Worklist;
import org.junit.jupiter.api.Test;

/** What was promised for a strike, judged day by day: on paper, and at Eastside. */
class StrikeRulesTest {
  private static final LocalDate LOST = LocalDate.of(2026, 6, 16);

  private static List<Kind> broken(Waiting waiting, int daysLater) {
    return StrikeRules.USUAL.judge(waiting, LOST.plusDays(daysLater)).stream()
        .map(each -> each.rule().kind())
        .toList();
  }

  private static Waiting waiting(int attempts, boolean assessed, boolean handedOver) {
    return new Waiting("R-1", "P-1", LOST, LOST.plusDays(3), attempts, assessed, handedOver);
  }

  @Test
  void eachPromiseIsBrokenOnTheDayAfterItsTerm() {
    assertThat(broken(waiting(0, false, false), 3)).isEmpty();
    assertThat(broken(waiting(0, false, false), 4)).containsExactly(Kind.WARM_TRANSFER);
    assertThat(broken(waiting(0, false, true), 14)).isEmpty();
    assertThat(broken(waiting(0, false, true), 15))
        .containsExactly(Kind.WAITING_LIST, Kind.RISK_ASSESSMENT, Kind.THREE_ATTEMPTS);
    assertThat(broken(waiting(3, true, true), 15)).containsExactly(Kind.WAITING_LIST);
    assertThat(broken(waiting(2, true, true), 15))
        .containsExactly(Kind.WAITING_LIST, Kind.THREE_ATTEMPTS);
    assertThat(StrikeRules.USUAL.judge(waiting(0, false, false), LOST.plusDays(40)))
        .extracting(StrikeRules.Deviation::since)
        .containsExactly(LOST.plusDays(15), LOST.plusDays(15), LOST.plusDays(15), LOST.plusDays(4));
    assertThat(StrikeRules.USUAL.rules()).hasSize(4).allMatch(rule -> !rule.says().isEmpty());
    assertThat(StrikeRules.USUAL.source()).contains("filed plan");
  }

  @Test
  void aStrikeAtEastsideIsReportedEachDayAndAsksForAnAssessment() {
    try (DeskWorld world = DeskWorld.eastside()) {
      String order = world.returnOrder("2026-06-15", "2026-06-16", "2026-06-19");
      Visit visit = world.booked(order, "lee", "2026-06-16", "10:00");
      String moved = world.returnOrder("2026-06-15", "2026-06-16", "2026-06-19");
      world.booked(moved, "lee", "2026-06-16", "11:00");
      world
          .desk()
          .absences()
          .declare(
              MANAGER,
              "eastside",
              "lee",
              DeskWorld.instant("2026-06-16", "06:00"),
              DeskWorld.instant("2026-06-16", "16:00"),
              "strike");
      world.booked(moved, "cho", "2026-06-17", "11:00");
      long absence = world.desk().absences().ahead("eastside").getFirst().id();
      Deviations deviations = Deviations.over(world.desk());
      assertThat(deviations.report(MANAGER, absence).waiting()).isEqualTo(1);
      assertThat(deviations.report(MANAGER, absence).deviations()).isEmpty();
      assertThat(deviations.raise()).isZero();
      world.itIs("2026-06-22", "17:30");
      assertThat(deviations.raise()).isEqualTo(1);
      deviations.raise();
      assertThat(world.openTasks(order))
          .extracting(Task::kind)
          .containsOnlyOnce(TaskKind.RISK_ASSESSMENT);
      world.itIs("2026-06-23", "17:30");
      Deviations.Report report = deviations.report(MANAGER, absence);
      assertThat(report.deviations())
          .extracting(each -> each.rule().kind())
          .containsExactlyInAnyOrder(Kind.values());
      assertThat(report.deviations()).allMatch(each -> each.orderId().equals(order));
      Worklist worklist = Worklist.over(world.desk());
      long task =
          world.openTasks(order).stream()
              .filter(each -> each.kind() == TaskKind.REBOOK)
              .findFirst()
              .orElseThrow()
              .id();
      for (int i = 0; i < 3; i++) {
        worklist.attempt(CLERK, task, "phone", "no_answer");
      }
      long assessment =
          world.openTasks(order).stream()
              .filter(each -> each.kind() == TaskKind.RISK_ASSESSMENT)
              .findFirst()
              .orElseThrow()
              .id();
      world.desk().tasks().complete(MANAGER, assessment, "stable, wants to stay with Dr. Lee");
      assertThat(deviations.report(MANAGER, absence).deviations())
          .extracting(each -> each.rule().kind())
          .containsExactlyInAnyOrder(Kind.WAITING_LIST, Kind.WARM_TRANSFER);
      assertThatThrownBy(() -> deviations.report(CLERK, absence)).isInstanceOf(Refused.class);
      assertThat(visit.orderId()).isEqualTo(order);
      world.nothingIsBroken();
    }
  }
}
