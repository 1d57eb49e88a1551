package org.duecourse.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * A store for tests: one server for the whole run, and a database of its own for whoever asks, with
 * every table and no row. Not durable, and gone at the end of the run.
 *
 * <pre>
 * private static TestStore test;
 * {@literal @}BeforeAll static void open() { test = TestStore.fresh(); }
 * {@literal @}AfterAll static void close() { test.close(); }
 * … test.store(), test.jdbi() as the desk's role; test.owner() as the owner; test.place() for a second program
 * </pre>
 */
public final class TestStore implements AutoCloseable {
  private static final Path PLACE = Path.of("target", "test-store").toAbsolutePath();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final StorePlace.Database place;
  private final Store store;
  private final Jdbi owner;

  private TestStore(StorePlace.Database place) {
    this.place = place;
    Access access = Access.open(place, line -> {});
    this.store = Store.overReady(access);
    this.owner = Jdbi.create(access.owner().orElseThrow());
  }

  /** A database with every table and no row. */
  public static TestStore fresh() {
    return new TestStore(copyOf(Access.DATABASE));
  }

  /** A database with nothing in it, not even tables. */
  public static StorePlace.Database empty() {
    return copyOf("template0");
  }

  /** The open records. */
  public Store store() {
    return store;
  }

  /** As the desk's role. */
  public Jdbi jdbi() {
    return store.jdbi();
  }

  /** As the role that owns the tables; its names need the schema ({@code duecourse.site}). */
  public Jdbi owner() {
    return owner;
  }

  /** The texts of one column, asked as the desk's role. */
  public List<String> texts(String query) {
    return texts(jdbi(), query);
  }

  /** The texts of one column. */
  static List<String> texts(Jdbi jdbi, String query) {
    return jdbi.withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
  }

  /** The same database for another program: address and roles. */
  public StorePlace.Database place() {
    return place;
  }

  @Override
  public void close() {
    store.close();
  }

  /** The role that may do anything, for tests of what it should not be used for. */
  static Login superuser() {
    return Running.SERVER.folder.secret(PostgresServer.SUPERUSER);
  }

  private static StorePlace.Database copyOf(String template) {
    Running running = Running.SERVER;
    String name = "test_" + NUMBER.incrementAndGet();
    try (Connection connection =
            PostgresServer.source(
                    running.server.port(),
                    "postgres",
                    running.folder.secret(PostgresServer.SUPERUSER))
                .getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create database " + name + " template " + template + " owner " + Access.OWNER_ROLE);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new StorePlace.Database(
        "jdbc:postgresql://127.0.0.1:" + running.server.port() + "/" + name,
        running.folder.secret(Access.APP_ROLE),
        running.folder.secret(Access.OWNER_ROLE));
  }

  /** The one server of this run. */
  private static final class Running {
    static final Running SERVER = new Running();

    private final StoreFolder folder;
    private final PostgresServer server;

    private Running() {
      try {
        Files.createDirectories(PLACE);
        clearEndedRuns();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      folder = StoreFolder.make(PLACE.resolve("run-" + ProcessHandle.current().pid()));
      server =
          PostgresServer.start(
              folder,
              PostgresPrograms.in(PLACE.resolve("programs")),
              ServerSettings.DURABLE.with("fsync", "off").with("max_connections", "300"),
              line -> {});
      Runtime.getRuntime().addShutdownHook(new Thread(this::end));
      Access.prepare(folder, server.port());
      Schema.bring(
          "the tests",
          PostgresServer.source(server.port(), Access.DATABASE, folder.secret(Access.OWNER_ROLE)),
          Access.APP_ROLE,
          null);
    }

    private void end() {
      server.close();
      remove(folder.root());
    }

    private static void clearEndedRuns() throws IOException {
      try (Stream<Path> runs = Files.list(PLACE)) {
        List<Path> ended =
            runs.filter(run -> run.getFileName().toString().startsWith("run-"))
                .filter(
                    run ->
                        ProcessHandle.of(Long.parseLong(run.getFileName().toString().substring(4)))
                            .isEmpty())
                .toList();
        for (Path run : ended) {
          Leftover.clear(new StoreFolder(run.toRealPath()), line -> {});
          remove(run);
        }
      }
    }

    private static void remove(Path folder) {
      try {
        PostgresPrograms.remove(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
