package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.duecourse.absence.Deviations;
import org.duecourse.absence.NewTimes;
import org.duecourse.absence.RebookRuns;
import org.duecourse.absence.Run;
import org.duecourse.absence.RunLine;
import org.duecourse.absence.StrikeReport;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Visit;
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

/** The JSON interface: absences that are announced, and plans for their visits. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiPlans {
  private final Desk desk;
  private final RebookRuns runs;
  private final NewTimes times;
  private final Deviations deviations;
  private final ApiWords words;

  ApiPlans(Desk desk, RebookRuns runs, NewTimes times, Deviations deviations, ApiWords words) {
    this.deviations = deviations;
    this.times = times;
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

  @GetMapping("/absences/{id}/report")
  ApiAnswers.StrikeReportOut report(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String day) {
    Actor actor = Requests.signedIn(request).actor();
    long absence = ApiClinic.number("absence", id);
    StrikeReport report = deviations.report(actor, absence, StrikePages.day(day));
    String site = desk.absences().absence(actor, absence).siteId();
    return new ApiAnswers.StrikeReportOut(
        report.absence(),
        report.day(),
        ApiWords.momentOrNull(report.keptAt(), site == null ? ZoneOffset.UTC : words.zone(site)),
        report.source(),
        report.waiting(),
        report.moved(),
        report.counts().stream()
            .map(each -> new ApiAnswers.PromiseOut(each.rule(), each.says(), each.broken()))
            .toList(),
        report.lines().stream()
            .map(
                each ->
                    new ApiAnswers.DeviationOut(
                        each.rule(), each.orderId(), each.since(), each.daysLate()))
            .toList(),
        deviations.days(actor, absence));
  }

  @PostMapping(path = "/absences/{id}/rebook-runs", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiAnswers.PlanOut> draft(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.PlanIn body) {
    Run run =
        runs.draft(
            Requests.signedIn(request).actor(), ApiClinic.number("absence", id), body.places());
    return ResponseEntity.created(URI.create("/api/v1/rebook-runs/" + run.id()))
        .header("ETag", IfMatch.tag(run.version()))
        .body(answer(run));
  }

  @GetMapping("/rebook-runs/{plan}")
  ResponseEntity<ApiAnswers.PlanOut> read(HttpServletRequest request, @PathVariable String plan) {
    return tagged(runs.run(Requests.signedIn(request).actor(), ApiClinic.number("plan", plan)));
  }

  private ResponseEntity<ApiAnswers.PlanOut> tagged(Run run) {
    return ResponseEntity.ok().header("ETag", IfMatch.tag(run.version())).body(answer(run));
  }

  private <T> T edit(HttpServletRequest request, String plan, IfMatch seen, PlanEdit<T> change) {
    Actor actor = Requests.signedIn(request).actor();
    long id = ApiClinic.number("plan", plan);
    return seen.edit(
        () -> change.of(actor, id, seen.version()), () -> runs.run(actor, id).version());
  }

  /** A change of a plan by somebody who has seen a version of it. */
  private interface PlanEdit<T> {
    T of(Actor actor, long plan, int version);
  }

  @PostMapping(path = "/rebook-runs/{plan}/lines", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiAnswers.PlanOut> decide(
      HttpServletRequest request,
      @PathVariable String plan,
      IfMatch seen,
      @Body ApiBodies.PlanLineIn body) {
    return tagged(
        edit(
            request,
            plan,
            seen,
            (actor, id, version) -> runs.decide(actor, id, version, body.change())));
  }

  @PostMapping("/rebook-runs/{plan}/approve")
  ResponseEntity<ApiAnswers.PlanOut> approve(
      HttpServletRequest request, @PathVariable String plan, IfMatch seen) {
    return tagged(edit(request, plan, seen, runs::approve));
  }

  @PostMapping("/rebook-runs/{plan}/apply")
  ApiAnswers.PlanAppliedOut apply(
      HttpServletRequest request, @PathVariable String plan, IfMatch seen) {
    RebookRuns.Applied applied = edit(request, plan, seen, runs::apply);
    Run next = applied.next();
    return new ApiAnswers.PlanAppliedOut(
        applied.moved(), applied.lost(), answer(applied.run()), next == null ? null : next.id());
  }

  @GetMapping("/bookings/{id}/new-times")
  ResponseEntity<ApiAnswers.NewTimesOut> newTimes(
      HttpServletRequest request, @PathVariable String id) {
    NewTimes.Told told = times.of(Requests.signedIn(request).actor(), id);
    return ResponseEntity.ok()
        .header("ETag", IfMatch.tag(told.visit().version()))
        .body(
            new ApiAnswers.NewTimesOut(
                words.visit(told.visit()), told.next().stream().map(this::newTime).toList()));
  }

  private ApiAnswers.NewTimeOut newTime(NewTimes.Other other) {
    return new ApiAnswers.NewTimeOut(
        other.place(),
        ApiWords.moment(other.at().start(), words.zone(other.at().siteId())),
        other.at().clinicianId(),
        other.at().siteId(),
        other.daysOut());
  }

  @PostMapping(path = "/bookings/{id}/new-time", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiAnswers.VisitOut> newTime(
      HttpServletRequest request,
      @PathVariable String id,
      IfMatch seen,
      @Body ApiBodies.NewTimeIn body) {
    Actor actor = Requests.signedIn(request).actor();
    String reason = body.reason();
    Visit visit =
        seen.edit(
            () ->
                body.agreed()
                    ? times.agree(actor, id, seen.version())
                    : times.decline(
                        actor, id, seen.version(), reason == null ? "" : reason, body.place()),
            () -> desk.bookings().visit(actor, id).version());
    return words.answer(HttpStatus.OK, visit);
  }

  private ApiAnswers.PlanOut answer(Run run) {
    return new ApiAnswers.PlanOut(
        run.id(),
        run.absenceId(),
        run.state().name().toLowerCase(Locale.ROOT),
        run.version(),
        run.approvedBy(),
        run.notes(),
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
        line.movedBefore() && line.agreedAt() == null,
        line.result(),
        line.lostWhy(),
        line.movedTo(),
        others);
  }
}
