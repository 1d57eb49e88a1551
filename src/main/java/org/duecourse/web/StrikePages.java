package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.duecourse.absence.Deviations;
import org.duecourse.absence.StrikeRules;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/** The daily report of a strike: every promise to a person that is not kept today. */
@Controller
class StrikePages {
  private final Pages pages;
  private final Deviations deviations;

  StrikePages(Pages pages, Deviations deviations) {
    this.pages = pages;
    this.deviations = deviations;
  }

  private Deviations.Report report(HttpServletRequest request, String id) {
    return deviations.report(Requests.signedIn(request).actor(), ApiClinic.number("absence", id));
  }

  @GetMapping("/absences/{id}/report")
  View show(HttpServletRequest request, @PathVariable String id) {
    Deviations.Report report = report(request, id);
    List<PlanViews.RuleLine> rules =
        report.rules().rules().stream()
            .map(
                rule ->
                    new PlanViews.RuleLine(
                        Words.sentence(rule.says()), String.valueOf(report.count(rule))))
            .toList();
    return pages.page(
        "absence/report",
        "Report of " + Zones.day(report.day()),
        new PlanViews.Report(
            report.absence().id(),
            Words.sentence(report.absence().kind()),
            DeskWords.counted(report.waiting(), "person").replace("persons", "people")
                + (report.waiting() == 1 ? " has" : " have")
                + " lost a visit and have no other; "
                + report.deviations().size()
                + " promises are not kept today.",
            report.rules().source() + ". " + report.rules().evidence(),
            rules,
            report.deviations().stream().map(StrikePages::line).toList()));
  }

  private static PlanViews.DeviationLine line(StrikeRules.Deviation each) {
    return new PlanViews.DeviationLine(
        each.orderId(), Words.sentence(each.rule().says()), Zones.day(each.since()));
  }

  @GetMapping("/absences/{id}/report.csv")
  ResponseEntity<String> csv(HttpServletRequest request, @PathVariable String id) {
    Deviations.Report report = report(request, id);
    CsvAnswer csv = new CsvAnswer("day", "order", "rule", "not_kept_since");
    report
        .deviations()
        .forEach(
            each ->
                csv.row(
                    report.day(),
                    each.orderId(),
                    each.rule().kind().name().toLowerCase(java.util.Locale.ROOT),
                    each.since()));
    return csv.named("strike-" + report.absence().id() + "-" + report.day());
  }
}
