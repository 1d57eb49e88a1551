package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duecourse.desk.Absences;
import org.duecourse.desk.DayBook;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.Site;
import org.duecourse.desk.Visit;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Absences: whom one meets is seen before it is entered. */
@Controller
class AbsencePages {
  private static final String HEADLINE = "The absence was not entered.";
  private static final String EVERYBODY = "everybody";

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  AbsencePages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  /** What a form asks for. */
  private record Asked(
      Site site, @Nullable String clinician, Instant from, Instant to, String kind) {}

  @GetMapping("/absences")
  View list(HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    return clinics
        .chosen(Requests.signedIn(request), site)
        .map(here -> page(request, here, Form.empty()))
        .orElseGet(() -> pages.page("desk/no-clinic", "Absences", "absences"));
  }

  @PostMapping("/absences/check")
  View check(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    Site site = site(account, form);
    Asked asked;
    List<Visit> displaced;
    try {
      asked = asked(form, site);
      displaced =
          desk.absences()
              .displaced(account.actor(), site.id(), asked.clinician(), asked.from(), asked.to());
    } catch (Refused refused) {
      return again(request, site, form, refused);
    }
    List<StaffViews.Field> fields = new ArrayList<>();
    for (String name : List.of("site", "who", "from", "fromTime", "to", "toTime", "kind")) {
      fields.add(new StaffViews.Field(name, form.value(name)));
    }
    fields.add(new StaffViews.Field("key", UUID.randomUUID().toString()));
    return pages.page(
        "desk/absence-check",
        "Check the absence",
        new StaffViews.AbsenceCheck(
            what(asked),
            displaced.isEmpty()
                ? "No visit lies in this time. Nothing is cancelled."
                : DeskWords.counted(displaced.size(), "visit")
                    + (displaced.size() == 1 ? " is" : " are")
                    + " displaced. Nobody has been told yet.",
            lines(account, asked, displaced),
            fields,
            canWait(displaced, asked, site),
            "/absences?site=" + site.id()));
  }

  /** Whether some of the visits can still be moved ahead of their day. */
  private boolean canWait(List<Visit> displaced, Asked asked, Site site) {
    Instant now = desk.clock().instant();
    LocalDate today = site.dayOf(now);
    return displaced.stream()
        .anyMatch(visit -> asked.from().isAfter(now) || site.dayOf(visit.starts()).isAfter(today));
  }

  private List<StaffViews.Displaced> lines(Account account, Asked asked, List<Visit> displaced) {
    if (displaced.isEmpty()) {
      return List.of();
    }
    Set<String> ids = displaced.stream().map(Visit::id).collect(Collectors.toSet());
    Site site = asked.site();
    LocalDate first = site.dayOf(displaced.getFirst().starts());
    LocalDate last = site.dayOf(displaced.getLast().starts());
    return desk.dayBook().visits(account.actor(), site.id(), first, last).stream()
        .filter(line -> ids.contains(line.visitId()))
        .map(line -> line(line, site))
        .toList();
  }

  private static StaffViews.Displaced line(DayBook.Line line, Site site) {
    return new StaffViews.Displaced(
        DeskWords.moment(line.starts(), site),
        line.patientId(),
        line.patientName(),
        line.clinicianName(),
        DeskWords.kind(line.kind()) + ", " + DeskWords.mode(line.mode()),
        line.orderId());
  }

  @PostMapping("/absences")
  View declare(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    Site site = site(account, form);
    List<Visit> ended;
    try {
      Asked asked = asked(form, site);
      String key = form.value("key");
      String once = key.isEmpty() || key.length() > 64 ? null : key;
      if (form.value("do").equals("plan")) {
        return announced(request, site, account, asked, once);
      }
      ended =
          desk.absences()
              .declare(
                  account.actor(),
                  site.id(),
                  asked.clinician(),
                  asked.from(),
                  asked.to(),
                  asked.kind(),
                  once);
    } catch (Refused refused) {
      return again(request, site, form, refused);
    }
    return Pages.next(
        request,
        "/absences?site=" + site.id(),
        "The absence is entered. "
            + (ended.isEmpty()
                ? "No visit lay in it."
                : DeskWords.counted(ended.size(), "visit")
                    + " cancelled; each order is open again and on the task list."));
  }

  private View announced(
      HttpServletRequest request, Site site, Account account, Asked asked, @Nullable String once) {
    List<Visit> displaced =
        desk.absences()
            .announce(
                account.actor(),
                site.id(),
                asked.clinician(),
                asked.from(),
                asked.to(),
                asked.kind(),
                once);
    return desk.absences().ahead(site.id()).stream()
        .filter(absence -> absence.starts().equals(asked.from()))
        .filter(absence -> absence.ends().equals(asked.to()))
        .filter(absence -> java.util.Objects.equals(absence.clinicianId(), asked.clinician()))
        .max(java.util.Comparator.comparingLong(Absences.Absence::id))
        .map(
            absence ->
                Pages.next(
                    request,
                    "/absences/" + absence.id(),
                    "The absence is announced. "
                        + DeskWords.counted(displaced.size(), "visit")
                        + (displaced.size() == 1 ? " waits" : " wait")
                        + " for a plan."))
        .orElseThrow();
  }

