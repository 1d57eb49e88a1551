package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.duecourse.crisis.Crisis;
import org.duecourse.crisis.CrisisRequest;
import org.duecourse.crisis.Reserve;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Practitioner;
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

/** The crisis service of a clinic: who waits, by when, and who answers through the week. */
@Controller
class CrisisPages {
  private static final int DAYS_COUNTED = 28;

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final Crisis crisis;
  private final CoverWords cover;
  private final Reserve reserve;

  CrisisPages(
      Pages pages, Desk desk, Clinics clinics, Crisis crisis, CoverWords cover, Reserve reserve) {
    this.reserve = reserve;
    this.cover = cover;
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.crisis = crisis;
  }

  @GetMapping("/crisis")
  View queue(HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    return clinics
        .chosen(Requests.signedIn(request), site)
        .map(here -> queue(request, here, Form.empty()))
        .orElseGet(() -> pages.page("desk/no-clinic", "Crisis", "requests"));
  }

  private Page queue(HttpServletRequest request, Site site, Form form) {
    Account account = Requests.signedIn(request);
    Instant now = desk.clock().instant();
    LocalDate today = site.dayOf(now);
    List<CrisisViews.Waiting> waiting =
        crisis.queue(account.actor(), site.id()).stream()
            .map(each -> waiting(each, site, now))
            .toList();
    long over = waiting.stream().filter(CrisisViews.Waiting::over).count();
    return pages.page(
        "crisis/queue",
        "Crisis, " + site.name(),
        new CrisisViews.Queue(
            clinics.where(account, site, other -> "/crisis?site=" + other.id()),
            site.id(),
            waiting.isEmpty()
                ? "Nobody waits."
                : waiting.size()
                    + (waiting.size() == 1 ? " person waits, " : " people wait, ")
                    + (over == 0 ? "none" : String.valueOf(over))
                    + " past the clock.",
            cover.of(site, today),
            "/cover?site=" + site.id() + "&day=" + today,
            waiting,
            crisis
                .responses(account.actor(), site.id(), today.minusDays(DAYS_COUNTED), today)
                .stream()
                .map(CrisisPages::response)
                .toList(),
            Routes.answersCrises(account.roles()),
            form,
            Crisis.CHANNELS.stream()
                .map(each -> new Choice(each, Words.sentence(each.replace('_', ' '))))
                .toList(),
            List.of(
                new Choice("emergency", "Emergency: within 4 hours"),
                new Choice("urgent", "Urgent: within 24 hours")),
            clinicians(site)));
  }

  private static CrisisViews.Waiting waiting(CrisisRequest each, Site site, Instant now) {
    String name = each.patientName();
    String patient = each.patientId();
    String order = each.orderId();
    Instant contacted = each.contactedAt();
    return new CrisisViews.Waiting(
        each.id(),
        name == null ? each.caller() + " (not known yet)" : name,
        patient == null ? "" : patient,
        DeskWords.moment(each.receivedAt(), site) + ", " + each.channel().replace('_', ' '),
        DeskWords.moment(each.dueAt(), site),
        each.dueAt().isBefore(now),
        contacted == null
            ? "nobody has spoken with the person yet"
            : "spoken with at "
                + Zones.clock(contacted, site.zoneId())
                + " by "
                + each.contactedBy(),
        order == null ? "" : order);
  }

  private static String response(Crisis.Response each) {
    return (each.urgency().equals("emergency") ? "Emergencies" : "Urgent requests")
        + " in the last "
        + DAYS_COUNTED
        + " days: "
        + each.received()
        + ", of whom "
        + each.answered()
        + " answered in the clock's time, "
        + each.late()
        + " late or overdue, "
        + each.open()
        + " open.";
  }

  private List<Choice> clinicians(Site site) {
    return desk.people().practitioners(site.id()).stream()
        .filter(Practitioner::active)
        .map(who -> new Choice(who.id(), who.name()))
        .toList();
  }

  @PostMapping("/crisis")
  View enter(HttpServletRequest request) {
    Form form = Form.of(request);
    Site site = site(request, form);
    String patient = form.value("patient");
    try {
      crisis.enter(
          Requests.signedIn(request).actor(),
          new Crisis.NewRequest(
              site.id(),
              patient.isEmpty() ? null : patient,
              form.value("caller"),
              form.value("channel"),
              form.value("urgency")));
    } catch (Refused refused) {
      return again(request, site, form, refused, "The request was not entered.");
    }
    return Pages.next(
        request, "/crisis?site=" + site.id(), "The request is entered. Its clock runs.");
  }

  @PostMapping("/crisis/{id}/contact")
  View contact(HttpServletRequest request, @PathVariable String id) {
    return step(request, "The contact is noted.", (actor, form) -> crisis.contacted(actor, id));
  }

  @PostMapping("/crisis/{id}/seen")
  View seen(HttpServletRequest request, @PathVariable String id) {
    return step(
        request,
        "The person was seen; the request is closed.",
        (actor, form) -> crisis.seen(actor, id));
  }

  @PostMapping("/crisis/{id}/transfer")
  View transfer(HttpServletRequest request, @PathVariable String id) {
    return step(
        request,
        "The transfer is noted; the request is closed.",
        (actor, form) ->
            crisis.transferred(actor, id, form.value("to-" + id), form.value("accepted-" + id)));
  }

  @PostMapping("/crisis/{id}/known")
  View known(HttpServletRequest request, @PathVariable String id) {
    return step(
        request,
        "The person of the request is noted.",
        (actor, form) -> crisis.known(actor, id, form.value("patient-" + id)));
  }

