package org.duecourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.duecourse.cli.Terminal;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code docs/tour.md} and {@code docs/price.md}: each line that starts with {@code $
 * ./duecourse} in a console block is a command, what follows is what it prints. A line of the page
 * that is only {@code …} stands for any number of lines, {@code …} inside a line for any text. A
 * block that ends with {@code (exit N)} expects that code. Files named with {@code -o} go to a
 * folder of the test, where later commands find them.
 */
class TourTest {
  @TempDir static Path folder;

  private record Step(int line, List<String> words, List<String> expected) {}

  @TestFactory
  List<DynamicTest> theTourDoesWhatItSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String page : List.of("docs/tour.md", "docs/price.md")) {
      for (Step step : steps(Files.readAllLines(Path.of(page)))) {
        tests.add(
            DynamicTest.dynamicTest(
                page + " " + step.line() + ": " + String.join(" ", step.words()), () -> run(step)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(8);
    return tests;
  }

  private static void run(Step step) {
    Terminal.Result result = Terminal.duecourse(step.words().toArray(String[]::new));
    String printed = (result.out() + result.err()).replace(folder + "/", "");
    List<String> expected = new ArrayList<>(step.expected());
    int code = 0;
    if (!expected.isEmpty() && expected.getLast().matches("\\(exit \\d+\\)")) {
      code = Integer.parseInt(expected.removeLast().replaceAll("\\D", ""));
    }
    assertThat(result.code()).as(printed).isEqualTo(code);
    StringBuilder pattern = new StringBuilder();
    for (String line : expected) {
      if (line.strip().equals("…")) {
        pattern.append("(?s:.*?)");
      } else {
        for (String part : line.split("…", -1)) {
          pattern.append(part.isEmpty() ? "" : Pattern.quote(part)).append(".*");
        }
        pattern.setLength(pattern.length() - 2);
        pattern.append("\\s*\\n");
      }
    }
    assertThat(printed.strip() + "\n").matches(Pattern.compile(pattern + "\\s*"));
  }

  private static List<Step> steps(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    boolean console = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        console = line.equals("```console");
      } else if (console && line.startsWith("$ ./duecourse")) {
        steps.add(
            new Step(
                i + 1, words(line.substring("$ ./duecourse".length()).strip()), new ArrayList<>()));
      } else if (console && !steps.isEmpty()) {
        steps.getLast().expected().add(line);
      }
    }
    return steps;
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    var matcher = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command);
    while (matcher.find()) {
      String word = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      boolean written =
          !words.isEmpty()
              && List.of("-o", "--output", "--log", "--rejected").contains(words.getLast());
      boolean madeBefore = Files.exists(folder.resolve(word));
      words.add(
          written || (madeBefore && !word.isEmpty()) ? folder.resolve(word).toString() : word);
    }
    return words;
  }
}
