package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Visit;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The JSON interface: holding, booking, moving and ending visits. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiVisits {
  private static final String CHANNEL = "interface";

  private final Desk desk;
  private final ApiWords words;

  ApiVisits(Desk desk, ApiWords words) {
    this.desk = desk;
    this.words = words;
  }

  @PostMapping(path = "/holds", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiAnswers.VisitOut> hold(
      HttpServletRequest request, IdempotencyKey key, @Body ApiBodies.TakeIn body) {
    Account account = Requests.signedIn(request);
    Booking booking =
        desk.bookings()
            .hold(
                account.actor(),
                body.order(),
                body.version(),
                body.place().place(),
                body.aside(),
                key.value());
    return made(words.done(account, body.order(), booking));
  }

  @PostMapping("/holds/{id}/keep")
  ResponseEntity<ApiAnswers.VisitOut> keep(HttpServletRequest request, @PathVariable String id) {
    return words.answer(
        HttpStatus.OK, desk.bookings().keep(Requests.signedIn(request).actor(), id));
  }

  @PostMapping("/holds/{id}/release")
  ResponseEntity<ApiAnswers.VisitOut> release(HttpServletRequest request, @PathVariable String id) {
    desk.bookings().release(Requests.signedIn(request).actor(), id);
    return visit(request, id);
  }

  @PostMapping(path = "/holds/{id}/confirm", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiAnswers.VisitOut> confirm(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.ConfirmIn body) {
    Account account = Requests.signedIn(request);
    Visit held = desk.bookings().visit(account.actor(), id);
    Booking booking = desk.bookings().confirm(account.actor(), id, body.aside());
    return words.answer(HttpStatus.OK, words.done(account, held.orderId(), booking));
  }

  @PostMapping(path = "/bookings", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiAnswers.VisitOut> book(
      HttpServletRequest request, IdempotencyKey key, @Body ApiBodies.TakeIn body) {
    Account account = Requests.signedIn(request);
    Booking booking =
        desk.bookings()
            .book(
                account.actor(),
                body.order(),
                body.version(),
                body.place().place(),
                body.aside(),
                key.value(),
                CHANNEL);
    return made(words.done(account, body.order(), booking));
  }

  @GetMapping("/bookings/{id}")
  ResponseEntity<ApiAnswers.VisitOut> visit(HttpServletRequest request, @PathVariable String id) {
    return words.answer(
        HttpStatus.OK, desk.bookings().visit(Requests.signedIn(request).actor(), id));
  }

  @PostMapping(path = "/bookings/{id}/move", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiAnswers.VisitOut> move(
      HttpServletRequest request,
      @PathVariable String id,
      IfMatch seen,
      IdempotencyKey key,
      @Body ApiBodies.MoveIn body) {
    Account account = Requests.signedIn(request);
    Visit old = desk.bookings().visit(account.actor(), id);
    Booking booking =
        seen.edit(
            () ->
                desk.bookings()
                    .move(
                        account.actor(),
                        id,
                        seen.version(),
                        body.place().place(),
                        body.by(),
                        body.reason(),
                        body.aside(),
                        key.value()),
            () -> version(account, id));
    return made(words.done(account, old.orderId(), booking));
  }

  @PostMapping(path = "/bookings/{id}/cancel", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiAnswers.VisitOut> cancel(
      HttpServletRequest request,
      @PathVariable String id,
      IfMatch seen,
      @Body ApiBodies.CancelIn body) {
    Account account = Requests.signedIn(request);
    return edit(
        request,
        id,
        seen,
        () ->
            desk.bookings().cancel(account.actor(), id, seen.version(), body.by(), body.reason()));
  }

  @PostMapping("/bookings/{id}/no-show")
  ResponseEntity<ApiAnswers.VisitOut> noShow(
      HttpServletRequest request, @PathVariable String id, IfMatch seen) {
    Account account = Requests.signedIn(request);
    return edit(
        request, id, seen, () -> desk.bookings().noShow(account.actor(), id, seen.version()));
  }

  @PostMapping("/bookings/{id}/arrive")
  ResponseEntity<ApiAnswers.VisitOut> arrive(
      HttpServletRequest request, @PathVariable String id, IfMatch seen) {
    Account account = Requests.signedIn(request);
    return edit(
        request, id, seen, () -> desk.bookings().arrive(account.actor(), id, seen.version()));
  }

  @PostMapping("/bookings/{id}/attend")
  ResponseEntity<ApiAnswers.VisitOut> attend(
      HttpServletRequest request, @PathVariable String id, IfMatch seen) {
    Account account = Requests.signedIn(request);
    return edit(
        request, id, seen, () -> desk.bookings().attend(account.actor(), id, seen.version()));
  }

  @PostMapping(path = "/series", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiAnswers.VisitList> series(
      HttpServletRequest request, IdempotencyKey key, @Body ApiBodies.SeriesIn body) {
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(
            new ApiAnswers.VisitList(
                words
                    .done(
                        desk.bookings()
                            .series(Requests.signedIn(request).actor(), body.places(), key.value()))
                    .stream()
                    .map(words::visit)
                    .toList()));
  }

  @PostMapping("/waitlist/offers/{id}/accept")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiAnswers.VisitOut> accept(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    Booking booking = desk.earlierTimes().accept(account.actor(), id);
    return made(words.done(account, "", booking));
  }

  @PostMapping(path = "/waitlist/offers/{id}/decline", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.Declined decline(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.DeclineIn body) {
    desk.earlierTimes().decline(Requests.signedIn(request).actor(), id, body.reason());
    return new ApiAnswers.Declined(id, body.reason());
  }

  private ResponseEntity<ApiAnswers.VisitOut> edit(
      HttpServletRequest request, String id, IfMatch seen, Runnable change) {
    Account account = Requests.signedIn(request);
    seen.edit(change, () -> version(account, id));
    return visit(request, id);
  }

  private int version(Account account, String id) {
    return desk.bookings().visit(account.actor(), id).version();
  }

  private ResponseEntity<ApiAnswers.VisitOut> made(Visit visit) {
    return ResponseEntity.created(URI.create("/api/v1/bookings/" + visit.id()))
        .header("ETag", IfMatch.tag(visit.version()))
        .body(words.visit(visit));
  }
}
