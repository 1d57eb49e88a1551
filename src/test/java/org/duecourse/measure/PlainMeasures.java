package org.duecourse.measure;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.duecourse.measure.PlainLog.Order;
import org.duecourse.measure.PlainLog.Request;
import org.duecourse.measure.PlainLog.Visit;
import org.duecourse.measure.PlainStatistics.Wait;
import org.jspecify.annotations.Nullable;

/**
 * Every measure a second time, row by row in plain Java, written from the contract's words and not
 * from the SQL.
 *
 * @param counts which days are business days
 * @param limit in business days
 */
record PlainMeasures(PlainLog log, Predicate<LocalDate> counts, int limit) {
  private static final List<String> BANDS =
      List.of("not_due", "1-7", "8-14", "15-30", "31-90", "over_90", "no_target");
  private static final List<String> ALERTS =
      List.of(
          "target_is_booked_day",
          "blanket_extensions",
          "patient_cancelled_on_clinic_day",
          "zero_day_waits",
          "return_without_order",
          "first_without_request");
  private static final List<String> LEADS =
      List.of("same_day", "1-7", "8-14", "15-30", "31-90", "over_90", "not_known");

  /** One row of the data: where it belongs, and what is known of it. */
  private record Unit(Map<String, @Nullable Object> known) {
    @Nullable Object get(String name) {
      return known.get(name);
    }

    boolean is(String name) {
      return Boolean.TRUE.equals(known.get(name));
    }
  }

