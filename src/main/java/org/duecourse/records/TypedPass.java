package org.duecourse.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.records.Column.Type;
import org.duecourse.records.RawTable.RawColumn;
import org.duecourse.records.RawTable.RawType;
import org.duecourse.records.Rule.Stage;

/**
 * The one statement that reads a table: every field is trimmed, typed and judged once.
 *
 * <p>It makes the clean table with two columns more: {@code problem}, the code of the first rule of
 * {@link Stage#FIELD} or {@link Stage#WORD} that the row breaks (0: none), and {@code unused}, one
 * bit for each optional field whose value cannot be read, and {@link #SWALLOWED}. Where lines are
 * known there is a third, {@code line}.
 */
final class TypedPass {
  /**
   * The bit of {@code unused} for a line break where none can stand: a quote that was not closed
   * has swallowed the lines after it.
   */
  static final int SWALLOWED = 128;

  private static final String BLANKS = "' ' || chr(9) || chr(10) || chr(13)";

  private static final String LOCAL =
      "\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?)?";
  private static final String WITH_OFFSET =
      "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-](0\\d|1[0-8])(:?[0-5]\\d)?)";

  private final RawTable raw;
  private final List<Rule> rules;
  private final String zone;

  /**
   * Reads a table.
   *
   * @param zone SQL over {@code x_site_id} for the zone of a row
   */
  TypedPass(RawTable raw, List<Rule> rules, String zone) {
    this.raw = raw;
    this.rules = rules;
    this.zone = zone;
  }

  /** The optional columns whose unreadable values are counted, in the order of their bits. */
  static List<Column> optional(RawTable raw) {
    return raw.table().columns().stream()
        .filter(c -> !c.needed() && raw.columns().containsKey(c.name()))
        .filter(c -> c.type() != Type.TEXT && c.type() != Type.WORD)
        .toList();
  }

  /** The statement. */
  String sql() {
    return "create or replace table %s as select %s%s, %s as problem, %s as unused from (%s)"
        .formatted(
            raw.table().tableName(),
            raw.line() == null ? "" : "line, ",
            String.join(", ", cleanColumns()),
            problem(),
            unused(),
            typed());
  }

  private List<String> cleanColumns() {
    List<String> result = new ArrayList<>();
    for (Column column : raw.table().columns()) {
      String name = column.name();
      switch (column.type()) {
        case TEXT, WORD, NUMBER -> result.add(quoted(name));
        case TIME -> {
          result.add(quoted(name));
          result.add(quoted(name) + "::date as " + column.dayName());
        }
        case DAY -> {
          if (name.equals("extended_to")) {
            result.add("extended_to");
            result.add(
                "case when extended_at is null or extended_at::date <= latest_day then extended_to"
                    + " end as extended_day");
          } else {
            result.add(column.dayName());
          }
        }
      }
    }
    return result;
  }

  private String typed() {
    List<String> columns = new ArrayList<>(List.of("*"));
    for (Column column : raw.table().columns()) {
      columns.add(typed(column) + " as " + typedName(column));
    }
    if (raw.table() == LogTable.SITES && raw.columns().containsKey("zone")) {
      columns.add("x_zone in (select known_zone from known_zones) as is_zone");
    }
    return "select " + String.join(", ", columns) + " from (" + read() + ")";
  }

  private static String typedName(Column column) {
    boolean day = column.type() == Type.DAY && !column.name().equals("extended_to");
    return day ? column.dayName() : quoted(column.name());
  }

  private String typed(Column column) {
    RawColumn from = raw.columns().get(column.name());
    if (from == null) {
      return switch (column.type()) {
        case TEXT, WORD -> "null::varchar";
        case TIME -> "null::timestamp";
        case DAY -> "null::date";
        case NUMBER -> "null::double";
      };
    }
    String x = "x_" + column.name();
    return switch (column.type()) {
      case TEXT -> x;
      case WORD -> word(x, column, from);
      case TIME -> time(x, from);
      case DAY -> time(x, from) + "::date";
      case NUMBER -> number(x, from);
    };
  }

  /** The fields as read, trimmed, null where blank. */
  private String read() {
    List<String> columns = new ArrayList<>();
    if (raw.line() != null) {
      columns.add(raw.line() + " as line");
    }
    for (Column column : raw.table().columns()) {
      RawColumn from = raw.columns().get(column.name());
      if (from != null) {
        boolean text = from.type() == RawType.TEXT;
        columns.add((text ? trimmed(from.sql(), column) : from.sql()) + " as x_" + column.name());
      }
    }
    return "select " + String.join(", ", columns) + " from " + raw.relation();
  }

  /* Trimming each of 100 million fields costs as much as reading them as times. A field that starts with a blank or a
   * control sorts before '!'; only those, and texts that end with a blank, are looked at. What is no text is trimmed at
   * its end only where it is not one of the usual forms. */
  private static String trimmed(String sql, Column column) {
    String atEnd = column.type() == Type.TEXT ? " or suffix((" + sql + "), ' ')" : "";
    return "case when (%1$s) < '!'%2$s then nullif(trim((%1$s), %3$s), '') else (%1$s) end"
        .formatted(sql, atEnd, BLANKS);
  }

