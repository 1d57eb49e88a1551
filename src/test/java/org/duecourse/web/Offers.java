package org.duecourse.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.DeskWorld;
import org.duecourse.desk.EarlierTimes;
import org.duecourse.desk.People;
import org.duecourse.desk.Visit;

/** Makes offers of earlier times at Eastside, each time in another week. */
final class Offers {
  private final DeskWorld world;

  Offers(DeskWorld world) {
    this.world = world;
  }

  /**
   * Two people have a visit on Friday of a week and wait for an earlier time; the place on
   * Wednesday at 10:00 is given back and offered to both.
   *
   * @param week 0 is the week of June 8, 2026
   * @return the secrets of their links
   */
  List<String> inWeek(int week) {
    return inWeek(week, world.patient(), world.patient());
  }

  /** The same for these people. */
  List<String> inWeek(int week, String... people) {
    LocalDate tuesday = LocalDate.of(2026, 6, 9).plusWeeks(week);
    String wednesday = tuesday.plusDays(1).toString();
    String friday = tuesday.plusDays(3).toString();
    Visit given =
        world.booked(
            world.returnOrder(tuesday.toString(), wednesday, friday), "lee", wednesday, "10:00");
    int hour = 10;
    for (String patient : people) {
      String waiting = world.returnOrder(patient, "lee", tuesday.toString(), wednesday, friday);
      world.booked(waiting, "lee", friday, hour++ + ":00");
      world.desk().orders().wantEarlier(DeskWorld.MANAGER, waiting, true, 4);
    }
    world.desk().bookings().cancel(DeskWorld.CLERK, given.id(), 0, Bookings.By.PATIENT, "time");
    world.desk().earlierTimes().work();
    Instant freed = DeskWorld.instant(wednesday, "10:00");
    List<String> made =
        world.desk().earlierTimes().toTell(DeskWorld.MANAGER, "eastside", 500).stream()
            .filter(notice -> freed.equals(notice.starts()))
            .map(EarlierTimes.Notice::token)
            .filter(Objects::nonNull)
            .toList();
    if (made.size() != people.length) {
      throw new IllegalStateException(made.size() + " offers were made.");
    }
    return made;
  }

  /** The secrets of all links that somebody has to send. */
  List<String> open() {
    return world.desk().earlierTimes().toTell(DeskWorld.MANAGER, "eastside", 500).stream()
        .map(EarlierTimes.Notice::token)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Somebody who reads Spanish. */
  String spanishPatient() {
    return world
        .desk()
        .people()
        .add(
            DeskWorld.CLERK,
            new People.NewPatient(
                null,
                "Inés",
                "Muestra",
                LocalDate.of(1990, 5, 5),
                "eastside",
                "es",
                "555-0199",
                null,
                "text"));
  }
}
