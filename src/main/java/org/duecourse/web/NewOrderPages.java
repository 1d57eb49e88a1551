package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Mode;
import org.duecourse.booking.VisitKind;
import org.duecourse.desk.Desk;
import org.duecourse.desk.NewOrder;
import org.duecourse.desk.Patient;
import org.duecourse.desk.Practitioner;
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

/** Entering a request for a first visit, or a return order. */
@Controller
class NewOrderPages {
  private static final String HEADLINE = "The order was not entered.";

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  NewOrderPages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  @GetMapping("/people/{id}/order")
  View blank(HttpServletRequest request, @PathVariable String id) {
    Map<String, List<String>> usual = new LinkedHashMap<>();
    Account account = Requests.signedIn(request);
    usual.put("kind", List.of("RETURN"));
    usual.put("minutes", List.of("45"));
    usual.put("weight", List.of("3"));
    usual.put("harmProfile", List.of("usual"));
    usual.put("continuity", List.of("PREFERRED"));
    usual.put("urgency", List.of("routine"));
    usual.put("visits", List.of("1"));
    usual.put("intervalDays", List.of("7"));
    if (account.clinicianId() != null) {
      usual.put("clinicianId", List.of(account.clinicianId()));
    }
    return page(request, id, Form.showing(usual));
  }

  @PostMapping("/people/{id}/order")
  View enter(HttpServletRequest request, @PathVariable String id) {
    Form form = Form.of(request);
    List<String> made;
    try {
      made = desk.orders().enter(Requests.signedIn(request).actor(), read(form, id));
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return page(request, id, form.refused(refused)).refused();
    }
    return Pages.next(
        request,
        "/orders/" + made.getFirst(),
        made.size() == 1
            ? "The order is entered and on the list of those to book."
            : made.size() + " orders are entered: " + String.join(", ", made) + ".");
  }

  private static NewOrder read(Form form, String patientId) {
    List<Problem> problems = new ArrayList<>();
    VisitKind kind = one(VisitKind.class, form, "kind", problems);
    Continuity continuity = one(Continuity.class, form, "continuity", problems);
    Mode mode = form.value("mode").isEmpty() ? null : one(Mode.class, form, "mode", problems);
    LocalDate earliest = day(form, "earliest", problems);
    LocalDate target = day(form, "target", problems);
    LocalDate latest = day(form, "latest", problems);
    LocalDate anchor = form.value("anchor").isEmpty() ? null : day(form, "anchor", problems);
    int weight = number(form, "weight", problems);
    int minutes = number(form, "minutes", problems);
    int visits = number(form, "visits", problems);
    int interval = number(form, "intervalDays", problems);
    if (form.value("siteId").isEmpty()) {
      problems.add(new Problem("siteId", "Choose the clinic."));
    }
    if (kind == null
        || continuity == null
        || earliest == null
        || target == null
        || latest == null
        || !problems.isEmpty()) {
      throw new Refused(Fault.INPUT, HEADLINE, problems);
    }
    return new NewOrder(
        kind,
        patientId,
        form.value("siteId"),
        blank(form.value("clinicianId")),
        anchor,
        earliest,
        target,
        latest,
        weight,
        form.value("harmProfile"),
        continuity,
        blank(form.value("discipline")),
        blank(form.value("language")),
        mode,
        minutes,
        form.value("urgency"),
        visits,
        interval);
  }

  private static <E extends Enum<E>> @Nullable E one(
      Class<E> type, Form form, String field, List<Problem> problems) {
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(form.value(field))) {
        return each;
      }
    }
    problems.add(new Problem(field, "Choose one of those offered."));
    return null;
  }

  private static @Nullable LocalDate day(Form form, String field, List<Problem> problems) {
    try {
      return FormDays.needed(form, field, HEADLINE);
    } catch (Refused refused) {
      problems.addAll(refused.problems());
      return null;
    }
  }

  private static int number(Form form, String field, List<Problem> problems) {
    try {
      return Integer.parseInt(form.value(field));
    } catch (NumberFormatException e) {
      problems.add(new Problem(field, "Enter a whole number."));
      return 0;
    }
  }

  private static @Nullable String blank(String value) {
    return value.isEmpty() ? null : value;
  }

  private Page page(HttpServletRequest request, String id, Form form) {
    Account account = Requests.signedIn(request);
    Patient patient = desk.people().patient(account.actor(), id);
    List<Site> own = clinics.of(account);
    List<Choice> clinicians =
        own.stream()
            .flatMap(site -> desk.people().practitioners(site.id()).stream())
            .filter(Practitioner::active)
            .map(who -> new Choice(who.id(), who.name()))
            .distinct()
            .toList();
    return pages.form(
        "desk/new-order",
        "Order a visit",
        new DeskViews.NewOrderForm(
            form,
            id,
            patient.name() + ", born " + DeskWords.born(patient),
            Arrays.stream(VisitKind.values())
                .map(kind -> new Choice(kind.name(), Words.sentence(DeskWords.kind(kind))))
                .toList(),
            Clinics.choices(own),
            clinicians,
            DeskWords.choices(NewOrder.HARM_PROFILES),
            Arrays.stream(Continuity.values())
                .map(c -> new Choice(c.name(), Words.sentence(DeskWords.continuity(c))))
                .toList(),
            Practitioner.DISCIPLINES.stream()
                .map(d -> new Choice(d, Words.sentence(d.replace('_', ' '))))
                .toList(),
            Arrays.stream(Mode.values())
                .map(mode -> new Choice(mode.name(), Words.sentence(DeskWords.mode(mode))))
                .toList(),
            NewOrder.URGENCIES.stream()
                .map(u -> new Choice(u, Words.sentence(u.toLowerCase(Locale.ROOT))))
                .toList()),
        form);
  }
}
