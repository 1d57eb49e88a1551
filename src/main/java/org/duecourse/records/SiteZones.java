package org.duecourse.records;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In which zone the clocks of a row's site run. */
final class SiteZones {
  /** Up to so many sites are asked one by one, which is done only for times with an offset. */
  private static final int FEW = 40;

  private final Map<String, List<String>> sitesByZone;

  private SiteZones(Map<String, List<String>> sitesByZone) {
    this.sitesByZone = sitesByZone;
  }

  /** No zone is known. */
  static SiteZones none() {
    return new SiteZones(Map.of());
  }

  /** The zones in the clean table of sites. */
  static SiteZones of(Duck duck) {
    Map<String, List<String>> byZone = new TreeMap<>();
    duck.query(
        "select zone, site_id from sites where zone is not null order by all",
        row ->
            byZone.computeIfAbsent(row.getString(1), z -> new ArrayList<>()).add(row.getString(2)));
    return new SiteZones(byZone);
  }

  /**
   * SQL for the zone of a row; null where none is known.
   *
   * @param site SQL for the row's site; null for a table without sites, whose zone is the only one
   *     that there is
   */
  String sql(@Nullable String site, @Nullable String defaultZone) {
    String otherwise = defaultZone == null ? "null::varchar" : Duck.quote(defaultZone);
    if (site == null) {
      boolean one = defaultZone == null && sitesByZone.size() == 1;
      return one ? Duck.quote(sitesByZone.keySet().iterator().next()) : otherwise;
    }
    if (sitesByZone.isEmpty()) {
      return otherwise;
    }
    StringBuilder cases = new StringBuilder();
    sitesByZone.forEach(
        (zone, sites) -> {
          for (String each : sites.size() > FEW ? List.<String>of() : sites) {
            cases.append(when(site + " = " + Duck.quote(each), zone));
          }
          if (sites.size() > FEW) {
            String list = sites.stream().map(Duck::quote).collect(Collectors.joining(", "));
            cases.append(when(site + " in (" + list + ")", zone));
          }
        });
    return "case" + cases + " else " + otherwise + " end";
  }

  /**
   * The local times that zones never had, where their clocks were put forward.
   *
   * @param rows rows of SQL: zone, day, first such time, first time after; empty where there are
   *     none
   * @param days the days of these, as SQL
   * @param firstHour the least hour of day of such a time
   * @param lastHour the greatest
   */
  record Gaps(String rows, String days, int firstHour, int lastHour) {}

  private static String when(String condition, String zone) {
    return " when " + condition + " then " + Duck.quote(zone);
  }

  /** The gaps of all zones in use between two days. */
  Gaps gaps(@Nullable String defaultZone, LocalDate from, LocalDate to) {
    TreeSet<String> names = new TreeSet<>(sitesByZone.keySet());
    if (defaultZone != null) {
      names.add(defaultZone);
    }
    List<String> rows = new ArrayList<>();
    TreeSet<LocalDate> days = new TreeSet<>();
    int firstHour = 23;
    int lastHour = 0;
    for (String name : names) {
      ZoneId zone = ZoneId.of(name);
      ZoneOffsetTransition next =
          zone.getRules().nextTransition(from.atStartOfDay(zone).toInstant());
      while (next != null && next.getDateTimeBefore().toLocalDate().isBefore(to)) {
        if (next.isGap()) {
          LocalDateTime start = next.getDateTimeBefore();
          LocalDateTime end = next.getDateTimeAfter();
          boolean overMidnight = !start.toLocalDate().equals(end.toLocalDate());
          firstHour = overMidnight ? 0 : Math.min(firstHour, start.getHour());
          lastHour = overMidnight ? 23 : Math.max(lastHour, end.minusNanos(1).getHour());
          for (LocalDate day : List.of(start.toLocalDate(), end.toLocalDate())) {
            String row = row(name, day, start, end);
            if (!rows.contains(row)) {
              rows.add(row);
              days.add(day);
            }
          }
        }
        next = zone.getRules().nextTransition(next.getInstant());
      }
    }
    return new Gaps(
        String.join(", ", rows),
        days.stream().map(Duck::literal).collect(Collectors.joining(", ")),
        firstHour,
        lastHour);
  }

  private static String row(String zone, LocalDate day, LocalDateTime start, LocalDateTime end) {
    return "(%s, date '%s', timestamp '%s', timestamp '%s')"
        .formatted(Duck.quote(zone), day, timestamp(start), timestamp(end));
  }

  private static String timestamp(LocalDateTime time) {
    return time.toLocalDate() + " " + time.toLocalTime();
  }
}
