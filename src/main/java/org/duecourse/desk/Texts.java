package org.duecourse.desk;

import java.util.List;
import java.util.regex.Pattern;
import org.duecourse.io.Problem;
import org.jspecify.annotations.Nullable;

/** Checks of what people type, each with its sentence. */
public final class Texts {
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

  private Texts() {}

  /** A reference that can stand in an address: letters, digits, dot, dash, underline. */
  public static void reference(List<Problem> problems, String field, String value) {
    if (!REFERENCE.matcher(value).matches()) {
      problems.add(
          new Problem(
              field,
              "A reference has 1 to 40 letters, digits, dots, dashes or underlines and starts with a letter or digit."));
    }
  }

  /** One line of text within a length, without control characters. */
  public static void line(
      List<Problem> problems, String field, @Nullable String value, int least, int most) {
    String text = value == null ? "" : value.strip();
    if (text.length() < least) {
      problems.add(
          new Problem(
              field,
              least == 1 ? "Enter something here." : "Enter at least " + least + " characters."));
    } else if (text.length() > most) {
      problems.add(
          new Problem(
              field, "Use at most " + most + " characters; these are " + text.length() + "."));
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      problems.add(new Problem(field, "Use letters, digits and signs only, on one line."));
    }
  }

  /** A whole number within a range. */
  public static void range(List<Problem> problems, String field, int value, int least, int most) {
    if (value < least || value > most) {
      problems.add(
          new Problem(
              field, value + " is outside of what is allowed: " + least + " to " + most + "."));
    }
  }

  /** Null for a text of blanks, else the text without blanks at its ends. */
  public static @Nullable String blankIsNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
