package org.duecourse.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.duecourse.records.Rule.Stage;

/**
 * The rules of cleaning for one table, in the order in which they are asked; the first that a row
 * breaks is its reason. A rule's code is its place in the list, from 1.
 *
 * <p>In conditions, {@code x_NAME} is a field as it was read (null: blank) and the clean columns
 * have their own names. {@code :earliest}, {@code :as_of} and {@code :horizon} are days.
 */
final class Rules {
  private final List<Rule> rules = new ArrayList<>();
  private final LogTable table;
  private final Set<String> present;

  private Rules(LogTable table, Set<String> present) {
    this.table = table;
    this.present = present;
  }

  /** The rules for a table that has the given columns. */
  static List<Rule> of(LogTable table, Set<String> present) {
    Rules made = new Rules(table, present);
    made.fields();
    made.zones();
    made.days();
    made.words();
    made.add(
        Stage.REPEATED,
        "repeated_id",
        table.id().name(),
        "false",
        "Another row with this id says something else and was kept. Maybe the extract holds two"
            + " states of one row; keep the last.");
    return List.copyOf(made.rules);
  }

  private void add(Stage stage, String reason, String column, String condition, String words) {
    rules.add(new Rule(stage, reason, column, condition, words));
  }

  private void fields() {
    for (Column column : table.columns()) {
      String name = column.name();
      if (!column.needed()) {
        continue;
      }
      add(
          Stage.FIELD,
          "missing",
          name,
          "x_" + name + " is null",
          "A row needs its " + name + ". Maybe the extract left it out.");
      if (column.type() == Column.Type.TIME || column.type() == Column.Type.DAY) {
        add(
            Stage.FIELD,
            "unreadable",
            name,
            TypedPass.quoted(column.type() == Column.Type.DAY ? column.dayName() : name)
                + " is null",
            "A time such as 2025-03-02T09:00:00 or 2025-03-02 is expected. Maybe the mapping needs"
                + " a date_format.");
      }
    }
    if (table == LogTable.SITES && present.contains("zone")) {
      add(
          Stage.FIELD,
          "unknown_zone",
          "zone",
          "x_zone is not null and not is_zone",
          "A zone such as America/Los_Angeles is expected.");
    }
  }

  private void zones() {
    for (Column column : table.columns()) {
      if (column.needed() && column.type() == Column.Type.TIME) {
        add(
            Stage.ZONE,
            "no_such_local_time",
            column.name(),
            "false",
            "The clocks of its site were put forward over this time. Maybe the time is written in"
                + " another zone; give its offset.");
      }
    }
  }

  private void days() {
    switch (table) {
      case REQUESTS -> event("received_at");
      case ORDERS -> {
        event("ordered_at");
        window();
      }
      case APPOINTMENTS -> {
        event("booked_at");
        start("start_at");
        add(
            Stage.DAYS,
            "after_as_of",
            "start_at",
            "status in ('attended', 'no_show') and start_day > :as_of",
            "It cannot have happened yet: it starts after the as-of day. Maybe the as-of day is"
                + " too early, or the year is wrong.");
        add(
            Stage.DAYS,
            "before_booking",
            "start_at",
            "start_day < booked_day",
            "The visit starts on a day before it was booked. Maybe the two times are swapped.");
      }
      case OFFERS -> {
        event("offered_at");
        start("start_at");
      }
      case CONTACTS -> event("at");
      case CRISIS_REQUESTS -> event("received_at");
      case SITES, CLINICIANS, PROTECTED_WEEKS, CRISIS_COVER -> {
        // Nothing happened on a day of its own: no days to check.
      }
    }
  }

  private void event(String column) {
    if (!present.contains(column)) {
      return;
    }
    String day = table.column(column).dayName();
    add(
        Stage.DAYS,
        "before_earliest",
        column,
        day + " < :earliest",
        "It lies before the earliest day (--earliest). Maybe the year is wrong.");
    add(
        Stage.DAYS,
        "after_as_of",
        column,
        day + " > :as_of",
        "It lies after the as-of day. Maybe the as-of day is too early, or the year is wrong.");
  }

  private void start(String column) {
    add(
        Stage.DAYS,
        "before_earliest",
        column,
        "start_day < :earliest",
        "It lies before the earliest day (--earliest). Maybe the year is wrong.");
    add(
        Stage.DAYS,
        "too_far_ahead",
        column,
        "start_day > :horizon",
        "It lies more than 730 days after the as-of day. Maybe the year is wrong.");
  }

  private void window() {
    add(
        Stage.DAYS,
        "window_out_of_order",
        present.contains("target_date") ? "target_date" : "latest_date",
        "earliest_day > target_day or target_day > latest_day or earliest_day > latest_day",
        "A window runs from earliest over target to latest. Maybe two of them are swapped.");
    add(
        Stage.DAYS,
        "window_before_order",
        "latest_date",
        "latest_day < ordered_day",
        "The window ends before the day of the order. Maybe the year is wrong.");
    add(
        Stage.DAYS,
        "window_too_far_ahead",
        "latest_date",
        "latest_day > :horizon",
        "The window ends more than 730 days after the as-of day. Maybe the year is wrong.");
  }

  private void words() {
    for (Column column : table.columns()) {
      if (column.type() == Column.Type.WORD && present.contains(column.name())) {
        add(
            Stage.WORD,
            "unknown_" + column.name(),
            column.name(),
            "x_" + column.name() + " is not null and " + column.name() + " is null",
            "One of "
                + String.join(", ", column.words())
                + " is expected. Maybe a mapping should explain the word (values).");
      }
    }
  }
}
