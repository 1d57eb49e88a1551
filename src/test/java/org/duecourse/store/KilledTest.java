package org.duecourse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs and servers that are killed: what was acknowledged is there, and it goes on by itself.
 */
@Tag("heavy")
class KilledTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void aKilledProgramLosesNothingThatItAcknowledged(@TempDir Path parent) throws Exception {
    Path folder = TestFolder.in(parent);
    TreeSet<Integer> acknowledged = new TreeSet<>();
    int next = 0;
    for (int round = 0; round < 3; round++) {
      Process program = TestFolder.program(folder, Integer.toString(next));
      long server;
      try (BufferedReader out = program.inputReader()) {
        List<String> start = TestFolder.until(out, "server ");
        server = Long.parseLong(start.getLast().split(" ")[1]);
        assertThat(
                start.stream()
                    .anyMatch(line -> line.contains("that an ended program left running")))
            .isEqualTo(round > 0);
        List<String> lines = TestFolder.until(out, "acknowledged " + (next + 40 + 17 * round));
        program.toHandle().destroyForcibly(); // Its last lines are still to be read.
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          lines.add(line);
        }
        lines.forEach(line -> acknowledged.add(Integer.valueOf(line.split(" ")[1])));
      }
      program.waitFor();
      assertThat(ProcessHandle.of(server)).as("the orphan").isPresent();
      next = acknowledged.last() + 2;
    }
    List<String> said = new ArrayList<>();
    long orphan = Leftover.namedProcess(StoreFolder.existing(folder)).orElseThrow();
    try (Store store = Store.open(new StorePlace.Folder(folder), said::add)) {
      TreeSet<Integer> there = new TreeSet<>();
      TestStore.texts(store.jdbi(), "select id from site")
          .forEach(id -> there.add(Integer.valueOf(id)));
      assertThat(there).containsAll(acknowledged);
      // At most the one that was on its way at each kill is there without having been acknowledged.
      assertThat(there.size() - acknowledged.size()).isBetween(0, 3);
      assertThat(said).anyMatch(line -> line.contains("(process " + orphan + ") is stopped first"));
      assertThat(store.serverProcess().orElseThrow()).isNotEqualTo(orphan);
      assertThat(
              ProcessHandle.of(orphan)
                  .filter(ProcessHandle::isAlive)
                  .flatMap(p -> p.info().command()))
          .isEmpty();
    }
    assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void aKilledServerComesBackByItself(@TempDir Path parent) throws Exception {
    Path folder = TestFolder.in(parent);
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch back = new CountDownLatch(2);
    try (Store store =
        Store.open(
            new StorePlace.Folder(folder),
            line -> {
              said.add(line);
              if (line.equals("PostgreSQL is back.")) {
                back.countDown();
              }
            })) {
      List<Integer> acknowledged = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        if (i == 100 || i == 200) {
          ProcessHandle.of(store.serverProcess().orElseThrow()).orElseThrow().destroyForcibly();
        }
        int id = i;
        // An attempt that meets the death fails and is made again; it may have counted, as any
        // commit on its way.
        assertThat(
                Waiting.until(
                    LONG,
                    () -> {
                      try {
                        store
                            .jdbi()
                            .useHandle(
                                h ->
                                    h.execute(
                                        "insert into site (id, name, zone) values (?, 'x', 'UTC')"
                                            + " on conflict do nothing",
                                        Integer.toString(id)));
                        return true;
                      } catch (RuntimeException e) {
                        return false;
                      }
                    }))
            .as("attempt %d after %s", i, said)
            .isTrue();
        acknowledged.add(i);
      }
      assertThat(back.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(
              TestStore.texts(store.jdbi(), "select id from site").stream().map(Integer::valueOf))
          .containsExactlyInAnyOrderElementsOf(acknowledged);
      assertThat(said.stream().filter(line -> line.contains("ended by itself"))).hasSize(2);
    }
    assertThat(said.getLast()).isEqualTo("PostgreSQL is back.");
  }

  @Test
  void anotherProgramKeepsItsFolder(@TempDir Path parent) throws Exception {
    Path folder = TestFolder.in(parent);
    Process program = TestFolder.program(folder, "hold");
    try (BufferedReader out = program.inputReader()) {
      TestFolder.until(out, "server ");
      assertThatThrownBy(() -> Store.open(new StorePlace.Folder(folder), line -> {}))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("is open in another program (process " + program.pid() + ")");
      Path file = parent.resolve("beside.zip");
      assertThat(
              Backup.write(new StorePlace.Folder(folder), file, java.time.Instant.EPOCH, line -> {})
                  .tables())
          .isGreaterThan(10);
      assertThat(program.isAlive()).isTrue();
    } finally {
      program.destroyForcibly().waitFor();
      Leftover.clear(StoreFolder.existing(folder), line -> {});
    }
  }

  @Test
  void aLyingRunFileIsSeenThrough(@TempDir Path parent) throws IOException {
    Path folder = TestFolder.in(parent);
    StorePlace.Folder place = new StorePlace.Folder(folder);
    Store.open(place, line -> {}).close();
    Path runFile = folder.resolve("postgres/postmaster.pid");
    String end = "\n" + folder.resolve("postgres") + "\n1700000000\n5432\n\n127.0.0.1\n\nready\n";
    // After a restart of the machine the number is nobody's, or belongs to another program: here,
    // to this one.
    for (String pid :
        List.of("4194300", Long.toString(ProcessHandle.current().pid()), "", "no number")) {
      Files.writeString(runFile, pid + end);
      Store store = Store.open(place, line -> {});
      assertThat(TestStore.texts(store.jdbi(), "select 1")).containsExactly("1");
      store.close();
      assertThat(runFile).doesNotExist();
    }
  }

  @Test
  void aFirstStartThatWasCutOffIsMadeAnew(@TempDir Path parent) throws IOException {
    Path folder = TestFolder.in(parent);
    Files.createDirectories(folder.resolve("postgres.new/base"));
    Files.writeString(folder.resolve("postgres.new/PG_VERSION"), "18\n");
    try (Store store = Store.open(new StorePlace.Folder(folder), line -> {})) {
      assertThat(TestStore.texts(store.jdbi(), "select count(*) from site")).containsExactly("0");
    }
  }

  @Test
  void aLostOrStrangePasswordIsSaidSo(@TempDir Path parent) throws IOException {
    Path folder = TestFolder.in(parent);
    StorePlace.Folder place = new StorePlace.Folder(folder);
    Store.open(place, line -> {}).close();
    Files.writeString(folder.resolve("secrets/postgres"), "another");
    assertThatThrownBy(() -> Store.open(place, line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("do not fit the records");
    Files.delete(folder.resolve("secrets/postgres"));
    assertThatThrownBy(() -> Store.open(place, line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("but not their passwords");
    assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void aServerThatCannotStartSaysWhy(@TempDir Path parent) throws IOException {
    Path folder = TestFolder.in(parent);
    StorePlace.Folder place = new StorePlace.Folder(folder);
    Store.open(place, line -> {}).close();
    Files.writeString(folder.resolve("postgres/postgresql.conf"), "no_such_setting = 1\n");
    assertThatThrownBy(() -> Store.open(place, line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("PostgreSQL did not start: ")
        .hasMessageContaining("postgresql.conf")
        .hasMessageContaining("server.log");
  }
}
