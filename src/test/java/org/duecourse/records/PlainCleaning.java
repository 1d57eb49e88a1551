package org.duecourse.records;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duecourse.records.Column.Type;
import org.jspecify.annotations.Nullable;

/**
 * The rules of cleaning a second time, row by row in plain Java, written from the contract and not
 * from the SQL. Slow and small: for tests that compare.
 */
final class PlainCleaning {
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d+))?)?(Z|[+-](?:0\\d|1[0-8])(?::?[0-5]\\d)?)?)?");

  private final LocalDate earliest;
  private final LocalDate today;
  private final @Nullable LocalDate givenAsOf;
  private final Map<String, ZoneId> zones = new HashMap<>();
  private final Map<LogTable, List<Row>> kept = new EnumMap<>(LogTable.class);
  private final Map<String, Long> setAside = new TreeMap<>();
  private final Map<String, Long> notes = new TreeMap<>();
  private final Map<LogTable, Long> collapsed = new EnumMap<>(LogTable.class);
  private @Nullable LocalDate asOf;

  /** A row with its typed values by column; what cannot be read is absent. */
  private static final class Row {
    final Map<String, Object> values = new HashMap<>();
    @Nullable String early;
    @Nullable String word;

    @Nullable Object get(String column) {
      return values.get(column);
    }

    @Nullable LocalDate day(String column) {
      return switch (values.get(column)) {
        case LocalDateTime time -> time.toLocalDate();
        case LocalDate day -> day;
        case null, default -> null;
      };
    }
  }

  PlainCleaning(LocalDate earliest, LocalDate today, @Nullable LocalDate asOf) {
    this.earliest = earliest;
    this.today = today;
    this.givenAsOf = asOf;
  }

  /** Cleans tables of text; a missing key or null is a blank field. */
  PlainCleaning clean(Map<LogTable, List<Map<String, String>>> tables) {
    for (LogTable table : LogTable.values()) {
      List<Map<String, String>> rows = tables.get(table);
      if (rows != null) {
        List<Row> read = new ArrayList<>();
        rows.forEach(row -> read.add(read(table, row)));
        kept.put(table, read);
        if (table == LogTable.SITES) {
          sweep(table);
          repeated(table);
          kept.get(table)
              .forEach(
                  site -> {
                    if (site.get("zone") != null) {
                      zones.put((String) site.get("site_id"), ZoneId.of((String) site.get("zone")));
                    }
                  });
        }
      }
    }
    asOf = givenAsOf == null ? newest() : givenAsOf;
    for (LogTable table : kept.keySet()) {
      if (table != LogTable.SITES) {
        sweep(table);
        kept.get(table).forEach(this::asItWas);
        repeated(table);
      }
    }
    links(LogTable.APPOINTMENTS, LogTable.REQUESTS, "received_at");
    links(LogTable.APPOINTMENTS, LogTable.ORDERS, "ordered_at");
    links(LogTable.OFFERS, LogTable.REQUESTS, null);
    links(LogTable.OFFERS, LogTable.ORDERS, null);
    return this;
  }

  private @Nullable LocalDate newest() {
    LocalDate limit = today.plusDays(730);
    LocalDate newest = null;
    for (var entry :
        Map.of(
                LogTable.REQUESTS, List.of("received_at"),
                LogTable.ORDERS, List.of("ordered_at"),
                LogTable.APPOINTMENTS, List.of("booked_at", "start_at"))
            .entrySet()) {
      for (Row row : kept.getOrDefault(entry.getKey(), List.of())) {
        for (String column : entry.getValue()) {
          LocalDate day = row.day(column);
          boolean counts = !column.equals("start_at") || "attended".equals(row.get("status"));
          if (row.early == null && counts && day != null && !day.isAfter(limit)) {
            newest = newest == null || day.isAfter(newest) ? day : newest;
          }
        }
      }
    }
    return newest;
  }

  private Row read(LogTable table, Map<String, String> fields) {
    Row row = new Row();
    String impossible = null;
    String site = text(fields.get("site_id"));
    for (Column column : table.columns()) {
      String name = column.name();
      String text = text(fields.get(name));
      if (text == null) {
        if (column.needed() && row.early == null) {
          row.early = "missing";
        }
        continue;
      }
      boolean never = false;
      Object value =
          switch (column.type()) {
            case TEXT -> text;
            case WORD -> {
              String word = text.toLowerCase(Locale.ROOT);
              yield column.words().contains(word) ? word : null;
            }
            case NUMBER -> number(text);
            case TIME, DAY -> time(table, text, site);
          };
      if (column.type() == Type.DAY && value instanceof LocalDateTime time) {
        value = time.toLocalDate();
      }
      if (column.type() == Type.TIME && value instanceof LocalDateTime time) {
        ZoneId zone = zone(table, site);
        never =
            zone != null
                && !time.toLocalTime().equals(LocalTime.MIDNIGHT)
                && zone.getRules().getValidOffsets(time).isEmpty();
      }
      if (never && column.needed()) {
        impossible = "no_such_local_time";
      } else if (never) {
        note(table, name, "no_such_local_time");
        value = null;
      } else if (value == null && column.type() == Type.WORD) {
        row.word = row.word == null ? "unknown_" + name : row.word;
      } else if (value == null && column.needed()) {
        row.early = row.early == null ? "unreadable" : row.early;
      } else if (value == null) {
        note(table, name, "value_not_used");
      }
      if (value != null) {
        row.values.put(name, value);
      }
    }
    if (table == LogTable.SITES && row.early == null && row.get("zone") != null) {
      row.early =
          ZoneId.getAvailableZoneIds().contains((String) row.get("zone")) ? null : "unknown_zone";
    }
    row.early = row.early == null ? impossible : row.early;
    return row;
  }

  private static @Nullable String text(@Nullable String field) {
    if (field == null) {
      return null;
    }
    String trimmed = field.strip();
    return trimmed.isEmpty() ? null : trimmed;
  }

  private static @Nullable Double number(String text) {
    if (!text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?")) {
      return null;
    }
    double value = Double.parseDouble(text);
    return Double.isFinite(value) && value >= 0 ? value : null;
  }

  private @Nullable ZoneId zone(LogTable table, @Nullable String site) {
    if (table.has("site_id")) {
      return site == null ? null : zones.get(site);
    }
    Set<ZoneId> all = Set.copyOf(zones.values());
    return all.size() == 1 ? all.iterator().next() : null;
  }

  private @Nullable LocalDateTime time(LogTable table, String text, @Nullable String site) {
    Matcher m = TIME.matcher(text);
    if (!m.matches()) {
      return null;
    }
    try {
      LocalDate day =
          LocalDate.of(
              Integer.parseInt(m.group(1)),
              Integer.parseInt(m.group(2)),
              Integer.parseInt(m.group(3)));
      if (m.group(4) == null) {
        return day.atStartOfDay();
      }
      int hour = Integer.parseInt(m.group(4));
      int second = m.group(6) == null ? 0 : Integer.parseInt(m.group(6));
      String fraction = m.group(7) == null ? "" : m.group(7);
      int micros = Integer.parseInt((fraction + "000000").substring(0, 6));
      boolean endOfDay = hour == 24;
      LocalDateTime local =
          day.atTime(endOfDay ? 0 : hour, Integer.parseInt(m.group(5)), second, micros * 1000);
      if (endOfDay) {
        if (!local.toLocalTime().equals(LocalTime.MIDNIGHT)) {
          return null;
        }
        local = local.plusDays(1);
      }
      ZoneId zone = zone(table, site);
      return m.group(8) == null || zone == null
          ? local
          : local
              .atOffset(ZoneOffset.of(m.group(8).replace(":", "")))
              .atZoneSameInstant(zone)
              .toLocalDateTime();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private void sweep(LogTable table) {
    List<Row> left = new ArrayList<>();
    for (Row row : kept.get(table)) {
      String reason = row.early;
      reason = reason == null && table != LogTable.SITES ? days(table, row) : reason;
      reason = reason == null ? row.word : reason;
      if (reason == null) {
        left.add(row);
      } else {
        count(table, reason);
      }
    }
    kept.put(table, left);
  }

  /** A visit of a later day that was cancelled after the as-of day is still booked on it. */
  private void asItWas(Row row) {
    boolean cancelledLater =
        String.valueOf(row.get("status")).startsWith("cancelled")
            && after(row.day("cancelled_at"), asOf)
            && after(row.day("start_at"), asOf);
    if (cancelledLater) {
      row.values.put("status", "booked");
      row.values.remove("cancelled_at");
    }
  }

  private @Nullable String days(LogTable table, Row row) {
    return switch (table) {
      case REQUESTS -> event(row.day("received_at"));
      case ORDERS -> first(event(row.day("ordered_at")), window(row));
      case APPOINTMENTS -> {
        LocalDate start = Objects.requireNonNull(row.day("start_at"));
        LocalDate booked = row.day("booked_at");
        boolean happened =
            Set.of("attended", "no_show").contains(String.valueOf(row.get("status")));
        yield first(
            first(event(booked), start(start)),
            happened && start.isAfter(asOf)
                ? "after_as_of"
                : booked != null && start.isBefore(booked) ? "before_booking" : null);
      }
      case OFFERS ->
          first(event(row.day("offered_at")), start(Objects.requireNonNull(row.day("start_at"))));
      case CONTACTS -> event(row.day("at"));
      case CRISIS_REQUESTS -> event(row.day("received_at"));
      case CLINICIANS, SITES, PROTECTED_WEEKS, CRISIS_COVER -> null;
    };
  }

  private static @Nullable String first(@Nullable String a, @Nullable String b) {
    return a == null ? b : a;
  }

  private @Nullable String event(@Nullable LocalDate day) {
    if (day == null) {
      return null;
    }
    return day.isBefore(earliest) ? "before_earliest" : day.isAfter(asOf) ? "after_as_of" : null;
  }

  private @Nullable String start(LocalDate day) {
    return day.isBefore(earliest)
        ? "before_earliest"
        : day.isAfter(asOf.plusDays(730)) ? "too_far_ahead" : null;
  }

  private @Nullable String window(Row row) {
    LocalDate target = row.day("target_date");
    LocalDate from = row.day("earliest_date");
    LocalDate to = row.day("latest_date");
    if (after(from, target) || after(target, to) || after(from, to)) {
      return "window_out_of_order";
    }
    if (after(row.day("ordered_at"), to)) {
      return "window_before_order";
    }
    return after(to, asOf.plusDays(730)) ? "window_too_far_ahead" : null;
  }

  private static boolean after(@Nullable LocalDate a, @Nullable LocalDate b) {
    return a != null && b != null && a.isAfter(b);
  }

  private void repeated(LogTable table) {
    Map<List<Object>, List<Row>> byId = new LinkedHashMap<>();
    for (Row row : kept.get(table)) {
      List<Object> key = new ArrayList<>();
      key.add(row.get(table.id().name()));
      if (table == LogTable.CLINICIANS) {
        key.add(row.get("site_id"));
        key.add(row.get("from"));
      }
      byId.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    List<Row> left = new ArrayList<>();
    for (List<Row> rows : byId.values()) {
      Map<Map<String, Object>, Row> distinct = new LinkedHashMap<>();
      rows.forEach(row -> distinct.putIfAbsent(row.values, row));
      collapsed.merge(table, (long) rows.size() - distinct.size(), Long::sum);
      List<Row> different = new ArrayList<>(distinct.values());
      different.sort(order(table));
      left.add(different.getFirst());
      for (int i = 1; i < different.size(); i++) {
        count(table, "repeated_id");
      }
    }
    kept.put(table, left);
  }

  private static Comparator<Row> order(LogTable table) {
    Set<String> columns =
        new LinkedHashSet<>(
            switch (table) {
              case REQUESTS -> List.of("received_at", "patient_id", "site_id");
              case ORDERS ->
                  List.of(
                      "ordered_at",
                      "target_date",
                      "earliest_date",
                      "latest_date",
                      "patient_id",
                      "site_id");
              case APPOINTMENTS ->
                  List.of(
                      "status",
                      "booked_at",
                      "start_at",
                      "patient_id",
                      "site_id",
                      "kind",
                      "request_id",
                      "order_id");
              case OFFERS,
                  CONTACTS,
                  CLINICIANS,
                  SITES,
                  PROTECTED_WEEKS,
                  CRISIS_REQUESTS,
                  CRISIS_COVER ->
                  List.of();
            });
    table.columns().forEach(column -> columns.add(column.name()));
    Comparator<Row> order = (a, b) -> 0;
    for (String name : columns) {
      Comparator<Object> values = values(table.column(name));
      boolean latest =
          table == LogTable.APPOINTMENTS && Set.of("booked_at", "start_at").contains(name);
      order =
          order.thenComparing(
              row -> row.get(name), Comparator.nullsLast(latest ? values.reversed() : values));
    }
    return order;
  }

  @SuppressWarnings("unchecked")
  private static Comparator<Object> values(Column column) {
    if (column.type() == Type.WORD) {
      return Comparator.comparing(word -> column.words().indexOf((String) word));
    }
    return (a, b) -> ((Comparable<Object>) a).compareTo(b);
  }

  private void links(LogTable from, LogTable to, @Nullable String event) {
    if (!kept.containsKey(from)) {
      return;
    }
    String id = to.id().name();
    Map<Object, Row> targets = new HashMap<>();
    kept.getOrDefault(to, List.of()).forEach(row -> targets.put(row.get(id), row));
    for (Row row : kept.get(from)) {
      Object link = row.get(id);
      if (link == null) {
        continue;
      }
      Row target = targets.get(link);
      String reason = null;
      if (target == null) {
        reason = "link_to_none";
      } else if (event != null
          && !Objects.equals(target.get("patient_id"), row.get("patient_id"))) {
        reason = "link_of_another_patient";
      } else if (event != null && after(target.day(event), row.day("start_at"))) {
        reason = "link_to_a_later_row";
      }
      if (reason != null) {
        row.values.remove(id);
        if (kept.containsKey(to)) {
          note(from, id, reason);
        }
      }
    }
  }

  private void count(LogTable table, String reason) {
    setAside.merge(table.tableName() + " " + reason, 1L, Long::sum);
  }

  private void note(LogTable table, String column, String reason) {
    notes.merge(table.tableName() + " " + column + " " + reason, 1L, Long::sum);
  }

  /** "table reason" → rows. */
  Map<String, Long> setAside() {
    return setAside;
  }

  /** "table column reason" → rows, of all rows that were read. */
  Map<String, Long> notes() {
    return notes;
  }

  /** Exact copies, over all tables. */
  long collapsed() {
    return collapsed.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The as-of day. */
  @Nullable LocalDate asOf() {
    return asOf;
  }

  /** The clean tables, as {@link CleanTables} writes them. */
  Map<String, List<String>> tables() {
    Map<String, List<String>> result = new TreeMap<>();
    for (LogTable table : LogTable.values()) {
      List<String> rows = new ArrayList<>();
      for (Row row : kept.getOrDefault(table, List.of())) {
        List<String> values = new ArrayList<>();
        for (Column column : table.columns()) {
          String name = column.name();
          if (column.type() != Type.DAY || name.equals("extended_to")) {
            values.add(shown(row.get(name)));
          }
          if (name.equals("extended_to")) {
            boolean late = after(row.day("extended_at"), row.day("latest_date"));
            boolean noLatest = row.get("extended_at") != null && row.get("latest_date") == null;
            values.add(late || noLatest ? "null" : shown(row.day(name)));
          } else if (column.type() == Type.TIME || column.type() == Type.DAY) {
            values.add(shown(row.day(name)));
          }
        }
        rows.add(String.join("|", values));
      }
      rows.sort(null);
      result.put(table.tableName(), rows);
    }
    return result;
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case LocalDateTime time -> {
        String text =
            "%s %02d:%02d:%02d"
                .formatted(time.toLocalDate(), time.getHour(), time.getMinute(), time.getSecond());
        String fraction = "%06d".formatted(time.getNano() / 1000).replaceAll("0+$", "");
        yield fraction.isEmpty() ? text : text + "." + fraction;
      }
      default -> value.toString();
    };
  }
}
