package org.duecourse.measure;

import static org.duecourse.measure.PlainUnits.count;
import static org.duecourse.measure.PlainUnits.numbers;
import static org.duecourse.measure.PlainUnits.unit;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.duecourse.measure.PlainUnits.Unit;
import org.jspecify.annotations.Nullable;

/** The measures of the crisis service a second time, in plain Java. */
record PlainCrises(PlainLog log) {
  private @Nullable LocalDateTime known(@Nullable LocalDateTime at) {
    return at == null || at.toLocalDate().isAfter(log.asOf()) ? null : at;
  }

  List<Unit> requestUnits() {
    List<Unit> units = new ArrayList<>();
    LocalDateTime end = log.asOf().plusDays(1).atStartOfDay();
    for (PlainLog.Crisis c : log.crises()) {
      LocalDateTime due = c.receivedAt().plusHours("emergency".equals(c.urgency()) ? 4 : 24);
      LocalDateTime contacted = known(c.contactedAt());
      LocalDateTime answered =
          Stream.of(
                  c.seenAt() == null ? end : c.seenAt(),
                  c.transferredAt() == null ? end : c.transferredAt())
              .filter(at -> at.isBefore(end))
              .min(LocalDateTime::compareTo)
              .orElse(null);
      LocalDateTime closed = known(c.closedAt());
      if (answered == null
          && "withdrawn".equals(c.outcome())
          && closed != null
          && !closed.isAfter(due)) {
        continue;
      }
      units.add(
          unit(
              "site",
              c.site(),
              "urgency",
              c.urgency(),
              "day",
              c.receivedAt().toLocalDate(),
              "after",
              contacted == null
                  ? null
                  : Math.toIntExact(Duration.between(c.receivedAt(), contacted).toMinutes()),
              "decided",
              answered != null || due.isBefore(end),
              "met",
              answered != null && !answered.isAfter(due),
              "sameDay",
              answered != null && answered.toLocalDate().equals(c.receivedAt().toLocalDate())));
    }
    return units;
  }

  static Map<String, @Nullable Object> response(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long decided = count(units, u -> u.is("decided"));
    long met = count(units, u -> u.is("decided") && u.is("met"));
    long sameDay = count(units, u -> u.is("sameDay"));
    f.put("requests", (long) units.size());
    f.put("contacted", count(units, u -> u.get("after") != null));
    PlainStatistics.spread(f, "contact_minutes", numbers(units, "after"));
    f.put("decided", decided);
    f.put("decided_met", met);
    PlainStatistics.share(f, "decided_met_share", met, decided);
    f.put("same_day", sameDay);
    PlainStatistics.share(f, "same_day_share", sameDay, units.size());
    return f;
  }

  List<Unit> coverUnits() {
    List<Unit> units = new ArrayList<>();
    for (PlainLog.Cover c : log.covers()) {
      Integer open = c.open();
      Integer covered = c.covered();
      if (open != null && open > 0 && covered != null && !c.day().isAfter(log.asOf())) {
        units.add(
            unit(
                "site",
                c.site(),
                "day",
                c.day(),
                "open",
                open,
                "covered",
                Math.min(open, Objects.requireNonNull(covered)),
                "whole",
                covered >= open));
      }
    }
    return units;
  }

  static Map<String, @Nullable Object> cover(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    long whole = count(units, u -> u.is("whole"));
    double open = numbers(units, "open").stream().mapToLong(n -> n).sum();
    double covered = numbers(units, "covered").stream().mapToLong(n -> n).sum();
    f.put("days", (long) units.size());
    f.put("days_covered", whole);
    PlainStatistics.share(f, "days_covered_share", whole, units.size());
    f.put("half_hours_open", units.isEmpty() ? null : open);
    f.put("half_hours_covered", units.isEmpty() ? null : covered);
    f.put("covered_share", units.isEmpty() ? null : covered / open);
    return f;
  }
}
