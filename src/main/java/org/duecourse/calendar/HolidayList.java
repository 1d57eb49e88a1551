package org.duecourse.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duecourse.io.CsvText;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;

/**
 * A user's own calendar: a CSV list with a column {@code date} of holidays over a Monday-to-Friday
 * week, and, if wanted, a column {@code name}. Other columns are not looked at.
 *
 * <p>The calendar reaches over the shipped years and over the years of the list. In a year of which
 * the list has no day, every weekday counts; its description says which years it lists.
 */
final class HolidayList {
  private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  /** Years outside are taken for a slip of the pen. */
  private static final int LEAST_YEAR = 1990;

  private static final int MOST_YEAR = 2100;

  private HolidayList() {}

  static Calendar read(String name, String text, LocalDate first, LocalDate last) {
    List<CsvText.Row> rows = CsvText.rows(name, text);
    if (rows.isEmpty()) {
      throw Refused.input(name + " is empty; a header with a column 'date' is expected.");
    }
    List<String> header =
        rows.getFirst().fields().stream().map(h -> h.toLowerCase(java.util.Locale.ROOT)).toList();
    int dateColumn = header.indexOf("date");
    int nameColumn = header.indexOf("name");
    if (dateColumn < 0) {
      throw Refused.input(
          name
              + ": no column is called 'date'; the header is '"
              + String.join(",", header)
              + "'."
              + Suggestion.nearest("date", header)
                  .map(near -> " Maybe rename '" + near + "' to 'date'.")
                  .orElse(" Maybe put a first line 'date' above the days."));
    }
    List<Problem> problems = new ArrayList<>();
    List<DayOff> off = new ArrayList<>();
    for (CsvText.Row row : rows.subList(1, rows.size())) {
      String value = row.field(dateColumn);
      try {
        LocalDate day = LocalDate.parse(value);
        if (day.getYear() < LEAST_YEAR || day.getYear() > MOST_YEAR) {
          problems.add(
              problem(row, value + " is outside " + LEAST_YEAR + " to " + MOST_YEAR + "."));
        }
        String holiday = nameColumn < 0 ? "" : row.field(nameColumn);
        off.add(new DayOff(day, holiday.isEmpty() ? "Day off" : holiday, name, Evidence.OWN, null));
      } catch (DateTimeParseException e) {
        problems.add(
            problem(
                row,
                value.isEmpty()
                    ? "date is blank; every row needs a day such as 2026-12-25."
                    : "'" + value + "' is not a day such as 2026-12-25."));
      }
    }
    if (rows.size() == 1) {
      problems.add(
          new Problem(
              "", "It lists no day. Maybe use --calendar weekdays for a week without holidays."));
    }
    if (!problems.isEmpty()) {
      String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
      throw new Refused(Fault.INPUT, name + ": " + count + ", nothing was counted", problems);
    }
    return calendar(name, off, first, last);
  }

  private static Problem problem(CsvText.Row row, String message) {
    return new Problem("line " + row.line(), message);
  }

  private static Calendar calendar(String name, List<DayOff> off, LocalDate first, LocalDate last) {
    int from = off.stream().mapToInt(o -> o.day().getYear()).min().orElseThrow();
    int to = off.stream().mapToInt(o -> o.day().getYear()).max().orElseThrow();
    LocalDate firstListed = LocalDate.of(from, 1, 1);
    LocalDate lastListed = LocalDate.of(to, 12, 31);
    return new Calendar(
        new Calendar.Description(
            name,
            "Own list of " + off.size() + " days",
            "Monday to Friday without the days that the file lists, from "
                + from
                + " to "
                + to
                + ".",
            List.of("Outside " + from + " to " + to + " every weekday counts.")),
        WEEK,
        off,
        firstListed.isBefore(first) ? firstListed : first,
        lastListed.isAfter(last) ? lastListed : last);
  }
}
