package org.duecourse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.duecourse.KeptInStep;
import org.duecourse.records.AccessLog;
import org.duecourse.records.Duck;
import org.duecourse.records.LogTable;
import org.junit.jupiter.api.Test;

/** The pages in {@code docs/measures} are written from the cards and the SQL. */
class MeasurePagesTest {
  private static final Path FOLDER = Path.of("docs/measures");

  @Test
  void everyMeasureHasItsPage() {
    for (Card card : Measures.all()) {
      KeptInStep.page(FOLDER.resolve(card.id() + ".md"), page(card));
    }
  }

  @Test
  void theListNamesEveryMeasure() {
    StringBuilder text = new StringBuilder("# Measures\n\n");
    text.append(
        "One page each, written from the card and the SQL that run. Thresholds of our own choosing are in\n");
    text.append(
        "`src/main/resources/org/duecourse/measure/thresholds.yaml`; readings of the contract in\n");
    text.append(
        "[decision 30](../decisions/0030-how-measures-count.md) and the ones after it.\n\n");
    text.append("| measure | asks | better |\n|---|---|---|\n");
    for (Card card : Measures.all()) {
      text.append(
          "| [%s](%s.md) | %s | %s |%n"
              .formatted(card.id(), card.id(), card.asks(), card.better()));
    }
    KeptInStep.page(FOLDER.resolve("README.md"), text.toString());
  }

  @Test
  void everyCardIsWhole() {
    for (Card card : Measures.all()) {
      assertThat(card.nextReview()).as(card.id()).isAfter(LocalDate.of(2026, 11, 1));
      assertThat(List.of("lower", "higher", "neither")).as(card.id()).contains(card.better());
      List<String> names = card.keys().stream().map(Card.Key::name).toList();
      assertThat(names).as(card.id()).doesNotHaveDuplicates();
      for (Card.Key key : card.keys()) {
        assertThat(key.form() == Card.Form.SHARE)
            .as("%s.%s", card.id(), key.name())
            .isEqualTo(key.of() != null);
        if (key.of() != null && key.over() != null) {
          assertThat(names).as(key.name()).contains(key.of(), key.over());
        }
        assertThat(card.usesLimit() || !key.usesLimit())
            .as("%s.%s", card.id(), key.name())
            .isTrue();
      }
      card.needs().forEach(need -> known(card, need));
      card.dimensions().values().forEach(need -> known(card, need));
      card.keys().forEach(key -> key.needs().forEach(need -> known(card, need)));
      card.groupNeeds().values().forEach(needs -> needs.forEach(need -> known(card, need)));
    }
  }

  private static void known(Card card, Card.Need need) {
    for (String each : need.alternatives()) {
      String[] parts = each.split("\\.", -1);
      LogTable table = LogTable.named(parts[0]).orElseThrow();
      assertThat(parts.length == 1 || table.has(parts[1]))
          .as("%s needs %s", card.id(), each)
          .isTrue();
    }
  }

  private static String page(Card card) {
    StringBuilder text = new StringBuilder("# " + card.id() + "\n\n");
    text.append(card.asks()).append("\n\n");
    text.append("**Counts:** ").append(card.counts()).append(".\n\n");
    text.append("**Why:** ").append(card.why()).append("\n\n");
    text.append(
        "Version %d. Better: %s. Written by: %s; checked by: %s; next review: %s.%n%n"
            .formatted(
                card.version(),
                card.better(),
                card.writtenBy(),
                card.checkedBy(),
                card.nextReview()));
    if (card.standard() != null) {
      text.append("Held against `").append(card.standard()).append("`");
      text.append(card.usesLimit() ? ", unless `--standard` names another.\n\n" : ".\n\n");
    }
    text.append("Needs: ").append(card.needs().isEmpty() ? "appointments" : needs(card.needs()));
    text.append(". Can be split by ");
    text.append(
        card.dimensions().keySet().stream().map(Dimension::key).collect(Collectors.joining(", ")));
    text.append(
        card.usualBy().isEmpty()
            ? ".\n\n"
            : "; usually by "
                + card.usualBy().stream().map(Dimension::key).collect(Collectors.joining(", "))
                + ".\n\n");
    card.groups()
        .forEach(
            (key, values) ->
                text.append(
                    "Always split by `" + key + "`: " + String.join(", ", values) + ".\n\n"));
    if (!card.leavesOut().isEmpty()) {
      text.append("Left out, each with its number:\n\n");
      card.leavesOut()
          .forEach((reason, meaning) -> text.append("- `" + reason + "`: " + meaning + "\n"));
      text.append('\n');
    }
    text.append("| key | unit | meaning |\n|---|---|---|\n");
    for (Card.Key key : card.keys()) {
      String names =
          key.outputs().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
      String needs = key.needs().isEmpty() ? "" : " (needs " + needs(key.needs()) + ")";
      text.append("| " + names + " | " + key.unit() + " | " + key.meaning() + needs + " |\n");
    }
    return text.append("\n## SQL\n\n```sql\n").append(sql(card)).append("```\n").toString();
  }

  private static String needs(List<Card.Need> needs) {
    return needs.stream()
        .map(need -> String.join(" or ", need.alternatives()))
        .collect(Collectors.joining(", "));
  }

  /** What an empty log as of June 30, 2026 would run, without the table of days. */
  private static String sql(Card card) {
    PlainLog empty =
        new PlainLog(
            LocalDate.of(2026, 6, 30),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    try (Duck duck = Duck.open(new Duck.Settings(null, null, 1))) {
      AccessLog log = empty.in(duck);
      String sql = new Measuring(log, MeasureSettings.splitBy()).sql(card);
      return sql.replaceFirst("(?s)create or replace temp table days as.*?;\n\n", "");
    }
  }
}
