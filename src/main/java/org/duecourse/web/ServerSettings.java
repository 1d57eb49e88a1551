package org.duecourse.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the server runs.
 *
 * @param bind the address it listens on; loopback unless told otherwise
 * @param port the port; 0 takes any free one
 * @param demo whether invented accounts may sign in
 * @param behindProxy whether X-Forwarded headers of a proxy in the own network are believed
 * @param idle how long a session lives without a request
 * @param passwordCost work of hashing a password, as a power of two (bcrypt)
 * @param provider an identity provider for signing in, or null for local accounts only
 * @param mail where outgoing mail is handed to, or null: then people send messages
 */
public record ServerSettings(
    String bind,
    int port,
    boolean demo,
    boolean behindProxy,
    Duration idle,
    int passwordCost,
    @Nullable OidcSettings provider,
    @Nullable MailSettings mail) {
  /** The usual ones: this machine only, half an hour, local accounts. */
  public static final ServerSettings USUAL =
      new ServerSettings("127.0.0.1", 8080, false, false, Duration.ofMinutes(30), 12, null, null);

  /** The same on another port. */
  public ServerSettings withPort(int other) {
    return new ServerSettings(bind, other, demo, behindProxy, idle, passwordCost, provider, mail);
  }

  /** The same on another address. */
  public ServerSettings withBind(String other) {
    return new ServerSettings(other, port, demo, behindProxy, idle, passwordCost, provider, mail);
  }

  /** The same with invented accounts let in, or not. */
  public ServerSettings withDemo(boolean other) {
    return new ServerSettings(bind, port, other, behindProxy, idle, passwordCost, provider, mail);
  }

  /** The same behind a proxy, or not. */
  public ServerSettings withProxy(boolean other) {
    return new ServerSettings(bind, port, demo, other, idle, passwordCost, provider, mail);
  }

  /** The same with another limit for idle sessions. */
  public ServerSettings withIdle(Duration other) {
    return new ServerSettings(bind, port, demo, behindProxy, other, passwordCost, provider, mail);
  }

  /** The same with cheaper or dearer hashing; tests hash cheaply. */
  public ServerSettings withPasswordCost(int other) {
    return new ServerSettings(bind, port, demo, behindProxy, idle, other, provider, mail);
  }

  /** The same with an identity provider, or none. */
  public ServerSettings withProvider(@Nullable OidcSettings other) {
    return new ServerSettings(bind, port, demo, behindProxy, idle, passwordCost, other, mail);
  }

  /** The same with a mail server, or none. */
  public ServerSettings withMail(@Nullable MailSettings other) {
    return new ServerSettings(bind, port, demo, behindProxy, idle, passwordCost, provider, other);
  }
}
