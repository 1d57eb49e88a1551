package org.duecourse.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.duecourse.io.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * A calendar as a file of rules: which weekdays count, and each holiday with its day, its shifts,
 * its range of validity, its source and its evidence.
 *
 * <p>{@code days_off_in_all_of} makes a calendar of the days that several others share.
 */
final class CalendarFile {
  private final Yaml file;
  private final Map<String, List<Holiday>> byName = new java.util.HashMap<>();
  private final List<Holiday> holidays = new ArrayList<>();

  /**
   * One holiday.
   *
   * @param shiftDays days from a weekday on which it falls to the day that is off instead
   * @param from the first day of validity, or null
   * @param to the last day of validity, or null
   */
  private record Holiday(
      String name,
      DayRule rule,
      Map<DayOfWeek, Integer> shiftDays,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      String source,
      Evidence evidence) {

    boolean isValidOn(LocalDate day) {
      return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }
  }

  private CalendarFile(Yaml file) {
    this.file = file;
  }

  /**
   * Reads a file of rules.
   *
   * @param others finds another calendar by its id
   */
  static Calendar read(
      Yaml file, Function<String, Calendar> others, LocalDate first, LocalDate last) {
    return new CalendarFile(file).read(others, first, last);
  }

  private Calendar read(Function<String, Calendar> others, LocalDate first, LocalDate last) {
    Yaml.Section top = file.top();
    Calendar.Description description =
        new Calendar.Description(
            top.text("id"), top.text("title"), top.text("why"), top.texts("left_out"));
    Set<DayOfWeek> week = week(top);
    List<String> sharedBy = top.texts("days_off_in_all_of");
    top.sections("days_off").forEach(this::readHoliday);
    for (Holiday holiday : holidays) {
      if (holiday.rule() instanceof DayRule.Beside beside
          && !byName.containsKey(beside.holiday())) {
        file.problem(
            top,
            holiday.name()
                + ": no holiday of this file is called '"
                + beside.holiday()
                + "'."
                + org.duecourse.io.Suggestion.didYouMean(beside.holiday(), byName.keySet()));
      }
    }
    file.refuse("the calendar was not read");
    List<DayOff> off =
        sharedBy.isEmpty()
            ? daysOff(first.getYear(), last.getYear())
            : shared(sharedBy.stream().map(others).toList());
    return new Calendar(description, week, off, first, last);
  }

  private static Set<DayOfWeek> week(Yaml.Section top) {
    Set<DayOfWeek> week = EnumSet.noneOf(DayOfWeek.class);
    for (String word : top.texts("week")) {
      DayOfWeek day = top.parse("week", word, "a weekday such as monday", DayWords::weekday);
      if (day != null) {
        week.add(day);
      }
    }
    if (week.isEmpty()) {
      top.problem(
          "week", "no weekday counts. Maybe: [monday, tuesday, wednesday, thursday, friday]");
    }
    return week;
  }

  private void readHoliday(Yaml.Section section) {
    List<String> words = section.texts("on");
    DayRule rule =
        section.parse("on", String.join(", ", words), DayWords.EXPECTED, t -> DayWords.read(words));
    Map<DayOfWeek, Integer> shiftDays = new EnumMap<>(DayOfWeek.class);
    Yaml.Section shift = section.sectionOrNull("shift_days");
    if (shift != null) {
      for (DayOfWeek day : DayOfWeek.values()) {
        shift
            .integerIfThere(day.name().toLowerCase(java.util.Locale.ROOT), -7, 7)
            .ifPresent(days -> shiftDays.put(day, days));
      }
    }
    Holiday holiday =
        new Holiday(
            section.text("name"),
            rule == null ? new DayRule.Listed(List.of()) : rule,
            shiftDays,
            section.dateOrNull("from"),
            section.dateOrNull("to"),
            section.text("source"),
            section.choice("evidence", Evidence.class));
    holidays.add(holiday);
    byName.computeIfAbsent(holiday.name(), name -> new ArrayList<>()).add(holiday);
  }

  /** One year more on either side: a New Year's Day can be observed in December. */
  private List<DayOff> daysOff(int firstYear, int lastYear) {
    List<DayOff> off = new ArrayList<>();
    for (int year = firstYear - 1; year <= lastYear + 1; year++) {
      for (Holiday holiday : holidays) {
        days(holiday, year).forEach(day -> off.addAll(observed(holiday, day)));
      }
    }
    return off;
  }

  private Stream<LocalDate> days(Holiday holiday, int year) {
    return holiday
        .rule()
        .in(
            year,
            (name, inYear) ->
                byName.getOrDefault(name, List.of()).stream().flatMap(other -> days(other, inYear)))
        .filter(holiday::isValidOn);
  }

  private static List<DayOff> observed(Holiday holiday, LocalDate day) {
    DayOff itself = new DayOff(day, holiday.name(), holiday.source(), holiday.evidence(), null);
    Integer days = holiday.shiftDays().get(day.getDayOfWeek());
    return days == null
        ? List.of(itself)
        : List.of(
            itself,
            new DayOff(
                day.plusDays(days),
                holiday.name() + " (observed)",
                holiday.source(),
                holiday.evidence(),
                day));
  }

  private static List<DayOff> shared(List<Calendar> calendars) {
    return calendars.getFirst().daysOff().stream()
        .map(off -> inAll(off, calendars))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The day off with every calendar's source, or null where one of them does not have it. */
  private static @Nullable DayOff inAll(DayOff off, List<Calendar> calendars) {
    List<String> sources = new ArrayList<>();
    Evidence weakest = off.evidence();
    for (Calendar calendar : calendars) {
      DayOff same =
          calendar.daysOff().stream()
              .filter(other -> other.day().equals(off.day()))
              .findFirst()
              .orElse(null);
      if (same == null) {
        return null;
      }
      if (!sources.contains(same.source())) {
        sources.add(same.source());
      }
      weakest = same.evidence().compareTo(weakest) > 0 ? same.evidence() : weakest;
    }
    return new DayOff(
        off.day(), off.name(), String.join("; ", sources), weakest, off.shiftedFrom());
  }
}
