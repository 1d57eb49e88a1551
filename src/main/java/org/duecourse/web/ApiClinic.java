package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.desk.Task;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The JSON interface: a clinic's day, tasks, absences and people who work there. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiClinic {
  private static final int MOST_TASKS = 500;
  private static final String SITE = "reference of the clinic";

  private final Desk desk;
  private final Clinics clinics;
  private final ApiWords words;

  ApiClinic(Desk desk, Clinics clinics, ApiWords words) {
    this.desk = desk;
    this.clinics = clinics;
    this.words = words;
  }

  @GetMapping("/sites")
  ApiAnswers.SiteList sites(HttpServletRequest request) {
    return new ApiAnswers.SiteList(
        clinics.of(Requests.signedIn(request)).stream()
            .map(
                site ->
                    new ApiAnswers.SiteOut(
                        site.id(), site.name(), site.zone(), site.calendar(), site.holdMinutes()))
            .toList());
  }

  @GetMapping("/clinicians")
  ApiAnswers.ClinicianList clinicians(
      HttpServletRequest request, @Says(SITE) @RequestParam(defaultValue = "") String site) {
    return new ApiAnswers.ClinicianList(
        desk.people().practitioners(site(request, site).id()).stream()
            .filter(who -> who.active())
            .map(
                who ->
                    new ApiAnswers.ClinicianOut(
                        who.id(), who.name(), who.discipline(), who.languages(), who.sites()))
            .toList());
  }

  @GetMapping("/day")
  ApiAnswers.DayOut day(
      HttpServletRequest request,
      @Says(SITE) @RequestParam(defaultValue = "") String site,
      @Says("the day, as 2026-06-09; today if left out") @RequestParam(defaultValue = "")
          String date) {
    Actor actor = Requests.signedIn(request).actor();
    Site here = site(request, site);
    LocalDate day = date.isEmpty() ? here.dayOf(desk.clock().instant()) : day("date", date);
    ZoneId zone = here.zoneId();
    return new ApiAnswers.DayOut(
        here.id(),
        day,
        here.zone(),
        desk.dayBook().visits(actor, here.id(), day, day).stream()
            .map(
                line ->
                    new ApiAnswers.DayLine(
                        line.visitId(),
                        line.orderId(),
                        line.patientId(),
                        line.patientName(),
                        line.clinicianId(),
                        line.clinicianName(),
                        line.kind(),
                        line.mode(),
                        ApiWords.moment(line.starts(), zone),
                        ApiWords.moment(line.ends(), zone),
                        line.state(),
                        line.inWindow(),
                        line.version()))
            .toList(),
        desk.dayBook().places(here.id(), day, day).stream()
            .map(
                places ->
                    new ApiAnswers.PlacesOut(
                        places.purpose().toLowerCase(Locale.ROOT),
                        places.places(),
                        places.taken(),
                        places.released()))
            .toList());
  }

  @GetMapping("/tasks")
  ApiAnswers.TaskList tasks(
      HttpServletRequest request, @Says(SITE) @RequestParam(defaultValue = "") String site) {
    Site here = site(request, site);
    return new ApiAnswers.TaskList(
        desk.tasks().open(Requests.signedIn(request).actor(), here.id(), MOST_TASKS).stream()
            .map(task -> task(task, here.zoneId()))
            .toList());
  }

  private static ApiAnswers.TaskOut task(Task task, ZoneId zone) {
    return new ApiAnswers.TaskOut(
        task.id(),
        task.kind(),
        task.kind().words(),
        task.pool(),
        task.owner(),
        task.patientId(),
        task.orderId(),
        task.appointmentId(),
        task.why(),
        ApiWords.moment(task.dueAt(), zone),
        task.priority(),
        task.minutes());
  }

  @PostMapping("/tasks/{id}/claim")
  ApiAnswers.Changed claim(HttpServletRequest request, @PathVariable String id) {
    long task = number("task", id);
    desk.tasks().claim(Requests.signedIn(request).actor(), task);
    return new ApiAnswers.Changed(task, "claimed");
  }

  @PostMapping(path = "/tasks/{id}/complete", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.Changed complete(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.CompleteIn body) {
    long task = number("task", id);
    desk.tasks().complete(Requests.signedIn(request).actor(), task, body.outcome());
    return new ApiAnswers.Changed(task, "completed");
  }

  @GetMapping("/absences")
  ApiAnswers.AbsenceList absences(
      HttpServletRequest request, @Says(SITE) @RequestParam(defaultValue = "") String site) {
    Site here = site(request, site);
    return new ApiAnswers.AbsenceList(
        desk.absences().ahead(here.id()).stream()
            .map(
                absence ->
                    new ApiAnswers.AbsenceOut(
                        absence.id(),
                        absence.siteId(),
                        absence.clinicianId(),
                        ApiWords.moment(absence.starts(), here.zoneId()),
                        ApiWords.moment(absence.ends(), here.zoneId()),
                        absence.kind(),
                        absence.declaredBy()))
            .toList());
  }

  @PostMapping(path = "/absences", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiAnswers.VisitList> declare(
      HttpServletRequest request, IdempotencyKey key, @Body ApiBodies.AbsenceIn body) {
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(
            new ApiAnswers.VisitList(
                desk
                    .absences()
                    .declare(
                        Requests.signedIn(request).actor(),
                        body.site(),
                        body.clinician(),
                        body.from().toInstant(),
                        body.to().toInstant(),
                        body.kind(),
                        key.value())
                    .stream()
                    .map(words::visit)
                    .toList()));
  }

  @PostMapping(path = "/absences/displaced", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.VisitList displaced(HttpServletRequest request, @Body ApiBodies.AbsenceIn body) {
    return new ApiAnswers.VisitList(
        desk
            .absences()
            .displaced(
                Requests.signedIn(request).actor(),
                body.site(),
                body.clinician(),
                body.from().toInstant(),
                body.to().toInstant())
            .stream()
            .map(words::visit)
            .toList());
  }

  @PostMapping("/absences/{id}/withdraw")
  ApiAnswers.Changed withdraw(HttpServletRequest request, @PathVariable String id) {
    long absence = number("absence", id);
    desk.absences().withdraw(Requests.signedIn(request).actor(), absence);
    return new ApiAnswers.Changed(absence, "withdrawn");
  }

  private Site site(HttpServletRequest request, String asked) {
    Account account = Requests.signedIn(request);
    if (asked.isEmpty()) {
      throw new ApiRefusal(
          422,
          "Nothing was read.",
          List.of(
              new Problem(
                  "site",
                  "Name the clinic. Yours: "
                      + String.join(", ", clinics.of(account).stream().map(Site::id).toList()))));
    }
    return clinics
        .chosen(account, asked)
        .orElseThrow(() -> Refused.notFound("There is no clinic here."));
  }

  static LocalDate day(String place, String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1900 && day.getYear() <= 9999) {
        return day;
      }
    } catch (DateTimeParseException e) {
      // Said below: a day that no calendar has.
    }
    throw new Refused(
        Fault.INPUT,
        "Nothing was read.",
        List.of(new Problem(place, "That is not a day. Write it as 2026-06-09.")));
  }

  /** A number in an address; anything else is nothing that is there. */
  static long number(String what, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw Refused.notFound("There is no " + what + " with this number that you may see.");
    }
    return Long.parseLong(text);
  }
}
