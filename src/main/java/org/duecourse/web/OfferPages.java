package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Desk;
import org.duecourse.desk.EarlierTimes;
import org.duecourse.desk.Order;
import org.duecourse.desk.Visit;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/**
 * The patient's offer, by the secret of its link, without an account or a session: yes, yes and
 * tell me of earlier times, no with a reason. What the page says follows from the offer alone, so
 * that loading it again says the same.
 */
@Controller
class OfferPages {
  private static final int USUAL_NOTICE_HOURS = 24;
  private static final List<String> ANSWERS = List.of("yes", "keep", "no");

  private final Pages pages;
  private final Desk desk;
  private final PatientPages around;

  OfferPages(Pages pages, Desk desk, PatientPages around) {
    this.pages = pages;
    this.desk = desk;
    this.around = around;
  }

  /** Opening the link changes nothing: programs that look at messages open it too. */
  @GetMapping("/offer/{token}")
  View show(HttpServletRequest request, @PathVariable String token) {
    EarlierTimes.ForPatient seen;
    try {
      seen = desk.earlierTimes().byToken(token);
    } catch (Refused refused) {
      return unknown(request, refused);
    }
    return page(request, token, seen, Form.empty(), 200);
  }

  @PostMapping("/offer/{token}")
  View answer(HttpServletRequest request, @PathVariable String token) {
    Form form = Form.of(request);
    EarlierTimes.ForPatient seen;
    try {
      seen = desk.earlierTimes().byToken(token);
    } catch (Refused refused) {
      return unknown(request, refused);
    }
    PatientWords words = words(request, seen);
    String answer = form.value("answer");
    if (answer.equals("earlier")) {
      desk.earlierTimes().askEarlier(token, notice(seen));
      return again(token, words);
    }
    if (!seen.open()) {
      return again(token, words);
    }
    Problem wrong = wrong(form, words);
    if (wrong != null) {
      Refused refused = new Refused(Fault.INPUT, words.say("problem.headline"), List.of(wrong));
      return page(request, token, seen, form.refused(refused), 422);
    }
    try {
      switch (answer) {
        case "no" -> desk.earlierTimes().decline(token, form.value("reason"));
        case "keep" -> accept(token, true, notice(seen));
        default -> accept(token, false, 0);
      }
    } catch (Refused refused) {
      EarlierTimes.ForPatient now = desk.earlierTimes().byToken(token);
      if (refused.fault() != Fault.CONFLICT) {
        throw refused;
      }
      if (now.open()) {
        return page(
            request,
            token,
            now,
            form.refused(
                new Refused(
                    Fault.CONFLICT,
                    words.say("problem.headline"),
                    List.of(new Problem("", words.say("problem.rules"))))),
            409);
      }
      // It was answered, or ended, while this answer was on its way: the page says so.
    }
    return again(token, words);
  }

  private void accept(String token, boolean earlier, int noticeHours) {
    if (desk.earlierTimes().accept(token) instanceof Booking.Done && earlier) {
      desk.earlierTimes().askEarlier(token, noticeHours);
    }
  }

  private static int notice(EarlierTimes.ForPatient seen) {
    return seen.order().earlierList() ? seen.order().earlierNoticeHours() : USUAL_NOTICE_HOURS;
  }

  private static @Nullable Problem wrong(Form form, PatientWords words) {
    String answer = form.value("answer");
    if (!ANSWERS.contains(answer)) {
      return new Problem("answer", words.say("problem.answer"));
    }
    if (answer.equals("no") && !EarlierTimes.DECLINE_REASONS.contains(form.value("reason"))) {
      return new Problem("reason", words.say("problem.reason"));
    }
    return null;
  }

  /** The visit that was booked by this link, for a calendar: one word, no clinic, no person. */
  @GetMapping("/offer/{token}/visit.ics")
  ResponseEntity<String> calendar(HttpServletRequest request, @PathVariable String token) {
    EarlierTimes.ForPatient seen = desk.earlierTimes().byToken(token);
    Visit visit = booked(seen);
    if (visit == null) {
      throw Refused.notFound("There is no visit booked by this link.");
    }
    CalendarText text = new CalendarText();
    text.visit(
        visit.id() + "@duecourse",
        visit.version(),
        visit.bookedAt() == null ? visit.starts() : visit.bookedAt(),
        visit.starts(),
        visit.ends(),
        words(request, seen).say("calendar.summary"),
        "");
    return ResponseEntity.ok()
        .contentType(CalendarText.TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"visit.ics\"")
        .body(text.end());
  }

  private View unknown(HttpServletRequest request, Refused refused) {
    if (refused.fault() != Fault.NOT_FOUND) {
      throw refused;
    }
    return around.unknown(request, HttpStatus.NOT_FOUND);
  }

  /** Leads to the page by GET; it says what has become of the offer. */
  private static View again(String token, PatientWords words) {
    RedirectView view = new RedirectView(address(token, words));
    view.setStatusCode(HttpStatus.SEE_OTHER);
    view.setExposeModelAttributes(false);
    return view;
  }

  private static String address(String token, PatientWords words) {
    return URI.create("/offer/" + token).toASCIIString() + "?lang=" + words.code();
  }

