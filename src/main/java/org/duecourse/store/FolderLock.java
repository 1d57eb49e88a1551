package org.duecourse.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;

/** Keeps a second program from opening a folder; gone with the program, however it ends. */
final class FolderLock implements AutoCloseable {
  /*
   * A lock belongs to the process: opening and closing the file a second time in this process
   * would let go of the lock it holds. So what this process holds is known here, and the file is
   * not touched again.
   */
  private static final Set<Path> HELD_HERE = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock, or nothing if a program holds it, be it this one. */
  static Optional<FolderLock> take(Path file) {
    synchronized (HELD_HERE) {
      if (HELD_HERE.contains(file)) {
        return Optional.empty();
      }
      try {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
          channel.close();
          return Optional.empty();
        }
        channel.truncate(0);
        channel.write(
            ByteBuffer.wrap(
                (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
        HELD_HERE.add(file);
        return Optional.of(new FolderLock(file, channel));
      } catch (IOException e) {
        throw Refused.input(file + " could not be locked: " + e.getMessage() + ".");
      }
    }
  }

  /** The refusal for whoever comes second. */
  static Refused heldBy(Path file) {
    return new Refused(
        Fault.CONFLICT,
        "The folder "
            + file.getParent()
            + " is open in another program (process "
            + holder(file)
            + "). Maybe end that first; only one at a time can run its server.",
        java.util.List.of());
  }

  private static String holder(Path file) {
    synchronized (HELD_HERE) {
      if (HELD_HERE.contains(file)) {
        return ProcessHandle.current().pid() + ", this one";
      }
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  @Override
  public void close() {
    synchronized (HELD_HERE) {
      HELD_HERE.remove(file);
      try {
        channel.close();
      } catch (IOException e) {
        // The lock goes with the process at the latest.
      }
    }
  }
}
