package org.duecourse.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;

/**
 * What a killed program or a killed server leaves behind: a server that still runs on the folder,
 * or a file that says so and lies.
 */
final class Leftover {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(60);

  private final StoreFolder folder;
  private final Consumer<String> say;

  private Leftover(StoreFolder folder, Consumer<String> say) {
    this.folder = folder;
    this.say = say;
  }

  /**
   * Ends a server that was left running on the folder and removes its traces, so that another can
   * start. Only to be called by whoever holds the folder's lock.
   *
   * @throws Refused if it cannot be ended
   */
  static void clear(StoreFolder folder, Consumer<String> say) {
    new Leftover(folder, say).clear();
  }

  /**
   * Asks a server to end, first kindly (SIGTERM waits for its clients), then at once (SIGINT breaks
   * their connections off).
   *
   * @return whether it has ended
   */
  static boolean stop(ProcessHandle server) {
    server.destroy();
    if (Waiting.until(PATIENCE, () -> !isRunning(server))) {
      return true;
    }
    try {
      new ProcessBuilder("sh", "-c", "kill -INT " + server.pid()).start().onExit().join();
    } catch (IOException e) {
      // No shell: the kind request stands.
    }
    return Waiting.until(LAST_PATIENCE, () -> !isRunning(server));
  }

  /** The process that the run file names, whoever that is by now. */
  static OptionalLong namedProcess(StoreFolder folder) {
    return number(folder, 0);
  }

  /** The port that the run file names. */
  static OptionalLong namedPort(StoreFolder folder) {
    return number(folder, 3);
  }

  private void clear() {
    if (!Files.exists(folder.runFile())) {
      return;
    }
    OptionalLong named = namedProcess(folder);
    if (named.isPresent()) {
      ProcessHandle.of(named.getAsLong()).filter(this::isServerHere).ifPresent(this::end);
    }
    if (!Waiting.until(LAST_PATIENCE, () -> workersHere().isEmpty())) {
      throw new Refused(
          Fault.CONFLICT,
          "Processes of a server that is gone still work on "
              + folder.root()
              + " ("
              + workersHere().stream().map(each -> Long.toString(each.pid())).toList()
              + "). Maybe end them, then start again.",
          List.of());
    }
    try {
      // Its number may belong to another process by now, which PostgreSQL would take for a running
      // server.
      Files.deleteIfExists(folder.runFile());
    } catch (IOException e) {
      throw Refused.input(folder.runFile() + " could not be removed: " + e.getMessage() + ".");
    }
  }

  private void end(ProcessHandle server) {
    say.accept(
        "A PostgreSQL that an ended program left running (process "
            + server.pid()
            + ") is stopped first; what it had acknowledged is kept.");
    if (!stop(server)) {
      throw new Refused(
          Fault.CONFLICT,
          "The PostgreSQL that an ended program left running on "
              + folder.root()
              + " (process "
              + server.pid()
              + ") does not stop. Maybe: kill -INT "
              + server.pid(),
          List.of());
    }
  }

  private List<ProcessHandle> workersHere() {
    return ProcessHandle.allProcesses().filter(this::isServerHere).toList();
  }

  /** Whether a process is PostgreSQL on this folder: all its processes work inside the folder. */
  private boolean isServerHere(ProcessHandle process) {
    Path state = Path.of("/proc", Long.toString(process.pid()));
    try {
      if (Files.isDirectory(Path.of("/proc/self"))) {
        return Files.readSymbolicLink(state.resolve("cwd")).equals(folder.cluster())
            && Files.readSymbolicLink(state.resolve("exe")).toString().contains("/postgres");
      }
    } catch (IOException | SecurityException e) {
      return false; // Somebody else's, or gone meanwhile, or dead and not yet fetched.
    }
    ProcessHandle.Info info = process.info();
    return info.command().filter(command -> command.endsWith("postgres")).isPresent()
        && info.arguments()
            .filter(words -> List.of(words).contains(folder.cluster().toString()))
            .isPresent();
  }

  private static boolean isRunning(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    Path state = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      String line = Files.exists(state) ? Files.readString(state) : "";
      return !line.contains(") Z ");
    } catch (IOException e) {
      return process.isAlive();
    }
  }

  private static OptionalLong number(StoreFolder folder, int line) {
    try {
      List<String> lines = Files.readAllLines(folder.runFile());
      return lines.size() > line
          ? OptionalLong.of(Long.parseLong(lines.get(line).strip()))
          : OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
