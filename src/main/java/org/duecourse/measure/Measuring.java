package org.duecourse.measure;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.calendar.Calendars;
import org.duecourse.measure.MeasureResult.NotComputable;
import org.duecourse.records.AccessLog;
import org.duecourse.records.Duck;
import org.duecourse.standard.Standards;
import org.jspecify.annotations.Nullable;

/**
 * Measures one access log. Tables that several measures read are made once; every figure is one
 * statement that DuckDB runs, and what SQL cannot say well (intervals, Kaplan-Meier) is computed
 * here from its counts.
 */
public final class Measuring {
  private static final String ROWS = "rows_in_group";
  private static final String BEFORE = "before_in_force";

  private final AccessLog log;
  private final MeasureSettings settings;
  private final Set<String> made = new HashSet<>();
  private @Nullable DayTable days;
  private @Nullable Span span;

  /** The first and last day that any row of the log names. */
  private record Span(LocalDate from, LocalDate to) {}

  /**
   * One measure of this log, ready to run.
   *
   * @param by what its rows are split by
   * @param looksAt those, and what its rows are chosen by
   */
  private record Plan(
      Card card,
      List<Dimension> by,
      List<Dimension> looksAt,
      @Nullable Yardstick yardstick,
      DayTable days,
      MeasureSql sql,
      List<String> shared) {}

  /** Prepares to measure a log. */
  public Measuring(AccessLog log, MeasureSettings settings) {
    this.log = log;
    this.settings = settings;
  }

  /** Several measures, in the order given. */
  public List<MeasureResult> measure(List<Card> cards) {
    return cards.stream().map(this::measure).toList();
  }

  /** One measure. */
  public MeasureResult measure(Card card) {
    return measure(card, by(card));
  }

  /** One measure, split otherwise than the settings have it. */
  public MeasureResult measure(Card card, List<Dimension> by) {
    return measure(plan(card, by, by), List.of());
  }

  /**
   * One measure over the rows of some days: requests by their day, visits and orders by theirs.
   *
   * @param from the first day, null for all before
   * @param to the last day
   */
  public MeasureResult measure(
      Card card, List<Dimension> by, @Nullable LocalDate from, LocalDate to) {
    List<String> conditions = new ArrayList<>(List.of("day <= " + Duck.literal(to)));
    if (from != null) {
      conditions.add("day >= " + Duck.literal(from));
    }
    return measure(plan(card, by, by), conditions);
  }

  /** The statements that a measure runs, as a script for the clean tables. */
  public String sql(Card card) {
    Plan plan = plan(card, by(card), by(card));
    return script(plan, plan.sql().figures(plan.by(), List.of(), List.of()));
  }

  /**
   * One figure, down to its rows.
   *
   * @param where which rows: the value of each dimension, as outputs have it
   * @param limit how many rows to show at most
   */
  public Explanation explain(Card card, Map<Dimension, String> where, int limit) {
    Plan plan = plan(card, List.of(), List.copyOf(where.keySet()));
    List<String> conditions = new ArrayList<>();
    where.forEach(
        (dimension, value) ->
            conditions.add(
                value.isEmpty()
                    ? dimension.shownSql() + " is null"
                    : dimension.shownSql() + " = " + Duck.quote(value)));
    MeasureResult result = measure(plan, conditions);
    String script = script(plan, plan.sql().figures(List.of(), conditions, List.of()));
    if (result.rows().isEmpty() && result.keys().equals(card.outputKeys())) {
      return new Explanation(card, where, result, script, List.of(), 0);
    }
    long inAll = log.duck().query(plan.sql().count(conditions), row -> row.getLong(1)).getFirst();
    List<Map<String, @Nullable Object>> rows =
        log.duck().query(plan.sql().rows(conditions, limit), Measuring::row);
    return new Explanation(
        card, where, result, script, rows.stream().map(Measuring::shown).toList(), inAll);
  }

  private List<Dimension> by(Card card) {
    return settings.by() == null ? card.usualBy() : settings.by();
  }

