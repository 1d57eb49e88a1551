package org.duecourse.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.duecourse.io.AtomicFile;
import org.duecourse.io.Refused;
import org.postgresql.PGConnection;

/**
 * One file with every record, as they all were at one moment, while the desk works on. It needs no
 * program of PostgreSQL, and can be restored into any place and any newer version.
 *
 * <p>The file is a zip archive: {@code manifest.json}, and for each table its rows as COPY writes
 * them. It holds people's records: mode 0600, and to be kept like the records themselves.
 */
public final class Backup {
  private Backup() {}

  /**
   * What was kept.
   *
   * @param tables how many tables
   * @param rows how many rows in all of them
   * @param schemaVersion the version of the tables
   */
  public record Summary(int tables, long rows, String schemaVersion) {}

  /**
   * Writes a backup; an older file of that name is replaced when the new one is whole.
   *
   * @param now stands in the file as the time at which it was made
   * @throws Refused if there is nothing to keep, or it cannot be read or written
   */
  public static Summary write(StorePlace place, Path file, Instant now, Consumer<String> say) {
    try (Access access = Access.join(place, say).closedAtExit()) {
      DataSource source = access.owner().map(DataSource.class::cast).orElse(access.app());
      BackupManifest[] manifest = new BackupManifest[1];
      AtomicFile.writePrivately(file, out -> manifest[0] = write(access.words(), source, now, out));
      return new Summary(
          manifest[0].tables().size(), manifest[0].rows(), manifest[0].schemaVersion());
    }
  }

  private static BackupManifest write(
      String words, DataSource source, Instant now, OutputStream out) throws IOException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set time zone 'UTC'");
      statement.execute("set datestyle = 'ISO'");
      statement.execute("set intervalstyle = 'postgres'");
      statement.execute("set statement_timeout = 0");
      Schema.waitForMigrations(statement);
      connection.setAutoCommit(false);
      statement.execute("set transaction isolation level repeatable read, read only");
      String version =
          Schema.version(connection)
              .orElseThrow(() -> Refused.input(words + " holds no records yet."));
      ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
      Catalog catalog = new Catalog(connection);
      List<BackupManifest.Kept> kept = new ArrayList<>();
      for (Catalog.Table table : catalog.tables()) {
        kept.add(keep(connection, table, zip));
      }
      BackupManifest manifest =
          new BackupManifest(
              now,
              programVersion(),
              version,
              connection.getMetaData().getDatabaseProductVersion(),
              kept,
              catalog.sequences());
      zip.putNextEntry(new ZipEntry("manifest.json"));
      zip.write(manifest.toJson().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      zip.finish();
      connection.rollback();
      return manifest;
    } catch (SQLException e) {
      throw Trouble.with(words, e);
    }
  }

  private static BackupManifest.Kept keep(
      Connection connection, Catalog.Table table, ZipOutputStream zip)
      throws SQLException, IOException {
    BackupManifest.Kept place = new BackupManifest.Kept(table, 0, "");
    zip.putNextEntry(new ZipEntry(place.entry()));
    DigestOutputStream digested = new DigestOutputStream(zip, sha256());
    long rows =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "copy " + table.copied() + " to stdout (format text, encoding 'UTF8')", digested);
    zip.closeEntry();
    return new BackupManifest.Kept(
        table, rows, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String programVersion() {
    String version = Backup.class.getPackage().getImplementationVersion();
    return version == null ? "not packaged" : version;
  }
}
