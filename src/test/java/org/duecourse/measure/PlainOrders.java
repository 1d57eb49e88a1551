package org.duecourse.measure;

import static java.util.Comparator.naturalOrder;
import static org.duecourse.measure.PlainUnits.count;
import static org.duecourse.measure.PlainUnits.days;
import static org.duecourse.measure.PlainUnits.decided;
import static org.duecourse.measure.PlainUnits.numbers;
import static org.duecourse.measure.PlainUnits.unit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.duecourse.measure.PlainLog.Order;
import org.duecourse.measure.PlainLog.Visit;
import org.duecourse.measure.PlainUnits.Unit;
import org.jspecify.annotations.Nullable;

/** Return orders and their measures in plain Java. */
record PlainOrders(PlainLog log, Predicate<LocalDate> counts, int limit) {
  List<Unit> orderUnits() {
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

  String band(@Nullable LocalDate due) {
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

  Map<String, @Nullable Object> returnLateness(List<Unit> units) {
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

  Map<String, @Nullable Object> caseload(List<Unit> units) {
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
}
