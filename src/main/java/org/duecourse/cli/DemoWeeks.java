package org.duecourse.cli;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.VisitKind;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Block;
import org.duecourse.desk.Desk;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.People;
import org.duecourse.desk.Place;

/**
 * Two busy weeks at one clinic of the demo, so that a strike there has somebody to displace: return
 * visits of invented people on the first Tuesday that leaves the ten days of notice, and around it.
 */
final class DemoWeeks {
  private static final String SITE = "eastside";
  private static final int NOTICE_DAYS = 10;
  private static final int DAYS_AROUND = 6;
  private static final int[] TOLERANCES = {1, 2, 3, 7};
  private static final int[] WEIGHTS = {1, 3, 3, 6, 10};
  private static final double SHARE = 0.7;

  private final Desk desk;
  private final Actor actor;
  private final LocalDate today;
  private final SplittableRandom random = new SplittableRandom(2019);
  private int people;

  private DemoWeeks(Desk desk, Actor actor, LocalDate today) {
    this.desk = desk;
    this.actor = actor;
    this.today = today;
  }

  /** Books them; the same day gives the same visits. */
  static void fill(Desk desk, Actor actor, LocalDate today) {
    if (desk.people().sites().stream().anyMatch(site -> site.id().equals(SITE))) {
      new DemoWeeks(desk, actor, today).fill();
    }
  }

  private void fill() {
    LocalDate strike = today.plusDays(NOTICE_DAYS + 1L);
    while (strike.getDayOfWeek() != DayOfWeek.TUESDAY) {
      strike = strike.plusDays(1);
    }
    List<Block> blocks =
        desk.supply().blocks(SITE, strike.minusDays(DAYS_AROUND), strike.plusDays(DAYS_AROUND));
    for (Block block : blocks) {
      if (block.purpose() != Purpose.RETURN || !block.state().equals("active")) {
        continue;
      }
      Instant at = block.starts();
      while (!at.plus(block.placeMinutes(), ChronoUnit.MINUTES).isAfter(block.ends())) {
        if (random.nextDouble() < SHARE) {
          visit(block, at);
        }
        at = at.plus(block.placeMinutes(), ChronoUnit.MINUTES);
      }
    }
  }

  /** A person with a return order whose window lies around the place, booked there. */
  private void visit(Block block, Instant at) {
    people++;
    String patient =
        desk.people()
            .add(
                actor,
                new People.NewPatient(
                    "S" + people,
                    DemoDesk.given(people),
                    "Strikesample S" + people,
                    null,
                    SITE,
                    "en",
                    "555-0199",
                    null,
                    "phone"));
    int tolerance = TOLERANCES[random.nextInt(TOLERANCES.length)];
    int weight = WEIGHTS[random.nextInt(WEIGHTS.length)];
    LocalDate target = block.day().plusDays(random.nextInt(2 * tolerance + 1) - tolerance);
    NewOrder order =
        new NewOrder(
            VisitKind.RETURN,
            patient,
            SITE,
            block.clinicianId(),
            today.minusDays(7),
            target.minusDays(tolerance),
            target,
            target.plusDays(tolerance),
            weight,
            weight == 10 ? "risk" : "usual",
            Continuity.PREFERRED,
            null,
            null,
            null,
            45,
            "routine",
            1,
            7);
    String id = desk.orders().enter(actor, order).getFirst();
    desk.bookings()
        .book(
            actor,
            id,
            0,
            new Place(block.clinicianId(), SITE, at, Mode.IN_PERSON, null),
            null,
            null,
            "staff");
  }
}
