package org.duecourse.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Folders for stores in tests, and second programs over them. */
public final class TestFolder {
  private TestFolder() {}

  /** A folder for a store that finds PostgreSQL unpacked already. */
  public static Path in(Path parent) {
    try {
      Path programs = Path.of("target", "test-store", "programs").toAbsolutePath();
      PostgresPrograms.in(programs);
      Path folder = StoreFolder.make(parent.resolve("desk")).root();
      for (Path each : everythingIn(programs)) {
        Path target = folder.resolve("bin").resolve(programs.relativize(each).toString());
        if (Files.isDirectory(each) && !Files.isSymbolicLink(each)) {
          Files.createDirectories(target);
        } else {
          link(each, target);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> everythingIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList();
    }
  }

  private static void link(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Starts {@link StoreProgram} in a JVM of its own. */
  static Process program(Path folder, String what) {
    try {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              StoreProgram.class.getName(),
              folder.toString(),
              what)
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads lines until one begins so; all of them. */
  public static List<String> until(BufferedReader out, String beginning) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.startsWith(beginning)) {
        return lines;
      }
    }
    throw new AssertionError("ended before '" + beginning + "': " + lines);
  }
}