  @PostMapping("/absences/{id}/withdraw")
  View withdraw(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    Site site = site(account, Form.of(request));
    desk.absences().withdraw(account.actor(), ApiClinic.number("absence", id));
    return Pages.next(
        request,
        "/absences?site=" + site.id(),
        "The absence is taken back: its time offers places again. Visits that were cancelled stay cancelled.");
  }

  private Site site(Account account, Form form) {
    return clinics
        .chosen(account, form.value("site"))
        .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
  }

  private View again(HttpServletRequest request, Site site, Form form, Refused refused) {
    if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
      throw refused;
    }
    return page(request, site, form.refused(refused)).refused();
  }

  private Asked asked(Form form, Site site) {
    List<Problem> problems = new ArrayList<>();
    LocalDate from = day(form, "from", problems);
    LocalDate to = day(form, "to", problems);
    LocalTime fromTime = time(form, "fromTime", problems);
    LocalTime toTime = time(form, "toTime", problems);
    String who = form.value("who");
    if (!who.equals(EVERYBODY)
        && clinicians(site.id()).stream().noneMatch(c -> c.value().equals(who))) {
      problems.add(new Problem("who", "Choose who is away."));
    }
    if (!Absences.KINDS.contains(form.value("kind"))) {
      problems.add(new Problem("kind", "Choose why."));
    }
    if (from == null || to == null || !problems.isEmpty()) {
      throw new Refused(Fault.INPUT, HEADLINE, problems);
    }
    Instant starts =
        from.atTime(fromTime == null ? LocalTime.MIN : fromTime).atZone(site.zoneId()).toInstant();
    Instant ends =
        (toTime == null ? to.plusDays(1).atStartOfDay() : to.atTime(toTime))
            .atZone(site.zoneId())
            .toInstant();
    if (!starts.isBefore(ends)) {
      problems.add(new Problem("to", "The end comes before the beginning. Maybe swap the two."));
    }
    if (to.isAfter(site.dayOf(desk.clock().instant()).plusYears(3))) {
      problems.add(new Problem("to", "An absence ends within three years."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, HEADLINE, problems);
    }
    return new Asked(site, who.equals(EVERYBODY) ? null : who, starts, ends, form.value("kind"));
  }

  private static @Nullable LocalDate day(Form form, String field, List<Problem> problems) {
    try {
      return FormDays.needed(form, field, HEADLINE);
    } catch (Refused refused) {
      problems.addAll(refused.problems());
      return null;
    }
  }

  private static @Nullable LocalTime time(Form form, String field, List<Problem> problems) {
    String typed = form.value(field);
    if (typed.isEmpty()) {
      return null;
    }
    try {
      return LocalTime.parse(typed);
    } catch (DateTimeParseException e) {
      problems.add(new Problem(field, "'" + typed + "' is not a time. Write it as 13:30."));
      return null;
    }
  }

  private String what(Asked asked) {
    String who =
        asked.clinician() == null
            ? "Everybody at " + asked.site().name()
            : clinics.names(asked.site().id()).get(asked.clinician());
    return who
        + ", from "
        + Zones.time(asked.from(), asked.site().zoneId())
        + " to "
        + Zones.time(asked.to(), asked.site().zoneId())
        + ": "
        + asked.kind();
  }

  private List<Choice> clinicians(String siteId) {
    return desk.people().practitioners(siteId).stream()
        .filter(Practitioner::active)
        .map(who -> new Choice(who.id(), who.name()))
        .toList();
  }

  private Page page(HttpServletRequest request, Site site, Form form) {
    Account account = Requests.signedIn(request);
    Map<String, String> names = clinics.names(site.id());
    List<StaffViews.AbsenceLine> lines =
        desk.absences().ahead(site.id()).stream()
            .map(absence -> line(absence, site, names))
            .toList();
    List<StaffViews.AbsenceLine> ended =
        Routes.runs(account.roles())
            ? desk.absences().ended(site.id()).stream()
                .map(absence -> line(absence, site, names))
                .toList()
            : List.of();
    List<Choice> who = new ArrayList<>(clinicians(site.id()));
    who.add(new Choice(EVERYBODY, "Everybody at " + site.name()));
    return pages.page(
        "desk/absences",
        "Absences",
        new StaffViews.Absences(
            clinics.where(account, site, other -> "/absences?site=" + other.id()),
            site.id(),
            lines.isEmpty()
                ? "Nobody is away from now on."
                : DeskWords.counted(lines.size(), "absence") + " now or ahead.",
            lines,
            ended,
            form,
            Routes.runs(account.roles()),
            who,
            Absences.KINDS.stream().map(kind -> new Choice(kind, Words.sentence(kind))).toList()));
  }

  private static StaffViews.AbsenceLine line(
      Absences.Absence absence, Site site, Map<String, String> names) {
    String clinician = absence.clinicianId();
    return new StaffViews.AbsenceLine(
        absence.id(),
        clinician == null ? "Everybody" : names.getOrDefault(clinician, clinician),
        Zones.time(absence.starts(), site.zoneId()),
        Zones.time(absence.ends(), site.zoneId()),
        absence.kind(),
        absence.declaredBy());
  }
}
