package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.duecourse.worklist.ContractTerm;
import org.duecourse.worklist.ContractTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Protected time on the boards: twelve clinicians of Eastside in the week of June 8, 2026, of whom
 * one has an hour less than the five that a term asks for.
 */
class ProtectedBoardTest {
  private static DeskWorld world;
  private static RunningDesk desk;

  @BeforeAll
  static void open() {
    world = DeskWorld.eastside(60);
    world.site("north");
    for (int n = 0; n < 10; n++) {
      world.clinician("c" + n, "eastside");
      world.week("c" + n, "eastside", "2026-06-08");
    }
    String id =
        world
            .store()
            .texts(
                "select id::text from block where clinician_id = 'c3' and day = '2026-06-10' and purpose = 'PROTECTED'")
            .getFirst();
    world
        .desk()
        .supply()
        .remove(DeskWorld.MANAGER, Long.parseLong(id), 1, "a talk at the university");
    ContractTerms.over(world.desk())
        .adopt(
            DeskWorld.MANAGER,
            new ContractTerms.NewTerm(
                ContractTerm.Kind.PROTECTED_HOURS_WEEK,
                null,
                5,
                13,
                null,
                2,
                LocalDate.of(2026, 6, 8),
                "the contract of these tests"));
    world.booked(
        world.returnOrder("2026-06-08", "2026-06-09", "2026-06-12"), "lee", "2026-06-09", "09:00");
    world.itIs("2026-06-15", "08:00");
    world.returnOrder("2026-06-16", "2026-06-17", "2026-06-19");
    desk =
        RunningDesk.on(world.store(), settings -> settings)
            .account("manager", false, List.of("eastside"), Role.CLINIC_MANAGER)
            .account("analyst", false, List.of(), Role.UNION_ANALYST);
    desk.clock.forward(Duration.ofDays(7));
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @Test
  void theManagerReadsWhatIsAskedForAndOpensItsRows() {
    Visitor manager = desk.signedIn("manager").get("/board");
    assertThat(manager.text())
        .contains("Protected time kept, of what the contract asks for 59 h of 60 h")
        .contains("Weeks of clinicians in which it was kept 92% (65 to 99) of 12")
        .contains("Swaps that took time and have not given it back yet 0");
    assertThat(manager.get("/figures/protected-time-kept?site=eastside").text())
        .contains("weeks kept 11", "c3 2026-06-08", "The statement");
    assertThat(desk.signedIn("analyst").get("/definitions/protected-time-kept").text())
        .contains("swap to which the clinician agreed", "One row is");
  }

  @Test
  void bothSidesReadItWhereEnoughWeeksAreCounted() {
    Visitor analyst = desk.signedIn("analyst");
    assertThat(analyst.get("/contract").text())
        .contains("98% of 12 59 h of 59 h", "Harbor north Not known");
    assertThat(analyst.get("/contract.csv").body()).contains("98% of 12");
  }
}
