package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.Site;
import org.duecourse.desk.Supply;
import org.duecourse.desk.WeekBlock;
import org.duecourse.desk.WeekTemplate;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** A clinician's week at a clinic: typed as rows, checked, kept from a day on. */
@Controller
class WeekPages {
  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  WeekPages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  /** Whose week where. */
  private record Whose(Practitioner who, Site site) {}

  private Whose whose(HttpServletRequest request, String id, String siteId) {
    Account account = Requests.signedIn(request);
    Practitioner who = desk.people().practitioner(id);
    String chosen =
        who.sites().stream()
            .filter(account.actor()::isAt)
            .filter(site -> siteId.isEmpty() || site.equals(siteId))
            .findFirst()
            .orElseThrow(
                () -> Refused.notFound("There is no week of '" + id + "' that you may see."));
    return new Whose(who, clinics.site(chosen));
  }

  @GetMapping("/clinicians/{id}/week")
  View form(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String copy) {
    Whose whose = whose(request, id, site);
    String from = copy.isEmpty() ? id : whose(request, copy, whose.site().id()).who().id();
    LocalDate today = whose.site().dayOf(desk.clock().instant());
    List<WeekBlock> blocks =
        weeks(from, whose.site(), today).stream()
            .findFirst()
            .map(WeekTemplate::blocks)
            .orElse(List.of());
    Map<String, List<String>> entries = new LinkedHashMap<>(WeekRows.entries(blocks));
    boolean first = weeks(id, whose.site(), today).isEmpty();
    entries.put("from", List.of((first ? today : today.plusDays(1)).toString()));
    return page(whose, Form.showing(entries));
  }

  private List<WeekTemplate> weeks(String clinician, Site site, LocalDate today) {
    return desk.supply().weeks(clinician, today).stream()
        .filter(week -> week.siteId().equals(site.id()))
        .toList();
  }

  @PostMapping("/clinicians/{id}/week")
  View send(HttpServletRequest request, @PathVariable String id) {
    Form form = Form.of(request);
    Whose whose = whose(request, id, form.value("site"));
    String what = form.value("do");
    if (what.equals("more") || what.equals("change")) {
      return page(whose, form);
    }
    try {
      List<WeekBlock> blocks = WeekRows.read(form);
      WeekTemplate week =
          new WeekTemplate(
              id, whose.site().id(), FormDays.needed(form, "from", WeekRows.NOT_KEPT), blocks);
      return what.equals("keep") ? keep(request, whose, week) : check(request, whose, form, week);
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_ALLOWED || refused.fault() == Fault.NOT_FOUND) {
        throw refused;
      }
      return page(whose, form.refused(WeekRows.atRows(atDay(refused), form))).refused();
    }
  }

  /** What the desk says of the day is said at its field. */
  private static Refused atDay(Refused refused) {
    return refused.problems().isEmpty() && refused.headline().startsWith("A week starts")
        ? new Refused(
            Fault.INPUT, WeekRows.NOT_KEPT, List.of(new Problem("from", refused.headline())))
        : refused;
  }

  private View keep(HttpServletRequest request, Whose whose, WeekTemplate week) {
    Supply.Changed changed = desk.supply().keep(Requests.signedIn(request).actor(), week);
    return Pages.next(
        request,
        "/clinicians/" + whose.who().id(),
        "The week is kept from "
            + Zones.day(week.from())
            + " on. "
            + DeskWords.counted(changed.blocksMade(), "block")
            + " made."
            + (changed.visitsOutside() == 0
                ? ""
                : " "
                    + DeskWords.counted(changed.visitsOutside(), "visit")
                    + " outside the new week: each has a task."));
  }

  private View check(HttpServletRequest request, Whose whose, Form form, WeekTemplate week) {
    Supply.Changed would = desk.supply().tryOut(Requests.signedIn(request).actor(), week);
    String finding =
        DeskWords.counted(would.blocksMade(), "block")
            + " will be made, up to "
            + whose.site().horizonDays()
            + " days ahead. "
            + (would.visitsOutside() == 0
                ? "No booked visit lies outside the new week."
                : DeskWords.counted(would.visitsOutside(), "booked visit")
                    + (would.visitsOutside() == 1 ? " lies" : " lie")
                    + " outside the new week: they stay, and each gets a task.");
    return pages.page(
        "supply/week-check",
        "Check the week",
        new SupplyViews.WeekCheck(
            form,
            whose.who().id(),
            whose.who().name(),
            whose.site().name(),
            finding,
            WeekRows.words(week.blocks()),
            WeekRows.hours(week.blocks()),
            "From " + Zones.day(week.from()) + " on"));
  }

  private Page page(Whose whose, Form form) {
    Site site = whose.site();
    String address = "/clinicians/" + whose.who().id() + "/week?site=" + site.id() + "&copy=";
    LocalDate today = site.dayOf(desk.clock().instant());
    List<DeskViews.Link> copies =
        desk.people().practitioners(site.id()).stream()
            .filter(other -> other.active() && !other.id().equals(whose.who().id()))
            .filter(other -> !weeks(other.id(), site, today).isEmpty())
            .map(other -> new DeskViews.Link(address + other.id(), other.name()))
            .toList();
    return pages.page(
        "supply/week",
        "Week of " + whose.who().name() + " at " + site.name(),
        new SupplyViews.WeekForm(
            form,
            whose.who().id(),
            whose.who().name(),
            site.id(),
            site.name(),
            WeekRows.needed(form),
            WeekRows.days(),
            SupplyWords.everyWeek(),
            SupplyWords.purposes(),
            SupplyWords.modes(),
            copies));
  }
}
