package org.duecourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duecourse.calendar.Calendar;
import org.duecourse.calendar.Calendars;
import org.duecourse.calendar.DayOff;
import org.duecourse.io.Yaml;
import org.duecourse.report.Format;
import org.duecourse.report.StandardReport;
import org.duecourse.report.Table;
import org.duecourse.standard.ExampleCheck;
import org.duecourse.standard.ExceptionCode;
import org.duecourse.standard.Policy;
import org.duecourse.standard.Standard;
import org.duecourse.standard.Standards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keeps {@code docs/standards.md} in step: its lists are those of the program, its example of a
 * file is read, its commands exist. {@code mvn test -Dtest=StandardsPageTest
 * -Dduecourse.docs=write} writes the lists.
 */
class StandardsPageTest {
  private static final Path PAGE = Path.of("docs/standards.md");
  private static final Pattern LIST =
      Pattern.compile("(<!-- list: (\\w+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theListsOfThePageAreThoseOfTheProgram() throws IOException {
    String page = Files.readString(PAGE);
    Map<String, String> lists =
        Map.of(
            "rules", rules(),
            "exceptions", exceptions(),
            "choices", choices(),
            "calendars", calendars());
    Matcher matcher = LIST.matcher(page);
    TreeSet<String> seen = new TreeSet<>();
    StringBuilder inStep = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(2);
      seen.add(name);
      matcher.appendReplacement(
          inStep,
          Matcher.quoteReplacement(
              matcher.group(1) + "\n" + lists.get(name) + "\n" + matcher.group(3)));
    }
    matcher.appendTail(inStep);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(lists.keySet());
    if ("write".equals(System.getProperty("duecourse.docs"))) {
      Files.writeString(PAGE, inStep.toString());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(inStep.toString());
  }

  @Test
  void theFileOnThePageIsReadAndItsExamplesComeOut() throws IOException {
    String page = Files.readString(PAGE);
    String yaml =
        page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("\n```\n\nWhat happened"));
    Standard goal = Standards.own(Files.writeString(folder.resolve("goal.yaml"), yaml)).getFirst();
    assertThat(goal.examples()).hasSize(2);
    assertThat(goal.examples())
        .allMatch(
            example -> new ExampleCheck(Standards::byId).differences(goal, example).isEmpty());
    assertThat(Yaml.parse("goal.yaml", yaml).top().keys())
        .as("every outermost key that a file may have is on the page")
        .containsExactlyInAnyOrder(
            "id",
            "rule",
            "jurisdiction",
            "covers",
            "category",
            "clock",
            "calendar",
            "other_calendars",
            "unless",
            "values",
            "threshold",
            "notes",
            "examples");
  }

  @Test
  void theOwnCalendarOnThePageIsRead() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("```csv\n") + 7;
    String csv = page.substring(from, page.indexOf("```", from));
    assertThat(Calendars.fromText("holidays.csv", csv).daysOff(2026)).hasSize(2);
  }

  private static String rules() {
    Table list = StandardReport.list(Standards.all());
    List<String> shown = List.of("id", "limit", "clock", "counts", "share", "evidence", "since");
    List<Integer> columns = shown.stream().map(list.columns()::indexOf).toList();
    return Format.MD.render(
        new Table(
            "",
            shown,
            list.rows().stream()
                .map(row -> columns.stream().map(row::get).collect(Collectors.toList()))
                .collect(Collectors.toList()),
            List.of(),
            ""));
  }

  private static String exceptions() {
    return Arrays.stream(ExceptionCode.values())
        .map(code -> "- `" + code.name() + "`: " + code.meaning() + ".\n")
        .collect(Collectors.joining());
  }

  private static String choices() {
    return Arrays.stream(Policy.values())
        .map(policy -> "- `" + policy.word() + "`: " + policy.meaning() + "\n")
        .collect(Collectors.joining());
  }

  private static String calendars() {
    List<String> lines = new ArrayList<>();
    for (Calendar calendar : Calendars.all()) {
      String evidence =
          calendar.daysOff().stream()
              .map(DayOff::evidence)
              .distinct()
              .sorted()
              .map(e -> e.word())
              .collect(Collectors.joining(", "));
      lines.add(
          "- `"
              + calendar.id()
              + "`: "
              + calendar.description().title()
              + ". "
              + calendar.description().why()
              + (evidence.isEmpty() ? "" : " (" + evidence + ")"));
    }
    return String.join("\n", lines) + "\n";
  }
}
