package org.duecourse.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;

/** A backup that was read through and found whole: every checksum, every count, nothing besides. */
final class BackupFile implements AutoCloseable {
  private static final int LONGEST_MANIFEST = 10_000_000;
  private static final String NOT_ONE =
      " is no backup of Duecourse, or only a part of one. Maybe fetch it again, or take another.";

  private final ZipFile zip;
  private final BackupManifest manifest;

  private BackupFile(ZipFile zip, BackupManifest manifest) {
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * Opens a backup and reads all of it once.
   *
   * @throws Refused with everything that is wrong with it
   */
  static BackupFile open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Refused.input(file + (Files.exists(file) ? " is no file." : " does not exist."));
    }
    try {
      ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
      try {
        BackupFile backup =
            new BackupFile(zip, BackupManifest.fromJson(file.toString(), manifest(file, zip)));
        backup.verify(file);
        return backup;
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (ZipException e) {
      throw Refused.input(file + NOT_ONE);
    } catch (IOException e) {
      throw Refused.input(file + " cannot be read: " + e.getMessage() + ".");
    }
  }

  BackupManifest manifest() {
    return manifest;
  }

  /** The rows of a table, as COPY takes them; to be closed. */
  DigestInputStream rows(BackupManifest.Kept kept) throws IOException {
    ZipEntry entry = zip.getEntry(kept.entry());
    if (entry == null) {
      throw new IOException("the rows of " + kept.table().name() + " are missing");
    }
    return new DigestInputStream(zip.getInputStream(entry), Backup.sha256());
  }

  /** Whether what went through a stream is what the manifest says. */
  static boolean fits(BackupManifest.Kept kept, DigestInputStream read) {
    return HexFormat.of().formatHex(read.getMessageDigest().digest()).equals(kept.sha256());
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      // It was only read.
    }
  }

  private static String manifest(Path file, ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry("manifest.json");
    if (entry == null) {
      throw Refused.input(file + NOT_ONE);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] text = in.readNBytes(LONGEST_MANIFEST + 1);
      if (text.length > LONGEST_MANIFEST) {
        throw Refused.input(file + NOT_ONE);
      }
      // The archive's reader leaves this check to others; the tables have their checksums in the
      // manifest.
      CRC32 check = new CRC32();
      check.update(text);
      if (check.getValue() != entry.getCrc()) {
        throw Refused.input(
            file + " is damaged or was changed; nothing was restored. Maybe take another backup.");
      }
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  private void verify(Path file) {
    List<Problem> problems = new ArrayList<>();
    Set<String> expected = new HashSet<>(Set.of("manifest.json"));
    for (BackupManifest.Kept kept : manifest.tables()) {
      if (!expected.add(kept.entry())) {
        problems.add(new Problem(kept.table().name(), "It is there twice."));
      }
      verify(kept, problems);
    }
    Set<String> seen = new HashSet<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (!expected.contains(entry.getName()) || !seen.add(entry.getName())) {
        problems.add(new Problem(entry.getName(), "The manifest does not name it, or only once."));
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(
          Fault.INPUT, file + " is damaged or was changed; nothing was restored", problems);
    }
  }

  private void verify(BackupManifest.Kept kept, List<Problem> problems) {
    String name = kept.table().name();
    try (DigestInputStream in = rows(kept)) {
      long rows = 0;
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          // COPY writes a line break inside a value as \n, so each one here ends a row.
          rows += buffer[i] == '\n' ? 1 : 0;
        }
      }
      if (rows != kept.rows()) {
        problems.add(new Problem(name, rows + " rows, but the manifest says " + kept.rows() + "."));
      }
      if (!fits(kept, in)) {
        problems.add(new Problem(name, "Its checksum is not the one in the manifest."));
      }
    } catch (IOException e) {
      problems.add(new Problem(name, "Its rows cannot be read: " + e.getMessage() + "."));
    }
  }
}
