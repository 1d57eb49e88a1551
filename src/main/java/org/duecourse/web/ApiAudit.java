package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The JSON interface: the audit, page by page. Reading it is in it too. */
@RestController
class ApiAudit {
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9998, 12, 31);

  private final AuditLog audit;
  private final Zones zones;

  ApiAudit(AuditLog audit, Zones zones) {
    this.audit = audit;
    this.zones = zones;
  }

  @GetMapping(path = "/api/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.AuditPage acts(
      HttpServletRequest request,
      @Says("only by this account") @RequestParam(defaultValue = "") String actor,
      @Says("only acts that begin so, such as visit.") @RequestParam(defaultValue = "")
          String action,
      @Says("only to this subject, such as order:R-2041") @RequestParam(defaultValue = "")
          String subject,
      @Says("only about this patient") @RequestParam(defaultValue = "") String patient,
      @Says("from this day on") @RequestParam(defaultValue = "") String from,
      @Says("up to this day, which is included") @RequestParam(defaultValue = "") String to,
      @Says("only acts numbered below: 'next' of the page before") @RequestParam(defaultValue = "")
          String before) {
    Account reader = Requests.signedIn(request);
    ZoneId zone = zones.of(reader);
    AuditFilter filter =
        new AuditFilter(
            actor,
            action,
            subject,
            patient,
            (from.isEmpty() ? FIRST : ApiClinic.day("from", from)).atStartOfDay(zone).toInstant(),
            (to.isEmpty() ? LAST : ApiClinic.day("to", to))
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant(),
            before.isEmpty() ? Long.MAX_VALUE : ApiClinic.number("act", before));
    List<AuditEntry> found = audit.read(filter, AuditLog.PAGE + 1);
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("by", "interface");
    for (String name : List.of("actor", "action", "subject", "patient", "from", "to")) {
      String value = request.getParameter(name);
      if (value != null && !value.isEmpty()) {
        asked.put(name, value);
      }
    }
    audit.add(reader.actor(), "audit.read", "audit", asked);
    List<AuditEntry> shown = found.subList(0, Math.min(AuditLog.PAGE, found.size()));
    return new ApiAnswers.AuditPage(
        shown.stream()
            .map(
                act ->
                    new ApiAnswers.ActOut(
                        act.id(),
                        ApiWords.moment(act.at(), zone),
                        act.actor(),
                        act.role(),
                        act.action(),
                        act.subject(),
                        act.patientId(),
                        act.detail()))
            .toList(),
        found.size() > AuditLog.PAGE ? shown.getLast().id() : null);
  }
}
