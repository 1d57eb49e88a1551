package org.duecourse.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.duecourse.io.Refused;
import org.duecourse.web.DeskServer;
import org.duecourse.web.MailSettings;
import org.duecourse.web.OidcSettings;
import org.duecourse.web.ServerSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "_CLIENT_SECRET, and, if wanted, _CLAIM (usually sub) and _NAME (what the button says). Messages to patients who want",
      "e-mail go out if DUECOURSE_SMTP_HOST, _FROM and DUECOURSE_PUBLIC_ADDRESS are set (_PORT, _USER, _PASSWORD, _TLS)."
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

  @Mixin private StoreOptions records;

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
            .withProvider(OidcSettings.from(System.getenv()).orElse(null))
            .withMail(MailSettings.from(System.getenv()).orElse(null));
    Serving.untilEnded(
        records.place(),
        settings,
        Clock.systemUTC(),
        err,
        store -> {},
        server -> tell(server, out, err));
    return 0;
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
