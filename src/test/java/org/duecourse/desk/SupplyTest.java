package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.duecourse.booking.Purpose;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SupplyTest {
  private DeskWorld world;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
  }

  @AfterEach
  void nothingIsBroken() {
    world.nothingIsBroken();
    world.close();
  }

  @Test
  void aWeekIsMadeIntoBlocksForThirteenMonthsAtTheSameWallClockTimeAllYear() {
    try (DeskWorld year = DeskWorld.eastside(396)) {
      thirteenMonths(year);
    }
  }

  private static void thirteenMonths(DeskWorld world) {
    List<Block> blocks =
        world
            .desk()
            .supply()
            .blocks("eastside", LocalDate.of(2026, 6, 8), LocalDate.of(2027, 12, 31));
    assertThat(blocks.getLast().day())
        .isBetween(LocalDate.of(2027, 7, 7), LocalDate.of(2027, 7, 9));
    assertThat(blocks)
        .filteredOn(b -> b.purpose() == Purpose.FIRST)
        .allSatisfy(
            b ->
                assertThat(ZonedDateTime.ofInstant(b.starts(), DeskWorld.ZONE).toLocalTime())
                    .isEqualTo(LocalTime.of(16, 0)));
    assertThat(blocks)
        .filteredOn(b -> b.purpose() == Purpose.CRISIS)
        .allSatisfy(
            b -> assertThat(b.releaseAt()).isEqualTo(b.starts().minus(Duration.ofHours(24))));
  }

  @Test
  void noBlockIsMadeOnADayOff() {
    LocalDate laborDay = LocalDate.of(2026, 9, 7);
    assertThat(world.desk().supply().blocks("eastside", laborDay, laborDay)).isEmpty();
    assertThat(world.desk().supply().blocks("eastside", laborDay.plusDays(1), laborDay.plusDays(1)))
        .isNotEmpty();
  }

  @Test
  void theHorizonRollsOnAndMakesNothingTwice() {
    assertThat(world.desk().supply().extendAll()).isZero();
    world.passes(Duration.ofDays(7));
    int made = world.desk().supply().extendAll();
    assertThat(made).as("five days of six blocks for two").isBetween(48, 60);
    assertThat(world.desk().supply().extendAll()).isZero();
  }

  @Test
  void aNewWeekReplacesTheOldOneAndVisitsOutsideItAreWorkForTheClinic() {
    String kept = world.returnOrder("2026-06-16", "2026-06-16", "2026-06-19");
    String outside = world.returnOrder("2026-06-16", "2026-06-16", "2026-06-19");
    Visit stays = world.booked(kept, "lee", "2026-06-16", "09:00");
    Visit lost = world.booked(outside, "lee", "2026-06-16", "15:00");
    Supply.Changed changed =
        world
            .desk()
            .supply()
            .keep(
                MANAGER,
                new WeekTemplate(
                    "lee",
                    "eastside",
                    LocalDate.of(2026, 6, 15),
                    List.of(
                        WeekBlock.of(DayOfWeek.TUESDAY, "09:00", "12:00", Purpose.RETURN, 60))));
    assertThat(changed.visitsOutside()).isEqualTo(1);
    assertThat(world.visit(stays.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(world.visit(lost.id()).state()).isEqualTo(VisitState.BOOKED);
    assertThat(world.openTasks(outside))
        .extracting(Task::kind)
        .containsExactly(TaskKind.CHECK_VISIT);
    assertThat(
            world
                .desk()
                .supply()
                .blocks("eastside", LocalDate.of(2026, 6, 15), LocalDate.of(2026, 6, 15)))
        .noneMatch(b -> b.clinicianId().equals("lee"));
    assertThat(world.desk().supply().weeks("lee", LocalDate.of(2026, 6, 8))).hasSize(2);
  }

  @Test
  void everythingThatIsWrongWithAWeekIsSaidAtOnce() {
    WeekTemplate week =
        new WeekTemplate(
            "lee",
            "eastside",
            LocalDate.of(2026, 6, 15),
            List.of(
                WeekBlock.of(DayOfWeek.MONDAY, "09:00", "12:00", Purpose.RETURN, 60),
                WeekBlock.of(DayOfWeek.MONDAY, "11:00", "13:00", Purpose.FIRST, 60),
                WeekBlock.of(DayOfWeek.TUESDAY, "12:00", "09:00", Purpose.RETURN, 2)));
    assertThatThrownBy(() -> world.desk().supply().keep(MANAGER, week))
        .isInstanceOfSatisfying(
            Refused.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.place())
                    .containsExactly("block 2", "block 3", "block 3"));
    assertThatThrownBy(
            () ->
                world
                    .desk()
                    .supply()
                    .keep(
                        CLERK,
                        new WeekTemplate("lee", "eastside", LocalDate.of(2026, 6, 15), List.of())))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_ALLOWED));
  }

  @Test
  void nobodyIsAtTwoClinicsAtOnce() {
    world.site("north");
    Practitioner lee = world.desk().people().practitioner("lee");
    world
        .desk()
        .people()
        .keep(
            MANAGER,
            new Practitioner(
                lee.id(),
                lee.name(),
                lee.discipline(),
                lee.languages(),
                null,
                1,
                true,
                List.of("eastside", "north"),
                lee.version()));
    assertThatThrownBy(
            () ->
                world
                    .desk()
                    .supply()
                    .keep(
                        MANAGER,
                        new WeekTemplate(
                            "lee",
                            "north",
                            LocalDate.of(2026, 6, 15),
                            List.of(
                                WeekBlock.of(
                                    DayOfWeek.MONDAY, "10:00", "11:00", Purpose.RETURN, 60)))))
        .hasMessageContaining("is at eastside already");
    assertThatThrownBy(
            () ->
                world
                    .desk()
                    .supply()
                    .add(
                        MANAGER,
                        "lee",
                        "north",
                        LocalDate.of(2026, 6, 15),
                        LocalTime.of(10, 0),
                        LocalTime.of(11, 0),
                        Purpose.RETURN,
                        60,
                        "an extra hour"))
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFLICT));
  }

  @Test
  void aBlockWithVisitsIsNotTakenAway() {
    String order = world.returnOrder("2026-06-16", "2026-06-16", "2026-06-19");
    Visit visit = world.booked(order, "lee", "2026-06-16", "09:00");
    long block = java.util.Objects.requireNonNull(visit.blockId());
    assertThatThrownBy(() -> world.desk().supply().remove(MANAGER, block, 1, "no longer needed"))
        .hasMessageContaining("There are visits in this block");
    world.desk().bookings().cancel(CLERK, visit.id(), 0, Bookings.By.PATIENT, "time");
    world.desk().supply().remove(MANAGER, block, 1, "no longer needed");
    assertThat(world.book(order, "lee", "2026-06-16", "09:00"))
        .isInstanceOfSatisfying(Booking.Against.class, a -> assertThat(a.noBlock()).isTrue());
  }
}
