package org.duecourse.records;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.records.Rule.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Turns raw tables into clean ones, rule by rule, and counts what was set aside. Bad rows are few:
 * every table is read once into its place, and then only the bad rows are taken out of it.
 */
final class Cleaning {
  private final Duck duck;
  private final ReadSettings settings;
  private final Map<LogTable, Read> tables = new EnumMap<>(LogTable.class);
  private boolean zonesKnown;

  /** One table on its way. */
  private static final class Read {
    final RawTable raw;
    final List<Rule> rules;
    long rows;
    long collapsed;
    long badAsOfNewest;
    final long[] setAside;
    final List<ReadReport.Note> notes = new ArrayList<>();

    Read(RawTable raw) {
      this.raw = raw;
      this.rules = Rules.of(raw.table(), raw.present());
      this.setAside = new long[rules.size() + 1];
    }

    /** The code of the last rule that comes before those of days. */
    int lastEarly() {
      return (int)
          rules.stream().filter(r -> r.stage() == Stage.FIELD || r.stage() == Stage.ZONE).count();
    }
  }

  Cleaning(Duck duck, ReadSettings settings) {
    this.duck = duck;
    this.settings = settings;
    duck.run(Duck.sql(Cleaning.class, "tables.sql", Map.of()));
  }

  /** Reads a table into its typed form. Sites come first. */
  void read(RawTable raw) {
    Read read = new Read(raw);
    tables.put(raw.table(), read);
    if (raw.table() == LogTable.SITES) {
      noteKnownZones(raw);
    }
    duck.run(new TypedPass(raw, read.rules, zonesKnown).sql());
    countUnused(read);
    if (raw.table() == LogTable.SITES) {
      sweep(read, LocalDate.MAX, LocalDate.MAX);
      repeated(read);
      duck.run(
          "create or replace temp table site_zones as select site_id as site_of_zone, zone as site_zone"
              + " from sites where zone is not null");
      zonesKnown = count("select count(*) from site_zones") > 0;
    }
  }

  private void noteKnownZones(RawTable raw) {
    duck.run("create or replace temp table known_zones (known_zone varchar)");
    RawTable.RawColumn zone = raw.columns().get("zone");
    if (zone == null) {
      return;
    }
    Set<String> zones = ZoneId.getAvailableZoneIds();
    String known =
        duck
            .query(
                "select distinct trim(" + zone.sql() + ") from " + raw.relation(),
                row -> row.getString(1))
            .stream()
            .filter(name -> name != null && zones.contains(name))
            .map(name -> "(" + Duck.quote(name) + ")")
            .collect(Collectors.joining(", "));
    if (!known.isEmpty()) {
      duck.run("insert into known_zones values " + known);
    }
  }

  private void countUnused(Read read) {
    List<Column> optional = TypedPass.optional(read.raw);
    if (optional.isEmpty()) {
      read.rows = count("select count(*) from " + name(read));
      return;
    }
    StringBuilder sums = new StringBuilder();
    for (int i = 0; i < optional.size(); i++) {
      sums.append(", count(*) filter (where unused & ").append(1 << i).append(" > 0)");
    }
    duck.query(
        "select count(*)" + sums + " from " + name(read),
        row -> {
          read.rows = row.getLong(1);
          for (int i = 0; i < optional.size(); i++) {
            if (row.getLong(i + 2) > 0) {
              read.notes.add(
                  new ReadReport.Note(
                      name(read), optional.get(i).name(), "value_not_used", row.getLong(i + 2)));
            }
          }
          return read.rows;
        });
  }

  /** The newest day on which something is recorded to have happened; null if nothing is. */
  @Nullable LocalDate newest() {
    List<String> parts = new ArrayList<>();
    newest(parts, LogTable.REQUESTS, "received_day", "true");
    newest(parts, LogTable.ORDERS, "ordered_day", "true");
    newest(parts, LogTable.APPOINTMENTS, "booked_day", "true");
    newest(parts, LogTable.APPOINTMENTS, "start_day", "status = 'attended'");
    return duck.query(
            "select max(day) from (" + String.join(" union all ", parts) + ")",
            row -> row.getObject(1, LocalDate.class))
        .getFirst();
  }

  private void newest(List<String> parts, LogTable table, String day, String condition) {
    Read read = tables.get(table);
    if (read != null) {
      parts.add(
          "select max(%s) as day from %s where (problem = 0 or problem > %d) and %s and %s <= %s"
              .formatted(
                  day,
                  name(read),
                  read.lastEarly(),
                  condition,
                  day,
                  Duck.literal(settings.today().plusDays(ReadSettings.HORIZON_DAYS))));
    }
  }

  /** Takes out the rows that break a rule, then the repeated ids, then the links that lie. */
  void clean(LocalDate asOf, LocalDate newest) {
    for (Read read : tables.values()) {
      if (read.raw.table() != LogTable.SITES) {
        sweep(read, asOf, newest);
        repeated(read);
      }
    }
    links();
    for (Read read : tables.values()) {
      duck.run("alter table " + name(read) + " drop column problem");
      duck.run("alter table " + name(read) + " drop column unused");
    }
  }

  private String code(Read read, LocalDate asOf) {
    StringBuilder cases = new StringBuilder("case");
    if (read.lastEarly() > 0) {
      cases.append(" when problem between 1 and ").append(read.lastEarly()).append(" then problem");
    }
    for (int i = 0; i < read.rules.size(); i++) {
      if (read.rules.get(i).stage() == Stage.DAYS) {
        cases.append(" when ").append(read.rules.get(i).condition()).append(" then ").append(i + 1);
      }
    }
    cases.append(" else problem end");
    return asOf.equals(LocalDate.MAX)
        ? cases.toString()
        : Duck.fill(cases.toString(), TypedPass.days(settings.earliest(), asOf));
  }

