package org.duecourse.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pieces of HTML; every value goes through {@link #escaped}. */
final class Html {
  private Html() {}

  /** Text that stays text, in content and in quoted attributes. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return safe.toString();
  }

  /**
   * A table with a caption; the first column names its rows. On a narrow screen it scrolls in a
   * frame of its own, which the keyboard reaches.
   */
  static String table(Table table, String caption, Wording wording) {
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
        .append(escaped(caption))
        .append("\">\n<table>\n<caption>")
        .append(escaped(caption))
        .append("</caption>\n<thead>\n<tr>");
    for (int i = 0; i < table.columns().size(); i++) {
      html.append("<th scope=\"col\"")
          .append(isNumber(table, i) ? " class=\"number\"" : "")
          .append('>')
          .append(escaped(table.columns().get(i)))
          .append("</th>");
    }
    html.append("</tr>\n</thead>\n<tbody>\n");
    for (List<@Nullable Object> row : table.rows()) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        String value = escaped(wording.value(row.get(i)));
        html.append(
                i == 0
                    ? "<th scope=\"row\">"
                    : isNumber(table, i) ? "<td class=\"number\">" : "<td>")
            .append(value)
            .append(i == 0 ? "</th>" : "</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n</div>\n").toString();
  }

  /** A link that holds its file. */
  static String download(String name, String type, String content, String words) {
    return "<a download=\"%s\" href=\"data:%s;charset=utf-8;base64,%s\">%s</a>"
        .formatted(
            escaped(name),
            type,
            Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)),
            escaped(words));
  }

  /** A whole page in our frame, with styles inside and nothing fetched. */
  static String page(String language, String title, String body, String style) {
    return """
        <!DOCTYPE html>
        <html lang="%s">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the report</a>
        %s</body>
        </html>
        """
        .formatted(language, escaped(title), style, body);
  }

  private static boolean isNumber(Table table, int column) {
    return column > 0 && table.rows().stream().anyMatch(row -> row.get(column) instanceof Number);
  }
}
