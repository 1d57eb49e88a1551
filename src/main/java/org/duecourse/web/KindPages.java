package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.desk.DueRule;
import org.duecourse.desk.Role;
import org.duecourse.desk.Site;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.TaskRule;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.duecourse.worklist.TaskSettings;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Kinds of work at a clinic: by when, by whom, what ends it, and who set it. */
@Controller
class KindPages {
  private final Pages pages;
  private final Clinics clinics;
  private final TaskSettings settings;

  KindPages(Pages pages, Clinics clinics, TaskSettings settings) {
    this.pages = pages;
    this.clinics = clinics;
    this.settings = settings;
  }

  @GetMapping("/kinds")
  View list(HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    Account account = Requests.signedIn(request);
    return clinics
        .chosen(account, site)
        .map(here -> list(account, here))
        .orElseGet(() -> pages.page("desk/no-clinic", "Kinds of work", "kinds of work"));
  }

  private Page list(Account account, Site site) {
    List<TaskSettings.Setting> all = settings.of(account.actor(), site.id());
    long own = all.stream().filter(each -> each.setBy() != null).count();
    return pages.page(
        "work/kinds",
        "Kinds of work, " + site.name(),
        new WorkViews.Kinds(
            clinics.where(account, site, other -> "/kinds?site=" + other.id()),
            own == 0
                ? "All kinds are as shipped."
                : DeskWords.counted(own, "kind") + " of " + all.size() + " set by this clinic.",
            all.stream().map(each -> line(each, site)).toList(),
            Routes.runs(account.roles()),
            site.id()));
  }

  private static WorkViews.KindLine line(TaskSettings.Setting setting, Site site) {
    TaskRule rule = setting.rule();
    DueRule urgent = rule.dueUrgent();
    DueRule raise = rule.escalate();
    Role to = rule.escalateTo();
    return new WorkViews.KindLine(
        rule.kind().name(),
        rule.words() + (rule.inUse() ? "" : " (not used)"),
        rule.trigger(),
        rule.due().words()
            + (urgent == null ? "" : "; " + urgent.words() + " if " + rule.urgentWhen()),
        rule.pool().words() + ", about " + rule.minutes() + " min",
        raise == null || to == null
            ? "never"
            : (raise.count() == 0 && raise.unit() == DueRule.Unit.HOURS
                    ? "at once"
                    : raise.words() + " after")
                + ", to the "
                + to.words(),
        closing(rule.closing()),
        setting.setBy() == null || setting.setAt() == null
            ? "as shipped: " + rule.source()
            : "by " + setting.setBy() + ", " + Zones.time(setting.setAt(), site.zoneId()));
  }

  private static String closing(TaskRule.Closing closing) {
    return switch (closing) {
      case BOOKING -> "a booked visit";
      case REACHED -> "speaking with the person";
      case NOTE -> "a note of what came of it";
      case DESK -> "the desk, when its cause is gone";
    };
  }

  private static TaskKind kind(String name) {
    return Arrays.stream(TaskKind.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Refused.notFound("There is no such kind of work."));
  }

  private Site site(Account account, String asked) {
    return clinics
        .chosen(account, asked)
        .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
  }

  @GetMapping("/kinds/{kind}")
  View one(
      HttpServletRequest request,
      @PathVariable String kind,
      @RequestParam(defaultValue = "") String site) {
    Account account = Requests.signedIn(request);
    Site here = site(account, site);
    TaskRule rule = settings.of(account.actor(), here.id(), kind(kind)).rule();
    return one(account, here, rule.kind(), Form.showing(entries(rule)));
  }

