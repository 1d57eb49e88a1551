package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/** The audit: who did what when, filtered; reading it is in it too. */
@Controller
class AuditPages {
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

  /** The most acts of one file; a narrower filter has the others. */
  private static final int MOST_IN_FILE = 5_000;

  private static final LocalDate LAST = LocalDate.of(9999, 1, 1);

  private final Pages pages;
  private final AuditLog audit;
  private final Zones zones;

  AuditPages(Pages pages, AuditLog audit, Zones zones) {
    this.pages = pages;
    this.audit = audit;
    this.zones = zones;
  }

  @GetMapping("/audit")
  View list(HttpServletRequest request) {
    Account reader = Requests.signedIn(request);
    ZoneId zone = zones.of(reader);
    Form form = Form.of(request);
    AuditFilter filter;
    try {
      filter = filter(form, zone);
    } catch (Refused refused) {
      return pages
          .page("audit", "Audit", new Views.AuditList(form.refused(refused), List.of(), "", ""))
          .refused();
    }
    List<AuditEntry> found = audit.read(filter, AuditLog.PAGE + 1);
    audit.add(reader.actor(), "audit.read", "audit", asked(form));
    List<AuditEntry> shown = found.subList(0, Math.min(AuditLog.PAGE, found.size()));
    String older = found.size() > AuditLog.PAGE ? address(form, shown.getLast().id()) : "";
    return pages.page(
        "audit",
        "Audit",
        new Views.AuditList(
            form,
            shown.stream().map(entry -> line(entry, zone)).toList(),
            older,
            address("/audit.csv", form)));
  }

  /** The acts of the page as a file, the latest first. */
  @GetMapping("/audit.csv")
  ResponseEntity<String> csv(HttpServletRequest request) {
    Account reader = Requests.signedIn(request);
    ZoneId zone = zones.of(reader);
    Form form = Form.of(request);
    List<AuditEntry> found = audit.read(filter(form, zone), MOST_IN_FILE);
    audit.add(reader.actor(), "audit.read", "audit", asked(form));
    CsvAnswer csv =
        new CsvAnswer(
            "number",
            "at",
            "account",
            "roles",
            "action",
            "subject",
            "patient_id",
            "done",
            "detail");
    found.forEach(
        entry ->
            csv.row(
                entry.id(),
                entry.at(),
                entry.actor(),
                entry.role(),
                entry.action(),
                entry.subject(),
                entry.patientId(),
                AuditWords.act(entry.action(), entry.subject()),
                AuditWords.detail(entry.detail(), zone)));
    return csv.named("audit");
  }

  private AuditFilter filter(Form form, ZoneId zone) {
    List<Problem> problems = new ArrayList<>();
    LocalDate from = day(form, "from", FIRST, problems);
    LocalDate to = day(form, "to", LAST, problems);
    if (problems.isEmpty() && to.isBefore(from)) {
      problems.add(
          new Problem("to", "The last day is before the first. Maybe the two are swapped."));
    }
    long before = Long.MAX_VALUE;
    String typed = form.value("before");
    if (!typed.isEmpty()) {
      try {
        before = Long.parseLong(typed);
      } catch (NumberFormatException e) {
        problems.add(new Problem("", typed + " is not the number of an act."));
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The audit was not read.", problems);
    }
    return new AuditFilter(
        form.value("actor"),
        form.value("action"),
        form.value("subject"),
        form.value("patient"),
        from.atStartOfDay(zone).toInstant(),
        to.plusDays(1).atStartOfDay(zone).toInstant(),
        before);
  }

  private static LocalDate day(
      Form form, String field, LocalDate otherwise, List<Problem> problems) {
    String typed = form.value(field);
    if (typed.isEmpty()) {
      return otherwise;
    }
    try {
      LocalDate day = LocalDate.parse(typed);
      if (day.isBefore(FIRST) || day.isAfter(LAST)) {
        throw new DateTimeParseException("outside", typed, 0);
      }
      return day;
    } catch (DateTimeParseException e) {
      problems.add(new Problem(field, typed + " is not a day. Write it as 2026-06-09."));
      return otherwise;
    }
  }

  /** What was asked for, for the audit of the audit. */
  private static Map<String, Object> asked(Form form) {
    Map<String, Object> asked = new LinkedHashMap<>();
    for (String field : List.of("actor", "action", "subject", "patient", "from", "to")) {
      if (!form.value(field).isEmpty()) {
        asked.put(field, form.value(field));
      }
    }
    return asked;
  }

  private static String address(Form form, long before) {
    return builder("/audit", form)
        .queryParam("before", before)
        .encode()
        .buildAndExpand(asked(form))
        .toUriString();
  }

  private static String address(String path, Form form) {
    return builder(path, form).encode().buildAndExpand(asked(form)).toUriString();
  }

  private static UriComponentsBuilder builder(String path, Form form) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
    asked(form).forEach((field, value) -> address.queryParam(field, "{" + field + "}"));
    return address;
  }

  private static Views.AuditLine line(AuditEntry entry, ZoneId zone) {
    String patient = entry.patientId();
    return new Views.AuditLine(
        Zones.time(entry.at(), zone),
        entry.actor(),
        entry.role(),
        AuditWords.act(entry.action(), entry.subject()),
        entry.action(),
        entry.subject(),
        patient == null ? "nobody's" : patient,
        AuditWords.detail(entry.detail(), zone));
  }
}
