package org.duecourse.records;

import java.util.List;
import java.util.Set;

/**
 * A column of the access log, as the contract names it.
 *
 * @param name as in a header ("received_at")
 * @param type what its fields hold
 * @param needed whether a row without it is set aside
 * @param words the words that a {@link Type#WORD} may be, in the order in which repeated rows are
 *     preferred; empty for other types
 */
public record Column(String name, Type type, boolean needed, List<String> words) {

  /** What the fields of a column hold. */
  public enum Type {
    /** An id or free text, kept as written. */
    TEXT,
    /** One of a few words. */
    WORD,
    /** A time of day on a day, or a day alone. */
    TIME,
    /** A day. */
    DAY,
    /** A number of 0 or more. */
    NUMBER
  }

  static Column text(String name) {
    return new Column(name, Type.TEXT, false, List.of());
  }

  static Column word(String name, String... words) {
    return new Column(name, Type.WORD, false, List.of(words));
  }

  static Column time(String name) {
    return new Column(name, Type.TIME, false, List.of());
  }

  static Column day(String name) {
    return new Column(name, Type.DAY, false, List.of());
  }

  static Column number(String name) {
    return new Column(name, Type.NUMBER, false, List.of());
  }

  static Column mustHave(Column column) {
    return new Column(column.name, column.type, true, column.words);
  }

  /**
   * The column of the clean table that holds the local day of a time or day: {@code received_day}
   * of {@code received_at}, {@code at_day} of {@code at}, {@code target_day} of {@code
   * target_date}, {@code from_day} of {@code from}.
   */
  public String dayName() {
    if (name.equals("at") || name.equals("extended_at")) {
      return name + "_day";
    }
    return name.replaceFirst("_(at|date)$", "") + "_day";
  }

  /** Whether a column holds free text, in which a line may break. */
  static boolean mayHoldLineBreaks(String name) {
    return FREE_TEXT.contains(name);
  }

  private static final Set<String> FREE_TEXT =
      Set.of(
          "name",
          "service",
          "source",
          "close_reason",
          "extension_reason",
          "reason",
          "about",
          "channel",
          "outcome",
          "discipline");
}
