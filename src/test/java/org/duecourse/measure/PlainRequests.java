package org.duecourse.measure;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static org.duecourse.measure.PlainUnits.atMost;
import static org.duecourse.measure.PlainUnits.count;
import static org.duecourse.measure.PlainUnits.days;
import static org.duecourse.measure.PlainUnits.decided;
import static org.duecourse.measure.PlainUnits.firstBooked;
import static org.duecourse.measure.PlainUnits.number;
import static org.duecourse.measure.PlainUnits.numbers;
import static org.duecourse.measure.PlainUnits.unit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.duecourse.measure.PlainLog.Request;
import org.duecourse.measure.PlainLog.Visit;
import org.duecourse.measure.PlainStatistics.Wait;
import org.duecourse.measure.PlainUnits.Unit;
import org.jspecify.annotations.Nullable;

/** Requests and their measures in plain Java. */
record PlainRequests(PlainLog log, Predicate<LocalDate> counts, int limit) {
  List<Unit> requestUnits() {
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

  @Nullable LocalDate firstOffered(Request r) {
    if (log.offers() != null) {
      return log.offers().stream()
          .filter(o -> o.request().equals(r.id()))
          .filter(o -> !o.offeredAt().toLocalDate().isAfter(log.asOf()))
          .filter(o -> !o.startAt().toLocalDate().isBefore(r.day()))
          .min(comparing(PlainLog.Offer::offeredAt).thenComparing(o -> o.startAt().toLocalDate()))
          .map(o -> o.startAt().toLocalDate())
          .orElse(null);
    }
    return firstBooked(log, v -> r.id().equals(v.request()));
  }

  Map<String, @Nullable Object> firstWait(List<Unit> units) {
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

  static @Nullable Object longestWait(List<Unit> units) {
    return numbers(
            units.stream().filter(u -> "waiting".equals(u.get("ended"))).toList(), "so_far_days")
        .stream()
        .max(naturalOrder())
        .orElse(null);
  }

  Map<String, @Nullable Object> survival(List<Unit> units) {
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

  List<Unit> contactUnits() {
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

  Map<String, @Nullable Object> contacts(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    f.put("requests", (long) units.size());
    f.put("contacted", count(units, u -> u.is("contacted")));
    PlainStatistics.spread(f, "first_contact_business_days", numbers(units, "after"));
    decided(f, units, u -> u.is("decided"), u -> atMost(u, "after", 2));
    return f;
  }

  private @Nullable Long business(LocalDate x, @Nullable LocalDate y) {
    return PlainUnits.business(counts, x, y);
  }
}
