package org.duecourse.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.duecourse.desk.DeskWorld.CHO;
import static org.duecourse.desk.DeskWorld.CLERK;
import static org.duecourse.desk.DeskWorld.LEE;
import static org.duecourse.desk.DeskWorld.MANAGER;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.desk.DeskWorld;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages in and mail out, at Eastside from Monday, June 8, 2026, 8:00. */
class InboxTest {
  private DeskWorld world;
  private Inbox inbox;

  @BeforeEach
  void open() {
    world = DeskWorld.eastside();
    inbox = Inbox.over(world.desk());
  }

  @AfterEach
  void close() {
    world.nothingIsBroken();
    world.close();
  }

  private static Inbox.NewMessage message(
      @Nullable String patient,
      String caller,
      @Nullable String clinician,
      boolean urgent,
      @Nullable Instant received) {
    return new Inbox.NewMessage(
        "eastside",
        patient,
        caller,
        clinician,
        "voicemail",
        "paperwork",
        urgent,
        "Needs a form by Friday.",
        received);
  }

  private String due(String id) {
    return world
        .store()
        .texts(
            "select to_char(t.due_at at time zone 'America/Los_Angeles', 'YYYY-MM-DD HH24:MI') from task t"
                + " join message m on m.task_id = t.id where m.id = '"
                + id
                + "'")
        .getFirst();
  }

