package org.duecourse.desk;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.duecourse.store.Store;
import org.duecourse.store.StorePlace;

/**
 * A program that books a thousand visits, eight at a time, and prints each that was acknowledged.
 * It is killed in the midst of it, and goes on where it was when started again.
 */
final class BookingProgram {
  static final int ORDERS = 1_000;
  static final int CLINICIANS = 20;
  static final Instant NOW = Instant.parse("2026-06-08T15:00:00Z");
  static final Actor EVERYBODY = new Actor("program", EnumSet.allOf(Role.class), Set.of(), null);

  private BookingProgram() {}

  /** Argument: the folder of the store. */
  public static void main(String[] args) {
    try (Store store =
        Store.open(
            new StorePlace.Folder(Path.of(args[0])), line -> System.out.println("said: " + line))) {
      Desk desk = Desk.over(store.jdbi(), InstantSource.fixed(NOW));
      List<String> orders = fill(store, desk);
      System.out.println("ready");
      AtomicInteger next = new AtomicInteger();
      try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
        for (int c = 0; c < 8; c++) {
          clients.execute(
              () -> {
                for (int i = next.getAndIncrement(); i < ORDERS; i = next.getAndIncrement()) {
                  if (book(desk, orders.get(i), i) instanceof Booking.Done done) {
                    System.out.println("acknowledged " + orders.get(i) + " " + done.visit().id());
                  }
                }
              });
        }
      }
      System.out.println("finished");
    }
  }

  /** Each order has a place of its own; the same key each time it is asked. */
  static Booking book(Desk desk, String order, int i) {
    return desk.bookings().book(EVERYBODY, order, 0, place(i), null, "key-" + i, "interface");
  }

  static Place place(int i) {
    int perDay = CLINICIANS * 8;
    return new Place(
        "c" + i % CLINICIANS,
        "s",
        Instant.parse("2026-06-09T09:00:00Z")
            .plus(Duration.ofDays(i / perDay))
            .plus(Duration.ofHours(i % perDay / CLINICIANS)),
        Mode.IN_PERSON,
        null);
  }

  /** A clinic with its orders, unless it is there. */
  static List<String> fill(Store store, Desk desk) {
    List<String> there =
        store
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("select id from visit_order order by length(id), id")
                        .mapTo(String.class)
                        .list());
    if (there.size() == ORDERS) {
      return there;
    }
    desk.people().keep(EVERYBODY, Site.of("s", "Harbor", "UTC", "every-day"));
    for (int c = 0; c < CLINICIANS; c++) {
      desk.people()
          .keep(
              EVERYBODY,
              new Practitioner(
                  "c" + c,
                  "Dr. Sample",
                  "therapist",
                  List.of("en"),
                  null,
                  1,
                  true,
                  List.of("s"),
                  0));
      List<WeekBlock> week = new ArrayList<>();
      for (java.time.DayOfWeek day : java.time.DayOfWeek.values()) {
        week.add(WeekBlock.of(day, "09:00", "17:00", Purpose.RETURN, 60));
      }
      desk.supply().keep(EVERYBODY, new WeekTemplate("c" + c, "s", LocalDate.of(2026, 6, 8), week));
    }
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      String patient =
          desk.people()
              .add(
                  EVERYBODY,
                  new People.NewPatient(
                      "P" + i, "Ada", "Sample", null, "s", "en", null, null, "phone"));
      orders.add(
          desk.orders()
              .enter(
                  EVERYBODY,
                  NewOrder.returnVisit(
                      patient,
                      "s",
                      "c" + i % CLINICIANS,
                      LocalDate.of(2026, 6, 8),
                      LocalDate.of(2026, 6, 8),
                      LocalDate.of(2026, 6, 10),
                      LocalDate.of(2026, 7, 8)))
              .getFirst());
    }
    return orders;
  }
}
