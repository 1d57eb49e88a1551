package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.duecourse.desk.Absences.Absence;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/**
 * A strike day in the demo, step by step, and the demo's clock. Each step is done on the pages
 * where it is done at work; this page says which, and lets the time pass. It is not there on any
 * other desk.
 */
@Controller
class DemoPages {
  /** Notice of a strike in health care. */
  private static final int NOTICE_DAYS = 10;

  private static final LocalTime MORNING = LocalTime.of(8, 0);
  private static final LocalTime EVENING = LocalTime.of(17, 5);
  private static final int MOST_DAYS = 60;

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final Clock clock;

  DemoPages(Pages pages, Desk desk, Clinics clinics, Clock clock) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.clock = clock;
  }

  private DemoClock clock() {
    if (clock instanceof DemoClock demo) {
      return demo;
    }
    throw Refused.notFound("There is no such page.");
  }

  private Site site(HttpServletRequest request) {
    List<Site> own = clinics.of(Requests.signedIn(request));
    return own.stream()
        .filter(site -> site.id().equals("eastside"))
        .findFirst()
        .or(() -> own.stream().findFirst())
        .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
  }

  @GetMapping("/demo")
  View show(HttpServletRequest request) {
    Instant now = clock().instant();
    Site site = site(request);
    LocalDate today = site.dayOf(now);
    Optional<Absence> strike = strike(site);
    LocalDate day = strike.map(each -> site.dayOf(each.starts())).orElse(proposed(today));
    String absence =
        strike.map(each -> "/absences/" + each.id()).orElse("/absences?site=" + site.id());
    return pages.page(
        "demo",
        "A strike day, step by step",
        new Views.Demo(
            "The desk's clock says " + Zones.time(now, site.zoneId()) + ".",
            strike.isPresent()
                ? "A strike is entered at " + site.name() + " for " + Zones.day(day) + "."
                : "Nothing is announced at " + site.name() + " yet.",
            steps(site, day, absence),
            choices(strike.isPresent(), day),
            Form.empty()));
  }

  /** The next strike at the clinic, or the last one. */
  private Optional<Absence> strike(Site site) {
    return Stream.concat(
            desk.absences().ahead(site.id()).stream().sorted(Comparator.comparing(Absence::starts)),
            desk.absences().ended(site.id()).stream())
        .filter(each -> each.kind().equals("strike"))
        .findFirst();
  }

  /** The first Tuesday that leaves the notice of a strike. */
  private static LocalDate proposed(LocalDate today) {
    LocalDate day = today.plusDays(NOTICE_DAYS + 1L);
    while (day.getDayOfWeek() != DayOfWeek.TUESDAY) {
      day = day.plusDays(1);
    }
    return day;
  }

  private static List<Views.Step> steps(Site site, LocalDate day, String absence) {
    String at = "?site=" + site.id();
    return List.of(
        new Views.Step(
            "Notice. As manager: everybody at "
                + site.name()
                + " is away on "
                + day
                + " from 08:00 to 16:00, a strike. Look whom it displaces, then announce it.",
            "/absences" + at,
            "Absences"),
        new Views.Step(
            "Plan. Make a plan of least harm; see what a crisis reserve costs; keep a line, rule a place out, ask a clinician."
                + " Check it, approve it, move the visits.",
            absence,
            "The absence and its plans"),
        new Views.Step(
            "Tell. As scheduler: whoever suffers most from waiting is due first. Note what people say; who declines takes the next best time.",
            "/tasks" + at,
            "Tasks"),
        new Views.Step(
            "The morning of the strike. Let the time pass until then: what no plan has moved is cancelled, each with a task.",
            "/day" + at + "&day=" + day,
            "The day"),
        new Views.Step(
            "Crises. As crisis or triage: half-hours without a named person stand among the tasks; name somebody from elsewhere, take a request in, note the contact.",
            "/cover" + at,
            "Crisis cover"),
        new Views.Step(
            "The evening. Let the time pass until then: the report of the day is kept, with every promise that was not.",
            absence.startsWith("/absences/") ? absence + "/report" : absence,
            "The report"));
  }

  private static List<Choice> choices(boolean announced, LocalDate day) {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("hour", "One hour on"));
    choices.add(new Choice("tomorrow", "Tomorrow, 8:00 a.m."));
    if (announced) {
      choices.add(new Choice("morning", "The strike, " + Zones.day(day) + ", 8:00 a.m."));
      choices.add(new Choice("evening", "Its evening, 5:05 p.m."));
    }
    choices.add(new Choice("week", "A week on, 8:00 a.m."));
    return choices;
  }

  @PostMapping("/demo/time")
  View pass(HttpServletRequest request) {
    DemoClock demo = clock();
    Site site = site(request);
    Instant now = demo.instant();
    LocalDate today = site.dayOf(now);
    LocalDate strike = strike(site).map(each -> site.dayOf(each.starts())).orElse(today);
    Instant to =
        switch (Form.of(request).value("to")) {
          case "hour" -> now.plus(Duration.ofHours(1));
          case "tomorrow" -> at(today.plusDays(1), MORNING, site);
          case "week" -> at(today.plusDays(7), MORNING, site);
          case "morning" -> at(strike, MORNING, site);
          case "evening" -> at(strike, EVENING, site);
          default -> throw Refused.input("Choose one of the times.");
        };
    if (to.isAfter(now.plus(Duration.ofDays(MOST_DAYS)))) {
      throw Refused.input("The demo goes on by " + MOST_DAYS + " days at most.");
    }
    pass(demo, site, to);
    return Pages.next(
        request,
        "/demo",
        "It is "
            + Zones.time(demo.instant(), site.zoneId())
            + ". What the desk does by itself was done on each day in between.");
  }

  private static Instant at(LocalDate day, LocalTime time, Site site) {
    return day.atTime(time).atZone(site.zoneId()).toInstant();
  }

  /** Stops on the way each evening, and does what the desk does by itself. */
  private void pass(DemoClock demo, Site site, Instant to) {
    try (Rounds rounds = new Rounds(desk, null)) {
      LocalDate last = site.dayOf(to);
      for (LocalDate day = site.dayOf(demo.instant()); !day.isAfter(last); day = day.plusDays(1)) {
        Instant evening = at(day, EVENING, site);
        if (evening.isAfter(demo.instant()) && evening.isBefore(to)) {
          demo.goTo(evening);
          rounds.go();
        }
      }
      demo.goTo(to);
      rounds.go();
    }
  }
}
