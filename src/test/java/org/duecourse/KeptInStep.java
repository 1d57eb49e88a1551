package org.duecourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page, or a part of one, that a test writes: the test fails when the page differs, and {@code
 * -Dupdate.docs} rewrites it. A marked part stands between {@code <!-- NAME: written by a test -->}
 * and {@code <!-- end of NAME -->}.
 */
public final class KeptInStep {
  private KeptInStep() {}

  /** The whole page is written by a test. */
  public static void page(Path page, String expected) {
    compare(page, read(page), expected);
  }

  /** A marked part of a page is written by a test. */
  public static void part(Path page, String name, String expected) {
    String start = "<!-- " + name + ": written by a test -->\n";
    String end = "<!-- end of " + name + " -->";
    String text = read(page);
    int from = text.indexOf(start);
    int to = text.indexOf(end);
    assertThat(from).as("%s has the mark %s", page, start.strip()).isNotNegative();
    assertThat(to).as("%s has the mark %s", page, end).isGreaterThan(from);
    compare(page, text, text.substring(0, from + start.length()) + expected + text.substring(to));
  }

  private static void compare(Path page, String present, String expected) {
    if (present.equals(expected)) {
      return;
    }
    if (System.getProperty("update.docs") != null) {
      try {
        Files.createDirectories(page.toAbsolutePath().getParent());
        Files.writeString(page, expected);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return;
    }
    assertThat(present)
        .as("%s is out of step. Maybe run: mvn -B test -Dupdate.docs", page)
        .isEqualTo(expected);
  }

  private static String read(Path page) {
    try {
      return Files.exists(page) ? Files.readString(page) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
