package org.duecourse.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CHO;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;
import static org.duecourse.desk.DeskWorld.instant;
import static org.duecourse.desk.DeskWorld.place;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Block;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.LogImport;
import org.duecourse.desk.Place;
import org.duecourse.desk.Role;
import org.duecourse.desk.SetAside;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.Visit;
import org.duecourse.desk.WeekBlock;
import org.duecourse.desk.WeekTemplate;
import org.duecourse.desk.Work;
import org.duecourse.io.Refused;
import org.duecourse.records.AccessLog;
import org.duecourse.records.LogReader;
import org.duecourse.records.ReadSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Eastside from Monday, June 8, 2026, under a term of 5 hours a week: Lee and Cho have exactly an
 * hour of protected time at 5 p.m. of each day, so that none of it is to spare.
 */
class ProtectedFloorTest {
  private static final LocalDate WEDNESDAY = LocalDate.of(2026, 6, 10);
  private static final LocalDate FRIDAY = LocalDate.of(2026, 6, 12);
  private static final LocalDate NEXT = LocalDate.of(2026, 6, 15);
  private static final String DAY = "2026-06-10";
  private static final SetAside REASON =
      SetAside.because("nobody else can see her before the trip");

  private DeskWorld world;
  private ProtectedTime time;
  private Swaps swaps;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    time = ProtectedTime.over(world.desk());
    swaps = time.swaps();
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    world.close();
  }

  private void adopt(double hours) {
    ContractTerms.over(world.desk())
        .adopt(
            MANAGER,
            new ContractTerms.NewTerm(
                ContractTerm.Kind.PROTECTED_HOURS_WEEK,
                "eastside",
                hours,
                13,
                null,
                1,
                LocalDate.of(2026, 6, 8),
                "the contract of these tests"));
  }

  private String order() {
    return world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
  }

  private List<Block> protectedTime(String clinician, LocalDate from, LocalDate to) {
    return world.desk().supply().blocks("eastside", from, to).stream()
        .filter(block -> block.purpose() == Purpose.PROTECTED && block.state().equals("active"))
        .filter(block -> block.clinicianId().equals(clinician))
        .toList();
  }

  private void remove(Block block) {
    world.desk().supply().remove(MANAGER, block.id(), block.version(), "no longer needed");
  }

  private void asTheDesk(String sql) {
    world
        .store()
        .jdbi()
        .useTransaction(
            handle -> {
              handle
                  .select("select set_config('duecourse.now', ?, true)", world.instant().toString())
                  .mapTo(String.class)
                  .one();
              handle.execute(sql);
            });
  }

  private void databaseRefuses(String constraint, String sql) {
    assertThatThrownBy(() -> asTheDesk(sql))
        .as(sql)
        .satisfies(e -> assertThat(Work.brokenConstraint(e)).as(sql).isEqualTo(constraint));
  }

  private static Swaps.Proposal swap(String given, String from) {
    return swap("17:00", "18:00", given, from);
  }

  private static Swaps.Proposal swap(String start, String end, String given, String from) {
    return new Swaps.Proposal(
        "lee",
        "eastside",
        WEDNESDAY,
        LocalTime.parse(start),
        LocalTime.parse(end),
        Purpose.RETURN,
        LocalDate.parse(given),
        LocalTime.parse(from),
        "three people wait past their limit");
  }

  @Test
  void withoutATermANamedRoleSetsTheRuleAsideAndWithOneNobodyDoes() {
    assertThat(world.book(order(), place("lee", DAY, "17:00"), REASON))
        .isInstanceOf(Booking.Done.class);
    adopt(5);
    Bookings bookings = world.desk().bookings();
    Place fridays = place("lee", "2026-06-12", "17:00");
    String protectedTime = "protected for work between visits";
    assertThatThrownBy(() -> world.book(order(), fridays, REASON))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(protectedTime);
    assertThatThrownBy(() -> bookings.hold(MANAGER, order(), 0, fridays, REASON, null))
        .hasMessageContaining(protectedTime);
    Visit visit = world.booked(order(), "lee", DAY, "09:00");
    assertThatThrownBy(
            () ->
                bookings.move(
                    MANAGER,
                    visit.id(),
                    visit.version(),
                    fridays,
                    Bookings.By.PATIENT,
                    "time",
                    REASON,
                    null))
        .hasMessageContaining(protectedTime);
    assertThat(world.visit(visit.id()).starts()).as("still there").isEqualTo(instant(DAY, "09:00"));
    world
        .desk()
        .absences()
        .declare(
            MANAGER,
            "eastside",
            "lee",
            instant("2026-06-11", "16:30"),
            instant("2026-06-11", "19:00"),
            "illness");
    assertThatThrownBy(() -> world.book(order(), place("lee", "2026-06-11", "17:00"), REASON))
        .as("time that comes back when the absence is taken back")
        .hasMessageContaining(protectedTime);
    world
        .desk()
        .absences()
        .withdraw(MANAGER, world.desk().absences().ahead("eastside").getFirst().id());
    assertThat(world.book(order(), fridays, null))
        .as("without a reason")
        .isInstanceOf(Booking.Against.class);
    databaseRefuses(
        "protected_place_kept",
        "update claim set during = tstzrange('2026-06-12 17:00-07', '2026-06-12 18:00-07') where appointment_id = '"
            + visit.id()
            + "'");
    databaseRefuses(
        "protected_place_kept",
        """
        with meeting as (
          insert into group_session (block_id, site_id, clinician_id, title, during, seats, min_people)
          select id, site_id, clinician_id, 'Anxiety group', during, 8, 1 from block
          where clinician_id = 'lee' and day = '2026-06-12' and purpose = 'PROTECTED' returning id, during
        ) insert into claim (resource, during, group_session_id)
          select (select resource from clinician where id = 'lee'), during, id from meeting
        """);
    assertThat(time.week(LEE, "lee", WEDNESDAY).keptMinutes())
        .as("a visit of 45 minutes was there before")
        .isEqualTo(255);
  }

  @Test
  void noBlockIsTakenAwayBelowTheFloor() {
    Block first = protectedTime("lee", WEDNESDAY, WEDNESDAY).getFirst();
    remove(first);
    adopt(5);
    assertThatThrownBy(() -> remove(protectedTime("lee", FRIDAY, FRIDAY).getFirst()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("less protected time in a week");
    assertThat(time.week(LEE, "lee", WEDNESDAY).floorMinutes()).isEqualTo(300);
    Block cho = protectedTime("cho", FRIDAY, FRIDAY).getFirst();
    assertThatThrownBy(() -> remove(cho)).isInstanceOf(Refused.class);
    world
        .desk()
        .supply()
        .add(
            MANAGER,
            "cho",
            "eastside",
            LocalDate.of(2026, 6, 13),
            LocalTime.of(9, 0),
            LocalTime.of(10, 0),
            Purpose.PROTECTED,
            60,
            "an hour on Saturday");
    assertThat(time.week(CHO, "cho", FRIDAY).floorMinutes())
        .as("a sixth day raises no floor")
        .isEqualTo(300);
    remove(cho);
    assertThat(time.week(CHO, "cho", FRIDAY).plannedMinutes()).isEqualTo(300);
  }

  @Test
  void theDatabaseRefusesWhateverProgramWritesIt() {
    adopt(5);
    String friday = " where clinician_id = 'lee' and day = '2026-06-12' and purpose = 'PROTECTED'";
    String whole = " where clinician_id = 'lee' and day between '2026-06-08' and '2026-06-14'";
    for (String careless :
        List.of(
            "update block set state = 'removed'" + friday,
            "update block set state = 'replaced', version = 1" + friday,
            "update block set state = 'absent', version = version + 1" + friday,
            """
            with gone as (update block set state = 'replaced', version = version + 1 where clinician_id = 'lee'
              and day = '2026-06-12' and purpose = 'PROTECTED' returning *)
            insert into block (clinician_id, site_id, day, local_start, local_end, during, purpose, place_minutes, modes, state)
            select clinician_id, site_id, day, local_start, local_end, during, purpose, place_minutes, modes, 'absent' from gone
            """,
            "update block set purpose = 'RETURN'" + friday,
            "update block set during = tstzrange(lower(during), upper(during) - interval '1 minute')"
                + friday,
            "update block set day = day + 7, during = tstzrange(lower(during) + interval '7 days 3 hours', upper(during) + interval '7 days 3 hours')"
                + friday,
            "delete from block" + friday,
            "update block set state = 'removed'" + whole,
            "update block set clinician_id = 'cho', during = tstzrange(lower(during) + interval '1 hour', upper(during) + interval '1 hour')"
                + friday,
            """
            with gone as (update block set state = 'removed' where clinician_id = 'lee' and day = '2026-06-12'
              and purpose = 'PROTECTED')
            update block set state = 'replaced' where clinician_id = 'lee' and day = '2026-06-11' and purpose = 'PROTECTED'
            """)) {
      databaseRefuses("protected_floor", careless);
    }
    databaseRefuses("term_is_kept", "update contract_term set value = 1");
    databaseRefuses("term_is_kept", "delete from contract_term");
    databaseRefuses(
        "term_is_kept",
        "update contract_term set valid = daterange('2026-06-01', null), ended_at = now(), ended_by = 'x'");
    assertThat(protectedTime("lee", LocalDate.of(2026, 6, 8), FRIDAY)).hasSize(5);
    asTheDesk(
        "update block set during = tstzrange(lower(during) + interval '1 hour', upper(during) + interval '1 hour')"
            + friday);
    assertThat(time.week(LEE, "lee", FRIDAY).plannedMinutes())
        .as("as long, an hour later")
        .isEqualTo(300);
  }

  private WeekTemplate week(WeekBlock... blocks) {
    return new WeekTemplate("lee", "eastside", NEXT, List.of(blocks));
  }

  private static WeekBlock[] days(String start, String end) {
    List<WeekBlock> blocks = new ArrayList<>();
    for (DayOfWeek day :
        List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY)) {
      blocks.add(WeekBlock.of(day, "08:00", "15:00", Purpose.RETURN, 60));
      blocks.add(WeekBlock.of(day, start, end, Purpose.PROTECTED, 15));
    }
    return blocks.toArray(WeekBlock[]::new);
  }

  @Test
  void aNewWeekKeepsTheFloorOrIsNotSet() {
    adopt(5);
    for (WeekTemplate less :
        List.of(
            week(days("16:00", "17:00")),
            week(WeekBlock.of(DayOfWeek.MONDAY, "08:00", "12:00", Purpose.RETURN, 60)),
            week())) {
      assertThatThrownBy(() -> world.desk().supply().tryOut(MANAGER, less))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("less protected time");
      assertThatThrownBy(() -> world.desk().supply().keep(MANAGER, less))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("less protected time");
    }
    world.desk().supply().keep(MANAGER, week(days("16:00", "17:15")));
    assertThat(time.week(LEE, "lee", NEXT))
        .extracting(ProtectedWeek::plannedMinutes, ProtectedWeek::floorMinutes)
        .containsExactly(300, 300);
    world.desk().supply().keep(MANAGER, week(days("15:00", "17:00")));
    assertThat(time.week(LEE, "lee", NEXT).plannedMinutes()).isEqualTo(480);
    world.desk().supply().keep(MANAGER, week(days("15:30", "17:00")));
    assertThat(time.week(LEE, "lee", NEXT).plannedMinutes())
        .as("still above the floor")
        .isEqualTo(360);
  }

  @Test
  void aWeekThatHasLessAlreadyMayGrowOrStayAndLosesNoMore() {
    adopt(8);
    assertThat(time.week(LEE, "lee", NEXT).belowMinutes()).isEqualTo(180);
    assertThatThrownBy(() -> world.desk().supply().keep(MANAGER, week(days("16:00", "17:00"))))
        .isInstanceOf(Refused.class);
    world.desk().supply().keep(MANAGER, week(days("15:30", "17:00")));
    assertThat(time.week(LEE, "lee", NEXT).belowMinutes()).as("six hours of eight").isEqualTo(120);
  }

  @Test
  void noAbsenceIsAWayAroundTheFloor() {
    adopt(5);
    world
        .desk()
        .absences()
        .declare(
            MANAGER,
            "eastside",
            "lee",
            instant("2026-06-15", "00:00"),
            instant("2026-06-20", "00:00"),
            "leave");
    assertThat(time.week(LEE, "lee", NEXT).floorMinutes()).as("away all week").isZero();
    assertThatThrownBy(() -> world.desk().supply().keep(MANAGER, week(days("16:00", "17:00"))))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("less protected time");
    world.desk().supply().keep(MANAGER, week(days("16:00", "17:15")));
    long absence = world.desk().absences().ahead("eastside").getFirst().id();
    world.desk().absences().withdraw(MANAGER, absence);
    assertThat(time.week(LEE, "lee", NEXT))
        .extracting(ProtectedWeek::floorMinutes, ProtectedWeek::plannedMinutes)
        .containsExactly(300, 300);
  }

  @Test
  void anAbsenceIsCountedAndNotRefused() {
    adopt(5);
    world
        .desk()
        .absences()
        .declare(
            MANAGER, "eastside", "lee", instant(DAY, "17:30"), instant(DAY, "20:00"), "illness");
    world
        .desk()
        .absences()
        .declare(
            MANAGER,
            "eastside",
            null,
            instant("2026-06-12", "06:00"),
            instant("2026-06-12", "20:00"),
            "strike");
    assertThat(time.week(LEE, "lee", FRIDAY))
        .extracting(
            ProtectedWeek::workedDays, ProtectedWeek::floorMinutes, ProtectedWeek::plannedMinutes)
        .as("Wednesday counts, half an hour of it is lost; Friday does not")
        .containsExactly(4, 240, 210);
    assertThat(time.week(CHO, "cho", FRIDAY).belowMinutes()).isZero();
  }

  @Test
  void whatIsImportedIntoProtectedTimeIsSetAsideAndNobodyFallsOut(
      @org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws java.io.IOException {
    adopt(5);
    java.nio.file.Files.writeString(
        folder.resolve("appointments.csv"),
        """
        appointment_id,patient_id,start_at,status,site_id,clinician_id,kind,request_id,order_id,booked_at,minutes
        A1,P1,2026-06-15T17:00:00,booked,eastside,lee,return,,R1,2026-06-01T09:00:00,50
        A2,P2,2026-06-15T10:00:00,booked,eastside,lee,return,,R2,2026-06-01T09:00:00,50
        """);
    java.nio.file.Files.writeString(
        folder.resolve("orders.csv"),
        """
        order_id,patient_id,ordered_at,site_id,clinician_id,target_date,earliest_date,latest_date
        R1,P1,2026-06-01T09:00:00,eastside,lee,2026-06-15,2026-06-14,2026-06-17
        R2,P2,2026-06-01T09:00:00,eastside,lee,2026-06-15,2026-06-14,2026-06-17
        """);
    try (AccessLog log = LogReader.read(folder, ReadSettings.asOfToday(LocalDate.of(2026, 6, 8)))) {
      assertThat(
              world
                  .desk()
                  .logImport()
                  .take(
                      new Actor(
                          "steward",
                          java.util.EnumSet.of(Role.DATA_STEWARD),
                          java.util.Set.of(),
                          null),
                      log,
                      LogImport.Settings.of(DeskWorld.ZONE))
                  .setAside())
          .extracting(LogImport.SetAside::id, LogImport.SetAside::reason)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  "A1",
                  "This time is protected for work between visits; no role sets that aside. Maybe choose another time, or"
                      + " propose a swap to which the clinician agrees. Nothing was changed."));
    }
    assertThat(world.visit("A2").starts()).isEqualTo(instant("2026-06-15", "10:00"));
    assertThat(world.openTasks("R1")).isNotEmpty();
  }

  @Test
  void bothSidesAgreeToASwapAndThenTheTimeIsForVisits() {
    adopt(5);
    long id = swaps.propose(LEE, swap("2026-06-11", "15:00"));
    assertThat(swaps.waitingFor(MANAGER, "eastside")).extracting(Swap::id).containsExactly(id);
    assertThat(swaps.waitingFor(LEE, "eastside")).isEmpty();
    assertThatThrownBy(() -> swaps.agree(LEE, id, 0))
        .hasMessageContaining("a manager of the clinic has to agree too");
    assertThatThrownBy(() -> swaps.agree(CHO, id, 0)).hasMessageContaining("no 'swap " + id);
    assertThat(protectedTime("lee", WEDNESDAY, WEDNESDAY)).as("nothing has changed yet").hasSize(1);
    swaps.agree(MANAGER, id, 1);
    assertThat(protectedTime("lee", WEDNESDAY, WEDNESDAY)).isEmpty();
    assertThat(protectedTime("lee", LocalDate.of(2026, 6, 11), LocalDate.of(2026, 6, 11)))
        .extracting(Block::starts)
        .containsExactly(instant("2026-06-11", "15:00"), instant("2026-06-11", "17:00"));
    Visit visit = world.booked(order(), "lee", DAY, "17:00");
    assertThat(visit.overrideRules()).as("an ordinary visit").isEmpty();
    assertThat(world.book(order(), "lee", "2026-06-11", "15:00"))
        .isInstanceOf(Booking.Against.class);
    assertThat(world.book(order(), "lee", "2026-06-11", "14:00"))
        .as("what is left of the block")
        .isInstanceOf(Booking.Done.class);
    ProtectedWeek week = time.week(LEE, "lee", WEDNESDAY);
    assertThat(week.keptMinutes()).isEqualTo(300);
    assertThat(week.owedMinutes()).isEqualTo(300);
    assertThatThrownBy(
            () ->
                remove(
                    protectedTime("lee", LocalDate.of(2026, 6, 11), LocalDate.of(2026, 6, 11))
                        .getFirst()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("gives back protected time");
    world.itIs("2026-06-11", "15:59");
    assertThat(swaps.settle()).isZero();
    world.itIs("2026-06-11", "16:00");
    assertThat(swaps.settle()).isOne();
    assertThat(swaps.swap(LEE, id).state()).isEqualTo("kept");
    assertThat(
            world
                .store()
                .texts("select action from audit where subject = 'swap:" + id + "' order by id"))
        .containsExactly("swap.propose", "swap.agree", "swap.kept");
  }

  @Test
  void aManagerAloneTakesNothing() {
    adopt(5);
    long id = swaps.propose(MANAGER, swap("2026-06-11", "15:00"));
    assertThatThrownBy(() -> swaps.agree(MANAGER, id, 0))
        .hasMessageContaining("the clinician has to agree too");
    databaseRefuses(
        "swap_agreed_by_both",
        "update protected_swap set state = 'open', agreed_at = now() where id = " + id);
    databaseRefuses(
        "swap_agreed_by_both",
        "update protected_swap set state = 'open', agreed_at = now(), clinician_by = manager_by where id = "
            + id);
    databaseRefuses(
        "swap_replacement_kept",
        "update protected_swap set state = 'open', agreed_at = now(), clinician_by = 'lee.account' where id = "
            + id);
    databaseRefuses(
        "swap_is_kept", "update protected_swap set reason = 'another reason' where id = " + id);
    databaseRefuses("swap_is_kept", "delete from protected_swap");
    databaseRefuses(
        "swap_is_kept",
        """
        insert into protected_swap (clinician_id, site_id, taken_day, taken, purpose, given_day, given, within_weeks, reason,
          proposed_at, proposed_by, clinician_by, manager_by, agreed_at, state)
        select clinician_id, site_id, taken_day, tstzrange(upper(taken), upper(taken) + interval '1 hour'), purpose, given_day,
          given, within_weeks, reason, proposed_at, proposed_by, 'x', 'y', now(), 'open' from protected_swap
        """);
    Actor both = new Actor("lee.boss", MANAGER.roles(), java.util.Set.of(), "lee");
    long own =
        swaps.propose(
            both, swap("17:00", "17:30", "2026-06-12", "15:00").on(LocalDate.of(2026, 6, 9)));
    assertThatThrownBy(() -> swaps.agree(both, own, 0))
        .as("the clinician who is the manager too")
        .hasMessageContaining("a manager of the clinic");
    swaps.refuse(LEE, id, 1, "my patients' agencies close at five");
    assertThat(swaps.swap(MANAGER, id))
        .extracting(Swap::state, Swap::answer)
        .containsExactly("refused", "my patients' agencies close at five");
    assertThatThrownBy(() -> swaps.agree(LEE, id, 0))
        .hasMessageContaining("answered already: it is refused");
    assertThatThrownBy(() -> swaps.ofClinic(LEE, "eastside")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> swaps.propose(CLERK, swap("2026-06-11", "15:00")))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> swaps.propose(CHO, swap("2026-06-11", "15:00")))
        .isInstanceOf(Refused.class);
  }

  @Test
  void everythingThatIsInTheWayIsSaidAtOnce() {
    adopt(5);
    world.booked(order(), "lee", "2026-06-11", "14:00");
    assertThat(swaps.problems(LEE, swap("2026-06-11", "13:30")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("A visit or a group lies"));
    assertThat(swaps.problems(LEE, swap("2026-06-18", "14:00")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("more than 1 week"));
    assertThat(swaps.problems(LEE, swap("16:30", "17:30", "2026-06-11", "08:00")))
        .extracting(org.duecourse.io.Problem::place)
        .containsExactly("day", "givenStart");
    assertThat(swaps.problems(LEE, swap("17:00", "17:05", "2026-06-11", "08:00")))
        .extracting(org.duecourse.io.Problem::place)
        .containsExactly("end");
    world
        .desk()
        .absences()
        .declare(
            MANAGER,
            "eastside",
            "lee",
            instant("2026-06-12", "08:00"),
            instant("2026-06-12", "12:00"),
            "leave");
    assertThat(swaps.problems(LEE, swap("2026-06-12", "10:00")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("away then"));
    assertThat(swaps.problems(LEE, swap("2026-06-12", "18:00"))).as("free time").isEmpty();
    world.itIs("2026-06-10", "17:01");
    assertThat(swaps.problems(LEE, swap("2026-06-12", "18:00")))
        .extracting(org.duecourse.io.Problem::message)
        .containsExactly("The time that is taken has begun already.");
  }

  @Test
  void aSwapWhoseTimeWasLostIsBrokenAndOwedWhereItWasTaken() {
    adopt(5);
    long id = swaps.propose(MANAGER, swap("2026-06-16", "15:00"));
    swaps.agree(LEE, id, 0);
    assertThat(time.week(LEE, "lee", WEDNESDAY))
        .extracting(
            ProtectedWeek::keptMinutes, ProtectedWeek::owedMinutes, ProtectedWeek::belowMinutes)
        .containsExactly(240, 240, 0);
    assertThat(time.week(LEE, "lee", NEXT))
        .extracting(ProtectedWeek::keptMinutes, ProtectedWeek::owedMinutes)
        .containsExactly(360, 360);
    world
        .desk()
        .absences()
        .declare(
            MANAGER,
            "eastside",
            "lee",
            instant("2026-06-16", "15:30"),
            instant("2026-06-16", "16:30"),
            "illness");
    world.itIs("2026-06-16", "17:00");
    swaps.settle();
    assertThat(swaps.swap(LEE, id).state()).isEqualTo("broken");
    assertThat(time.week(LEE, "lee", WEDNESDAY).belowMinutes()).isEqualTo(60);
    assertThat(time.week(LEE, "lee", NEXT).owedMinutes()).isEqualTo(300);
    assertThat(world.desk().tasks().open(MANAGER, "eastside", 100))
        .filteredOn(task -> task.kind() == TaskKind.SWAP_BROKEN)
        .singleElement()
        .satisfies(task -> assertThat(task.why()).startsWith("60 minutes"));
    long late =
        swaps.propose(
            LEE,
            new Swaps.Proposal(
                "lee",
                "eastside",
                LocalDate.of(2026, 6, 17),
                LocalTime.of(17, 0),
                LocalTime.of(18, 0),
                Purpose.FIRST,
                LocalDate.of(2026, 6, 18),
                LocalTime.of(9, 0),
                "a first visit waits"));
    world.passes(Duration.ofDays(1));
    swaps.settle();
    assertThat(swaps.swap(LEE, late))
        .extracting(Swap::state, Swap::answer)
        .containsExactly("refused", "nobody answered before its time");
  }

  @Test
  void aRushOfRemovalsSwapsAndVisitsLeavesEveryWeekItsFloor() throws Exception {
    adopt(3);
    List<Block> all = new ArrayList<>(protectedTime("lee", LocalDate.of(2026, 6, 8), FRIDAY));
    all.addAll(protectedTime("cho", LocalDate.of(2026, 6, 8), FRIDAY));
    List<Long> proposed = new ArrayList<>();
    for (int day = 9; day <= 12; day++) {
      proposed.add(
          swaps.propose(
              MANAGER,
              swap("17:00", "18:00", "2026-06-%02d".formatted(day + 6), "10:00")
                  .on(LocalDate.of(2026, 6, day))));
    }
    List<String> orders = new ArrayList<>();
    for (int n = 0; n < 16; n++) {
      orders.add(order());
    }
    AtomicInteger removed = new AtomicInteger();
    AtomicInteger agreed = new AtomicInteger();
    List<Callable<Void>> clients = new ArrayList<>();
    for (int c = 0; c < 16; c++) {
      SplittableRandom random = new SplittableRandom(c);
      String order = orders.get(c);
      clients.add(
          () -> {
            for (int n = 0; n < 8; n++) {
              try {
                switch (random.nextInt(3)) {
                  case 0 -> {
                    remove(all.get(random.nextInt(all.size())));
                    removed.incrementAndGet();
                  }
                  case 1 -> {
                    swaps.agree(LEE, proposed.get(random.nextInt(proposed.size())), 0);
                    agreed.incrementAndGet();
                  }
                  default ->
                      world.book(
                          order,
                          place(
                              random.nextBoolean() ? "lee" : "cho",
                              "2026-06-%02d".formatted(9 + random.nextInt(4)),
                              "17:00"),
                          REASON);
                }
              } catch (Refused e) {
                assertThat(e.fault()).isEqualTo(org.duecourse.io.Fault.CONFLICT);
              }
            }
            return null;
          });
    }
    try (ExecutorService rush = Executors.newFixedThreadPool(16)) {
      for (Future<Void> client : rush.invokeAll(clients)) {
        client.get();
      }
    }
    assertThat(removed.get()).isPositive();
    assertThat(agreed.get()).isPositive();
    ProtectedWeek lee = time.week(LEE, "lee", WEDNESDAY);
    ProtectedWeek cho = time.week(CHO, "cho", WEDNESDAY);
    assertThat(lee.plannedMinutes() + lee.takenMinutes() - lee.givenMinutes())
        .isGreaterThanOrEqualTo(180);
    assertThat(cho.plannedMinutes()).as("two of five can go").isEqualTo(180);
    assertThat(lee.takenMinutes()).isEqualTo(60 * agreed.get());
    assertThat(lee.keptMinutes())
        .as("no visit lies in protected time")
        .isEqualTo(lee.plannedMinutes());
  }
}
