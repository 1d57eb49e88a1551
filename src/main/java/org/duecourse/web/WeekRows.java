package org.duecourse.web;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.WeekBlock;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A clinician's week as rows of a form. A row says on which days of the week the same hours come
 * again, so that an ordinary week is a handful of rows.
 */
final class WeekRows {
  /** The most rows of one form. */
  static final int MOST = 60;

  /** Empty rows that a form has more than it needs. */
  static final int SPARE = 3;

  static final String NOT_KEPT = "The week was not kept.";

  private WeekRows() {}

  /** A row without its day: what can be shared by several days. */
  private record Hours(
      WeekBlock.Weeks weeks,
      LocalTime from,
      LocalTime to,
      Purpose purpose,
      int minutes,
      EnumSet<Mode> modes,
      @Nullable Integer release) {
    static Hours of(WeekBlock block) {
      EnumSet<Mode> modes = EnumSet.noneOf(Mode.class);
      modes.addAll(block.modes());
      return new Hours(
          block.weeks(),
          block.from(),
          block.to(),
          block.purpose(),
          block.placeMinutes(),
          modes,
          block.releaseHours());
    }
  }

  private static Map<Hours, EnumSet<DayOfWeek>> grouped(List<WeekBlock> blocks) {
    Map<Hours, EnumSet<DayOfWeek>> rows = new LinkedHashMap<>();
    blocks.stream()
        .sorted(
            java.util.Comparator.comparing(WeekBlock::from)
                .thenComparing(WeekBlock::to)
                .thenComparing(WeekBlock::purpose))
        .forEach(
            block ->
                rows.computeIfAbsent(Hours.of(block), hours -> EnumSet.noneOf(DayOfWeek.class))
                    .add(block.weekday()));
    return rows;
  }

