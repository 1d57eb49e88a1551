package org.duecourse.measure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a result can be split by. Periods are those of the column {@code day} of a
 * measure's rows.
 */
public enum Dimension {
  /** The clinic. */
  SITE("site"),
  /** The clinician. */
  CLINICIAN("clinician"),
  /** The calendar month, "2025-03". */
  MONTH("date_trunc('month', day)::date"),
  /** The quarter, "2025-Q1". */
  QUARTER("date_trunc('quarter', day)::date"),
  /** The year, "2025". */
  YEAR("date_trunc('year', day)::date"),
  /** The service that was asked for. */
  SERVICE("service"),
  /** The urgency of the request. */
  URGENCY("urgency"),
  /** The kind of visit; for open demand, first or return. */
  KIND("kind"),
  /** Days from booking to the visit, in bands. */
  LEAD_BAND("lead_band");

  private final String sql;

  Dimension(String sql) {
    this.sql = sql;
  }

  /** Its key in outputs and its word in {@code --by}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a stretch of time. */
  public boolean isPeriod() {
    return switch (this) {
      case MONTH, QUARTER, YEAR -> true;
      case SITE, CLINICIAN, SERVICE, URGENCY, KIND, LEAD_BAND -> false;
    };
  }

  /** The value of a row, in SQL, over the columns of a measure's rows. */
  String sql() {
    return sql;
  }

  /** A value as outputs have it. */
  @Nullable Object shown(@Nullable Object value) {
    if (!(value instanceof LocalDate day)) {
      return value;
    }
    return switch (this) {
      case MONTH -> day.toString().substring(0, 7);
      case QUARTER -> day.getYear() + "-Q" + ((day.getMonthValue() + 2) / 3);
      case YEAR -> String.valueOf(day.getYear());
      case SITE, CLINICIAN, SERVICE, URGENCY, KIND, LEAD_BAND -> day.toString();
    };
  }

  /** How rows are ordered by it, in SQL; what is not known comes last. */
  String orderSql() {
    return switch (this) {
      case LEAD_BAND ->
          "list_position(['same_day', '1-7', '8-14', '15-30', '31-90', 'over_90', 'not_known'],"
              + " lead_band)";
      case SITE, CLINICIAN, MONTH, QUARTER, YEAR, SERVICE, URGENCY, KIND -> key() + " nulls last";
    };
  }

  /** The value of a row as outputs have it, in SQL: what {@link #shown} gives. */
  String shownSql() {
    return switch (this) {
      case MONTH -> "strftime(day, '%Y-%m')";
      case QUARTER -> "year(day) || '-Q' || quarter(day)";
      case YEAR -> "year(day)::varchar";
      case SITE, CLINICIAN, SERVICE, URGENCY, KIND, LEAD_BAND -> sql;
    };
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Dimension::key).toList();
  }

  /**
   * A dimension by its word.
   *
   * @throws Refused if there is none, with the nearest
   */
  public static Dimension named(String word) {
    return Arrays.stream(values())
        .filter(each -> each.key().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.usage(
                    "'"
                        + word
                        + "' is nothing that rows can be split by."
                        + Suggestion.didYouMean(word, words())
                        + " There are "
                        + String.join(", ", words())
                        + "."));
  }

  /** Several words with commas between; each once, in the order given. */
  public static List<Dimension> list(String words) {
    List<Dimension> result = new ArrayList<>();
    for (String word : words.split(",", -1)) {
      if (!word.isBlank()) {
        Dimension dimension = named(word.strip().toLowerCase(Locale.ROOT));
        if (result.contains(dimension)) {
          throw Refused.usage("--by names " + dimension.key() + " twice. Maybe remove one.");
        }
        result.add(dimension);
      }
    }
    return result;
  }
}
