package org.duecourse.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The way to the database of a store, as its two roles; for a folder, with the server behind it.
 * Checks that the server is new enough and that the two roles are two.
 */
final class Access implements AutoCloseable {
  /** The database of a folder. */
  static final String DATABASE = "duecourse";

  /** The roles of a folder. */
  static final String OWNER_ROLE = "duecourse_owner";

  static final String APP_ROLE = "duecourse_app";

  private static final int OLDEST = 15;
  private static final Duration STARTING = Duration.ofSeconds(30);

  private final String words;
  private final PGSimpleDataSource app;
  private final @Nullable PGSimpleDataSource owner;
  private final @Nullable PostgresServer server;
  private final @Nullable FolderLock lock;

  private Access(
      String words,
      PGSimpleDataSource app,
      @Nullable PGSimpleDataSource owner,
      @Nullable PostgresServer server,
      @Nullable FolderLock lock) {
    this.words = words;
    this.app = app;
    this.owner = owner;
    this.server = server;
    this.lock = lock;
  }

  /**
   * Opens a place for this program alone: the server of a folder is started.
   *
   * @throws Refused if another program has the folder open
   */
  static Access open(StorePlace place, Consumer<String> say) {
    return switch (place) {
      case StorePlace.Folder folder -> {
        StoreFolder there = StoreFolder.make(folder.folder());
        yield start(there, say).orElseThrow(() -> FolderLock.heldBy(there.lock()));
      }
      case StorePlace.Database database -> byUrl(database);
    };
  }

  /**
   * Opens a place beside whoever has it open already; nothing is set up.
   *
   * @throws Refused if there is no store
   */
  static Access join(StorePlace place, Consumer<String> say) {
    return switch (place) {
      case StorePlace.Folder folder -> {
        StoreFolder there = StoreFolder.existing(folder.folder());
        if (!there.isSetUp()) {
          throw Refused.input(
              place.words() + " holds no records yet. Maybe another is meant: --data FOLDER.");
        }
        yield start(there, say).orElseGet(() -> beside(there));
      }
      case StorePlace.Database database -> byUrl(database);
    };
  }

  /** The place in words. */
  String words() {
    return words;
  }

  /** The name of the role that the desk works as. */
  String appRole() {
    return Objects.requireNonNull(app().getUser());
  }

  /** As the desk's role. */
  PGSimpleDataSource app() {
    return app;
  }

  /** As the owner, if the place tells who that is. */
  Optional<PGSimpleDataSource> owner() {
    return Optional.ofNullable(owner);
  }

  /** As the owner, for what only the owner may do. */
  PGSimpleDataSource requireOwner(String doing) {
    return owner()
        .orElseThrow(
            () ->
                Refused.usage(
                    doing
                        + " is done by the role that owns the tables. Maybe set "
                        + StorePlace.OWNER
                        + " and "
                        + StorePlace.OWNER_PASSWORD
                        + "."));
  }

  /** Has somebody told whenever the server was started again. */
  void whenBack(Runnable listener) {
    if (server != null) {
      server.whenBack(
          port -> {
            app.setPortNumbers(new int[] {port});
            if (owner != null) {
              owner.setPortNumbers(new int[] {port});
            }
            listener.run();
          });
    }
  }

