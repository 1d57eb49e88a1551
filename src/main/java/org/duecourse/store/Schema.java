package org.duecourse.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.duecourse.io.Refused;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the desk: brought to a version by the owner, and opened to the desk's role as far
 * as its work needs. The migrations lie beside this class as {@code V1__….sql} and so on.
 */
final class Schema {
  /** The schema of every table. */
  static final String NAME = "duecourse";

  /** Flyway's own list of what was done. */
  static final String HISTORY = "flyway_schema_history";

  /** Programs that start at the same time set the tables up one after another. */
  private static final long TURN = 0x4455_4543_4f55_5253L;

  private Schema() {}

  /** The version that this program works with. */
  static String newest(DataSource anySource) {
    return Arrays.stream(flyway(anySource, null).info().all())
        .filter(migration -> migration.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .filter(version -> version != null)
        .max(MigrationVersion::compareTo)
        .map(MigrationVersion::getVersion)
        .orElseThrow();
  }

  /** The version of the tables that are there, or nothing if there are none. */
  static Optional<String> version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet there =
          statement.executeQuery(
              "select to_regclass('" + NAME + "." + HISTORY + "') is not null")) {
        there.next();
        if (!there.getBoolean(1)) {
          return Optional.empty();
        }
      }
      try (ResultSet version =
          statement.executeQuery(
              "select version from "
                  + NAME
                  + "."
                  + HISTORY
                  + " where success and version is not null order by installed_rank desc limit 1")) {
        return version.next() ? Optional.of(version.getString(1)) : Optional.empty();
      }
    }
  }

  /**
   * Brings the tables to the newest version, or to one that is named, and opens them to the desk's
   * role.
   *
   * @throws Refused if they are newer than this program
   */
  static void bring(String place, DataSource owner, String appRole, @Nullable String to) {
    try (Connection turn = owner.getConnection();
        Statement statement = turn.createStatement()) {
      Flyway flyway = flyway(owner, to);
      if (to == null && version(turn).equals(Optional.of(newest(owner))) && isOpen(turn, appRole)) {
        // Nothing to do, so nobody is waited for; only whether the tables are what they were made
        // as.
        flyway.validate();
        return;
      }
      statement.execute("select pg_advisory_lock(" + TURN + ")");
      requireNotNewer(place, owner, turn);
      flyway.migrate();
      open(turn, appRole);
      // Closing the connection gives the turn to the next.
    } catch (SQLException e) {
      throw Trouble.with(place, e);
    } catch (FlywayException e) {
      throw Refused.input(
          "The tables of "
              + place
              + " could not be brought up to date; nothing was changed: "
              + String.valueOf(e.getMessage())
                  .lines()
                  .filter(line -> !line.isBlank())
                  .limit(4)
                  .toList());
    }
  }

  /**
   * Waits until nobody is at work on the tables' form, and keeps it so as long as the session
   * lasts.
   */
  static void waitForMigrations(Statement session) throws SQLException {
    session.execute("select pg_advisory_lock_shared(" + TURN + ")");
  }

  /** Refuses tables of another version, for whoever cannot change them. */
  static void requireCurrent(String place, DataSource app) {
    try (Connection connection = app.getConnection()) {
      String newest = newest(app);
      Optional<String> there = version(connection);
      requireNotNewer(place, app, connection);
      if (!there.equals(Optional.of(newest))) {
        throw Refused.input(
            "The tables of "
                + place
                + (there.isEmpty()
                    ? " are not there yet"
                    : " have version " + there.get() + ", and this program works with " + newest)
                + ". Maybe make a backup, then start once with "
                + StorePlace.OWNER
                + " and "
                + StorePlace.OWNER_PASSWORD
                + " set: that brings them up to date.");
      }
    } catch (SQLException e) {
      throw Trouble.with(place, e);
    }
  }

  private static void requireNotNewer(String place, DataSource source, Connection connection)
      throws SQLException {
    Optional<String> there = version(connection);
    String newest = newest(source);
    if (there.isPresent() && isNewer(there.get(), newest)) {
      throw Refused.input(
          "The tables of "
              + place
              + " have version "
              + there.get()
              + ", newer than the "
              + newest
              + " of this program. Maybe start the newer Duecourse that was used before.");
    }
  }

  /** Whether one version comes after another. */
  static boolean isNewer(String version, String than) {
    return MigrationVersion.fromVersion(version).compareTo(MigrationVersion.fromVersion(than)) > 0;
  }

  /** Whether this program knows how to make the tables of a version. */
  static boolean knows(DataSource anySource, String version) {
    return Arrays.stream(flyway(anySource, null).info().all())
        .filter(migration -> migration.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .anyMatch(known -> known != null && known.getVersion().equals(version));
  }

  /**
   * What the desk's role may do: read and write rows; of the audit, read and add; of Flyway's list,
   * read. It owns nothing, so it can neither drop a table nor its triggers.
   */
  private static void open(Connection owner, String appRole) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      String role = statement.enquoteIdentifier(appRole, true);
      owner.setAutoCommit(false);
      for (String line :
          new String[] {
            "grant usage on schema duecourse to %s",
            "revoke all on all tables in schema duecourse from %s",
            "grant select, insert, update, delete on all tables in schema duecourse to %s",
            "grant usage, select on all sequences in schema duecourse to %s",
            "revoke update, delete on duecourse.audit from %s",
            "revoke insert, update, delete on duecourse.flyway_schema_history from %s",
          }) {
        statement.execute(line.formatted(role));
      }
      owner.commit();
      owner.setAutoCommit(true);
    }
  }

  private static boolean isOpen(Connection connection, String appRole) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select bool_and(has_table_privilege(role, c.oid, 'select')
              and case c.relname
                when 'flyway_schema_history' then true
                when 'audit' then has_table_privilege(role, c.oid, 'insert')
                  and not has_table_privilege(role, c.oid, 'update, delete, truncate')
                else has_table_privilege(role, c.oid, 'insert')
                  and has_table_privilege(role, c.oid, 'update')
                  and has_table_privilege(role, c.oid, 'delete') end)
            from pg_class c, (select ?::name as role) as app
            where c.relnamespace = 'duecourse'::regnamespace and c.relkind in ('r', 'p')
            """)) {
      statement.setString(1, appRole);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }

  private static Flyway flyway(DataSource source, @Nullable String to) {
    return Flyway.configure(Schema.class.getClassLoader())
        .dataSource(source)
        .schemas(NAME)
        .defaultSchema(NAME)
        .createSchemas(true)
        .table(HISTORY)
        .locations("classpath:org/duecourse/store")
        .placeholderReplacement(false)
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .target(to == null ? "latest" : to)
        .load();
  }
}
