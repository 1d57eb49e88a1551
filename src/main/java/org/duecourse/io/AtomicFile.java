package org.duecourse.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes a file aside and renames it, so that a reader sees the old file or the new one, never half
 * of either.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes into a stream; the target is replaced only when the writer returns. */
  public interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /** Writes into a path of its own, for writers that open files themselves. */
  public interface PathWriter {
    void write(Path aside) throws IOException;
  }

  /** Writes text in UTF-8. */
  public static void write(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes what the writer puts into the stream. */
  public static void write(Path target, Writer writer) {
    writeAside(
        target,
        aside -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside))) {
            writer.write(out);
          }
        });
  }

  /**
   * Writes a file that only its owner can read (mode 0600, from its first byte on), and is not done
   * before the disk has it: for secrets and for backups.
   */
  public static void writePrivately(Path target, Writer writer) {
    writeAside(
        target,
        aside -> {
          Files.deleteIfExists(aside);
          try (FileChannel file =
              FileChannel.open(
                  aside,
                  Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")))) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file));
            writer.write(out);
            out.flush();
            file.force(true);
          }
        });
  }

  /**
   * Lets the writer fill a file beside the target, then renames it.
   *
   * @throws Refused if the folder does not exist or cannot be written, or the target is a folder
   */
  public static void writeAside(Path target, PathWriter writer) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw Refused.usage(
          target + " is a folder; an output needs a file name. Maybe " + target + "/report.html?");
    }
    if (!Files.isDirectory(folder)) {
      throw Refused.usage(
          "The folder " + folder + " of the output does not exist. Maybe create it first.");
    }
    if (!Files.isWritable(folder)) {
      throw Refused.usage(
          "The folder " + folder + " cannot be written. Maybe choose another with -o.");
    }
    Path aside =
        folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    Thread cleaner = new Thread(() -> deleteQuietly(aside));
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      writer.write(aside);
      Files.move(
          aside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Refused(
          Fault.INPUT,
          target + " could not be written: " + e.getMessage() + ". Nothing was changed.",
          java.util.List.of());
    } finally {
      deleteQuietly(aside);
      removeHook(cleaner);
    }
  }

  private static void removeHook(Thread cleaner) {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running: it deletes the file itself.
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A left-over ".part" file does no harm; the target is whole either way.
    }
  }
}