  private void sweep(Read read, LocalDate asOf, LocalDate newest) {
    LocalDate later = newest.isAfter(asOf) ? newest : asOf;
    duck.run(
        "create or replace temp table swept as select * from (select rowid as r, %s as code, %s as code_newest from %s) where code <> 0"
            .formatted(code(read, asOf), code(read, later), name(read)));
    long[] swept = new long[1];
    duck.query(
        "select code, count(*), count(*) filter (where code_newest <> 0) from swept group by code",
        row -> {
          read.setAside[row.getInt(1)] += row.getLong(2);
          read.badAsOfNewest += row.getLong(3);
          return swept[0] += row.getLong(2);
        });
    if (swept[0] > 0) {
      duck.run("delete from " + name(read) + " where rowid in (select r from swept)");
    }
  }

  /* Ids are nearly always unique, and that is cheap to see from their hashes alone; only the few that are not are
   * compared in full. */
  private void repeated(Read read) {
    String key = key(read);
    String table = name(read);
    duck.run(
        "create or replace temp table repeated_hashes as select h from (select hash(%s) as h from %s) group by h having count(*) > 1"
            .formatted(key, table));
    if (count("select count(*) from repeated_hashes") == 0) {
      return;
    }
    String order = TieBreak.order(read.raw);
    duck.run(
        "create or replace temp table swept as select r, place, row_number() over (partition by %1$s, place order by r) as copy from (select rowid as r, %1$s, dense_rank() over (partition by %1$s order by %2$s) as place from %3$s where hash(%1$s) in (select h from repeated_hashes)) qualify place > 1 or copy > 1"
            .formatted(key, order, table));
    duck.query(
        "select count(*) filter (where copy > 1), count(*) filter (where copy = 1) from swept",
        row -> {
          read.collapsed = row.getLong(1);
          read.setAside[read.rules.size()] += row.getLong(2);
          read.badAsOfNewest += row.getLong(2);
          return row.getLong(1);
        });
    duck.run("delete from " + table + " where rowid in (select r from swept)");
  }

  /** What makes a row one of its kind. A clinician may work at several sites, one after another. */
  private static String key(Read read) {
    String id = read.raw.table().id().name();
    return read.raw.table() == LogTable.CLINICIANS ? id + ", site_id, from_day" : id;
  }

  private void links() {
    Read visits = tables.get(LogTable.APPOINTMENTS);
    if (visits != null) {
      link(visits, LogTable.REQUESTS, "request_id", "received_day", "patient_id", "start_day");
      link(visits, LogTable.ORDERS, "order_id", "ordered_day", "patient_id", "start_day");
    }
    Read offers = tables.get(LogTable.OFFERS);
    if (offers != null) {
      link(offers, LogTable.REQUESTS, "request_id", null, null, null);
      link(offers, LogTable.ORDERS, "order_id", null, null, null);
    }
  }

  private void link(
      Read from,
      LogTable target,
      String id,
      @Nullable String day,
      @Nullable String patient,
      @Nullable String fromDay) {
    if (!from.raw.present().contains(id)) {
      return;
    }
    String table = name(from);
    if (!tables.containsKey(target)) {
      duck.run("update %s set %s = null where %s is not null".formatted(table, id, id));
      return;
    }
    String conditions =
        day == null
            ? ""
            : " when t.%1$s <> f.%1$s then 'link_of_another_patient' when f.%2$s < t.%3$s then 'link_to_a_later_row'"
                .formatted(patient, fromDay, day);
    duck.run(
        "create or replace temp table swept as select * from (select f.rowid as r, case when t.%1$s is null then 'link_to_none'%2$s end as reason from %3$s f left join %4$s t on t.%1$s = f.%1$s where f.%1$s is not null) where reason is not null"
            .formatted(id, conditions, table, target.tableName()));
    List<ReadReport.Note> notes =
        duck.query(
            "select reason, count(*) from swept group by reason order by reason",
            row -> new ReadReport.Note(table, id, row.getString(1), row.getLong(2)));
    if (!notes.isEmpty()) {
      from.notes.addAll(notes);
      duck.run("update %s set %s = null where rowid in (select r from swept)".formatted(table, id));
    }
  }

  /** What was counted, table by table. */
  List<ReadReport.TableCount> counts() {
    List<ReadReport.TableCount> result = new ArrayList<>();
    for (Read read : tables.values()) {
      long setAside = 0;
      for (long rows : read.setAside) {
        setAside += rows;
      }
      result.add(
          new ReadReport.TableCount(
              name(read),
              read.raw.file(),
              read.rows,
              read.rows - read.collapsed - setAside,
              read.collapsed,
              setAside,
              read.badAsOfNewest));
    }
    return result;
  }

  /** The rows set aside, by table and reason, in the order of tables and rules. */
  List<AccessLog.SetAside> setAside() {
    List<AccessLog.SetAside> result = new ArrayList<>();
    for (Read read : tables.values()) {
      Map<String, Long> byReason = new java.util.LinkedHashMap<>();
      for (int i = 0; i < read.rules.size(); i++) {
        if (read.setAside[i + 1] > 0) {
          byReason.merge(read.rules.get(i).reason(), read.setAside[i + 1], Long::sum);
        }
      }
      byReason.forEach(
          (reason, rows) -> result.add(new AccessLog.SetAside(name(read), reason, rows)));
    }
    return result;
  }

  /** What was kept, but not as it stands. */
  List<ReadReport.Note> notes() {
    return tables.values().stream().flatMap(read -> read.notes.stream()).toList();
  }

  private long count(String sql) {
    return duck.query(sql, row -> row.getLong(1)).getFirst();
  }

  private static String name(Read read) {
    return read.raw.table().tableName();
  }
}
