package org.duecourse.worklist;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.desk.Access;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Desk;
import org.duecourse.desk.DueTimes;
import org.duecourse.desk.Keys;
import org.duecourse.desk.Patient;
import org.duecourse.desk.Practitioner;
import org.duecourse.desk.Role;
import org.duecourse.desk.Site;
import org.duecourse.desk.TaskKind;
import org.duecourse.desk.TaskRule;
import org.duecourse.desk.Tasks;
import org.duecourse.desk.Texts;
import org.duecourse.desk.Work;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Messages and calls that come in: each has a task with its due time, made in the same transaction
 * and counted from when the message came. What was written is erased 90 days after it was answered.
 */
public final class Inbox {
  /** How a message comes. */
  public static final List<String> CHANNELS =
      List.of("phone", "voicemail", "email", "portal", "letter", "in_person");

  /** What it is about. */
  public static final List<String> TOPICS =
      List.of("appointment", "medication", "paperwork", "agency", "care", "other");

  private static final Duration OLDEST = Duration.ofDays(30);
  private static final Duration KEPT = Duration.ofDays(90);

  private final Desk desk;
  private final Work work;
  private final Worklist worklist;

  private Inbox(Desk desk) {
    this.desk = desk;
    this.work = desk.work();
    this.worklist = Worklist.over(desk);
    work.know(Message.class);
  }

  /** The inbox over an open desk. */
  public static Inbox over(Desk desk) {
    return new Inbox(desk);
  }

  /**
   * A message to enter.
   *
   * @param patientId from or about whom, or null
   * @param caller how a caller who is not known is called; needed where no patient is given
   * @param clinicianId for whom, or null for the clinic
   * @param body what was said or written, at most 2,000 characters
   * @param receivedAt when it came, or null for now
   */
  public record NewMessage(
      String siteId,
      @Nullable String patientId,
      String caller,
      @Nullable String clinicianId,
      String channel,
      String topic,
      boolean urgent,
      String body,
      @Nullable Instant receivedAt) {}

  /**
   * Enters a message, once for each key, with the task to answer it.
   *
   * @return its reference
   */
  public String receive(Actor actor, NewMessage wanted, @Nullable String key) {
    actor.require(role -> role.seesPatients() && role != Role.COMPLIANCE, "Entering a message");
    if (!actor.isAt(wanted.siteId())) {
      throw Access.notThere("clinic " + wanted.siteId());
    }
    check(wanted);
    return Keys.once(
            work,
            actor,
            key,
            "message " + wanted,
            handle -> List.of(receive(handle, actor, wanted)))
        .getFirst();
  }

  private String receive(Handle handle, Actor actor, NewMessage wanted) {
    Instant now = work.now();
    Site site = desk.people().site(wanted.siteId());
    String patient = wanted.patientId();
    if (patient != null) {
      Patient record = Access.patient(handle, actor, patient);
      if (record.mergedInto() != null) {
        throw Refused.conflict(
            "The record was merged into " + record.mergedInto() + ". Enter it there.");
      }
    }
    if (wanted.clinicianId() != null) {
      requireAtClinic(site, wanted.clinicianId());
    }
    Instant received = wanted.receivedAt() == null ? now : wanted.receivedAt();
    String id =
        handle.createQuery("select 'M-' || nextval('message_number')").mapTo(String.class).one();
    Instant due =
        TaskRule.of(handle, site.id(), TaskKind.MESSAGE)
            .due(wanted.urgent())
            .from(new DueTimes(site, received));
    long task =
        Tasks.make(
            handle,
            new Tasks.Wanted(
                TaskKind.MESSAGE,
                site.id(),
                patient,
                null,
                null,
                wanted.clinicianId(),
                id,
                "A message about: " + wanted.topic() + ".",
                wanted.urgent(),
                null),
            due,
            now);
    handle
        .createUpdate(
            """
            insert into message (id, site_id, patient_id, caller, clinician_id, channel, topic, urgent, body, received_at,
                                 entered_at, entered_by, task_id)
            values (:id, :site, :patient, :caller, :clinician, :channel, :topic, :urgent, :body, :received, :now, :by, :task)
            """)
        .bind("id", id)
        .bind("site", site.id())
        .bind("patient", patient)
        .bind("caller", wanted.caller().strip())
        .bind("clinician", wanted.clinicianId())
        .bind("channel", wanted.channel())
        .bind("topic", wanted.topic())
        .bind("urgent", wanted.urgent())
        .bind("body", wanted.body().strip())
        .bind("received", received)
        .bind("now", now)
        .bind("by", actor.account())
        .bind("task", task)
        .execute();
    audit(handle, actor, "message.create", id, patient);
    return id;
  }

