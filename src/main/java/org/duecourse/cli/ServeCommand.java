package org.duecourse.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.duecourse.store.Store;
import org.duecourse.store.StorePlace;
import org.duecourse.web.DeskServer;
import org.duecourse.web.OidcSettings;
import org.duecourse.web.Rounds;
import org.duecourse.web.ServerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code duecourse serve}: the desk and its pages, until Ctrl-C. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "The desk and its pages, until Ctrl-C.",
    footer = {
      "",
      "Without --db and --data the records lie in a folder of the user. Passwords of a database are read from the",
      "environment, never from an option. An identity provider is named by DUECOURSE_OIDC_ISSUER, _CLIENT_ID,",
      "_CLIENT_SECRET, and, if wanted, _CLAIM (usually sub) and _NAME (what the button says)."
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on; 0 takes any free one (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (${DEFAULT-VALUE}: this machine only).")
  private String bind = "127.0.0.1";

  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "PostgreSQL 15 or newer: jdbc:postgresql://host/database.")
  private @Nullable String db;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Folder in which the program keeps a PostgreSQL of its own.")
  private @Nullable Path data;

  @Option(
      names = "--behind-proxy",
      description =
          "Believe the X-Forwarded headers of a proxy in the own network, which speaks https.")
  private boolean behindProxy;

  @Option(
      names = "--idle",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description = "A session ends after so many minutes without a request (${DEFAULT-VALUE}).")
  private int idleMinutes;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw Refused.usage("There is no port " + port + "; ports are 0 to 65535.");
    }
    if (idleMinutes < 5 || idleMinutes > 720) {
      throw Refused.usage("--idle " + idleMinutes + ": a session lives 5 to 720 minutes idle.");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ServerSettings settings =
        ServerSettings.USUAL
            .withPort(port)
            .withBind(bind)
            .withProxy(behindProxy)
            .withIdle(Duration.ofMinutes(idleMinutes))
            .withProvider(OidcSettings.from(System.getenv()).orElse(null));
    StorePlace place = StorePlace.of(db, data, System.getenv());
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    // Ctrl-C: the hook asks for the end and waits until pages and records are closed, in this
    // order.
    Thread stop =
        new Thread(
            () -> {
              asked.countDown();
              await(ended);
            },
            "serve-end");
    try (Store store = Store.open(place, err::println)) {
      Runtime.getRuntime().addShutdownHook(stop);
      try (DeskServer server = DeskServer.start(store, settings, Clock.systemUTC())) {
        try (Rounds rounds = Rounds.start(server.desk(), Duration.ofMinutes(1))) {
          tell(server, out, err);
          asked.await();
          err.println("Ending: first the pages, then the records.");
          rounds.stop();
        }
      }
    } finally {
      ended.countDown();
    }
    return 0;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(Fault.INTERNAL.exitCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(DeskServer server, PrintWriter out, PrintWriter err) {
    out.println("The desk answers at " + server.address());
    server
        .setupCode()
        .renew()
        .ifPresent(
            code -> {
              out.println("There is no account yet. Make the first administrator at");
              out.println("  " + server.address().resolve("/setup"));
              out.println("with this code, which works once and for a day: " + code);
            });
    out.flush();
    int demo = server.accounts().countDemo();
    if (demo > 0) {
      err.println(demo + " accounts of a demo are in these records; they cannot sign in here.");
    }
    if (!behindProxy && !bind.equals("127.0.0.1") && !bind.equals("localhost")) {
      err.println(
          "Passwords travel in the clear on "
              + bind
              + ". Maybe put a proxy with https in front and say --behind-proxy.");
    }
    err.println("Ctrl-C ends it.");
    err.flush();
  }
}
