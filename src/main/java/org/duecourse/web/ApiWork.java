package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.duecourse.desk.Desk;
import org.duecourse.desk.DueRule;
import org.duecourse.desk.Role;
import org.duecourse.desk.Site;
import org.duecourse.desk.TaskRule;
import org.duecourse.io.Refused;
import org.duecourse.worklist.Inbox;
import org.duecourse.worklist.Message;
import org.duecourse.worklist.TaskSettings;
import org.duecourse.worklist.Worklist;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The JSON interface: the work between visits and the messages that come in. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiWork {
  private static final String SITE = "reference of the clinic; the first of yours unless said";
  private static final int MOST = 200;

  private final Desk desk;
  private final Clinics clinics;
  private final Worklist worklist;
  private final Inbox inbox;
  private final TaskSettings settings;

  ApiWork(Desk desk, Clinics clinics, Worklist worklist, Inbox inbox, TaskSettings settings) {
    this.desk = desk;
    this.clinics = clinics;
    this.worklist = worklist;
    this.inbox = inbox;
    this.settings = settings;
  }

  private Site site(HttpServletRequest request, String asked) {
    return clinics
        .chosen(Requests.signedIn(request), asked)
        .orElseThrow(() -> Refused.notFound("There is no clinic that you may see."));
  }

  @PostMapping(path = "/tasks", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ApiAnswers.Changed enter(
      HttpServletRequest request, IdempotencyKey key, @Body ApiBodies.WorkIn body) {
    long id =
        worklist.enter(
            Requests.signedIn(request).actor(),
            new Worklist.NewTask(
                body.kind(),
                body.site(),
                body.patient(),
                body.clinician(),
                Boolean.TRUE.equals(body.urgent()),
                body.why()),
            key.value());
    return new ApiAnswers.Changed(id, "entered");
  }

  @PostMapping(path = "/tasks/{id}/attempt", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.Changed attempt(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.AttemptIn body) {
    long task = ApiClinic.number("task", id);
    worklist.attempt(Requests.signedIn(request).actor(), task, body.channel(), body.outcome());
    return new ApiAnswers.Changed(task, "attempt noted");
  }

  @PostMapping(path = "/tasks/{id}/defer", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.Changed defer(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.DeferIn body) {
    long task = ApiClinic.number("task", id);
    worklist.defer(Requests.signedIn(request).actor(), task, body.notBefore(), body.reason());
    return new ApiAnswers.Changed(task, "put off");
  }

  @PostMapping("/tasks/{id}/release")
  ApiAnswers.Changed release(HttpServletRequest request, @PathVariable String id) {
    long task = ApiClinic.number("task", id);
    worklist.release(Requests.signedIn(request).actor(), task);
    return new ApiAnswers.Changed(task, "given back");
  }

  @GetMapping("/kinds")
  ApiAnswers.KindList kinds(
      HttpServletRequest request, @Says(SITE) @RequestParam(defaultValue = "") String site) {
    return new ApiAnswers.KindList(
        settings.of(Requests.signedIn(request).actor(), site(request, site).id()).stream()
            .map(ApiWork::kind)
            .toList());
  }

  private static ApiAnswers.KindOut kind(TaskSettings.Setting setting) {
    TaskRule rule = setting.rule();
    DueRule urgent = rule.dueUrgent();
    DueRule raise = rule.escalate();
    Role to = rule.escalateTo();
    return new ApiAnswers.KindOut(
        rule.kind(),
        rule.words(),
        rule.trigger(),
        rule.due().words(),
        urgent == null ? null : urgent.words(),
        rule.pool(),
        rule.minutes(),
        rule.priority(),
        raise == null ? null : raise.words(),
        to,
        rule.closing().name().toLowerCase(java.util.Locale.ROOT),
        rule.byHand(),
        setting.setBy(),
        rule.source());
  }

  @GetMapping("/inbox")
  ApiAnswers.MessageList inbox(
      HttpServletRequest request, @Says(SITE) @RequestParam(defaultValue = "") String site) {
    Site here = site(request, site);
    return new ApiAnswers.MessageList(
        inbox.open(Requests.signedIn(request).actor(), here.id(), MOST).stream()
            .map(message -> message(message, here))
            .toList());
  }

  @GetMapping("/inbox/{id}")
  ApiAnswers.MessageOut read(HttpServletRequest request, @PathVariable String id) {
    Message message = inbox.read(Requests.signedIn(request).actor(), id);
    return message(message, clinics.site(message.siteId()));
  }

  private static ApiAnswers.MessageOut message(Message message, Site site) {
    return new ApiAnswers.MessageOut(
        message.id(),
        message.siteId(),
        message.patientId(),
        message.caller(),
        message.clinicianId(),
        message.channel(),
        message.topic(),
        message.urgent(),
        message.body(),
        ApiWords.moment(message.receivedAt(), site.zoneId()),
        ApiWords.moment(message.dueAt(), site.zoneId()),
        message.taskId(),
        message.state(),
        message.outcome());
  }

  @PostMapping(path = "/inbox", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiAnswers.Made> receive(
      HttpServletRequest request, IdempotencyKey key, @Body ApiBodies.MessageIn body) {
    Instant received = body.received() == null ? null : body.received().toInstant();
    String caller = body.caller();
    String id =
        inbox.receive(
            Requests.signedIn(request).actor(),
            new Inbox.NewMessage(
                body.site(),
                body.patient(),
                caller == null ? "" : caller,
                body.clinician(),
                body.channel(),
                body.topic(),
                Boolean.TRUE.equals(body.urgent()),
                body.body(),
                received),
            key.value());
    return ResponseEntity.created(URI.create("/api/v1/inbox/" + id))
        .body(new ApiAnswers.Made(List.of(id)));
  }

  @PostMapping(path = "/inbox/{id}/answer", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.MessageOut answer(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.AnswerIn body) {
    inbox.answer(Requests.signedIn(request).actor(), id, body.channel(), body.outcome());
    return read(request, id);
  }

  @PostMapping(path = "/patients/{id}/care-after", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ApiAnswers.Made careAfter(
      HttpServletRequest request,
      @PathVariable String id,
      IdempotencyKey key,
      @Body ApiBodies.CareAfterIn body) {
    return new ApiAnswers.Made(
        List.of(
            worklist.careAfter(
                Requests.signedIn(request).actor(),
                body.kind(),
                body.site(),
                id,
                body.clinician(),
                body.day(),
                key.value())));
  }

  @PostMapping(path = "/patients/{id}/flag", consumes = MediaType.APPLICATION_JSON_VALUE)
  ApiAnswers.Flagged flag(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.FlagIn body) {
    desk.people().flag(Requests.signedIn(request).actor(), id, body.atRisk(), body.reason());
    return new ApiAnswers.Flagged(id, body.atRisk());
  }
}
