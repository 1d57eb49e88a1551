package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duecourse.booking.Purpose;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees which messages, and who may touch what belongs to another clinic. */
class WhoseMessagesTest {
  private static final Actor NORTH_MANAGER =
      new Actor("north", EnumSet.of(Role.CLINIC_MANAGER), Set.of("north"), null);

  private DeskWorld world;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    world.site("north");
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    world.close();
  }

  /** Lee's and Cho's patients wait; a place of each is given back. */
  private void offers() {
    for (String clinician : List.of("lee", "cho")) {
      Visit given =
          world.booked(
              world.returnOrder(
                  world.patient(), clinician, "2026-06-09", "2026-06-10", "2026-06-12"),
              clinician,
              "2026-06-10",
              "10:00");
      String waiting =
          world.returnOrder(world.patient(), clinician, "2026-06-09", "2026-06-10", "2026-06-12");
      world.booked(waiting, clinician, "2026-06-12", "10:00");
      world.desk().orders().wantEarlier(DeskWorld.MANAGER, waiting, true, 4);
      world.desk().bookings().cancel(DeskWorld.CLERK, given.id(), 0, Bookings.By.PATIENT, "time");
    }
    world.desk().earlierTimes().work();
  }

  private List<EarlierTimes.Notice> toTell(Actor actor) {
    return world.desk().earlierTimes().toTell(actor, "eastside", 100);
  }

  @Test
  void aTherapistSeesMessagesToTheOwnPatientsOnly() {
    offers();
    List<EarlierTimes.Notice> all = toTell(DeskWorld.CLERK);
    List<EarlierTimes.Notice> lees = toTell(DeskWorld.LEE);
    assertThat(lees).isNotEmpty().hasSizeLessThan(all.size());
    assertThat(lees)
        .allMatch(
            notice -> "lee".equals(world.order(String.valueOf(notice.orderId())).clinicianId()));
    assertThat(all).extracting(EarlierTimes.Notice::language).containsOnly("en");
    assertThat(all).extracting(EarlierTimes.Notice::starts).doesNotContainNull();
    assertThatThrownBy(() -> toTell(NORTH_MANAGER))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.fault()).isEqualTo(Fault.NOT_FOUND));
  }

  @Test
  void whatWasAnsweredOrHasEndedIsNotToldAnyMore() {
    offers();
    EarlierTimes.Notice first = toTell(DeskWorld.CLERK).getFirst();
    world.desk().earlierTimes().decline(DeskWorld.CLERK, String.valueOf(first.offerId()), "time");
    assertThat(toTell(DeskWorld.CLERK))
        .extracting(EarlierTimes.Notice::id)
        .doesNotContain(first.id());
    assertThat(toTell(DeskWorld.CLERK)).isNotEmpty();
    world.passes(Duration.ofHours(5));
    assertThat(toTell(DeskWorld.CLERK)).isEmpty();
  }

  @Test
  void anAbsenceEverywhereIsTakenBackByWhoCouldEnterIt() {
    world
        .desk()
        .absences()
        .declare(
            DeskWorld.MANAGER,
            null,
            "lee",
            DeskWorld.instant("2026-06-16", "00:00"),
            DeskWorld.instant("2026-06-17", "00:00"),
            "illness");
    long id = world.desk().absences().ahead("eastside").getFirst().id();
    assertThatThrownBy(() -> world.desk().absences().withdraw(NORTH_MANAGER, id))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.fault()).isEqualTo(Fault.NOT_FOUND));
    assertThat(world.desk().absences().ahead("eastside")).hasSize(1);
    world.desk().absences().withdraw(DeskWorld.MANAGER, id);
    assertThat(world.desk().absences().ahead("eastside")).isEmpty();
  }

  @Test
  void aSeatIsGivenAtClinicsOfTheAccountOnly() {
    long block =
        world
            .desk()
            .supply()
            .add(
                DeskWorld.MANAGER,
                "lee",
                "eastside",
                LocalDate.of(2026, 6, 13),
                LocalTime.of(10, 0),
                LocalTime.of(11, 0),
                Purpose.GROUP,
                60,
                "a group on Saturday");
    long group = world.desk().groups().plan(DeskWorld.MANAGER, block, "Skills", 4, 1);
    String north =
        world
            .desk()
            .people()
            .add(
                DeskWorld.CLERK,
                new People.NewPatient(
                    null, "Nora", "Sample", null, "north", "en", null, null, "phone"));
    String order =
        world
            .desk()
            .orders()
            .enter(
                DeskWorld.CLERK,
                new NewOrder(
                    org.duecourse.booking.VisitKind.GROUP,
                    north,
                    "north",
                    null,
                    LocalDate.of(2026, 6, 8),
                    LocalDate.of(2026, 6, 9),
                    LocalDate.of(2026, 6, 12),
                    LocalDate.of(2026, 6, 15),
                    1,
                    "usual",
                    org.duecourse.booking.Continuity.NONE,
                    null,
                    null,
                    null,
                    60,
                    "routine",
                    1,
                    7))
            .getFirst();
    assertThatThrownBy(() -> world.desk().groups().seat(NORTH_MANAGER, group, order))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.fault()).isEqualTo(Fault.NOT_FOUND));
    assertThat(world.desk().groups().seat(DeskWorld.MANAGER, group, order))
        .isInstanceOf(Booking.Done.class);
  }
}
