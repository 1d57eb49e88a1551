package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Site;
import org.duecourse.desk.Task;
import org.duecourse.desk.TaskKind;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.worklist.ProtectedTime;
import org.duecourse.worklist.ProtectedWeek;
import org.duecourse.worklist.Worklist;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What has to be done at a clinic: taken, done with an outcome, and where the work is. */
@Controller
class TaskPages {
  private static final int MOST = 500;
  private static final Set<TaskKind> BOOKED =
      Set.of(
          TaskKind.BOOK_FIRST,
          TaskKind.BOOK_RETURN,
          TaskKind.REBOOK,
          TaskKind.NO_SHOW_OUTREACH,
          TaskKind.OTHER_CLINIC);

  private final Pages pages;
  private final Desk desk;
  private final Clinics clinics;
  private final Worklist worklist;
  private final ProtectedTime time;

  TaskPages(Pages pages, Desk desk, Clinics clinics, Worklist worklist, ProtectedTime time) {
    this.time = time;
    this.worklist = worklist;
    this.pages = pages;
    this.desk = desk;
    this.clinics = clinics;
  }

  /** When a task is due, seen from now. */
  private enum When {
    ALL("All"),
    OVERDUE("Overdue"),
    TODAY("Due today"),
    LATER("Later"),
    PUT_OFF("Put off");

    private final String words;

    When(String words) {
      this.words = words;
    }

    static When of(String asked) {
      return Arrays.stream(values())
          .filter(each -> each.name().equalsIgnoreCase(asked))
          .findFirst()
          .orElse(ALL);
    }

    boolean holds(Task task, Instant now, Site site) {
      LocalDate today = site.dayOf(now);
      boolean over = task.dueAt().isBefore(now);
      return switch (this) {
        case ALL, PUT_OFF -> true;
        case OVERDUE -> over;
        case TODAY -> !over && site.dayOf(task.dueAt()).equals(today);
        case LATER -> site.dayOf(task.dueAt()).isAfter(today);
      };
    }
  }

  @GetMapping("/tasks")
  View list(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String site,
      @RequestParam(defaultValue = "") String show) {
    return page(request, site, When.of(show), Form.empty(), 0);
  }

  @PostMapping("/tasks/{id}/claim")
  View claim(HttpServletRequest request, @PathVariable long id) {
    return change(
        request,
        id,
        "You have taken the task.",
        form -> desk.tasks().claim(Requests.signedIn(request).actor(), id));
  }

  @PostMapping("/tasks/{id}/complete")
  View complete(HttpServletRequest request, @PathVariable long id) {
    return change(
        request,
        id,
        "The task is done; what came of it is noted.",
        form ->
            desk.tasks()
                .complete(Requests.signedIn(request).actor(), id, form.value("outcome-" + id)));
  }

  @PostMapping("/tasks/{id}/attempt")
  View attempt(HttpServletRequest request, @PathVariable long id) {
    return change(
        request,
        id,
        "The attempt is noted. Who was not reached comes back on the day of the next one.",
        form ->
            worklist.attempt(
                Requests.signedIn(request).actor(),
                id,
                form.value("channel-" + id),
                form.value("reached-" + id)));
  }

  @PostMapping("/tasks/{id}/defer")
  View defer(HttpServletRequest request, @PathVariable long id) {
    return change(
        request,
        id,
        "The task is put off.",
        form ->
            worklist.defer(
                Requests.signedIn(request).actor(),
                id,
                FormDays.needed(form, "until-" + id, "The task stays as it is."),
                form.value("because-" + id)));
  }

  @PostMapping("/tasks/{id}/release")
  View release(HttpServletRequest request, @PathVariable long id) {
    return change(
        request,
        id,
        "The task is free again.",
        form -> worklist.release(Requests.signedIn(request).actor(), id));
  }

  @PostMapping("/tasks/hand-over")
  View handOver(HttpServletRequest request) {
    Form form = Form.of(request);
    Account account = Requests.signedIn(request);
    Site site =
        clinics
            .chosen(account, form.value("site"))
            .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
    int handed = worklist.handOver(account.actor(), site.id(), form.value("from"));
    return Pages.next(
        request,
        address(site.id(), When.ALL),
        DeskWords.counted(handed, "task") + (handed == 1 ? " is" : " are") + " free again.");
  }

  private View change(
      HttpServletRequest request, long id, String done, java.util.function.Consumer<Form> change) {
    Form form = Form.of(request);
    String site = form.value("site");
    When show = When.of(form.value("show"));
    try {
      change.accept(form);
    } catch (Refused refused) {
      if (refused.fault() == Fault.NOT_FOUND || refused.fault() == Fault.NOT_ALLOWED) {
        throw refused;
      }
      String place = refused.fault() == Fault.INPUT ? "outcome-" + id : "";
      Refused atTask =
          new Refused(
              refused.fault(),
              "The task stays as it is.",
              refused.problems().isEmpty()
                  ? List.of(new Problem(place, refused.headline()))
                  : refused.problems());
      return page(request, site, show, form.refused(atTask), id).refused();
    }
    return Pages.next(
        request, site.matches("[A-Za-z0-9._-]+") ? address(site, show) : "/tasks", done);
  }

