package org.duecourse.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CHO;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;
import static org.duecourse.desk.DeskWorld.instant;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Block;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.Role;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.WeekBlock;
import org.duecourse.desk.WeekTemplate;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The weeks of Lee and Cho at Eastside from Monday, June 8, 2026: an hour of protected time at 5
 * p.m. of each day, under a term of 5 hours a week.
 */
class ProtectedTimeTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 6, 8);
  private static final LocalDate NEXT = LocalDate.of(2026, 6, 15);

  private DeskWorld world;
  private ProtectedTime time;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    time = ProtectedTime.over(world.desk());
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
                null,
                hours,
                13,
                null,
                2,
                MONDAY,
                "the contract of these tests"));
  }

  private ProtectedWeek lee(LocalDate day) {
    return time.week(LEE, "lee", day);
  }

  private void away(String clinician, String day, String from, String to) {
    world
        .desk()
        .absences()
        .declare(MANAGER, "eastside", clinician, instant(day, from), instant(day, to), "illness");
  }

  @Test
  void nothingIsOwedBeforeATermIsAdopted() {
    ProtectedWeek week = lee(MONDAY);
    assertThat(week.termMinutes()).isZero();
    assertThat(week.floorMinutes()).isZero();
    assertThat(week.plannedMinutes()).isEqualTo(300);
    assertThat(week.keptMinutes()).isEqualTo(300);
    assertThat(week.days())
        .extracting(ProtectedWeek.Day::keptMinutes)
        .containsExactly(60, 60, 60, 60, 60, 0, 0);
    adopt(5);
    assertThat(lee(LocalDate.of(2026, 6, 11)).floorMinutes()).isEqualTo(300);
    assertThat(lee(LocalDate.of(2026, 6, 1)).floorMinutes()).as("before the term").isZero();
  }

  @Test
  void theFloorIsProRata() {
    adopt(5);
    Practitioner lee = world.desk().people().practitioner("lee");
    world
        .desk()
        .people()
        .keep(
            MANAGER,
            new Practitioner(
                "lee",
                lee.name(),
                lee.discipline(),
                lee.languages(),
                null,
                0.85,
                true,
                lee.sites(),
                lee.version()));
    assertThat(lee(MONDAY).floorMinutes()).as("300 x 0.85").isEqualTo(255);
    away("lee", "2026-06-09", "00:00", "23:59");
    assertThat(lee(MONDAY).floorMinutes()).as("four of five days").isEqualTo(204);
    assertThat(lee(MONDAY).plannedMinutes()).isEqualTo(240);
    away("lee", "2026-06-10", "08:00", "09:30");
    assertThat(lee(MONDAY).workedDays()).as("an hour and a half is no day").isEqualTo(4);
    away("lee", "2026-06-11", "13:00", "18:00");
    assertThat(lee(MONDAY).workedDays()).as("more than half of the day").isEqualTo(3);
    assertThat(lee(LocalDate.of(2026, 9, 8)).workedDays()).as("Monday is Labor Day").isEqualTo(4);
    world.clinician("ito", "eastside");
    world.week("ito", "eastside", "2026-06-17");
    assertThat(time.week(MANAGER, "ito", NEXT))
        .as("from Wednesday on")
        .extracting(
            ProtectedWeek::usualDays, ProtectedWeek::workedDays, ProtectedWeek::floorMinutes)
        .containsExactly(5, 3, 180);
    assertThat(time.week(MANAGER, "ito", MONDAY).floorMinutes())
        .as("before the first week")
        .isZero();
  }

  @Test
  void everyFloorIsTheOneThatPlainArithmeticGives() {
    SplittableRandom random = new SplittableRandom(61);
    adopt(4.5);
    world.site("north");
    ContractTerms.over(world.desk())
        .adopt(
            MANAGER,
            new ContractTerms.NewTerm(
                ContractTerm.Kind.PROTECTED_HOURS_WEEK,
                "north",
                6,
                13,
                null,
                2,
                NEXT,
                "the contract of north"));
    for (int n = 0; n < 6; n++) {
      String id = "c" + n;
      List<String> sites = n % 2 == 0 ? List.of("eastside") : List.of("eastside", "north");
      double fte = (50 + random.nextInt(51)) / 100.0;
      world
          .desk()
          .people()
          .keep(
              MANAGER,
              new Practitioner(
                  id, "Dr. " + id, "therapist", List.of("en"), null, fte, true, sites, 0));
      List<WeekBlock> blocks = new ArrayList<>();
      for (DayOfWeek day : DayOfWeek.values()) {
        if (random.nextInt(10) < 7) {
          WeekBlock.Weeks weeks = WeekBlock.Weeks.values()[random.nextInt(3)];
          blocks.add(block(day, weeks, "09:00", "12:00", Purpose.RETURN));
          blocks.add(block(day, weeks, "12:00", "13:00", Purpose.BREAK));
          blocks.add(block(day, weeks, "13:00", "14:00", Purpose.PROTECTED));
        }
      }
      world
          .desk()
          .supply()
          .keep(
              MANAGER,
              new WeekTemplate(id, "eastside", MONDAY.plusDays(random.nextInt(6)), blocks));
      for (int a = 0; a < 4; a++) {
        String day = MONDAY.plusDays(random.nextInt(28)).toString();
        int from = 7 + random.nextInt(6);
        away(id, day, "%02d:00".formatted(from), "%02d:30".formatted(from + random.nextInt(6)));
      }
    }
    int floors = 0;
    for (int n = 0; n < 6; n++) {
      for (LocalDate monday = MONDAY;
          monday.isBefore(MONDAY.plusWeeks(6));
          monday = monday.plusWeeks(1)) {
        int floor = plainFloor("c" + n, monday);
        assertThat(time.week(MANAGER, "c" + n, monday).floorMinutes())
            .as("c%s, %s", n, monday)
            .isEqualTo(floor);
        floors += floor > 0 ? 1 : 0;
      }
    }
    assertThat(floors).isGreaterThan(20);
  }

  private static WeekBlock block(
      DayOfWeek day, WeekBlock.Weeks weeks, String from, String to, Purpose purpose) {
    return new WeekBlock(
        day,
        weeks,
        LocalTime.parse(from),
        LocalTime.parse(to),
        purpose,
        60,
        Set.of(org.duecourse.booking.Mode.VIDEO),
        null);
  }

  /** The same by minutes counted one after the other. */
  private int plainFloor(String clinician, LocalDate monday) {
    Practitioner who = world.desk().people().practitioner(clinician);
    double term = who.sites().contains("north") && !monday.isBefore(NEXT) ? 6 : 4.5;
    Map<LocalDate, Set<String>> minutes = new TreeMap<>();
    Map<LocalDate, Set<String>> away = new TreeMap<>();
    List<String[]> absences =
        world
            .store()
            .texts(
                "select lower(during)::text || '|' || upper(during)::text from absence where clinician_id = '"
                    + clinician
                    + "'")
            .stream()
            .map(
                each ->
                    each.replace(' ', 'T')
                        .replaceAll("(\\d\\d)(\\+00|-07)(\\||$)", "$1$2:00$3")
                        .split("\\|"))
            .toList();
    for (Block block : world.desk().supply().blocks("eastside", monday, monday.plusDays(6))) {
      if (!block.clinicianId().equals(clinician) || block.purpose() == Purpose.BREAK) {
        continue;
      }
      for (var at = block.starts(); at.isBefore(block.ends()); at = at.plusSeconds(60)) {
        minutes.computeIfAbsent(block.day(), day -> new TreeSet<>()).add(at.toString());
        for (String[] absence : absences) {
          if (!at.isBefore(java.time.OffsetDateTime.parse(absence[0]).toInstant())
              && at.isBefore(java.time.OffsetDateTime.parse(absence[1]).toInstant())) {
            away.computeIfAbsent(block.day(), day -> new TreeSet<>()).add(at.toString());
          }
        }
      }
    }
    long worked =
        minutes.entrySet().stream()
            .filter(
                day -> away.getOrDefault(day.getKey(), Set.of()).size() * 2 < day.getValue().size())
            .count();
    Set<DayOfWeek> usual = EnumSet.noneOf(DayOfWeek.class);
    world.desk().supply().weeks(clinician, monday).stream()
        .filter(week -> week.from().isBefore(monday.plusDays(7)))
        .flatMap(week -> week.blocks().stream())
        .filter(block -> block.purpose() != Purpose.BREAK)
        .filter(
            block ->
                block.weeks() == WeekBlock.Weeks.EVERY
                    || (block.weeks() == WeekBlock.Weeks.ODD)
                        == (monday.get(java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR) % 2
                            == 1))
        .forEach(block -> usual.add(block.weekday()));
    return worked == 0
        ? 0
        : (int)
            Math.floor(
                Math.round(term * 60 * who.fte() * 1e6)
                        / 1e6
                        * worked
                        / Math.max(usual.size(), worked)
                    + 1e-9);
  }

  @Test
  void theQueueStandsBesideTheTime() {
    String order = world.returnOrder("2026-06-09", "2026-06-10", "2026-06-12");
    world
        .desk()
        .work()
        .run(
            handle -> {
              org.duecourse.desk.Tasks.about(
                  handle,
                  TaskKind.ASK_EXTENSION,
                  "eastside",
                  world.order(order).patientId(),
                  "own",
                  "Lee's patient",
                  instant("2026-06-10", "17:00"),
                  world.instant());
              org.duecourse.desk.Tasks.about(
                  handle,
                  TaskKind.CRISIS_REQUEST,
                  "eastside",
                  null,
                  "taken",
                  "Lee took it",
                  instant("2026-06-11", "09:00"),
                  world.instant());
              handle.execute("update task set owner = 'lee.account' where kind = 'crisis_request'");
            });
    assertThat(lee(MONDAY).days())
        .extracting(ProtectedWeek.Day::keptMinutes, ProtectedWeek.Day::dueMinutes)
        .startsWith(
            org.assertj.core.groups.Tuple.tuple(60, 0),
            org.assertj.core.groups.Tuple.tuple(60, 0),
            org.assertj.core.groups.Tuple.tuple(60, 5),
            org.assertj.core.groups.Tuple.tuple(60, 30));
    assertThat(lee(MONDAY).dueMinutes()).isEqualTo(35);
    assertThat(lee(NEXT).overdueMinutes()).as("what was not done by then").isEqualTo(35);
    assertThat(time.week(CHO, "cho", MONDAY).dueMinutes())
        .as("Lee's patient is not Cho's")
        .isZero();
  }

  @Test
  void onlyTheClinicianAndWhoRunsTheClinicSeeAWeek() {
    assertThatThrownBy(() -> time.week(CHO, "lee", MONDAY))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("no 'clinician lee'");
    Actor north = new Actor("n", EnumSet.of(Role.CLINIC_MANAGER), Set.of("north"), null);
    assertThatThrownBy(() -> time.week(north, "lee", MONDAY)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> time.weeks(north, "eastside", MONDAY)).isInstanceOf(Refused.class);
    assertThat(time.weeks(MANAGER, "eastside", MONDAY))
        .extracting(ProtectedWeek::clinicianId)
        .containsExactly("cho", "lee");
    assertThat(
            world
                .store()
                .texts("select subject from audit where action = 'protected.read' order by id"))
        .containsExactly("site:eastside");
  }
}
