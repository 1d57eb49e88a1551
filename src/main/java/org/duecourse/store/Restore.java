package org.duecourse.store;

import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.postgresql.PGConnection;

/**
 * Brings a backup into an empty place: the tables at the version that the backup has, all rows in
 * one transaction, then the tables brought to the version of this program.
 */
public final class Restore {
  private final String words;
  private final Connection connection;
  private final Statement statement;
  private final BackupFile backup;

  private Restore(String words, Connection connection, Statement statement, BackupFile backup) {
    this.words = words;
    this.connection = connection;
    this.statement = statement;
    this.backup = backup;
  }

  /**
   * What was restored.
   *
   * @param tables how many tables
   * @param rows how many rows in all of them
   * @param madeAt when the backup was made
   */
  public record Summary(int tables, long rows, Instant madeAt) {}

  /**
   * Restores a backup.
   *
   * @throws Refused if the file is not whole, or the place is not empty; nothing is changed then
   */
  public static Summary read(StorePlace place, Path file, Consumer<String> say) {
    try (BackupFile backup = BackupFile.open(file);
        Access access = Access.open(place, say).closedAtExit()) {
      BackupManifest manifest = backup.manifest();
      DataSource owner = access.requireOwner("Restoring");
      if (!Schema.knows(owner, manifest.schemaVersion())) {
        throw Refused.input(
            file
                + " holds tables of version "
                + manifest.schemaVersion()
                + "; this Duecourse knows them up to "
                + Schema.newest(owner)
                + ". Maybe use the Duecourse that made it ("
                + manifest.programVersion()
                + ").");
      }
      makeTables(access, owner, manifest.schemaVersion());
      try (Connection connection = owner.getConnection();
          Statement statement = connection.createStatement()) {
        new Restore(access.words(), connection, statement, backup).fill();
      } catch (SQLException e) {
        throw Trouble.with(access.words(), e);
      } catch (IOException e) {
        throw Refused.input(
            file + " cannot be read any more: " + e.getMessage() + ". Nothing was restored.");
      }
      Schema.bring(access.words(), owner, access.appRole(), null);
      return new Summary(manifest.tables().size(), manifest.rows(), manifest.madeAt());
    }
  }

  /** Empty tables at the version of the backup. */
  private static void makeTables(Access access, DataSource owner, String version) {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      Optional<String> there = Schema.version(connection);
      if (there.isPresent()) {
        requireEmpty(access.words(), connection);
        if (Schema.isNewer(there.get(), version)) {
          // Tables do not go back; these hold nothing, so they are made again.
          statement.execute("drop schema " + Schema.NAME + " cascade");
        }
      }
    } catch (SQLException e) {
      throw Trouble.with(access.words(), e);
    }
    Schema.bring(access.words(), owner, access.appRole(), version);
  }

  private static void requireEmpty(String words, Connection connection) throws SQLException {
    Catalog catalog = new Catalog(connection);
    List<Problem> there = new ArrayList<>();
    for (Catalog.Table table : catalog.tables()) {
      long rows = catalog.rows(table);
      if (rows > 0) {
        there.add(new Problem(table.name(), rows + (rows == 1 ? " row" : " rows")));
      }
    }
    if (!there.isEmpty()) {
      throw new Refused(
          Fault.CONFLICT,
          words
              + " is not empty, and a backup is restored only into an empty place. Maybe --data with a new folder,"
              + " or a new database. There is",
          there);
    }
  }

  private void fill() throws SQLException, IOException {
    connection.setAutoCommit(false);
    statement.execute("set local statement_timeout = 0");
    statement.execute("set local lock_timeout = '10s'");
    statement.execute("set local time zone 'UTC'");
    statement.execute("set local datestyle = 'ISO'");
    statement.execute("set local intervalstyle = 'postgres'");
    Catalog catalog = new Catalog(connection);
    Map<String, BackupManifest.Kept> kept = new HashMap<>();
    backup.manifest().tables().forEach(each -> kept.put(each.table().name(), each));
    List<Catalog.Table> tables = catalog.tables();
    requireSameTables(tables);
    for (Catalog.Table table : tables) {
      statement.execute("lock table " + table.quoted() + " in access exclusive mode");
    }
    requireEmpty(words, connection);
    for (Catalog.Table table : catalog.passing()) {
      statement.execute("delete from " + table.quoted());
    }
    List<Catalog.Trigger> triggers = catalog.triggers();
    LoadOrder order = LoadOrder.of(new TreeSet<>(kept.keySet()), catalog.references());
    // The rows were allowed when they were written; triggers would judge them, or change them,
    // again.
    for (Catalog.Trigger trigger : triggers) {
      statement.execute(
          "alter table "
              + Catalog.quoted(trigger.table())
              + " disable trigger "
              + Catalog.alone(trigger.name()));
    }
    setLate(order.late(), true);
    statement.execute("set constraints all deferred");
    for (String table : order.tables()) {
      fill(Objects.requireNonNull(kept.get(table)));
    }
    for (Catalog.Sequence sequence : backup.manifest().sequences()) {
      statement.execute(
          "select setval("
              + statement.enquoteLiteral(Catalog.quoted(sequence.name()))
              + ", "
              + sequence.value()
              + ", "
              + sequence.called()
              + ")");
    }
    statement.execute("set constraints all immediate");
    setLate(order.late(), false);
    for (Catalog.Trigger trigger : triggers) {
      statement.execute(trigger.restored());
    }
    connection.commit();
    connection.setAutoCommit(true);
    for (Catalog.Table table : tables) {
      statement.execute("analyze " + table.quoted());
    }
  }

  private void requireSameTables(List<Catalog.Table> tables) {
    List<Catalog.Table> inBackup =
        backup.manifest().tables().stream().map(BackupManifest.Kept::table).toList();
    if (!tables.equals(inBackup)) {
      List<Problem> problems = new ArrayList<>();
      tables.stream()
          .filter(table -> !inBackup.contains(table))
          .forEach(
              table -> problems.add(new Problem(table.name(), "expected with " + table.columns())));
      inBackup.stream()
          .filter(table -> !tables.contains(table))
          .forEach(
              table -> problems.add(new Problem(table.name(), "given with " + table.columns())));
      throw new Refused(
          Fault.INPUT,
          "The backup names tables of version "
              + backup.manifest().schemaVersion()
              + " that are not those of that version; nothing was restored",
          problems);
    }
  }

  /** The owner may say when a reference is checked; a superuser is not needed. */
  private void setLate(List<Catalog.Reference> references, boolean late) throws SQLException {
    for (Catalog.Reference reference : references) {
      if (!reference.deferrable()) {
        statement.execute(
            "alter table "
                + Catalog.quoted(reference.from())
                + " alter constraint "
                + Catalog.alone(reference.name())
                + (late ? " deferrable initially deferred" : " not deferrable"));
      }
    }
  }

  private void fill(BackupManifest.Kept kept) throws SQLException, IOException {
    try (DigestInputStream in = backup.rows(kept)) {
      long rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "copy " + kept.table().copied() + " from stdin (format text, encoding 'UTF8')",
                  in);
      in.transferTo(java.io.OutputStream.nullOutputStream());
      if (rows != kept.rows() || !BackupFile.fits(kept, in)) {
        throw new IOException("the rows of " + kept.table().name() + " changed meanwhile");
      }
    }
  }
}
