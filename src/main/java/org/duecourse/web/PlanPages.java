package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.duecourse.absence.RebookRuns;
import org.duecourse.absence.Run;
import org.duecourse.absence.RunLine.Decision;
import org.duecourse.desk.Absences;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
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
  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final RebookRuns runs;
  private final PlanSheet sheet;

  PlanPages(Pages pages, Desk desk, Clinics clinics, RebookRuns runs) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.runs = runs;
    this.sheet = new PlanSheet(clinics);
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
    List<PlanViews.PlanLine> plans = PlanSheet.list(runs.of(actor, id), site.zoneId());
    return pages.page(
        "absence/absence",
        "Absence",
        new PlanViews.Absence(
            id,
            sheet.what(absence, site),
            PlanSheet.notice(absence),
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

  private Site site(HttpServletRequest request, Absences.Absence absence) {
    String site = absence.siteId();
    return site == null
        ? clinics
            .chosen(Requests.signedIn(request), "")
            .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."))
        : clinics.site(site);
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
    return Pages.next(
        request, PlanSheet.address(run), "This is a draft. Nobody has been told yet.");
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
    return pages.page("absence/plan", PlanSheet.title(run), sheet.plan(run, absence, site, form));
  }

  @PostMapping("/absences/{id}/plans/{plan}/lines")
  View decide(HttpServletRequest request, @PathVariable String id, @PathVariable String plan) {
    Form form = Form.of(request);
    Run run = find(request, id, plan);
    Actor actor = Requests.signedIn(request).actor();
    try {
      runs.decide(actor, run.id(), Words.number(form.value("version")), change(form));
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return page(
              request,
              find(request, id, plan),
              form.refused(said(Fault.INPUT, "The plan was not changed.", refused)))
          .refused();
    }
    return Pages.next(
        request,
        PlanSheet.address(run),
        "The plan is solved again around this. Nobody has been told yet.");
  }

  private static RebookRuns.Change change(Form form) {
    String visit = form.value("visit");
    return switch (form.value("do")) {
      case "keep" -> change(visit, Decision.PINNED, place(form, "place"));
      case "choose" -> change(visit, Decision.PINNED, place(form, "other-" + visit));
      case "other" -> change(visit, Decision.BEST, place(form, "place"));
      case "ask" -> change(visit, Decision.ASK_CLINICIAN, null);
      case "refer" -> change(visit, Decision.REFER_OUT, null);
      case "again" -> change(visit, Decision.BEST, null);
      case "agreed" -> new RebookRuns.Change(visit, Decision.BEST, null, true);
      default -> throw Refused.input("Choose what becomes of the visit.");
    };
  }

  private static RebookRuns.Change change(String visit, Decision decision, @Nullable String place) {
    return new RebookRuns.Change(visit, decision, place, false);
  }

  private static Refused said(Fault fault, String headline, Refused refused) {
    return new Refused(fault, headline, List.of(new Problem("", refused.headline())));
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
    return pages.page("absence/check", "Check these changes", sheet.check(run));
  }

  @PostMapping("/absences/{id}/plans/{plan}/approve")
  View approve(HttpServletRequest request, @PathVariable String id, @PathVariable String plan) {
    Form form = Form.of(request);
    Run run = find(request, id, plan);
    try {
      runs.approve(
          Requests.signedIn(request).actor(), run.id(), Words.number(form.value("version")));
    } catch (Refused refused) {
      return notDone(request, id, plan, form, refused);
    }
    return Pages.next(
        request,
        PlanSheet.address(run) + "/check",
        "The plan is approved as it stands. Nobody has been told yet.");
  }

  private Page notDone(
      HttpServletRequest request, String id, String plan, Form form, Refused refused) {
    if (refused.fault() != Fault.CONFLICT) {
      throw refused;
    }
    return page(
            request,
            find(request, id, plan),
            form.refused(said(Fault.CONFLICT, "Nobody was moved.", refused)))
        .refused();
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
      return notDone(request, id, plan, form, refused);
    }
    Run next = applied.next();
    String moved =
        DeskWords.counted(applied.moved(), "visit")
            + (applied.moved() == 1 ? " was" : " were")
            + " moved; telling each person is on the task list.";
    return next == null
        ? Pages.next(request, PlanSheet.address(applied.run()), moved)
        : Pages.next(
            request,
            PlanSheet.address(next),
            moved
                + " "
                + DeskWords.counted(applied.lost(), "visit")
                + " could not be moved any more: this draft is for what is left.");
  }
}
