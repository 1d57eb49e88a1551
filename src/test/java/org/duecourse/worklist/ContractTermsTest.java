package org.duecourse.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.VisitKind;
import org.duecourse.desk.Actor;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.Role;
import org.duecourse.desk.Task;
import org.duecourse.desk.TaskKind;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Terms at Eastside from Monday, June 8, 2026, where Lee sees one first visit and three returns a
 * week.
 */
class ContractTermsTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 6, 8);
  private static final Actor EASTSIDE =
      new Actor("eastside.manager", EnumSet.of(Role.CLINIC_MANAGER), Set.of("eastside"), null);

  private DeskWorld world;
  private ContractTerms terms;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside(300);
    terms = ContractTerms.over(world.desk());
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    world.close();
  }

  private static ContractTerms.NewTerm term(
      ContractTerm.Kind kind,
      @Nullable String site,
      double value,
      int weeks,
      @Nullable Integer months,
      LocalDate from) {
    return new ContractTerms.NewTerm(
        kind, site, value, weeks, months, 2, from, "the contract of these tests");
  }

  private long ratio(double value) {
    return terms.adopt(
        MANAGER, term(ContractTerm.Kind.NEW_TO_RETURN_RATIO, null, value, 13, 3, MONDAY));
  }

  private void attend(String order, String day, String time) {
    var visit = world.booked(order, "lee", day, time);
    world.itIs(day, time);
    world.desk().bookings().attend(CLERK, visit.id(), 0);
  }

  /** One first visit and three returns in each week from one to another. */
  private void weeks(LocalDate from, LocalDate until) {
    for (LocalDate monday = from; monday.isBefore(until); monday = monday.plusWeeks(1)) {
      world.itIs(monday.toString(), "07:00");
      String first =
          world
              .desk()
              .orders()
              .enter(
                  CLERK,
                  new NewOrder(
                      VisitKind.FIRST,
                      world.patient(),
                      "eastside",
                      null,
                      null,
                      monday,
                      monday.plusDays(2),
                      monday.plusDays(4),
                      4,
                      "usual",
                      Continuity.NONE,
                      null,
                      null,
                      null,
                      45,
                      "routine",
                      1,
                      7))
              .getFirst();
      String tuesday = monday.plusDays(1).toString();
      for (int n = 0; n < 3; n++) {
        attend(
            world.returnOrder(monday.toString(), tuesday, monday.plusDays(4).toString()),
            tuesday,
            n == 0 ? "09:00" : "1" + (n - 1) + ":00");
      }
      attend(first, tuesday, "16:00");
    }
    world.itIs(until.toString(), "08:00");
  }

  private List<Task> tasks() {
    return world.desk().tasks().open(MANAGER, "eastside", 500).stream()
        .filter(
            task -> task.kind() == TaskKind.CONTRACT_TERM || task.kind() == TaskKind.HIRE_TRIGGER)
        .toList();
  }

  @Test
  void aManagerOfAllClinicsAdoptsAndEndsAndNothingIsOverwritten() {
    assertThat(terms.judge(List.of("eastside"))).as("nothing applies before").isEmpty();
    for (Actor other : List.of(EASTSIDE, LEE, CLERK)) {
      assertThatThrownBy(
              () ->
                  terms.adopt(
                      other, term(ContractTerm.Kind.PATIENTS_WEEK, null, 30, 13, null, MONDAY)))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("manager of all clinics");
    }
    assertThatThrownBy(
            () ->
                terms.adopt(
                    MANAGER,
                    new ContractTerms.NewTerm(
                        ContractTerm.Kind.PROTECTED_HOURS_WEEK,
                        null,
                        90,
                        60,
                        30,
                        20,
                        MONDAY.plusDays(1),
                        " ")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::place)
                    .containsExactly("value", "from", "weeks", "months", "swapWeeks", "source"));
    long all = ratio(4);
    assertThatThrownBy(() -> ratio(3))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("holds there in a part of that time already");
    long own =
        terms.adopt(
            MANAGER, term(ContractTerm.Kind.NEW_TO_RETURN_RATIO, "eastside", 3, 13, null, MONDAY));
    assertThat(terms.judge(List.of("eastside")))
        .extracting(judged -> judged.term().id())
        .as("the clinic's own goes before")
        .containsExactly(own);
    assertThatThrownBy(() -> terms.end(MANAGER, own, MONDAY)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> terms.end(MANAGER, own, MONDAY.plusDays(8)))
        .isInstanceOf(Refused.class);
    terms.end(MANAGER, own, MONDAY.plusWeeks(1));
    assertThatThrownBy(() -> terms.end(MANAGER, own, MONDAY.plusWeeks(2)))
        .hasMessageContaining("ended already");
    world.itIs("2026-06-15", "08:00");
    assertThat(terms.judge(List.of("eastside")))
        .extracting(judged -> judged.term().id())
        .containsExactly(all);
    assertThat(terms.all())
        .extracting(ContractTerm::id, ContractTerm::ends)
        .contains(
            org.assertj.core.groups.Tuple.tuple(own, MONDAY.plusWeeks(1)),
            org.assertj.core.groups.Tuple.tuple(all, null));
    assertThat(UsualTerm.ALL).extracting(UsualTerm::kind).containsOnly(ContractTerm.Kind.values());
  }

  @Test
  void aMissedRatioIsATaskOnceAndAHireAfterThreeMonths() {
    long id = ratio(4);
    terms.adopt(MANAGER, term(ContractTerm.Kind.PATIENTS_WEEK, null, 30, 4, null, MONDAY));
    LocalDate quarter = MONDAY.plusWeeks(13);
    weeks(MONDAY, quarter);
    Judged judged = terms.judge(List.of("eastside")).getFirst();
    assertThat(judged.verdict()).isEqualTo(Judged.Verdict.MISSED);
    assertThat(judged.part()).isEqualTo(13);
    assertThat(judged.whole()).isEqualTo(52);
    assertThat(judged.value()).isEqualTo(3);
    assertThat(judged.missedSince()).isEqualTo(quarter);
    assertThat(counted())
        .as("by week, counted one after the other")
        .containsOnly(Map.entry("first", 13L), Map.entry("return", 39L));
    Judged patients = terms.judge(List.of("eastside")).get(1);
    assertThat(patients.part()).as("four weeks of four visits").isEqualTo(16);
    assertThat(patients.whole()).as("two clinicians, all four weeks").isEqualTo(8);
    assertThat(terms.raise()).isOne();
    assertThat(tasks())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.kind()).isEqualTo(TaskKind.CONTRACT_TERM);
              assertThat(task.dueAt())
                  .as("five business days, Labor Day is none")
                  .isEqualTo(DeskWorld.instant("2026-09-14", "17:00"));
            });
    world.desk().tasks().complete(MANAGER, tasks().getFirst().id(), "posts are advertised");
    terms.raise();
    assertThat(tasks()).as("answered once for this row of weeks").isEmpty();
    weeks(quarter, LocalDate.of(2026, 12, 7));
    terms.raise();
    terms.raise();
    assertThat(tasks())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.kind()).isEqualTo(TaskKind.HIRE_TRIGGER);
              assertThat(task.why()).contains("3 months in a row, since 2026-09-07");
            });
    long relief =
        terms.relieve(
            EASTSIDE,
            id,
            "eastside",
            LocalDate.of(2026, 9, 7),
            LocalDate.of(2026, 9, 13),
            "demand_spike",
            "a new plan signed up");
    assertThat(terms.judge(List.of("eastside")).getFirst())
        .extracting(each -> each.relieved().size(), Judged::triggered)
        .as("the week of relief is left out, and three months are not full without it")
        .containsExactly(1, false);
    terms.withdraw(EASTSIDE, relief);
    assertThat(terms.reliefs()).isEmpty();
    terms.end(MANAGER, id, LocalDate.of(2026, 12, 14));
    world.itIs("2026-12-14", "08:00");
    terms.adopt(
        MANAGER,
        term(
            ContractTerm.Kind.NEW_TO_RETURN_RATIO,
            null,
            3,
            13,
            3,
            LocalDate.of(2026, 6, 8).plusWeeks(27)));
    assertThat(terms.judge(List.of("eastside")).getFirst().verdict())
        .isEqualTo(Judged.Verdict.NOT_YET);
  }

  private Map<String, Long> counted() {
    Map<String, Long> counted = new TreeMap<>();
    for (String each :
        world
            .store()
            .texts(
                "select lower(kind) || '|' || to_char(local_start, 'YYYY-MM-DD\"T\"HH24:MI') from appointment where state = 'attended'")) {
      String[] parts = each.split("\\|");
      LocalDate day = LocalDateTime.parse(parts[1]).toLocalDate();
      if (!day.isBefore(MONDAY) && day.isBefore(MONDAY.plusWeeks(13))) {
        counted.merge(parts[0], 1L, Long::sum);
      }
    }
    return counted;
  }

  @Test
  void hoursAreJudgedFromTheWeeksOfProtectedTime() {
    String block =
        world
            .store()
            .texts(
                "select id::text from block where clinician_id = 'cho' and day = '2026-06-10' and purpose = 'PROTECTED'")
            .getFirst();
    world.desk().supply().remove(MANAGER, Long.parseLong(block), 1, "a talk at the university");
    terms.adopt(MANAGER, term(ContractTerm.Kind.PROTECTED_HOURS_WEEK, null, 5, 2, 1, MONDAY));
    world.itIs("2026-06-22", "08:00");
    assertThat(terms.judge(List.of("eastside")))
        .singleElement()
        .extracting(Judged::part, Judged::whole, Judged::verdict, Judged::missedSince)
        .containsExactly(3.0, 4.0, Judged.Verdict.MISSED, LocalDate.of(2026, 6, 22));
    ProtectedTime time = ProtectedTime.over(world.desk());
    long kept = 0;
    for (LocalDate monday : List.of(MONDAY, MONDAY.plusWeeks(1))) {
      kept +=
          time.weeks(MANAGER, "eastside", monday).stream()
              .filter(week -> week.belowMinutes() == 0)
              .count();
    }
    assertThat(kept).as("the same by the weeks themselves").isEqualTo(3);
    terms.raise();
    assertThat(tasks()).hasSize(1);
    world.itIs("2026-06-29", "08:00");
    assertThat(terms.judge(List.of("eastside")).getFirst().verdict()).isEqualTo(Judged.Verdict.MET);
    terms.raise();
    assertThat(tasks()).as("met again").isEmpty();
    assertThat(world.store().texts("select outcome from task where kind = 'contract_term'"))
        .containsExactly("the term is met again");
  }

  @Test
  void whoRunsAClinicNotesAReliefThere() {
    long id = ratio(4);
    assertThatThrownBy(
            () -> terms.relieve(EASTSIDE, id, null, MONDAY, MONDAY, "leave", "two long leaves"))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(
            () -> terms.relieve(EASTSIDE, id, "north", MONDAY, MONDAY, "leave", "two long leaves"))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(
            () -> terms.relieve(LEE, id, "eastside", MONDAY, MONDAY, "leave", "two long leaves"))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(
            () -> terms.relieve(EASTSIDE, id, "eastside", MONDAY, MONDAY.minusDays(1), "mood", ""))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::place)
                    .containsExactly("to", "reason", "note"));
    long relief =
        terms.relieve(MANAGER, id, null, MONDAY, MONDAY.plusDays(20), "leave", "two long leaves");
    assertThatThrownBy(() -> terms.withdraw(EASTSIDE, relief)).isInstanceOf(Refused.class);
    terms.withdraw(MANAGER, relief);
    assertThatThrownBy(() -> terms.withdraw(MANAGER, relief)).hasMessageContaining("no 'relief");
    assertThat(
            world.store().texts("select action from audit where action like 'term.%' order by id"))
        .containsExactly("term.adopt", "term.relieve", "term.relief_withdraw");
  }
}
