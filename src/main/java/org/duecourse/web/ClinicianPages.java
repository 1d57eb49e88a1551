package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.Site;
import org.duecourse.desk.WeekTemplate;
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

/** Clinicians: entered and changed; their weeks are shown beside. */
@Controller
class ClinicianPages {
  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;

  ClinicianPages(Pages pages, Desk desk, Clinics clinics) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  @GetMapping("/clinicians")
  View list(HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    Account account = Requests.signedIn(request);
    return clinics
        .chosen(account, site)
        .map(here -> listOf(account, here))
        .orElseGet(() -> pages.page("desk/no-clinic", "Clinicians", "clinicians"));
  }

  private Page listOf(Account account, Site here) {
    LocalDate today = here.dayOf(desk.clock().instant());
    List<SupplyViews.ClinicianLine> lines =
        desk.people().practitioners(here.id()).stream().map(who -> line(who, here, today)).toList();
    long without = lines.stream().filter(line -> line.week().equals("no week yet")).count();
    return pages.page(
        "supply/clinicians",
        "Clinicians",
        new SupplyViews.ClinicianList(
            clinics.where(account, here, site -> "/clinicians?site=" + site.id()),
            lines.isEmpty()
                ? "No clinician yet. Enter one, then the week."
                : DeskWords.counted(lines.size(), "clinician")
                    + (without == 0
                        ? ", each with a week."
                        : ", " + without + " without a week: nothing can be booked with them."),
            lines,
            Routes.supplies(account.roles())));
  }

  private SupplyViews.ClinicianLine line(Practitioner who, Site site, LocalDate today) {
    List<WeekTemplate> weeks =
        desk.supply().weeks(who.id(), today).stream()
            .filter(week -> week.siteId().equals(site.id()))
            .toList();
    return new SupplyViews.ClinicianLine(
        who.id(),
        who.name(),
        SupplyWords.profession(who.discipline()),
        String.join(", ", who.languages()),
        Math.round(who.fte() * 100) + "%",
        !who.active()
            ? "gone"
            : weeks.isEmpty() ? "no week yet" : WeekRows.hours(weeks.getFirst().blocks()));
  }

  @GetMapping("/clinicians/new")
  View blank(HttpServletRequest request) {
    return newPage(
        request, Form.showing(Map.of("languages", List.of("en"), "share", List.of("100"))));
  }

  @PostMapping("/clinicians")
  View enter(HttpServletRequest request) {
    Form form = Form.of(request);
    String id = form.value("id");
    try {
      desk.people().keep(Requests.signedIn(request).actor(), practitioner(form, id, 0, List.of()));
    } catch (Refused refused) {
      return newPage(request, ClinicPages.again(form, refused, "id")).refused();
    }
    return Pages.next(
        request, "/clinicians/" + id, "The clinician is entered. Next: the week at each clinic.");
  }

  @GetMapping("/clinicians/{id}")
  View show(HttpServletRequest request, @PathVariable String id) {
    Practitioner who = found(request, id);
    return page(request, who, Form.showing(entries(who)));
  }

  @PostMapping("/clinicians/{id}")
  View change(HttpServletRequest request, @PathVariable String id) {
    Practitioner who = found(request, id);
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    List<String> elsewhere =
        who.sites().stream().filter(site -> !account.actor().isAt(site)).toList();
    try {
      desk.people()
          .keep(
              account.actor(),
              practitioner(form, id, Words.number(form.value("version")), elsewhere));
    } catch (Refused refused) {
      return page(request, who, ClinicPages.again(form, refused, "")).refused();
    }
    return Pages.next(request, "/clinicians/" + id, "The clinician is changed.");
  }

  /** A clinician of one of the account's clinics. */
  private Practitioner found(HttpServletRequest request, String id) {
    Practitioner who = desk.people().practitioner(id);
    if (who.sites().stream().noneMatch(Requests.signedIn(request).actor()::isAt)) {
      throw Refused.notFound("There is no clinician '" + id + "'.");
    }
    return who;
  }

  private Page newPage(HttpServletRequest request, Form form) {
    return pages.page(
        "supply/clinician",
        "Enter a clinician",
        new SupplyViews.ClinicianForm(
            form, "", professions(), choices(request), List.of(), List.of(), true));
  }

