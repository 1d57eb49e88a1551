package org.duecourse.measure;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.duecourse.measure.PlainLog.Contact;
import org.duecourse.measure.PlainLog.Offer;
import org.duecourse.measure.PlainLog.Order;
import org.duecourse.measure.PlainLog.Request;
import org.duecourse.measure.PlainLog.Visit;
import org.jspecify.annotations.Nullable;

/**
 * Small clean logs full of edges: equal times, days on both sides of the as-of date, missing sites,
 * closed and unlinked rows.
 */
final class RandomLogs {
  private static final List<String> STATUSES =
      List.of(
          "attended",
          "attended",
          "attended",
          "attended",
          "no_show",
          "cancelled_by_patient",
          "cancelled_by_clinic",
          "booked");
  private static final List<String> KINDS =
      List.of("first", "return", "return", "return", "group", "crisis", "administrative_intake");

  private final SplittableRandom random;
  private final LocalDate asOf;
  private final LocalDate from;

  private RandomLogs(long seed) {
    this.random = new SplittableRandom(seed);
    this.asOf = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(400));
    this.from = asOf.minusDays(20 + random.nextInt(200));
  }

  static PlainLog of(long seed) {
    return new RandomLogs(seed).log();
  }

  private PlainLog log() {
    int patients = random.nextInt(14);
    List<Request> requests = new ArrayList<>();
    List<Order> orders = new ArrayList<>();
    List<Visit> visits = new ArrayList<>();
    List<Offer> offers = new ArrayList<>();
    List<Contact> contacts = new ArrayList<>();
    for (int p = 0; p < patients; p++) {
      String patient = "P" + p;
      for (int i = random.nextInt(3); i > 0; i--) {
        LocalDateTime received = time(day(from, asOf));
        requests.add(
            new Request(
                "R" + requests.size(),
                patient,
                received,
                site(),
                pick(0.2, "adult", "child"),
                pick(0.2, "routine", "urgent"),
                maybe(0.2, received.toLocalDate(), asOf.plusDays(20))));
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        orders.add(order("O" + orders.size(), patient));
      }
      for (int i = random.nextInt(9); i > 0; i--) {
        visits.add(visit("A" + visits.size(), patient, requests, orders));
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        contacts.add(
            new Contact("C" + contacts.size(), patient, time(day(from, asOf.plusDays(3)))));
      }
    }
    if (random.nextInt(4) == 0) {
      oneClinicianOrdersALot(orders);
    }
    for (Request request : requests) {
      for (int i = random.nextInt(3); i > 0; i--) {
        LocalDateTime offered = time(day(request.day(), asOf.plusDays(2)));
        offers.add(
            new Offer(
                "F" + offers.size(),
                offered,
                time(day(request.day().minusDays(1), asOf.plusDays(40))),
                request.id()));
      }
    }
    return new PlainLog(
        asOf,
        requests,
        orders,
        visits,
        random.nextBoolean() ? offers : null,
        contacts,
        weeks(),
        crises(),
        covers());
  }

  /** Answered in minutes, hours and days, around the limits of 4 and 24 hours, or not at all. */
  private List<PlainLog.Crisis> crises() {
    List<PlainLog.Crisis> crises = new ArrayList<>();
    for (int i = random.nextInt(14); i > 0; i--) {
      LocalDateTime received = time(day(from, asOf));
      LocalDateTime contacted =
          random.nextInt(4) == 0 ? null : received.plusMinutes(random.nextInt(600));
      LocalDateTime seen = answered(received);
      LocalDateTime transferred = random.nextInt(3) == 0 ? answered(received) : null;
      boolean withdrawn = random.nextInt(5) == 0;
      crises.add(
          new PlainLog.Crisis(
              "K" + crises.size(),
              received,
              random.nextInt(6) == 0 ? null : random.nextBoolean() ? "emergency" : "urgent",
              site(),
              contacted,
              seen,
              transferred,
              withdrawn ? received.plusHours(random.nextInt(40)) : seen,
              withdrawn ? "withdrawn" : seen == null ? null : "seen"));
    }
    return crises;
  }

  private @Nullable LocalDateTime answered(LocalDateTime received) {
    int[] hours = {0, 3, 4, 5, 23, 24, 25, 70};
    return random.nextInt(4) == 0
        ? null
        : received.plusHours(hours[random.nextInt(hours.length)]).plusMinutes(random.nextInt(2));
  }

  private List<PlainLog.Cover> covers() {
    List<PlainLog.Cover> covers = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      covers.add(
          new PlainLog.Cover(
              "D" + covers.size(),
              "S" + random.nextInt(2),
              day(from, asOf.plusDays(3)),
              random.nextInt(9) == 0 ? null : (Integer) (random.nextInt(4) * 6),
              random.nextInt(9) == 0 ? null : (Integer) random.nextInt(20)));
    }
    return covers;
  }

  private List<PlainLog.Week> weeks() {
    List<PlainLog.Week> weeks = new ArrayList<>();
    for (int c = random.nextInt(4); c > 0; c--) {
      LocalDate monday = from.with(java.time.DayOfWeek.MONDAY);
      for (int w = random.nextInt(9); w > 0; w--) {
        weeks.add(
            new PlainLog.Week(
                "W" + weeks.size(),
                "C" + c,
                monday,
                site(),
                random.nextInt(12) == 0 ? null : (Integer) (60 * random.nextInt(4)),
                random.nextInt(12) == 0 ? null : (Integer) (30 * random.nextInt(8)),
                random.nextInt(6) == 0 ? null : (Integer) random.nextInt(3)));
        monday = monday.plusWeeks(1 + random.nextInt(3));
      }
    }
    return weeks;
  }

  private Order order(String id, String patient) {
    LocalDateTime ordered = time(day(from, asOf));
    LocalDate earliest = ordered.toLocalDate().plusDays(random.nextInt(8));
    LocalDate target = earliest.plusDays(random.nextInt(8));
    LocalDate latest = target.plusDays(random.nextInt(12));
    LocalDate late = random.nextInt(8) == 0 ? null : latest;
    return new Order(
        id,
        patient,
        ordered,
        site(),
        pick(0.2, "Lee", "Cho", "Osei"),
        random.nextInt(6) == 0 ? null : target,
        random.nextInt(5) == 0 ? null : earliest,
        late,
        late != null && random.nextInt(5) == 0 ? latest.plusDays(random.nextInt(30)) : null,
        maybe(0.15, ordered.toLocalDate(), asOf.plusDays(20)));
  }

  private void oneClinicianOrdersALot(List<Order> orders) {
    for (int i = 0; i < 25; i++) {
      LocalDate day = day(from, asOf);
      orders.add(
          new Order(
              "O" + orders.size(),
              "P" + i,
              time(day),
              "East",
              "Rivera",
              day.plusDays(7),
              day,
              day.plusDays(10),
              random.nextInt(3) == 0 ? day.plusDays(20) : null,
              null));
    }
  }

  private Visit visit(String id, String patient, List<Request> requests, List<Order> orders) {
    LocalDateTime start = time(day(from, asOf.plusDays(30)));
    LocalDate day = start.toLocalDate();
    String status = STATUSES.get(random.nextInt(STATUSES.size()));
    if (day.isAfter(asOf) && (status.equals("attended") || status.equals("no_show"))) {
      status = "booked";
    }
    LocalDate lastBooking = day.isAfter(asOf) ? asOf : day;
    return new Visit(
        id,
        patient,
        start,
        status,
        site(),
        pick(0.2, "Lee", "Cho", "Osei"),
        random.nextInt(15) == 0 ? null : KINDS.get(random.nextInt(KINDS.size())),
        linked(
            requests.stream()
                .filter(r -> r.patient().equals(patient) && !r.day().isAfter(day))
                .map(Request::id)
                .toList()),
        linked(
            orders.stream()
                .filter(o -> o.patient().equals(patient) && !o.day().isAfter(day))
                .map(Order::id)
                .toList()),
        random.nextInt(6) == 0 ? null : time(day(lastBooking.minusDays(50), lastBooking)),
        status.startsWith("cancelled") && random.nextInt(5) != 0
            ? start.minusHours(random.nextInt(60))
            : null);
  }

  private @Nullable String linked(List<String> ids) {
    return ids.isEmpty() || random.nextInt(4) == 0 ? null : ids.get(random.nextInt(ids.size()));
  }

  private LocalDate day(LocalDate first, LocalDate last) {
    return first.plusDays(random.nextInt((int) (last.toEpochDay() - first.toEpochDay()) + 1));
  }

  private LocalDateTime time(LocalDate day) {
    return day.atTime(8 + random.nextInt(3), 0);
  }

  private @Nullable LocalDate maybe(double chance, LocalDate first, LocalDate last) {
    return random.nextDouble() < chance ? day(first, last) : null;
  }

  private @Nullable String site() {
    return pick(0.1, "East", "West");
  }

  private @Nullable String pick(double missing, String... words) {
    return random.nextDouble() < missing ? null : words[random.nextInt(words.length)];
  }
}