  private void requireAtClinic(Site site, String clinicianId) {
    if (desk.people().practitioners(site.id()).stream()
        .noneMatch(who -> who.id().equals(clinicianId) && who.active())) {
      throw Refused.input("The clinician " + clinicianId + " does not work at this clinic.");
    }
  }

  private void check(NewMessage wanted) {
    List<Problem> problems = new ArrayList<>();
    if (wanted.patientId() == null && wanted.caller().isBlank()) {
      problems.add(
          new Problem("caller", "Give the reference of the person, or how the caller is called."));
    }
    Texts.line(problems, "caller", wanted.caller(), 0, 80);
    if (!CHANNELS.contains(wanted.channel())) {
      problems.add(
          new Problem("channel", "Choose how it came: " + String.join(", ", CHANNELS) + "."));
    }
    if (!TOPICS.contains(wanted.topic())) {
      problems.add(
          new Problem("topic", "Choose what it is about: " + String.join(", ", TOPICS) + "."));
    }
    String body = wanted.body().strip();
    if (body.isEmpty() || body.length() > 2_000) {
      problems.add(
          new Problem(
              "body",
              "Write what was said, in 1 to 2,000 characters; these are " + body.length() + "."));
    } else if (body.chars()
        .anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
      problems.add(new Problem("body", "Use letters, digits and signs only."));
    }
    Instant received = wanted.receivedAt();
    Instant now = work.now();
    if (received != null && (received.isAfter(now) || received.isBefore(now.minus(OLDEST)))) {
      problems.add(
          new Problem("received", "It came within the last 30 days, and not in the future."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The message was not entered.", problems);
    }
  }

  /**
   * Messages of a clinic that are not answered, the most urgent first; the reading is in the audit.
   */
  public List<Message> open(Actor actor, String siteId, int limit) {
    return list(actor, siteId, "t.state = 'open'", "order by t.due_at, m.id", limit);
  }

  /** Messages that were answered, the latest first. */
  public List<Message> answered(Actor actor, String siteId, int limit) {
    return list(actor, siteId, "t.state <> 'open'", "order by t.closed_at desc, m.id", limit);
  }

  private List<Message> list(
      Actor actor, String siteId, String condition, String order, int limit) {
    actor.require(Role::seesPatients, "Reading messages");
    if (!actor.isAt(siteId)) {
      throw Access.notThere("clinic " + siteId);
    }
    return work.in(
        handle -> {
          List<Message> messages =
              handle
                  .createQuery(
                      "select "
                          + Message.COLUMNS
                          + " where m.site_id = :site and "
                          + condition
                          + " and (not :ownOnly or m.clinician_id = :me or (p.id is not null and "
                          + Access.VISIBLE
                          + ")) "
                          + order
                          + " limit :limit")
                  .bind("site", siteId)
                  .bindMap(Access.scope(actor))
                  .bindArray("sites", String.class, List.copyOf(actor.sites()))
                  .bind("limit", limit)
                  .mapTo(Message.class)
                  .list();
          Audit.write(
              handle,
              work.now(),
              actor,
              "message.list",
              "site:" + siteId,
              null,
              Audit.of("messages", messages.size()));
          return messages;
        });
  }

  /** A message; the reading is in the audit. */
  public Message read(Actor actor, String id) {
    return work.in(
        handle -> {
          Message message = find(handle, actor, id);
          audit(handle, actor, "message.read", id, message.patientId());
          return message;
        });
  }

  private Message find(Handle handle, Actor actor, String id) {
    actor.require(Role::seesPatients, "Reading messages");
    Message message =
        handle
            .createQuery("select " + Message.COLUMNS + " where m.id = :id for update of m")
            .bind("id", id)
            .mapTo(Message.class)
            .findOne()
            .orElseThrow(() -> Access.notThere("message " + id));
    boolean mine =
        message.clinicianId() != null
            && message.clinicianId().equals(actor.clinicianId())
            && actor.isAt(message.siteId());
    String patient = message.patientId();
    if (patient != null && !mine) {
      Access.require(handle, actor, message.siteId(), patient, "message " + id);
    } else if (!mine && (!actor.isAt(message.siteId()) || Access.ownOnly(actor))) {
      throw Access.notThere("message " + id);
    }
    return message;
  }

  /**
   * Notes the answer: how it was given and what came of it. It closes the task, and where the
   * person is known the contact is kept with the attempts to reach people.
   */
  public void answer(Actor actor, String id, String channel, String outcome) {
    List<Problem> problems = new ArrayList<>();
    if (!Worklist.CHANNELS.contains(channel)) {
      problems.add(
          new Problem(
              "how", "Choose how it was answered: " + String.join(", ", Worklist.CHANNELS) + "."));
    }
    Texts.line(problems, "outcome", outcome, 1, 400);
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The answer was not noted.", problems);
    }
    work.run(
        handle -> {
          Message message = find(handle, actor, id);
          if (!message.state().equals("open")) {
            throw Refused.conflict("This message is answered already: " + message.outcome());
          }
          if (message.patientId() != null) {
            worklist.attempt(actor, message.taskId(), channel, "reached");
          }
          desk.tasks()
              .complete(
                  actor,
                  message.taskId(),
                  "answered (" + channel.replace('_', ' ') + "): " + outcome.strip());
          audit(handle, actor, "message.answer", id, message.patientId());
        });
  }

  /** Says who a caller is. */
  public void known(Actor actor, String id, String patientId) {
    work.run(
        handle -> {
          Message message = find(handle, actor, id);
          if (message.patientId() != null) {
            throw Refused.conflict("The person is known already.");
          }
          Access.patient(handle, actor, patientId);
          handle.execute("update message set patient_id = ? where id = ?", patientId, id);
          handle.execute(
              "update task set patient_id = ?, version = version + 1 where id = ?",
              patientId,
              message.taskId());
          audit(handle, actor, "message.known", id, patientId);
        });
  }

  /** Hands a message to a clinician of the clinic; its due time stays. */
  public void handTo(Actor actor, String id, String clinicianId) {
    work.run(
        handle -> {
          Message message = find(handle, actor, id);
          requireAtClinic(desk.people().site(message.siteId()), clinicianId);
          handle.execute("update message set clinician_id = ? where id = ?", clinicianId, id);
          handle.execute(
              "update task set clinician_id = ?, owner = null, version = version + 1 where id = ?",
              clinicianId,
              message.taskId());
          Audit.write(
              handle,
              work.now(),
              actor,
              "message.hand",
              "message:" + id,
              message.patientId(),
              Audit.of("to", clinicianId));
        });
  }

  /** Names of the clinicians who can be given a message. */
  public List<Practitioner> clinicians(String siteId) {
    return desk.people().practitioners(siteId).stream().filter(Practitioner::active).toList();
  }

  /**
   * Erases what was written in messages that were answered 90 days ago.
   *
   * @return how many
   */
  public int forget() {
    return work.in(
        handle ->
            handle
                .createUpdate(
                    """
                    update message m set body = '', erased_at = :now from task t
                    where t.id = m.task_id and t.state <> 'open' and t.closed_at < :before and m.erased_at is null
                    """)
                .bind("now", work.now())
                .bind("before", work.now().minus(KEPT))
                .execute());
  }

  private void audit(
      Handle handle, Actor actor, String action, String id, @Nullable String patientId) {
    Audit.write(handle, work.now(), actor, action, "message:" + id, patientId, Audit.of());
  }
}
