package org.duecourse.web;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.WeekBlock;

/** How the pages name what clinicians' time is for. */
final class SupplyWords {
  private SupplyWords() {}

  /** "First visits". */
  static String purpose(Purpose purpose) {
    return switch (purpose) {
      case FIRST -> "First visits";
      case RETURN -> "Return visits";
      case CRISIS -> "Kept for crisis";
      case PROTECTED -> "Protected time";
      case GROUP -> "Groups";
      case ADMIN -> "Meetings and administration";
      case BREAK -> "Breaks";
    };
  }

  /** Whether visits are booked in such time. */
  static boolean isForVisits(Purpose purpose) {
    return switch (purpose) {
      case FIRST, RETURN, CRISIS, GROUP -> true;
      case PROTECTED, ADMIN, BREAK -> false;
    };
  }

  static List<Choice> purposes() {
    return Arrays.stream(Purpose.values())
        .map(purpose -> new Choice(purpose.name(), purpose(purpose)))
        .toList();
  }

  static List<Choice> modes() {
    return Arrays.stream(Mode.values())
        .map(mode -> new Choice(mode.name(), Words.sentence(DeskWords.mode(mode))))
        .toList();
  }

  static List<Choice> everyWeek() {
    return List.of(
        new Choice("EVERY", "Every week"),
        new Choice("ODD", "Odd weeks"),
        new Choice("EVEN", "Even weeks"));
  }

  /** Nothing for every week, else ", odd weeks". */
  static String weeks(WeekBlock.Weeks weeks) {
    return switch (weeks) {
      case EVERY -> "";
      case ODD -> ", odd weeks of the year";
      case EVEN -> ", even weeks of the year";
    };
  }

  /** "Monday to Friday", "Monday, Wednesday". */
  static String days(EnumSet<DayOfWeek> days) {
    List<DayOfWeek> list = List.copyOf(days);
    boolean run =
        list.size() > 2
            && list.getLast().getValue() - list.getFirst().getValue() == list.size() - 1;
    return run
        ? name(list.getFirst()) + " to " + name(list.getLast())
        : list.stream().map(SupplyWords::name).collect(Collectors.joining(", "));
  }

  static String name(DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /** "5 h 30 min". */
  static String hours(int minutes) {
    return minutes % 60 == 0
        ? minutes / 60 + " h"
        : String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }

  /** A profession in words. */
  static String profession(String discipline) {
    return discipline.replace('_', ' ');
  }
}
