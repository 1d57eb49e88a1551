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
    return new Waiting("R-1", "P-1", LOST, LOST.plusDays(3), null, attempts, assessed, handedOver);
  }

  private static List<Kind> kinds(StrikeReport report) {
    return report.lines().stream()
        .map(each -> Kind.valueOf(each.rule().toUpperCase(java.util.Locale.ROOT)))
        .toList();
  }

  @Test
  void eachPromiseIsBrokenOnTheDayAfterItsTerm() {
    assertThat(broken(waiting(0, false, false), 3)).isEmpty();
    assertThat(broken(waiting(0, false, false), 4))
        .containsExactly(Kind.WARM_TRANSFER, Kind.TIMELY_ACCESS);
    assertThat(broken(waiting(0, false, true), 14)).containsExactly(Kind.TIMELY_ACCESS);
    assertThat(broken(waiting(0, false, true), 15))
        .containsExactly(
            Kind.WAITING_LIST, Kind.RISK_ASSESSMENT, Kind.THREE_ATTEMPTS, Kind.TIMELY_ACCESS);
    assertThat(broken(waiting(3, true, true), 15))
        .containsExactly(Kind.WAITING_LIST, Kind.TIMELY_ACCESS);
    assertThat(broken(waiting(2, true, true), 15))
        .containsExactly(Kind.WAITING_LIST, Kind.THREE_ATTEMPTS, Kind.TIMELY_ACCESS);
    assertThat(StrikeRules.USUAL.judge(waiting(0, false, false), LOST.plusDays(40)))
        .extracting(StrikeRules.Deviation::since)
        .containsExactly(
            LOST.plusDays(15),
            LOST.plusDays(15),
            LOST.plusDays(15),
            LOST.plusDays(4),
            LOST.plusDays(4));
    assertThat(StrikeRules.USUAL.rules()).hasSize(5).allMatch(rule -> !rule.says().isEmpty());
    assertThat(StrikeRules.USUAL.source()).contains("filed plan");
  }

  /** Ordered up to three days after the strike; the next visit lies so many days after it. */
  private static Waiting movedTo(int days, boolean handedOver) {
    return new Waiting(
        "R-1",
        "P-1",
        LOST,
        LOST.plusDays(3),
        new StrikeRules.Next(LOST.plusDays(days), LOST.plusDays(1)),
        0,
        false,
        handedOver);
  }

  @Test
  void aVisitThatWasMovedPastItsWindowIsADeviationFromTheDayItWasBooked() {
    assertThat(broken(movedTo(3, false), 40)).as("in time").isEmpty();
    assertThat(broken(movedTo(4, false), 0)).as("not booked yet").isEmpty();
    assertThat(broken(movedTo(4, false), 1))
        .containsExactly(Kind.WARM_TRANSFER, Kind.TIMELY_ACCESS);
    assertThat(broken(movedTo(4, true), 40))
        .as("nobody waits on a list, and the person was handed over")
        .containsExactly(Kind.TIMELY_ACCESS);
    assertThat(StrikeRules.USUAL.judge(movedTo(25, true), LOST.plusDays(1)))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.daysLate()).isEqualTo(22);
              assertThat(each.since()).isEqualTo(LOST.plusDays(1));
            });
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
      assertThat(deviations.report(MANAGER, absence, null).waiting()).isEqualTo(1);
      assertThat(deviations.report(MANAGER, absence, null).moved()).isEqualTo(1);
      assertThat(deviations.report(MANAGER, absence, null).lines()).isEmpty();
      assertThat(deviations.keep()).as("the strike has not begun").isZero();
      world.itIs("2026-06-16", "16:59");
      assertThat(deviations.keep()).as("not yet evening").isZero();
      world.itIs("2026-06-16", "17:00");
      assertThat(deviations.keep()).isEqualTo(1);
      assertThat(deviations.keep()).as("once a day").isZero();
      assertThat(deviations.raise()).isZero();
      world.itIs("2026-06-22", "17:30");
      assertThat(deviations.raise()).isEqualTo(1);
      deviations.raise();
      assertThat(world.openTasks(order))
          .extracting(Task::kind)
          .containsOnlyOnce(TaskKind.RISK_ASSESSMENT);
      world.itIs("2026-06-23", "17:30");
      StrikeReport report = deviations.report(MANAGER, absence, null);
      assertThat(kinds(report)).containsExactlyInAnyOrder(Kind.values());
      assertThat(report.lines()).allMatch(each -> each.orderId().equals(order));
      assertThat(deviations.keep()).isEqualTo(1);
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
      assertThat(kinds(deviations.report(MANAGER, absence, null)))
          .containsExactlyInAnyOrder(Kind.WAITING_LIST, Kind.WARM_TRANSFER, Kind.TIMELY_ACCESS);
      StrikeReport kept = deviations.report(MANAGER, absence, LocalDate.of(2026, 6, 23));
      assertThat(kinds(kept))
          .as("what was kept that evening stands")
          .containsExactlyInAnyOrder(Kind.values());
      assertThat(kept.keptAt()).isEqualTo(DeskWorld.instant("2026-06-23", "17:30"));
      assertThat(kept.count(Kind.RISK_ASSESSMENT)).isEqualTo(1);
      assertThat(deviations.days(MANAGER, absence))
          .containsExactly(LocalDate.of(2026, 6, 23), LocalDate.of(2026, 6, 16));
      assertThatThrownBy(() -> deviations.report(MANAGER, absence, LocalDate.of(2026, 6, 17)))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("No report");
      assertThatThrownBy(
              () ->
                  world
                      .store()
                      .jdbi()
                      .useHandle(handle -> handle.execute("update strike_report set waiting = 0")))
          .hasMessageContaining("only ever added to");
      assertThatThrownBy(() -> deviations.report(CLERK, absence, null)).isInstanceOf(Refused.class);
      assertThatThrownBy(() -> deviations.days(CLERK, absence)).isInstanceOf(Refused.class);
      assertThat(visit.orderId()).isEqualTo(order);
      world.nothingIsBroken();
    }
  }
}
