package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.worklist.Inbox;
import org.duecourse.worklist.Message;
import org.duecourse.worklist.Worklist;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Messages and calls that come in, and their answers. */
@Controller
class InboxPages {
  private static final int MOST = 200;

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final Inbox inbox;

  InboxPages(Pages pages, Desk desk, Clinics clinics, Inbox inbox) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.inbox = inbox;
  }

  @GetMapping("/inbox")
  View list(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String show) {
    return clinics
        .chosen(Requests.signedIn(request), site)
        .map(here -> list(request, here, show.equals("answered"), Form.empty()))
        .orElseGet(() -> pages.page("desk/no-clinic", "Messages and calls", "messages"));
  }

  private Page list(HttpServletRequest request, Site site, boolean answered, Form form) {
    Account account = Requests.signedIn(request);
    Instant now = desk.clock().instant();
    List<Message> messages =
        answered
            ? inbox.answered(account.actor(), site.id(), MOST)
            : inbox.open(account.actor(), site.id(), MOST);
    long over = messages.stream().filter(each -> each.dueAt().isBefore(now)).count();
    Map<String, String> names = clinics.names(site.id());
    return pages.page(
        "work/inbox",
        "Messages and calls, " + site.name(),
        new WorkViews.Inbox(
            form,
            clinics.where(account, site, other -> "/inbox?site=" + other.id()),
            site.id(),
            answered
                ? "The latest answers first. What was written is erased 90 days after its answer."
                : messages.isEmpty()
                    ? "Every message is answered."
                    : DeskWords.counted(messages.size(), "message")
                        + " to answer, "
                        + (over == 0 ? "none" : String.valueOf(over))
                        + " overdue.",
            List.of(
                new TaskViews.Filter("OPEN", "/inbox?site=" + site.id(), "To answer", !answered),
                new TaskViews.Filter(
                    "ANSWERED",
                    "/inbox?site=" + site.id() + "&show=answered",
                    "Answered",
                    answered)),
            answered,
            messages.stream().map(each -> line(each, site, names, now)).toList(),
            Routes.books(account.roles()),
            clinicians(site),
            choices(Inbox.CHANNELS),
            choices(Inbox.TOPICS)));
  }

  private static WorkViews.MessageLine line(
      Message message, Site site, Map<String, String> names, Instant now) {
    boolean open = message.state().equals("open");
    boolean over = open && message.dueAt().isBefore(now);
    String clinician = message.clinicianId();
    String owner = message.owner();
    String outcome = message.outcome();
    return new WorkViews.MessageLine(
        message.id(),
        (over ? "Overdue since " : "") + Zones.time(message.dueAt(), site.zoneId()),
        over,
        from(message),
        (message.urgent() ? "urgent, " : "") + message.topic() + ", " + spoken(message.channel()),
        clinician == null ? "the clinic" : names.getOrDefault(clinician, clinician),
        open ? owner == null ? "free" : "taken by " + owner : outcome == null ? "closed" : outcome);
  }

  private static String from(Message message) {
    String name = message.patientName();
    return name == null
        ? message.caller() + " (not known yet)"
        : message.caller().isEmpty() ? name : name + ", from " + message.caller();
  }

  private static String spoken(String code) {
    return code.replace('_', ' ');
  }

  private static List<Choice> choices(List<String> codes) {
    return codes.stream().map(each -> new Choice(each, Words.sentence(spoken(each)))).toList();
  }

  private List<Choice> clinicians(Site site) {
    return inbox.clinicians(site.id()).stream()
        .map(who -> new Choice(who.id(), who.name()))
        .toList();
  }

  @PostMapping("/inbox")
  View enter(HttpServletRequest request) {
    Form form = Form.of(request);
    Account account = Requests.signedIn(request);
    Site site =
        clinics
            .chosen(account, form.value("site"))
            .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
    String id;
    try {
      id =
          inbox.receive(
              account.actor(),
              new Inbox.NewMessage(
                  site.id(),
                  blank(form.value("patient")),
                  form.value("caller"),
                  blank(form.value("forWhom")),
                  form.value("channel"),
                  form.value("topic"),
                  form.chose("urgent", "yes"),
                  form.value("body"),
                  null),
              blank(form.value("key")));
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return list(request, site, false, form.refused(named(refused, "patient"))).refused();
    }
    return Pages.next(
        request, "/inbox?site=" + site.id(), "Message " + id + " is entered. Its time runs.");
  }

  /** A refusal without a field says what is wrong with this one. */
  private static Refused named(Refused refused, String field) {
    return refused.problems().isEmpty()
        ? new Refused(
            refused.fault(),
            "Nothing was changed.",
            List.of(new Problem(field, refused.headline())))
        : refused;
  }

  private static @Nullable String blank(String value) {
    return value.isEmpty() ? null : value;
  }

  @GetMapping("/inbox/{id}")
  View one(HttpServletRequest request, @PathVariable String id) {
    return one(request, id, Form.empty());
  }

  private Page one(HttpServletRequest request, String id, Form form) {
    Account account = Requests.signedIn(request);
    Message message = inbox.read(account.actor(), id);
    Site site = clinics.site(message.siteId());
    Map<String, String> names = clinics.names(site.id());
    String clinician = message.clinicianId();
    String patient = message.patientId();
    String outcome = message.outcome();
    boolean open = message.state().equals("open");
    List<DeskViews.Fact> facts = new ArrayList<>();
    facts.add(new DeskViews.Fact("From", from(message)));
    facts.add(
        new DeskViews.Fact(
            "Came",
            Zones.time(message.receivedAt(), site.zoneId()) + ", " + spoken(message.channel())));
    facts.add(new DeskViews.Fact("About", message.topic() + (message.urgent() ? ", urgent" : "")));
    facts.add(
        new DeskViews.Fact(
            "For", clinician == null ? "the clinic" : names.getOrDefault(clinician, clinician)));
    facts.add(
        new DeskViews.Fact(
            open ? "To answer by" : "Answer",
            open || outcome == null ? Zones.time(message.dueAt(), site.zoneId()) : outcome));
    return pages.page(
        "work/message",
        "Message " + id,
        new WorkViews.Message(
            form,
            id,
            facts,
            patient == null ? "" : patient,
            message.erasedAt() == null
                ? message.body()
                : "What was written was erased 90 days after its answer.",
            open,
            patient == null,
            Routes.books(account.roles()),
            clinicians(site),
            choices(Worklist.CHANNELS)));
  }

  @PostMapping("/inbox/{id}/answer")
  View answer(HttpServletRequest request, @PathVariable String id) {
    return step(
        request,
        id,
        "outcome",
        "The answer is noted.",
        (actor, form) -> inbox.answer(actor, id, form.value("how"), form.value("outcome")));
  }

  @PostMapping("/inbox/{id}/known")
  View known(HttpServletRequest request, @PathVariable String id) {
    return step(
        request,
        id,
        "patient",
        "The person is noted.",
        (actor, form) -> inbox.known(actor, id, form.value("patient")));
  }

  @PostMapping("/inbox/{id}/hand")
  View hand(HttpServletRequest request, @PathVariable String id) {
    return step(
        request,
        id,
        "forWhom",
        "The message is on the clinician's list. Its due time stays.",
        (actor, form) -> inbox.handTo(actor, id, form.value("forWhom")));
  }

  private View step(
      HttpServletRequest request,
      String id,
      String field,
      String done,
      BiConsumer<Actor, Form> step) {
    Form form = Form.of(request);
    Actor actor = Requests.signedIn(request).actor();
    inbox.read(actor, id);
    try {
      step.accept(actor, form);
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return one(request, id, form.refused(named(refused, field))).refused();
    }
    return Pages.next(request, "/inbox/" + id, done);
  }
}