  private Page page(HttpServletRequest request, Practitioner who, Form form) {
    Account account = Requests.signedIn(request);
    return pages.page(
        "supply/clinician",
        who.name(),
        new SupplyViews.ClinicianForm(
            form,
            who.id(),
            professions(),
            choices(request),
            facts(who),
            who.sites().stream()
                .filter(account.actor()::isAt)
                .map(clinics::site)
                .flatMap(site -> weeks(account, who, site).stream())
                .toList(),
            Routes.supplies(account.roles())));
  }

  private List<SupplyViews.Week> weeks(Account account, Practitioner who, Site site) {
    LocalDate today = site.dayOf(desk.clock().instant());
    String change =
        Routes.setsWeeks(account.roles())
            ? "/clinicians/" + who.id() + "/week?site=" + site.id()
            : "";
    List<WeekTemplate> weeks =
        desk.supply().weeks(who.id(), today).stream()
            .filter(week -> week.siteId().equals(site.id()))
            .toList();
    if (weeks.isEmpty()) {
      return List.of(
          new SupplyViews.Week(site.name(), "There is no week yet.", List.of(), "", change));
    }
    List<SupplyViews.Week> shown = new ArrayList<>();
    for (WeekTemplate week : weeks) {
      shown.add(
          new SupplyViews.Week(
              site.name(),
              (week.from().isAfter(today) ? "From " : "Since ") + Zones.day(week.from()),
              WeekRows.words(week.blocks()),
              WeekRows.hours(week.blocks()),
              shown.isEmpty() ? change : ""));
    }
    return shown;
  }

  private List<Choice> choices(HttpServletRequest request) {
    return Clinics.choices(clinics.of(Requests.signedIn(request)));
  }

  private static List<Choice> professions() {
    return Practitioner.DISCIPLINES.stream()
        .map(each -> new Choice(each, Words.sentence(SupplyWords.profession(each))))
        .toList();
  }

  private static List<DeskViews.Fact> facts(Practitioner who) {
    Integer limit = who.caseloadLimit();
    return List.of(
        new DeskViews.Fact("Reference", who.id()),
        new DeskViews.Fact("Profession", SupplyWords.profession(who.discipline())),
        new DeskViews.Fact("Languages", String.join(", ", who.languages())),
        new DeskViews.Fact("Share of a full week", Math.round(who.fte() * 100) + "%"),
        new DeskViews.Fact(
            "Caseload", limit == null ? "no limit" : "at most " + limit + " people in care"));
  }

  private static Map<String, List<String>> entries(Practitioner who) {
    Integer limit = who.caseloadLimit();
    Map<String, List<String>> entries = new LinkedHashMap<>();
    entries.put("name", List.of(who.name()));
    entries.put("discipline", List.of(who.discipline()));
    entries.put("languages", List.of(String.join(" ", who.languages())));
    entries.put("share", List.of(String.valueOf(Math.round(who.fte() * 100))));
    entries.put("caseload", limit == null ? List.of() : List.of(limit.toString()));
    entries.put("sites", who.sites());
    entries.put("gone", who.active() ? List.of() : List.of("yes"));
    entries.put("version", List.of(String.valueOf(who.version())));
    return entries;
  }

  /** What was typed; clinics that the account does not see stay as they are. */
  private static Practitioner practitioner(
      Form form, String id, int version, List<String> elsewhere) {
    List<Problem> problems = new ArrayList<>();
    Integer share = number(form, "share", problems);
    Integer caseload = number(form, "caseload", problems);
    if (share == null || share < 1 || share > 100) {
      problems.add(
          new Problem("share", "Enter the share of a full week as a whole number from 1 to 100."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The clinician was not kept.", problems);
    }
    List<String> sites = new ArrayList<>(form.values("sites"));
    sites.addAll(elsewhere);
    return new Practitioner(
        id,
        form.value("name"),
        form.value("discipline"),
        Arrays.stream(form.value("languages").toLowerCase(Locale.ROOT).split("[ ,]+"))
            .filter(language -> !language.isEmpty())
            .toList(),
        caseload,
        (share == null ? 0 : share) / 100.0,
        !form.chose("gone", "yes"),
        sites.stream().distinct().toList(),
        version);
  }

  private static @Nullable Integer number(Form form, String field, List<Problem> problems) {
    String typed = form.value(field);
    if (typed.isEmpty()) {
      return null;
    }
    if (typed.matches("\\d{1,5}")) {
      return Integer.valueOf(typed);
    }
    problems.add(new Problem(field, "'" + typed + "' is not a whole number."));
    return null;
  }
}
