package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Order;
import org.duecourse.desk.Orders;
import org.duecourse.desk.Role;
import org.duecourse.desk.Site;
import org.duecourse.desk.TaskKind;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Open orders, and one order with everything that happened to it. */
@Controller
class OrderPages {
  private static final int MOST = 200;

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  OrderPages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  @GetMapping("/orders")
  View list(HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    Account account = Requests.signedIn(request);
    return clinics
        .chosen(account, site)
        .map(here -> listOf(account, here))
        .orElseGet(() -> pages.page("desk/no-clinic", "Orders to book", "orders"));
  }

  /** The open orders as a file, row by row what the page shows. */
  @GetMapping("/orders.csv")
  ResponseEntity<String> csv(
      HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    Account account = Requests.signedIn(request);
    Site here =
        clinics
            .chosen(account, site)
            .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
    Map<String, String> names = clinics.names(here.id());
    LocalDate today = here.dayOf(desk.clock().instant());
    CsvAnswer csv =
        new CsvAnswer(
            "order",
            "patient_id",
            "patient",
            "kind",
            "earliest",
            "target",
            "latest",
            "legal_limit",
            "clinician",
            "weight",
            "time_left");
    desk.orders()
        .unbooked(account.actor(), here.id(), null, MOST)
        .forEach(
            order ->
                csv.row(
                    order.id(),
                    order.patientId(),
                    order.patientName(),
                    DeskWords.kind(order.kind()),
                    order.earliest(),
                    order.target(),
                    order.latest(),
                    order.legalLimit(),
                    order.clinicianId() == null
                        ? null
                        : names.getOrDefault(order.clinicianId(), order.clinicianId()),
                    order.weight(),
                    DeskWords.left(today, order.latest(), here)));
    return csv.named("orders-" + here.id() + "-" + today);
  }

  private Page listOf(Account account, Site here) {
    Map<String, String> names = clinics.names(here.id());
    LocalDate today = here.dayOf(desk.clock().instant());
    List<DeskViews.OrderLine> lines =
        desk.orders().unbooked(account.actor(), here.id(), null, MOST).stream()
            .map(order -> line(order, names, today, here))
            .toList();
    long over = lines.stream().filter(DeskViews.OrderLine::over).count();
    String finding =
        lines.isEmpty()
            ? "Every open order has a visit ahead."
            : DeskWords.counted(lines.size(), "open order")
                + " without a visit, "
                + over
                + " of them past the window."
                + (lines.size() == MOST ? " Only the most urgent are shown." : "");
    return pages.page(
        "desk/orders",
        "Orders to book",
        new DeskViews.OrderList(
            clinics.where(account, here, site -> "/orders?site=" + site.id()),
            finding,
            lines,
            "/orders.csv?site=" + here.id()));
  }

  private static DeskViews.OrderLine line(
      Orders.Unbooked order, Map<String, String> names, LocalDate today, Site site) {
    LocalDate limit = order.legalLimit();
    String clinician = order.clinicianId();
    return new DeskViews.OrderLine(
        order.id(),
        order.patientId(),
        order.patientName(),
        DeskWords.kind(order.kind()),
        DeskWords.window(order.earliest(), order.target(), order.latest()),
        limit == null ? "none" : Zones.day(limit),
        clinician == null ? "any" : names.getOrDefault(clinician, clinician),
        DeskWords.left(today, order.latest(), site),
        order.latest().isBefore(today));
  }

  @GetMapping("/orders/{id}")
  View show(HttpServletRequest request, @PathVariable String id) {
    return page(request, id, Form.empty());
  }

  @PostMapping("/orders/{id}/extend")
  View extend(HttpServletRequest request, @PathVariable String id) {
    Form form = Form.of(request);
    return change(
        request,
        id,
        form,
        "The window now ends on the day you gave.",
        () ->
            desk.orders()
                .extend(
                    Requests.signedIn(request).actor(),
                    id,
                    Words.number(form.value("version")),
                    FormDays.needed(form, "latest", "The window was not changed."),
                    form.value("reason")));
  }

  @PostMapping("/orders/{id}/close")
  View close(HttpServletRequest request, @PathVariable String id) {
    Form form = Form.of(request);
    return change(
        request,
        id,
        form,
        "The order is closed.",
        () ->
            desk.orders()
                .close(
                    Requests.signedIn(request).actor(),
                    id,
                    Words.number(form.value("version")),
                    form.value("closeReason")));
  }

  @PostMapping("/orders/{id}/earlier-list")
  View earlierList(HttpServletRequest request, @PathVariable String id) {
    Form form = Form.of(request);
    boolean wants = form.value("wants").equals("yes");
    return change(
        request,
        id,
        form,
        wants
            ? "The order is on the list for earlier times."
            : "The order is off the list for earlier times.",
        () ->
            desk.orders()
                .wantEarlier(Requests.signedIn(request).actor(), id, wants, wants ? 24 : 0));
  }