  private static Map<String, List<String>> entries(TaskRule rule) {
    DueRule urgent = rule.dueUrgent();
    DueRule raise = rule.escalate();
    Role to = rule.escalateTo();
    Map<String, List<String>> entries = new LinkedHashMap<>();
    entries.put("due", List.of(rule.due().words()));
    entries.put("dueUrgent", List.of(urgent == null ? "" : urgent.words()));
    entries.put("pool", List.of(rule.pool().name()));
    entries.put("minutes", List.of(String.valueOf(rule.minutes())));
    entries.put("priority", List.of(String.valueOf(rule.priority())));
    entries.put("escalate", List.of(raise == null ? "" : raise.words()));
    entries.put("escalateTo", List.of(to == null ? "" : to.name()));
    entries.put("closing", List.of(rule.closing().name().toLowerCase(Locale.ROOT)));
    entries.put("inUse", List.of(rule.inUse() ? "yes" : "no"));
    return entries;
  }

  private Page one(Account account, Site site, TaskKind kind, Form form) {
    TaskRule shipped = TaskRule.shipped(kind);
    boolean people =
        shipped.closing() == TaskRule.Closing.NOTE || shipped.closing() == TaskRule.Closing.REACHED;
    DueRule longest = shipped.longest();
    return pages.page(
        "work/kind",
        shipped.words() + ", " + site.name(),
        new WorkViews.Kind(
            form,
            kind.name(),
            site.id(),
            site.name(),
            "It comes when "
                + shipped.trigger()
                + ". As shipped it is due: "
                + shipped.due().words()
                + (longest == null ? "" : ", and at the longest " + longest.words())
                + ". Source: "
                + shipped.source()
                + ".",
            shipped.urgentWhen(),
            shipped.byHand(),
            Arrays.stream(Role.values())
                .filter(role -> role.seesPatients() && role != Role.COMPLIANCE)
                .map(role -> new Choice(role.name(), Words.sentence(role.words())))
                .toList(),
            Arrays.stream(TaskRule.Closing.values())
                .filter(
                    each ->
                        each == shipped.closing()
                            || (people
                                && (each == TaskRule.Closing.NOTE
                                    || each == TaskRule.Closing.REACHED)))
                .map(
                    each ->
                        new Choice(
                            each.name().toLowerCase(Locale.ROOT), Words.sentence(closing(each))))
                .toList(),
            settings.history(account.actor(), site.id(), kind).stream()
                .map(past -> past(past, site))
                .toList()));
  }

  private static String past(TaskSettings.Past past, Site site) {
    return Zones.time(past.setAt(), site.zoneId())
        + ", "
        + past.setBy()
        + ": due "
        + past.due()
        + ". "
        + past.reason()
        + (past.endedAt() == null
            ? ""
            : " (until " + Zones.time(past.endedAt(), site.zoneId()) + ")");
  }

  @PostMapping("/kinds/{kind}")
  View set(HttpServletRequest request, @PathVariable String kind) {
    Form form = Form.of(request);
    Account account = Requests.signedIn(request);
    Site site = site(account, form.value("site"));
    TaskKind of = kind(kind);
    try {
      if (form.value("do").equals("restore")) {
        settings.restore(account.actor(), site.id(), of, form.value("reason"));
      } else {
        settings.set(
            account.actor(),
            site.id(),
            of,
            new TaskSettings.Change(
                form.value("due"),
                form.value("dueUrgent"),
                form.value("pool"),
                number(form.value("minutes")),
                number(form.value("priority")),
                form.value("escalate"),
                form.value("escalateTo"),
                form.value("closing"),
                !form.chose("inUse", "no"),
                form.value("reason")));
      }
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_ALLOWED || refused.fault() == Fault.NOT_FOUND) {
        throw refused;
      }
      return one(account, site, of, form.refused(refused)).refused();
    }
    return Pages.next(
        request,
        "/kinds?site=" + site.id(),
        "Set for " + site.name() + ". Tasks that are open keep what held when they were made.");
  }

  /** What cannot be read as a number is out of every range. */
  private static int number(String typed) {
    return typed.matches("\\d{1,6}") ? Integer.parseInt(typed) : -1;
  }
}
