package org.duecourse.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Days and times as a person at a clinic reads them: "June 9, 2026, 9:00 a.m. PDT", always with the
 * zone.
 */
final class Zones {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("h:mm", Locale.ENGLISH);
  private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

  private final JdbcClient sql;

  Zones(JdbcClient sql) {
    this.sql = sql;
  }

  /** One clinic, as the table has it. */
  record Site(String id, String name, String zone) {}

  /** The clinics, by name. */
  List<Site> sites() {
    return Rows.of(
        sql.sql("select id, name, zone from site where active order by name").query(Site.class));
  }

  /** The zone in which an account reads times. */
  ZoneId of(@Nullable Account account) {
    return of(account, sites());
  }

  /** The zone in which an account reads times: that of its first clinic. */
  static ZoneId of(@Nullable Account account, List<Site> sites) {
    return sites.stream()
        .filter(
            site ->
                account != null
                    && (account.siteIds().isEmpty() || account.siteIds().contains(site.id())))
        .findFirst()
        .map(site -> ZoneId.of(site.zone()))
        .orElse(ZoneOffset.UTC);
  }

  /** Where an account works: "Eastside, Harbor", "All clinics". */
  static String where(Account account, List<Site> sites) {
    if (account.siteIds().isEmpty()) {
      return "All clinics";
    }
    Map<String, String> names = sites.stream().collect(Collectors.toMap(Site::id, Site::name));
    return account.siteIds().stream()
        .map(id -> names.getOrDefault(id, id))
        .collect(Collectors.joining(", "));
  }

  /** A day: "June 9, 2026". */
  static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** A moment with its zone: "June 9, 2026, 9:00 a.m. PDT"; noon is "noon". */
  static String time(Instant at, ZoneId zone) {
    ZonedDateTime there = at.atZone(zone);
    return day(there.toLocalDate()) + ", " + clock(there) + " " + zoneName(there);
  }

  /** The clock alone: "9:00 a.m.", "noon". */
  static String clock(Instant at, ZoneId zone) {
    return clock(at.atZone(zone));
  }

  private static String clock(ZonedDateTime at) {
    if (at.getHour() == 12 && at.getMinute() == 0) {
      return "noon";
    }
    return CLOCK.format(at) + (at.getHour() < 12 ? " a.m." : " p.m.");
  }

  private static String zoneName(ZonedDateTime at) {
    return at.getZone().equals(ZoneOffset.UTC) ? "UTC" : ZONE.format(at);
  }
}
