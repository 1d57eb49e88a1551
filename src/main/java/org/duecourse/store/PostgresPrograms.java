package org.duecourse.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.duecourse.io.Refused;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs (initdb, postgres), which come packed with Duecourse and are unpacked
 * once.
 *
 * @param home the folder that holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresPrograms(Path home) {
  private static final String NAME = "postgresql-";

  /** The programs below a folder, unpacked first if they are not there. */
  static PostgresPrograms in(Path folder) {
    String archive = archive();
    try {
      Files.createDirectories(folder);
      Path home = folder.resolve(NAME + fingerprint(archive));
      if (!Files.isDirectory(home)) {
        removeOthers(folder, home);
        // Under a name of its own first: a program that is killed meanwhile leaves nothing
        // half-done behind that name.
        Path part = Files.createTempDirectory(folder, NAME + "part-");
        try (InputStream packed = open(archive)) {
          TarReader.unpack(new XZInputStream(packed), part);
        }
        try {
          Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
          if (!Files.isDirectory(home)) {
            throw e;
          }
          remove(part);
        }
      }
      return new PostgresPrograms(home);
    } catch (IOException e) {
      throw Refused.input(
          "PostgreSQL could not be unpacked into " + folder + ": " + e.getMessage() + ".");
    }
  }

  /** One of the programs. */
  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /** The first number of the version, the one that files depend on: 18. */
  int majorVersion() {
    try {
      Process process = new ProcessBuilder(program("postgres"), "--version").start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      String version = answer.substring(answer.lastIndexOf(' ') + 1);
      return Integer.parseInt(version.replaceAll("[^0-9].*", ""));
    } catch (IOException | NumberFormatException e) {
      throw Refused.input(
          "PostgreSQL does not run from "
              + home
              + ": "
              + e.getMessage()
              + ". Maybe programs may not be started from this disk; choose another with --data, or use --db.");
    }
  }

  private static String archive() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name =
        "/postgres-"
            + (system.startsWith("mac") ? "darwin" : system.replaceAll("[^a-z].*", ""))
            + "-"
            + (List.of("aarch64", "arm64").contains(machine) ? "arm_64" : "x86_64")
            + ".txz";
    if (PostgresPrograms.class.getResource(name) == null) {
      throw Refused.input(
          "No PostgreSQL for "
              + System.getProperty("os.name")
              + " on "
              + machine
              + " comes with Duecourse. Maybe use a server that runs already: --db jdbc:postgresql://HOST/DATABASE.");
    }
    return name;
  }

  private static InputStream open(String archive) throws IOException {
    InputStream stream = PostgresPrograms.class.getResourceAsStream(archive);
    if (stream == null) {
      throw new IOException(archive + " is missing");
    }
    return stream;
  }

  private static String fingerprint(String archive) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void removeOthers(Path folder, Path home) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path other : inside.toList()) {
        if (other.getFileName().toString().startsWith(NAME) && !other.equals(home)) {
          remove(other);
        }
      }
    }
  }

  /** Deletes a folder and what is in it. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
