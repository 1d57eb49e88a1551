package org.duecourse.records;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.records.Column.Type;
import org.duecourse.records.Rule.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Turns raw tables into clean ones, rule by rule, and counts what was set aside. Bad rows are few:
 * each table is read once into its place, and then only the bad rows are taken out of it.
 */
final class Cleaning {
  private final Duck duck;
  private final ReadSettings settings;
  private final Map<LogTable, CleanedTable> tables = new EnumMap<>(LogTable.class);
  private SiteZones zones = SiteZones.none();

  Cleaning(Duck duck, ReadSettings settings) {
    this.duck = duck;
    this.settings = settings;
    duck.run(Duck.sql(Cleaning.class, "tables.sql", Map.of()));
    duck.run(
        "create temp table malformed_records (table_name varchar, line bigint, reason varchar, written varchar)");
    duck.run("create temp table rejected_codes (table_name varchar, line bigint, code utinyint)");
  }

  /**
   * Reads a table into its typed form. Sites come first.
   *
   * @return false if a quote that was not closed seems to have swallowed lines; then the table has
   *     to be read again from records that were read one by one
   */
  boolean read(RawTable raw, Map<CsvRecords.Malformed, Long> malformed) {
    CleanedTable table = new CleanedTable(raw, malformed);
    tables.put(raw.table(), table);
    if (raw.table() == LogTable.SITES) {
      noteKnownZones(raw);
    }
    duck.run(new TypedPass(raw, table.rules(), zoneOf(raw, "x_site_id")).sql());
    if (countUnused(table)) {
      return false;
    }
    if (raw.table() == LogTable.SITES) {
      sweep(table, LocalDate.MAX, LocalDate.MAX);
      repeated(table);
      zones = SiteZones.of(duck);
    } else {
      takeOutTimesThatNeverWere(table);
    }
    return true;
  }

  private String zoneOf(RawTable raw, String site) {
    boolean hasSite = raw.columns().containsKey("site_id");
    return zones.sql(hasSite ? site : null, raw.defaultZone());
  }

  private void noteKnownZones(RawTable raw) {
    duck.run("create or replace temp table known_zones (known_zone varchar)");
    RawTable.RawColumn zone = raw.columns().get("zone");
    if (zone == null) {
      return;
    }
    String known =
        duck
            .query(
                "select distinct trim(" + zone.sql() + ") from " + raw.relation(),
                row -> row.getString(1))
            .stream()
            .filter(name -> name != null && ZoneId.getAvailableZoneIds().contains(name))
            .map(name -> "(" + Duck.quote(name) + ")")
            .collect(Collectors.joining(", "));
    if (!known.isEmpty()) {
      duck.run("insert into known_zones values " + known);
    }
  }

  /** Counts rows and values that cannot be read; answers whether lines seem to be swallowed. */
  private boolean countUnused(CleanedTable table) {
    List<Column> optional = TypedPass.optional(table.raw());
    StringBuilder sums = new StringBuilder("select count(*), " + bit(TypedPass.SWALLOWED));
    for (int i = 0; i < optional.size(); i++) {
      sums.append(", ").append(bit(1 << i));
    }
    return duck.query(
            sums + " from " + table.name(),
            row -> {
              table.countRows(row.getLong(1));
              for (int i = 0; i < optional.size(); i++) {
                table.note(optional.get(i).name(), "value_not_used", row.getLong(i + 3));
              }
              return row.getLong(2) > 0;
            })
        .getFirst();
  }

  private static String bit(int value) {
    return "count(*) filter (where unused & " + value + " > 0)";
  }

  /* Clocks are put forward in about one hour of one night a year, so that most logs are through with one look at hours.
   * Midnight is spared, since a day without a time of day reads as midnight. */
  private void takeOutTimesThatNeverWere(CleanedTable table) {
    RawTable raw = table.raw();
    String zone = zoneOf(raw, "site_id");
    SiteZones.Gaps gaps =
        zones.gaps(
            raw.defaultZone(),
            settings.earliest(),
            settings.today().plusDays(2L * ReadSettings.HORIZON_DAYS));
    if (gaps.rows().isEmpty() || zone.equals("null::varchar")) {
      return;
    }
    List<Column> times =
        raw.table().columns().stream()
            .filter(c -> c.type() == Type.TIME && raw.present().contains(c.name()))
            .toList();
    if (times.isEmpty()) {
      return;
    }
    String looks =
        times.stream()
            .map(
                c ->
                    "count(*) filter (where hour(%1$s) between %2$d and %3$d and %1$s <> %4$s)"
                        .formatted(
                            TypedPass.quoted(c.name()),
                            gaps.firstHour(),
                            gaps.lastHour(),
                            c.dayName()))
            .collect(Collectors.joining(", "));
    List<Column> near = new ArrayList<>();
    duck.query(
        "select " + looks + " from " + table.name(),
        row -> {
          for (int i = 0; i < times.size(); i++) {
            if (row.getLong(i + 1) > 0) {
              near.add(times.get(i));
            }
          }
          return near.size();
        });
    near.forEach(column -> takeOut(table, column, gaps, zone));
  }

