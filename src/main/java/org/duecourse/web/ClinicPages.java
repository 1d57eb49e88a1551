package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.calendar.Calendars;
import org.duecourse.desk.Desk;
import org.duecourse.desk.People;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.Site;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** Clinics and their rooms: entered and changed. */
@Controller
class ClinicPages {
  private static final String NOT_KEPT = "The clinic was not kept.";

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  ClinicPages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  @GetMapping("/clinics")
  View list(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    List<SupplyViews.ClinicLine> lines =
        desk.people().sites().stream()
            .filter(site -> account.actor().isAt(site.id()))
            .map(
                site ->
                    new SupplyViews.ClinicLine(
                        site.id(),
                        site.name(),
                        site.zone(),
                        Calendars.byId(site.calendar()).description().title(),
                        desk.people().practitioners(site.id()).size(),
                        site.active() ? "open" : "closed for good"))
            .toList();
    return pages.page(
        "supply/clinics",
        "Clinics",
        new SupplyViews.ClinicList(
            lines.isEmpty()
                ? "There is no clinic yet. Enter one, then its clinicians and their weeks."
                : DeskWords.counted(lines.size(), "clinic") + ".",
            lines,
            Routes.supplies(account.roles()) && account.siteIds().isEmpty()));
  }

  @GetMapping("/clinics/new")
  View blank(HttpServletRequest request) {
    return newPage(request, Form.showing(entries(Site.of("", "", "America/Los_Angeles", ""))));
  }

  @PostMapping("/clinics")
  View enter(HttpServletRequest request) {
    Form form = Form.of(request);
    String id = form.value("id");
    try {
      desk.people().keep(Requests.signedIn(request).actor(), site(form, id, 0));
    } catch (Refused refused) {
      return newPage(request, again(form, refused, "id")).refused();
    }
    return Pages.next(
        request, "/clinics/" + id, "The clinic is entered. Next: its rooms and clinicians.");
  }

  @GetMapping("/clinics/{id}")
  View show(HttpServletRequest request, @PathVariable String id) {
    Site site = found(request, id);
    return page(request, site, Form.showing(entries(site)), Form.empty());
  }

  @PostMapping("/clinics/{id}")
  View change(HttpServletRequest request, @PathVariable String id) {
    Site site = found(request, id);
    Form form = Form.of(request);
    try {
      desk.people()
          .keep(
              Requests.signedIn(request).actor(),
              site(form, id, Words.number(form.value("version"))));
    } catch (Refused refused) {
      return page(request, site, again(form, refused, ""), Form.empty()).refused();
    }
    return Pages.next(request, "/clinics/" + id, "The clinic is changed.");
  }

  @PostMapping("/clinics/{id}/rooms")
  View room(HttpServletRequest request, @PathVariable String id) {
    Site site = found(request, id);
    Form form = Form.of(request);
    String name = form.value("roomName");
    try {
      desk.people()
          .add(
              Requests.signedIn(request).actor(),
              new People.Room(form.value("roomId"), id, name, true));
    } catch (Refused refused) {
      Refused atFields =
          new Refused(
              refused.fault(),
              refused.headline(),
              refused.problems().stream()
                  .map(
                      p -> new Problem(p.place().equals("id") ? "roomId" : "roomName", p.message()))
                  .toList());
      return page(request, site, Form.showing(entries(site)), again(form, atFields, "roomId"))
          .refused();
    }
    return Pages.next(request, "/clinics/" + id, "The room " + name + " is entered.");
  }

  /** A refusal at a form; one that somebody else was faster with has a field of its own. */
  static Form again(Form form, Refused refused, String taken) {
    if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
      throw refused;
    }
    return refused.fault() == Fault.CONFLICT && !taken.isEmpty()
        ? form.refused(
            new Refused(
                Fault.CONFLICT,
                "Nothing was entered.",
                List.of(new Problem(taken, refused.headline()))))
        : form.refused(refused);
  }

  private Site found(HttpServletRequest request, String id) {
    if (!Requests.signedIn(request).actor().isAt(id)) {
      throw Refused.notFound("There is no clinic '" + id + "'.");
    }
    return clinics.site(id);
  }

  private Page newPage(HttpServletRequest request, Form form) {
    return pages.page(
        "supply/clinic",
        "Enter a clinic",
        new SupplyViews.ClinicForm(
            form,
            Form.empty(),
            "",
            calendars(),
            List.of(),
            List.of(),
            List.of(),
            Routes.supplies(Requests.signedIn(request).roles())));
  }

  private Page page(HttpServletRequest request, Site site, Form form, Form roomForm) {
    return pages.page(
        "supply/clinic",
        site.name(),
        new SupplyViews.ClinicForm(
            form,
            roomForm,
            site.id(),
            calendars(),
            facts(site),
            desk.people().rooms(site.id()).stream().map(People.Room::name).toList(),
            desk.people().practitioners(site.id()).stream()
                .filter(Practitioner::active)
                .map(who -> new DeskViews.Link("/clinicians/" + who.id(), who.name()))
                .toList(),
            Routes.supplies(Requests.signedIn(request).roles())));
  }

  private static List<DeskViews.Fact> facts(Site site) {
    return List.of(
        new DeskViews.Fact("Reference", site.id()),
        new DeskViews.Fact("Time zone", site.zone()),
        new DeskViews.Fact("Business days", Calendars.byId(site.calendar()).description().title()),
        new DeskViews.Fact("Crisis line", site.crisisLine().isEmpty() ? "none" : site.crisisLine()),
        new DeskViews.Fact("Booked ahead", site.horizonDays() + " days"));
  }

  private static List<Choice> calendars() {
    return Calendars.all().stream()
        .map(calendar -> new Choice(calendar.id(), calendar.description().title()))
        .toList();
  }

  private static Map<String, List<String>> entries(Site site) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    entries.put("id", List.of(site.id()));
    entries.put("name", List.of(site.name()));
    entries.put("zone", List.of(site.zone()));
    entries.put("calendar", List.of(site.calendar()));
    entries.put("crisisLine", List.of(site.crisisLine()));
    entries.put("horizonDays", List.of(String.valueOf(site.horizonDays())));
    entries.put("holdMinutes", List.of(String.valueOf(site.holdMinutes())));
    entries.put("offerBatch", List.of(String.valueOf(site.offerBatch())));
    entries.put("offerMinutes", List.of(String.valueOf(site.offerMinutes())));
    entries.put("offersByStaff", site.offersByStaff() ? List.of("yes") : List.of());
    entries.put("closed", site.active() ? List.of() : List.of("yes"));
    entries.put("version", List.of(String.valueOf(site.version())));
    return entries;
  }

  private static Site site(Form form, String id, int version) {
    List<Problem> problems = new ArrayList<>();
    int horizon = number(form, "horizonDays", problems);
    int hold = number(form, "holdMinutes", problems);
    int batch = number(form, "offerBatch", problems);
    int minutes = number(form, "offerMinutes", problems);
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, NOT_KEPT, problems);
    }
    return new Site(
        id,
        form.value("name"),
        form.value("zone"),
        form.value("calendar"),
        horizon,
        hold,
        form.chose("offersByStaff", "yes"),
        batch,
        minutes,
        form.value("crisisLine"),
        !form.chose("closed", "yes"),
        version);
  }

  private static int number(Form form, String field, List<Problem> problems) {
    String typed = form.value(field);
    if (typed.matches("\\d{1,6}")) {
      return Integer.parseInt(typed);
    }
    problems.add(
        new Problem(
            field,
            typed.isEmpty() ? "Enter a whole number." : "'" + typed + "' is not a whole number."));
    return 0;
  }
}