  @PostMapping("/crisis/{id}/order")
  View order(HttpServletRequest request, @PathVariable String id) {
    return step(
        request,
        "The visit after the crisis is ordered, within seven days.",
        (actor, form) -> crisis.orderReturn(actor, id, form.value("clinician-" + id)));
  }

  private View step(HttpServletRequest request, String done, BiConsumer<Actor, Form> step) {
    Form form = Form.of(request);
    try {
      step.accept(Requests.signedIn(request).actor(), form);
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return again(request, site(request, form), form, refused, "The request stays as it is.");
    }
    return Pages.next(request, "/crisis?site=" + site(request, form).id(), done);
  }

  private View again(
      HttpServletRequest request, Site site, Form form, Refused refused, String headline) {
    if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
      throw refused;
    }
    return queue(
            request,
            site,
            form.refused(
                new Refused(Fault.INPUT, headline, List.of(new Problem("", refused.headline())))))
        .refused();
  }

  private Site site(HttpServletRequest request, Form form) {
    return clinics
        .chosen(Requests.signedIn(request), form.value("site"))
        .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
  }

  @GetMapping("/cover")
  View week(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String day) {
    return clinics
        .chosen(Requests.signedIn(request), site)
        .map(
            here ->
                week(
                    request,
                    here,
                    day.isEmpty() ? here.dayOf(desk.clock().instant()) : DayPages.parse(day),
                    Form.empty()))
        .orElseGet(() -> pages.page("desk/no-clinic", "Crisis cover", "cover"));
  }

  private Page week(HttpServletRequest request, Site site, LocalDate day, Form form) {
    Account account = Requests.signedIn(request);
    LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    List<CrisisViews.CoverDay> days = new ArrayList<>();
    long gaps = 0;
    for (int n = 0; n < 7; n++) {
      List<DeskViews.Cover> pieces = cover.of(site, monday.plusDays(n));
      gaps += pieces.stream().filter(piece -> !piece.named()).count();
      if (!pieces.isEmpty()) {
        days.add(new CrisisViews.CoverDay(DeskWords.weekday(monday.plusDays(n)), pieces));
      }
    }
    return pages.page(
        "crisis/cover",
        "Crisis cover, week of " + Zones.day(monday),
        new CrisisViews.Cover(
            clinics.where(account, site, other -> "/cover?site=" + other.id() + "&day=" + day),
            site.id(),
            gaps == 0
                ? "Somebody is named in all opening hours."
                : DeskWords.counted(gaps, "time") + " in this week without anybody.",
            days,
            "/cover?site=" + site.id() + "&day=" + monday.minusDays(7),
            "/cover?site=" + site.id() + "&day=" + monday.plusDays(7),
            Routes.runs(account.roles()),
            Routes.seesCrises(account.roles()),
            form,
            clinicians(site),
            kept(reserve.floorMinutes(site.id()))));
  }

  private static String kept(OptionalInt minutes) {
    return minutes.isEmpty()
        ? "No least crisis time is set: changes of weeks can take all of it away."
        : "At least "
            + minutes.getAsInt()
            + " minutes of crisis time are kept in each half-day until their release. No change of weeks leaves less, and before the release only"
            + " a visit in a crisis takes it, or one for which a named role sets the rule aside.";
  }

  @PostMapping("/cover/reserve")
  View keep(HttpServletRequest request) {
    Form form = Form.of(request);
    Site site = site(request, form);
    String typed = form.value("minutes");
    try {
      reserve.keep(
          Requests.signedIn(request).actor(),
          site.id(),
          typed.matches("[0-9]{1,4}") ? Integer.parseInt(typed) : -1);
    } catch (Refused refused) {
      if (refused.fault() != Fault.INPUT) {
        throw refused;
      }
      return week(
              request,
              site,
              site.dayOf(desk.clock().instant()),
              form.refused(
                  new Refused(
                      Fault.INPUT,
                      "Nothing was changed.",
                      List.of(new Problem("minutes", "Write a whole number from 0 to 480.")))))
          .refused();
    }
    return Pages.next(
        request, "/cover?site=" + site.id(), "The least crisis time of a half-day is set.");
  }

  @PostMapping("/cover")
  View name(HttpServletRequest request) {
    Form form = Form.of(request);
    Site site = site(request, form);
    LocalDate day = site.dayOf(desk.clock().instant());
    try {
      day = LocalDate.parse(form.value("day"));
      crisis.name(
          Requests.signedIn(request).actor(),
          site.id(),
          form.value("who"),
          at(day, form.value("from"), site),
          at(day, form.value("to"), site),
          form.value("how"),
          weeks(form.value("weeks")));
    } catch (DateTimeParseException e) {
      return unnamed(request, site, day, form, "Write the day as 2026-06-09, times as 13:00.");
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return unnamed(request, site, day, form, refused.headline());
    }
    return Pages.next(request, "/cover?site=" + site.id() + "&day=" + day, "The person is named.");
  }

  /** Without a number, one week. */
  private static int weeks(String typed) {
    return typed.isEmpty() ? 1 : typed.matches("[0-9]{1,3}") ? Integer.parseInt(typed) : 0;
  }

  private View unnamed(
      HttpServletRequest request, Site site, LocalDate day, Form form, String why) {
    return week(
            request,
            site,
            day,
            form.refused(
                new Refused(Fault.INPUT, "Nobody was named.", List.of(new Problem("", why)))))
        .refused();
  }

  private static Instant at(LocalDate day, String time, Site site) {
    return day.atTime(LocalTime.parse(time)).atZone(site.zoneId()).toInstant();
  }
}
