package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Desk;
import org.duecourse.desk.EarlierTimes;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** The patient's offer, by the secret of its link: yes, no with a reason, or keep and tell me. */
@Controller
class OfferPages {
  private static final List<Choice> REASONS =
      List.of(
          new Choice("time", "The time does not suit me"),
          new Choice("person", "I want to see somebody else"),
          new Choice("mode", "I want to meet in another way"),
          new Choice("later", "I want to come later"),
          new Choice("not_needed", "I do not need a visit now"),
          new Choice("not_said", "I prefer not to say"));
  private static final int NOTICE_HOURS = 24;

  private final Pages pages;
  private final Desk desk;

  OfferPages(Pages pages, Desk desk) {
    this.pages = pages;
    this.desk = desk;
  }

  /** Opening the link changes nothing: programs that look at messages open it too. */
  @GetMapping("/offer/{token}")
  View show(@PathVariable String token) {
    return page(token, Form.empty());
  }

  @PostMapping("/offer/{token}")
  View answer(HttpServletRequest request, @PathVariable String token) {
    Form form = Form.of(request);
    String answer = form.value("answer");
    try {
      return switch (answer) {
        case "yes" -> accept(request, token);
        case "no" -> {
          if (REASONS.stream().noneMatch(reason -> reason.value().equals(form.value("reason")))) {
            throw new Refused(
                Fault.INPUT,
                "Your answer was not sent.",
                List.of(
                    new Problem(
                        "reason",
                        "Choose why it does not suit you, or that you prefer not to say.")));
          }
          desk.earlierTimes().decline(token, form.value("reason"));
          yield Pages.next(
              request,
              "/offer/" + token,
              "Thank you. Your care goes on: the clinic shows you other times.");
        }
        case "keep" -> {
          desk.earlierTimes().askEarlier(token, NOTICE_HOURS);
          yield Pages.next(
              request,
              "/offer/" + token,
              "We tell you when an earlier time opens. You can still answer below.");
        }
        default ->
            throw new Refused(
                Fault.INPUT,
                "Your answer was not sent.",
                List.of(new Problem("answer", "Choose one of the answers.")));
      };
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_FOUND) {
        throw refused;
      }
      return page(token, form.refused(refused)).refused();
    }
  }

  private View accept(HttpServletRequest request, String token) {
    return switch (desk.earlierTimes().accept(token)) {
      case Booking.Done done ->
          Pages.next(
              request,
              "/offer/" + token,
              "Your visit is booked. Its reference is " + done.visit().id() + ".");
      case Booking.Taken _ ->
          Pages.next(
              request, "/offer/" + token, "Somebody else was faster. Nothing has changed for you.");
      case Booking.Against _ ->
          Pages.next(
              request,
              "/offer/" + token,
              "This time is no longer possible. Nothing has changed for you; the clinic calls you.");
    };
  }

  private Page page(String token, Form form) {
    EarlierTimes.ForPatient seen = desk.earlierTimes().byToken(token);
    LocalDate limit = seen.order().legalLimit();
    String answer = seen.offer().answer();
    return pages.page(
        "offer",
        seen.open() ? "We can offer you a visit" : "Your offer of a visit",
        new DeskViews.PatientOffer(
            form,
            seen.site().name(),
            state(answer, seen.open()),
            DeskWords.moment(seen.offer().starts(), seen.site()),
            seen.clinicianName()
                + ", "
                + DeskWords.mode(seen.offer().mode())
                + ", "
                + seen.order().minutes()
                + " minutes",
            (seen.orderingClinician().isEmpty()
                    ? "You are to be seen from "
                    : seen.orderingClinician() + " asked that you be seen from ")
                + Zones.day(seen.order().earliest())
                + " to "
                + Zones.day(seen.order().latest())
                + ".",
            limit == null ? "" : "Your limit date by law is " + Zones.day(limit) + ".",
            Zones.time(seen.offer().expiresAt(), seen.site().zoneId()),
            seen.site().crisisLine(),
            seen.open(),
            "/offer/" + token,
            REASONS));
  }

  private static String state(@org.jspecify.annotations.Nullable String answer, boolean open) {
    return switch (answer) {
      case null ->
          open
              ? ""
              : "This offer has ended. Your order is still open: the clinic offers you another time.";
      case "accepted" ->
          "You said yes: this visit is booked. To cancel or move it, call the clinic; your place on the list stays.";
      case "declined" -> "You said no to this time. Your order is still open.";
      case "gone" ->
          "Somebody else took this time. Your order is still open, and nothing of yours has changed.";
      default ->
          "This offer has ended. Your order is still open: the clinic offers you another time.";
    };
  }
}
