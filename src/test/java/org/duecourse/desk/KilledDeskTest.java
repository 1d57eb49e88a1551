package org.duecourse.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.duecourse.store.Store;
import org.duecourse.store.StorePlace;
import org.duecourse.store.TestFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed during a thousand bookings: nothing acknowledged is lost, nothing half-done is left. */
@Tag("heavy")
class KilledDeskTest {
  private static final int ATTEMPTS = 400;

  @Test
  void theProgramIsKilledTwiceAndGoesOnWhereItWas(@TempDir Path parent) throws Exception {
    Path folder = TestFolder.in(parent);
    Map<String, String> acknowledged = new HashMap<>();
    for (int killAt : List.of(150, 450)) {
      Process program = program(folder);
      try (BufferedReader out = program.inputReader()) {
        TestFolder.until(out, "ready");
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          keep(acknowledged, line);
          if (acknowledged.size() >= killAt) {
            program.toHandle().destroyForcibly();
          }
        }
      }
      program.waitFor();
    }
    assertThat(acknowledged.size()).isBetween(450, BookingProgram.ORDERS - 1);
    Process last = program(folder);
    try (BufferedReader out = last.inputReader()) {
      TestFolder.until(out, "finished").forEach(line -> keep(acknowledged, line));
    }
    assertThat(last.waitFor()).isZero();
    assertThat(acknowledged).hasSize(BookingProgram.ORDERS);
    try (Store store = Store.open(new StorePlace.Folder(folder), line -> {})) {
      assertWhole(store, acknowledged);
    }
  }

  @Test
  void theDatabaseIsKilledTwiceAndEveryOrderHasOneVisit(@TempDir Path parent) throws Exception {
    Path folder = TestFolder.in(parent);
    try (Store store = Store.open(new StorePlace.Folder(folder), line -> {})) {
      Desk desk = Desk.over(store.jdbi(), InstantSource.fixed(BookingProgram.NOW));
      List<String> orders = BookingProgram.fill(store, desk);
      Map<String, String> acknowledged = java.util.Collections.synchronizedMap(new HashMap<>());
      AtomicInteger next = new AtomicInteger();
      AtomicInteger failed = new AtomicInteger();
      try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
        for (int c = 0; c < 8; c++) {
          clients.execute(
              () -> {
                for (int i = next.getAndIncrement();
                    i < orders.size();
                    i = next.getAndIncrement()) {
                  if (i == 300 || i == 700) {
                    ProcessHandle.of(store.serverProcess().orElseThrow())
                        .orElseThrow()
                        .destroyForcibly();
                  }
                  acknowledged.put(
                      orders.get(i), bookUntilAnswered(desk, orders.get(i), i, failed));
                }
              });
        }
      }
      assertThat(failed.get()).as("attempts that met the death").isPositive();
      assertThat(acknowledged).hasSize(BookingProgram.ORDERS);
      assertWhole(store, acknowledged);
    }
  }

  private static String bookUntilAnswered(Desk desk, String order, int i, AtomicInteger failed) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        if (BookingProgram.book(desk, order, i) instanceof Booking.Done done) {
          return done.visit().id();
        }
      } catch (RuntimeException e) {
        failed.incrementAndGet();
      }
    }
    throw new AssertionError(order + " was never answered");
  }

  private static void assertWhole(Store store, Map<String, String> acknowledged) {
    Map<String, String> visits =
        store
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("select order_id, id from appointment where state = 'booked'")
                        .map((rs, context) -> Map.entry(rs.getString(1), rs.getString(2)))
                        .list())
            .stream()
            .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertThat(visits).isEqualTo(acknowledged);
    assertThat(count(store, "select count(*) from appointment")).isEqualTo(visits.size());
    assertThat(count(store, "select count(*) from claim where active"))
        .isEqualTo(2 * visits.size());
    assertThat(count(store, "select count(*) from task where state = 'open'")).isZero();
    assertThat(count(store, "select count(*) from idempotency")).isEqualTo(visits.size());
    assertThat(count(store, "select count(*) from audit where action = 'visit.book'"))
        .isEqualTo(visits.size());
  }

  private static int count(Store store, String sql) {
    return store.jdbi().withHandle(h -> h.createQuery(sql).mapTo(Integer.class).one());
  }

  private static void keep(Map<String, String> acknowledged, String line) {
    String[] words = line.split(" ");
    if (words[0].equals("acknowledged")) {
      acknowledged.put(words[1], words[2]);
    }
  }

  private static Process program(Path folder) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            BookingProgram.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
  }
}
