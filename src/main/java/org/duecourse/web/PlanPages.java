package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.absence.RebookRuns;
import org.duecourse.absence.Rebooking;
import org.duecourse.absence.Run;
import org.duecourse.absence.RunLine;
import org.duecourse.absence.RunLine.Decision;
import org.duecourse.booking.Mode;
import org.duecourse.desk.Absences;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/**
 * An absence, the plan of least harm for its visits, and the move: seen before it is done, changed
 * line by line, confirmed with the number of people it concerns.
 */
@Controller
class PlanPages {
  /** Notice of a strike in health care: 10 days. */
  private static final int STRIKE_NOTICE_DAYS = 10;

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final RebookRuns runs;

  PlanPages(Pages pages, Desk desk, Clinics clinics, RebookRuns runs) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.runs = runs;
  }

  @GetMapping("/absences/{id}")
  View absence(HttpServletRequest request, @PathVariable String id) {
    return absence(
        request, ApiClinic.number("absence", id), Form.showing(Map.of("reserve", List.of("0"))));
  }

  private Page absence(HttpServletRequest request, long id, Form form) {
    Actor actor = Requests.signedIn(request).actor();
    Absences.Absence absence = desk.absences().absence(actor, id);
    Site site = site(request, absence);
    long displaced = runs.displaced(actor, id);
    List<PlanViews.PlanLine> plans =
        runs.of(actor, id).stream()
            .map(
                run ->
                    new PlanViews.PlanLine(
                        run.id(),
                        Zones.time(run.madeAt(), site.zoneId()) + " by " + run.madeBy(),
                        run.state(),
                        address(run)))
            .toList();
    return pages.page(
        "absence/absence",
        "Absence",
        new PlanViews.Absence(
            id,
            what(absence, site),
            notice(absence),
            displaced == 0
                ? "No visit lies in it any more."
                : DeskWords.counted(displaced, "visit")
                    + (displaced == 1 ? " still lies" : " still lie")
                    + " in it. Nobody is told before a plan is applied.",
            displaced > 0 && absence.withdrawnAt() == null,
            form,
            plans,
            "/absences?site=" + site.id()));
  }

  private static String notice(Absences.Absence absence) {
    long days = Duration.between(absence.declaredAt(), absence.starts()).toDays();
    String said =
        days < 0
            ? "Entered after it began."
            : "Entered " + DeskWords.counted(days, "day") + " before it begins.";
    return absence.kind().equals("strike") && days < STRIKE_NOTICE_DAYS
        ? said + " Notice of a strike in health care is " + STRIKE_NOTICE_DAYS + " days."
        : said;
  }

  private String what(Absences.Absence absence, Site site) {
    String clinician = absence.clinicianId();
    return (clinician == null
            ? "Everybody at " + site.name()
            : clinics.names(site.id()).getOrDefault(clinician, clinician))
        + ", from "
        + Zones.time(absence.starts(), site.zoneId())
        + " to "
        + Zones.time(absence.ends(), site.zoneId())
        + ": "
        + absence.kind();
  }

  private Site site(HttpServletRequest request, Absences.Absence absence) {
    String site = absence.siteId();
    return site == null
        ? clinics
            .chosen(Requests.signedIn(request), "")
            .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."))
        : clinics.site(site);
  }

  private static String address(Run run) {
    return "/absences/" + run.absenceId() + "/plans/" + run.id();
  }

  @PostMapping("/absences/{id}/plans")
  View draft(HttpServletRequest request, @PathVariable String id) {
    Form form = Form.of(request);
    long absence = ApiClinic.number("absence", id);
    Run run;
    try {
      run = runs.draft(Requests.signedIn(request).actor(), absence, reserve(form.value("reserve")));
    } catch (Refused refused) {
      if (refused.fault() != Fault.INPUT) {
        throw refused;
      }
      return absence(
              request,
              absence,
              form.refused(
                  new Refused(
                      Fault.INPUT,
                      "No plan was made.",
                      List.of(new Problem("reserve", refused.headline())))))
          .refused();
    }
    return Pages.next(request, address(run), "This is a draft. Nobody has been told yet.");
  }

  /** What is no number of places is refused with the numbers that are. */
  private static int reserve(String typed) {
    return typed.matches("[0-9]{1,3}") ? Integer.parseInt(typed) : -1;
  }

  @GetMapping("/absences/{id}/plans/{plan}")
  View plan(HttpServletRequest request, @PathVariable String id, @PathVariable String plan) {
    return page(request, find(request, id, plan), Form.empty());
  }

  private Run find(HttpServletRequest request, String id, String plan) {
    Run run = runs.run(Requests.signedIn(request).actor(), ApiClinic.number("plan", plan));
    if (run.absenceId() != ApiClinic.number("absence", id)) {
      throw Refused.notFound("There is no such plan of this absence.");
    }
    return run;
  }

  private Page page(HttpServletRequest request, Run run, Form form) {
    Absences.Absence absence =
        desk.absences().absence(Requests.signedIn(request).actor(), run.absenceId());
    Site site = site(request, absence);
    long inTime = run.lines().stream().filter(l -> l.moves() && l.isInTime()).count();
    long late = run.moving() - inTime;
    return pages.page(
        "absence/plan",
        run.state().equals("draft") ? "Draft of a plan" : "Plan, " + run.state(),
        new PlanViews.Plan(
            run.absenceId(),
            run.id(),
            what(absence, site),
            DeskWords.counted(run.lines().size(), "visit")
                + (run.lines().size() == 1 ? " is" : " are")
                + " displaced: "
                + inTime
                + " would keep the window, "
                + late
                + " would be late, "
                + (run.lines().size() - run.moving())
                + " would not be moved.",
            run.points() <= run.least()
                ? "No plan does less harm by the weights of the desk."
                : "Two visits of one person were kept apart; the rest is of least harm.",
            run.prices().stream().map(price -> price(price, run.reserve())).toList(),
            run.lines().stream().map(this::line).toList(),
            run.state().equals("draft"),
            run.moving(),
            run.version(),
            form));
  }

  private static String price(Rebooking.Price price, int chosen) {
    return "With "
        + DeskWords.counted(price.reserve(), "place")
        + " of each clinic and day kept for crises"
        + (price.reserve() == chosen ? " (this plan)" : "")
        + ": "
        + price.inTime()
        + " in time, "
        + price.late()
        + " late, "
        + price.unplaced()
        + " without a place.";
  }

  private PlanViews.Line line(RunLine line) {
    Site from = clinics.site(line.siteId());
    Instant starts = line.newStarts();
    String newSite = line.newSiteId();
    String mode = line.newMode();
    String place = line.place();
    String becomes =
        starts == null || newSite == null || mode == null
            ? "no place"
            : DeskWords.moment(starts, clinics.site(newSite))
                + ", "
                + line.newClinicianName()
                + ", "
                + DeskWords.mode(Mode.valueOf(mode));
    List<Choice> others = new ArrayList<>();
    for (RunLine.Other other : line.alternatives()) {
      others.add(
          new Choice(
              other.place(),
              DeskWords.moment(other.starts(), clinics.site(other.siteId()))
                  + ", "
                  + clinics.names(other.siteId()).getOrDefault(other.clinicianId(), "")
                  + " (everybody together: "
                  + String.format(Locale.ENGLISH, "%.1f", other.extra())
                  + " points more at least)"));
    }
    return new PlanViews.Line(
        line.rank(),
        line.visitId(),
        line.orderId(),
        line.patientId(),
        line.patientName(),
        DeskWords.moment(line.starts(), from) + ", " + line.clinicianName(),
        becomes,
        standing(line),
        line.why(),
        place == null ? "" : place,
        decision(line),
        others);
  }

  private static String standing(RunLine line) {
    Integer out = line.daysOut();
    if (line.place() == null || out == null) {
      return "";
    }
    if (Boolean.TRUE.equals(line.pastLimit())) {
      return "past the legal limit";
    }
    return out == 0 ? "in time" : DeskWords.counted(out, "day") + " late";
  }

  private static String decision(RunLine line) {
    String result = line.result();
    if (result != null) {
      return switch (result) {
        case "moved" -> "moved";
        case "lost" -> "somebody else took the place meanwhile";
        default -> "not moved by this plan";
      };
    }
    return switch (line.decision()) {
      case BEST -> line.place() == null ? "needs another way" : "as the plan has it";
      case PINNED -> "kept by hand";
      case ASK_CLINICIAN -> "the clinician is asked";
      case REFER_OUT -> "care outside is arranged";
      case ASK_PATIENT -> "was moved once: the person is asked first";
    };
  }

  @PostMapping("/absences/{id}/plans/{plan}/lines")
  View decide(HttpServletRequest request, @PathVariable String id, @PathVariable String plan) {
    Form form = Form.of(request);
    Run run = find(request, id, plan);
    String visit = form.value("visit");
    Actor actor = Requests.signedIn(request).actor();
    try {
      switch (form.value("do")) {
        case "keep" -> runs.decide(actor, run.id(), visit, Decision.PINNED, place(form, "place"));
        case "choose" ->
            runs.decide(actor, run.id(), visit, Decision.PINNED, place(form, "other-" + visit));
        case "other" -> runs.decide(actor, run.id(), visit, Decision.BEST, place(form, "place"));
        case "ask" -> runs.decide(actor, run.id(), visit, Decision.ASK_CLINICIAN, null);
        case "refer" -> runs.decide(actor, run.id(), visit, Decision.REFER_OUT, null);
        case "again" -> runs.decide(actor, run.id(), visit, Decision.BEST, null);
        default -> throw Refused.input("Choose what becomes of the visit.");
      }
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      Refused said =
          new Refused(
              Fault.INPUT,
              "The plan was not changed.",
              List.of(new Problem("", refused.headline())));
      return page(request, find(request, id, plan), form.refused(said)).refused();
    }
    return Pages.next(
        request, address(run), "The plan is solved again around this. Nobody has been told yet.");
  }

  private static String place(Form form, String field) {
    String place = form.value(field);
    if (!place.matches("[0-9]{1,18}@[0-9T:Z.-]{20,30}")) {
      throw Refused.input("Choose one of the places.");
    }
    return place;
  }

  @GetMapping("/absences/{id}/plans/{plan}/check")
  View check(HttpServletRequest request, @PathVariable String id, @PathVariable String plan) {
    Run run = find(request, id, plan);
    return pages.page(
        "absence/check",
        "Check these changes",
        new PlanViews.Check(
            run.absenceId(),
            run.id(),
            run.version(),
            run.moving(),
            run.lines().size() - run.moving(),
            run.lines().stream().filter(RunLine::moves).map(this::line).toList()));
  }

  @PostMapping("/absences/{id}/plans/{plan}/apply")
  View apply(HttpServletRequest request, @PathVariable String id, @PathVariable String plan) {
    Form form = Form.of(request);
    Run run = find(request, id, plan);
    RebookRuns.Applied applied;
    try {
      applied =
          runs.apply(
              Requests.signedIn(request).actor(), run.id(), Words.number(form.value("version")));
    } catch (Refused refused) {
      if (refused.fault() != Fault.CONFLICT) {
        throw refused;
      }
      return page(
              request,
              find(request, id, plan),
              form.refused(
                  new Refused(
                      Fault.CONFLICT,
                      "Nobody was moved.",
                      List.of(new Problem("", refused.headline())))))
          .refused();
    }
    Run next = applied.next();
    String moved =
        DeskWords.counted(applied.moved(), "visit")
            + (applied.moved() == 1 ? " was" : " were")
            + " moved; telling each person is on the task list.";
    return next == null
        ? Pages.next(request, address(applied.run()), moved)
        : Pages.next(
            request,
            address(next),
            moved
                + " "
                + DeskWords.counted(applied.lost(), "place")
                + (applied.lost() == 1 ? " was" : " were")
                + " taken by somebody else meanwhile: this draft is for what is left.");
  }
}