  private void takeOut(CleanedTable table, Column column, SiteZones.Gaps gaps, String zone) {
    String name = TypedPass.quoted(column.name());
    duck.run(
        ("create or replace temp table swept as with gaps(zone, day, start_time, end_time) as (values %1$s)"
                + " select r from (select rowid as r, %2$s as t, %3$s as day, %4$s as zone from %5$s where %3$s in (%6$s) and t <> %3$s) f"
                + " join gaps using (zone, day) where t >= start_time and t < end_time")
            .formatted(gaps.rows(), name, column.dayName(), zone, table.name(), gaps.days()));
    long found = count("select count(*) from swept");
    if (found > 0 && column.needed()) {
      duck.run(
          "update %s set problem = %d where (problem = 0 or problem > %d) and rowid in (select r from swept)"
              .formatted(table.name(), table.zoneCode(column.name()), table.lastEarlyCode()));
    } else if (found > 0) {
      table.note(column.name(), "no_such_local_time", found);
      duck.run(
          "update %s set %s = null, %s = null where rowid in (select r from swept)"
              .formatted(table.name(), name, column.dayName()));
    }
  }

  /** The newest day on which something is recorded to have happened; null if nothing is. */
  @Nullable LocalDate newest() {
    List<String> parts = new ArrayList<>();
    newest(parts, LogTable.REQUESTS, "received_day", "true");
    newest(parts, LogTable.ORDERS, "ordered_day", "true");
    newest(parts, LogTable.APPOINTMENTS, "booked_day", "true");
    newest(parts, LogTable.APPOINTMENTS, "start_day", "status = 'attended'");
    return parts.isEmpty()
        ? null
        : duck.query(
                "select max(day) from (" + String.join(" union all ", parts) + ")",
                row -> row.getObject(1, LocalDate.class))
            .getFirst();
  }

  private void newest(List<String> parts, LogTable table, String day, String condition) {
    CleanedTable read = tables.get(table);
    if (read != null) {
      parts.add(
          "select max(%s) as day from %s where (problem = 0 or problem > %d) and %s and %s <= %s"
              .formatted(
                  day,
                  read.name(),
                  read.lastEarlyCode(),
                  condition,
                  day,
                  Duck.literal(settings.today().plusDays(ReadSettings.HORIZON_DAYS))));
    }
  }

  /** Takes out the rows that break a rule, then the repeated ids, then the links that lie. */
  void clean(LocalDate asOf, LocalDate newest) {
    for (CleanedTable table : tables.values()) {
      if (table.raw().table() != LogTable.SITES) {
        sweep(table, asOf, newest);
        asItWas(table, asOf);
        repeated(table);
      }
    }
    new Links(duck, tables).check();
  }

  /** Leaves nothing but the columns of {@code tables.sql}. */
  void finish() {
    for (CleanedTable table : tables.values()) {
      duck.run("alter table " + table.name() + " drop column problem");
      duck.run("alter table " + table.name() + " drop column unused");
      if (table.raw().line() != null) {
        duck.run("alter table " + table.name() + " drop column line");
      }
    }
  }

  private String code(CleanedTable table, LocalDate asOf) {
    StringBuilder cases =
        new StringBuilder("case when problem between 1 and ")
            .append(table.lastEarlyCode())
            .append(" then problem");
    for (int i = 0; i < table.rules().size(); i++) {
      Rule rule = table.rules().get(i);
      if (rule.stage() == Stage.DAYS) {
        cases.append(" when ").append(rule.condition()).append(" then ").append(i + 1);
      }
    }
    cases.append(" else problem end");
    return asOf.equals(LocalDate.MAX)
        ? cases.toString()
        : Duck.fill(
            cases.toString(),
            Map.of(
                "earliest",
                settings.earliest(),
                "as_of",
                asOf,
                "horizon",
                asOf.plusDays(ReadSettings.HORIZON_DAYS)));
  }

