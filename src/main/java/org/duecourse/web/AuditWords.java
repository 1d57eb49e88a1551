package org.duecourse.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.io.Json;
import tools.jackson.databind.JsonNode;

/** Acts of the audit as sentences, and their details as words. */
final class AuditWords {
  /** Action → what was done; "%s" stands for the reference of the subject. */
  private static final Map<String, String> DONE =
      Map.ofEntries(
          Map.entry("absence.declare", "Entered absence %s"),
          Map.entry("absence.report_kept", "Kept the day's report of %s"),
          Map.entry("absence.report", "Read the report of absence %s"),
          Map.entry("absence.withdraw", "Took absence %s back"),
          Map.entry("account.change", "Changed account %s"),
          Map.entry("account.create", "Made account %s"),
          Map.entry("account.disable", "Disabled account %s"),
          Map.entry("account.enable", "Enabled account %s"),
          Map.entry("account.password_change", "Changed the own password of %s"),
          Map.entry("account.password_set", "Set a first password for %s"),
          Map.entry("account.sign_in", "Signed in as %s"),
          Map.entry("account.sign_in_refused", "Was refused at the sign-in as %s"),
          Map.entry("account.sign_out", "Signed out as %s"),
          Map.entry("account.unlock", "Unlocked account %s"),
          Map.entry("audit.read", "Read the audit"),
          Map.entry("block.create", "Added time by hand, block %s"),
          Map.entry("block.remove", "Took time away, block %s"),
          Map.entry("clinician.change", "Changed clinician %s"),
          Map.entry("clinician.create", "Entered clinician %s"),
          Map.entry("crisis.contact", "Spoke with the person of crisis %s"),
          Map.entry("crisis.create", "Entered crisis %s"),
          Map.entry("crisis.known", "Said who the person of crisis %s is"),
          Map.entry("crisis.list", "Read the crisis queue of clinic %s"),
          Map.entry("crisis.order", "Ordered the visit after crisis %s"),
          Map.entry("crisis.seen", "Saw the person of crisis %s"),
          Map.entry("crisis.transfer", "Handed crisis %s over"),
          Map.entry("cover.name", "Named somebody for crises, cover %s"),
          Map.entry("day.read", "Read the day list of clinic %s"),
          Map.entry("feed.create", "Made a calendar link for %s"),
          Map.entry("feed.revoke", "Ended the calendar link of %s"),
          Map.entry("figure.read", "Read the rows behind a figure of clinic %s"),
          Map.entry("group.cancel", "Cancelled group session %s"),
          Map.entry("group.plan", "Planned group session %s"),
          Map.entry("log.import", "Read an access log in"),
          Map.entry("message.answer", "Answered message %s"),
          Map.entry("message.create", "Entered message %s"),
          Map.entry("message.hand", "Handed message %s to a clinician"),
          Map.entry("message.known", "Said who the caller of message %s is"),
          Map.entry("message.list", "Read the messages of clinic %s"),
          Map.entry("message.read", "Read message %s"),
          Map.entry("notice.mailed", "Sent message %s by e-mail"),
          Map.entry("notice.not_mailed", "Could not send message %s by e-mail"),
          Map.entry("notice.list", "Read the list of messages to send at clinic %s"),
          Map.entry("notice.told", "Noted that message %s was given"),
          Map.entry("offer.accept", "Accepted offer %s"),
          Map.entry("offer.accepted", "Noted that offer %s was accepted"),
          Map.entry("offer.decline", "Declined offer %s"),
          Map.entry("offer.declined", "Noted that offer %s was declined"),
          Map.entry("offer.make", "Offered a freed time, offer %s"),
          Map.entry("offer.read", "Opened offer %s by its link"),
          Map.entry("order.close", "Closed order %s"),
          Map.entry("order.create", "Entered order %s"),
          Map.entry("order.earlier_off", "Took order %s off the list for earlier times"),
          Map.entry("order.earlier_on", "Put order %s on the list for earlier times"),
          Map.entry("order.extend", "Extended the window of order %s"),
          Map.entry("order.list", "Read the open orders of clinic %s"),
          Map.entry("order.no_capacity", "Asked for what needs somebody else, for order %s"),
          Map.entry("order.read", "Read order %s"),
          Map.entry("order.supersede", "Replaced order %s"),
          Map.entry("rebook.approve", "Approved plan %s"),
          Map.entry("rebook.apply", "Moved visits by plan %s"),
          Map.entry("rebook.decide", "Changed plan %s"),
          Map.entry("rebook.draft", "Made plan %s for an absence"),
          Map.entry("rebook.read", "Read plan %s"),
          Map.entry("patient.create", "Entered person %s"),
          Map.entry("patient.merge", "Merged record %s into another of the same person"),
          Map.entry("patient.list", "Looked for people"),
          Map.entry("patient.read", "Read the record of person %s"),
          Map.entry("protected.read", "Read the protected time of %s"),
          Map.entry("swap.propose", "Proposed swap %s of protected time"),
          Map.entry("swap.agree", "Agreed to swap %s of protected time"),
          Map.entry("swap.refuse", "Said no to swap %s of protected time"),
          Map.entry("swap.refused", "Closed swap %s, which nobody answered"),
          Map.entry("swap.kept", "Noted that swap %s was kept"),
          Map.entry("swap.broken", "Noted that swap %s was broken"),
          Map.entry("term.adopt", "Adopted term %s of a contract"),
          Map.entry("term.end", "Ended term %s of a contract"),
          Map.entry("term.relieve", "Noted a relief of term %s"),
          Map.entry("term.relief_withdraw", "Took back a relief of term %s"),
          Map.entry("reserve.change", "Set the crisis reserve of clinic %s"),
          Map.entry("room.create", "Entered room %s"),
          Map.entry("site.change", "Changed clinic %s"),
          Map.entry("site.create", "Entered clinic %s"),
          Map.entry("patient.flag", "Flagged a risk of person %s"),
          Map.entry("patient.unflag", "Took the risk flag of person %s back"),
          Map.entry("task.care_after", "Entered care after a hospital, order %s"),
          Map.entry("task.enter", "Entered task %s"),
          Map.entry("task.escalate", "Raised task %s, which was overdue"),
          Map.entry("task.rule", "Set a kind of task of clinic %s"),
          Map.entry("task.claim", "Took task %s"),
          Map.entry("task.complete", "Noted task %s as done"),
          Map.entry("task.attempt", "Tried to reach the person of task %s"),
          Map.entry("task.defer", "Put task %s off"),
          Map.entry("task.hand_over", "Handed over tasks at clinic %s"),
          Map.entry("task.read", "Read the attempts of task %s"),
          Map.entry("task.release", "Gave task %s back"),
          Map.entry("task.list", "Read the tasks of clinic %s"),
          Map.entry("template.change", "Changed the week of clinician %s"),
          Map.entry("token.create", "Made a token for %s"),
          Map.entry("token.revoke", "Took a token of %s back"),
          Map.entry("visit.arrive", "Checked in visit %s"),
          Map.entry("visit.attend", "Noted visit %s as completed"),
          Map.entry("visit.book", "Booked visit %s"),
          Map.entry("visit.cancel", "Cancelled visit %s"),
          Map.entry("visit.hold", "Held a time, visit %s"),
          Map.entry("visit.keep", "Kept a held time longer, visit %s"),
          Map.entry("visit.next_time", "Gave the next best time for visit %s"),
          Map.entry("visit.lapse", "Ended the hold of visit %s"),
          Map.entry("visit.move", "Moved visit %s"),
          Map.entry("visit.no_show", "Noted visit %s as missed"),
          Map.entry("visit.release", "Gave a held time back, visit %s"));

  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("start", "time"),
          Map.entry("days_out", "days outside the window"),
          Map.entry("notice_hours", "hours of notice"),
          Map.entry("roles_before", "roles before"),
          Map.entry("sites", "clinics"),
          Map.entry("site", "clinic"),
          Map.entry("zone", "time zone"),
          Map.entry("calendar", "business days"),
          Map.entry("set_aside", "rules set aside"));

  private AuditWords() {}

  /** Whether there are words for an action. */
  static boolean knows(String action) {
    return DONE.containsKey(action);
  }

  /** "Booked visit V-5012". */
  static String act(String action, String subject) {
    String reference = subject.substring(subject.indexOf(':') + 1);
    String done = DONE.get(action);
    return done == null
        ? Words.sentence(action.replace('.', ' ').replace('_', ' ')) + ", " + reference
        : done.replace("%s", reference);
  }

  /** "order: R-2041; time: June 9, 2026, 10:00 a.m. PDT". */
  static String detail(String json, ZoneId zone) {
    // The store orders keys by their length; a span reads from its beginning to its end.
    return Json.read("detail", json).properties().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().equals("to")))
        .map(
            entry ->
                LABELS.getOrDefault(entry.getKey(), entry.getKey().replace('_', ' '))
                    + ": "
                    + value(entry.getKey(), entry.getValue(), zone))
        .collect(Collectors.joining("; "));
  }

  private static String value(String key, JsonNode value, ZoneId zone) {
    if (value.isArray()) {
      List<String> all = new ArrayList<>();
      value.forEach(one -> all.add(value(key, one, zone)));
      return all.isEmpty() ? key.equals("sites") ? "all" : "none" : String.join(", ", all);
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "yes" : "no";
    }
    String text = value.asString();
    return switch (key) {
      case "reason", "why" -> DeskWords.reason(text);
      case "set_aside", "kind", "purpose" ->
          text.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      case "roles", "roles_before" -> text.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      default -> time(text, zone);
    };
  }

  private static String time(String text, ZoneId zone) {
    try {
      return text.matches("\\d{4}-\\d\\d-\\d\\d")
          ? Zones.day(LocalDate.parse(text))
          : text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z") ? Zones.time(Instant.parse(text), zone) : text;
    } catch (DateTimeException e) {
      return text;
    }
  }

  /** What a search showed: "June 9, 2026, 10:00 a.m. PDT with lee: in window; …". */
  static String shown(String json, ZoneId zone, Map<String, String> names) {
    List<String> all = new ArrayList<>();
    Json.read("shown", json)
        .forEach(
            one -> {
              String who = one.path("clinician").asString("");
              all.add(
                  time(one.path("start").asString(""), zone)
                      + " with "
                      + names.getOrDefault(who, who)
                      + ": "
                      + one.path("reasons").asString(""));
            });
    return all.isEmpty() ? "nothing" : String.join("; ", all);
  }
}