  /* A list of words behind IN would become a join; a CASE is asked in the order of the words. */
  private static String word(String x, Column column, RawColumn from) {
    Map<String, String> words = new LinkedHashMap<>(from.words());
    column.words().forEach(word -> words.putIfAbsent(word, word));
    StringBuilder cases = new StringBuilder();
    words.forEach(
        (foreign, own) ->
            cases
                .append(" when ")
                .append(Duck.quote(foreign))
                .append(" then ")
                .append(Duck.quote(own)));
    return "case %1$s%2$s else case lower(trim(%1$s, %3$s))%2$s end end"
        .formatted(x, cases, BLANKS);
  }

  /* The two usual forms are told by their length and separators, which costs a fifth of a pattern; only what is left is
   * matched in full. DuckDB's cast alone is too kind: it knows 'infinity', '9:00 PM' (as nine in the morning) and years
   * of one digit. */
  private String time(String x, RawColumn from) {
    String iso =
        ("case when strlen(%1$s) = 19 and instr(%1$s, '-') = 5 and instr(%1$s, ':') = 14 and %1$s like '%%:%%:%%'"
                + " or strlen(%1$s) = 10 and instr(%1$s, '-') = 5"
                + " then try_cast(%1$s as timestamp)"
                + " when regexp_full_match(trim(%1$s, %5$s), '%2$s') then try_cast(trim(%1$s, %5$s) as timestamp)"
                + " when regexp_full_match(trim(%1$s, %5$s), '%3$s') then"
                + " coalesce(timezone(%4$s, try_cast(trim(%1$s, %5$s) as timestamptz)), try_cast(trim(%1$s, %5$s) as timestamp)) end")
            .formatted(x, LOCAL, WITH_OFFSET, zone, BLANKS);
    return switch (from.type()) {
      case TIMESTAMP -> "case when isfinite(%1$s) then %1$s::timestamp end".formatted(x);
      case DAY -> "case when isfinite(%1$s) then %1$s::timestamp end".formatted(x);
      case TIMESTAMP_WITH_ZONE ->
          "case when isfinite(%1$s) then timezone(coalesce(%2$s, 'UTC'), %1$s) end"
              .formatted(x, zone);
      case NUMBER, OTHER -> throw new IllegalArgumentException(x); // fitFor has refused it
      case TEXT ->
          from.formats().isEmpty()
              ? "(" + iso + ")"
              : "coalesce(try_strptime(trim(%s, %s), [%s]), %s)"
                  .formatted(
                      x,
                      BLANKS,
                      from.formats().stream().map(Duck::quote).collect(Collectors.joining(", ")),
                      iso);
    };
  }

  private static String number(String x, RawColumn from) {
    String value =
        from.type() == RawType.NUMBER
            ? "(%s)::double".formatted(x)
            : "try_cast(%s as double)".formatted(x);
    String plain = from.type() == RawType.NUMBER ? "" : " and not contains(" + x + ", '_')";
    return "case when %1$s between 0 and 1e300%2$s then %1$s end".formatted(value, plain);
  }

  private String problem() {
    StringBuilder cases = new StringBuilder();
    for (Rule rule : rules) {
      if (rule.stage() == Stage.FIELD || rule.stage() == Stage.WORD) {
        cases.append(" when %s then %d".formatted(rule.condition(), rules.indexOf(rule) + 1));
      }
    }
    return "(case" + cases + " else 0 end)::utinyint";
  }

  private String unused() {
    List<Column> optional = optional(raw);
    List<String> bits = new ArrayList<>();
    for (int i = 0; i < optional.size(); i++) {
      String name = optional.get(i).name();
      bits.add(
          "case when x_%s is not null and %s is null then %d else 0 end"
              .formatted(name, typedName(optional.get(i)), 1 << i));
    }
    if (raw.mayHideLines()) {
      bits.add("case when " + swallowed() + " then " + SWALLOWED + " else 0 end");
    }
    bits.add("0");
    return "(" + String.join(" + ", bits) + ")::utinyint";
  }

  /** A name as SQL has it; {@code from} and {@code to} are words of SQL. */
  static String quoted(String name) {
    return name.equals("from") || name.equals("to") || name.equals("at") ? '"' + name + '"' : name;
  }

  private String swallowed() {
    List<String> conditions = new ArrayList<>();
    for (Column column : raw.table().columns()) {
      String name = column.name();
      if (raw.columns().containsKey(name) && !Column.mayHoldLineBreaks(name)) {
        String suspicious =
            column.type() == Type.TEXT
                ? "strlen(x_" + name + ") > 12"
                : typedName(column) + " is null";
        conditions.add("%s and contains(x_%s, chr(10))".formatted(suspicious, name));
      }
    }
    return String.join(" or ", conditions);
  }
}
