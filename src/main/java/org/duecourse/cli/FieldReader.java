package org.duecourse.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.io.Csv;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a small table field by field and keeps every problem with its file, line and
 * column, so that all are told at once.
 */
final class FieldReader {
  private final Path file;
  private final List<Problem> problems;
  private final List<String> header;
  private Csv.Row row = new Csv.Row(0, List.of());

  private FieldReader(Path file, List<String> header, List<Problem> problems) {
    this.file = file;
    this.header = header;
    this.problems = problems;
  }

  /** Makes something of a row; what it makes of a row with problems is dropped. */
  interface RowOf<T> {
    T of(FieldReader fields);
  }

  /**
   * Reads all rows.
   *
   * @param needed columns that must be there
   * @param known all columns that are read; others are refused, as they may be mistyped
   */
  static <T> List<T> rows(
      Path file, List<String> needed, Set<String> known, List<Problem> problems, RowOf<T> rowOf) {
    List<T> rows = new ArrayList<>();
    try (Csv csv = Csv.open(file)) {
      FieldReader fields = new FieldReader(file, csv.header(), problems);
      int before = problems.size();
      for (String column : needed) {
        if (!csv.header().contains(column)) {
          problems.add(new Problem(file + ", line 1", "The column " + column + " is missing."));
        }
      }
      for (String column : csv.header()) {
        if (!known.contains(column)) {
          problems.add(
              new Problem(
                  file + ", line 1",
                  "The column "
                      + column
                      + " is not known. Known are "
                      + String.join(", ", known)
                      + "."
                      + Suggestion.didYouMean(column, known)));
        }
      }
      if (problems.size() > before) {
        return rows;
      }
      for (Csv.Row next = csv.next(); next != null; next = csv.next()) {
        fields.row = next;
        int found = problems.size();
        T made = rowOf.of(fields);
        if (problems.size() == found) {
          rows.add(made);
        }
      }
    }
    return rows;
  }

  /** Refuses all that was found. */
  static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "Nothing was planned.", problems);
    }
  }

  void problem(String column, String message) {
    problems.add(new Problem(file + ", line " + row.line() + ", " + column, message));
  }

  /** A text, or "" where the column or the value is missing. */
  String text(String column) {
    int at = header.indexOf(column);
    return at < 0 ? "" : row.fields().get(at).strip();
  }

  @Nullable String textOrNull(String column) {
    String text = text(column);
    return text.isEmpty() ? null : text;
  }

  /** A text that must be there. */
  String needed(String column) {
    String text = text(column);
    if (text.isEmpty()) {
      problem(column, "A value is missing.");
    }
    return text;
  }

  LocalDate day(String column, LocalDate otherwise) {
    LocalDate day = dayOrNull(column);
    return day == null ? otherwise : day;
  }

  @Nullable LocalDate dayOrNull(String column) {
    String text = text(column);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      problem(column, "'" + text + "' is not a day. Write it as 2026-06-09.");
      return null;
    }
  }

  /** A moment: with an offset, or by the clock of a zone. */
  Instant moment(String column, ZoneId zone) {
    String text = needed(column).replace(' ', 'T');
    if (text.isEmpty()) {
      return Instant.EPOCH;
    }
    try {
      return text.matches(".*(Z|[+-][0-9]{2}:?[0-9]{2})$")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      problem(column, "'" + text + "' is not a time. Write it as 2026-06-09T10:00.");
      return Instant.EPOCH;
    }
  }

  int number(String column, int otherwise, int least, int most) {
    String text = text(column);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    problem(column, "'" + text + "' is not a whole number from " + least + " to " + most + ".");
    return otherwise;
  }

  double share(String column) {
    String text = text(column);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      double share = Double.parseDouble(text);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    problem(column, "'" + text + "' is not a share from 0 to 1.");
    return 0;
  }

  <E extends Enum<E>> E one(String column, Class<E> type, E otherwise) {
    E one = oneOrNull(column, type);
    return one == null ? otherwise : one;
  }

  <E extends Enum<E>> @Nullable E oneOrNull(String column, Class<E> type) {
    String text = text(column);
    return text.isEmpty() ? null : one(column, text, type);
  }

  private <E extends Enum<E>> @Nullable E one(String column, String text, Class<E> type) {
    for (E each : type.getEnumConstants()) {
      if (each.name().equalsIgnoreCase(text)) {
        return each;
      }
    }
    problem(
        column,
        "'"
            + text
            + "' is not known. Choose one of "
            + Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "))
            + ".");
    return null;
  }

  /** Several words, apart by blanks. */
  Set<String> words(String column) {
    Set<String> words = new LinkedHashSet<>(List.of(text(column).split(" +")));
    words.remove("");
    return words;
  }

  <E extends Enum<E>> Set<E> several(String column, Class<E> type, Set<E> otherwise) {
    Set<String> words = words(column);
    if (words.isEmpty()) {
      return otherwise;
    }
    Set<E> several = new LinkedHashSet<>();
    for (String word : words) {
      E one = one(column, word, type);
      if (one != null) {
        several.add(one);
      }
    }
    return several;
  }
}
