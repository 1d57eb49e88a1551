package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.worklist.ContractTerm;
import org.duecourse.worklist.ContractTerms;
import org.duecourse.worklist.Judged;
import org.duecourse.worklist.Relief;
import org.duecourse.worklist.UsualTerm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** Terms of contracts: how clinics stand to them, and their adoption, end and relief. */
@Controller
class TermPages {
  private static final String ALL_CLINICS = "all";
  private static final String PATH = "/contract-terms";

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final ContractTerms terms;

  TermPages(Pages pages, Desk desk, Clinics clinics, ContractTerms terms) {
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
    this.terms = terms;
  }

  @GetMapping("/contract-terms")
  View list(HttpServletRequest request) {
    return page(Requests.signedIn(request), Form.empty());
  }

  private Page page(Account account, Form form) {
    List<Site> own = clinics.of(account);
    Map<String, String> names =
        desk.people().sites().stream().collect(Collectors.toMap(Site::id, Site::name));
    boolean runs = Routes.runs(account.roles());
    boolean adopts = ContractTerms.managesAll(account.actor());
    boolean figures = Routes.of("GET", "/board").orElseThrow().access().allows(account.roles());
    List<Judged> judged = terms.judge(own.stream().map(Site::id).toList());
    List<ContractTerm> all =
        terms.all().stream()
            .filter(term -> term.siteId() == null || account.actor().isAt(term.siteId()))
            .toList();
    List<Relief> reliefs =
        terms.reliefs().stream()
            .filter(relief -> all.stream().anyMatch(term -> term.id() == relief.termId()))
            .filter(relief -> relief.siteId() == null || account.actor().isAt(relief.siteId()))
            .toList();
    List<Choice> running =
        all.stream()
            .filter(term -> term.endedAt() == null)
            .map(term -> choice(term, names))
            .toList();
    List<Choice> where = new ArrayList<>(Clinics.choices(own));
    if (adopts) {
      where.addFirst(new Choice(ALL_CLINICS, "All clinics"));
    }
    return pages.form(
        "board/terms",
        "Contract terms",
        new TermViews.Terms(
            finding(judged),
            judged.stream().map(each -> line(each, names, figures)).toList(),
            all.stream().map(term -> line(term, names, runs)).toList(),
            reliefs.stream().map(relief -> line(relief, all, names, runs, adopts)).toList(),
            UsualTerm.ALL.stream().map(TermPages::line).toList(),
            form,
            adopts,
            runs,
            Arrays.stream(ContractTerm.Kind.values())
                .map(kind -> new Choice(kind.name(), kind.words()))
                .toList(),
            where,
            all.stream().map(term -> choice(term, names)).toList(),
            running,
            ContractTerms.RELIEFS.stream()
                .map(reason -> new Choice(reason, Words.sentence(TermWords.reason(reason))))
                .toList()),
        form);
  }

  private static Choice choice(ContractTerm term, Map<String, String> names) {
    return new Choice(
        String.valueOf(term.id()),
        TermWords.asks(term)
            + ", "
            + where(term.siteId(), names)
            + ", from "
            + Zones.day(term.starts()));
  }

  private static String where(@Nullable String site, Map<String, String> names) {
    return site == null ? "All clinics" : names.getOrDefault(site, site);
  }

  private static String finding(List<Judged> judged) {
    if (judged.isEmpty()) {
      return "No term of a contract holds at your clinics. Nothing applies before one is adopted.";
    }
    long missed = judged.stream().filter(each -> each.missedSince() != null).count();
    long hire = judged.stream().filter(Judged::triggered).count();
    return (missed == 0
            ? "No term is missed"
            : DeskWords.counted(missed, "term")
                + " of "
                + judged.size()
                + (missed == 1 ? " is" : " are")
                + " missed")
        + (hire == 0
            ? "."
            : "; " + DeskWords.counted(hire, "time") + " the contract asks to hire.");
  }

  private static TermViews.Line line(
      Judged judged, Map<String, String> names, boolean seesFigures) {
    return new TermViews.Line(
        where(judged.siteId(), names),
        TermWords.asks(judged.term()),
        TermWords.is(judged),
        TermWords.weeks(judged),
        TermWords.relieved(judged),
        TermWords.verdict(judged),
        TermWords.address(judged, seesFigures));
  }

  private static TermViews.TermLine line(
      ContractTerm term, Map<String, String> names, boolean seesNames) {
    LocalDate ends = term.ends();
    Integer months = term.triggerMonths();
    return new TermViews.TermLine(
        term.id(),
        where(term.siteId(), names),
        TermWords.asks(term),
        DeskWords.counted(term.rollingWeeks(), "week")
            + (months == null
                ? ""
                : ", hire after " + DeskWords.counted(months, "month") + " missed"),
        Zones.day(term.starts()),
        ends == null ? "no end yet" : Zones.day(ends.minusDays(1)),
        term.source(),
        seesNames ? term.enteredBy() : "");
  }

  private static TermViews.ReliefLine line(
      Relief relief,
      List<ContractTerm> all,
      Map<String, String> names,
      boolean runs,
      boolean adopts) {
    return new TermViews.ReliefLine(
        relief.id(),
        all.stream()
            .filter(term -> term.id() == relief.termId())
            .map(TermWords::asks)
            .findFirst()
            .orElseThrow(),
        relief.siteId() == null ? "Wherever it holds" : where(relief.siteId(), names),
        Zones.day(relief.starts()) + " to " + Zones.day(relief.ends()),
        TermWords.reason(relief.reason()),
        relief.note(),
        runs && (adopts || relief.siteId() != null));
  }

