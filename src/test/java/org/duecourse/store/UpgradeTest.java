package org.duecourse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.duecourse.io.Json;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Tables of another version, several programs at once, and roles that are not what they should be.
 */
class UpgradeTest {
  private static final String HISTORY =
      "select count(*) from duecourse.flyway_schema_history where version is not null";

  @Test
  void severalProgramsThatStartAtOnceSetTheTablesUpOnce() throws Exception {
    StorePlace.Database place = TestStore.empty();
    int programs = 4;
    CyclicBarrier together = new CyclicBarrier(programs);
    try (ExecutorService threads = Executors.newFixedThreadPool(programs)) {
      List<Future<Store>> starts = new ArrayList<>();
      for (int i = 0; i < programs; i++) {
        starts.add(
            threads.submit(
                () -> {
                  together.await();
                  return Store.open(place, line -> {});
                }));
      }
      for (Future<Store> start : starts) {
        try (Store store = start.get()) {
          assertThat(TestStore.texts(store.jdbi(), "select count(*) from site"))
              .containsExactly("0");
        }
      }
    }
    assertThat(TestStore.texts(owner(place), HISTORY))
        .containsExactly(Schema.newest(source(place)));
  }

  @Test
  void recordsOfAnOlderVersionAreBroughtUpToDateByTheOwnerAlone() {
    StorePlace.Database place = TestStore.empty();
    older(place, 5);
    List<String> before = SmallDesk.everything(owner(place));

    assertThatThrownBy(() -> Store.open(withoutOwner(place), line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("have version 1, and this program works with")
        .hasMessageContaining(StorePlace.OWNER);

    Store.open(place, line -> {}).close();
    assertKept(before, SmallDesk.everything(owner(place)));
    Store.open(withoutOwner(place), line -> {}).close();
  }

  @Test
  void withoutTheOwnerNothingIsSetUp() {
    StorePlace.Database place = TestStore.empty();
    assertThatThrownBy(() -> Store.open(withoutOwner(place), line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("are not there yet");
  }

  @Test
  void aBackupOfAnOlderVersionIsBroughtUpToDateOnItsWay(@TempDir Path folder) {
    StorePlace.Database from = TestStore.empty();
    older(from, 5);
    Path file = folder.resolve("old.zip");
    assertThat(Backup.write(from, file, Instant.EPOCH, line -> {}).schemaVersion()).isEqualTo("1");
    List<String> before = SmallDesk.everything(owner(from));

    StorePlace.Database to = TestStore.empty();
    Restore.read(to, file, line -> {});
    assertKept(before, SmallDesk.everything(owner(to)));
    assertThat(TestStore.texts(owner(to), HISTORY)).containsExactly(Schema.newest(source(to)));

    // Tables that are there already, newer and without a row, are no hindrance.
    StorePlace.Database started = TestStore.empty();
    Store.open(started, line -> {}).close();
    Restore.read(started, file, line -> {});
    assertThat(SmallDesk.everything(owner(started))).isEqualTo(SmallDesk.everything(owner(to)));
  }

  @Test
  void whatADeskThatNobodyUsedLeftIsNoHindrance(@TempDir Path folder) {
    try (TestStore from = TestStore.fresh();
        TestStore to = TestStore.fresh()) {
      SmallDesk.fill(from.jdbi(), 3, 4);
      Path file = folder.resolve("desk.zip");
      Backup.write(from.place(), file, Instant.EPOCH, line -> {});
      to.jdbi()
          .useHandle(
              h -> {
                h.execute("insert into setup_code (code_hash, expires_at) values ('x', now())");
                h.execute(
                    """
                    insert into web_session (primary_id, session_id, creation_time, last_access_time,
                      max_inactive_interval, expiry_time) values ('a', 'b', 1, 1, 1, 1)
                    """);
              });
      Restore.read(to.place(), file, line -> {});
      assertThat(SmallDesk.everything(to.owner())).isEqualTo(SmallDesk.everything(from.owner()));
    }
  }

  @Test
  void tablesOfANewerProgramAreLeftAlone() {
    try (TestStore test = TestStore.fresh()) {
      test.owner()
          .useHandle(
              h ->
                  h.execute(
                      """
                      insert into duecourse.flyway_schema_history
                        (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                      values (900, '900', 'later', 'SQL', 'V900__later.sql', 1, 'a', 1, true)
                      """));
      for (StorePlace.Database place : List.of(test.place(), withoutOwner(test.place()))) {
        assertThatThrownBy(() -> Store.open(place, line -> {}))
            .isInstanceOf(Refused.class)
            .hasMessageContaining("have version 900, newer than the")
            .hasMessageContaining("Maybe start the newer Duecourse");
      }
    }
  }

  @Test
  void anAdministratorMayMakeTheSchemaAndTheExtensionInsteadOfGivingTheDatabaseAway() {
    StorePlace.Database place = TestStore.empty();
    Login superuser = TestStore.superuser();
    Jdbi.create(place.url(), superuser.user(), superuser.password())
        .useHandle(
            h -> {
              h.execute(
                  "do 'begin execute format($$alter database %I owner to postgres$$, current_database()); end'");
              h.execute("create schema duecourse authorization duecourse_owner");
              h.execute("create extension btree_gist");
            });
    assertThatThrownBy(() -> owner(place).useHandle(h -> h.execute("create schema another")))
        .hasMessageContaining("permission denied for database");
    try (Store store = Store.open(place, line -> {})) {
      SmallDesk.fill(store.jdbi(), 1, 4);
    }
  }

  @Test
  void aPasswordFileOfPostgresWorksInPlaceOfTheEnvironment(@TempDir Path folder)
      throws IOException {
    StorePlace.Database place = TestStore.empty();
    Path file = folder.resolve("pgpass");
    Files.writeString(
        file,
        "*:*:*:%s:%s\n*:*:*:%s:%s\n"
            .formatted(
                place.app().user(),
                place.app().password(),
                place.owner().user(),
                place.owner().password()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    StorePlace.Database withoutPasswords =
        new StorePlace.Database(
            place.url(),
            new Login(place.app().user(), null),
            new Login(place.owner().user(), null));
    // What PGPASSFILE is in the environment.
    System.setProperty("org.postgresql.pgpassfile", file.toString());
    try (Store store = Store.open(withoutPasswords, line -> {})) {
      assertThat(TestStore.texts(store.jdbi(), "select count(*) from site")).containsExactly("0");
    } finally {
      System.clearProperty("org.postgresql.pgpassfile");
    }
    assertThatThrownBy(() -> Store.open(withoutPasswords, line -> {})).isInstanceOf(Refused.class);
  }

  @Test
  void aSuperuserIsNoRoleForTheDesk() {
    StorePlace.Database place = TestStore.empty();
    StorePlace.Database tooMighty =
        new StorePlace.Database(place.url(), TestStore.superuser(), place.owner());
    assertThatThrownBy(() -> Store.open(tooMighty, line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is a superuser, so it could change the audit");
  }

  @Test
  void aMemberOfTheOwnersRoleIsNoRoleForTheDesk() {
    StorePlace.Database place = TestStore.empty();
    Jdbi superuser =
        Jdbi.create(place.url(), TestStore.superuser().user(), TestStore.superuser().password());
    superuser.useHandle(
        h -> h.execute("create role half_owner login password 'x' in role duecourse_owner"));
    try {
      StorePlace.Database member =
          new StorePlace.Database(place.url(), new Login("half_owner", "x"), place.owner());
      assertThatThrownBy(() -> Store.open(member, line -> {}))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("is a member of the owner's role duecourse_owner");
    } finally {
      superuser.useHandle(h -> h.execute("drop role half_owner"));
    }
  }

  @Test
  void aServerThatIsNotThereOrSaysNoIsNamedWithAdvice() {
    StorePlace.Database place = TestStore.empty();
    assertRefused(
        new StorePlace.Database("jdbc:postgresql://127.0.0.1:1/desk", place.app(), place.owner()),
        "Maybe the server is not running");
    assertRefused(
        new StorePlace.Database(place.url() + "_none", place.app(), place.owner()),
        "Maybe create it first");
    assertRefused(
        new StorePlace.Database(place.url(), new Login(place.app().user(), "wrong"), null),
        "Maybe the password in " + StorePlace.PASSWORD);
    assertRefused(
        new StorePlace.Database(place.url(), place.app(), new Login(place.owner().user(), "wrong")),
        "Maybe the password in");
  }

  /** Every row is still there with all that it held; it may have columns that are newer. */
  private static void assertKept(List<String> before, List<String> after) {
    List<JsonNode> rows =
        after.stream()
            .filter(line -> line.startsWith("{"))
            .map(line -> Json.read("row", line))
            .toList();
    for (String line : before) {
      if (!line.startsWith("{")) {
        assertThat(after).contains(line);
        continue;
      }
      JsonNode old = Json.read("row", line);
      assertThat(rows)
          .as(line)
          .anyMatch(
              row ->
                  old.properties().stream()
                      .allMatch(entry -> entry.getValue().equals(row.get(entry.getKey()))));
    }
  }

  private static void assertRefused(StorePlace place, String words) {
    assertThatThrownBy(() -> Store.open(place, line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(words);
  }

  /** Tables as the first version had them, with a few rows. */
  private static void older(StorePlace.Database place, int people) {
    Schema.bring("the tests", source(place), place.app().user(), "1");
    Jdbi jdbi =
        Jdbi.create(
            place.url() + "?currentSchema=duecourse", place.app().user(), place.app().password());
    SmallDesk.fill(jdbi, 5, people);
  }

  private static StorePlace.Database withoutOwner(StorePlace.Database place) {
    return new StorePlace.Database(place.url(), place.app(), null);
  }

  private static DataSource source(StorePlace.Database place) {
    try (Access access = Access.open(place, line -> {})) {
      return access.owner().orElseThrow();
    }
  }

  private static Jdbi owner(StorePlace.Database place) {
    return Jdbi.create(place.url(), place.owner().user(), place.owner().password());
  }
}
