package org.duecourse.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;

/**
 * An identity provider (OpenID Connect) with which existing accounts sign in. It never makes an
 * account.
 *
 * @param issuer its address; what it is able to do is read there at the first sign-in
 * @param clientId as which the desk is known there
 * @param clientSecret its secret
 * @param claim the claim that names the account ("sub", "preferred_username"); compared with the
 *     account's own entry
 * @param name how people call it, on the button
 */
public record OidcSettings(
    String issuer, String clientId, String clientSecret, String claim, String name) {
  private static final String PREFIX = "DUECOURSE_OIDC_";

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "OidcSettings[" + issuer + ", " + clientId + ", " + claim + "]";
  }

  /** The settings of an environment: none without an issuer, refused if half of them is missing. */
  public static Optional<OidcSettings> from(Map<String, String> environment) {
    String issuer = environment.getOrDefault(PREFIX + "ISSUER", "");
    if (issuer.isBlank()) {
      return Optional.empty();
    }
    List<Problem> problems = new ArrayList<>();
    for (String needed : List.of("CLIENT_ID", "CLIENT_SECRET")) {
      if (environment.getOrDefault(PREFIX + needed, "").isBlank()) {
        problems.add(
            new Problem(PREFIX + needed, "is not set; signing in at " + issuer + " needs it."));
      }
    }
    if (!issuer.startsWith("https://")
        && !issuer.matches("http://(localhost|127\\.0\\.0\\.1)[:/].*")) {
      problems.add(
          new Problem(
              PREFIX + "ISSUER",
              issuer + " is not https; passwords and tokens would travel in the clear."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.USAGE, "The identity provider cannot be used.", problems);
    }
    return Optional.of(
        new OidcSettings(
            issuer,
            environment.getOrDefault(PREFIX + "CLIENT_ID", ""),
            environment.getOrDefault(PREFIX + "CLIENT_SECRET", ""),
            environment.getOrDefault(PREFIX + "CLAIM", "sub"),
            environment.getOrDefault(PREFIX + "NAME", "your organisation's sign-in")));
  }
}
