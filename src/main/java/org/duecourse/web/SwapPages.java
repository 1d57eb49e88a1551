package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Block;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.Site;
import org.duecourse.desk.WallClock;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.worklist.ProtectedTime;
import org.duecourse.worklist.Swap;
import org.duecourse.worklist.Swaps;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Swaps of protected time: proposed, seen old and new side by side, agreed to or refused. */
@Controller
class SwapPages {
  private static final String HEADLINE = "The swap was not proposed.";
  private static final List<String> FIELDS =
      List.of(
          "site",
          "clinician",
          "day",
          "start",
          "end",
          "purpose",
          "givenDay",
          "givenStart",
          "reason");

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final ProtectedTime time;

  SwapPages(Pages pages, Desk desk, Clinics clinics, ProtectedTime time) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.time = time;
  }

  @GetMapping("/protected/swap")
  View propose(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String day) {
    Account account = Requests.signedIn(request);
    return clinics
        .chosen(account, site)
        .map(
            here ->
                propose(
                    account,
                    here,
                    Form.showing(day.isEmpty() ? Map.of() : Map.of("day", List.of(day)))))
        .orElseGet(() -> pages.page("desk/no-clinic", "Propose a swap", "weeks"));
  }

  private Page propose(Account account, Site site, Form form) {
    String own = account.actor().clinicianId();
    boolean runs = Routes.runs(account.roles());
    return pages.form(
        "swapped/propose",
        "Propose a swap of protected time",
        new ProtectedViews.Propose(
            form,
            site.id(),
            runs || own == null ? "" : own,
            runs
                ? desk.people().practitioners(site.id()).stream()
                    .filter(Practitioner::active)
                    .map(who -> new Choice(who.id(), who.name()))
                    .toList()
                : List.of(),
            List.of(Purpose.RETURN, Purpose.FIRST, Purpose.CRISIS).stream()
                .map(purpose -> new Choice(purpose.name(), SupplyWords.purpose(purpose)))
                .toList(),
            "/protected?site=" + site.id()),
        form);
  }

  private Swaps.Proposal asked(Form form, Site site) {
    List<Problem> problems = new ArrayList<>();
    FormTimes times = new FormTimes(form, HEADLINE, problems);
    LocalDate day = times.day("day");
    LocalTime start = times.time("start");
    LocalTime end = times.time("end");
    LocalDate givenDay = times.day("givenDay");
    LocalTime givenStart = times.time("givenStart");
    if (form.value("clinician").isEmpty()) {
      problems.add(new Problem("clinician", "Choose whose time it is."));
    }
    if (Swaps.FOR.stream().noneMatch(each -> each.name().equals(form.value("purpose")))) {
      problems.add(new Problem("purpose", "Choose what the time is for then."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, HEADLINE, problems);
    }
    return new Swaps.Proposal(
        form.value("clinician"),
        site.id(),
        day,
        start,
        end,
        Purpose.valueOf(form.value("purpose")),
        givenDay,
        givenStart,
        form.value("reason"));
  }

  @PostMapping("/protected/check")
  View check(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    Site site = site(account, form);
    Swaps.Proposal asked;
    try {
      asked = asked(form, site);
      List<Problem> problems = time.swaps().problems(account.actor(), asked);
      if (!problems.isEmpty()) {
        throw new Refused(Fault.INPUT, HEADLINE, problems);
      }
    } catch (Refused refused) {
      return again(account, site, form, refused);
    }
    boolean own = asked.clinicianId().equals(account.actor().clinicianId());
    Instant from = WallClock.at(asked.day(), asked.from(), site.zoneId());
    Instant to = WallClock.at(asked.day(), asked.to(), site.zoneId());
    Instant given = WallClock.at(asked.givenDay(), asked.givenFrom(), site.zoneId());
    Instant givenTo = given.plus(java.time.Duration.between(from, to));
    return pages.page(
        "swapped/check",
        "Check the swap",
        new ProtectedViews.Check(
            desk.people().practitioner(asked.clinicianId()).name(),
            List.of(
                new ProtectedViews.Change(
                    SwapWords.span(asked.day(), from, to, site),
                    now(site, asked.clinicianId(), asked.day(), from, to),
                    SupplyWords.purpose(asked.purpose())),
                new ProtectedViews.Change(
                    SwapWords.span(asked.givenDay(), given, givenTo, site),
                    now(site, asked.clinicianId(), asked.givenDay(), given, givenTo),
                    SupplyWords.purpose(Purpose.PROTECTED))),
            asked.reason(),
            own ? "a manager of the clinic" : "the clinician",
            FIELDS.stream().map(field -> new StaffViews.Field(field, form.value(field))).toList(),
            "/protected/swap?site=" + site.id() + "&day=" + asked.day()));
  }

  /** What a clinician's time is for, in a stretch. */
  private String now(Site site, String clinician, LocalDate day, Instant from, Instant to) {
    List<String> purposes =
        desk.supply().blocks(site.id(), day, day).stream()
            .filter(block -> block.clinicianId().equals(clinician))
            .filter(block -> block.starts().isBefore(to) && block.ends().isAfter(from))
            .map(Block::purpose)
            .distinct()
            .map(SupplyWords::purpose)
            .toList();
    return purposes.isEmpty() ? "No time of the clinician" : String.join(", ", purposes);
  }

  @PostMapping("/protected/swap")
  View proposed(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    Site site = site(account, form);
    try {
      long id = time.swaps().propose(account.actor(), asked(form, site));
      return Pages.next(
          request, "/swaps/" + id, "The swap is proposed. Nothing changes before both agree.");
    } catch (Refused refused) {
      return again(account, site, form, refused);
    }
  }

  private Site site(Account account, Form form) {
    return clinics
        .chosen(account, form.value("site"))
        .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
  }

  private View again(Account account, Site site, Form form, Refused refused) {
    if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
      throw refused;
    }
    return propose(account, site, form.refused(refused));
  }

  @GetMapping("/swaps/{id}")
  View swap(HttpServletRequest request, @PathVariable String id) {
    return swap(Requests.signedIn(request), ApiClinic.number("swap", id), Form.empty());
  }

  private Page swap(Account account, long id, Form form) {
    Actor actor = account.actor();
    Swap swap = time.swaps().swap(actor, id);
    Site site = clinics.site(swap.siteId());
    boolean own = swap.clinicianId().equals(actor.clinicianId());
    boolean proposed = swap.state().equals("proposed");
    String taken = SupplyWords.purpose(swap.purpose());
    String spared = SupplyWords.purpose(Purpose.PROTECTED);
    Instant agreed = swap.agreedAt();
    String answer = swap.answer();
    List<DeskViews.Fact> facts = new ArrayList<>();
    facts.add(new DeskViews.Fact("Why", swap.reason()));
    facts.add(
        new DeskViews.Fact(
            "Proposed", DeskWords.moment(swap.proposedAt(), site) + " by " + swap.proposedBy()));
    if (agreed != null) {
      facts.add(
          new DeskViews.Fact(
              "Agreed",
              DeskWords.moment(agreed, site)
                  + " by "
                  + swap.clinicianBy()
                  + " (clinician) and "
                  + swap.managerBy()
                  + " (manager)"));
    }
    if (answer != null) {
      facts.add(new DeskViews.Fact("Answer", answer));
    }
    return pages.form(
        "swapped/swap",
        "Swap of protected time",
        new ProtectedViews.Swap(
            form,
            swap.id(),
            swap.version(),
            swap.clinicianName(),
            List.of(
                new ProtectedViews.Change(
                    SwapWords.span(swap.takenDay(), swap.takenStarts(), swap.takenEnds(), site),
                    spared,
                    taken),
                new ProtectedViews.Change(
                    SwapWords.span(swap.givenDay(), swap.givenStarts(), swap.givenEnds(), site),
                    proposed
                        ? now(
                            site,
                            swap.clinicianId(),
                            swap.givenDay(),
                            swap.givenStarts(),
                            swap.givenEnds())
                        : "Other time",
                    spared)),
            Words.sentence(SwapWords.state(swap)) + ".",
            facts,
            proposed && (own ? swap.waitsForClinician() : swap.waitsForManager()),
            proposed,
            "/protected?site=" + site.id() + "&day=" + swap.takenDay()),
        form);
  }

  @PostMapping("/swaps/{id}/agree")
  View agree(HttpServletRequest request, @PathVariable String id) {
    return answer(
        request,
        id,
        "Both have agreed: the time has changed.",
        (account, form) ->
            time.swaps()
                .agree(
                    account.actor(),
                    ApiClinic.number("swap", id),
                    Words.number(form.value("version"))));
  }

  @PostMapping("/swaps/{id}/refuse")
  View refuse(HttpServletRequest request, @PathVariable String id) {
    return answer(
        request,
        id,
        "The swap is refused; nothing changes.",
        (account, form) ->
            time.swaps()
                .refuse(
                    account.actor(),
                    ApiClinic.number("swap", id),
                    Words.number(form.value("version")),
                    form.value("answer")));
  }

  private View answer(
      HttpServletRequest request,
      String id,
      String done,
      java.util.function.BiConsumer<Account, Form> act) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    long number = ApiClinic.number("swap", id);
    time.swaps().swap(account.actor(), number);
    try {
      act.accept(account, form);
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return swap(
          account,
          number,
          form.refused(
              new Refused(
                  refused.fault(),
                  refused.headline(),
                  refused.problems().stream()
                      .map(problem -> new Problem("", problem.message()))
                      .toList())));
    }
    return Pages.next(request, "/swaps/" + number, done);
  }
}
