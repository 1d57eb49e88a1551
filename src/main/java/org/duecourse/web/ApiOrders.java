package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.duecourse.booking.Step;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Orders;
import org.duecourse.desk.Site;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The JSON interface: orders and the times that fit them. */
@RestController
@RequestMapping(path = "/api/v1/orders", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiOrders {
  private final Desk desk;
  private final Clinics clinics;
  private final ApiWords words;

  ApiOrders(Desk desk, Clinics clinics, ApiWords words) {
    this.desk = desk;
    this.clinics = clinics;
    this.words = words;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiAnswers.Made> enter(
      HttpServletRequest request, IdempotencyKey key, @Body ApiBodies.OrderIn body) {
    List<String> made =
        desk.orders().enter(Requests.signedIn(request).actor(), body.order(), key.value());
    return ResponseEntity.created(URI.create("/api/v1/orders/" + made.getFirst()))
        .body(new ApiAnswers.Made(made));
  }

  @GetMapping("/{id}")
  ResponseEntity<ApiAnswers.OrderOut> order(HttpServletRequest request, @PathVariable String id) {
    return answer(request, id, HttpStatus.OK);
  }

  @PostMapping(path = "/{id}/extend", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiAnswers.OrderOut> extend(
      HttpServletRequest request,
      @PathVariable String id,
      IfMatch seen,
      @Body ApiBodies.ExtendIn body) {
    Account account = Requests.signedIn(request);
    seen.edit(
        () ->
            desk.orders().extend(account.actor(), id, seen.version(), body.latest(), body.reason()),
        () -> version(account, id));
    return answer(request, id, HttpStatus.OK);
  }

  @PostMapping(path = "/{id}/supersede", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiAnswers.OrderOut> supersede(
      HttpServletRequest request,
      @PathVariable String id,
      IfMatch seen,
      @Body ApiBodies.OrderIn body) {
    Account account = Requests.signedIn(request);
    String made =
        seen.edit(
            () -> desk.orders().supersede(account.actor(), id, seen.version(), body.order()),
            () -> version(account, id));
    return answer(request, made, HttpStatus.CREATED);
  }

  @PostMapping(path = "/{id}/close", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiAnswers.OrderOut> close(
      HttpServletRequest request,
      @PathVariable String id,
      IfMatch seen,
      @Body ApiBodies.CloseIn body) {
    Account account = Requests.signedIn(request);
    seen.edit(
        () -> desk.orders().close(account.actor(), id, seen.version(), body.reason()),
        () -> version(account, id));
    return answer(request, id, HttpStatus.OK);
  }

  @PostMapping(path = "/{id}/earlier", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiAnswers.OrderOut> earlier(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.EarlierIn body) {
    desk.orders().wantEarlier(Requests.signedIn(request).actor(), id, body.wanted(), body.hours());
    return answer(request, id, HttpStatus.OK);
  }

  @PostMapping(path = "/{id}/proposals", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.ProposalList proposals(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.ProposalsIn body) {
    Account account = Requests.signedIn(request);
    requireOwn(account, body.sites());
    Step step = body.step();
    return words.proposals(
        desk.searching()
            .find(
                account.actor(),
                id,
                body.wishes(),
                body.sites(),
                step == null ? Step.IN_WINDOW : step));
  }

  @PostMapping(path = "/{id}/offers", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiAnswers.OrderOut> offered(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.OfferedIn body) {
    desk.earlierTimes()
        .record(
            Requests.signedIn(request).actor(),
            id,
            body.place().place(),
            body.answer(),
            body.reason());
    return answer(request, id, HttpStatus.OK);
  }

  private void requireOwn(Account account, Set<String> sites) {
    Set<String> own = clinics.of(account).stream().map(Site::id).collect(Collectors.toSet());
    List<Problem> problems =
        new TreeSet<>(sites)
            .stream()
                .filter(site -> !own.contains(site))
                .map(
                    site ->
                        new Problem(
                            "otherSites", "There is no clinic " + site + " that you may see."))
                .toList();
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "Nothing was looked for.", problems);
    }
  }

  private int version(Account account, String id) {
    return desk.orders().order(account.actor(), id).version();
  }

  private ResponseEntity<ApiAnswers.OrderOut> answer(
      HttpServletRequest request, String id, HttpStatus status) {
    Orders.History history = desk.orders().history(Requests.signedIn(request).actor(), id);
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status).header("ETag", IfMatch.tag(history.order().version()));
    if (status == HttpStatus.CREATED) {
      answer.location(URI.create("/api/v1/orders/" + id));
    }
    return answer.body(words.order(history));
  }
}
