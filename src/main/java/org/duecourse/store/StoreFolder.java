package org.duecourse.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.duecourse.io.AtomicFile;
import org.duecourse.io.Refused;

/**
 * What lies in the folder of a store: the server's files, its programs, the passwords, a lock and a
 * log.
 *
 * <pre>
 * postgres/    the records, as PostgreSQL keeps them (0700)
 * bin/         PostgreSQL itself, unpacked
 * secrets/     one file of mode 0600 for each role's password (0700)
 * lock         held while a program has the folder open; names its process
 * server.log   what PostgreSQL says
 * </pre>
 */
record StoreFolder(Path root) {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final List<String> OURS =
      List.of(
          "postgres",
          "postgres.new",
          "bin",
          "secrets",
          "lock",
          "server.log",
          "server.log.1",
          "lost+found");

  /** The folder, made if it is not there; refused if it holds other things or is open to others. */
  static StoreFolder make(Path folder) {
    try {
      if (!Files.exists(folder)) {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
      }
      return existing(folder);
    } catch (IOException e) {
      throw Refused.input("The folder " + folder + " could not be made: " + e.getMessage() + ".");
    }
  }

  /** The folder as it is; refused if it is none, holds other things or is open to others. */
  static StoreFolder existing(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw Refused.input(
          Files.exists(folder)
              ? folder + " is a file; a folder is expected."
              : "The folder " + folder + " does not exist. Maybe another is meant: --data FOLDER.");
    }
    try (Stream<Path> inside = Files.list(folder)) {
      List<String> others =
          inside
              .map(file -> file.getFileName().toString())
              .filter(name -> !OURS.contains(name) && !name.startsWith("."))
              .sorted()
              .toList();
      if (!others.isEmpty()) {
        throw Refused.input(
            "The folder "
                + folder
                + " holds other things ("
                + String.join(", ", others.subList(0, Math.min(3, others.size())))
                + "); a store needs one of its own. Maybe --data "
                + folder.resolve("duecourse")
                + ".");
      }
      Set<PosixFilePermission> open = Files.getPosixFilePermissions(folder);
      if (open.contains(PosixFilePermission.GROUP_WRITE)
          || open.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw Refused.input(
            "Others can write into the folder " + folder + ". Maybe: chmod 700 " + folder);
      }
      return new StoreFolder(folder.toRealPath());
    } catch (IOException e) {
      throw Refused.input("The folder " + folder + " could not be read: " + e.getMessage() + ".");
    } catch (UnsupportedOperationException e) {
      throw Refused.input(
          "The folder "
              + folder
              + " lies where files have no owner; a store needs that to be private. Maybe use --db.");
    }
  }

  /** The server's files. */
  Path cluster() {
    return root.resolve("postgres");
  }

  /** Whether records have been set up here. */
  boolean isSetUp() {
    return Files.exists(cluster().resolve("PG_VERSION"));
  }

  Path programs() {
    return root.resolve("bin");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path log() {
    return root.resolve("server.log");
  }

  /** The file in which the server names its process and port while it runs. */
  Path runFile() {
    return cluster().resolve("postmaster.pid");
  }

  /** Where a role's password lies. */
  Path secretFile(String role) {
    return root.resolve("secrets").resolve(role);
  }

  /** A role's password, made on first use. */
  Login secret(String role) {
    Path file = secretFile(role);
    try {
      if (!Files.exists(file)) {
        if (!Files.isDirectory(root.resolve("secrets"))) {
          Files.createDirectory(
              root.resolve("secrets"), PosixFilePermissions.asFileAttribute(PRIVATE));
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        byte[] text =
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(random)
                .getBytes(StandardCharsets.US_ASCII);
        AtomicFile.writePrivately(file, out -> out.write(text));
      }
      return new Login(role, Files.readString(file).strip());
    } catch (IOException e) {
      throw Refused.input("The password file " + file + " cannot be used: " + e.getMessage() + ".");
    }
  }
}
