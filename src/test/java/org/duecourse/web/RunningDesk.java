package org.duecourse.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Role;
import org.duecourse.store.TestStore;
import org.jspecify.annotations.Nullable;

/** A desk that answers over HTTP, on a database and at a time of its own. */
final class RunningDesk implements AutoCloseable {
  /** A password that no rule speaks against. */
  static final String PASSWORD = "seven grey herons";

  static final Instant START = Instant.parse("2026-06-08T16:00:00Z");

  final TestStore store;
  final TestClock clock = new TestClock();
  final DeskServer server;

  private RunningDesk(TestStore store, ServerSettings settings, @Nullable Clock other) {
    this.store = store;
    this.server = DeskServer.start(store.store(), settings, other == null ? clock : other);
  }

  /** The desk of the demo, with a clock that goes forward from {@link #START} when asked to. */
  static RunningDesk demo(TestStore store, java.nio.file.Path clockFile) {
    return new RunningDesk(
        store,
        ServerSettings.USUAL.withPort(0).withPasswordCost(4).withDemo(true),
        new DemoClock(Clock.fixed(START, ZoneOffset.UTC), clockFile));
  }

  /** A desk with nothing in it. */
  static RunningDesk empty() {
    return with(settings -> settings);
  }

  /** A desk with nothing in it and other settings; hashing is cheap. */
  static RunningDesk with(UnaryOperator<ServerSettings> change) {
    return on(TestStore.fresh(), change);
  }

  /** A desk on a store that another one may use too. */
  static RunningDesk on(TestStore store, UnaryOperator<ServerSettings> change) {
    return new RunningDesk(
        store, change.apply(ServerSettings.USUAL.withPort(0).withPasswordCost(4)), null);
  }

  /** An account that can sign in with {@link #PASSWORD}. */
  RunningDesk account(String login, Role... roles) {
    return account(login, false, List.of(), roles);
  }

  /** An account, invented by the demo or not, at some clinics. */
  RunningDesk account(String login, boolean demo, List<String> sites, Role... roles) {
    EnumSet<Role> set = EnumSet.noneOf(Role.class);
    set.addAll(List.of(roles));
    server
        .accounts()
        .create(
            new AccountDraft(login, "Colleague " + login, set, sites, null, null),
            PASSWORD,
            false,
            new Accounts.Maker(new Actor("setup", Set.of(), Set.of(), null), demo));
    return this;
  }

  /** An account of the clinician with the same reference. */
  RunningDesk clinicianAccount(String clinician, Role... roles) {
    EnumSet<Role> set = EnumSet.noneOf(Role.class);
    set.addAll(List.of(roles));
    server
        .accounts()
        .create(
            new AccountDraft(
                clinician, "Colleague " + clinician, set, List.of("eastside"), clinician, null),
            PASSWORD,
            false,
            new Accounts.Maker(new Actor("setup", Set.of(), Set.of(), null), false));
    return this;
  }

  /** A clinic. */
  RunningDesk site(String id, String name, String zone) {
    store
        .owner()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into duecourse.site (id, name, zone) values (?, ?, ?)",
                    id,
                    name,
                    zone));
    return this;
  }

  /** Somebody with a browser, not signed in. */
  Visitor visitor() {
    return new Visitor(server.address());
  }

  /** Somebody who has signed in. */
  Visitor signedIn(String login) {
    Visitor visitor = visitor();
    visitor.get("/sign-in");
    visitor.post("/sign-in", "login", login, "password", PASSWORD);
    return visitor;
  }

  @Override
  public void close() {
    server.close();
    store.close();
  }

  /** A clock that a test moves. */
  static final class TestClock extends Clock {
    private volatile Instant now = START;

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(@Nullable ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
