package org.duecourse.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;

/**
 * The server to which outgoing mail is handed (SMTP).
 *
 * @param host its name
 * @param port its port
 * @param user as whom the desk signs in there, or empty
 * @param password its password, or empty
 * @param from the sender's address
 * @param tls how the connection is kept private
 * @param address where people reach the desk from outside; links in messages begin with it
 */
public record MailSettings(
    String host, int port, String user, String password, String from, Tls tls, URI address) {
  private static final String PREFIX = "DUECOURSE_SMTP_";
  private static final String ADDRESS = "DUECOURSE_PUBLIC_ADDRESS";

  /** How the connection is kept private. */
  public enum Tls {
    /** Begins in the clear and must go on encrypted. */
    STARTTLS,
    /** Encrypted from the first byte. */
    TLS,
    /** In the clear; for a server on this machine only. */
    NONE
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "MailSettings[" + host + ":" + port + ", " + from + ", " + tls + "]";
  }

  /** The settings of an environment: none without a host, else refused with all that is wrong. */
  public static Optional<MailSettings> from(Map<String, String> environment) {
    String host = environment.getOrDefault(PREFIX + "HOST", "").strip();
    if (host.isEmpty()) {
      return Optional.empty();
    }
    List<Problem> problems = new ArrayList<>();
    String tlsName = environment.getOrDefault(PREFIX + "TLS", "starttls").strip();
    Optional<Tls> tls =
        Arrays.stream(Tls.values())
            .filter(each -> each.name().equals(tlsName.toUpperCase(Locale.ROOT)))
            .findFirst();
    if (tls.isEmpty()) {
      problems.add(
          new Problem(PREFIX + "TLS", "'" + tlsName + "' is none of starttls, tls and none."));
    }
    boolean here = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
    if (tls.equals(Optional.of(Tls.NONE)) && !here) {
      problems.add(
          new Problem(
              PREFIX + "TLS",
              "none sends messages about patients in the clear to "
                  + host
                  + "; use starttls or tls."));
    }
    String portText =
        environment.getOrDefault(PREFIX + "PORT", tls.equals(Optional.of(Tls.TLS)) ? "465" : "587");
    int port = portText.matches("\\d{1,5}") ? Integer.parseInt(portText) : 0;
    if (port < 1 || port > 65_535) {
      problems.add(
          new Problem(PREFIX + "PORT", "'" + portText + "' is no port; they are 1 to 65535."));
    }
    String user = environment.getOrDefault(PREFIX + "USER", "");
    String password = environment.getOrDefault(PREFIX + "PASSWORD", "");
    if (user.isEmpty() != password.isEmpty()) {
      problems.add(
          new Problem(
              PREFIX + "USER", "and " + PREFIX + "PASSWORD are set together or not at all."));
    }
    String from = environment.getOrDefault(PREFIX + "FROM", "").strip();
    if (!from.matches("[^\\s@<>]+@[^\\s@<>]+")) {
      problems.add(
          new Problem(PREFIX + "FROM", "needs the sender's address, as desk@example.org."));
    }
    String address = environment.getOrDefault(ADDRESS, "").strip();
    if (!address.matches("https://[^\\s/?#]+/?|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?/?")) {
      problems.add(
          new Problem(
              ADDRESS,
              "'"
                  + address
                  + "' is not where people reach the desk; links in messages need it, as https://desk.example.org."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.USAGE, "Mail cannot be sent with these settings.", problems);
    }
    return Optional.of(
        new MailSettings(
            host,
            port,
            user,
            password,
            from,
            tls.orElseThrow(),
            URI.create(address.replaceAll("/$", ""))));
  }
}
