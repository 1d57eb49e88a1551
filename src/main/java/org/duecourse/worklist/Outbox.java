package org.duecourse.worklist;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Audit;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Work;
import org.jspecify.annotations.Nullable;

/**
 * Messages for people who want e-mail, handed to whatever sends it. Each is taken by one program at
 * a time and tried again after 1, 5, 30 and 120 minutes; what cannot be sent stays on the list of
 * messages that a person gives. If the program dies between sending and noting it, the message goes
 * out a second time rather than never.
 */
public final class Outbox {
  private static final List<Duration> AGAIN =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofMinutes(120));
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final int AT_ONCE = 100;

  private final Work work;

  private Outbox(Desk desk) {
    this.work = desk.work();
    work.know(Letter.class);
  }

  /** The outbox over an open desk. */
  public static Outbox over(Desk desk) {
    return new Outbox(desk);
  }

  /**
   * A message to send.
   *
   * @param to address
   * @param language of the person, ISO 639-1
   * @param kind what it is about: offer, offer_gone, booked, cancelled_by_clinic, moved_by_clinic
   * @param token secret part of the link, or null where there is none
   */
  public record Letter(
      long noticeId, String to, String language, String kind, @Nullable String token, int tries) {}

  /** What became of sending. */
  public sealed interface Result {
    /** A server took it. */
    record Sent() implements Result {}

    /** Not now; the kind of failure, without an address. */
    record Later(String why) implements Result {}

    /** Never; the kind of failure, without an address. */
    record Never(String why) implements Result {}
  }

  /**
   * Sends what is due.
   *
   * @return how many were sent
   */
  public int work(Function<Letter, Result> door) {
    enqueue();
    int sent = 0;
    for (int n = 0; n < AT_ONCE; n++) {
      Optional<Letter> next = take();
      if (next.isEmpty()) {
        break;
      }
      Letter letter = next.get();
      Result result = door.apply(letter);
      note(letter, result);
      if (result instanceof Result.Sent) {
        sent++;
      }
    }
    return sent;
  }

  private void enqueue() {
    work.run(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into mail (notice_id, state, next_at)
                    select n.id, 'waiting', :now from notice n join patient p on p.id = n.patient_id
                    left join offer f on f.id = n.offer_id
                    where n.told_at is null and p.contact_by = 'email' and p.email is not null and p.email <> ''
                      and (n.kind <> 'offer' or (f.answer is null and f.expires_at > :now))
                    on conflict do nothing
                    """)
                .bind("now", work.now())
                .execute());
  }

  /** Takes one for a while, so that no other program sends it too. */
  private Optional<Letter> take() {
    return work.in(
        handle -> {
          Instant now = work.now();
          return handle
              .createQuery(
                  """
                  with next as (
                    select m.notice_id from mail m join notice n on n.id = m.notice_id join patient p on p.id = n.patient_id
                    left join offer f on f.id = n.offer_id
                    where m.state = 'waiting' and m.next_at <= :now and n.told_at is null and p.contact_by = 'email'
                      and p.email is not null and (n.kind <> 'offer' or (f.answer is null and f.expires_at > :now))
                    order by m.next_at, m.notice_id limit 1 for update of m skip locked),
                  taken as (
                    update mail m set tries = tries + 1, next_at = :lease from next
                    where m.notice_id = next.notice_id returning m.notice_id, m.tries)
                  select t.notice_id, p.email as "to", p.language, n.kind, n.token, t.tries
                  from taken t join notice n on n.id = t.notice_id join patient p on p.id = n.patient_id
                  """)
              .bind("now", now)
              .bind("lease", now.plus(LEASE))
              .mapTo(Letter.class)
              .findOne();
        });
  }

  private void note(Letter letter, Result result) {
    work.run(
        handle -> {
          Instant now = work.now();
          switch (result) {
            case Result.Sent _ -> {
              handle
                  .createUpdate(
                      "update mail set state = 'sent', sent_at = :now, failure = null where notice_id = :id")
                  .bind("now", now)
                  .bind("id", letter.noticeId())
                  .execute();
              handle
                  .createUpdate(
                      "update notice set told_at = :now, told_by = 'mail', token = null where id = :id and told_at is null")
                  .bind("now", now)
                  .bind("id", letter.noticeId())
                  .execute();
            }
            case Result.Later(String why) -> {
              boolean last = letter.tries() > AGAIN.size();
              handle
                  .createUpdate(
                      "update mail set state = :state, next_at = :next, failure = :why where notice_id = :id")
                  .bind("state", last ? "failed" : "waiting")
                  .bind("next", last ? now : now.plus(AGAIN.get(letter.tries() - 1)))
                  .bind("why", why)
                  .bind("id", letter.noticeId())
                  .execute();
            }
            case Result.Never(String why) ->
                handle
                    .createUpdate(
                        "update mail set state = 'failed', failure = :why where notice_id = :id")
                    .bind("why", why)
                    .bind("id", letter.noticeId())
                    .execute();
          }
          String patient =
              handle
                  .createQuery("select patient_id from notice where id = :id")
                  .bind("id", letter.noticeId())
                  .mapTo(String.class)
                  .findOne()
                  .orElse(null);
          Audit.write(
              handle,
              now,
              Actor.DESK,
              result instanceof Result.Sent ? "notice.mailed" : "notice.not_mailed",
              "notice:" + letter.noticeId(),
              patient,
              Audit.of("try", letter.tries()));
        });
  }
}