  private Plan plan(Card card, List<Dimension> by, List<Dimension> looksAt) {
    Yardstick yardstick = card.usesLimit() ? yardstick(card) : null;
    BusinessDays calendar = calendar(yardstick);
    if (span == null) {
      span = span();
    }
    DayTable table = new DayTable(calendar, yardstick, span.from(), span.to());
    table.refuseIfUnknown();
    Map<String, Object> values = values(table, looksAt);
    List<String> shared = new ArrayList<>();
    for (String name : card.uses()) {
      shared.add(MeasureSql.read(file(name), values).strip() + "\n");
    }
    return new Plan(card, by, looksAt, yardstick, table, MeasureSql.read(card, values), shared);
  }

  private Yardstick yardstick(Card card) {
    return settings.standard() == null
        ? Yardstick.of(Standards.byId(String.valueOf(card.standard())))
        : settings.standard();
  }

  private BusinessDays calendar(@Nullable Yardstick yardstick) {
    if (settings.calendar() != null) {
      return settings.calendar();
    }
    return Calendars.byId(yardstick == null ? Calendars.DEFAULT : yardstick.calendar())
        .businessDays();
  }

  /* With offers in the log the first offer is read from them; without, it is the visit that was booked first. */
  private String file(String shared) {
    return shared.equals("first-offers") && !log.has("offers")
        ? "first-bookings.sql"
        : shared + ".sql";
  }

  private Map<String, Object> values(DayTable table, List<Dimension> by) {
    LocalDate asOf = log.asOf();
    LocalDate quarterAgo = asOf.minusDays(Thresholds.RECENT_DAYS);
    Map<String, Object> values = new LinkedHashMap<>(Thresholds.values());
    values.put("as_of", asOf);
    values.put("as_of_ordinal", table.ordinal(asOf));
    values.put("split_by_period", by.stream().anyMatch(Dimension::isPeriod));
    values.put("recent_from", quarterAgo.plusDays(1));
    values.put("recent_business_days", table.calendar().between(quarterAgo, asOf));
    values.put(
        "ratio_from",
        by.stream().anyMatch(Dimension::isPeriod) ? LocalDate.of(1, 1, 1) : quarterAgo.plusDays(1));
    return values;
  }

  private MeasureResult measure(Plan plan, List<String> conditions) {
    Card card = plan.card();
    List<NotComputable> missing = new ArrayList<>(new Needs(log, card).missing(plan.looksAt()));
    if (missing.stream().anyMatch(each -> each.key().equals("*"))) {
      return empty(plan, missing);
    }
    Yardstick yardstick = plan.yardstick();
    if (yardstick != null && !yardstick.countsDays()) {
      card.keys().stream()
          .filter(Card.Key::usesLimit)
          .forEach(
              key ->
                  missing.add(
                      new NotComputable(
                          key.name(),
                          yardstick.standard()
                              + " gives no limit in days (it is "
                              + yardstick.on(log.asOf()).words()
                              + "), and a log is counted in days")));
    }
    prepare(plan);
    List<String> more = new ArrayList<>(List.of("count(*) as " + ROWS));
    if (yardstick != null) {
      more.add(
          "count(*) filter (where clock_start < date '"
              + yardstick.inForceFrom()
              + "') as "
              + BEFORE);
    }
    List<Map<String, @Nullable Object>> raw =
        log.duck().query(plan.sql().figures(plan.by(), conditions, more), Measuring::row);
    return result(plan, raw, missing);
  }

