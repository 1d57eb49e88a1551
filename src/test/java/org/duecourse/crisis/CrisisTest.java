package org.duecourse.crisis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.duecourse.crisis.CoverPlan.Named;
import org.duecourse.crisis.CoverPlan.Piece;
import org.duecourse.crisis.CoverPlan.Stretch;
import org.duecourse.desk.Actor;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.Role;
import org.duecourse.desk.Task;
import org.duecourse.desk.TaskKind;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Eastside on Monday, June 8, 2026, at 8:00: Lee and Cho answer crises from 8 to 9, nobody after.
 */
class CrisisTest {
  private static final Actor OSEI =
      new Actor(
          "osei",
          EnumSet.of(Role.CRISIS_CLINICIAN, Role.TRIAGE_CLINICIAN),
          Set.of("eastside"),
          null);
  private static final Actor NORTH =
      new Actor("north", EnumSet.allOf(Role.class), Set.of("north"), null);
  private static final LocalDate TUESDAY = LocalDate.of(2026, 6, 9);

  private DeskWorld world;
  private Crisis crisis;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    crisis = Crisis.over(world.desk());
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    world.close();
  }

  private static Instant at(String time) {
    return DeskWorld.instant("2026-06-09", time);
  }

  private List<Task> gaps() {
    return world.desk().tasks().open(MANAGER, "eastside", 500).stream()
        .filter(task -> task.kind() == TaskKind.CRISIS_GAP)
        .toList();
  }

  @Test
  void somebodyIsNamedForTheSameHoursOfManyWeeksOverAClockChange() {
    Instant from = DeskWorld.instant("2026-10-27", "09:00");
    crisis.name(MANAGER, "eastside", "lee", from, from.plus(Duration.ofHours(9)), "phone", 2);
    for (String day : List.of("2026-10-27", "2026-11-03")) {
      assertThat(crisis.cover("eastside", LocalDate.parse(day)))
          .as(day)
          .contains(
              new Piece(
                  DeskWorld.instant(day, "09:00"),
                  DeskWorld.instant(day, "18:00"),
                  List.of("lee")));
    }
    assertThat(crisis.cover("eastside", LocalDate.of(2026, 10, 20)).getLast().isCovered())
        .isFalse();
    assertThatThrownBy(
            () -> crisis.name(MANAGER, "eastside", "lee", from, from.plusSeconds(60), "phone", 27))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("1 to 26 weeks");
  }

  @Test
  void anAbsenceThatOpensAGapMakesItsTaskInTheSameActAndTakenBackItIsSettled() {
    crisis.name(MANAGER, "eastside", "lee", at("08:00"), at("18:00"), "phone");
    assertThat(gaps()).as("Lee answers all Tuesday").isEmpty();
    world
        .desk()
        .absences()
        .declare(MANAGER, "eastside", "lee", at("10:00"), at("12:00"), "illness");
    assertThat(gaps())
        .extracting(Task::about)
        .as("without any round of the desk")
        .containsExactly("eastside:" + TUESDAY);
    long task = gaps().getFirst().id();
    assertThatThrownBy(() -> world.desk().tasks().complete(MANAGER, task, "looked at"))
        .as("looking does not close a gap")
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Name somebody");
    long absence = world.desk().absences().ahead("eastside").getFirst().id();
    world.desk().absences().withdraw(MANAGER, absence);
    assertThat(gaps()).isEmpty();
  }

  @Test
  void everyHalfHourHasANamedPersonOrIsSaidToHaveNone() {
    assertThat(crisis.cover("eastside", TUESDAY))
        .containsExactly(
            new Piece(at("08:00"), at("09:00"), List.of("cho", "lee")),
            new Piece(at("09:00"), at("18:00"), List.of()));
    assertThat(crisis.cover("eastside", LocalDate.of(2026, 6, 13))).as("a Saturday").isEmpty();
    crisis.name(MANAGER, "eastside", "lee", at("09:00"), at("12:45"), "phone");
    assertThat(crisis.cover("eastside", TUESDAY))
        .as("a half-hour is covered as a whole or not at all")
        .contains(
            new Piece(at("09:00"), at("12:30"), List.of("lee")),
            new Piece(at("12:30"), at("18:00"), List.of()));
  }

  @Test
  void coverFallsAwayWithTheAbsenceOfItsPersonAndTheClinicStaysOpen() {
    crisis.name(MANAGER, "eastside", "lee", at("09:00"), at("18:00"), "in_person");
    crisis.raiseGaps();
    long before = gaps().stream().filter(task -> task.why().contains("2026-06-09")).count();
    assertThat(before).isZero();
    world.desk().absences().declare(MANAGER, "eastside", null, at("00:00"), at("23:00"), "closure");
    assertThat(crisis.cover("eastside", TUESDAY))
        .containsExactly(new Piece(at("08:00"), at("18:00"), List.of()));
    crisis.raiseGaps();
    assertThat(gaps()).extracting(Task::why).contains("Nobody is named for crises on 2026-06-09.");
  }

  @Test
  void aGapIsOneTaskBeforeItComesAndIsSettledWhenSomebodyIsNamed() {
    assertThat(crisis.raiseGaps()).isEqualTo(20);
    crisis.raiseGaps();
    assertThat(gaps()).as("twenty business days, each once").hasSize(20);
    Task tuesday =
        gaps().stream().filter(task -> task.why().contains("2026-06-09")).findFirst().orElseThrow();
    assertThat(tuesday.dueAt()).isBefore(at("09:00")).isAfter(world.instant());
    crisis.name(MANAGER, "eastside", "cho", at("09:00"), at("18:00"), "phone");
    assertThat(gaps()).extracting(Task::id).doesNotContain(tuesday.id());
    refused(
        () -> crisis.name(CLERK, "eastside", "cho", at("09:00"), at("18:00"), "phone"),
        Fault.NOT_ALLOWED,
        "Naming people");
    refused(
        () -> crisis.name(NORTH, "eastside", "cho", at("09:00"), at("18:00"), "phone"),
        Fault.NOT_FOUND,
        "clinic eastside");
    refused(
        () -> crisis.name(MANAGER, "eastside", "cho", at("18:00"), at("09:00"), "phone"),
        Fault.INPUT,
        "from an earlier time");
  }

  @Test
  void aRequestRunsFromTheCallToTheVisitAndTheReturnIsOrdered() {
    String id =
        crisis.enter(
            CLERK,
            new Crisis.NewRequest("eastside", null, "a caller, 555-0142", "phone", "emergency"));
    CrisisRequest request = crisis.queue(OSEI, "eastside").getFirst();
    assertThat(Duration.between(request.receivedAt(), request.dueAt()))
        .isEqualTo(Duration.ofHours(4));
    assertThat(world.desk().tasks().open(MANAGER, "eastside", 100))
        .filteredOn(task -> task.kind() == TaskKind.CRISIS_REQUEST)
        .extracting(Task::dueAt)
        .containsExactly(request.dueAt());
    refused(() -> crisis.contacted(CLERK, id), Fault.NOT_ALLOWED, "Answering a crisis");
    world.passes(Duration.ofMinutes(20));
    crisis.contacted(OSEI, id);
    refused(() -> crisis.orderReturn(OSEI, id, "lee"), Fault.CONFLICT, "who the person is");
    String patient = world.patient();
    crisis.known(OSEI, id, patient);
    world.passes(Duration.ofMinutes(40));
    String order = crisis.orderReturn(OSEI, id, "lee");
    assertThat(world.order(order).patientId()).isEqualTo(patient);
    assertThat(world.order(order).latest()).isEqualTo(LocalDate.of(2026, 6, 15));
    assertThat(world.order(order).weight()).isEqualTo(6);
    assertThat(world.openTasks(order)).isNotEmpty();
    refused(() -> crisis.orderReturn(OSEI, id, "lee"), Fault.CONFLICT, "ordered already");
    crisis.seen(OSEI, id);
    assertThat(crisis.queue(OSEI, "eastside")).isEmpty();
    refused(() -> crisis.seen(OSEI, id), Fault.CONFLICT, "closed already");
    assertThat(
            world
                .store()
                .texts("select action from audit where subject = 'crisis:" + id + "' order by id"))
        .containsExactly(
            "crisis.create", "crisis.contact", "crisis.known", "crisis.order", "crisis.seen");
    refused(() -> crisis.contacted(NORTH, id), Fault.NOT_FOUND, "crisis " + id);
    refused(() -> crisis.queue(LEE, "eastside"), Fault.NOT_ALLOWED, "crisis queue");
  }

  @Test
  void aWarmTransferHasAnAnswerAndResponsesAreCountedByTheirClocks() {
    String inTime = request("urgent");
    String handedOver = request("emergency");
    String late = request("emergency");
    request("emergency");
    refused(
        () -> crisis.transferred(OSEI, handedOver, "Mobile crisis team", " "),
        Fault.INPUT,
        "not warm");
    crisis.transferred(OSEI, handedOver, "Mobile crisis team", "Mr. Example");
    crisis.contacted(OSEI, late);
    world.passes(Duration.ofHours(5));
    crisis.seen(OSEI, late);
    crisis.seen(OSEI, inTime);
    LocalDate today = LocalDate.of(2026, 6, 8);
    assertThat(crisis.responses(OSEI, "eastside", today, today))
        .containsExactly(
            new Crisis.Response("emergency", 3, 1, 1, 2, 1),
            new Crisis.Response("urgent", 1, 1, 1, 0, 0));
    assertThat(crisis.responses(OSEI, "eastside", today.plusDays(1), today.plusDays(2)))
        .allMatch(response -> response.received() == 0);
  }

  private String request(String urgency) {
    return crisis.enter(
        CLERK, new Crisis.NewRequest("eastside", world.patient(), "", "walk_in", urgency));
  }

  @Test
  void piecesCoverTheOpeningTimeWithoutOverlapWhateverIsNamed() {
    SplittableRandom random = new SplittableRandom(3);
    Instant start = at("08:00");
    for (int n = 0; n < 300; n++) {
      Stretch open = new Stretch(start, start.plusSeconds(600L * (1 + random.nextInt(60))));
      List<Named> named = some(random, start);
      List<Named> away = some(random, start);
      List<Piece> pieces = CoverPlan.of(open, named, away);
      assertThat(pieces.getFirst().from()).isEqualTo(open.from());
      assertThat(pieces.getLast().to()).isEqualTo(open.to());
      for (int i = 1; i < pieces.size(); i++) {
        assertThat(pieces.get(i).from()).isEqualTo(pieces.get(i - 1).to());
        assertThat(pieces.get(i).clinicians()).isNotEqualTo(pieces.get(i - 1).clinicians());
      }
      // Minute by minute: whoever is said to answer is named and not away.
      for (Piece piece : pieces) {
        for (Instant at = piece.from(); at.isBefore(piece.to()); at = at.plusSeconds(60)) {
          for (String who : piece.clinicians()) {
            assertThat(holds(named, who, at)).isTrue();
            assertThat(holds(away, who, at)).isFalse();
          }
        }
      }
    }
  }

  private static List<Named> some(SplittableRandom random, Instant start) {
    List<Named> some = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      Instant from = start.plusSeconds(60L * random.nextInt(600));
      some.add(
          new Named(
              "c" + random.nextInt(3),
              new Stretch(from, from.plusSeconds(60L * (1 + random.nextInt(300))))));
    }
    return some;
  }

  private static boolean holds(List<Named> named, String who, Instant at) {
    return named.stream()
        .anyMatch(
            each ->
                each.clinicianId().equals(who)
                    && !each.during().from().isAfter(at)
                    && each.during().to().isAfter(at));
  }

  private static void refused(Runnable what, Fault fault, String words) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(words);
  }
}
