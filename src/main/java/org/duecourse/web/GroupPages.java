package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.VisitKind;
import org.duecourse.desk.Block;
import org.duecourse.desk.Booking;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Groups;
import org.duecourse.desk.Site;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Groups: planning a meeting, giving seats, cancelling one. */
@Controller
class GroupPages {
  private static final int WEEKS = 13;
  private static final int MOST = 200;

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  GroupPages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  private record Found(Site site, Groups.Session session) {}

  @GetMapping("/groups")
  View list(HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    return clinics
        .chosen(Requests.signedIn(request), site)
        .map(here -> listPage(request, here, Form.empty()))
        .orElseGet(() -> pages.page("desk/no-clinic", "Groups", "groups"));
  }

  @PostMapping("/groups")
  View plan(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    Site site =
        clinics
            .chosen(account, form.value("site"))
            .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
    long made;
    try {
      if (!form.value("block").matches("[0-9]{1,18}")) {
        throw new Refused(
            Fault.INPUT,
            "The group was not planned.",
            List.of(new Problem("block", "Choose when it meets.")));
      }
      made =
          desk.groups()
              .plan(
                  account.actor(),
                  Long.parseLong(form.value("block")),
                  form.value("title"),
                  number(form, "seats"),
                  number(form, "least"));
    } catch (Refused refused) {
      rethrow(refused);
      return listPage(request, site, form.refused(refused)).refused();
    }
    return Pages.next(request, "/groups/" + made, "The group is planned.");
  }

  private static int number(Form form, String field) {
    try {
      return Integer.parseInt(form.value(field));
    } catch (NumberFormatException e) {
      throw new Refused(
          Fault.INPUT,
          "The group was not planned.",
          List.of(new Problem(field, "Enter a whole number.")));
    }
  }