  /** The language that was asked for on the page, else the person's. */
  private static PatientWords words(HttpServletRequest request, EarlierTimes.ForPatient seen) {
    return PatientPages.asked(request).orElseGet(() -> PatientWords.of(seen.language()));
  }

  private Page page(
      HttpServletRequest request,
      String token,
      EarlierTimes.ForPatient seen,
      Form form,
      int status) {
    PatientWords words = words(request, seen);
    Visit booked = booked(seen);
    boolean earlier = seen.order().earlierList();
    OfferViews.Offer view =
        new OfferViews.Offer(
            around.around(words, seen.site(), address -> address(token, address)),
            form,
            finding(seen, booked, words),
            facts(seen, booked, words),
            news(seen, booked, words),
            seen.open(),
            booked == null
                ? null
                : new OfferViews.Booked(
                    words.say("booked.reference", booked.id()),
                    words.say("booked.next." + booked.mode(), seen.site().name()),
                    "/offer/" + token + "/visit.ics?lang=" + words.code()),
            !seen.open()
                && !earlier
                && seen.visit() != null
                && seen.order().state() == Order.State.OPEN,
            address(token, words),
            ANSWERS.stream().map(each -> new Choice(each, words.say("answer." + each))).toList(),
            EarlierTimes.DECLINE_REASONS.stream()
                .map(each -> new Choice(each, words.say("reason." + each)))
                .toList());
    Page page = pages.page("patient/offer", title(seen, booked, words), view).status(status);
    return page;
  }

  /** The visit that this offer became, if it still stands as it was booked. */
  private static @Nullable Visit booked(EarlierTimes.ForPatient seen) {
    Visit visit = seen.visit();
    return visit != null && visit.id().equals(seen.offer().appointmentId()) ? visit : null;
  }

  private static String title(
      EarlierTimes.ForPatient seen, @Nullable Visit booked, PatientWords words) {
    if (seen.open()) {
      return words.say("title.open");
    }
    if (booked != null) {
      return words.say("title.booked");
    }
    return words.say("declined".equals(seen.offer().answer()) ? "title.declined" : "title.gone");
  }

  private static String finding(
      EarlierTimes.ForPatient seen, @Nullable Visit booked, PatientWords words) {
    return seen.open() || booked != null
        ? words.moment(seen.offer().starts(), seen.site().zoneId())
        : "";
  }

  private static List<String> facts(
      EarlierTimes.ForPatient seen, @Nullable Visit booked, PatientWords words) {
    List<String> facts = new ArrayList<>();
    if (!seen.open() && booked == null) {
      return facts;
    }
    facts.add(
        words.say(
            "with",
            seen.order().minutes(),
            seen.clinicianName(),
            words.say("mode." + seen.offer().mode(), seen.site().name())));
    if (booked != null) {
      return facts;
    }
    String from = words.day(seen.order().earliest());
    String to = words.day(seen.order().latest());
    facts.add(
        seen.orderingClinician().isEmpty()
            ? words.say("asked", from, to)
            : words.say("asked.by", seen.orderingClinician(), from, to));
    LocalDate limit = seen.order().legalLimit();
    if (limit != null) {
      facts.add(words.say("limit", words.day(limit)));
    }
    Visit had = seen.visit();
    facts.add(
        had == null
            ? words.say("has-not")
            : words.say("has", words.moment(had.starts(), seen.site().zoneId())));
    facts.add(words.say("until", words.moment(seen.offer().expiresAt(), seen.site().zoneId())));
    return facts;
  }

  private static List<String> news(
      EarlierTimes.ForPatient seen, @Nullable Visit booked, PatientWords words) {
    List<String> news = new ArrayList<>();
    if (seen.open()) {
      return news;
    }
    if (booked != null) {
      if (seen.order().earlierList()) {
        news.add(words.say("earlier.on"));
      }
      return news;
    }
    String answer = seen.offer().answer();
    String reason = seen.offer().reason();
    news.add(
        switch (answer) {
          case "accepted" -> words.say("booked.ended");
          case "declined" ->
              words.say(
                  "state.declined", words.say("reason." + (reason == null ? "not_said" : reason)));
          case "gone" -> words.say("state.gone");
          case null, default -> words.say("state.expired");
        });
    if (seen.order().state() != Order.State.OPEN) {
      news.add(words.say("state.order-closed"));
      return news;
    }
    news.add(words.say("state.order-open"));
    news.addAll(whatIsNext(seen, words));
    return news;
  }

  /** What is booked, or who calls by when and what else can be done. */
  private static List<String> whatIsNext(EarlierTimes.ForPatient seen, PatientWords words) {
    Visit visit = seen.visit();
    if (visit != null) {
      List<String> next = new ArrayList<>();
      next.add(words.say("state.visit", words.moment(visit.starts(), seen.site().zoneId())));
      if (seen.order().earlierList()) {
        next.add(words.say("earlier.on"));
      }
      return next;
    }
    List<String> next = new ArrayList<>();
    Instant callBy = seen.callBy();
    next.add(
        callBy == null
            ? words.say("state.no-visit.soon")
            : words.say("state.no-visit", words.day(seen.site().dayOf(callBy))));
    LocalDate limit = seen.order().legalLimit();
    if (limit != null) {
      next.add(words.say("state.outside", words.day(limit)));
    }
    return next;
  }
}
