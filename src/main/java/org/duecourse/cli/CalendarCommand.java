package org.duecourse.cli;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.calendar.Calendar;
import org.duecourse.calendar.Calendars;
import org.duecourse.calendar.DayOff;
import org.duecourse.io.Refused;
import org.duecourse.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duecourse calendar}: which days count, and how many lie between two days. */
@Command(
    name = "calendar",
    mixinStandardHelpOptions = true,
    description = {
      "Calendars of business days, each day off with its legal source.",
      "Without a command: the list. CALENDAR is an id of that list, or FILE.csv with a column 'date'"
          + " of holidays over a Monday-to-Friday week."
    },
    subcommands = {
      CalendarCommand.Show.class,
      CalendarCommand.Count.class,
      CalendarCommand.After.class
    })
final class CalendarCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public void run() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<Map<String, Object>> json = new ArrayList<>();
    for (Calendar calendar : Calendars.all()) {
      rows.add(List.of(calendar.id(), week(calendar), calendar.description().title()));
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("id", calendar.id());
      entry.put("title", calendar.description().title());
      entry.put("why", calendar.description().why());
      entry.put("week", calendar.week().stream().sorted().map(CalendarCommand::word).toList());
      entry.put("first", calendar.businessDays().first().toString());
      entry.put("last", calendar.businessDays().last().toString());
      entry.put("left_out", calendar.description().leftOut());
      json.add(entry);
    }
    output.print(
        new Table(
            "",
            List.of("calendar", "week", "what"),
            rows,
            List.of(
                "The first is the default. Years " + years(Calendars.all().getFirst()) + ".",
                "Next: duecourse calendar show us-ca.core --year 2026"),
            json),
        spec.commandLine().getOut());
  }

  /** The days off of a year. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "The days off of a year, each with its source.")
  static final class Show implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "CALENDAR", description = "Its id, or FILE.csv.")
    private String id = "";

    @Option(names = "--year", paramLabel = "YEAR", description = "Without it: this year.")
    private @Nullable Integer year;

    @Override
    public void run() {
      Calendar calendar = Calendars.named(id);
      int shown = year == null ? LocalDate.now(java.time.ZoneId.systemDefault()).getYear() : year;
      if (shown < calendar.businessDays().first().getYear()
          || shown > calendar.businessDays().last().getYear()) {
        throw Refused.usage(
            calendar.id() + " knows the years " + years(calendar) + "; " + shown + " is outside.");
      }
      List<List<@Nullable Object>> rows = new ArrayList<>();
      List<String> columns = List.of("date", "weekday", "name", "source", "evidence");
      List<Map<String, @Nullable Object>> entries = new ArrayList<>();
      for (DayOff off : calendar.daysOff(shown)) {
        List<@Nullable Object> row =
            List.of(
                off.day().toString(),
                word(off.day().getDayOfWeek()),
                off.name(),
                off.source(),
                off.evidence().word());
        rows.add(row);
        entries.add(keyed(columns, row));
      }
      int counting =
          calendar.businessDays().ordinal(LocalDate.of(shown, 12, 31))
              - (shown == calendar.businessDays().first().getYear()
                  ? 0
                  : calendar.businessDays().ordinal(LocalDate.of(shown - 1, 12, 31)));
      List<String> notes = new ArrayList<>();
      notes.add(week(calendar) + " count otherwise: " + counting + " days of " + shown + ".");
      calendar.description().leftOut().forEach(left -> notes.add("Not in it: " + left));
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("calendar", calendar.id());
      json.put("year", shown);
      json.put("business_days", counting);
      json.put("days_off", entries);
      json.put("left_out", calendar.description().leftOut());
      output.print(
          new Table(
              calendar.description().title() + ", " + shown + "\n" + calendar.description().why(),
              columns,
              rows,
              notes,
              json),
          spec.commandLine().getOut());
    }
  }

  /** Business days between two days. */
  @Command(
      name = "count",
      mixinStandardHelpOptions = true,
      description = "Business days after FROM up to TO: FROM is day 0, TO counts.")
  static final class Count implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "CALENDAR", description = "Its id, or FILE.csv.")
    private String id = "";

    @Parameters(paramLabel = "FROM", description = "Day 0, as 2026-06-30.")
    private String from = "";

    @Parameters(paramLabel = "TO", description = "The last day counted.")
    private String to = "";

    @Override
    public void run() {
      Calendar calendar = Calendars.named(id);
      LocalDate first = day("FROM", from);
      LocalDate last = day("TO", to);
      output.print(
          oneRow(
              List.of("calendar", "from", "to", "business_days", "calendar_days"),
              List.of(
                  calendar.id(),
                  first.toString(),
                  last.toString(),
                  calendar.businessDays().between(first, last),
                  last.toEpochDay() - first.toEpochDay())),
          spec.commandLine().getOut());
    }
  }

  /** The n-th business day after a day. */
  @Command(
      name = "after",
      mixinStandardHelpOptions = true,
      description = "The N-th business day after DAY: the limit day of 'within N business days'.")
  static final class After implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "CALENDAR", description = "Its id, or FILE.csv.")
    private String id = "";

    @Parameters(paramLabel = "DAY", description = "Day 0, as 2026-06-30.")
    private String from = "";

    @Parameters(paramLabel = "N", description = "Business days, from 0.")
    private String number = "";

    @Override
    public void run() {
      int n = businessDays(number);
      Calendar calendar = Calendars.named(id);
      LocalDate first = day("DAY", from);
      LocalDate limit = calendar.businessDays().after(first, n);
      output.print(
          oneRow(
              List.of("calendar", "from", "business_days", "limit_day", "weekday"),
              List.of(
                  calendar.id(),
                  first.toString(),
                  n,
                  limit.toString(),
                  word(limit.getDayOfWeek()))),
          spec.commandLine().getOut());
    }
  }

  private static Table oneRow(List<String> columns, List<@Nullable Object> row) {
    return new Table("", columns, List.of(row), List.of(), keyed(columns, row));
  }

  private static Map<String, @Nullable Object> keyed(
      List<String> columns, List<@Nullable Object> row) {
    Map<String, @Nullable Object> keyed = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      keyed.put(columns.get(i), row.get(i));
    }
    return keyed;
  }

  private static LocalDate day(String what, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Refused.usage(what + ": '" + text + "' is not a day such as 2026-06-30.");
    }
  }

  private static int businessDays(String text) {
    try {
      int n = Integer.parseInt(text);
      if (n >= 0) {
        return n;
      }
    } catch (NumberFormatException e) {
      // Told below, in the same words as a number below 0.
    }
    throw Refused.usage("N: '" + text + "' is not a whole number of business days from 0.");
  }

  private static String years(Calendar calendar) {
    return calendar.businessDays().first().getYear()
        + " to "
        + calendar.businessDays().last().getYear();
  }

  private static String week(Calendar calendar) {
    return calendar.week().size() == 7
        ? "Every day"
        : calendar.week().stream()
            .sorted()
            .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
            .collect(Collectors.joining(" "));
  }

  private static String word(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