  private static TermViews.UsualLine line(UsualTerm usual) {
    Integer months = usual.triggerMonths();
    return new TermViews.UsualLine(
        usual.kind().words() + ": " + TermWords.number(usual.value()),
        DeskWords.counted(usual.rollingWeeks(), "week")
            + (months == null
                ? ""
                : ", hire after " + DeskWords.counted(months, "month") + " missed"),
        usual.source(),
        usual.evidence());
  }

  @PostMapping("/contract-terms")
  View adopt(HttpServletRequest request) {
    return change(
        request,
        "The term is adopted.",
        (account, form) -> {
          String headline = "The term was not adopted.";
          List<Problem> problems = new ArrayList<>();
          ContractTerm.Kind kind =
              Arrays.stream(ContractTerm.Kind.values())
                  .filter(each -> each.name().equals(form.value("kind")))
                  .findFirst()
                  .orElse(null);
          if (kind == null) {
            problems.add(new Problem("kind", "Choose what the term is about."));
          }
          String where = form.value("where");
          if (where.isEmpty()) {
            problems.add(new Problem("where", "Choose where it holds."));
          }
          double value = value(form, problems);
          int weeks = number(form, "weeks", 13, problems);
          int swapWeeks = number(form, "swapWeeks", 2, problems);
          Integer months =
              form.value("months").isEmpty() ? null : (Integer) number(form, "months", 0, problems);
          LocalDate from = new FormTimes(form, headline, problems).day("from");
          if (kind == null || !problems.isEmpty()) {
            throw new Refused(Fault.INPUT, headline, problems);
          }
          terms.adopt(
              account.actor(),
              new ContractTerms.NewTerm(
                  kind,
                  where.equals(ALL_CLINICS) ? null : where,
                  value,
                  weeks,
                  months,
                  swapWeeks,
                  from,
                  form.value("source")));
        });
  }

  private static double value(Form form, List<Problem> problems) {
    String typed = form.value("value");
    if (typed.matches("[0-9]{1,3}(\\.[0-9]{1,2})?")) {
      return Double.parseDouble(typed);
    }
    problems.add(
        new Problem(
            "value",
            typed.isEmpty()
                ? "Enter how much, as 5 or 7.5."
                : "'" + typed + "' is not a number. Write it as 5 or 7.5."));
    return 0;
  }

  private static int number(Form form, String field, int otherwise, List<Problem> problems) {
    String typed = form.value(field);
    if (typed.isEmpty()) {
      return otherwise;
    }
    if (typed.matches("[0-9]{1,3}")) {
      return Integer.parseInt(typed);
    }
    problems.add(new Problem(field, "'" + typed + "' is not a whole number."));
    return otherwise;
  }

  @PostMapping("/contract-terms/{term}/end")
  View end(HttpServletRequest request, @PathVariable String term) {
    return change(
        request,
        "The term is ended; what was before stays.",
        (account, form) ->
            terms.end(
                account.actor(),
                ApiClinic.number("term", chosen(form, term)),
                FormDays.needed(form, "until", "The term was not ended.")));
  }

  @PostMapping("/contract-terms/{term}/relief")
  View relieve(HttpServletRequest request, @PathVariable String term) {
    return change(
        request,
        "The relief is noted: its weeks are left out, and named.",
        (account, form) -> {
          String headline = "The relief was not noted.";
          List<Problem> problems = new ArrayList<>();
          FormTimes days = new FormTimes(form, headline, problems);
          LocalDate from = days.day("reliefFrom");
          LocalDate to = days.day("reliefTo");
          String where = form.value("reliefWhere");
          if (where.isEmpty()) {
            problems.add(new Problem("reliefWhere", "Choose at which clinic."));
          }
          if (!problems.isEmpty()) {
            throw new Refused(Fault.INPUT, headline, problems);
          }
          terms.relieve(
              account.actor(),
              ApiClinic.number("term", chosen(form, term)),
              where.equals(ALL_CLINICS) ? null : where,
              from,
              to,
              form.value("reliefReason"),
              form.value("note"));
        });
  }

  /** The term of the form's list; the address of the form says "chosen". */
  private static String chosen(Form form, String inAddress) {
    if (!inAddress.equals("chosen")) {
      return inAddress;
    }
    String term = form.value("term").isEmpty() ? form.value("reliefTerm") : form.value("term");
    if (term.isEmpty()) {
      String field = form.entries().containsKey("until") ? "term" : "reliefTerm";
      throw new Refused(
          Fault.INPUT, "Nothing was changed.", List.of(new Problem(field, "Choose the term.")));
    }
    return term;
  }

  @PostMapping("/contract-reliefs/{relief}/withdraw")
  View withdraw(HttpServletRequest request, @PathVariable String relief) {
    return change(
        request,
        "The relief is taken back.",
        (account, form) -> terms.withdraw(account.actor(), ApiClinic.number("relief", relief)));
  }

  private View change(
      HttpServletRequest request,
      String done,
      java.util.function.BiConsumer<Account, Form> change) {
    Account account = Requests.signedIn(request);
    Form form = Form.of(request);
    try {
      change.accept(account, form);
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      return page(account, form.refused(atFields(refused)));
    }
    return Pages.next(request, PATH, done);
  }

  /** Problems of a relief stand at its own fields. */
  private static Refused atFields(Refused refused) {
    if (!refused.headline().startsWith("The relief")) {
      return refused;
    }
    Map<String, String> fields = Map.of("to", "reliefTo", "reason", "reliefReason");
    return new Refused(
        refused.fault(),
        refused.headline(),
        refused.problems().stream()
            .map(
                problem ->
                    new Problem(
                        fields.getOrDefault(problem.place(), problem.place()), problem.message()))
            .toList());
  }
}
