package org.duecourse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store of the program's own: durable, private, and open in one program at a time. */
class FolderStoreTest {
  @TempDir private static Path parent;
  private static final List<String> SAID = new ArrayList<>();
  private static Path folder;
  private static Store store;

  @BeforeAll
  static void open() {
    folder = TestFolder.in(parent);
    store = Store.open(new StorePlace.Folder(folder), SAID::add);
    store
        .jdbi()
        .useHandle(
            h -> h.execute("insert into site (id, name, zone) values ('N', 'North', 'UTC')"));
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "data_checksums, on",
    "listen_addresses, 127.0.0.1",
    "password_encryption, scram-sha-256",
    "log_error_verbosity, terse",
    "server_encoding, UTF8",
    "TimeZone, UTC",
  })
  void theServerIsSetForRecordsOfAClinic(String name, String value) {
    assertThat(one("select current_setting('" + name + "')")).isEqualTo(value);
  }

  @Test
  void everyWayInAsksForAScramPassword() {
    try (Access beside = Access.join(new StorePlace.Folder(folder), line -> {})) {
      int port = beside.app().getPortNumbers()[0];
      StoreFolder there = StoreFolder.existing(folder);
      for (String role : List.of("postgres", Access.OWNER_ROLE, Access.APP_ROLE)) {
        for (String password : new String[] {"wrong", "", "postgres", "duecourse"}) {
          assertThatThrownBy(
                  () ->
                      PostgresServer.source(port, "duecourse", new Login(role, password))
                          .getConnection())
              .isInstanceOf(SQLException.class)
              .hasMessageMatching("(?s).*(password|SCRAM).*");
        }
        assertThat(there.secret(role).password()).hasSize(43);
      }
    }
  }

  @Test
  void thereIsNoSocketInAFolderThatAllMayEnter() {
    assertThat(Path.of("/tmp/.s.PGSQL." + port())).doesNotExist();
    assertThat(ServerSettings.DURABLE.values()).containsEntry("unix_socket_directories", "");
  }

  @Test
  void noWayInGoesWithoutAPassword() throws IOException {
    assertThat(
            Files.readAllLines(folder.resolve("postgres/pg_hba.conf")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")))
        .isNotEmpty()
        .allMatch(line -> line.endsWith("scram-sha-256"));
  }

  @Test
  void itListensOnTheLoopbackOnly() throws IOException {
    int port = port();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
    }
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : network.inetAddresses().toList()) {
        if (address.getHostAddress().equals("127.0.0.1")) {
          continue;
        }
        assertThatThrownBy(
                () -> {
                  try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, port), 2_000);
                  }
                })
            .as("%s", address)
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void filesAndPasswordsAreTheUsersAlone() throws IOException {
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("postgres"))).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("secrets"))).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("server.log"))).isEqualTo("rw-------");
    try (Stream<Path> secrets = Files.list(folder.resolve("secrets"))) {
      List<Path> files = secrets.toList();
      assertThat(files).hasSize(3);
      for (Path file : files) {
        assertThat(mode(file)).isEqualTo("rw-------");
      }
    }
    try (Stream<Path> programs = Files.walk(folder.resolve("bin").toRealPath())) {
      assertThat(
              programs
                  .filter(file -> !Files.isSymbolicLink(file))
                  .filter(FolderStoreTest::isOpenToAll))
          .isEmpty();
    }
  }

  @Test
  void aSecondProgramIsRefusedAndToldWhichIsFirst() {
    assertThatThrownBy(() -> Store.open(new StorePlace.Folder(folder), line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(
            "is open in another program (process " + ProcessHandle.current().pid())
        .extracting(e -> ((Refused) e).fault())
        .isEqualTo(Fault.CONFLICT);
    assertThat(one("select name from site")).isEqualTo("North");
  }

  @Test
  void aSecondProgramMayWorkBesideIt() {
    try (Store second = Store.join(new StorePlace.Folder(folder), line -> {})) {
      assertThat(TestStore.texts(second.jdbi(), "select name from site")).containsExactly("North");
      assertThat(second.serverProcess()).isEmpty();
    }
    assertThat(one("select name from site")).isEqualTo("North");
  }

  @Test
  @Tag("heavy")
  void aBackupOfAnOpenFolderIsRestoredIntoANewFolderAndIntoADatabase(@TempDir Path other) {
    Path file = other.resolve("desk.zip");
    StorePlace.Folder place = new StorePlace.Folder(folder);
    assertThat(Backup.write(place, file, Instant.EPOCH, line -> {}).rows()).isEqualTo(1);

    StorePlace.Folder second = new StorePlace.Folder(TestFolder.in(other));
    assertThat(Restore.read(second, file, line -> {}).rows()).isEqualTo(1);
    try (Store restored = Store.open(second, line -> {})) {
      assertThat(TestStore.texts(restored.jdbi(), "select name from site"))
          .containsExactly("North");
    }

    StorePlace.Database byUrl = TestStore.empty();
    assertThat(Restore.read(byUrl, file, line -> {}).rows()).isEqualTo(1);
    assertThatThrownBy(() -> Restore.read(place, file, line -> {}))
        .hasMessageContaining("is open in another program");
  }

  @Test
  void whoRunsItAsRootIsToldOnce() {
    boolean root = "root".equals(System.getProperty("user.name"));
    assertThat(SAID.stream().filter(line -> line.startsWith("You are root.")))
        .hasSize(root ? 1 : 0);
  }

  @Test
  void theLogNamesNobody() throws IOException {
    assertThatThrownBy(
            () ->
                store
                    .jdbi()
                    .useHandle(
                        h -> {
                          h.execute(
                              "insert into site (id, name, zone) values ('Q', 'Secretname', 'UTC')");
                          h.execute(
                              "insert into site (id, name, zone) values ('Q', 'Secretname', 'UTC')");
                        }))
        .hasMessageContaining("site_pkey");
    store.jdbi().useHandle(h -> h.execute("delete from site where id = 'Q'"));
    assertThat(Files.readString(folder.resolve("server.log")))
        .contains("site_pkey")
        .doesNotContain("Secretname")
        .doesNotContain("(Q)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", "photos"})
  void aFolderWithOtherThingsIsLeftAlone(String name, @TempDir Path other) throws IOException {
    Files.createDirectory(other.resolve(name));
    assertThatThrownBy(() -> Store.open(new StorePlace.Folder(other), line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("holds other things (" + name + ")")
        .hasMessageContaining("Maybe --data");
    assertThat(other).isDirectoryContaining(each -> each.endsWith(name));
    try (Stream<Path> inside = Files.list(other)) {
      assertThat(inside).hasSize(1);
    }
  }

  @Test
  void aFolderThatOthersCanWriteIntoIsRefused(@TempDir Path other) throws IOException {
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> Store.open(new StorePlace.Folder(other), line -> {}))
        .hasMessageContaining("Others can write into the folder")
        .hasMessageContaining("chmod 700");
  }

  @Test
  void recordsOfAnotherVersionOfPostgresAreNotTouched(@TempDir Path other) throws IOException {
    Path old = TestFolder.in(other);
    Files.createDirectory(old.resolve("postgres"));
    Files.writeString(old.resolve("postgres/PG_VERSION"), "14\n");
    assertThatThrownBy(() -> Store.open(new StorePlace.Folder(old), line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("were written by PostgreSQL 14; this Duecourse brings PostgreSQL 18")
        .hasMessageContaining("restore it into an empty folder");
  }

  @Test
  void aBackupOfAFolderWithoutRecordsMakesNone(@TempDir Path other) {
    Path nowhere = other.resolve("nowhere");
    assertThatThrownBy(
            () ->
                Backup.write(
                    new StorePlace.Folder(nowhere),
                    other.resolve("b.zip"),
                    Instant.EPOCH,
                    line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("does not exist");
    assertThat(nowhere).doesNotExist();
  }

  private static int port() {
    return (int) Leftover.namedPort(StoreFolder.existing(folder)).orElseThrow();
  }

  private static String one(String query) {
    return TestStore.texts(store.jdbi(), query).getFirst();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static boolean isOpenToAll(Path file) {
    try {
      return mode(file).charAt(7) == 'w' || mode(file).charAt(4) == 'w';
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
