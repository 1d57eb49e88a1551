package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Patient;
import org.duecourse.desk.Site;
import org.duecourse.desk.Visit;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** What became of a visit: checked in, completed, missed, cancelled. */
@Controller
class VisitPages {
  private static final List<Choice> BY =
      List.of(
          new Choice("PATIENT", "The patient asked for it"),
          new Choice("CLINIC", "The clinic has to"));

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  VisitPages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  @PostMapping("/visits/{id}/arrive")
  View arrive(HttpServletRequest request, @PathVariable String id) {
    return act(request, id, "Checked in: ", desk.bookings()::arrive);
  }

  @PostMapping("/visits/{id}/attend")
  View attend(HttpServletRequest request, @PathVariable String id) {
    return act(request, id, "Completed: ", desk.bookings()::attend);
  }

  @PostMapping("/visits/{id}/no-show")
  View noShow(HttpServletRequest request, @PathVariable String id) {
    return act(
        request, id, "Missed; the order is open again and on the list: ", desk.bookings()::noShow);
  }

  @GetMapping("/visits/{id}/cancel")
  View cancel(HttpServletRequest request, @PathVariable String id) {
    return cancelPage(request, id, Form.empty());
  }

  @PostMapping("/visits/{id}/cancel")
  View cancelled(HttpServletRequest request, @PathVariable String id) {
    Actor actor = Requests.signedIn(request).actor();
    Form form = Form.of(request);
    Visit visit = desk.bookings().visit(actor, id);
    try {
      if (!form.value("by").equals("PATIENT") && !form.value("by").equals("CLINIC")) {
        throw new Refused(
            Fault.INPUT,
            "The visit was not cancelled.",
            List.of(new Problem("by", "Choose who cancels: the patient or the clinic.")));
      }
      if (!Bookings.CANCEL_REASONS.contains(form.value("reason"))) {
        throw new Refused(
            Fault.INPUT,
            "The visit was not cancelled.",
            List.of(new Problem("reason", "Choose why the visit is cancelled.")));
      }
      desk.bookings()
          .cancel(
              actor,
              id,
              Words.number(form.value("version")),
              Bookings.By.valueOf(form.value("by")),
              form.value("reason"));
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return cancelPage(request, id, form.refused(refused)).refused();
    }
    return Pages.next(
        request,
        "/orders/" + visit.orderId(),
        "The visit is cancelled. The order is open again, its clock runs on, and it is on the list.");
  }

  /** One act on a visit. */
  private interface Act {
    void on(Actor actor, String visitId, int version);
  }

  private View act(HttpServletRequest request, String id, String done, Act act) {
    Actor actor = Requests.signedIn(request).actor();
    Visit visit = desk.bookings().visit(actor, id);
    act.on(actor, id, Words.number(Form.of(request).value("version")));
    Site site = clinics.site(visit.siteId());
    return Pages.next(
        request,
        "/day?site=" + site.id() + "&day=" + site.dayOf(visit.starts()),
        done + DeskWords.moment(visit.starts(), site) + " (" + id + ").");
  }

  private Page cancelPage(HttpServletRequest request, String id, Form form) {
    Actor actor = Requests.signedIn(request).actor();
    Visit visit = desk.bookings().visit(actor, id);
    Patient patient = desk.people().patient(actor, visit.patientId());
    Site site = clinics.site(visit.siteId());
    Map<String, String> names = clinics.names(site.id());
    return pages.page(
        "desk/cancel",
        "Cancel visit " + id,
        new DeskViews.Cancel(
            form,
            DeskWords.line(visit, patient.name(), names, site, desk.clock().instant()),
            visit.version(),
            DeskWords.choices(Bookings.CANCEL_REASONS),
            BY));
  }
}
