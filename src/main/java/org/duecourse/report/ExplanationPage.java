package org.duecourse.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.measure.Card;
import org.duecourse.measure.Explanation;
import org.jspecify.annotations.Nullable;

/** One figure explained, for people: the card, the figures, what is left out, the rows, the SQL. */
public final class ExplanationPage {
  private ExplanationPage() {}

  /** The rows behind the figure. */
  public static Table rows(Explanation explanation) {
    Set<String> columns = new LinkedHashSet<>();
    explanation.rows().forEach(row -> columns.addAll(row.keySet()));
    List<List<@Nullable Object>> cells = new ArrayList<>();
    explanation
        .rows()
        .forEach(
            row -> {
              List<@Nullable Object> line = new ArrayList<>();
              columns.forEach(column -> line.add(row.get(column)));
              cells.add(line);
            });
    return new Table("", List.copyOf(columns), cells, List.of(), explanation.json());
  }

  /** The whole explanation as text. */
  public static String text(Explanation explanation, Format format) {
    Card card = explanation.card();
    StringBuilder text = new StringBuilder();
    String where =
        explanation.where().entrySet().stream()
            .map(e -> " " + e.getKey().key() + "=" + e.getValue())
            .collect(Collectors.joining());
    boolean markdown = format == Format.MD;
    heading(text, markdown, card.id() + ", version " + card.version() + where);
    text.append("Counts: ").append(card.counts()).append(".\n");
    card.leavesOut()
        .forEach(
            (reason, meaning) ->
                text.append("Leaves out: ")
                    .append(reason)
                    .append(", ")
                    .append(meaning)
                    .append(".\n"));
    text.append("Why: ").append(card.why()).append('\n');
    text.append(
        "Better: %s. Written by: %s; checked by: %s; next review: %s.%n%n"
            .formatted(card.better(), card.writtenBy(), card.checkedBy(), card.nextReview()));
    text.append(format.render(MeasureTable.readable(explanation.result()))).append('\n');
    heading(text, markdown, "The rows behind it");
    text.append(
        "%,d of %,d rows, those that count first.%n%n"
            .formatted(explanation.rows().size(), explanation.rowsInAll()));
    if (!explanation.rows().isEmpty()) {
      text.append(format.render(rows(explanation))).append('\n');
    }
    heading(text, markdown, "The SQL");
    text.append(markdown ? "```sql\n" : "").append(explanation.sql());
    return text.append(markdown ? "```\n" : "").toString();
  }

  private static void heading(StringBuilder text, boolean markdown, String words) {
    text.append(markdown ? "## " + words + "\n\n" : words + "\n\n");
  }
}
