package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.crisis.Crisis;
import org.duecourse.crisis.Reserve;
import org.duecourse.worklist.ContractTerm;
import org.duecourse.worklist.ContractTerms;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The checks of {@link DeskRules} can fail: each rule is broken once, behind the desk's back and
 * with the database's own guards taken away, and the check names it.
 */
class DeskRulesTest {
  /** What breaks each rule, with Ada's visit, its order and Ben's visit as :ada, :order, :ben. */
  private static final Map<String, String> PLANTED = new LinkedHashMap<>();

  static {
    PLANTED.put(
        "overlap",
        "insert into claim (resource, during, appointment_id) select resource, during, :ben from claim where appointment_id = :ada");
    PLANTED.put(
        "has not its two claims", "update claim set active = false where appointment_id = :ada");
    PLANTED.put(
        "an ended visit has a claim", "update appointment set state = 'lapsed' where id = :ada");
    PLANTED.put(
        "neither a visit nor a task",
        "update appointment set state = 'cancelled_by_patient' where id = :ada");
    PLANTED.put(
        "an ended order has a visit ahead",
        "update visit_order set state = 'done', closed_at = now() where id = :order");
    PLANTED.put(
        "was seen has no ended order", "update appointment set state = 'attended' where id = :ada");
    PLANTED.put(
        "no reason or no name with a role",
        "update appointment set in_window = false, override_reason = 'so', override_by = 'x' where id = :ada");
    PLANTED.put(
        "extended without author", "update visit_order set latest = latest + 3 where id = :order");
    PLANTED.put(
        "took crisis time",
        "update block set purpose = 'CRISIS', release_at = null from appointment a where a.id = :ada and block.id = a.block_id");
    PLANTED.put(
        "less crisis time than the floor",
        "update block set state = 'removed' where purpose = 'CRISIS' and day = '2026-06-11'");
    PLANTED.put(
        "no named person and no task",
        "update task set state = 'dropped', closed_at = now() where kind = 'crisis_gap'");
    PLANTED.put(
        "less protected time than its floor",
        "update block set state = 'removed' where purpose = 'PROTECTED' and clinician_id = 'cho' and day between '2026-06-22' and '2026-06-26'");
    PLANTED.put(
        "lies in protected time",
        "update block set purpose = 'PROTECTED' from appointment a where a.id = :ada and block.id = a.block_id");
    PLANTED.put(
        "a hold has outlived its end",
        "update appointment set state = 'held', hold_until = '2026-06-01' where id = :ada");
    PLANTED.put(
        "another hour of the wall clock",
        "update appointment set local_start = local_start + interval '1 hour' where id = :ada");
    PLANTED.put(
        "no audit row in its transaction", "update visit_order set weight = 9 where id = :order");
    PLANTED.put(
        "a record that was merged away",
        "update patient set merged_into = (select patient_id from appointment where id = :ben) where id = (select patient_id from appointment where id = :ada)");
    PLANTED.put(
        "are of two people",
        "update appointment set patient_id = (select patient_id from appointment where id = :ben) where id = :ada");
    PLANTED.put(
        "the clock of an order was changed",
        "update visit_order set ordered_at = ordered_at + interval '1 day' where id = :order");
    PLANTED.put("rows are gone", "delete from task where id = (select min(id) from task)");
  }

  private record Eastside(DeskWorld world, Visit ada, Visit ben) {
    static Eastside open() {
      DeskWorld world = DeskWorld.eastside(60);
      Reserve.over(world.desk()).keep(MANAGER, "eastside", 60);
      ContractTerms.over(world.desk())
          .adopt(
              MANAGER,
              new ContractTerms.NewTerm(
                  ContractTerm.Kind.PROTECTED_HOURS_WEEK,
                  null,
                  4,
                  13,
                  null,
                  2,
                  LocalDate.of(2026, 6, 8),
                  "the contract of these tests"));
      Crisis.over(world.desk()).raiseGaps();
      return new Eastside(
          world,
          world.booked(
              world.returnOrder("2026-06-15", "2026-06-16", "2026-06-19"),
              "lee",
              "2026-06-16",
              "10:00"),
          world.booked(
              world.returnOrder("2026-06-15", "2026-06-16", "2026-06-19"),
              "cho",
              "2026-06-17",
              "10:00"));
    }

    void plant(String sql) {
      world
          .store()
          .owner()
          .useHandle(
              handle -> {
                handle.execute("set search_path to duecourse");
                for (String table :
                    List.of("appointment", "claim", "task", "visit_order", "block", "patient")) {
                  handle.execute("alter table " + table + " disable trigger user");
                }
                handle.execute("alter table claim drop constraint no_double_booking");
                var update = handle.createUpdate(sql);
                for (Map.Entry<String, String> each :
                    Map.of("ada", ada.id(), "ben", ben.id(), "order", ada.orderId()).entrySet()) {
                  if (sql.contains(":" + each.getKey())) {
                    update.bind(each.getKey(), each.getValue());
                  }
                }
                assertThat(update.execute()).as("rows planted").isPositive();
              });
    }
  }

  @TestFactory
  List<DynamicTest> eachBreakageIsNamed() {
    List<DynamicTest> tests = new ArrayList<>();
    PLANTED.forEach(
        (words, sql) -> tests.add(DynamicTest.dynamicTest(words, () -> named(words, sql))));
    return tests;
  }

  private static void named(String words, String sql) {
    Eastside eastside = Eastside.open();
    try (DeskWorld world = eastside.world()) {
      DeskRules rules = new DeskRules(world);
      rules.swept();
      assertThat(rules.brokenAnywhere()).as("before").isEmpty();
      assertThat(rules.broken()).as("before, since the last event").isEmpty();
      eastside.plant(sql);
      assertThat(rules.broken()).anyMatch(each -> each.contains(words));
      if (!words.contains("audit row") && !words.contains("gone")) {
        assertThat(rules.brokenAnywhere())
            .as("among all rows")
            .anyMatch(each -> each.contains(words));
      }
    }
  }

  @Test
  void everyRuleOfTheDeskIsPlantedOnce() {
    for (DeskRules.Rule rule : DeskRules.RULES) {
      assertThat(PLANTED.keySet()).as(rule.name()).anyMatch(rule.name()::contains);
    }
    assertThat(DeskRules.RULES)
        .extracting(DeskRules.Rule::number)
        .as("all nine")
        .contains(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }
}
