package org.duecourse.measure;

import static org.duecourse.measure.PlainUnits.atMost;
import static org.duecourse.measure.PlainUnits.count;
import static org.duecourse.measure.PlainUnits.periods;
import static org.duecourse.measure.PlainUnits.unit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.duecourse.measure.PlainLog.Visit;
import org.duecourse.measure.PlainUnits.Unit;
import org.jspecify.annotations.Nullable;

/** Who is owed a visit, in plain Java. */
record PlainBacklog(PlainLog log, Predicate<LocalDate> counts, int limit) {
  List<Unit> backlogUnits(List<Dimension> by) {
    List<Unit> units = new ArrayList<>();
    for (Unit u : new PlainRequests(log, counts, limit).requestUnits()) {
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
    for (Unit u : new PlainOrders(log, counts, limit).orderUnits()) {
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

  Map<String, @Nullable Object> backlog(List<Unit> units) {
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

  private @Nullable Long business(LocalDate x, @Nullable LocalDate y) {
    return PlainUnits.business(counts, x, y);
  }
}
