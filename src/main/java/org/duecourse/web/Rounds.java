package org.duecourse.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.duecourse.absence.Deviations;
import org.duecourse.crisis.Crisis;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Sweep;
import org.duecourse.worklist.ContractTerms;
import org.duecourse.worklist.Inbox;
import org.duecourse.worklist.Outbox;
import org.duecourse.worklist.ProtectedTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the desk does by itself while it is served: each minute holds end and freed places are
 * offered and mail goes out, every five minutes the crisis cover and swaps of protected time are
 * looked over, each day the horizon of blocks grows and terms of contracts are judged. Several
 * programs on one database may do so at once; each piece of work is done by one of them.
 */
public final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private static final Duration COVER_EVERY = Duration.ofMinutes(5);

  private final Desk desk;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("rounds").factory());
  private final Crisis crisis;
  private final Deviations deviations;
  private final ProtectedTime protectedTime;
  private final ContractTerms contractTerms;
  private final Inbox inbox;
  private final @Nullable MailOut mail;
  private @Nullable LocalDate extended;
  private @Nullable Instant coverLooked;

  Rounds(Desk desk, @Nullable MailSettings mail) {
    this.desk = desk;
    this.inbox = Inbox.over(desk);
    this.mail = mail == null ? null : new MailOut(Outbox.over(desk), mail);
    this.crisis = Crisis.over(desk);
    this.deviations = Deviations.over(desk);
    this.protectedTime = ProtectedTime.over(desk);
    this.contractTerms = ContractTerms.over(desk);
  }

  /**
   * Starts the rounds, the first one at once.
   *
   * @param mail where outgoing mail is handed to, or null: then people send messages
   */
  public static Rounds start(Desk desk, @Nullable MailSettings mail, Duration every) {
    Rounds rounds = new Rounds(desk, mail);
    var _ =
        rounds.timer.scheduleWithFixedDelay(
            rounds::goSafely, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return rounds;
  }

  /** One round. */
  void go() {
    LocalDate today = LocalDate.ofInstant(desk.clock().instant(), ZoneOffset.UTC);
    if (!today.equals(extended)) {
      desk.supply().extendAll();
      contractTerms.raise();
      inbox.forget();
      extended = today;
    }
    Sweep.Swept swept = desk.sweep().run();
    if (swept.orphans() > 0 || swept.overlaps() > 0) {
      LOG.error("rule-broken orphans={} overlaps={}", swept.orphans(), swept.overlaps());
    }
    desk.earlierTimes().work();
    if (mail != null) {
      mail.send();
    }
    Instant now = desk.clock().instant();
    Instant before = coverLooked;
    if (before == null || Duration.between(before, now).compareTo(COVER_EVERY) >= 0) {
      crisis.raiseGaps();
      deviations.raise();
      deviations.keep();
      protectedTime.swaps().settle();
      coverLooked = now;
    }
  }

  /** A round that fails is told of and the next one is tried. */
  private void goSafely() {
    try {
      go();
    } catch (RuntimeException e) {
      LOG.error("round-failed cause={}", Answers.chain(e));
    }
  }

  /** Starts no further round. */
  public void stop() {
    timer.shutdown();
  }

  /** Lets a round that runs end, and starts none after it. */
  @Override
  public void close() {
    stop();
    try {
      if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
