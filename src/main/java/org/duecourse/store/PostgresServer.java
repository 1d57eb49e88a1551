package org.duecourse.store;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of the program's own, over a folder: set up on first use, started, watched,
 * started again when it dies, and stopped.
 *
 * <p>It is a child of this process, so that its end is seen at once and its number is given back
 * even where the first process of a container does not do that.
 */
final class PostgresServer implements AutoCloseable {
  /** The role that may do anything; used to set up the two others. */
  static final String SUPERUSER = "postgres";

  private static final Duration START = Duration.ofMinutes(5);
  private static final int PORTS_TO_TRY = 5;
  private static final int LOG_LIMIT = 5_000_000;

  private final StoreFolder folder;
  private final PostgresPrograms programs;
  private final ServerSettings settings;
  private final Consumer<String> say;
  private final Object change = new Object();
  private Process process;
  private int port;
  private boolean closing;
  private @Nullable IntConsumer whenBack;

  private PostgresServer(
      StoreFolder folder,
      PostgresPrograms programs,
      ServerSettings settings,
      Consumer<String> say) {
    this.folder = folder;
    this.programs = programs;
    this.settings = settings;
    this.say = say;
    this.process = startProcess();
    Thread watcher = new Thread(this::watch, "postgres-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }

  /**
   * Starts the server of a folder whose lock the caller holds.
   *
   * @param say takes a line for whoever runs the program
   * @throws Refused if it does not start, with its own last words
   */
  static PostgresServer start(
      StoreFolder folder,
      PostgresPrograms programs,
      ServerSettings settings,
      Consumer<String> say) {
    List<String> prefix = asAnotherUser();
    if (!prefix.isEmpty()) {
      say.accept(
          "You are root. PostgreSQL refuses that, so it runs in a user namespace of its own; an ordinary user is"
              + " recommended: whoever breaks into a program of root owns the machine.");
    }
    int programsVersion = programs.majorVersion();
    if (folder.isSetUp()) {
      requireVersion(folder, programsVersion);
      if (!Files.exists(folder.secretFile(SUPERUSER))) {
        throw Refused.input(
            "The records in "
                + folder.root()
                + " are there, but not their passwords ("
                + folder.secretFile(SUPERUSER)
                + "). Maybe bring the folder secrets back, or restore a backup into an empty folder.");
      }
    } else {
      setUp(folder, programs, prefix);
    }
    return new PostgresServer(folder, programs, settings, say);
  }

  /** The port on 127.0.0.1. */
  int port() {
    synchronized (change) {
      return port;
    }
  }

  /** The process number of the server. */
  long pid() {
    synchronized (change) {
      return process.pid();
    }
  }

  /** Has somebody told the port whenever the server was started again. */
  void whenBack(IntConsumer listener) {
    synchronized (change) {
      whenBack = listener;
    }
  }

  /** A way to a database of this server. */
  static PGSimpleDataSource source(int port, String database, Login login) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(login.user());
    source.setPassword(login.password());
    source.setConnectTimeout(10);
    source.setApplicationName("duecourse");
    return source;
  }

  /** Stops the server; what it acknowledged is on the disk. */
  @Override
  public void close() {
    Process last;
    synchronized (change) {
      if (closing) {
        return;
      }
      closing = true;
      last = process;
    }
    if (!Leftover.stop(last.toHandle())) {
      last.destroyForcibly();
    }
  }

  private void watch() {
    while (true) {
      Process current;
      synchronized (change) {
        current = process;
      }
      int code = current.onExit().join().exitValue();
      long pause = 0;
      synchronized (change) {
        while (process.equals(current)) {
          if (closing) {
            return;
          }
          try {
            if (pause > 0) {
              change.wait(pause);
            }
            if (!closing) {
              say.accept(
                  "PostgreSQL ended by itself (exit code " + code + "); it is started again.");
              Leftover.clear(folder, say);
              process = startProcess();
            }
          } catch (InterruptedException e) {
            return;
          } catch (Refused e) {
            pause = Math.min(30_000, Math.max(1_000, pause * 2));
            say.accept(
                e.getMessage() + " The next attempt follows in " + pause / 1000 + " seconds.");
          }
        }
        if (whenBack != null) {
          whenBack.accept(port);
        }
        say.accept("PostgreSQL is back.");
      }
    }
  }

  private Process startProcess() {
    rotateLog();
    for (int attempt = 1; ; attempt++) {
      int chosen = port != 0 && attempt == 1 ? port : freePort();
      long before = folder.log().toFile().length();
      Process started = launch(chosen);
      if (isReadyAndNotLeftBehind(started, chosen)) {
        port = chosen;
        return started;
      }
      String words = lastWords(before);
      // Between the choice of a free port and its use another program can take it.
      if (attempt == PORTS_TO_TRY || !words.contains("could not create any TCP/IP sockets")) {
        throw Refused.input(
            "PostgreSQL did not start: " + words + ". Its log is " + folder.log() + ".");
      }
    }
  }

  private Process launch(int chosen) {
    List<String> command = new ArrayList<>(apartFromTheTerminal());
    command.addAll(asAnotherUser());
    command.add(programs.program("postgres"));
    command.addAll(List.of("-D", folder.cluster().toString(), "-c", "port=" + chosen));
    settings.values().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    try {
      return builder(command, folder).start();
    } catch (IOException e) {
      throw Refused.input("PostgreSQL could not be started: " + e.getMessage() + ".");
    }
  }

  /** While it starts nobody else closes it yet, so a program that is ended then takes it along. */
  private boolean isReadyAndNotLeftBehind(Process started, int chosen) {
    Thread taker = new Thread(started::destroy, "postgres-taker");
    Runtime runtime = Runtime.getRuntime();
    try {
      runtime.addShutdownHook(taker);
      boolean ready = isReady(started, chosen);
      runtime.removeShutdownHook(taker);
      return ready;
    } catch (IllegalStateException alreadyEnding) {
      started.destroy();
      throw Refused.input("The program is ending; PostgreSQL was not started.");
    } catch (Refused e) {
      runtime.removeShutdownHook(taker);
      throw e;
    }
  }

  /** Whether the server answers; false when it ended instead. */
  private boolean isReady(Process started, int chosen) {
    PGSimpleDataSource source = source(chosen, "postgres", folder.secret(SUPERUSER));
    long end = System.nanoTime() + START.toNanos();
    String lastState = "";
    try {
      while (System.nanoTime() < end) {
        if (started.waitFor(50, TimeUnit.MILLISECONDS)) {
          return false;
        }
        try (Connection connection = source.getConnection()) {
          return connection.isValid(10);
        } catch (SQLException e) {
          lastState = e.getSQLState() == null ? "" : e.getSQLState();
          if (lastState.startsWith("28") && !started.waitFor(500, TimeUnit.MILLISECONDS)) {
            break;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Leftover.stop(started.toHandle());
    throw Refused.input(
        lastState.startsWith("28")
            ? "The passwords in "
                + folder.root().resolve("secrets")
                + " do not fit the records beside them. Maybe bring back the folder as it was as a whole."
            : "PostgreSQL does not answer on "
                + folder.root()
                + ". Its log is "
                + folder.log()
                + ".");
  }

  private static void setUp(StoreFolder folder, PostgresPrograms programs, List<String> prefix) {
    Path aside = folder.root().resolve("postgres.new");
    folder.secret(SUPERUSER);
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            programs.program("initdb"),
            "--pgdata=" + aside,
            "--username=" + SUPERUSER,
            "--pwfile=" + folder.secretFile(SUPERUSER),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums"));
    try {
      // Renamed only when it is whole: a program that is killed meanwhile leaves no half-made
      // store.
      if (Files.exists(aside)) {
        PostgresPrograms.remove(aside);
      }
      long before = folder.log().toFile().length();
      int code = builder(command, folder).start().onExit().join().exitValue();
      if (code != 0) {
        throw Refused.input(
            "The records in "
                + folder.root()
                + " could not be set up: "
                + lastLine(folder.log(), before)
                + ". Its log is "
                + folder.log()
                + ".");
      }
      Files.move(aside, folder.cluster(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Refused.input(
          "The records in " + folder.root() + " could not be set up: " + e.getMessage() + ".");
    }
  }

  private static void requireVersion(StoreFolder folder, int programsVersion) {
    try {
      String there = Files.readString(folder.cluster().resolve("PG_VERSION")).strip();
      if (!there.equals(Integer.toString(programsVersion))) {
        throw Refused.input(
            "The records in "
                + folder.root()
                + " were written by PostgreSQL "
                + there
                + "; this Duecourse brings PostgreSQL "
                + programsVersion
                + ", which cannot read them. Maybe make a backup with the Duecourse that wrote them, then restore it"
                + " into an empty folder.");
      }
    } catch (IOException e) {
      throw Refused.input(folder.cluster() + " could not be read: " + e.getMessage() + ".");
    }
  }

  private static ProcessBuilder builder(List<String> command, StoreFolder folder)
      throws IOException {
    if (!Files.exists(folder.log())) {
      Files.createFile(
          folder.log(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    // What the caller has set for other servers is not meant for this one.
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("DUECOURSE"));
    environment.put("LC_ALL", "C");
    builder.directory(folder.root().toFile());
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    return builder;
  }

  /** Ctrl-C in a terminal goes to a whole group of processes; the server is to end after us. */
  private static List<String> apartFromTheTerminal() {
    return isOnPath("setsid") ? List.of("setsid") : List.of();
  }

  /** PostgreSQL refuses to run as root; in a user namespace without a map it is nobody. */
  private static List<String> asAnotherUser() {
    if (!isRoot()) {
      return List.of();
    }
    List<String> prefix = List.of("unshare", "-U");
    try {
      List<String> trial = Stream.concat(prefix.stream(), Stream.of("true")).toList();
      if (isOnPath("unshare")
          && new ProcessBuilder(trial).start().onExit().join().exitValue() == 0) {
        return prefix;
      }
    } catch (IOException e) {
      // Falls through to the refusal.
    }
    throw Refused.input(
        "PostgreSQL does not run as root, and user namespaces are not allowed here. Maybe run Duecourse as an"
            + " ordinary user, or use a server that runs already: --db.");
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv("PATH");
    return path != null
        && Stream.of(path.split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw Refused.input("No port is free on 127.0.0.1: " + e.getMessage() + ".");
    }
  }

  private String lastWords(long from) {
    return lastLine(folder.log(), from);
  }

  private static String lastLine(Path log, long from) {
    try {
      List<String> lines =
          new String(
                  Files.readAllBytes(log),
                  (int) from,
                  (int) (Files.size(log) - from),
                  StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      List<String> telling =
          lines.stream()
              .filter(line -> line.contains("FATAL:") || line.contains("error:"))
              .toList();
      String line =
          !telling.isEmpty()
              ? telling.getLast()
              : lines.isEmpty() ? "it said nothing" : lines.getLast();
      return line.replaceFirst("^.*(FATAL|error): +", "");
    } catch (IOException e) {
      return "its log could not be read";
    }
  }

  private void rotateLog() {
    try {
      if (Files.exists(folder.log()) && Files.size(folder.log()) > LOG_LIMIT) {
        Files.move(
            folder.log(),
            folder.log().resolveSibling("server.log.1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      // A long log does no harm.
    }
  }
}