  private static Unit unit(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      known.put(Objects.toString(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return new Unit(known);
  }

  /** The rows of a measure. */
  List<Map<String, @Nullable Object>> rows(String id, List<Dimension> by) {
    return switch (id) {
      case "first-wait" -> grouped(requestUnits(), by, null, this::firstWait);
      case "return-interval" -> grouped(intervalUnits(), by, null, this::returnInterval);
      case "return-lateness" -> grouped(orderUnits(), by, null, this::returnLateness);
      case "unbooked-orders" ->
          grouped(
              orderUnits().stream().filter(u -> "unbooked".equals(u.get("state"))).toList(),
              by,
              "band",
              units -> only("orders", units.size()));
      case "survival" -> grouped(requestUnits(), by, null, this::survival);
      case "backlog" -> grouped(backlogUnits(by), by, null, this::backlog);
      case "first-to-second" -> grouped(secondUnits(), by, null, this::firstToSecond);
      case "lead-time" -> grouped(visitUnits(u -> u.get("lead") != null), by, null, this::leadTime);
      case "no-show" ->
          grouped(
              visitUnits(u -> u.is("attended") || u.is("no_show")),
              by,
              null,
              units -> shareOf("no_show", units, u -> u.is("no_show")));
      case "late-cancel" ->
          grouped(
              visitUnits(u -> u.is("attended") || u.is("no_show") || u.is("late")),
              by,
              null,
              units -> shareOf("late_cancelled", units, u -> u.is("late")));
      case "clinic-cancelled" ->
          grouped(
              visitUnits(u -> !u.is("booked")),
              by,
              null,
              units -> shareOf("clinic_cancelled", units, u -> u.is("cancelled_by_clinic")));
      case "caseload" ->
          grouped(
              orderUnits().stream()
                  .filter(u -> List.of("booked", "unbooked").contains(u.get("state")))
                  .toList(),
              by,
              null,
              this::caseload);
      case "new-to-return" -> grouped(ratioUnits(by), by, null, this::newToReturn);
      case "contact-attempts" -> grouped(contactUnits(), by, null, this::contacts);
      case "misuse-alerts" -> grouped(alertUnits(), by, "alert", this::alert);
      default -> throw new IllegalArgumentException(id);
    };
  }

  // ---- requests

  private List<Unit> requestUnits() {
    List<Unit> units = new ArrayList<>();
    for (Request r : log.requests()) {
      LocalDate attended =
          log.visits().stream()
              .filter(v -> v.attended() && r.id().equals(v.request()) && "first".equals(v.kind()))
              .map(Visit::day)
              .min(naturalOrder())
              .orElse(null);
      LocalDate closed = r.closed() != null && !r.closed().isAfter(log.asOf()) ? r.closed() : null;
      LocalDate end = attended != null ? attended : closed != null ? closed : log.asOf();
      units.add(
          unit(
              "site",
              r.site(),
              "service",
              r.service(),
              "urgency",
              r.urgency(),
              "day",
              r.day(),
              "attended",
              attended,
              "closed",
              closed,
              "offered",
              firstOffered(r),
              "wait",
              business(r.day(), attended),
              "offer_wait",
              business(r.day(), firstOffered(r)),
              "so_far",
              business(r.day(), log.asOf()),
              "so_far_days",
              days(r.day(), log.asOf()),
              "ended",
              attended != null ? "attended" : closed != null ? "closed" : "waiting",
              "after",
              Math.max(0, business(r.day(), end)),
              "patient",
              r.patient()));
    }
    return units;
  }

  private @Nullable LocalDate firstOffered(Request r) {
    if (log.offers() != null) {
      return log.offers().stream()
          .filter(o -> o.request().equals(r.id()))
          .filter(o -> !o.offeredAt().toLocalDate().isAfter(log.asOf()))
          .filter(o -> !o.startAt().toLocalDate().isBefore(r.day()))
          .min(comparing(PlainLog.Offer::offeredAt).thenComparing(o -> o.startAt().toLocalDate()))
          .map(o -> o.startAt().toLocalDate())
          .orElse(null);
    }
    return firstBooked(v -> r.id().equals(v.request()));
  }

  private @Nullable LocalDate firstBooked(Predicate<Visit> linked) {
    return log.visits().stream()
        .filter(linked)
        .filter(v -> !v.isIntake())
        .min(comparing(Visit::bookedAt, nullsLast(naturalOrder())).thenComparing(Visit::day))
        .map(Visit::day)
        .orElse(null);
  }

  private Map<String, @Nullable Object> firstWait(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long attended = count(units, u -> u.get("attended") != null);
    long within = count(units, u -> atMost(u, "wait", limit));
    long offered = count(units, u -> u.get("offered") != null);
    long offerWithin = count(units, u -> atMost(u, "offer_wait", limit));
    long decided = count(units, u -> !atMost(u, "so_far", limit - 1));
    long met = count(units, u -> !atMost(u, "so_far", limit - 1) && atMost(u, "wait", limit));
    f.put("requests", (long) units.size());
    f.put("attended", attended);
    f.put("waiting", count(units, u -> u.get("attended") == null && u.get("closed") == null));
    PlainStatistics.spread(f, "wait_business_days", numbers(units, "wait"));
    PlainStatistics.share(f, "within_limit_share", within, attended);
    f.put("offered", offered);
    PlainStatistics.spread(f, "offer_wait_business_days", numbers(units, "offer_wait"));
    PlainStatistics.share(f, "offer_within_limit_share", offerWithin, offered);
    f.put("decided", decided);
    f.put("decided_met", met);
    PlainStatistics.share(f, "decided_met_share", met, decided);
    f.put("within_limit", within);
    f.put("offer_within_limit", offerWithin);
    f.put("closed", count(units, u -> "closed".equals(u.get("ended"))));
    f.put("longest_wait_days", longestWait(units));
    return f;
  }

  private static @Nullable Object longestWait(List<Unit> units) {
    return numbers(
            units.stream().filter(u -> "waiting".equals(u.get("ended"))).toList(), "so_far_days")
        .stream()
        .max(naturalOrder())
        .orElse(null);
  }

  private Map<String, @Nullable Object> survival(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    f.put("requests", (long) units.size());
    f.put("events", count(units, u -> "attended".equals(u.get("ended"))));
    f.put("censored", count(units, u -> "waiting".equals(u.get("ended"))));
    f.put("closed", count(units, u -> "closed".equals(u.get("ended"))));
    PlainStatistics.survival(
        f,
        units.stream()
            .map(u -> new Wait((long) number(u, "after"), Objects.toString(u.get("ended"))))
            .toList(),
        limit);
    f.put("longest_wait_days", longestWait(units));
    return f;
  }

  private List<Unit> contactUnits() {
    List<Unit> units = new ArrayList<>();
    for (Request r : log.requests()) {
      LocalDate first =
          log.contacts().stream()
              .filter(c -> c.patient().equals(r.patient()))
              .map(c -> c.at().toLocalDate())
              .filter(day -> !day.isBefore(r.day()) && !day.isAfter(log.asOf()))
              .min(naturalOrder())
              .orElse(null);
      units.add(
          unit(
              "site",
              r.site(),
              "service",
              r.service(),
              "urgency",
              r.urgency(),
              "day",
              r.day(),
              "contacted",
              first != null,
              "after",
              business(r.day(), first),
              "decided",
              business(r.day(), log.asOf()) >= 2));
    }
    return units;
  }

  private Map<String, @Nullable Object> contacts(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    f.put("requests", (long) units.size());
    f.put("contacted", count(units, u -> u.is("contacted")));
    PlainStatistics.spread(f, "first_contact_business_days", numbers(units, "after"));
    decided(f, units, u -> u.is("decided"), u -> atMost(u, "after", 2));
    return f;
  }

  // ---- orders

  private List<Unit> orderUnits() {
    List<Unit> units = new ArrayList<>();
    for (Order o : log.orders()) {
      List<Visit> linked =
          log.visits().stream().filter(v -> o.id().equals(v.order()) && !v.isIntake()).toList();
      LocalDate seen =
          linked.stream().filter(Visit::attended).map(Visit::day).min(naturalOrder()).orElse(null);
      boolean booked =
          linked.stream().anyMatch(v -> v.status().equals("booked") && v.day().isAfter(log.asOf()));
      boolean closed = o.closed() != null && !o.closed().isAfter(log.asOf());
      LocalDate latest = o.extended() != null ? o.extended() : o.latest();
      boolean decided = latest != null && !latest.isAfter(log.asOf());
      LocalDate due = o.target() != null ? o.target() : latest != null ? latest : o.earliest();
      boolean inWindow =
          decided
              && seen != null
              && !seen.isAfter(latest)
              && (o.earliest() == null || !seen.isBefore(o.earliest()));
      units.add(
          unit(
              "site",
              o.site(),
              "clinician",
              o.clinician(),
              "day",
              o.day(),
              "patient",
              o.patient(),
              "state",
              seen != null ? "seen" : booked ? "booked" : closed ? "closed" : "unbooked",
              "decided",
              decided,
              "in_window",
              inWindow,
              "extended",
              o.extended() != null,
              "without_window",
              latest == null,
              "latest",
              latest,
              "late",
              decided ? Math.max(0, days(latest, seen != null ? seen : log.asOf())) : null,
              "band",
              band(due)));
    }
    return units;
  }

  private String band(@Nullable LocalDate due) {
    if (due == null) {
      return "no_target";
    }
    long past = days(due, log.asOf());
    return past <= 0
        ? "not_due"
        : past <= 7
            ? "1-7"
            : past <= 14 ? "8-14" : past <= 30 ? "15-30" : past <= 90 ? "31-90" : "over_90";
  }

  private Map<String, @Nullable Object> returnLateness(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    f.put("orders", (long) units.size());
    for (String state : List.of("seen", "booked", "unbooked")) {
      f.put(state, count(units, u -> state.equals(u.get("state"))));
    }
    long decided = count(units, u -> u.is("decided"));
    long inWindow = count(units, u -> u.is("in_window"));
    f.put("decided", decided);
    f.put("in_window", inWindow);
    PlainStatistics.share(f, "in_window_share", inWindow, decided);
    PlainStatistics.spread(f, "late_days", numbers(units, "late"));
    f.put("extended", count(units, u -> u.is("extended")));
    f.put("closed", count(units, u -> "closed".equals(u.get("state"))));
    f.put("without_window", count(units, u -> u.is("without_window")));
    f.put(
        "longest_open_late_days",
        numbers(
                units.stream()
                    .filter(u -> List.of("booked", "unbooked").contains(u.get("state")))
                    .toList(),
                "late")
            .stream()
            .filter(late -> late > 0)
            .max(naturalOrder())
            .orElse(null));
    return f;
  }

  private Map<String, @Nullable Object> caseload(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    Set<Object> clinicians = new HashSet<>();
    Set<Object> pairs = new HashSet<>();
    for (Unit u : units) {
      if (u.get("clinician") != null) {
        clinicians.add(u.get("clinician"));
        pairs.add(u.get("clinician") + "/" + u.get("patient"));
      }
    }
    f.put("open_orders", (long) units.size());
    f.put("patients", units.stream().map(u -> u.get("patient")).distinct().count());
    f.put("clinicians", (long) clinicians.size());
    f.put(
        "patients_per_clinician",
        clinicians.isEmpty() ? null : (double) pairs.size() / clinicians.size());
    return f;
  }

  private List<Unit> backlogUnits(List<Dimension> by) {
    List<Unit> units = new ArrayList<>();
    for (Unit u : requestUnits()) {
      if ("waiting".equals(u.get("ended"))) {
        units.add(
            unit(
                "site",
                u.get("site"),
                "clinician",
                null,
                "kind",
                "first",
                "day",
                u.get("day"),
                "patient",
                u.get("patient"),
                "open",
                true,
                "past",
                !atMost(u, "so_far", limit)));
      }
    }
    for (Unit u : orderUnits()) {
      if (List.of("booked", "unbooked").contains(u.get("state"))) {
        units.add(
            unit(
                "site",
                u.get("site"),
                "clinician",
                u.get("clinician"),
                "kind",
                "return",
                "day",
                u.get("day"),
                "patient",
                u.get("patient"),
                "open",
                true,
                "past",
                u.get("latest") instanceof LocalDate latest && latest.isBefore(log.asOf())));
      }
    }
    LocalDate from = log.asOf().minusDays(90);
    boolean longEnough = log.visits().stream().anyMatch(v -> !v.day().isAfter(from));
    for (Visit v : log.visits()) {
      if (longEnough
          && !periods(by)
          && v.attended()
          && !v.day().isBefore(from)
          && ("first".equals(v.kind()) || "return".equals(v.kind()))) {
        units.add(
            unit(
                "site",
                v.site(),
                "clinician",
                "return".equals(v.kind()) ? v.clinician() : null,
                "kind",
                v.kind(),
                "day",
                v.day(),
                "patient",
                v.patient(),
                "open",
                false,
                "past",
                false));
      }
    }
    return units;
  }

  private Map<String, @Nullable Object> backlog(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long open = count(units, u -> u.is("open"));
    long past = count(units, u -> u.is("past"));
    long recent = units.size() - open;
    f.put("open_visits", open);
    f.put(
        "people",
        units.stream().filter(u -> u.is("open")).map(u -> u.get("patient")).distinct().count());
    f.put("past_limit", past);
    f.put(
        "people_past_limit",
        units.stream().filter(u -> u.is("past")).map(u -> u.get("patient")).distinct().count());
    PlainStatistics.share(f, "past_limit_share", past, open);
    f.put("recent_visits", recent);
    f.put(
        "past_limit_days_of_capacity",
        recent == 0
            ? null
            : (double) past * business(log.asOf().minusDays(91), log.asOf()) / recent);
    return f;
  }

  // ---- visits

  private List<Unit> intervalUnits() {
    List<Unit> units = new ArrayList<>();
    for (Visit v : log.visits()) {
      if (!v.attended() || !"return".equals(v.kind())) {
        continue;
      }
      Visit before =
          log.visits().stream()
              .filter(o -> o.attended() && !o.isIntake() && o.patient().equals(v.patient()))
              .filter(
                  o ->
                      o.startAt().isBefore(v.startAt())
                          || (o.startAt().equals(v.startAt()) && o.id().compareTo(v.id()) < 0))
              .max(comparing(Visit::startAt).thenComparing(Visit::id))
              .orElse(null);
      if (before != null && before.day().isBefore(v.day())) {
        units.add(
            unit(
                "site",
                v.site(),
                "clinician",
                v.clinician(),
                "kind",
                v.kind(),
                "day",
                v.day(),
                "interval",
                business(before.day(), v.day()),
                "interval_days",
                days(before.day(), v.day())));
      }
    }
    return units;
  }

  private Map<String, @Nullable Object> returnInterval(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long within = count(units, u -> atMost(u, "interval", limit));
    f.put("returns", (long) units.size());
    PlainStatistics.spread(f, "interval_business_days", numbers(units, "interval"));
    f.put(
        "interval_days_mean",
        units.isEmpty()
            ? null
            : numbers(units, "interval_days").stream().mapToLong(n -> n).average().orElseThrow());
    PlainStatistics.share(f, "within_limit_share", within, units.size());
    f.put("within_limit", within);
    return f;
  }

  private List<Unit> secondUnits() {
    List<Unit> units = new ArrayList<>();
    for (Visit v : log.visits()) {
      if (!v.attended() || !"first".equals(v.kind())) {
        continue;
      }
      LocalDate second =
          log.visits().stream()
              .filter(o -> o.attended() && !o.isIntake() && o.patient().equals(v.patient()))
              .map(Visit::day)
              .filter(day -> day.isAfter(v.day()))
              .min(naturalOrder())
              .orElse(null);
      boolean booked =
          log.visits().stream()
              .anyMatch(
                  o ->
                      o.status().equals("booked")
                          && !o.isIntake()
                          && o.patient().equals(v.patient())
                          && o.day().isAfter(log.asOf()));
      units.add(
          unit(
              "site",
              v.site(),
              "clinician",
              v.clinician(),
              "day",
              v.day(),
              "second",
              second != null,
              "booked",
              second == null && booked,
              "interval",
              business(v.day(), second),
              "interval_days",
              second == null ? null : days(v.day(), second),
              "so_far",
              business(v.day(), log.asOf()),
              "so_far_days",
              days(v.day(), log.asOf())));
    }
    return units;
  }

  private Map<String, @Nullable Object> firstToSecond(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    f.put("first_visits", (long) units.size());
    f.put("seconds", count(units, u -> u.is("second")));
    f.put("no_second", count(units, u -> !u.is("second")));
    f.put("second_booked", count(units, u -> u.is("booked")));
    PlainStatistics.spread(f, "interval_business_days", numbers(units, "interval"));
    decided(f, units, u -> !atMost(u, "so_far", limit - 1), u -> atMost(u, "interval", limit));
    for (int days : List.of(28, 90)) {
      List<Unit> old = units.stream().filter(u -> !atMost(u, "so_far_days", days - 1)).toList();
      long over = count(old, u -> !atMost(u, "interval_days", days));
      f.put("decided_" + days + "_days", (long) old.size());
      f.put("over_" + days + "_days", over);
      PlainStatistics.share(f, "over_" + days + "_days_share", over, old.size());
    }
    return f;
  }

  private List<Unit> visitUnits(Predicate<Unit> which) {
    List<Unit> units = new ArrayList<>();
    for (Visit v : log.visits()) {
      if (v.day().isAfter(log.asOf())) {
        continue;
      }
      LocalDateTime booked = v.bookedAt();
      Long lead = booked == null ? null : (Long) days(booked.toLocalDate(), v.day());
      boolean late =
          v.status().equals("cancelled_by_patient")
              && v.cancelledAt() != null
              && ChronoUnit.SECONDS.between(v.cancelledAt(), v.startAt()) < 24 * 3600;
      units.add(
          unit(
              "site",
              v.site(),
              "clinician",
              v.clinician(),
              "kind",
              v.kind(),
              "day",
              v.day(),
              v.status(),
              true,
              "lead",
              lead,
              "late",
              late,
              "lead_band",
              lead == null
                  ? "not_known"
                  : lead == 0
                      ? "same_day"
                      : lead <= 7
                          ? "1-7"
                          : lead <= 14
                              ? "8-14"
                              : lead <= 30 ? "15-30" : lead <= 90 ? "31-90" : "over_90"));
    }
    return units.stream().filter(which).toList();
  }

  private Map<String, @Nullable Object> leadTime(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long sameDay = count(units, u -> atMost(u, "lead", 0));
    f.put("visits", (long) units.size());
    PlainStatistics.spread(f, "lead_days", numbers(units, "lead"));
    f.put("same_day", sameDay);
    PlainStatistics.share(f, "same_day_share", sameDay, units.size());
    return f;
  }

  private static Map<String, @Nullable Object> shareOf(
      String name, List<Unit> units, Predicate<Unit> which) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long of = count(units, which);
    f.put("visits", (long) units.size());
    f.put(name, of);
    PlainStatistics.share(f, name + "_share", of, units.size());
    return f;
  }

  private List<Unit> ratioUnits(List<Dimension> by) {
    LocalDate from = log.asOf().minusDays(90);
    return log.visits().stream()
        .filter(v -> v.attended() && ("first".equals(v.kind()) || "return".equals(v.kind())))
        .filter(v -> periods(by) || !v.day().isBefore(from))
        .map(
            v ->
                unit(
                    "site",
                    v.site(),
                    "clinician",
                    v.clinician(),
                    "day",
                    v.day(),
                    "first",
                    "first".equals(v.kind())))
        .toList();
  }

  private Map<String, @Nullable Object> newToReturn(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long first = count(units, u -> u.is("first"));
    f.put("first_visits", first);
    f.put("return_visits", units.size() - first);
    f.put("returns_per_first", first == 0 ? null : (double) (units.size() - first) / first);
    return f;
  }

  // ---- alerts

  private List<Unit> alertUnits() {
    List<Unit> units = new ArrayList<>();
    for (Order o : log.orders()) {
      LocalDate booked = firstBooked(v -> o.id().equals(v.order()));
      if (o.target() != null && booked != null) {
        units.add(
            judged("target_is_booked_day", o.site(), o.clinician(), booked.equals(o.target())));
      }
    }
    record Place(@Nullable String site, String clinician) {}
    Map<Place, List<Order>> byClinician = new LinkedHashMap<>();
    log.orders().stream()
        .filter(o -> o.clinician() != null)
        .forEach(
            o ->
                byClinician
                    .computeIfAbsent(
                        new Place(o.site(), Objects.toString(o.clinician())),
                        p -> new ArrayList<>())
                    .add(o));
    byClinician.forEach(
        (place, orders) -> {
          long extended = orders.stream().filter(o -> o.extended() != null).count();
          if (orders.size() >= 20) {
            units.add(
                judged(
                    "blanket_extensions",
                    place.site,
                    place.clinician,
                    extended > 0.3 * orders.size()));
          }
        });
    for (Visit v : log.visits()) {
      if (v.status().equals("cancelled_by_patient")
          && v.clinician() != null
          && !v.day().isAfter(log.asOf())) {
        List<Visit> sameDay =
            log.visits().stream()
                .filter(o -> v.clinician().equals(o.clinician()) && o.day().equals(v.day()))
                .toList();
        units.add(
            judged(
                "patient_cancelled_on_clinic_day",
                v.site(),
                v.clinician(),
                sameDay.size() >= 4
                    && sameDay.stream().allMatch(o -> o.status().startsWith("cancelled"))));
      }
      if (v.attended() && "return".equals(v.kind())) {
        units.add(judged("return_without_order", v.site(), v.clinician(), v.order() == null));
      }
      if (v.attended() && "first".equals(v.kind())) {
        units.add(judged("first_without_request", v.site(), v.clinician(), v.request() == null));
      }
    }
    for (Unit u : requestUnits()) {
      if (u.get("attended") != null) {
        units.add(
            judged(
                "zero_day_waits",
                (String) u.get("site"),
                null,
                Objects.equals(u.get("attended"), u.get("day"))));
      }
    }
    return units;
  }

  private static Unit judged(
      String alert, @Nullable String site, @Nullable String clinician, boolean isCase) {
    return unit("alert", alert, "site", site, "clinician", clinician, "case", isCase);
  }

  private Map<String, @Nullable Object> alert(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    String alert = Objects.toString(units.getFirst().get("alert"));
    double threshold =
        switch (alert) {
          case "target_is_booked_day", "zero_day_waits" -> 0.5;
          case "blanket_extensions" -> 0.3;
          case "patient_cancelled_on_clinic_day" -> 0.1;
          default -> 0.2;
        };
    long cases = count(units, u -> u.is("case"));
    f.put("looked_at", (long) units.size());
    f.put("cases", cases);
    PlainStatistics.share(f, "cases_share", cases, units.size());
    f.put("threshold", threshold);
    f.put(
        "raised",
        alert.equals("blanket_extensions")
            ? cases > 0
            : units.size() >= 20 && (double) cases / units.size() > threshold);
    return f;
  }

  // ---- what all of them share

  private static void decided(
      Map<String, @Nullable Object> f, List<Unit> units, Predicate<Unit> old, Predicate<Unit> met) {
    long decided = count(units, old);
    long within = count(units, old.and(met));
    f.put("decided", decided);
    f.put("decided_met", within);
    PlainStatistics.share(f, "decided_met_share", within, decided);
  }

  private List<Map<String, @Nullable Object>> grouped(
      List<Unit> units,
      List<Dimension> by,
      @Nullable String group,
      Function<List<Unit>, Map<String, @Nullable Object>> figures) {
    Map<List<@Nullable Object>, List<Unit>> groups = new LinkedHashMap<>();
    for (Unit u : units) {
      List<@Nullable Object> key = new ArrayList<>();
      by.forEach(each -> key.add(value(u, each)));
      key.add(group == null ? null : u.get(group));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(u);
    }
    if (groups.isEmpty() && by.isEmpty() && group == null) {
      return List.of(figures.apply(List.of()));
    }
    List<List<@Nullable Object>> keys = new ArrayList<>(groups.keySet());
    keys.sort(
        (a, b) -> {
          for (int i = 0; i < a.size(); i++) {
            int order =
                nullsLast(java.util.Comparator.<String>naturalOrder())
                    .compare(rank(a.get(i)), rank(b.get(i)));
            if (order != 0) {
              return order;
            }
          }
          return 0;
        });
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> key : keys) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < by.size(); i++) {
        row.put(by.get(i).key(), key.get(i));
      }
      if (group != null) {
        row.put(group, key.getLast());
      }
      row.putAll(figures.apply(Objects.requireNonNull(groups.get(key))));
      rows.add(row);
    }
    return rows;
  }

  private static @Nullable String rank(@Nullable Object value) {
    String text = Objects.toString(value, null);
    for (List<String> order : List.of(BANDS, ALERTS, LEADS)) {
      if (text != null && order.contains(text)) {
        return "%02d".formatted(order.indexOf(text));
      }
    }
    return text;
  }

  private static @Nullable Object value(Unit u, Dimension by) {
    LocalDate day = u.get("day") instanceof LocalDate known ? known : LocalDate.EPOCH;
    return switch (by) {
      case SITE, CLINICIAN, SERVICE, URGENCY, KIND, LEAD_BAND -> u.get(by.key());
      case MONTH -> "%d-%02d".formatted(day.getYear(), day.getMonthValue());
      case QUARTER -> day.getYear() + "-Q" + day.get(IsoFields.QUARTER_OF_YEAR);
      case YEAR -> String.valueOf(day.getYear());
    };
  }

  private static boolean periods(List<Dimension> by) {
    return by.contains(Dimension.MONTH)
        || by.contains(Dimension.QUARTER)
        || by.contains(Dimension.YEAR);
  }

  private static Map<String, @Nullable Object> only(String name, long count) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    f.put(name, count);
    return f;
  }

  private static long count(List<Unit> units, Predicate<Unit> which) {
    return units.stream().filter(which).count();
  }

  private static double number(Unit u, String name) {
    return u.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static boolean atMost(Unit u, String name, int most) {
    return number(u, name) <= most;
  }

  private static List<Long> numbers(List<Unit> units, String name) {
    List<Long> numbers = new ArrayList<>();
    for (Unit u : units) {
      if (u.get(name) instanceof Number number) {
        numbers.add(number.longValue());
      }
    }
    return numbers;
  }

  private static long days(LocalDate x, LocalDate y) {
    return ChronoUnit.DAYS.between(x, y);
  }

  /** Business days d with x < d ≤ y, one by one; none where y is not known. */
  private @Nullable Long business(LocalDate x, @Nullable LocalDate y) {
    if (y == null) {
      return null;
    }
    long business = 0;
    for (LocalDate day = x.plusDays(1); !day.isAfter(y); day = day.plusDays(1)) {
      business += counts.test(day) ? 1 : 0;
    }
    return business;
  }
}
