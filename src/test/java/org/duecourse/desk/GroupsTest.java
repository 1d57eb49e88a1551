package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.VisitKind;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.Test;

class GroupsTest {
  @Test
  void twentyWantEightSeatsAndEightHaveThemEachTheirOwn() throws Exception {
    try (DeskWorld world = DeskWorld.at("2026-06-08", "08:00")) {
      world.site("eastside");
      world.clinician("lee", "eastside");
      world
          .desk()
          .supply()
          .keep(
              MANAGER,
              new WeekTemplate(
                  "lee",
                  "eastside",
                  LocalDate.of(2026, 6, 8),
                  List.of(WeekBlock.of(DayOfWeek.TUESDAY, "14:00", "15:30", Purpose.GROUP, 90))));
      long block =
          world
              .desk()
              .supply()
              .blocks("eastside", LocalDate.of(2026, 6, 9), LocalDate.of(2026, 6, 9))
              .getFirst()
              .id();
      long session = world.desk().groups().plan(MANAGER, block, "Calm and steady", 8, 3);
      List<String> orders = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        orders.add(order(world));
      }
      List<Callable<Boolean>> wishes = new ArrayList<>();
      for (String order : orders) {
        wishes.add(
            () -> {
              try {
                return world.desk().groups().seat(CLERK, session, order) instanceof Booking.Done;
              } catch (Refused full) {
                return false;
              }
            });
      }
      int seated = 0;
      try (ExecutorService clients = Executors.newFixedThreadPool(10)) {
        for (Future<Boolean> wish : clients.invokeAll(wishes)) {
          seated += wish.get() ? 1 : 0;
        }
      }
      assertThat(seated).isEqualTo(8);
      assertThat(world.desk().groups().ahead("eastside").getFirst().taken()).isEqualTo(8);
      assertThatThrownBy(() -> world.desk().groups().seat(CLERK, session, order(world)))
          .hasMessageContaining("The group is full");
      // The clinician's time is taken by the group, whoever else asks for it.
      String single = world.returnOrder("2026-06-09", "2026-06-09", "2026-06-09");
      assertThat(
              world
                  .desk()
                  .bookings()
                  .book(
                      Actor.DESK,
                      single,
                      0,
                      DeskWorld.place("lee", "2026-06-09", "14:30"),
                      SetAside.because("to see that it is refused"),
                      null,
                      "import"))
          .isInstanceOf(Booking.Taken.class);
      world.nothingIsBroken();

      world.desk().groups().cancel(MANAGER, session, "closure");
      assertThat(orders).allMatch(order -> world.order(order).state() == Order.State.OPEN);
      assertThat(orders).allMatch(order -> world.openTasks(order).size() == 1);
      world.nothingIsBroken();
    }
  }

  private static String order(DeskWorld world) {
    return world
        .desk()
        .orders()
        .enter(
            CLERK,
            new NewOrder(
                VisitKind.GROUP,
                world.patient(),
                "eastside",
                "lee",
                null,
                LocalDate.of(2026, 6, 8),
                LocalDate.of(2026, 6, 9),
                LocalDate.of(2026, 6, 19),
                3,
                "usual",
                Continuity.NONE,
                null,
                null,
                Mode.IN_PERSON,
                90,
                "routine",
                1,
                7))
        .getFirst();
  }
}
