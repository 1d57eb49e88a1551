package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.BiFunction;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Patient;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.TaskKind;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.worklist.Worklist;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/**
 * Work for a person that is entered by hand: agencies, letters, complaints, care after a hospital,
 * a risk flag.
 */
@Controller
class PersonWorkPages {
  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final Worklist worklist;

  PersonWorkPages(Pages pages, Desk desk, Clinics clinics, Worklist worklist) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.worklist = worklist;
  }

  @GetMapping("/people/{id}/work")
  View blank(HttpServletRequest request, @PathVariable String id) {
    return page(request, id, Form.empty());
  }

  private Page page(HttpServletRequest request, String id, Form form) {
    Account account = Requests.signedIn(request);
    Patient patient = desk.people().patient(account.actor(), id);
    return pages.page(
        "work/person",
        "Work for " + patient.name(),
        new WorkViews.ForPerson(
            form,
            id,
            patient.name(),
            Worklist.byHand().stream().map(kind -> new Choice(kind.name(), kind.words())).toList(),
            Clinics.choices(clinics.of(account)),
            desk.people().practitioners(patient.siteId()).stream()
                .filter(Practitioner::active)
                .map(who -> new Choice(who.id(), who.name()))
                .toList(),
            List.of(
                new Choice(TaskKind.POST_DISCHARGE.name(), "Left a hospital"),
                new Choice(TaskKind.POST_EMERGENCY.name(), "Was in an emergency room")),
            Routes.extendsWindows(account.roles()),
            patient.riskFlag()));
  }

  @PostMapping("/people/{id}/work")
  View enter(HttpServletRequest request, @PathVariable String id) {
    return step(
        request,
        id,
        "kind",
        (actor, form) -> {
          worklist.enter(
              actor,
              new Worklist.NewTask(
                  kind(form.value("kind")),
                  form.value("siteId"),
                  id,
                  blank(form.value("clinicianId")),
                  form.chose("urgent", "yes"),
                  form.value("why")),
              null);
          return "The task is on the list.";
        });
  }

  @PostMapping("/people/{id}/care-after")
  View careAfter(HttpServletRequest request, @PathVariable String id) {
    return step(
        request,
        id,
        "after",
        (actor, form) -> {
          String order =
              worklist.careAfter(
                  actor,
                  kind(form.value("after")),
                  form.value("siteId"),
                  id,
                  blank(form.value("clinicianId")),
                  FormDays.needed(form, "day", "Nothing was entered."),
                  null);
          return "A call is on the list, and a visit within seven days is ordered: " + order + ".";
        });
  }

  @PostMapping("/people/{id}/flag")
  View flag(HttpServletRequest request, @PathVariable String id) {
    return step(
        request,
        id,
        "reason",
        (actor, form) -> {
          boolean atRisk = !form.value("flag").equals("no");
          desk.people().flag(actor, id, atRisk, form.value("reason"));
          return atRisk
              ? "The risk is flagged: somebody looks at it each week, and a missed visit is followed up the same day."
              : "The flag is taken back.";
        });
  }

  private View step(
      HttpServletRequest request, String id, String field, BiFunction<Actor, Form, String> step) {
    Form form = Form.of(request);
    Actor actor = Requests.signedIn(request).actor();
    desk.people().patient(actor, id);
    String done;
    try {
      done = step.apply(actor, form);
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      Refused atField =
          refused.problems().isEmpty()
              ? new Refused(
                  refused.fault(),
                  "Nothing was entered.",
                  List.of(new Problem(field, refused.headline())))
              : refused;
      return page(request, id, form.refused(atField)).refused();
    }
    return Pages.next(request, "/people/" + id, done);
  }

  private static TaskKind kind(String name) {
    return java.util.Arrays.stream(TaskKind.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Refused.input("Choose what there is to do."));
  }

  private static @Nullable String blank(String value) {
    return value.isEmpty() ? null : value;
  }
}