  /**
   * Closes it also when the program is ended from outside (Ctrl-C), for work without an order of
   * its own.
   */
  Access closedAtExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "access-closer"));
    return this;
  }

  /** The server of a folder that this program runs. */
  Optional<PostgresServer> server() {
    return Optional.ofNullable(server);
  }

  @Override
  public void close() {
    try {
      if (server != null) {
        server.close();
      }
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }

  private static Optional<Access> start(StoreFolder folder, Consumer<String> say) {
    return FolderLock.take(folder.lock())
        .map(
            lock -> {
              try {
                Leftover.clear(folder, say);
                PostgresPrograms programs = PostgresPrograms.in(folder.programs());
                PostgresServer server =
                    PostgresServer.start(folder, programs, ServerSettings.DURABLE, say);
                try {
                  prepare(folder, server.port());
                  return of(folder, server.port(), server, lock);
                } catch (Refused e) {
                  server.close();
                  throw e;
                }
              } catch (Refused e) {
                lock.close();
                throw e;
              }
            });
  }

  private static Access beside(StoreFolder folder) {
    // The other program may be about to start its server.
    OptionalLong[] port = new OptionalLong[] {OptionalLong.empty()};
    Waiting.until(
        STARTING,
        () -> {
          port[0] = Leftover.namedPort(folder);
          return port[0].isPresent() && answers(folder, (int) port[0].getAsLong());
        });
    if (port[0].isEmpty()) {
      throw FolderLock.heldBy(folder.lock());
    }
    return of(folder, (int) port[0].getAsLong(), null, null);
  }

  private static boolean answers(StoreFolder folder, int port) {
    try (Connection connection =
        PostgresServer.source(port, DATABASE, folder.secret(OWNER_ROLE)).getConnection()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private static Access of(
      StoreFolder folder, int port, @Nullable PostgresServer server, @Nullable FolderLock lock) {
    return new Access(
        new StorePlace.Folder(folder.root()).words(),
        PostgresServer.source(port, DATABASE, folder.secret(APP_ROLE)),
        PostgresServer.source(port, DATABASE, folder.secret(OWNER_ROLE)),
        server,
        lock);
  }

  /** Makes the two roles and the database, or what of them is missing. */
  static void prepare(StoreFolder folder, int port) {
    Login superuser = folder.secret(PostgresServer.SUPERUSER);
    try (Connection connection =
            PostgresServer.source(port, "postgres", superuser).getConnection();
        Statement statement = connection.createStatement()) {
      for (String role : new String[] {OWNER_ROLE, APP_ROLE}) {
        // The passwords are made of letters, digits, '-' and '_'; nothing in them needs quoting.
        String password = folder.secret(role).password();
        statement.execute(
            (exists(statement, "select 1 from pg_roles where rolname = '" + role + "'")
                    ? "alter role "
                    : "create role ")
                + role
                + " login password '"
                + password
                + "'");
      }
      if (!exists(statement, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
        statement.execute("create database " + DATABASE + " owner " + OWNER_ROLE);
      }
      statement.execute("revoke all on database " + DATABASE + " from public");
      statement.execute("grant connect on database " + DATABASE + " to " + APP_ROLE);
    } catch (SQLException e) {
      throw Trouble.with(new StorePlace.Folder(folder.root()).words(), e);
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet found = statement.executeQuery(query)) {
      return found.next();
    }
  }

  private static Access byUrl(StorePlace.Database place) {
    Access access =
        new Access(
            place.words(),
            source(place, place.app()),
            place.owner() == null ? null : source(place, place.owner()),
            null,
            null);
    access.check(place);
    return access;
  }

  private static PGSimpleDataSource source(StorePlace.Database place, Login login) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setURL(place.url());
    } catch (IllegalArgumentException e) {
      throw Refused.usage(
          place.words()
              + " is no address that the driver understands. Maybe jdbc:postgresql://localhost:5432/duecourse.");
    }
    source.setUser(login.user());
    if (login.password() != null) {
      source.setPassword(login.password());
    }
    if (source.getConnectTimeout() == 0) {
      source.setConnectTimeout(10);
    }
    source.setTcpKeepAlive(true);
    source.setApplicationName("duecourse");
    return source;
  }

  private void check(StorePlace.Database place) {
    try (Connection connection = app.getConnection();
        Statement statement = connection.createStatement()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST) {
        throw Refused.input(
            words
                + " is run by PostgreSQL "
                + version
                + "; "
                + OLDEST
                + " or newer is needed. Maybe upgrade the server.");
      }
      if (exists(
          statement,
          "select 1 from pg_roles where rolname = current_user and (rolsuper or rolreplication)")) {
        throw Refused.input(
            "The role "
                + place.app()
                + " of the desk is a superuser, so it could change the audit. Maybe make an ordinary role;"
                + " docs/operate.md has the lines.");
      }
      if (place.owner() != null
          && exists(
              statement,
              "select 1 from pg_roles where rolname = "
                  + statement.enquoteLiteral(place.owner().user())
                  + " and pg_has_role(current_user, oid, 'member')")) {
        throw Refused.input(
            "The role "
                + place.app()
                + " of the desk is a member of the owner's role "
                + place.owner()
                + ", so it could change the audit. Maybe revoke that membership.");
      }
    } catch (SQLException e) {
      throw Trouble.with(words, e);
    }
    if (owner != null) {
      try (Connection connection = owner.getConnection()) {
        connection.isValid(10);
      } catch (SQLException e) {
        throw Trouble.with(words, e);
      }
    }
  }
}
