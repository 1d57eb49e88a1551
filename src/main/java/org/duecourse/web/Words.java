package org.duecourse.web;

import java.util.Locale;
import org.duecourse.io.Refused;

/** Small habits of writing and reading. */
final class Words {
  private Words() {}

  /** With a capital letter at its beginning. */
  static String sentence(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** A whole number that a page of ours put into its form. */
  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Refused.usage(
          "The form came without a number that the page puts into it. Open it again.");
    }
  }
}
