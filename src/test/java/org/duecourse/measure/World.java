package org.duecourse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.measure.PlainLog.Contact;
import org.duecourse.measure.PlainLog.Offer;
import org.duecourse.measure.PlainLog.Order;
import org.duecourse.measure.PlainLog.Request;
import org.duecourse.measure.PlainLog.Visit;
import org.duecourse.records.AccessLog;
import org.duecourse.records.Duck;
import org.jspecify.annotations.Nullable;

/** A few people and what happened to them; business days are Monday to Friday, the limit is 10. */
final class World {
  /** One database for all worlds, emptied for each; its folder goes when the tests end. */
  private static final Duck DUCK = Duck.open(new Duck.Settings(null, null, 1));

  private final LocalDate asOf;
  private final List<Request> requests = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private final List<Offer> offers = new ArrayList<>();
  private final List<Contact> contacts = new ArrayList<>();
  private boolean hasOffers;
  private Set<String> lacking = Set.of();

  private World(String asOf) {
    this.asOf = LocalDate.parse(asOf);
  }

  static World asOf(String day) {
    return new World(day);
  }

  World request(String id, String patient, String day) {
    return request(id, patient, day, null);
  }

  World request(String id, String patient, String day, @Nullable String closed) {
    requests.add(new Request(id, patient, time(day), "East", "adult", "routine", day(closed)));
    return this;
  }

  /** An order by clinician Lee at East. */
  World order(
      String id,
      String patient,
      String day,
      @Nullable String earliest,
      @Nullable String target,
      @Nullable String latest) {
    orders.add(
        new Order(
            id,
            patient,
            time(day),
            "East",
            "Lee",
            day(target),
            day(earliest),
            day(latest),
            null,
            null));
    return this;
  }

  /** The last order was extended in time. */
  World extendedTo(String day) {
    Order o = orders.removeLast();
    orders.add(
        new Order(
            o.id(),
            o.patient(),
            o.orderedAt(),
            o.site(),
            o.clinician(),
            o.target(),
            o.earliest(),
            o.latest(),
            day(day),
            o.closed()));
    return this;
  }

  /** The last order was closed. */
  World orderClosed(String day) {
    Order o = orders.removeLast();
    orders.add(
        new Order(
            o.id(),
            o.patient(),
            o.orderedAt(),
            o.site(),
            o.clinician(),
            o.target(),
            o.earliest(),
            o.latest(),
            o.extended(),
            day(day)));
    return this;
  }

  /**
   * A visit with clinician Lee at East.
   *
   * @param link a request "R…", an order "O…", or null
   */
  World visit(
      String id, String patient, String at, String status, String kind, @Nullable String link) {
    return visit(id, patient, at, status, kind, link, null);
  }

  World visit(
      String id,
      String patient,
      String at,
      String status,
      String kind,
      @Nullable String link,
      @Nullable String booked) {
    visits.add(
        new Visit(
            id,
            patient,
            time(at),
            status,
            "East",
            "Lee",
            kind,
            link != null && link.startsWith("R") ? link : null,
            link != null && link.startsWith("O") ? link : null,
            booked == null ? null : time(booked),
            null));
    return this;
  }

  /** The time at which the last visit was cancelled. */
  World cancelledAt(String at) {
    Visit v = visits.removeLast();
    visits.add(
        new Visit(
            v.id(),
            v.patient(),
            v.startAt(),
            v.status(),
            v.site(),
            v.clinician(),
            v.kind(),
            v.request(),
            v.order(),
            v.bookedAt(),
            time(at)));
    return this;
  }

  World offer(String request, String offered, String start) {
    hasOffers = true;
    offers.add(new Offer("F" + offers.size(), time(offered), time(start), request));
    return this;
  }

  World contact(String patient, String day) {
    contacts.add(new Contact("C" + contacts.size(), patient, time(day)));
    return this;
  }

  World lacking(String... tablesAndColumns) {
    lacking = Set.of(tablesAndColumns);
    return this;
  }

  MeasureResult measured(String id, Dimension... by) {
    return measured(id, MeasureSettings.splitBy(by));
  }

  MeasureResult measured(String id, MeasureSettings settings) {
    return new Measuring(log(DUCK), settings).measure(Measures.byId(id));
  }

  Explanation explained(String id, Map<Dimension, String> where, int rows) {
    return new Measuring(log(DUCK), MeasureSettings.splitBy())
        .explain(Measures.byId(id), where, rows);
  }

  /** The only row of a measure that is not split. */
  Map<String, @Nullable Object> row(String id) {
    MeasureResult result = measured(id);
    assertThat(result.rows()).hasSize(1);
    return result.rows().getFirst();
  }

  AccessLog log(Duck duck) {
    return new PlainLog(
            asOf,
            requests,
            orders,
            visits,
            hasOffers ? offers : null,
            contacts,
            List.of(),
            List.of(),
            List.of())
        .in(duck, lacking);
  }

  private static LocalDateTime time(String text) {
    return text.contains(" ")
        ? LocalDateTime.parse(text.replace(' ', 'T'))
        : LocalDate.parse(text).atTime(9, 0);
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    return text == null ? null : LocalDate.parse(text);
  }
}
