package org.duecourse.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Role;
import org.duecourse.store.Store;
import org.duecourse.store.StorePlace;
import org.duecourse.web.Accounts;
import org.duecourse.web.DemoClock;
import org.duecourse.web.DeskServer;
import org.duecourse.web.ServerSettings;
import org.jspecify.annotations.Nullable;

/**
 * The desk of the demo: Harbor's clinics with invented people, and one invented account for each
 * kind of work. The accounts sign in here only; {@code serve} refuses them.
 */
final class DemoServe {
  /** No secret: the accounts that have it are refused everywhere but in the demo. */
  private static final String PASSWORD = "harbor demo only";

  private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  private DemoServe() {}

  private record Invented(
      String login, String name, Set<Role> roles, List<String> sites, @Nullable String clinician) {}

  private static final List<Invented> ACCOUNTS =
      List.of(
          of("scheduler", "Sky Scheduler", Role.SCHEDULER),
          of("triage", "Tia Triage", Role.TRIAGE_CLINICIAN),
          new Invented(
              "therapist",
              "Dr. Alder",
              EnumSet.of(Role.THERAPIST),
              List.of("bayview"),
              "bayview-01"),
          of("crisis", "Cam Crisis", Role.CRISIS_CLINICIAN),
          of("manager", "Max Manager", Role.CLINIC_MANAGER),
          of("access", "Alex Access", Role.ACCESS_MANAGER),
          of("director", "Drew Director", Role.DIRECTOR),
          of("compliance", "Cory Compliance", Role.COMPLIANCE),
          of("union", "Uli Union", Role.UNION_ANALYST),
          of("steward", "Sam Steward", Role.DATA_STEWARD),
          of("admin", "Ari Admin", Role.ADMINISTRATOR));

  private static Invented of(String login, String name, Role role) {
    return new Invented(login, name, EnumSet.of(role), List.of(), null);
  }

  /** Starts the desk over a folder, fills it where it is empty, and serves until Ctrl-C. */
  static void untilEnded(Path folder, Path harbor, int port, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    ServerSettings settings = ServerSettings.USUAL.withPort(port).withDemo(true);
    Serving.untilEnded(
        new StorePlace.Folder(folder.toAbsolutePath()),
        settings,
        new DemoClock(Clock.systemUTC(), folder.toAbsolutePath().resolve("clock")),
        err,
        store -> fill(store, harbor, err),
        server -> ready(server, out));
  }

  private static void fill(Store store, Path harbor, PrintWriter err) {
    Desk desk = Desk.over(store.jdbi(), InstantSource.system());
    if (!desk.people().sites().isEmpty()) {
      return;
    }
    err.println("Filling the desk with Harbor, an invented clinic; some seconds …");
    err.flush();
    DemoDesk.Filled filled = DemoDesk.fill(desk, harbor, LocalDate.now(ZONE));
    err.println(
        filled.clinicians()
            + " clinicians; "
            + filled.imported().rows()
            + "; "
            + filled.imported().setAside().size()
            + " rows of the example cannot be at a desk and were left out.");
    err.flush();
  }

  private static void ready(DeskServer server, PrintWriter out) {
    Accounts accounts = server.accounts();
    if (accounts.countDemo() == 0) {
      for (Invented who : ACCOUNTS) {
        accounts.createForDemo(
            who.login(), who.name(), who.roles(), who.sites(), who.clinician(), PASSWORD);
      }
    }
    URI address = server.address();
    out.println("The desk answers at " + address);
    out.println("Sign in with the password '" + PASSWORD + "' as one of:");
    for (Invented who : ACCOUNTS) {
      out.printf(
          "  %-12s %s%n",
          who.login(), String.join(", ", who.roles().stream().map(Role::words).toList()));
    }
    out.println(
        address + "demo leads through a strike day, from the notice to the evening report.");
    out.println("These accounts and people are invented and work only here. Ctrl-C ends it.");
    out.flush();
  }
}
