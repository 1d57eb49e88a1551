package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duecourse.desk.Block;
import org.duecourse.desk.DayBook;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.desk.VisitState;
import org.duecourse.io.Refused;
import org.duecourse.worklist.ProtectedTime;
import org.duecourse.worklist.Swap;
import org.springframework.http.ResponseEntity;
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
  private final CoverWords cover;
  private final ProtectedTime protectedTime;

  DayPages(Pages pages, Desk desk, Clinics clinics, CoverWords cover, ProtectedTime protectedTime) {
    this.cover = cover;
    this.protectedTime = protectedTime;
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  @GetMapping("/day")
  View day(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String view) {
    return show(request, site, day, false, view.equals("grid"));
  }

  @GetMapping("/week")
  View week(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String view) {
    return show(request, site, day, true, view.equals("grid"));
  }

  /** The list of a day as a file, row by row what the page shows. */
  @GetMapping("/day.csv")
  ResponseEntity<String> csv(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String day) {
    Account account = Requests.signedIn(request);
    Site here =
        clinics
            .chosen(account, site)
            .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
    LocalDate shown = day.isEmpty() ? here.dayOf(desk.clock().instant()) : parse(day);
    CsvAnswer csv =
        new CsvAnswer(
            "starts",
            "ends",
            "patient_id",
            "patient",
            "clinician",
            "kind",
            "mode",
            "room",
            "order",
            "visit",
            "state",
            "days_outside_window",
            "rule_set_aside");
    desk.dayBook()
        .visits(account.actor(), here.id(), shown, shown)
        .forEach(
            line ->
                csv.row(
                    line.starts().atZone(here.zoneId()).toOffsetDateTime(),
                    line.ends().atZone(here.zoneId()).toOffsetDateTime(),
                    line.patientId(),
                    line.patientName(),
                    line.clinicianName(),
                    DeskWords.kind(line.kind()),
                    DeskWords.mode(line.mode()),
                    line.roomName(),
                    line.orderId(),
                    line.visitId(),
                    line.state().words(),
                    line.daysOut(),
                    line.overrideReason()));
    return csv.named("day-" + here.id() + "-" + shown);
  }

  private View show(
      HttpServletRequest request, String siteId, String typed, boolean week, boolean grid) {
    Account account = Requests.signedIn(request);
    return clinics
        .chosen(account, siteId)
        .map(site -> page(account, site, typed, week, grid))
        .orElseGet(() -> pages.page("desk/no-clinic", week ? "Week" : "Day", "days"));
  }

  private Page page(Account account, Site site, String typed, boolean week, boolean asGrid) {
    Instant now = desk.clock().instant();
    LocalDate day = typed.isEmpty() ? site.dayOf(now) : parse(typed);
    LocalDate from = week ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : day;
    LocalDate to = week ? from.plusDays(6) : day;
    List<DayBook.Line> visits = desk.dayBook().visits(account.actor(), site.id(), from, to);
    List<DayBook.Places> places = desk.dayBook().places(site.id(), from, to);
    List<DayBook.ProtectedTime> kept = desk.dayBook().protectedTime(site.id(), from, to);
    List<Swap> swaps = protectedTime.swaps().agreed(site.id(), from, to);
    List<Block> blocks = desk.supply().blocks(site.id(), from, to);
    Map<String, String> names = clinics.names(site.id());
    List<LocalDate> shown = from.datesUntil(to.plusDays(1)).toList();
    List<DeskViews.Day> days =
        shown.stream()
            .map(
                each ->
                    new DeskViews.Day(
                        DeskWords.weekday(each),
                        address("/day", site, each, asGrid),
                        DayWords.closed(each, site),
                        DayWords.clocks(each, site),
                        cover.of(site, each),
                        DayWords.places(each, places, kept),
                        visits.stream()
                            .filter(line -> line.day().equals(each))
                            .map(line -> line(line, site, now))
                            .toList(),
                        visits.stream()
                            .filter(line -> line.day().equals(each))
                            .map(line -> print(line, site))
                            .toList(),
                        SwapWords.of(each, swaps, site)))
            .toList();
    String title =
        week
            ? "Week of " + Zones.day(from) + ", " + site.name()
            : DeskWords.weekday(day) + ", " + site.name();
    return pages.page(
        "desk/days",
        title,
        new DeskViews.Days(
            clinics.where(
                account, site, other -> address(week ? "/week" : "/day", other, day, asGrid)),
            title,
            DayWords.finding(visits, days),
            ways(site, day, from, week, asGrid),
            days,
            !asGrid
                ? null
                : week
                    ? DayGrid.week(shown, blocks, visits, names)
                    : DayGrid.day(day, blocks, visits, site, names),
            Routes.books(account.roles())));
  }

  private static List<DeskViews.Link> ways(
      Site site, LocalDate day, LocalDate from, boolean week, boolean grid) {
    int step = week ? 7 : 1;
    LocalDate here = week ? from : day;
    String page = week ? "/week" : "/day";
    String of = week ? "week of " : "";
    List<DeskViews.Link> ways = new ArrayList<>();
    LocalDate before = here.minusDays(step);
    LocalDate after = here.plusDays(step);
    ways.add(
        new DeskViews.Link(
            address(page, site, before, grid), "Earlier: " + of + Zones.day(before)));
    ways.add(
        new DeskViews.Link(address(page, site, after, grid), "Later: " + of + Zones.day(after)));
    ways.add(
        new DeskViews.Link(
            address(week ? "/day" : "/week", site, day, grid),
            week ? "Show the day" : "Show the week"));
    ways.add(
        new DeskViews.Link(
            address(page, site, day, !grid), grid ? "Show as a list" : "Show as a grid"));
    return ways;
  }

  private static String address(String page, Site site, LocalDate day, boolean grid) {
    return page + "?site=" + site.id() + "&day=" + day + (grid ? "&view=grid" : "");
  }

  private static DeskViews.PrintLine print(DayBook.Line line, Site site) {
    String room = line.roomName();
    return new DeskViews.PrintLine(
        Zones.clock(line.starts(), site.zoneId()),
        line.patientInitials(),
        line.clinicianName(),
        DeskWords.kind(line.kind())
            + ", "
            + DeskWords.mode(line.mode())
            + (room == null ? "" : ", " + room),
        line.state().words());
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

  static LocalDate parse(String typed) {
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
