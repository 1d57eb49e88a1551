package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Desk;
import org.duecourse.desk.EarlierTimes;
import org.duecourse.desk.Offer;
import org.duecourse.desk.Orders;
import org.duecourse.desk.Site;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Messages that somebody has to send or say, and the answers that come back to staff. */
@Controller
class MessagePages {
  private static final int MOST = 200;

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  MessagePages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  @GetMapping("/messages")
  View list(HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    return clinics
        .chosen(Requests.signedIn(request), site)
        .map(here -> page(request, here))
        .orElseGet(() -> pages.page("desk/no-clinic", "Messages to send", "messages"));
  }

  private Page page(HttpServletRequest request, Site site) {
    Account account = Requests.signedIn(request);
    String server = request.getRequestURL().toString().replaceFirst("/messages$", "");
    List<StaffViews.Message> messages =
        desk.earlierTimes().toTell(account.actor(), site.id(), MOST).stream()
            .map(notice -> message(notice, site, server))
            .toList();
    return pages.page(
        "desk/messages",
        "Messages to send",
        new StaffViews.Messages(
            clinics.where(account, site, other -> "/messages?site=" + other.id()),
            messages.isEmpty()
                ? "Everybody has been told."
                : DeskWords.counted(messages.size(), "message")
                    + " to send or to say, the oldest first."
                    + (messages.size() == MOST ? " There may be more." : ""),
            messages));
  }

  private static StaffViews.Message message(EarlierTimes.Notice notice, Site site, String server) {
    String token = notice.token();
    String order = notice.orderId();
    String offer = notice.offerId();
    return new StaffViews.Message(
        notice.id(),
        notice.patientId(),
        notice.patientName(),
        reach(notice),
        switch (notice.kind()) {
          case "offer" -> "An earlier time is offered: " + time(notice, site);
          case "offer_gone" -> "The earlier time has gone to somebody else: " + time(notice, site);
          case "booked" -> "A visit is booked";
          case "cancelled_by_clinic" -> "The clinic cancelled a visit";
          default -> Words.sentence(notice.kind().replace('_', ' '));
        },
        order == null ? "" : order,
        Zones.time(notice.createdAt(), site.zoneId()),
        token == null ? "" : server + "/offer/" + token,
        notice.kind().equals("offer") && order != null && offer != null
            ? "/orders/" + order + "/offers/" + offer + "?message=" + notice.id()
            : "");
  }

  private static String time(EarlierTimes.Notice notice, Site site) {
    Instant starts = notice.starts();
    return starts == null
        ? "a time that is not known"
        : DeskWords.moment(starts, site)
            + " with "
            + notice.clinicianName()
            + ", "
            + DeskWords.mode(notice.mode());
  }

  private static String reach(EarlierTimes.Notice notice) {
    return way(notice) + ". In " + Locale.of(notice.language()).getDisplayLanguage(Locale.ENGLISH);
  }

  private static String way(EarlierTimes.Notice notice) {
    return switch (notice.contactBy()) {
      case "phone" -> "Call " + known(notice.phone());
      case "text" -> "Text to " + known(notice.phone());
      case "email" -> "Email to " + known(notice.email());
      case "letter" -> "By letter";
      default -> "The person wants no messages; say it at the next contact";
    };
  }

  private static String known(@Nullable String where) {
    return where == null || where.isEmpty() ? "a number or address that is not known" : where;
  }

  @PostMapping("/messages/{id}/told")
  View told(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    desk.earlierTimes().told(account.actor(), ApiClinic.number("message", id));
    String site = Form.of(request).value("site");
    return Pages.next(
        request,
        site.isEmpty()
            ? "/messages"
            : "/messages?site=" + clinics.chosen(account, site).orElseThrow().id(),
        "Noted: the person has been told.");
  }

  @GetMapping("/orders/{id}/offers/{offer}")
  View offer(HttpServletRequest request, @PathVariable String id, @PathVariable String offer) {
    return answerPage(request, id, offer, Form.of(request));
  }

  @PostMapping("/orders/{id}/offers/{offer}")
  View answer(HttpServletRequest request, @PathVariable String id, @PathVariable String offer) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    find(desk.orders().history(account.actor(), id), offer);
    try {
      return switch (form.value("answer")) {
        case "accepted" -> accepted(request, id, offer, form);
        case "declined" -> {
          if (!EarlierTimes.DECLINE_REASONS.contains(form.value("reason"))) {
            throw problem("reason", "Choose why the patient declines.");
          }
          desk.earlierTimes().decline(account.actor(), offer, form.value("reason"));
          told(account, form);
          yield Pages.next(
              request, "/orders/" + id, "The answer is noted. The order stays as it was.");
        }
        default -> throw problem("answer", "Choose the answer.");
      };
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return answerPage(request, id, offer, form.refused(refused)).refused();
    }
  }

  private View accepted(HttpServletRequest request, String id, String offer, Form form) {
    return switch (desk.earlierTimes().accept(Requests.signedIn(request).actor(), offer)) {
      case Booking.Done done -> {
        told(Requests.signedIn(request), form);
        yield Pages.next(
            request,
            "/orders/" + id,
            "Booked: "
                + done.visit().id()
                + ", "
                + DeskWords.moment(done.visit().starts(), clinics.site(done.visit().siteId()))
                + ".");
      }
      case Booking.Taken _ ->
          answerPage(
                  request,
                  id,
                  offer,
                  form.refused(
                      Refused.conflict(
                          "That time has just been taken, or the offer has ended. Nothing has changed for the patient.")))
              .status(409);
      case Booking.Against against ->
          answerPage(
                  request,
                  id,
                  offer,
                  form.refused(
                      new Refused(
                          Fault.INPUT,
                          "Nothing is booked.",
                          against.words().stream().map(words -> new Problem("", words)).toList())))
              .refused();
    };
  }

  /** Who answers has been told. */
  private void told(Account account, Form form) {
    if (!form.value("message").isEmpty()) {
      desk.earlierTimes().told(account.actor(), ApiClinic.number("message", form.value("message")));
    }
  }

  private static Refused problem(String field, String message) {
    return new Refused(
        Fault.INPUT, "The answer was not noted.", List.of(new Problem(field, message)));
  }

  private static Offer find(Orders.History history, String offer) {
    return history.offers().stream()
        .filter(each -> each.id().equals(offer))
        .findFirst()
        .orElseThrow(() -> Refused.notFound("There is no such offer that you may see."));
  }

  private Page answerPage(HttpServletRequest request, String id, String offerId, Form form) {
    Orders.History history = desk.orders().history(Requests.signedIn(request).actor(), id);
    Offer offer = find(history, offerId);
    Site site = clinics.site(offer.siteId());
    Instant now = desk.clock().instant();
    boolean open = offer.answer() == null && offer.expiresAt().isAfter(now);
    String state =
        offer.answer() != null
            ? "Answered: " + offer.answer() + "."
            : open
                ? "It is kept until " + Zones.time(offer.expiresAt(), site.zoneId()) + "."
                : "The offer has ended.";
    return pages.page(
        "desk/offer-answer",
        "Answer to an offer",
        new StaffViews.OfferAnswer(
            form,
            "/orders/" + id + "/offers/" + offerId,
            history.patient().name()
                + ": "
                + DeskWords.moment(offer.starts(), site)
                + " with "
                + clinics.names(site.id()).getOrDefault(offer.clinicianId(), offer.clinicianId())
                + ", "
                + DeskWords.mode(offer.mode()),
            id,
            state,
            open,
            DeskWords.choices(EarlierTimes.DECLINE_REASONS)));
  }
}
