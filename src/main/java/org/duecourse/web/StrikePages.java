package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.duecourse.absence.Deviations;
import org.duecourse.absence.StrikeReport;
import org.duecourse.desk.Absences;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * The daily report of a strike: every promise to a person that is not kept, now or that evening.
 */
@Controller
class StrikePages {
  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final Deviations deviations;

  StrikePages(Pages pages, Desk desk, Clinics clinics, Deviations deviations) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.deviations = deviations;
  }

  /** A day as it stands in an address; "" is now. */
  static @Nullable LocalDate day(String asked) {
    if (asked.isEmpty()) {
      return null;
    }
    try {
      return LocalDate.parse(asked);
    } catch (DateTimeParseException e) {
      throw Refused.input("A day is written as 2026-06-09.");
    }
  }

  @GetMapping("/absences/{id}/report")
  View show(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String day) {
    Actor actor = Requests.signedIn(request).actor();
    long absence = ApiClinic.number("absence", id);
    StrikeReport report = deviations.report(actor, absence, day(day));
    Absences.Absence of = desk.absences().absence(actor, absence);
    return pages.page(
        "absence/report",
        "Report of " + Zones.day(report.day()),
        new PlanViews.Report(
            absence,
            what(of, request),
            DeskWords.counted(report.waiting(), "person").replace("persons", "people")
                + (report.waiting() == 1 ? " has" : " have")
                + " lost a visit and have no other; "
                + report.moved()
                + (report.moved() == 1 ? " has" : " have")
                + " another. "
                + report.lines().size()
                + (report.keptAt() == null
                    ? " promises are not kept now."
                    : " promises were not kept."),
            kept(report, of, request),
            report.source(),
            report.counts().stream()
                .map(
                    each ->
                        new PlanViews.RuleLine(
                            Words.sentence(each.says()), String.valueOf(each.broken())))
                .toList(),
            report.lines().stream().map(StrikePages::line).toList(),
            links(deviations.days(actor, absence), absence),
            report.keptAt() == null ? "" : "?day=" + report.day()));
  }

  private String what(Absences.Absence absence, HttpServletRequest request) {
    return new PlanSheet(clinics).what(absence, site(absence, request));
  }

  private Site site(Absences.Absence absence, HttpServletRequest request) {
    String site = absence.siteId();
    return site == null
        ? clinics
            .chosen(Requests.signedIn(request), "")
            .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."))
        : clinics.site(site);
  }

  private String kept(StrikeReport report, Absences.Absence absence, HttpServletRequest request) {
    Instant at = report.keptAt();
    return at == null
        ? "As things stand now. Each evening from 5 p.m. on the report of the day is kept, and is not changed after that."
        : "Kept " + Zones.time(at, site(absence, request).zoneId()) + "; never changed since.";
  }

  private static List<DeskViews.Link> links(List<LocalDate> days, long absence) {
    return days.stream()
        .map(
            day ->
                new DeskViews.Link("/absences/" + absence + "/report?day=" + day, Zones.day(day)))
        .toList();
  }

  private static PlanViews.DeviationLine line(StrikeReport.Line each) {
    return new PlanViews.DeviationLine(
        each.orderId(),
        Words.sentence(each.says()),
        Zones.day(each.since()),
        each.daysLate() == 0
            ? ""
            : "the next visit is " + DeskWords.counted(each.daysLate(), "day") + " late");
  }

  @GetMapping("/absences/{id}/report.csv")
  ResponseEntity<String> csv(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String day) {
    StrikeReport report =
        deviations.report(
            Requests.signedIn(request).actor(), ApiClinic.number("absence", id), day(day));
    CsvAnswer csv = new CsvAnswer("day", "order", "rule", "not_kept_since", "days_late");
    report
        .lines()
        .forEach(
            each ->
                csv.row(
                    report.day(),
                    each.orderId(),
                    each.rule(),
                    each.since(),
                    each.daysLate() == 0 ? null : each.daysLate()));
    return csv.named("strike-" + report.absence() + "-" + report.day());
  }
}