  @Test
  void aMessageIsDueFromWhenItCameAndAnAnswerEndsItsTask() {
    String patient = world.patient();
    String id =
        inbox.receive(
            CLERK,
            message(patient, "", null, false, DeskWorld.instant("2026-06-05", "16:30")),
            "key-1");
    assertThat(
            inbox.receive(
                CLERK,
                message(patient, "", null, false, DeskWorld.instant("2026-06-05", "16:30")),
                "key-1"))
        .as("the same key is the same message")
        .isEqualTo(id);
    assertThat(due(id)).as("one business day after Friday").isEqualTo("2026-06-08 17:00");
    String urgent = inbox.receive(CLERK, message(patient, "", null, true, null), null);
    assertThat(due(urgent)).isEqualTo("2026-06-08 17:00");
    String usual = inbox.receive(CLERK, message(patient, "", null, false, null), null);
    assertThat(due(usual)).isEqualTo("2026-06-09 17:00");
    assertThat(inbox.open(CLERK, "eastside", 10))
        .extracting(Message::id)
        .containsExactly(id, urgent, usual);
    inbox.answer(CLERK, id, "phone", "the form is on its way");
    assertThat(inbox.open(CLERK, "eastside", 10))
        .extracting(Message::id)
        .containsExactly(urgent, usual);
    assertThat(inbox.answered(CLERK, "eastside", 10))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.outcome()).isEqualTo("answered (phone): the form is on its way"));
    assertThat(world.store().texts("select channel || ' ' || outcome from contact_attempt"))
        .containsExactly("phone reached");
    refused(() -> inbox.answer(CLERK, id, "phone", "again"), Fault.CONFLICT, "answered already");
  }

  @Test
  void aTherapistSeesOwnPatientsMessagesAndThoseHandedOver() {
    String own = world.patient();
    world.returnOrder(own, "lee", "2026-06-22", "2026-06-24", "2026-06-30");
    String ofOwn = inbox.receive(CLERK, message(own, "", null, false, null), null);
    String unknown = inbox.receive(CLERK, message(null, "School office", null, false, null), null);
    assertThat(inbox.open(LEE, "eastside", 10)).extracting(Message::id).containsExactly(ofOwn);
    assertThat(inbox.open(CHO, "eastside", 10)).isEmpty();
    refused(() -> inbox.read(CHO, ofOwn), Fault.NOT_FOUND, "message");
    refused(() -> inbox.read(CHO, unknown), Fault.NOT_FOUND, "message");
    inbox.handTo(CLERK, unknown, "cho");
    assertThat(inbox.read(CHO, unknown).caller()).isEqualTo("School office");
    assertThat(world.desk().tasks().open(CHO, "eastside", 10))
        .as("the task is on the clinician's own list")
        .hasSize(1);
    assertThat(world.desk().tasks().open(LEE, "eastside", 10))
        .extracting(task -> task.patientId())
        .containsOnly(own);
    inbox.answer(CHO, unknown, "phone", "called the school");
    refused(
        () -> inbox.handTo(CLERK, ofOwn, "nobody"), Fault.INPUT, "does not work at this clinic");
  }

  @Test
  void aCallerBecomesKnownOnce() {
    String id =
        inbox.receive(CLERK, message(null, "A. from the pharmacy", null, false, null), null);
    String patient = world.patient();
    inbox.known(CLERK, id, patient);
    assertThat(inbox.read(CLERK, id).patientId()).isEqualTo(patient);
    refused(() -> inbox.known(CLERK, id, patient), Fault.CONFLICT, "known already");
  }

  @Test
  void whatIsWrongIsSaidAtOnceAndNothingIsKept() {
    assertThatThrownBy(
            () ->
                inbox.receive(
                    CLERK,
                    new Inbox.NewMessage(
                        "eastside",
                        null,
                        " ",
                        null,
                        "pigeon",
                        "weather",
                        false,
                        " ",
                        world.instant().plusSeconds(5)),
                    null))
        .isInstanceOfSatisfying(
            Refused.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::place)
                    .containsExactlyInAnyOrder("caller", "channel", "topic", "body", "received"));
    assertThat(world.store().texts("select id from message")).isEmpty();
    assertThat(world.store().texts("select kind from task where kind = 'message'")).isEmpty();
  }

  @Test
  void whatWasWrittenIsErasedNinetyDaysAfterTheAnswer() {
    String open = inbox.receive(CLERK, message(world.patient(), "", null, false, null), null);
    String answered = inbox.receive(CLERK, message(world.patient(), "", null, false, null), null);
    inbox.answer(CLERK, answered, "phone", "done");
    world.passes(Duration.ofDays(89));
    assertThat(inbox.forget()).isZero();
    world.passes(Duration.ofDays(2));
    assertThat(inbox.forget()).isEqualTo(1);
    assertThat(world.store().texts("select id from message where body = ''"))
        .containsExactly(answered);
    assertThat(inbox.read(CLERK, open).body()).isNotEmpty();
  }

  @Test
  void mailIsTriedAgainAndWhatCannotBeSentComesToAPerson() {
    String wants = world.patient();
    String phones = world.patient();
    world
        .store()
        .texts(
            "with p as (update patient set contact_by = 'email', email = 'ada@example.org' where id = '"
                + wants
                + "' returning id)"
                + " select id from p");
    for (String patient : List.of(wants, phones)) {
      world
          .store()
          .texts(
              "with n as (insert into notice (patient_id, kind, created_at) values ('"
                  + patient
                  + "', 'booked', '2026-06-08T15:00:00Z') returning id) select id::text from n");
    }
    Outbox outbox = Outbox.over(world.desk());
    List<String> sentTo = new ArrayList<>();
    assertThat(outbox.work(letter -> new Outbox.Result.Later("unreachable"))).isZero();
    assertThat(outbox.work(letter -> accept(sentTo, letter)))
        .as("not before a minute has passed")
        .isZero();
    world.passes(Duration.ofMinutes(1));
    assertThat(outbox.work(letter -> accept(sentTo, letter))).isEqualTo(1);
    assertThat(outbox.work(letter -> accept(sentTo, letter))).as("once").isZero();
    assertThat(sentTo).containsExactly("ada@example.org");
    assertThat(world.store().texts("select told_by from notice where told_at is not null"))
        .containsExactly("mail");
    assertThat(world.desk().earlierTimes().toTell(MANAGER, "eastside", 10))
        .as("who wants a call is still to be called")
        .extracting(notice -> notice.patientId())
        .containsExactly(phones);
  }

  @Test
  void afterFiveTriesMailIsGivenUp() {
    String wants = world.patient();
    world
        .store()
        .texts(
            "with p as (update patient set contact_by = 'email', email = 'ada@example.org' where id = '"
                + wants
                + "' returning id),"
                + " n as (insert into notice (patient_id, kind, created_at) values ('"
                + wants
                + "', 'booked', '2026-06-08T15:00:00Z') returning id) select id::text from n");
    Outbox outbox = Outbox.over(world.desk());
    int tries = 0;
    for (int n = 0; n < 20; n++) {
      int[] asked = {0};
      outbox.work(
          letter -> {
            asked[0]++;
            return new Outbox.Result.Later("unreachable");
          });
      tries += asked[0];
      world.passes(Duration.ofHours(3));
    }
    assertThat(tries).isEqualTo(5);
    assertThat(world.store().texts("select state || ' ' || failure from mail"))
        .containsExactly("failed unreachable");
    assertThat(world.desk().earlierTimes().toTell(MANAGER, "eastside", 10)).hasSize(1);
  }

  private static Outbox.Result accept(List<String> sentTo, Outbox.Letter letter) {
    sentTo.add(letter.to());
    return new Outbox.Result.Sent();
  }

  private static void refused(Runnable what, Fault fault, String words) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(words);
  }
}
