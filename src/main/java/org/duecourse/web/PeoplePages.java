package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Order;
import org.duecourse.desk.Patient;
import org.duecourse.desk.People;
import org.duecourse.desk.Site;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** Finding, entering and seeing people. Each reading is in the audit. */
@Controller
class PeoplePages {
  private static final List<Choice> CONTACTS =
      List.of(
          new Choice("phone", "Telephone"),
          new Choice("email", "E-mail"),
          new Choice("text", "Text message"),
          new Choice("letter", "Letter"),
          new Choice("none", "Not at all"));

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  PeoplePages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  /** The words that are looked for travel in the body: an address ends up in logs. */
  @GetMapping("/people")
  View blank(HttpServletRequest request) {
    return found(request, Form.empty(), false, List.of());
  }

  @PostMapping("/people/find")
  View find(HttpServletRequest request) {
    Form form = Form.of(request);
    Actor actor = Requests.signedIn(request).actor();
    try {
      return found(request, form, true, desk.people().find(actor, form.value("words")));
    } catch (Refused refused) {
      if (refused.fault() != Fault.INPUT) {
        throw refused;
      }
      Refused atField =
          new Refused(
              Fault.INPUT,
              "Nobody was looked for.",
              List.of(new org.duecourse.io.Problem("words", refused.headline())));
      return found(request, form.refused(atField), false, List.of()).refused();
    }
  }

  private Page found(HttpServletRequest request, Form form, boolean asked, List<Patient> people) {
    return pages.page(
        "desk/people",
        "People",
        new DeskViews.People(
            form,
            asked,
            people.stream()
                .map(
                    p ->
                        new DeskViews.PersonLine(
                            p.id(), p.name(), DeskWords.born(p), clinics.site(p.siteId()).name()))
                .toList(),
            Routes.books(Requests.signedIn(request).roles())));
  }

  @GetMapping("/people/new")
  View newPerson(HttpServletRequest request) {
    return newPage(request, Form.empty());
  }

  @PostMapping("/people")
  View enter(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    String id;
    try {
      LocalDate born = FormDays.optional(form, "born", "The patient was not entered.");
      id =
          desk.people()
              .add(
                  account.actor(),
                  new People.NewPatient(
                      null,
                      form.value("givenName"),
                      form.value("familyName"),
                      born,
                      form.value("siteId"),
                      form.value("language"),
                      blank(form.value("phone")),
                      blank(form.value("email")),
                      form.value("contactBy")));
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return newPage(request, form.refused(refused)).refused();
    }
    return Pages.next(
        request, "/people/" + id, "The person is entered, with the reference " + id + ".");
  }

  private Page newPage(HttpServletRequest request, Form form) {
    return pages.page(
        "desk/new-person",
        "Enter a person",
        new DeskViews.NewPerson(
            form, Clinics.choices(clinics.of(Requests.signedIn(request))), CONTACTS));
  }

  @GetMapping("/people/{id}")
  View person(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    Patient patient = desk.people().patient(account.actor(), id);
    Site site = clinics.site(patient.siteId());
    Map<String, String> names = clinics.names(site.id());
    Instant now = desk.clock().instant();
    List<DeskViews.OrderLine> orders =
        desk.orders().ofPatient(account.actor(), id).stream()
            .map(order -> line(order, patient, names, site.dayOf(now), site))
            .toList();
    List<DeskViews.VisitLine> visits =
        desk.bookings().ofPatient(account.actor(), id).stream()
            .map(
                visit ->
                    DeskWords.line(visit, patient.name(), names, clinics.site(visit.siteId()), now))
            .toList();
    String into = patient.mergedInto();
    return pages.page(
        "desk/person",
        patient.name(),
        new DeskViews.Person(
            id,
            patient.name(),
            facts(patient, site),
            orders,
            visits,
            Routes.books(account.roles()) && into == null,
            Routes.runs(account.roles()) && into == null,
            into == null ? "" : into));
  }

  private static List<DeskViews.Fact> facts(Patient patient, Site site) {
    List<DeskViews.Fact> facts = new ArrayList<>();
    facts.add(new DeskViews.Fact("Reference", patient.id()));
    facts.add(new DeskViews.Fact("Born", DeskWords.born(patient)));
    facts.add(new DeskViews.Fact("Home clinic", site.name()));
    facts.add(new DeskViews.Fact("Language", patient.language()));
    facts.add(new DeskViews.Fact("Wants to be reached by", patient.contactBy()));
    facts.add(new DeskViews.Fact("Telephone", known(patient.phone())));
    facts.add(new DeskViews.Fact("E-mail", known(patient.email())));
    if (patient.riskFlag()) {
      facts.add(
          new DeskViews.Fact(
              "Risk flag", "a clinician asked for same-day follow-up after a missed visit"));
    }
    return facts;
  }

  private static DeskViews.OrderLine line(
      Order order, Patient patient, Map<String, String> names, LocalDate today, Site site) {
    LocalDate limit = order.legalLimit();
    String clinician = order.clinicianId();
    boolean open = order.state() == Order.State.OPEN;
    return new DeskViews.OrderLine(
        order.id(),
        patient.id(),
        patient.name(),
        DeskWords.kind(order.kind()),
        DeskWords.window(order.earliest(), order.target(), order.latest()),
        limit == null ? "none" : Zones.day(limit),
        clinician == null ? "any" : names.getOrDefault(clinician, clinician),
        open
            ? DeskWords.left(today, order.latest(), site)
            : order.state().name().toLowerCase(java.util.Locale.ROOT),
        open && order.latest().isBefore(today));
  }

  private static String known(@Nullable String value) {
    return value == null ? "not known" : value;
  }

  private static @Nullable String blank(String value) {
    return value.isEmpty() ? null : value;
  }
}