  /* A row that is only too new for an as-of day in the past is set aside, but is not a bad row: it would be used as of the
   * newest day. */
  private void sweep(CleanedTable table, LocalDate asOf, LocalDate newest) {
    LocalDate later = newest.isAfter(asOf) ? newest : asOf;
    duck.run(
        "create or replace temp table swept as select * from (select rowid as r, %s as code, %s as code_newest%s from %s) where code <> 0"
            .formatted(code(table, asOf), code(table, later), lineOf(table), table.name()));
    long[] swept = new long[1];
    duck.query(
        "select code, count(*), count(*) filter (where code_newest <> 0) from swept group by code",
        row -> {
          table.countSetAside(row.getInt(1), row.getLong(2), row.getLong(3));
          return swept[0] += row.getLong(2);
        });
    if (swept[0] > 0) {
      keepLines(table, "select line, code from swept");
      String id = table.raw().table().id().name();
      table.countHeaders(
          count(
              "select count(*) from %s where lower(%s) = %s and rowid in (select r from swept)"
                  .formatted(table.name(), id, Duck.quote(id))));
      duck.run("delete from " + table.name() + " where rowid in (select r from swept)");
    }
  }

  /* What happened after the as-of day is not looked at: a visit of a later day that was cancelled after it is still booked. */
  private void asItWas(CleanedTable table, LocalDate asOf) {
    if (table.raw().table() == LogTable.APPOINTMENTS
        && table.raw().present().contains("cancelled_at")) {
      duck.run(
          Duck.fill(
              "update appointments set status = 'booked', cancelled_at = null, cancelled_day = null"
                  + " where cancelled_day > :as_of and start_day > :as_of"
                  + " and status in ('cancelled_by_patient', 'cancelled_by_clinic')",
              Map.of("as_of", asOf)));
    }
  }

  private static String lineOf(CleanedTable table) {
    return table.raw().line() == null ? "" : ", line";
  }

  private void keepLines(CleanedTable table, String lines) {
    if (table.raw().line() != null) {
      duck.run(
          "insert into rejected_codes select %s, line, code from (%s)"
              .formatted(Duck.quote(table.name()), lines));
    }
  }

  /* Ids are nearly always unique, and that is cheap to see from their hashes alone; only the few that are not are
   * compared in full. */
  private void repeated(CleanedTable table) {
    String key = key(table);
    duck.run(
        "create or replace temp table repeated_hashes as select h from (select hash(%s) as h from %s) group by h having count(*) > 1"
            .formatted(key, table.name()));
    if (count("select count(*) from repeated_hashes") == 0) {
      return;
    }
    boolean lines = table.raw().line() != null;
    duck.run(
        ("create or replace temp table swept as select *, row_number() over (partition by %1$s, place order by %4$s) as copy"
                + " from (select rowid as r, %1$s%5$s, dense_rank() over (partition by %1$s order by %2$s) as place from %3$s where hash(%1$s) in (select h from repeated_hashes))"
                + " qualify place > 1 or copy > 1")
            .formatted(
                key,
                TieBreak.order(table.raw()),
                table.name(),
                lines ? "line" : "r",
                lineOf(table)));
    duck.query(
        "select count(*) filter (where copy > 1), count(*) filter (where copy = 1) from swept",
        row -> {
          table.countCollapsed(row.getLong(1));
          table.countSetAside(table.repeatedCode(), row.getLong(2), row.getLong(2));
          return row.getLong(1);
        });
    keepLines(table, "select line, " + table.repeatedCode() + " as code from swept where copy = 1");
    duck.run("delete from " + table.name() + " where rowid in (select r from swept)");
  }

  /** What makes a row one of its kind. A clinician may work at several sites, one after another. */
  private static String key(CleanedTable table) {
    String id = table.raw().table().id().name();
    return table.raw().table() == LogTable.CLINICIANS ? id + ", site_id, from_day" : id;
  }

  /** The tables that were read. */
  Collection<CleanedTable> tables() {
    return tables.values();
  }

  private long count(String sql) {
    return duck.query(sql, row -> row.getLong(1)).getFirst();
  }
}
