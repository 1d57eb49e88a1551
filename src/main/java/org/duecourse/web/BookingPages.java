package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.booking.Reason;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Order;
import org.duecourse.desk.Place;
import org.duecourse.desk.Searching;
import org.duecourse.desk.SetAside;
import org.duecourse.desk.Site;
import org.duecourse.desk.Visit;
import org.duecourse.desk.VisitState;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** Booking a visit: choose a time, check it, book it. Moving one goes the same way. */
@Controller
class BookingPages {
  private static final String TAKEN =
      "That time has just been taken. Nothing is booked; your entries are kept.";

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final TimesPage times;

  BookingPages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.times = new TimesPage(pages, desk, clinics);
  }

  @GetMapping("/orders/{id}/book")
  View times(HttpServletRequest request, @PathVariable String id) {
    return times.show(request, id, Form.of(request), "", null);
  }

  @GetMapping("/orders/{id}/earlier")
  View earlier(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    Asking asking = Asking.of(Form.of(request), clinics.of(account));
    Searching.Result result = asking.search(desk, account, id);
    Site site = clinics.site(result.order().siteId());
    Map<String, String> names = names(result.order().siteId());
    List<DeskViews.EarlierLine> lines =
        result.earlier().stream()
            .map(
                earlier ->
                    new DeskViews.EarlierLine(
                        DeskWords.moment(earlier.opening().start(), site),
                        names.getOrDefault(
                            earlier.opening().clinician().id(), earlier.opening().clinician().id()),
                        earlier.reasons().isEmpty()
                            ? "fits less well, or is before the window"
                            : String.join(
                                "; ", earlier.reasons().stream().map(r -> why(r, site)).toList())))
            .toList();
    return pages.page(
        "desk/earlier",
        "Why not earlier?",
        new DeskViews.EarlierOpenings(head(account, result.order(), site), lines));
  }

  private static String why(Reason reason, Site site) {
    Instant until = reason.until();
    return reason.rule().words()
        + (until == null ? "" : " until " + Zones.time(until, site.zoneId()));
  }

  @PostMapping("/orders/{id}/hold")
  View hold(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    Booking booking;
    try {
      booking =
          desk.bookings()
              .hold(
                  account.actor(),
                  id,
                  Words.number(form.value("version")),
                  PlaceText.parse(form.value("place")),
                  null,
                  key(form));
    } catch (Refused refused) {
      return again(request, id, form, refused, null);
    }
    return switch (booking) {
      case Booking.Done done -> Pages.next(request, "/visits/" + done.visit().id() + "/check", "");
      case Booking.Taken _ -> times.show(request, id, form, TAKEN, null).status(409);
      case Booking.Against against ->
          again(request, id, form, refused(against, "Nothing is booked."), null);
    };
  }

  @PostMapping("/orders/{id}/declined")
  View declined(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    boolean later = form.value("wants").equals("later");
    Asking asking = Asking.of(form, clinics.of(account));
    try {
      Place place = PlaceText.parse(form.value("place"));
      String reason = later ? "later" : form.value("declineReason");
      if (reason.isEmpty()) {
        throw new Refused(
            Fault.INPUT,
            "The answer was not noted.",
            List.of(new Problem("declineReason", "Choose why the patient declines.")));
      }
      desk.earlierTimes().record(account.actor(), id, place, "declined", reason);
      if (later) {
        asking = asking.notBefore(clinics.site(place.siteId()).dayOf(place.start()).plusDays(1));
      }
    } catch (Refused refused) {
      return again(request, id, form, refused, null);
    }
    return Pages.next(
        request,
        "/orders/" + id + "/book" + asking.query(),
        later
            ? "It is noted that the patient chose later. The times below are after that day; the order stays open."
            : "The offer and the answer are noted. The order stays open.");
  }

  @GetMapping("/visits/{id}/check")
  View check(HttpServletRequest request, @PathVariable String id) {
    return checkPage(request, id, Form.empty());
  }

  @PostMapping("/visits/{id}/keep")
  View keep(HttpServletRequest request, @PathVariable String id) {
    Visit visit = desk.bookings().visit(Requests.signedIn(request).actor(), id);
    try {
      Visit kept = desk.bookings().keep(Requests.signedIn(request).actor(), id);
      Site site = clinics.site(kept.siteId());
      return Pages.next(
          request,
          "/visits/" + id + "/check",
          "The place is kept until " + until(kept, site) + ".");
    } catch (Refused refused) {
      return ended(request, visit, refused);
    }
  }

  @PostMapping("/visits/{id}/release")
  View release(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    Visit visit = desk.bookings().visit(account.actor(), id);
    try {
      desk.bookings().release(account.actor(), id);
    } catch (Refused refused) {
      return ended(request, visit, refused);
    }
    return Pages.next(
        request,
        "/orders/" + visit.orderId() + "/book",
        "The place is given back. Nothing is booked.");
  }

  @PostMapping("/visits/{id}/confirm")
  View confirm(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    Visit visit = desk.bookings().visit(account.actor(), id);
    Booking booking;
    try {
      String reason = form.value("reason");
      booking =
          desk.bookings()
              .confirm(account.actor(), id, reason.isEmpty() ? null : SetAside.because(reason));
    } catch (Refused refused) {
      if (refused.fault() == Fault.CONFLICT) {
        return ended(request, visit, refused);
      }
      if (refused.fault() != Fault.INPUT) {
        throw refused;
      }
      return checkPage(
              request,
              id,
              form.refused(
                  new Refused(
                      Fault.INPUT,
                      "The visit is not booked yet.",
                      List.of(new Problem("reason", refused.headline())))))
          .refused();
    }
    return switch (booking) {
      case Booking.Done done ->
          Pages.next(
              request,
              "/orders/" + done.visit().orderId(),
              "Booked: "
                  + done.visit().id()
                  + ", "
                  + DeskWords.moment(done.visit().starts(), clinics.site(done.visit().siteId()))
                  + ".");
      case Booking.Taken _ -> times.show(request, visit.orderId(), form, TAKEN, null).status(409);
      case Booking.Against against ->
          checkPage(request, id, form.refused(refused(against, "The visit is not booked yet.")))
              .refused();
    };
  }

  @GetMapping("/visits/{id}/move")
  View move(HttpServletRequest request, @PathVariable String id) {
    Visit visit = desk.bookings().visit(Requests.signedIn(request).actor(), id);
    return times.show(request, visit.orderId(), Form.of(request), "", visit);
  }

  @PostMapping("/visits/{id}/move")
  View moveTo(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    Visit visit = desk.bookings().visit(account.actor(), id);
    Booking booking;
    try {
      Place place = PlaceText.parse(form.value("place"));
      if (form.value("moveReason").isEmpty()) {
        throw new Refused(
            Fault.INPUT,
            "The visit was not moved.",
            List.of(new Problem("moveReason", "Choose who asks for it and why.")));
      }
      String[] why = form.value("moveReason").split(":", 2);
      String reason = form.value("reason");
      booking =
          desk.bookings()
              .move(
                  account.actor(),
                  id,
                  Words.number(form.value("moveVersion")),
                  place,
                  why[0].equals("PATIENT") ? Bookings.By.PATIENT : Bookings.By.CLINIC,
                  why[why.length - 1],
                  reason.isEmpty() ? null : SetAside.because(reason),
                  key(form));
    } catch (Refused refused) {
      return again(request, visit.orderId(), form, refused, visit);
    }
    return switch (booking) {
      case Booking.Done done ->
          Pages.next(
              request,
              "/orders/" + visit.orderId(),
              "Moved to "
                  + DeskWords.moment(done.visit().starts(), clinics.site(done.visit().siteId()))
                  + " ("
                  + done.visit().id()
                  + ").");
      case Booking.Taken _ ->
          times
              .show(
                  request,
                  visit.orderId(),
                  form,
                  "That time has just been taken. The visit stays where it is; your entries are kept.",
                  visit)
              .status(409);
      case Booking.Against against ->
          again(
              request,
              visit.orderId(),
              form,
              refused(against, "The visit stays where it is."),
              visit);
    };
  }

  private View again(
      HttpServletRequest request,
      String orderId,
      Form form,
      Refused refused,
      @Nullable Visit moving) {
    if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
      throw refused;
    }
    return times.show(request, orderId, form.refused(refused), "", moving).refused();
  }

  /** The hold has ended: back to the times, with the words. */
  private View ended(HttpServletRequest request, Visit visit, Refused refused) {
    if (desk.bookings().visit(Requests.signedIn(request).actor(), visit.id()).state()
        == VisitState.LAPSED) {
      return times
          .show(request, visit.orderId(), Form.empty(), refused.headline(), null)
          .status(409);
    }
    throw refused;
  }

  private static Refused refused(Booking.Against against, String headline) {
    return new Refused(
        Fault.INPUT,
        headline,
        against.words().stream().map(words -> new Problem("", words)).toList());
  }

  private Page checkPage(HttpServletRequest request, String id, Form form) {
    Account account = Requests.signedIn(request);
    Visit visit = desk.bookings().visit(account.actor(), id);
    if (visit.state() != VisitState.HELD) {
      throw new Refused(
          Fault.CONFLICT,
          "The visit " + id + " is " + visit.state().words() + ", not held.",
          List.of());
    }
    Order order = desk.orders().order(account.actor(), visit.orderId());
    Site site = clinics.site(visit.siteId());
    return pages.page(
        "desk/check",
        "Check the visit",
        new DeskViews.Check(
            form,
            head(account, order, site),
            id,
            DeskWords.moment(visit.starts(), site),
            names(visit.siteId()).getOrDefault(visit.clinicianId(), visit.clinicianId())
                + ", "
                + DeskWords.mode(visit.mode()),
            site.name(),
            until(visit, site),
            site.holdMinutes(),
            visit.inWindow()
                ? ""
                : "It is " + DeskWords.note(false, visit.daysOut(), null, null) + "."));
  }

  private static String until(Visit visit, Site site) {
    Instant until = visit.holdUntil();
    return until == null ? "" : Zones.time(until, site.zoneId());
  }

  private DeskViews.OrderHead head(Account account, Order order, Site site) {
    return times.head(account, order, site);
  }

  private Map<String, String> names(String siteId) {
    return new HashMap<>(clinics.names(siteId));
  }

  private static @Nullable String key(Form form) {
    String key = form.value("key");
    return key.isEmpty() || key.length() > 64 ? null : key;
  }
}
