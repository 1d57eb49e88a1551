package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.Site;
import org.duecourse.worklist.ProtectedTime;
import org.duecourse.worklist.ProtectedWeek;
import org.duecourse.worklist.Swap;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Protected time: a week's floor, what is kept and due, and its swaps. */
@Controller
class ProtectedPages {
  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final ProtectedTime time;

  ProtectedPages(Pages pages, Desk desk, Clinics clinics, ProtectedTime time) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.time = time;
  }

  @GetMapping("/protected")
  View week(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String day) {
    Account account = Requests.signedIn(request);
    return clinics
        .chosen(account, site)
        .map(here -> week(account, here, day))
        .orElseGet(() -> pages.page("desk/no-clinic", "Protected time", "weeks"));
  }

  private Page week(Account account, Site site, String day) {
    Actor actor = account.actor();
    LocalDate today = site.dayOf(desk.clock().instant());
    LocalDate monday = ProtectedTime.monday(day.isEmpty() ? today : ApiClinic.day("day", day));
    boolean runs = Routes.runs(account.roles());
    String own = actor.clinicianId();
    List<ProtectedWeek> weeks =
        runs
            ? time.weeks(actor, site.id(), monday)
            : own == null ? List.of() : List.of(time.week(actor, own, monday));
    Map<String, String> names = names();
    List<Swap> swaps = runs ? time.swaps().ofClinic(actor, site.id()) : time.swaps().own(actor);
    return pages.page(
        "swapped/week",
        "Protected time, " + site.name(),
        new ProtectedViews.Week(
            clinics.where(
                account, site, other -> "/protected?site=" + other.id() + "&day=" + monday),
            "Week of " + Zones.day(monday),
            List.of(
                new DeskViews.Link(address(site, monday.minusWeeks(1)), "The week before"),
                new DeskViews.Link(address(site, monday.plusWeeks(1)), "The week after")),
            finding(weeks, monday.isAfter(today)),
            Arrays.stream(java.time.DayOfWeek.values())
                .map(each -> each.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                .toList(),
            weeks.stream().map(each -> line(each, names)).toList(),
            rule(weeks),
            swaps.stream().map(swap -> line(swap, site)).toList(),
            runs || own != null ? "/protected/swap?site=" + site.id() : ""));
  }

  private static String address(Site site, LocalDate day) {
    return "/protected?site=" + site.id() + "&day=" + day;
  }

  private Map<String, String> names() {
    return desk.people().practitioners("").stream()
        .collect(Collectors.toMap(Practitioner::id, Practitioner::name));
  }

  private static String finding(List<ProtectedWeek> weeks, boolean ahead) {
    if (weeks.isEmpty()) {
      return "This account is no clinician's and runs no clinic, so there is no week to show.";
    }
    long owed = weeks.stream().mapToLong(ProtectedWeek::owedMinutes).sum();
    long below = weeks.stream().filter(week -> week.belowMinutes() > 0).count();
    if (owed == 0) {
      return "No term of a contract asks for protected time in this week.";
    }
    String what = ahead ? "has" : "keeps";
    if (weeks.size() == 1) {
      ProtectedWeek week = weeks.getFirst();
      return "The week "
          + what
          + " "
          + BoardWords.time(week.keptMinutes())
          + " of protected time; the contract asks for "
          + BoardWords.time(week.owedMinutes())
          + ". Work due in it: "
          + BoardWords.time(week.dueMinutes() + week.overdueMinutes())
          + ".";
    }
    return below == 0
        ? "Every clinician has the protected time that the contract asks for."
        : DeskWords.counted(below, "clinician")
            + " of "
            + weeks.size()
            + (below == 1 ? " has" : " have")
            + " less protected time than the contract asks for.";
  }

  private static ProtectedViews.Line line(ProtectedWeek week, Map<String, String> names) {
    return new ProtectedViews.Line(
        names.getOrDefault(week.clinicianId(), week.clinicianId()),
        week.floorMinutes() == 0 && week.owedMinutes() == 0
            ? "nothing"
            : BoardWords.time(week.owedMinutes()),
        BoardWords.time(week.keptMinutes()),
        moved(week),
        BoardWords.time(week.dueMinutes())
            + (week.overdueMinutes() == 0
                ? ""
                : ", overdue " + BoardWords.time(week.overdueMinutes())),
        week.belowMinutes() > 0
            ? BoardWords.time(week.belowMinutes()) + " less than asked for"
            : "as asked for",
        week.days().stream().map(day -> day.keptMinutes() + "/" + day.dueMinutes()).toList());
  }

  private static String moved(ProtectedWeek week) {
    List<String> moved = new ArrayList<>();
    if (week.takenMinutes() > 0) {
      moved.add(BoardWords.time(week.takenMinutes()) + " taken");
    }
    if (week.givenMinutes() > 0) {
      moved.add(BoardWords.time(week.givenMinutes()) + " given back");
    }
    return moved.isEmpty() ? "none" : String.join(", ", moved);
  }

  private static String rule(List<ProtectedWeek> weeks) {
    return weeks.stream()
        .filter(week -> week.termMinutes() > 0)
        .findFirst()
        .map(
            week ->
                "The contract protects "
                    + BoardWords.time(week.termMinutes())
                    + " a week for a full-time clinician. Asked for is that, times the share of a full week, times the"
                    + " days on which the clinician is not away over the days of the usual week; swaps move it from one"
                    + " week to another.")
        .orElse("");
  }

  private static ProtectedViews.SwapLine line(Swap swap, Site site) {
    return new ProtectedViews.SwapLine(
        "/swaps/" + swap.id(),
        swap.clinicianName(),
        SwapWords.span(swap.takenDay(), swap.takenStarts(), swap.takenEnds(), site),
        SwapWords.span(swap.givenDay(), swap.givenStarts(), swap.givenEnds(), site),
        swap.reason(),
        SwapWords.state(swap));
  }
}