  private static String address(String site, When show) {
    return "/tasks?site="
        + site
        + (show == When.ALL ? "" : "&show=" + show.name().toLowerCase(java.util.Locale.ROOT));
  }

  private Page page(HttpServletRequest request, String asked, When show, Form form, long at) {
    Account account = Requests.signedIn(request);
    return clinics
        .chosen(account, asked)
        .map(site -> listOf(account, site, show, form, at))
        .orElseGet(() -> pages.page("desk/no-clinic", "Tasks", "tasks"));
  }

  private Page listOf(Account account, Site site, When show, Form form, long at) {
    Instant now = desk.clock().instant();
    List<Task> tasks = desk.tasks().open(account.actor(), site.id(), MOST);
    List<Task> putOff = desk.tasks().putOff(account.actor(), site.id(), MOST);
    List<TaskViews.Line> lines =
        (show == When.PUT_OFF ? putOff : tasks)
            .stream()
                .filter(task -> show.holds(task, now, site))
                .map(task -> line(task, site, now, account))
                .toList();
    List<TaskViews.Filter> filters =
        Arrays.stream(When.values())
            .map(
                when ->
                    new TaskViews.Filter(
                        when.name(),
                        address(site.id(), when),
                        when.words
                            + " ("
                            + (when == When.PUT_OFF ? putOff : tasks)
                                .stream().filter(t -> when.holds(t, now, site)).count()
                            + ")",
                        when == show))
            .toList();
    return pages.page(
        "desk/tasks",
        "Tasks",
        new TaskViews.Tasks(
            form,
            clinics.where(account, site, other -> address(other.id(), show)),
            site.id(),
            finding(tasks, lines.isEmpty(), show, site, now),
            own(account, site, site.dayOf(now)),
            "/tasks.csv?site=" + site.id(),
            "/kinds?site=" + site.id(),
            filters,
            show.name(),
            lines,
            at,
            Routes.books(account.roles()),
            Routes.runs(account.roles()),
            tasks.stream()
                .map(Task::owner)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(owner -> new Choice(owner, owner))
                .toList(),
            choices(Worklist.CHANNELS),
            choices(Worklist.OUTCOMES)));
  }

  private static List<Choice> choices(List<String> codes) {
    return codes.stream()
        .map(each -> new Choice(each, Words.sentence(each.replace('_', ' '))))
        .toList();
  }

  private static String finding(List<Task> tasks, boolean none, When show, Site site, Instant now) {
    if (show == When.PUT_OFF && !none) {
      return "These come back on the day to which they are put off, before they are due.";
    }
    if (tasks.isEmpty()) {
      return "Nothing is due. A task comes here when an order has no visit, a visit is cancelled or missed, or somebody asks.";
    }
    if (none) {
      String next =
          tasks.stream()
              .filter(task -> !task.dueAt().isBefore(now))
              .findFirst()
              .map(task -> " Next: " + Zones.time(task.dueAt(), site.zoneId()) + ".")
              .orElse("");
      return switch (show) {
        case OVERDUE -> "Nothing is overdue." + next;
        case TODAY -> "Nothing more is due today." + next;
        case PUT_OFF -> "Nothing is put off.";
        case ALL, LATER -> "Nothing is due later.";
      };
    }
    long over = tasks.stream().filter(task -> task.dueAt().isBefore(now)).count();
    long today = tasks.stream().filter(task -> When.TODAY.holds(task, now, site)).count();
    return DeskWords.counted(tasks.size(), "open task")
        + ": "
        + over
        + " overdue, "
        + today
        + " due today"
        + (tasks.size() == MOST ? ". Only the most urgent are shown." : ".");
  }

  private static TaskViews.Line line(Task task, Site site, Instant now, Account account) {
    String owner = task.owner();
    String patient = task.patientName();
    String patientId = task.patientId();
    String order = task.orderId();
    boolean over = task.dueAt().isBefore(now);
    boolean books = order != null && BOOKED.contains(task.kind()) && Routes.books(account.roles());
    return new TaskViews.Line(
        task.id(),
        (over ? "Overdue since " : "")
            + Zones.time(task.dueAt(), site.zoneId())
            + putOff(task, site, now),
        over,
        patientId == null ? "" : patientId,
        patient == null ? "nobody in particular" : patient,
        task.kind().words(),
        task.why(),
        "about " + task.minutes() + " min",
        who(task, account),
        owner == null,
        account.login().equals(owner),
        order == null
            ? elsewhere(task)
            : tells(task, account)
                ? new DeskViews.Link(
                    "/visits/" + task.appointmentId() + "/new-time", "Note what they say")
                : books
                    ? new DeskViews.Link("/orders/" + order + "/book", "Book " + order)
                    : new DeskViews.Link("/orders/" + order, "Open " + order));
  }