  private MeasureResult result(
      Plan plan, List<Map<String, @Nullable Object>> raw, List<NotComputable> missing) {
    Card card = plan.card();
    Yardstick yardstick = plan.yardstick();
    Figures figures = new Figures(card, yardstick == null ? null : yardstick.on(log.asOf()));
    Map<String, Long> leftOut = new LinkedHashMap<>();
    card.leavesOut().keySet().forEach(reason -> leftOut.put(reason, 0L));
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    long before = 0;
    for (Map<String, @Nullable Object> each : raw) {
      Object reason = each.get("left_out");
      if (reason != null) {
        leftOut.merge(reason.toString(), number(each, ROWS), Long::sum);
        continue;
      }
      if (card.groups().keySet().stream()
          .anyMatch(key -> missing.stream().anyMatch(m -> m.key().equals(each.get(key))))) {
        continue;
      }
      before += number(each, BEFORE);
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      plan.by().forEach(by -> row.put(by.key(), by.shown(each.get(by.key()))));
      card.groups().keySet().forEach(key -> row.put(key, each.get(key)));
      row.putAll(figures.of(each));
      rows.add(row);
    }
    if (raw.isEmpty()) {
      missing.add(new NotComputable("*", "no " + card.rows()));
    }
    if (rows.isEmpty() && plan.by().isEmpty() && card.groups().isEmpty()) {
      rows.add(new LinkedHashMap<>(figures.of(Map.of())));
    }
    List<NotComputable> notComputable = new Unknowns(card, missing).in(rows, raw.isEmpty());
    List<String> notes = new ArrayList<>();
    if (before > 0 && yardstick != null) {
      notes.add(
          before
              + " "
              + card.rows()
              + " lie before "
              + yardstick.inForceFrom()
              + ", when "
              + yardstick.standard()
              + " came into force; its first limit is used for them as a yardstick.");
    }
    return made(plan, rows, leftOut, notComputable, notes);
  }

  private MeasureResult empty(Plan plan, List<NotComputable> missing) {
    return made(plan, List.of(), Map.of(), missing, List.of());
  }

  private MeasureResult made(
      Plan plan,
      List<Map<String, @Nullable Object>> rows,
      Map<String, Long> leftOut,
      List<NotComputable> notComputable,
      List<String> notes) {
    Card card = plan.card();
    Yardstick yardstick = plan.yardstick();
    List<String> keys = new ArrayList<>(card.groups().keySet());
    keys.addAll(card.outputKeys());
    return new MeasureResult(
        card.id(),
        card.version(),
        yardstick == null ? card.standard() : yardstick.standard(),
        plan.days().calendar().id(),
        log.asOf(),
        plan.by().stream().map(Dimension::key).toList(),
        keys,
        rows,
        log.setAside(),
        leftOut,
        notComputable,
        notes);
  }

  private void prepare(Plan plan) {
    if (!plan.days().isServedBy(days)) {
      log.duck().run(plan.days().sql());
      days = plan.days();
    }
    for (String statement : plan.shared()) {
      if (made.add(statement)) {
        log.duck().run(statement);
      }
    }
  }

  private String script(Plan plan, String last) {
    StringBuilder script = new StringBuilder(plan.sql().header()).append("\n\n");
    script.append(plan.days().sql().strip()).append(";\n\n");
    plan.shared().forEach(each -> script.append(each.strip()).append(";\n\n"));
    return script.append(last.strip()).append(";\n").toString();
  }

  private Span span() {
    return log.duck()
        .query(
            """
            select least(min(first_day), date '%1$s'), greatest(max(last_day), date '%1$s')
            from (
              select min(received_day) as first_day, max(received_day) as last_day from requests
              union all select min(ordered_day), max(ordered_day) from orders
              union all select min(start_day), max(start_day) from appointments
              union all select min(booked_day), max(booked_day) from appointments
              union all select min(start_day), max(start_day) from offers
              union all select min(at_day), max(at_day) from contacts)
            """
                .formatted(log.asOf()),
            row -> new Span(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)))
        .getFirst();
  }

  private static long number(Map<String, @Nullable Object> row, String key) {
    return row.get(key) instanceof Number number ? number.longValue() : 0;
  }

  private static Map<String, @Nullable Object> row(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      values.put(columns.getColumnLabel(i), row.getObject(i));
    }
    return values;
  }

  private static Map<String, @Nullable Object> shown(Map<String, @Nullable Object> row) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    row.forEach(
        (key, value) ->
            shown.put(
                key,
                switch (value) {
                  case LocalDate day -> day.toString();
                  case Timestamp time -> time.toLocalDateTime().toString();
                  case null, default -> Figures.number(value);
                }));
    return shown;
  }
}
