package org.duecourse.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.booking.Found;
import org.duecourse.booking.Merit;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Proposal;
import org.duecourse.booking.Step;
import org.duecourse.booking.WhyNotEarlier;
import org.duecourse.booking.Wishes;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Order;
import org.duecourse.desk.Orders;
import org.duecourse.desk.Searching;
import org.duecourse.desk.Visit;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Turns what the desk knows into what the JSON interface answers. */
final class ApiWords {
  private static final int MOST_EARLIER = 200;

  private final Desk desk;
  private final Clinics clinics;

  ApiWords(Desk desk, Clinics clinics) {
    this.desk = desk;
    this.clinics = clinics;
  }

  static ApiAnswers.Moment moment(Instant at, ZoneId zone) {
    return new ApiAnswers.Moment(OffsetDateTime.ofInstant(at, zone), zone.getId());
  }

  static ApiAnswers.@Nullable Moment momentOrNull(@Nullable Instant at, ZoneId zone) {
    return at == null ? null : moment(at, zone);
  }

  ZoneId zone(String siteId) {
    return clinics.site(siteId).zoneId();
  }

  ApiAnswers.VisitOut visit(Visit visit) {
    ZoneId zone = zone(visit.siteId());
    return new ApiAnswers.VisitOut(
        visit.id(),
        visit.orderId(),
        visit.patientId(),
        visit.clinicianId(),
        visit.siteId(),
        visit.roomId(),
        visit.seat(),
        visit.kind(),
        visit.mode(),
        moment(visit.starts(), zone),
        moment(visit.ends(), zone),
        visit.state(),
        momentOrNull(visit.holdUntil(), zone),
        visit.inWindow(),
        visit.daysOut(),
        visit.overrideReason(),
        visit.overrideBy(),
        visit.replaces(),
        visit.cancelReason(),
        visit.version());
  }

  /** A visit as an answer, with its version as the ETag. */
  ResponseEntity<ApiAnswers.VisitOut> answer(HttpStatus status, Visit visit) {
    return ResponseEntity.status(status)
        .header("ETag", IfMatch.tag(visit.version()))
        .body(visit(visit));
  }

  ApiAnswers.OrderOut order(Orders.History history) {
    Order order = history.order();
    ZoneId zone = zone(order.siteId());
    return new ApiAnswers.OrderOut(
        order.id(),
        order.kind(),
        order.patientId(),
        order.siteId(),
        moment(order.orderedAt(), zone),
        order.orderedBy(),
        order.clinicianId(),
        order.anchor(),
        order.earliest(),
        order.target(),
        order.latest(),
        order.orderedLatest(),
        order.legalLimit(),
        order.legalRule(),
        order.weight(),
        order.harmProfile(),
        order.continuity(),
        order.discipline(),
        order.language(),
        order.mode(),
        order.minutes(),
        order.urgency(),
        order.seriesId(),
        order.earlierList(),
        order.state(),
        order.closeReason(),
        order.supersedes(),
        order.version(),
        history.visits().stream().map(this::visit).toList(),
        history.extensions().stream()
            .map(
                extension ->
                    new ApiAnswers.ExtensionOut(
                        extension.author(),
                        moment(extension.at(), zone),
                        extension.reason(),
                        extension.fromLatest(),
                        extension.toLatest()))
            .toList());
  }

  ApiAnswers.ProposalList proposals(Searching.Result result) {
    Found found = result.found();
    return new ApiAnswers.ProposalList(
        found.step(),
        found.from(),
        found.to(),
        found.fitting(),
        found.proposals().stream().map(this::proposal).toList(),
        found.whyNotEarlier().words(),
        count(found.whyNotEarlier().inWindow()),
        count(found.whyNotEarlier().beforeWindow()),
        result.earlier().stream()
            .limit(MOST_EARLIER)
            .map(
                earlier -> {
                  ZoneId zone = zone(earlier.opening().siteId());
                  return new ApiAnswers.EarlierOut(
                      earlier.opening().clinician().id(),
                      earlier.opening().siteId(),
                      moment(earlier.opening().start(), zone),
                      earlier.reasons().stream()
                          .map(
                              reason ->
                                  new ApiAnswers.RuleUntil(
                                      reason.rule(),
                                      reason.rule().words(),
                                      momentOrNull(reason.until(), zone)))
                          .toList());
                })
            .toList());
  }

  private ApiAnswers.ProposalOut proposal(Proposal proposal) {
    ZoneId zone = zone(proposal.opening().siteId());
    Mode mode = proposal.mode();
    return new ApiAnswers.ProposalOut(
        proposal.opening().clinician().id(),
        proposal.opening().siteId(),
        moment(proposal.opening().start(), zone),
        moment(proposal.opening().end(), zone),
        mode == null ? Mode.IN_PERSON : mode,
        proposal.windowing().inWindow(),
        proposal.windowing().daysOut(),
        proposal.merits().stream().map(Merit::words).toList());
  }

  private static ApiAnswers.CountOut count(WhyNotEarlier.Count count) {
    return new ApiAnswers.CountOut(
        count.openings(),
        count.removed(),
        count.byRule().entrySet().stream()
            .map(
                entry ->
                    new ApiAnswers.RuleCount(
                        entry.getKey(), entry.getKey().words(), entry.getValue()))
            .toList());
  }

  /** The visit that came of it, or a refusal with every reason or with the next times. */
  Visit done(Account account, String orderId, Booking booking) {
    return switch (booking) {
      case Booking.Done done -> done.visit();
      case Booking.Taken _ ->
          throw new ApiRefusal(409, "That time has just been taken. Nothing was booked.")
              .with("proposals", next(account, orderId));
      case Booking.Against against ->
          throw new ApiRefusal(
              422, "Rules are against it. Nothing was booked.", problems("", against));
    };
  }

  /** The visits of a series, or a refusal that names each visit that stands in the way. */
  List<Visit> done(List<Booking> bookings) {
    List<Visit> visits = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    boolean taken = false;
    for (int i = 0; i < bookings.size(); i++) {
      String place = "visits[" + i + "]";
      switch (bookings.get(i)) {
        case Booking.Done done -> visits.add(done.visit());
        case Booking.Taken _ -> {
          taken = true;
          problems.add(new Problem(place, "That time has just been taken."));
        }
        case Booking.Against against -> problems.addAll(problems(place, against));
      }
    }
    if (!problems.isEmpty()) {
      throw new ApiRefusal(
          taken ? 409 : 422, "Not every visit can be booked. None was booked.", problems);
    }
    return visits;
  }

  private static List<Problem> problems(String place, Booking.Against against) {
    return against.words().stream().map(words -> new Problem(place, words)).toList();
  }

  private List<ApiAnswers.ProposalOut> next(Account account, String orderId) {
    if (orderId.isEmpty()) {
      return List.of();
    }
    try {
      return proposals(
              desk.searching()
                  .find(account.actor(), orderId, Wishes.NONE, java.util.Set.of(), Step.IN_WINDOW))
          .proposals();
    } catch (Refused e) {
      // The order was closed meanwhile: there is nothing to propose.
      return List.of();
    }
  }
}
