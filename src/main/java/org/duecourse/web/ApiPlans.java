package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.duecourse.absence.RebookRuns;
import org.duecourse.absence.Run;
import org.duecourse.absence.RunLine;
import org.duecourse.desk.Desk;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The JSON interface: absences that are announced, and plans for their visits. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiPlans {
  private final Desk desk;
  private final RebookRuns runs;
  private final ApiWords words;

  ApiPlans(Desk desk, RebookRuns runs, ApiWords words) {
    this.desk = desk;
    this.runs = runs;
    this.words = words;
  }

  @PostMapping(path = "/absences/announced", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ApiAnswers.VisitList announce(
      HttpServletRequest request, IdempotencyKey key, @Body ApiBodies.AbsenceIn body) {
    return new ApiAnswers.VisitList(
        desk
            .absences()
            .announce(
                Requests.signedIn(request).actor(),
                body.site(),
                body.clinician(),
                body.from().toInstant(),
                body.to().toInstant(),
                body.kind(),
                key.value())
            .stream()
            .map(words::visit)
            .toList());
  }

  @PostMapping(path = "/absences/{id}/rebook-runs", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ApiAnswers.PlanOut draft(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.PlanIn body) {
    return answer(
        runs.draft(
            Requests.signedIn(request).actor(), ApiClinic.number("absence", id), body.places()));
  }

  @GetMapping("/rebook-runs/{plan}")
  ApiAnswers.PlanOut read(HttpServletRequest request, @PathVariable String plan) {
    return answer(runs.run(Requests.signedIn(request).actor(), ApiClinic.number("plan", plan)));
  }

  @PostMapping(path = "/rebook-runs/{plan}/lines", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.PlanOut decide(
      HttpServletRequest request, @PathVariable String plan, @Body ApiBodies.PlanLineIn body) {
    return answer(
        runs.decide(
            Requests.signedIn(request).actor(),
            ApiClinic.number("plan", plan),
            body.visit(),
            body.decision(),
            body.place()));
  }

  @PostMapping("/rebook-runs/{plan}/apply")
  ApiAnswers.PlanAppliedOut apply(HttpServletRequest request, @PathVariable String plan) {
    RebookRuns.Applied applied =
        runs.apply(Requests.signedIn(request).actor(), ApiClinic.number("plan", plan), 0);
    Run next = applied.next();
    return new ApiAnswers.PlanAppliedOut(
        applied.moved(), applied.lost(), answer(applied.run()), next == null ? null : next.id());
  }

  private ApiAnswers.PlanOut answer(Run run) {
    return new ApiAnswers.PlanOut(
        run.id(),
        run.absenceId(),
        run.state(),
        run.reserve(),
        run.points(),
        run.least(),
        run.prices().stream()
            .map(
                price ->
                    new ApiAnswers.PriceOut(
                        price.reserve(),
                        price.inTime(),
                        price.late(),
                        price.unplaced(),
                        price.points()))
            .toList(),
        run.lines().stream().map(this::line).toList());
  }

  private ApiAnswers.PlanLineOut line(RunLine line) {
    List<ApiAnswers.OtherPlaceOut> others =
        line.alternatives().stream()
            .map(
                other ->
                    new ApiAnswers.OtherPlaceOut(
                        other.place(),
                        ApiWords.moment(other.starts(), words.zone(other.siteId())),
                        other.clinicianId(),
                        other.siteId(),
                        other.extra()))
            .toList();
    String site = line.newSiteId();
    return new ApiAnswers.PlanLineOut(
        line.rank(),
        line.visitId(),
        line.orderId(),
        line.place(),
        site == null ? null : ApiWords.momentOrNull(line.newStarts(), words.zone(site)),
        line.newClinicianId(),
        site,
        line.daysOut(),
        line.why(),
        line.decision(),
        line.result(),
        line.movedTo(),
        others);
  }
}
