package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.booking.Purpose;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.desk.DayBook;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Role;
import org.duecourse.desk.Site;
import org.duecourse.desk.VisitState;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** A clinic's day and week as lists: what the places are for, and who comes when to whom. */
@Controller
class DayPages {
  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  DayPages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  @GetMapping("/day")
  View day(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String day) {
    return show(request, site, day, false);
  }

  @GetMapping("/week")
  View week(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String day) {
    return show(request, site, day, true);
  }

  private View show(HttpServletRequest request, String siteId, String typed, boolean week) {
    Account account = Requests.signedIn(request);
    return clinics
        .chosen(account, siteId)
        .map(site -> page(account, site, typed, week))
        .orElseGet(() -> pages.page("desk/no-clinic", week ? "Week" : "Day", "days"));
  }

  private Page page(Account account, Site site, String typed, boolean week) {
    Instant now = desk.clock().instant();
    LocalDate day = typed.isEmpty() ? site.dayOf(now) : parse(typed);
    LocalDate from = week ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : day;
    LocalDate to = week ? from.plusDays(6) : day;
    List<DayBook.Line> visits = desk.dayBook().visits(account.actor(), site.id(), from, to);
    List<DayBook.Places> places = desk.dayBook().places(site.id(), from, to);
    boolean books = Routes.books(account.roles());
    List<DeskViews.Day> days =
        from.datesUntil(to.plusDays(1)).map(each -> day(each, site, visits, places, now)).toList();
    String title =
        week
            ? "Week of " + Zones.day(from) + ", " + site.name()
            : DeskWords.weekday(day) + ", " + site.name();
    return pages.page(
        "desk/days",
        title,
        new DeskViews.Days(
            clinics.where(account, site, other -> address(week, other, day)),
            title,
            finding(visits),
            ways(site, day, from, week),
            days,
            books && account.roles().stream().anyMatch(Role::seesPatients)));
  }

  private static String finding(List<DayBook.Line> visits) {
    long ahead =
        visits.stream()
            .filter(v -> v.state() == VisitState.BOOKED || v.state() == VisitState.ARRIVED)
            .count();
    long outside = visits.stream().filter(v -> !v.inWindow()).count();
    return visits.isEmpty()
        ? "No visits."
        : DeskWords.counted(visits.size(), "visit")
            + ", "
            + ahead
            + " still ahead"
            + (outside == 0 ? "." : "; " + outside + " outside the ordered window.");
  }

  private static List<DeskViews.Link> ways(Site site, LocalDate day, LocalDate from, boolean week) {
    int step = week ? 7 : 1;
    LocalDate here = week ? from : day;
    List<DeskViews.Link> ways = new ArrayList<>();
    ways.add(link(week, site, here.minusDays(step), "Earlier: "));
    ways.add(link(week, site, here.plusDays(step), "Later: "));
    ways.add(
        new DeskViews.Link(address(!week, site, day), week ? "Show the day" : "Show the week"));
    return ways;
  }

  private static DeskViews.Link link(boolean week, Site site, LocalDate day, String words) {
    return new DeskViews.Link(
        address(week, site, day), words + (week ? "week of " : "") + Zones.day(day));
  }

  private static String address(boolean week, Site site, LocalDate day) {
    return (week ? "/week" : "/day") + "?site=" + site.id() + "&day=" + day;
  }

  private static DeskViews.Day day(
      LocalDate day,
      Site site,
      List<DayBook.Line> visits,
      List<DayBook.Places> places,
      Instant now) {
    return new DeskViews.Day(
        DeskWords.weekday(day),
        address(false, site, day),
        closed(day, site),
        places.stream()
            .filter(line -> line.day().equals(day))
            .map(
                line ->
                    new DeskViews.PlaceLine(
                        SupplyWords.purpose(Purpose.valueOf(line.purpose())),
                        line.places(),
                        line.taken(),
                        line.released(),
                        SupplyWords.hours(line.minutes())))
            .toList(),
        visits.stream()
            .filter(line -> line.day().equals(day))
            .map(line -> line(line, site, now))
            .toList());
  }

  private static String closed(LocalDate day, Site site) {
    try {
      return site.businessDays().counts(day) ? "" : "Not a business day.";
    } catch (BusinessDays.UnknownDay e) {
      return "";
    }
  }

  private static DeskViews.VisitLine line(DayBook.Line line, Site site, Instant now) {
    boolean ahead = line.state() == VisitState.BOOKED || line.state() == VisitState.ARRIVED;
    return new DeskViews.VisitLine(
        line.visitId(),
        line.version(),
        Zones.clock(line.starts(), site.zoneId())
            + " to "
            + Zones.clock(line.ends(), site.zoneId()),
        line.patientId(),
        line.patientName(),
        line.orderId(),
        line.clinicianName(),
        DeskWords.mode(line.mode()) + (line.roomName() == null ? "" : ", " + line.roomName()),
        DeskWords.kind(line.kind()),
        line.state().words(),
        DeskWords.note(line.inWindow(), line.daysOut(), line.overrideReason(), null),
        ahead,
        line.state() == VisitState.BOOKED,
        ahead && !line.starts().isAfter(now));
  }

  private static LocalDate parse(String typed) {
    try {
      LocalDate day = LocalDate.parse(typed);
      if (day.getYear() > 1970 && day.getYear() < 2200) {
        return day;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw Refused.input("'" + typed + "' is not a day that is shown. Write it as 2026-06-09.");
  }
}