  /** A week as the entries of a form. */
  static Map<String, List<String>> entries(List<WeekBlock> blocks) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    int row = 0;
    for (Map.Entry<Hours, EnumSet<DayOfWeek>> each : grouped(blocks).entrySet()) {
      Hours hours = each.getKey();
      Integer release = hours.release();
      entries.put("days-" + row, each.getValue().stream().map(DayOfWeek::name).toList());
      entries.put("weeks-" + row, List.of(hours.weeks().name()));
      entries.put("from-" + row, List.of(hours.from().toString()));
      entries.put("to-" + row, List.of(hours.to().toString()));
      entries.put("purpose-" + row, List.of(hours.purpose().name()));
      entries.put("minutes-" + row, List.of(String.valueOf(hours.minutes())));
      entries.put("modes-" + row, hours.modes().stream().map(Mode::name).toList());
      entries.put("release-" + row, release == null ? List.of() : List.of(release.toString()));
      row++;
    }
    return entries;
  }

  /** How many rows a form needs, with some that are empty. */
  static int needed(Form form) {
    int used = 0;
    for (int row = 0; row < MOST; row++) {
      if (isUsed(form, row)) {
        used = row + 1;
      }
    }
    return Math.min(MOST, used + SPARE);
  }

  private static boolean isUsed(Form form, int row) {
    return !form.values("days-" + row).isEmpty()
        || !form.value("from-" + row).isEmpty()
        || !form.value("to-" + row).isEmpty();
  }

  /** The blocks that the rows mean; everything that is wrong at once. */
  static List<WeekBlock> read(Form form) {
    List<Problem> problems = new ArrayList<>();
    List<WeekBlock> blocks = new ArrayList<>();
    for (int row = 0; row < MOST; row++) {
      if (isUsed(form, row)) {
        read(form, row, blocks, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, NOT_KEPT, problems);
    }
    return blocks;
  }

  private static void read(Form form, int row, List<WeekBlock> blocks, List<Problem> problems) {
    int before = problems.size();
    List<DayOfWeek> days = all(DayOfWeek.class, form, "days-" + row, problems);
    if (days.isEmpty()) {
      problems.add(new Problem("days-" + row, named(row) + "Choose the days, or empty the times."));
    }
    WeekBlock.Weeks weeks =
        one(WeekBlock.Weeks.class, form.value("weeks-" + row)).orElse(WeekBlock.Weeks.EVERY);
    LocalTime from = time(form, "from-", row, problems);
    LocalTime to = time(form, "to-", row, problems);
    Optional<Purpose> purpose = one(Purpose.class, form.value("purpose-" + row));
    if (purpose.isEmpty()) {
      problems.add(new Problem("purpose-" + row, named(row) + "Choose what the time is for."));
    }
    int minutes = number(form, "minutes-", row, 60, problems);
    List<Mode> modes = all(Mode.class, form, "modes-" + row, problems);
    Integer release =
        form.value("release-" + row).isEmpty()
            ? null
            : Integer.valueOf(number(form, "release-", row, 0, problems));
    if (modes.isEmpty()) {
      problems.add(
          new Problem("modes-" + row, named(row) + "Choose how patient and clinician can meet."));
    }
    if (problems.size() == before) {
      EnumSet<Mode> ways = EnumSet.noneOf(Mode.class);
      ways.addAll(modes);
      days.forEach(
          day ->
              blocks.add(
                  new WeekBlock(
                      day, weeks, from, to, purpose.orElseThrow(), minutes, ways, release)));
    }
  }

  /** A refusal of the desk, which counts blocks, with the rows of the form. */
  static Refused atRows(Refused refused, Form form) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < MOST; row++) {
      if (isUsed(form, row)) {
        for (int i = 0; i < form.values("days-" + row).size(); i++) {
          rows.add(row);
        }
      }
    }
    return new Refused(
        refused.fault(),
        refused.headline(),
        refused.problems().stream()
            .map(
                problem -> {
                  int block = block(problem.place());
                  return block < 0 || block >= rows.size()
                      ? problem
                      : new Problem(
                          "from-" + rows.get(block),
                          named(rows.get(block)) + inRows(problem.message(), rows));
                })
            .distinct()
            .toList());
  }

  private static int block(String place) {
    return place.startsWith("block ") ? Integer.parseInt(place.substring(6)) - 1 : -1;
  }

  private static String inRows(String message, List<Integer> rows) {
    return java.util.regex.Pattern.compile("block (\\d+)")
        .matcher(message)
        .replaceAll(
            match -> {
              int block = Integer.parseInt(match.group(1)) - 1;
              return "row " + (rows.get(block) + 1);
            });
  }

  private static String named(int row) {
    return "Row " + (row + 1) + ": ";
  }

  private static LocalTime time(Form form, String field, int row, List<Problem> problems) {
    String typed = form.value(field + row);
    try {
      return LocalTime.parse(typed.length() == 4 ? "0" + typed : typed);
    } catch (DateTimeParseException e) {
      problems.add(
          new Problem(
              field + row,
              named(row)
                  + (typed.isEmpty()
                      ? "Enter when it "
                          + (field.equals("from-") ? "begins" : "ends")
                          + ", as 09:00."
                      : "'" + typed + "' is not a time. Write it as 09:00.")));
      return LocalTime.MIDNIGHT;
    }
  }

  private static int number(
      Form form, String field, int row, int otherwise, List<Problem> problems) {
    String typed = form.value(field + row);
    if (typed.isEmpty()) {
      return otherwise;
    }
    if (typed.matches("\\d{1,4}")) {
      return Integer.parseInt(typed);
    }
    problems.add(
        new Problem(field + row, named(row) + "'" + typed + "' is not a number from 0 to 9999."));
    return otherwise;
  }

  private static <E extends Enum<E>> Optional<E> one(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equals(name))
        .findFirst();
  }

  private static <E extends Enum<E>> List<E> all(
      Class<E> type, Form form, String field, List<Problem> problems) {
    List<E> all = new ArrayList<>();
    for (String value : form.values(field)) {
      one(type, value)
          .ifPresentOrElse(
              all::add, () -> problems.add(new Problem(field, "There is no " + value + " here.")));
    }
    return all;
  }

  /** A week in words, row by row. */
  static List<DeskViews.Fact> words(List<WeekBlock> blocks) {
    return grouped(blocks).entrySet().stream()
        .map(
            row -> {
              Hours hours = row.getKey();
              Integer release = hours.release();
              return new DeskViews.Fact(
                  hours.from() + " to " + hours.to(),
                  SupplyWords.days(row.getValue())
                      + SupplyWords.weeks(hours.weeks())
                      + ": "
                      + SupplyWords.purpose(hours.purpose()).toLowerCase(Locale.ROOT)
                      + ", places of "
                      + hours.minutes()
                      + " minutes, "
                      + hours.modes().stream()
                          .map(DeskWords::mode)
                          .collect(Collectors.joining(" or "))
                      + (release == null ? "" : ", for anybody from " + release + " hours before"));
            })
        .toList();
  }

  /** How long a week is, on average over odd and even weeks: "32 h 30 min a week". */
  static String hours(List<WeekBlock> blocks) {
    long halves =
        blocks.stream()
            .mapToLong(
                block ->
                    Duration.between(block.from(), block.to()).toMinutes()
                        * (block.weeks() == WeekBlock.Weeks.EVERY ? 2 : 1))
            .sum();
    return SupplyWords.hours((int) (halves / 2)) + " a week";
  }

  /** Days of the week as choices: "Mon". */
  static List<Choice> days() {
    return Arrays.stream(DayOfWeek.values())
        .map(day -> new Choice(day.name(), day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)))
        .toList();
  }
}
