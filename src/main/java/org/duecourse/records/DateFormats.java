package org.duecourse.records;

import java.util.List;
import java.util.Map;

/** How a foreign extract writes days and times, in either of two usual ways. */
final class DateFormats {
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("yyyy", "%Y"),
          Map.entry("yy", "%y"),
          Map.entry("MMMM", "%B"),
          Map.entry("MMM", "%b"),
          Map.entry("MM", "%m"),
          Map.entry("M", "%-m"),
          Map.entry("dd", "%d"),
          Map.entry("d", "%-d"),
          Map.entry("HH", "%H"),
          Map.entry("H", "%-H"),
          Map.entry("hh", "%I"),
          Map.entry("h", "%-I"),
          Map.entry("mm", "%M"),
          Map.entry("m", "%-M"),
          Map.entry("ss", "%S"),
          Map.entry("s", "%-S"),
          Map.entry("SSS", "%g"),
          Map.entry("a", "%p"));

  private static final List<Character> KNOWN =
      "YymdHIMSpBbfgjaAe-".chars().mapToObj(c -> (char) c).toList();

  private DateFormats() {}

  /**
   * The format for {@code strptime}: {@code %m/%d/%Y} stays, {@code MM/dd/yyyy} is turned into it.
   *
   * @throws IllegalArgumentException if a letter means nothing, or no year, month and day are there
   */
  static String strptime(String format) {
    StringBuilder result = new StringBuilder();
    if (format.contains("%")) {
      for (int i = 0; i < format.length(); i++) {
        if (format.charAt(i) == '%'
            && (i + 1 == format.length() || !KNOWN.contains(format.charAt(++i)))) {
          throw new IllegalArgumentException(format);
        }
      }
      result.append(format);
    } else {
      int i = 0;
      while (i < format.length()) {
        char letter = format.charAt(i);
        int end = i;
        while (end < format.length() && format.charAt(end) == letter) {
          end++;
        }
        boolean word = Character.isLetter(letter) && letter != 'T';
        String part = word ? LETTERS.get(format.substring(i, end)) : format.substring(i, end);
        if (part == null) {
          throw new IllegalArgumentException(format);
        }
        result.append(part);
        i = end;
      }
    }
    String made = result.toString();
    boolean year = made.contains("%Y") || made.contains("%y");
    boolean day =
        made.contains("d") && (made.contains("m") || made.contains("b") || made.contains("B"));
    if (!year || !day) {
      throw new IllegalArgumentException(format);
    }
    return made;
  }
}