  @PostMapping("/orders/{id}/ask")
  View ask(HttpServletRequest request, @PathVariable String id) {
    Form form = Form.of(request);
    return change(
        request,
        id,
        form,
        "It is on the task list, with its due time.",
        () -> {
          TaskKind what =
              List.of(TaskKind.ASK_EXTENSION, TaskKind.OTHER_CLINIC, TaskKind.REFER_OUT).stream()
                  .filter(kind -> kind.name().equals(form.value("what")))
                  .findFirst()
                  .orElseThrow(() -> Refused.input("Choose what to ask for."));
          desk.orders().askFor(Requests.signedIn(request).actor(), id, what);
        });
  }

  private View change(
      HttpServletRequest request, String id, Form form, String done, Runnable change) {
    try {
      change.run();
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return page(request, id, form.refused(refused)).refused();
    }
    return Pages.next(request, "/orders/" + id, done);
  }

  private Page page(HttpServletRequest request, String id, Form form) {
    Account account = Requests.signedIn(request);
    Orders.History history = desk.orders().history(account.actor(), id);
    Order order = history.order();
    Site site = clinics.site(order.siteId());
    Map<String, String> names = clinics.names(site.id());
    Instant now = desk.clock().instant();
    boolean open = order.state() == Order.State.OPEN;
    boolean books = Routes.books(account.roles());
    return pages.page(
        "desk/order",
        "Order " + id,
        new DeskViews.OrderPage(
            form,
            DeskWords.head(order, history.patient(), site, site.dayOf(now), names),
            order.version(),
            facts(order, site, names),
            history.visits().stream()
                .map(visit -> DeskWords.line(visit, history.patient().name(), names, site, now))
                .toList(),
            history.extensions().stream()
                .map(
                    extension ->
                        new DeskViews.Fact(
                            Zones.time(extension.at(), site.zoneId()) + ", " + extension.author(),
                            "from "
                                + Zones.day(extension.fromLatest())
                                + " to "
                                + Zones.day(extension.toLatest())
                                + ": "
                                + extension.reason()))
                .toList(),
            history.offers().stream()
                .map(
                    offer ->
                        new DeskViews.Fact(
                            Zones.time(offer.offeredAt(), site.zoneId()) + ", " + offer.offeredBy(),
                            DeskWords.moment(offer.starts(), site)
                                + " with "
                                + names.getOrDefault(offer.clinicianId(), offer.clinicianId())
                                + ": "
                                + (offer.answer() == null ? "no answer yet" : offer.answer())
                                + (offer.reason() == null
                                    ? ""
                                    : ", " + DeskWords.reason(offer.reason()))))
                .toList(),
            history.tasks().stream()
                .map(
                    task ->
                        new DeskViews.Fact(
                            task.kind().words(),
                            task.state().equals("open")
                                ? "due "
                                    + Zones.time(task.dueAt(), site.zoneId())
                                    + ". "
                                    + task.why()
                                : task.state()
                                    + (task.outcome() == null ? "" : ": " + task.outcome())))
                .toList(),
            history.searches().stream()
                .map(
                    search ->
                        new DeskViews.Fact(
                            Zones.time(search.at(), site.zoneId()) + ", " + search.by(),
                            "looked "
                                + search.step()
                                + "; shown: "
                                + AuditWords.shown(search.shown(), site.zoneId(), names)))
                .toList(),
            history.history().stream()
                .map(
                    act ->
                        new DeskViews.Act(
                            Zones.time(act.at(), site.zoneId()),
                            act.actor() + " (" + act.role() + ")",
                            AuditWords.act(act.action(), act.subject()),
                            AuditWords.detail(act.detail(), site.zoneId())))
                .toList(),
            books && open && history.visits().stream().noneMatch(v -> v.state().takesTime()),
            open && account.roles().stream().anyMatch(Role::extendsWindows),
            books && open,
            order.earlierList(),
            DeskWords.choices(Orders.CLOSE_REASONS)));
  }

  private static List<DeskViews.Fact> facts(Order order, Site site, Map<String, String> names) {
    List<DeskViews.Fact> facts = new ArrayList<>();
    facts.add(new DeskViews.Fact("Clinic", site.name()));
    facts.add(
        new DeskViews.Fact(
            "Entered", Zones.time(order.orderedAt(), site.zoneId()) + " by " + order.orderedBy()));
    if (order.clinicianId() != null) {
      facts.add(
          new DeskViews.Fact(
              "Clinician", names.getOrDefault(order.clinicianId(), order.clinicianId())));
    }
    facts.add(new DeskViews.Fact("Continuity", DeskWords.continuity(order.continuity())));
    facts.add(
        new DeskViews.Fact(
            "How", DeskWords.mode(order.mode()) + ", " + order.minutes() + " minutes"));
    if (order.discipline() != null) {
      facts.add(new DeskViews.Fact("Profession", order.discipline().replace('_', ' ')));
    }
    if (order.language() != null) {
      facts.add(new DeskViews.Fact("Language", order.language()));
    }
    facts.add(
        new DeskViews.Fact(
            "Why lateness matters",
            DeskWords.reason(order.harmProfile()) + ", weight " + order.weight() + " of 10"));
    facts.add(new DeskViews.Fact("Urgency", order.urgency()));
    if (!order.latest().equals(order.orderedLatest())) {
      facts.add(
          new DeskViews.Fact(
              "Window as first ordered", "until " + Zones.day(order.orderedLatest())));
    }
    return facts;
  }
}
