package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.duecourse.booking.Mode;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Order;
import org.duecourse.desk.Place;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.SetAside;
import org.duecourse.desk.Site;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** A time that the rules do not allow, booked by a named role with a reason. */
@Controller
class OverridePages {
  private static final String NOT_HELD = "Nothing is booked.";

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final TimesPage times;

  OverridePages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.times = new TimesPage(pages, desk, clinics);
  }

  @GetMapping("/orders/{id}/override")
  View form(HttpServletRequest request, @PathVariable String id) {
    return page(request, id, Form.empty());
  }

  @PostMapping("/orders/{id}/override")
  View hold(HttpServletRequest request, @PathVariable String id) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    Order order = desk.orders().order(account.actor(), id);
    Booking booking;
    try {
      Place place = place(form, clinics.site(order.siteId()));
      booking =
          desk.bookings()
              .hold(
                  account.actor(),
                  id,
                  Words.number(form.value("version")),
                  place,
                  new SetAside(form.value("reason"), form.chose("overlap", "yes")),
                  form.value("key"));
    } catch (Refused refused) {
      return page(request, id, ClinicPages.again(form, refused, "")).refused();
    }
    return switch (booking) {
      case Booking.Done done -> Pages.next(request, "/visits/" + done.visit().id() + "/check", "");
      case Booking.Taken _ ->
          page(
                  request,
                  id,
                  form.refused(
                      new Refused(
                          Fault.CONFLICT,
                          NOT_HELD,
                          List.of(
                              new Problem(
                                  "overlap",
                                  "The clinician, the room or the patient has another visit then. The clinician can be booked twice, the patient never.")))))
              .status(409);
      case Booking.Against against ->
          page(
                  request,
                  id,
                  form.refused(
                      new Refused(
                          Fault.INPUT,
                          NOT_HELD,
                          against.words().stream().map(words -> new Problem("", words)).toList())))
              .refused();
    };
  }

  private static Place place(Form form, Site site) {
    List<Problem> problems = new ArrayList<>();
    if (form.value("clinician").isEmpty()) {
      problems.add(new Problem("clinician", "Choose with whom."));
    }
    Optional<Mode> mode =
        Arrays.stream(Mode.values()).filter(m -> form.chose("way", m.name())).findFirst();
    if (mode.isEmpty()) {
      problems.add(new Problem("way", "Choose how they meet."));
    }
    LocalDateTime start = null;
    try {
      start = LocalDate.parse(form.value("day")).atTime(LocalTime.parse(form.value("time")));
      if (site.zoneId().getRules().getValidOffsets(start).isEmpty()) {
        problems.add(new Problem("time", "The clocks change then: this time does not come."));
      }
    } catch (DateTimeParseException e) {
      problems.add(new Problem("day", "Enter the day as 2026-06-09 and the time as 10:00."));
    }
    if (form.value("reason").length() < 5 || form.value("reason").length() > 500) {
      problems.add(new Problem("reason", "Say why the rule is set aside, in 5 to 500 characters."));
    }
    if (!problems.isEmpty() || start == null) {
      throw new Refused(Fault.INPUT, NOT_HELD, problems);
    }
    return new Place(
        form.value("clinician"),
        site.id(),
        start.atZone(site.zoneId()).toInstant(),
        mode.orElseThrow(),
        null);
  }

  private Page page(HttpServletRequest request, String id, Form form) {
    Account account = Requests.signedIn(request);
    Order order = desk.orders().order(account.actor(), id);
    if (order.state() != Order.State.OPEN) {
      throw Refused.conflict("The order " + id + " is no longer open.");
    }
    Site site = clinics.site(order.siteId());
    return pages.page(
        "desk/override",
        "Book over a rule",
        new DeskViews.SettingAside(
            form,
            times.head(account, order, site),
            order.version(),
            form.value("key").isEmpty() ? UUID.randomUUID().toString() : form.value("key"),
            desk.people().practitioners(site.id()).stream()
                .filter(Practitioner::active)
                .map(who -> new Choice(who.id(), who.name()))
                .toList(),
            SupplyWords.modes()));
  }
}
