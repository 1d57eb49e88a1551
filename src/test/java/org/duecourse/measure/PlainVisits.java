package org.duecourse.measure;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static org.duecourse.measure.PlainUnits.atMost;
import static org.duecourse.measure.PlainUnits.count;
import static org.duecourse.measure.PlainUnits.days;
import static org.duecourse.measure.PlainUnits.decided;
import static org.duecourse.measure.PlainUnits.numbers;
import static org.duecourse.measure.PlainUnits.periods;
import static org.duecourse.measure.PlainUnits.unit;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.duecourse.measure.PlainLog.Visit;
import org.duecourse.measure.PlainUnits.Unit;
import org.jspecify.annotations.Nullable;

/** Visits and their measures in plain Java. */
record PlainVisits(PlainLog log, Predicate<LocalDate> counts, int limit) {
  List<Unit> intervalUnits() {
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

  Map<String, @Nullable Object> returnInterval(List<Unit> units) {
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

  List<Unit> secondUnits() {
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

  Map<String, @Nullable Object> firstToSecond(List<Unit> units) {
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

  List<Unit> weekUnits() {
    List<Unit> units = new ArrayList<>();
    for (PlainLog.Week w : log.weeks()) {
      Integer due = w.due();
      Integer kept = w.kept();
      Integer open = w.swapsOpen();
      if (due != null && due > 0 && kept != null && !w.monday().plusDays(6).isAfter(log.asOf())) {
        units.add(
            unit(
                "site",
                w.site(),
                "clinician",
                w.clinician(),
                "day",
                w.monday(),
                "due",
                due,
                "kept",
                Math.min(due, kept),
                "whole",
                kept >= due,
                "open",
                open == null ? 0 : open));
      }
    }
    return units;
  }

  static Map<String, @Nullable Object> protectedTime(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long whole = count(units, u -> u.is("whole"));
    double due = numbers(units, "due").stream().mapToLong(n -> n).sum();
    double kept = numbers(units, "kept").stream().mapToLong(n -> n).sum();
    f.put("weeks", (long) units.size());
    f.put("weeks_kept", whole);
    PlainStatistics.share(f, "weeks_kept_share", whole, units.size());
    f.put("protected_minutes_due", units.isEmpty() ? null : due);
    f.put("protected_minutes_kept", units.isEmpty() ? null : kept);
    f.put("kept_share", units.isEmpty() ? null : kept / due);
    f.put("swaps_open", numbers(units, "open").stream().mapToLong(n -> n).sum());
    return f;
  }

  List<Unit> visitUnits(Predicate<Unit> which) {
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

  Map<String, @Nullable Object> leadTime(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long sameDay = count(units, u -> atMost(u, "lead", 0));
    f.put("visits", (long) units.size());
    PlainStatistics.spread(f, "lead_days", numbers(units, "lead"));
    f.put("same_day", sameDay);
    PlainStatistics.share(f, "same_day_share", sameDay, units.size());
    return f;
  }

  static Map<String, @Nullable Object> shareOf(
      String name, List<Unit> units, Predicate<Unit> which) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long of = count(units, which);
    f.put("visits", (long) units.size());
    f.put(name, of);
    PlainStatistics.share(f, name + "_share", of, units.size());
    return f;
  }

  List<Unit> ratioUnits(List<Dimension> by) {
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

  Map<String, @Nullable Object> newToReturn(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long first = count(units, u -> u.is("first"));
    f.put("first_visits", first);
    f.put("return_visits", units.size() - first);
    f.put("returns_per_first", first == 0 ? null : (double) (units.size() - first) / first);
    return f;
  }

  private @Nullable Long business(LocalDate x, @Nullable LocalDate y) {
    return PlainUnits.business(counts, x, y);
  }
}
