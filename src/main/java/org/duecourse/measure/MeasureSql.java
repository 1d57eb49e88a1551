package org.duecourse.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.records.Duck;

/**
 * The SQL of one measure, from {@code ID.sql}: a header, then {@code -- part: rows} (one row = what
 * the card says, with {@code left_out} null for each row that counts), then {@code -- part:
 * figures} (aggregate expressions over those rows). The split is put around them here.
 */
final class MeasureSql {
  private final Card card;
  private final String header;
  private final String rows;
  private final String figures;

  private MeasureSql(Card card, String header, String rows, String figures) {
    this.card = card;
    this.header = header;
    this.rows = rows;
    this.figures = figures;
  }

  /** Reads the file and fills its named values. */
  static MeasureSql read(Card card, Map<String, ?> values) {
    String text = read(card.id() + ".sql", values);
    String[] parts = text.split("(?m)^-- part: (?:rows|figures)\\s*$", -1);
    if (parts.length != 3) {
      throw new IllegalStateException(card.id() + ".sql needs the parts rows and figures");
    }
    return new MeasureSql(card, parts[0].strip(), parts[1].strip(), parts[2].strip());
  }

  /**
   * Reads a file beside this class and fills its named values, except in the comments that explain
   * them.
   */
  static String read(String file, Map<String, ?> values) {
    return Duck.sql(Card.class, file, Map.of())
        .lines()
        .map(line -> line.startsWith("--") ? line : Duck.fill(line, values))
        .collect(Collectors.joining("\n"));
  }

  /** What the file says at its head. */
  String header() {
    return header;
  }

  /**
   * The figures, one row for each combination of the split and of {@code left_out}.
   *
   * @param by what the rows are split by
   * @param conditions what rows have to meet, each a condition over their columns
   * @param more further aggregate expressions
   */
  String figures(List<Dimension> by, List<String> conditions, List<String> more) {
    List<String> columns = new ArrayList<>();
    by.forEach(each -> columns.add(named(each.sql(), each.key())));
    columns.addAll(card.groups().keySet());
    columns.add("left_out");
    List<String> groups = new ArrayList<>(by.stream().map(Dimension::key).toList());
    groups.addAll(card.groups().keySet());
    groups.add("left_out");
    List<String> order = new ArrayList<>();
    by.forEach(each -> order.add(each.orderSql()));
    card.groups().forEach((key, values) -> order.add(position(key, values)));
    order.add("left_out nulls first");
    String extra = more.stream().map(each -> ",\n  " + each).collect(Collectors.joining());
    return "select\n  "
        + String.join(", ", columns)
        + ",\n"
        + indented(figures)
        + extra
        + "\nfrom (\n"
        + indented(rows)
        + "\n) as counted"
        + where(conditions)
        + "\ngroup by "
        + String.join(", ", groups)
        + "\norder by "
        + String.join(", ", order)
        + "\n";
  }

  /** The rows behind the figures, in the order of their id. */
  String rows(List<String> conditions, int limit) {
    return "select *\nfrom (\n"
        + indented(rows)
        + "\n) as counted"
        + where(conditions)
        + "\norder by left_out nulls first, "
        + card.rowId()
        + "\nlimit "
        + limit
        + "\n";
  }

  /** How many rows there are behind the figures, counted and left out. */
  String count(List<String> conditions) {
    return "select count(*)\nfrom (\n" + indented(rows) + "\n) as counted" + where(conditions);
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : "\nwhere " + String.join("\n  and ", conditions);
  }

  private static String named(String sql, String name) {
    return sql.equals(name) ? name : sql + " as " + name;
  }

  private static String position(String key, List<String> values) {
    return "list_position(["
        + values.stream().map(Duck::quote).collect(Collectors.joining(", "))
        + "], "
        + key
        + ")";
  }

  private static String indented(String sql) {
    return sql.lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
  }
}