  private static boolean tells(Task task, Account account) {
    return task.kind() == TaskKind.TELL_NEW_TIME
        && task.appointmentId() != null
        && Routes.books(account.roles());
  }

  private static String who(Task task, Account account) {
    String owner = task.owner();
    return (owner == null
            ? "free, for: " + task.pool().words()
            : owner.equals(account.login()) ? "you" : "taken by " + owner)
        + (task.escalatedAt() == null ? "" : "; raised to the " + task.pool().words());
  }

  private static String putOff(Task task, Site site, Instant now) {
    Instant until = task.notBefore();
    return until == null || !until.isAfter(now)
        ? ""
        : "; put off until " + Zones.time(until, site.zoneId());
  }

  /** Where work is done that is not about an order. */
  private static DeskViews.Link elsewhere(Task task) {
    return switch (task.kind()) {
      case MESSAGE -> new DeskViews.Link("/inbox/" + task.about(), "Open " + task.about());
      case CRISIS_REQUEST -> new DeskViews.Link("/crisis?site=" + task.siteId(), "Open the queue");
      case CRISIS_GAP -> new DeskViews.Link("/cover?site=" + task.siteId(), "Name somebody");
      case SWAP_BROKEN -> new DeskViews.Link("/protected?site=" + task.siteId(), "Open the swaps");
      case CONTRACT_TERM, HIRE_TRIGGER -> new DeskViews.Link("/contract-terms", "Open the terms");
      default -> new DeskViews.Link("", "");
    };
  }

  /** A clinician's protected time beside the work that is due in it. */
  private TaskViews.Own own(Account account, Site site, LocalDate today) {
    String me = account.actor().clinicianId();
    List<DeskViews.Link> waiting =
        time.swaps().waitingFor(account.actor(), site.id()).stream()
            .map(
                swap ->
                    new DeskViews.Link(
                        "/swaps/" + swap.id(),
                        "Swap "
                            + swap.id()
                            + " of "
                            + swap.minutes()
                            + " min waits for your answer"))
            .toList();
    if (me == null) {
      return new TaskViews.Own("", List.of(), "", waiting, "");
    }
    ProtectedWeek week = time.week(account.actor(), me, today);
    ProtectedWeek.Day day =
        week.days().stream().filter(each -> each.day().equals(today)).findFirst().orElseThrow();
    int due = day.dueMinutes() + overdue(week, today);
    return new TaskViews.Own(
        "Protected time today "
            + day.keptMinutes()
            + " min, due by today "
            + due
            + " min: "
            + (due > day.keptMinutes() ? (due - day.keptMinutes()) + " min short." : "it fits."),
        week.days().stream()
            .filter(each -> each.keptMinutes() > 0 || each.dueMinutes() > 0)
            .map(
                each ->
                    DeskWords.weekday(each.day())
                        + ": "
                        + each.keptMinutes()
                        + " kept, "
                        + each.dueMinutes()
                        + " due"
                        + (each.shortMinutes() > 0 ? ", " + each.shortMinutes() + " short" : ""))
            .toList(),
        "All of the week: "
            + week.keptMinutes()
            + " kept, "
            + (week.dueMinutes() + week.overdueMinutes())
            + " due"
            + (week.keptMinutes() < week.dueMinutes() + week.overdueMinutes()
                ? "; the week is too short."
                : "; the week fits."),
        waiting,
        "/protected/swap?site=" + site.id());
  }

  /** What was due before today and is still open is done today. */
  private static int overdue(ProtectedWeek week, LocalDate today) {
    return week.overdueMinutes()
        + week.days().stream()
            .filter(each -> each.day().isBefore(today))
            .mapToInt(ProtectedWeek.Day::dueMinutes)
            .sum();
  }

  @GetMapping("/tasks.csv")
  ResponseEntity<String> csv(
      HttpServletRequest request, @RequestParam(defaultValue = "") String site) {
    Account account = Requests.signedIn(request);
    Site here =
        clinics
            .chosen(account, site)
            .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
    CsvAnswer csv =
        new CsvAnswer(
            "task",
            "due",
            "kind",
            "patient",
            "order",
            "why",
            "minutes",
            "priority",
            "pool",
            "owner",
            "raised",
            "put_off_until");
    for (List<Task> some :
        List.of(
            desk.tasks().open(account.actor(), here.id(), MOST),
            desk.tasks().putOff(account.actor(), here.id(), MOST))) {
      for (Task task : some) {
        Instant until = task.notBefore();
        csv.row(
            task.id(),
            task.dueAt().atZone(here.zoneId()).toOffsetDateTime(),
            task.kind().name().toLowerCase(java.util.Locale.ROOT),
            task.patientId(),
            task.orderId(),
            task.why(),
            task.minutes(),
            task.priority(),
            task.pool().words(),
            task.owner(),
            task.escalatedAt() == null ? "no" : "yes",
            until == null || !until.isAfter(desk.clock().instant())
                ? null
                : until.atZone(here.zoneId()).toLocalDate());
      }
    }
    return csv.named("tasks-" + here.id() + "-" + here.dayOf(desk.clock().instant()));
  }
}
