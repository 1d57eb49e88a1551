package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.duecourse.booking.Found;
import org.duecourse.booking.Proposal;
import org.duecourse.booking.Reason;
import org.duecourse.booking.Step;
import org.duecourse.booking.Wishes;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Bookings;
import org.duecourse.desk.Desk;
import org.duecourse.desk.EarlierTimes;
import org.duecourse.desk.Order;
import org.duecourse.desk.Patient;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Booking a visit: choose a time, check it, book it. Moving one goes the same way. */
@Controller
class BookingPages {
  private static final String TAKEN =
      "That time has just been taken. Nothing is booked; your entries are kept.";

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  BookingPages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  @GetMapping("/orders/{id}/book")
  View times(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String step) {
    return timesPage(request, id, step(step), Form.empty(), "", null);
  }

  @GetMapping("/orders/{id}/earlier")
  View earlier(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String step) {
    Account account = Requests.signedIn(request);
    Searching.Result result =
        desk.searching().find(account.actor(), id, Wishes.NONE, Set.of(), step(step));
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
      case Booking.Taken _ ->
          timesPage(request, id, step(form.value("step")), form, TAKEN, null).status(409);
      case Booking.Against against ->
          again(request, id, form, refused(against, "Nothing is booked."), null);
    };
  }

  @PostMapping("/orders/{id}/declined")
  View declined(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    try {
      Place place = PlaceText.parse(form.value("place"));
      String reason = form.value("declineReason");
      if (reason.isEmpty()) {
        throw new Refused(
            Fault.INPUT,
            "The answer was not noted.",
            List.of(new Problem("declineReason", "Choose why the patient declines.")));
      }
      desk.earlierTimes().record(account.actor(), id, place, "declined", reason);
    } catch (Refused refused) {
      return again(request, id, form, refused, null);
    }
    return Pages.next(
        request,
        "/orders/" + id + "/book?step=" + step(form.value("step")).name(),
        "The offer and the answer are noted. The order stays open.");
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
      case Booking.Taken _ ->
          timesPage(request, visit.orderId(), Step.IN_WINDOW, form, TAKEN, null).status(409);
      case Booking.Against against ->
          checkPage(request, id, form.refused(refused(against, "The visit is not booked yet.")))
              .refused();
    };
  }

  @GetMapping("/visits/{id}/move")
  View move(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String step) {
    Visit visit = desk.bookings().visit(Requests.signedIn(request).actor(), id);
    return timesPage(request, visit.orderId(), step(step), Form.empty(), "", visit);
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
          timesPage(
                  request,
                  visit.orderId(),
                  step(form.value("step")),
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
    return timesPage(request, orderId, step(form.value("step")), form.refused(refused), "", moving)
        .refused();
  }

  /** The hold has ended: back to the times, with the words. */
  private View ended(HttpServletRequest request, Visit visit, Refused refused) {
    if (desk.bookings().visit(Requests.signedIn(request).actor(), visit.id()).state()
        == VisitState.LAPSED) {
      return timesPage(
              request, visit.orderId(), Step.IN_WINDOW, Form.empty(), refused.headline(), null)
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

  private Page timesPage(
      HttpServletRequest request,
      String orderId,
      Step atLeast,
      Form form,
      String news,
      @Nullable Visit moving) {
    Account account = Requests.signedIn(request);
    Searching.Result result =
        desk.searching().find(account.actor(), orderId, Wishes.NONE, Set.of(), atLeast);
    Order order = result.order();
    Site site = clinics.site(order.siteId());
    Map<String, String> names = names(order.siteId());
    Found found = result.found();
    Step further = further(found.step());
    String base =
        moving == null ? "/orders/" + orderId + "/book" : "/visits/" + moving.id() + "/move";
    String title =
        moving == null ? "Book a " + DeskWords.kind(order.kind()) : "Move visit " + moving.id();
    return pages.page(
        "desk/times",
        title,
        new DeskViews.Times(
            form,
            head(account, order, site),
            news,
            finding(found, order),
            found.byTime().stream().map(proposal -> time(proposal, site, names)).toList(),
            found.whyNotEarlier().words(),
            found.whyNotEarlier().inWindow().openings() > 0,
            new DeskViews.Link(
                further == null ? "" : base + "?step=" + further.name(),
                further == null ? "" : "Look " + further.words()),
            form.value("key").isEmpty() || !news.isEmpty()
                ? UUID.randomUUID().toString()
                : form.value("key"),
            order.version(),
            moving == null ? "" : moving.id(),
            moving == null ? 0 : moving.version(),
            moveReasons(),
            DeskWords.choices(EarlierTimes.DECLINE_REASONS),
            found.proposals().isEmpty()));
  }

  /** The next step of looking, or null where there are no openings beyond. */
  private static @Nullable Step further(Step step) {
    return switch (step) {
      case IN_WINDOW -> Step.TO_LEGAL_LIMIT;
      case TO_LEGAL_LIMIT, OTHER_SITES -> Step.SEVEN_DAYS_MORE;
      case SEVEN_DAYS_MORE -> Step.FOURTEEN_DAYS_MORE;
      case FOURTEEN_DAYS_MORE -> Step.TO_HORIZON;
      case TO_HORIZON -> null;
    };
  }

  private static String finding(Found found, Order order) {
    if (found.proposals().isEmpty()) {
      return "No opening from "
          + Zones.day(found.from())
          + " to "
          + Zones.day(found.to().isBefore(found.from()) ? found.from() : found.to())
          + ".";
    }
    String fit = found.fitting() == 1 ? "1 opening fits" : found.fitting() + " openings fit";
    return found.step() == Step.IN_WINDOW
        ? fit + " in the window."
        : "No opening in the window to "
            + Zones.day(order.latest())
            + ". Looked "
            + found.step().words()
            + ": "
            + fit
            + ".";
  }

  private static DeskViews.Time time(Proposal proposal, Site site, Map<String, String> names) {
    String clinician = proposal.opening().clinician().id();
    return new DeskViews.Time(
        PlaceText.of(proposal),
        DeskWords.moment(proposal.opening().start(), site),
        names.getOrDefault(clinician, clinician) + ", " + DeskWords.mode(proposal.mode()),
        proposal.words());
  }

  private static List<Choice> moveReasons() {
    return Arrays.stream(Bookings.By.values())
        .flatMap(
            by ->
                Bookings.CANCEL_REASONS.stream()
                    .map(
                        reason ->
                            new Choice(
                                by.name() + ":" + reason,
                                Words.sentence(by.name().toLowerCase(java.util.Locale.ROOT))
                                    + ": "
                                    + DeskWords.reason(reason))))
        .toList();
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
    Patient patient = desk.people().patient(account.actor(), order.patientId());
    LocalDate today = site.dayOf(desk.clock().instant());
    return DeskWords.head(order, patient, site, today, names(order.siteId()));
  }

  private Map<String, String> names(String siteId) {
    return new HashMap<>(clinics.names(siteId));
  }

  private static @Nullable String key(Form form) {
    String key = form.value("key");
    return key.isEmpty() || key.length() > 64 ? null : key;
  }

  private static Step step(String asked) {
    return Arrays.stream(Step.values())
        .filter(step -> step.name().equals(asked))
        .findFirst()
        .orElse(Step.IN_WINDOW);
  }
}
