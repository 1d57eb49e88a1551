package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.LocalDate;
import java.util.OptionalInt;
import org.duecourse.crisis.Crisis;
import org.duecourse.crisis.CrisisRequest;
import org.duecourse.crisis.Reserve;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
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

/** The JSON interface: people in a crisis, who answers them, and the time kept for them. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiCrisis {
  private final Desk desk;
  private final Clinics clinics;
  private final Crisis crisis;
  private final Reserve reserve;

  ApiCrisis(Desk desk, Clinics clinics, Crisis crisis, Reserve reserve) {
    this.desk = desk;
    this.clinics = clinics;
    this.crisis = crisis;
    this.reserve = reserve;
  }

  private static Actor actor(HttpServletRequest request) {
    return Requests.signedIn(request).actor();
  }

  private Site site(HttpServletRequest request, String asked) {
    return clinics
        .chosen(Requests.signedIn(request), asked)
        .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
  }

  @GetMapping("/crises")
  ApiAnswers.CrisisList queue(
      HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    Site here = site(request, site);
    return new ApiAnswers.CrisisList(
        crisis.queue(actor(request), here.id()).stream().map(each -> out(each, here)).toList());
  }

  private static ApiAnswers.CrisisOut out(CrisisRequest each, Site site) {
    return new ApiAnswers.CrisisOut(
        each.id(),
        each.siteId(),
        each.patientId(),
        each.patientId() == null ? each.caller() : null,
        each.channel(),
        each.urgency(),
        ApiWords.moment(each.receivedAt(), site.zoneId()),
        ApiWords.moment(each.dueAt(), site.zoneId()),
        ApiWords.momentOrNull(each.contactedAt(), site.zoneId()),
        each.orderId());
  }

  @PostMapping(path = "/crises", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiAnswers.CrisisChanged> enter(
      HttpServletRequest request, IdempotencyKey key, @Body ApiBodies.CrisisIn body) {
    String caller = body.caller();
    String id =
        crisis.enter(
            actor(request),
            new Crisis.NewRequest(
                body.site(),
                body.patient(),
                caller == null ? "" : caller,
                body.channel(),
                body.urgency()),
            key.value());
    return ResponseEntity.created(URI.create("/api/v1/crises/" + id))
        .body(new ApiAnswers.CrisisChanged(id, "entered", null));
  }

  @PostMapping("/crises/{id}/contact")
  ApiAnswers.CrisisChanged contact(HttpServletRequest request, @PathVariable String id) {
    crisis.contacted(actor(request), id);
    return new ApiAnswers.CrisisChanged(id, "contacted", null);
  }

  @PostMapping("/crises/{id}/seen")
  ApiAnswers.CrisisChanged seen(HttpServletRequest request, @PathVariable String id) {
    crisis.seen(actor(request), id);
    return new ApiAnswers.CrisisChanged(id, "seen", null);
  }

  @PostMapping(path = "/crises/{id}/transfer", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.CrisisChanged transfer(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.TransferIn body) {
    crisis.transferred(actor(request), id, body.to(), body.acceptedBy());
    return new ApiAnswers.CrisisChanged(id, "transferred", null);
  }

  @PostMapping(path = "/crises/{id}/known", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.CrisisChanged known(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.KnownIn body) {
    crisis.known(actor(request), id, body.patient());
    return new ApiAnswers.CrisisChanged(id, "known", null);
  }

  @PostMapping(path = "/crises/{id}/order", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ApiAnswers.CrisisChanged order(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.AfterCrisisIn body) {
    String order = crisis.orderReturn(actor(request), id, body.clinician());
    return new ApiAnswers.CrisisChanged(id, "ordered", order);
  }

  @GetMapping("/cover")
  ApiAnswers.CoverList cover(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String day) {
    Site here = site(request, site);
    LocalDate asked = StrikePages.day(day);
    LocalDate on = asked == null ? here.dayOf(desk.clock().instant()) : asked;
    return new ApiAnswers.CoverList(
        here.id(),
        on,
        crisis.cover(here.id(), on).stream()
            .map(
                piece ->
                    new ApiAnswers.CoverOut(
                        ApiWords.moment(piece.from(), here.zoneId()),
                        ApiWords.moment(piece.to(), here.zoneId()),
                        piece.clinicians()))
            .toList());
  }

  @PostMapping(path = "/cover", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.CoverList name(HttpServletRequest request, @Body ApiBodies.CoverIn body) {
    Site here = site(request, body.site());
    crisis.name(
        actor(request),
        here.id(),
        body.clinician(),
        body.from().toInstant(),
        body.to().toInstant(),
        body.how(),
        body.count());
    return cover(request, here.id(), here.dayOf(body.from().toInstant()).toString());
  }

  @GetMapping("/reserve")
  ApiAnswers.ReserveOut reserve(
      HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    return reserve(site(request, site).id());
  }

  private ApiAnswers.ReserveOut reserve(String site) {
    OptionalInt floor = reserve.floorMinutes(site);
    return new ApiAnswers.ReserveOut(site, floor.isPresent() ? floor.getAsInt() : null);
  }

  @PostMapping(path = "/reserve", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.ReserveOut keep(HttpServletRequest request, @Body ApiBodies.ReserveIn body) {
    Site here = site(request, body.site());
    reserve.keep(actor(request), here.id(), body.minutes());
    return reserve(here.id());
  }
}
