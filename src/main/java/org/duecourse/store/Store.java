package org.duecourse.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Jdbi;

/**
 * The records of a desk, open for work: connections of the role that may read and write rows, never
 * change the audit. Closing it closes the connections, then the server if it is the program's own.
 */
public final class Store implements AutoCloseable {
  private static final int CONNECTIONS = 20;
  private static final String SESSION =
      "set time zone 'UTC'; set statement_timeout = '30s'; set lock_timeout = '10s';"
          + " set idle_in_transaction_session_timeout = '60s'";

  private final Access access;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Store(Access access) {
    this.access = access;
    this.pool = pool(access);
    this.jdbi = Jdbi.create(pool);
    access.whenBack(() -> pool.getHikariPoolMXBean().softEvictConnections());
  }

  /**
   * Opens the records for this program: starts the server of a folder, brings the tables up to date
   * where the owner's role is known, else checks that they are.
   *
   * @param say takes a line for whoever runs the program (what was found and mended)
   * @throws Refused if they cannot be used, with what to do
   */
  public static Store open(StorePlace place, Consumer<String> say) {
    return over(Access.open(place, say), true);
  }

  /**
   * Opens the records beside a program that has them open already, or alone if none has. Tables are
   * left as they are and have to be up to date.
   *
   * @throws Refused if there are no records, or they cannot be used
   */
  public static Store join(StorePlace place, Consumer<String> say) {
    return over(Access.join(place, say), false);
  }

  /** Over a database that is reached already. */
  static Store over(Access access, boolean bringUpToDate) {
    try {
      if (bringUpToDate && access.owner().isPresent()) {
        Schema.bring(access.words(), access.owner().get(), access.appRole(), null);
      } else {
        Schema.requireCurrent(access.words(), access.app());
      }
      return new Store(access);
    } catch (RuntimeException e) {
      access.close();
      throw e;
    }
  }

  /** Over a database whose tables are known to be there. */
  static Store overReady(Access access) {
    return new Store(access);
  }

  /** Connections for work, from a pool; sessions are in UTC, a statement ends after 30 seconds. */
  public DataSource dataSource() {
    return pool;
  }

  /** The same connections through JDBI. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /** The place in words, for a log ("the folder /srv/desk"). */
  public String words() {
    return access.words();
  }

  /** The process number of the server, where it is the program's own. */
  public Optional<Long> serverProcess() {
    return access.server().map(PostgresServer::pid);
  }

  /**
   * Closes the records when the program is ended from outside. A program that has an order of its
   * own (first its pages, then the records) calls {@link #close} there instead.
   */
  public void closeAtExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "store-closer"));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pool.close();
      access.close();
    }
  }

  private static HikariDataSource pool(Access access) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("duecourse");
    config.setDataSource(access.app());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(2);
    // Long enough for the server to be started again after it died.
    config.setConnectionTimeout(20_000);
    config.setMaxLifetime(1_800_000);
    config.setConnectionInitSql(SESSION);
    config.setSchema(Schema.NAME);
    return new HikariDataSource(config);
  }
}
