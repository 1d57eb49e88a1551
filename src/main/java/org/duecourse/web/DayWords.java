package org.duecourse.web;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.duecourse.booking.Purpose;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.calendar.Calendars;
import org.duecourse.calendar.DayOff;
import org.duecourse.desk.DayBook;
import org.duecourse.desk.Site;
import org.duecourse.desk.VisitState;

/** What a clinic's day says of itself in sentences. */
final class DayWords {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("h:mm", Locale.ENGLISH);

  private DayWords() {}

  /** "Closed: Thanksgiving Day.", or empty on a business day. */
  static String closed(LocalDate day, Site site) {
    List<String> names =
        Calendars.byId(site.calendar()).daysOff().stream()
            .filter(off -> off.day().equals(day))
            .map(DayOff::name)
            .distinct()
            .toList();
    if (!names.isEmpty()) {
      return "Closed: " + String.join(", ", names) + ".";
    }
    try {
      return site.businessDays().counts(day)
          ? ""
          : "Not a business day: " + SupplyWords.name(day.getDayOfWeek()) + ".";
    } catch (BusinessDays.UnknownDay e) {
      return "";
    }
  }

  /** That the clocks change on a day: the hour that is missing, or there twice; else empty. */
  static String clocks(LocalDate day, Site site) {
    ZoneOffsetTransition change =
        site.zoneId()
            .getRules()
            .nextTransition(day.atStartOfDay(site.zoneId()).toInstant().minusNanos(1));
    if (change == null) {
      return "";
    }
    LocalTime before = change.getDateTimeBefore().toLocalTime();
    LocalTime after = change.getDateTimeAfter().toLocalTime();
    if (!change.getDateTimeBefore().toLocalDate().equals(day)) {
      return "";
    }
    return change.isGap()
        ? "The clocks change: " + clock(before) + " to " + clock(after) + " is missing on this day."
        : "The clocks change: "
            + clock(after)
            + " to "
            + clock(before)
            + " comes twice on this day; times name the zone.";
  }

  private static String clock(LocalTime time) {
    return CLOCK.format(time) + (time.getHour() < 12 ? " a.m." : " p.m.");
  }

  /** "First visits 3 of 4 taken · kept for crisis 0 of 2 taken, 2 released · …". */
  static String places(
      LocalDate day, List<DayBook.Places> places, List<DayBook.ProtectedTime> kept) {
    String words =
        places.stream()
            .filter(
                line ->
                    line.day().equals(day)
                        && SupplyWords.isForVisits(Purpose.valueOf(line.purpose())))
            .map(
                line ->
                    SupplyWords.purpose(Purpose.valueOf(line.purpose()))
                        + " "
                        + line.taken()
                        + " of "
                        + line.places()
                        + " taken"
                        + (line.released() == 0 ? "" : ", " + line.released() + " released"))
            .collect(Collectors.joining(" · "));
    String time =
        kept.stream()
            .filter(line -> line.day().equals(day))
            .map(
                line ->
                    "Protected time kept "
                        + SupplyWords.hours(line.kept())
                        + " of "
                        + SupplyWords.hours(line.minutes()))
            .findFirst()
            .orElse("");
    return words.isEmpty() || time.isEmpty() ? words + time : words + " · " + time;
  }

  /** The day or the week in one sentence: what is wrong first, then how many come. */
  static String finding(List<DayBook.Line> visits, List<DeskViews.Day> days) {
    long ahead =
        visits.stream()
            .filter(v -> v.state() == VisitState.BOOKED || v.state() == VisitState.ARRIVED)
            .count();
    long outside = visits.stream().filter(v -> !v.inWindow()).count();
    String closed =
        days.size() == 1 && !days.getFirst().closed().isEmpty() && visits.isEmpty()
            ? days.getFirst().closed() + " "
            : "";
    String came =
        visits.isEmpty()
            ? "No visits."
            : DeskWords.counted(visits.size(), "visit")
                + ", "
                + ahead
                + " still ahead"
                + (outside == 0 ? "." : "; " + outside + " outside the ordered window.");
    return closed + came + gaps(days);
  }

  private static String gaps(List<DeskViews.Day> days) {
    if (days.size() == 1) {
      String gaps =
          days.getFirst().crisis().stream()
              .filter(cover -> !cover.named())
              .map(DeskViews.Cover::when)
              .collect(Collectors.joining(" and from "));
      return gaps.isEmpty()
          ? ""
          : " Nobody is named for crises from " + gaps + (gaps.endsWith(".") ? "" : ".");
    }
    long without =
        days.stream().filter(day -> day.crisis().stream().anyMatch(c -> !c.named())).count();
    return without == 0
        ? ""
        : " On "
            + DeskWords.counted(without, "day")
            + " part of the time has nobody named for crises.";
  }
}
