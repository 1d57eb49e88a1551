package org.duecourse.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.duecourse.report.CompareReport.Row;

/**
 * A comparison as one page that needs nothing else: no script, no font, no network. On a narrow
 * screen each row of the table becomes a block, each figure with the name of its proposal.
 */
public final class ComparePage {
  private ComparePage() {}

  /** The whole page. */
  public static String html(CompareReport report) {
    StringBuilder body = new StringBuilder();
    body.append("<header>\n");
    element(body, "h1", "Compare proposals");
    element(body, "p class=\"where\"", report.heading());
    body.append("</header>\n<main id=\"main\" tabindex=\"-1\">\n");
    element(body, "p class=\"finding\"", report.sentence());
    list(body, report.worse());
    element(body, "h2", "Side by side");
    List<String> columns = new ArrayList<>(List.of("What"));
    columns.addAll(report.names());
    table(body, "The same rows for each side, in the order filed", columns, report.rows());
    element(body, "h2", "What would change the order");
    if (report.sensitivity().isEmpty()) {
      element(body, "p", "Not searched (--sensitivity-replications 0).");
    } else if (report.wouldChange().isEmpty()) {
      element(body, "p", "None of the assumptions tried, one at a time.");
    } else {
      list(body, report.wouldChange());
    }
    element(body, "h2", "The model, asked about the past");
    list(body, report.scoreLines());
    element(body, "h2", "Assumptions, side by side");
    table(
        body,
        "Who gave each",
        List.of("Proposal", "What", "Given by", "Assumption"),
        report.assumptions());
    element(body, "h2", "Method");
    element(body, "p", report.method());
    body.append("</main>\n<footer>\n");
    element(body, "p", "Made by Duecourse. The same seed and files give the same figures.");
    body.append("</footer>\n");
    return Html.page("en", "Compare proposals", body.toString(), style());
  }

  private static void table(
      StringBuilder body, String caption, List<String> columns, List<Row> rows) {
    body.append("<table role=\"table\">\n<caption>").append(Html.escaped(caption));
    body.append("</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for (String column : columns) {
      body.append("<th scope=\"col\" role=\"columnheader\">")
          .append(Html.escaped(column))
          .append("</th>");
    }
    body.append("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    for (Row row : rows) {
      body.append(
          row.label().startsWith(" ") ? "<tr role=\"row\" class=\"inner\">" : "<tr role=\"row\">");
      body.append("<th scope=\"row\" role=\"rowheader\">")
          .append(Html.escaped(row.label().strip()))
          .append("</th>");
      for (int i = 0; i < row.cells().size(); i++) {
        body.append("<td role=\"cell\" data-column=\"")
            .append(Html.escaped(columns.get(i + 1)))
            .append("\">")
            .append(Html.escaped(row.cells().get(i)))
            .append("</td>");
      }
      body.append("</tr>\n");
    }
    body.append("</tbody>\n</table>\n");
  }

  private static void list(StringBuilder body, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    body.append("<ul>\n");
    items.forEach(item -> element(body, "li", item));
    body.append("</ul>\n");
  }

  private static void element(StringBuilder body, String tag, String text) {
    String name = tag.split(" ", 2)[0];
    body.append('<').append(tag).append('>').append(Html.escaped(text));
    body.append("</").append(name).append(">\n");
  }

  private static String style() {
    try (var in = Objects.requireNonNull(ComparePage.class.getResourceAsStream("compare.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
