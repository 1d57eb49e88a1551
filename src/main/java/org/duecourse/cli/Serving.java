package org.duecourse.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.duecourse.io.Fault;
import org.duecourse.store.Store;
import org.duecourse.store.StorePlace;
import org.duecourse.web.DeskServer;
import org.duecourse.web.Rounds;
import org.duecourse.web.ServerSettings;

/** The desk's server over its records, from start to Ctrl-C. */
final class Serving {
  private Serving() {}

  /**
   * Opens the records, answers until the program is asked to end, then closes first the pages and
   * then the records.
   *
   * @param clock the desk's time
   * @param before called with the open records before the server answers
   * @param ready called when the server answers
   */
  static void untilEnded(
      StorePlace place,
      ServerSettings settings,
      Clock clock,
      PrintWriter err,
      Consumer<Store> before,
      Consumer<DeskServer> ready)
      throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    // Ctrl-C: the hook asks for the end and waits until pages and records are closed, in this
    // order.
    Thread stop =
        new Thread(
            () -> {
              asked.countDown();
              await(ended);
            },
            "serve-end");
    try (Store store = Store.open(place, err::println)) {
      Runtime.getRuntime().addShutdownHook(stop);
      before.accept(store);
      try (DeskServer server = DeskServer.start(store, settings, clock)) {
        ready.accept(server);
        try (Rounds rounds = Rounds.start(server.desk(), settings.mail(), Duration.ofMinutes(1))) {
          asked.await();
          err.println("Ending: first the pages, then the records.");
          rounds.stop();
        }
      }
    } finally {
      ended.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(Fault.INTERNAL.exitCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
