package org.duecourse.io;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A small CSV text as rows of fields (RFC 4180: commas, double quotes, quotes inside doubled), for
 * lists that a person keeps by hand. Appointment records, which can be large, are read by DuckDB.
 */
public final class CsvText {
  private CsvText() {}

  /**
   * One row.
   *
   * @param line the line of the text at which it starts, from 1
   * @param fields its fields, unquoted, with outer blanks removed
   */
  public record Row(int line, List<String> fields) {
    public Row {
      fields = List.copyOf(fields);
    }

    /** The field at a column, or "" where the row is shorter. */
    public String field(int column) {
      return column < fields.size() ? fields.get(column) : "";
    }

    boolean isBlank() {
      return fields.stream().allMatch(String::isEmpty);
    }
  }

  /**
   * The rows of a text, the header among them; blank lines are left out, a byte-order mark is
   * dropped.
   *
   * @param name the file's name, for the message
   * @throws Refused if a quote is never closed
   */
  public static List<Row> rows(String name, String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<Row> rows = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int line = 1;
    int rowLine = 1;
    int quoteLine = 1;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < body.length() && body.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && field.toString().isBlank()) {
        field.setLength(0);
        quoted = true;
        quoteLine = line;
      } else if (c == ',') {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else if (c == '\n' || c == '\r') {
        boolean pair = c == '\r' && i + 1 < body.length() && body.charAt(i + 1) == '\n';
        if (!pair) {
          fields.add(field.toString().strip());
          rows.add(new Row(rowLine, fields));
          fields.clear();
          field.setLength(0);
          rowLine = line + 1;
        }
      } else {
        field.append(c);
      }
      line += c == '\n' ? 1 : 0;
    }
    if (quoted) {
      throw new Refused(
          Fault.INPUT,
          name + ": not readable as CSV",
          List.of(
              new Problem(
                  "line " + quoteLine,
                  "A double quote opens here and never closes. Maybe double it (\"\").")));
    }
    fields.add(field.toString().strip());
    rows.add(new Row(rowLine, fields));
    return rows.stream().filter(row -> !row.isBlank()).toList();
  }

  /** One record of CSV, with its line end; fields are quoted where they must be. */
  public static String line(List<String> fields) {
    return fields.stream().map(CsvText::quotedField).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String quotedField(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : "\"" + field.replace("\"", "\"\"") + "\"";
  }
}
