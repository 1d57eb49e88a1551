package org.duecourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.DeskWorld;
import org.duecourse.worklist.ContractTerm;
import org.duecourse.worklist.ContractTerms;
import org.duecourse.worklist.ProtectedTime;
import org.duecourse.worklist.Swaps;
import org.junit.jupiter.api.Test;

/** What the desk does by itself. */
class RoundsTest {
  @Test
  void aRoundSettlesSwapsAndJudgesTheTermsOnceADay() {
    try (DeskWorld world = DeskWorld.eastside()) {
      ContractTerms.over(world.desk())
          .adopt(
              DeskWorld.MANAGER,
              new ContractTerms.NewTerm(
                  ContractTerm.Kind.PROTECTED_HOURS_WEEK,
                  null,
                  6,
                  1,
                  null,
                  2,
                  LocalDate.of(2026, 6, 8),
                  "the contract of these tests"));
      Swaps swaps = ProtectedTime.over(world.desk()).swaps();
      long id =
          swaps.propose(
              DeskWorld.MANAGER,
              new Swaps.Proposal(
                  "lee",
                  "eastside",
                  LocalDate.of(2026, 6, 9),
                  LocalTime.of(17, 0),
                  LocalTime.of(18, 0),
                  Purpose.RETURN,
                  LocalDate.of(2026, 6, 10),
                  LocalTime.of(15, 0),
                  "people wait past their limit"));
      swaps.agree(DeskWorld.LEE, id, 0);
      try (Rounds rounds = new Rounds(world.desk(), null)) {
        rounds.go();
        assertThat(swaps.swap(DeskWorld.LEE, id).state()).isEqualTo("open");
        world.itIs("2026-06-15", "08:00");
        rounds.go();
        rounds.go();
      }
      assertThat(swaps.swap(DeskWorld.LEE, id).state()).isEqualTo("kept");
      assertThat(
              world
                  .store()
                  .texts("select why from task where kind = 'contract_term' and state = 'open'"))
          .as("five hours of six")
          .singleElement()
          .asString()
          .contains("missed since 2026-06-15");
      world.nothingIsBroken();
    }
  }
}
