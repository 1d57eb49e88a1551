package org.duecourse.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.duecourse.io.CsvText;
import org.duecourse.io.Json;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;

/** The formats of a result. */
public enum Format {
  /** Aligned columns for a terminal. */
  TABLE {
    @Override
    String text(Table table) {
      List<List<String>> cells = new ArrayList<>();
      cells.add(table.columns());
      table.rows().forEach(row -> cells.add(row.stream().map(v -> shown(v, "–")).toList()));
      int[] widths = new int[table.columns().size()];
      cells.forEach(
          row -> {
            for (int i = 0; i < widths.length; i++) {
              widths[i] = Math.max(widths[i], row.get(i).length());
            }
          });
      StringBuilder text = new StringBuilder();
      if (!table.heading().isEmpty()) {
        text.append(table.heading()).append("\n\n");
      }
      for (int r = 0; r < cells.size(); r++) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
          String cell = cells.get(r).get(i);
          String gap = " ".repeat(widths[i] - cell.length());
          line.append(i == 0 ? "" : "  ").append(isNumber(table, i) ? gap + cell : cell + gap);
        }
        text.append(line.toString().stripTrailing()).append('\n');
      }
      table.footnotes().forEach(note -> text.append('\n').append(note));
      return table.footnotes().isEmpty() ? text.toString() : text.append('\n').toString();
    }
  },
  /** RFC 4180 with a header; an empty field is "not known". */
  CSV {
    @Override
    String text(Table table) {
      StringBuilder text = new StringBuilder();
      text.append(CsvText.line(table.columns()));
      for (List<@Nullable Object> row : table.rows()) {
        text.append(CsvText.line(row.stream().map(v -> shown(v, "")).toList()));
      }
      return text.toString();
    }
  },
  /** The keys of the contract. */
  JSON {
    @Override
    String text(Table table) {
      return Json.write(table.json());
    }
  },
  /** A table for a text page. */
  MD {
    @Override
    String text(Table table) {
      StringBuilder text = new StringBuilder();
      if (!table.heading().isEmpty()) {
        text.append(table.heading()).append("\n\n");
      }
      line(text, table.columns());
      line(text, table.columns().stream().map(c -> "---").toList());
      table.rows().forEach(row -> line(text, row.stream().map(v -> shown(v, "–")).toList()));
      table.footnotes().forEach(note -> text.append('\n').append(note).append('\n'));
      return text.toString();
    }
  },
  /** A page with the table, which needs nothing else. */
  HTML {
    @Override
    String text(Table table) {
      String heading = table.heading().isEmpty() ? "Result" : table.heading();
      StringBuilder body = new StringBuilder("<header>\n<h1>");
      body.append(Html.escaped(heading)).append("</h1>\n</header>\n");
      body.append("<main id=\"main\" tabindex=\"-1\">\n");
      body.append(Html.table(table, heading, Wording.US));
      table
          .footnotes()
          .forEach(note -> body.append("<p>").append(Html.escaped(note)).append("</p>\n"));
      body.append("</main>\n");
      return Html.page("en", heading, body.toString(), WaitReportPage.style());
    }
  },
  /** Typed columns for programs; a file, never a terminal. */
  PARQUET {
    @Override
    String text(Table table) {
      throw Refused.usage("Parquet is no text; it needs a file. Maybe: -o result.parquet");
    }
  };

  abstract String text(Table table);

  /** The result as text. */
  public String render(Table table) {
    return text(table);
  }

  /** A value as people read it: fractions to four places at most, without trailing zeros. */
  static String shown(@Nullable Object value, String unknown) {
    return switch (value) {
      case null -> unknown;
      case Double number -> trimmed(number);
      case Float number -> trimmed(number);
      default -> value.toString();
    };
  }

  private static String trimmed(double number) {
    String text = String.format(Locale.ROOT, "%.4f", number);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  private static boolean isNumber(Table table, int column) {
    return table.rows().stream().anyMatch(row -> row.get(column) instanceof Number);
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(
        cells.stream()
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
