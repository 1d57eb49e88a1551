package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.Block;
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

/** A clinician's time on one day at a clinic, apart from the week: add some, take some away. */
@Controller
class TimePages {
  private static final String UNCHANGED = "The day was not changed.";

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  TimePages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  /** Whose day where. */
  private record Whose(Practitioner who, Site site, LocalDate day) {
    String address() {
      return "/clinicians/" + who.id() + "/day?site=" + site.id() + "&day=" + day;
    }
  }

  private Whose whose(HttpServletRequest request, String id, String siteId, String typed) {
    Account account = Requests.signedIn(request);
    Practitioner who = desk.people().practitioner(id);
    String chosen =
        who.sites().stream()
            .filter(account.actor()::isAt)
            .filter(site -> siteId.isEmpty() || site.equals(siteId))
            .findFirst()
            .orElseThrow(
                () -> Refused.notFound("There is no time of '" + id + "' that you may see."));
    Site site = clinics.site(chosen);
    return new Whose(
        who, site, typed.isEmpty() ? site.dayOf(desk.clock().instant()) : DayPages.parse(typed));
  }

  @GetMapping("/clinicians/{id}/day")
  View show(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String day) {
    return page(
        whose(request, id, site, day),
        Form.showing(Map.of("placeMinutes", List.of("60"), "purpose", List.of("RETURN"))));
  }

  @PostMapping("/clinicians/{id}/day")
  View add(HttpServletRequest request, @PathVariable String id) {
    Form form = Form.of(request);
    Whose whose = whose(request, id, form.value("site"), form.value("day"));
    try {
      desk.supply()
          .add(
              Requests.signedIn(request).actor(),
              id,
              whose.site().id(),
              whose.day(),
              time(form, "from"),
              time(form, "to"),
              purpose(form),
              Words.number(form.value("placeMinutes")),
              form.value("reason"));
    } catch (Refused refused) {
      return refused(whose, form, refused);
    }
    return Pages.next(request, whose.address(), "The time is added.");
  }

  @PostMapping("/clinicians/{id}/day/remove")
  View remove(HttpServletRequest request, @PathVariable String id) {
    Form form = Form.of(request);
    Whose whose = whose(request, id, form.value("site"), form.value("day"));
    String block = form.value("block");
    try {
      if (!block.matches("[0-9]{1,18}")) {
        throw Refused.input("Choose the time that goes.");
      }
      desk.supply()
          .remove(
              Requests.signedIn(request).actor(),
              Long.parseLong(block),
              Words.number(form.value("version")),
              form.value("reason-" + block));
    } catch (Refused refused) {
      return refused(whose, form, refused);
    }
    return Pages.next(request, whose.address(), "The time is taken away.");
  }

  private Page refused(Whose whose, Form form, Refused refused) {
    if (refused.fault() == Fault.NOT_ALLOWED || refused.fault() == Fault.NOT_FOUND) {
      throw refused;
    }
    return page(
            whose,
            form.refused(
                refused.problems().isEmpty()
                    ? new Refused(
                        Fault.INPUT, UNCHANGED, List.of(new Problem("", refused.headline())))
                    : refused))
        .refused();
  }

  private Page page(Whose whose, Form form) {
    List<SupplyViews.TimeLine> lines =
        desk.supply().blocks(whose.site().id(), whose.day(), whose.day()).stream()
            .filter(block -> block.clinicianId().equals(whose.who().id()))
            .filter(block -> block.state().equals("active"))
            .map(block -> line(block, whose.site()))
            .toList();
    return pages.page(
        "supply/time",
        whose.who().name() + ", " + DeskWords.weekday(whose.day()),
        new SupplyViews.TimeOfDay(
            form,
            whose.who().id(),
            whose.site().id(),
            whose.site().name(),
            whose.day().toString(),
            "/day?site=" + whose.site().id() + "&day=" + whose.day(),
            lines,
            SupplyWords.purposes()));
  }

  private static SupplyViews.TimeLine line(Block block, Site site) {
    return new SupplyViews.TimeLine(
        String.valueOf(block.id()),
        block.version(),
        Zones.clock(block.starts(), site.zoneId())
            + " to "
            + Zones.clock(block.ends(), site.zoneId()),
        Words.sentence(SupplyWords.purpose(block.purpose())));
  }

  private static Purpose purpose(Form form) {
    return Arrays.stream(Purpose.values())
        .filter(each -> each.name().equals(form.value("purpose")))
        .findFirst()
        .orElseThrow(() -> at("purpose", "Choose what the time is for."));
  }

  private static LocalTime time(Form form, String field) {
    try {
      return LocalTime.parse(form.value(field));
    } catch (DateTimeParseException e) {
      throw at(field, "Write the time as 14:00.");
    }
  }

  private static Refused at(String field, String message) {
    return new Refused(Fault.INPUT, UNCHANGED, List.of(new Problem(field, message)));
  }
}