  private static void rethrow(Refused refused) {
    if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
      throw refused;
    }
  }

  private Page listPage(HttpServletRequest request, Site site, Form form) {
    Account account = Requests.signedIn(request);
    Map<String, String> names = clinics.names(site.id());
    List<Groups.Session> sessions = desk.groups().ahead(site.id());
    LocalDate today = site.dayOf(desk.clock().instant());
    List<Choice> blocks =
        desk.supply().blocks(site.id(), today, today.plusWeeks(WEEKS)).stream()
            .filter(block -> isFree(block, sessions))
            .map(
                block ->
                    new Choice(
                        String.valueOf(block.id()),
                        DeskWords.moment(block.starts(), site)
                            + " to "
                            + Zones.clock(block.ends(), site.zoneId())
                            + ", "
                            + names.getOrDefault(block.clinicianId(), block.clinicianId())))
            .toList();
    return pages.page(
        "desk/groups",
        "Groups",
        new StaffViews.Groups(
            clinics.where(account, site, other -> "/groups?site=" + other.id()),
            site.id(),
            sessions.isEmpty()
                ? "No group is planned."
                : DeskWords.counted(sessions.size(), "meeting") + " ahead.",
            sessions.stream().map(session -> line(session, site, names)).toList(),
            form,
            Routes.plansGroups(account.roles()),
            blocks));
  }

  private boolean isFree(Block block, List<Groups.Session> sessions) {
    return block.purpose() == Purpose.GROUP
        && block.state().equals("active")
        && block.starts().isAfter(desk.clock().instant())
        && sessions.stream()
            .noneMatch(
                session ->
                    session.clinicianId().equals(block.clinicianId())
                        && session.starts().equals(block.starts()));
  }

  private static StaffViews.GroupLine line(
      Groups.Session session, Site site, Map<String, String> names) {
    int missing = session.minPeople() - session.taken();
    return new StaffViews.GroupLine(
        session.id(),
        session.title(),
        DeskWords.moment(session.starts(), site)
            + " to "
            + Zones.clock(session.ends(), site.zoneId()),
        names.getOrDefault(session.clinicianId(), session.clinicianId()),
        session.taken() + " of " + session.seats() + " taken",
        missing > 0
            ? missing + (missing == 1 ? " more person" : " more people") + " needed for it to meet"
            : "enough people");
  }

  @GetMapping("/groups/{id}")
  View show(HttpServletRequest request, @PathVariable String id) {
    return groupPage(request, found(request, id), Form.empty());
  }

  @PostMapping("/groups/{id}/seat")
  View seat(HttpServletRequest request, @PathVariable String id) {
    Found found = found(request, id);
    Form form = Form.of(request);
    Booking booking;
    try {
      if (form.value("order").isEmpty()) {
        throw new Refused(
            Fault.INPUT,
            "No seat was given.",
            List.of(new Problem("order", "Choose who gets the seat.")));
      }
      booking =
          desk.groups()
              .seat(Requests.signedIn(request).actor(), found.session().id(), form.value("order"));
    } catch (Refused refused) {
      rethrow(refused);
      return groupPage(request, found, form.refused(refused)).refused();
    }
    return switch (booking) {
      case Booking.Done done ->
          Pages.next(
              request,
              "/groups/" + found.session().id(),
              "Booked: " + done.visit().id() + ", seat " + done.visit().seat() + ".");
      case Booking.Taken _ ->
          groupPage(
                  request,
                  found,
                  form.refused(
                      Refused.conflict(
                          "The person has another visit at this time. No seat was given.")))
              .status(409);
      case Booking.Against against ->
          groupPage(
                  request,
                  found,
                  form.refused(
                      new Refused(
                          Fault.INPUT,
                          "No seat was given.",
                          against.words().stream()
                              .map(words -> new Problem("order", words))
                              .toList())))
              .refused();
    };
  }

  @GetMapping("/groups/{id}/cancel")
  View askCancel(HttpServletRequest request, @PathVariable String id) {
    return cancelPage(found(request, id), Form.empty());
  }

  @PostMapping("/groups/{id}/cancel")
  View cancel(HttpServletRequest request, @PathVariable String id) {
    Found found = found(request, id);
    Form form = Form.of(request);
    String reason = form.value("reason");
    if (reason.isEmpty() || reason.length() > 200) {
      return cancelPage(
              found,
              form.refused(
                  new Refused(
                      Fault.INPUT,
                      "The meeting was not cancelled.",
                      List.of(new Problem("reason", "Say why, in 1 to 200 characters.")))))
          .refused();
    }
    desk.groups().cancel(Requests.signedIn(request).actor(), found.session().id(), reason);
    return Pages.next(
        request,
        "/groups?site=" + found.site().id(),
        "The meeting is cancelled. Each person's order is open again and on the task list.");
  }

  private Page cancelPage(Found found, Form form) {
    int people = found.session().taken();
    return pages.form(
        "desk/group-cancel",
        "Cancel a meeting",
        new StaffViews.GroupCancel(
            form,
            line(found.session(), found.site(), clinics.names(found.site().id())),
            people == 0
                ? "Nobody has a seat."
                : people == 1
                    ? "1 person loses the seat. Nobody has been told yet."
                    : people + " people lose their seats. Nobody has been told yet."),
        form);
  }

  private Page groupPage(HttpServletRequest request, Found found, Form form) {
    Account account = Requests.signedIn(request);
    Site site = found.site();
    Groups.Session session = found(request, String.valueOf(found.session().id())).session();
    LocalDate day = site.dayOf(session.starts());
    boolean books = Routes.books(account.roles());
    List<StaffViews.Seat> people =
        desk.dayBook().visits(account.actor(), site.id(), day, day).stream()
            .filter(line -> line.kind() == VisitKind.GROUP && line.state().takesTime())
            .filter(line -> line.clinicianId().equals(session.clinicianId()))
            .filter(line -> line.starts().equals(session.starts()))
            .map(
                line ->
                    new StaffViews.Seat(
                        line.patientId(), line.patientName(), line.orderId(), line.state().words()))
            .toList();
    List<Choice> orders =
        books
            ? desk.orders().unbooked(account.actor(), site.id(), VisitKind.GROUP, MOST).stream()
                .map(
                    order ->
                        new Choice(
                            order.id(),
                            order.patientName()
                                + ", "
                                + order.id()
                                + ", "
                                + DeskWords.window(
                                    order.earliest(), order.target(), order.latest())))
                .toList()
            : List.of();
    return pages.page(
        "desk/group",
        session.title(),
        new StaffViews.Group(
            form,
            line(session, site, clinics.names(site.id())),
            session.seats() - session.taken(),
            people,
            orders,
            books,
            Routes.plansGroups(account.roles())));
  }

  /** A meeting ahead at a clinic of the account. */
  private Found found(HttpServletRequest request, String id) {
    long number = ApiClinic.number("group", id);
    for (Site site : clinics.of(Requests.signedIn(request))) {
      for (Groups.Session session : desk.groups().ahead(site.id())) {
        if (session.id() == number) {
          return new Found(site, session);
        }
      }
    }
    throw Refused.notFound(
        "There is no group with this number ahead that you may see. Maybe it has begun or was cancelled.");
  }
}
