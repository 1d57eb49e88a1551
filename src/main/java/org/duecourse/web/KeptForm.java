package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form that was sent after its session had ended: kept, shown again after signing in, and sent
 * only by its owner's own hand. Only a form of ours is kept, never one that another site sent, and
 * never a password.
 *
 * @param path where it was sent
 * @param login whose form it was
 * @param entries what was typed
 */
record KeptForm(String path, String login, LinkedHashMap<String, ArrayList<String>> entries)
    implements Serializable {
  /** The hidden field that says whose form it is. */
  static final String OWNER = "_who";

  private static final String ATTRIBUTE = "kept-form";
  private static final int MOST_LETTERS = 20_000;

  /** Keeps what a refused request brought, if it is a form of ours. */
  static boolean keep(HttpServletRequest request) {
    String owner = request.getParameter(OWNER);
    if (!request.getMethod().equals("POST") || owner == null || !isFromHere(request)) {
      return false;
    }
    LinkedHashMap<String, ArrayList<String>> entries = new LinkedHashMap<>();
    Form.of(request)
        .entries()
        .forEach((name, values) -> entries.put(name, new ArrayList<>(values)));
    int letters = entries.values().stream().flatMap(List::stream).mapToInt(String::length).sum();
    if (entries.isEmpty() || letters > MOST_LETTERS) {
      return false;
    }
    request
        .getSession(true)
        .setAttribute(ATTRIBUTE, new KeptForm(Requests.path(request), owner, entries));
    return true;
  }

  /** The form that waits for this account; one of somebody else is thrown away. */
  static Optional<KeptForm> take(HttpServletRequest request, Account account) {
    HttpSession session = request.getSession(false);
    if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof KeptForm kept)) {
      return Optional.empty();
    }
    session.removeAttribute(ATTRIBUTE);
    return Optional.of(kept).filter(form -> form.login().equals(account.login()));
  }

  /** Whether a form waits for this login. */
  static boolean waitsFor(HttpServletRequest request, String login) {
    HttpSession session = request.getSession(false);
    return session != null
        && session.getAttribute(ATTRIBUTE) instanceof KeptForm kept
        && kept.login().equals(login);
  }

  /** Browsers say with each form from which site it was sent; without that word nothing is kept. */
  private static boolean isFromHere(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null || origin.equals("null")) {
      return "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }
    String host = request.getHeader("Host");
    return host != null && host.equals(URI.create(origin).getAuthority());
  }

  /** What was typed, for a page. */
  Map<String, List<String>> shown() {
    return new LinkedHashMap<>(entries);
  }
}
