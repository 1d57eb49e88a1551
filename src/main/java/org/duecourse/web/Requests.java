package org.duecourse.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ServletRequestPathUtils;

/** What we ask of a request. */
final class Requests {
  private static final String ACCOUNT = Requests.class.getName() + ".account";
  private static final String API = "/api/";

  private Requests() {}

  /** The path inside the server, as the routes are written. */
  static String path(HttpServletRequest request) {
    return ServletRequestPathUtils.parse(request).pathWithinApplication().value();
  }

  /** The path that was asked for, where Tomcat now asks for the page of the failure. */
  static String askedPath(HttpServletRequest request) {
    Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return asked == null ? path(request) : asked.toString();
  }

  /** The method that was asked for. */
  static String askedMethod(HttpServletRequest request) {
    Object asked = request.getAttribute(RequestDispatcher.ERROR_METHOD);
    return asked == null ? request.getMethod() : asked.toString();
  }

  /** Whether the answer has to be JSON, errors too. */
  static boolean isApi(HttpServletRequest request) {
    return askedPath(request).startsWith(API);
  }

  /** The account that asks. */
  static Optional<Account> account(HttpServletRequest request) {
    return Optional.ofNullable((Account) request.getAttribute(ACCOUNT));
  }

  /** The account that asks, on a route that nobody opens without one. */
  static Account signedIn(HttpServletRequest request) {
    return account(request)
        .orElseThrow(() -> new IllegalStateException("A route without sign-in asked who it is."));
  }

  static void account(HttpServletRequest request, @Nullable Account account) {
    request.setAttribute(ACCOUNT, account);
  }

  /** Whether a script of our own page asks, not the browser's address bar. */
  static boolean isPart(HttpServletRequest request) {
    return "true".equals(request.getHeader("HX-Request"));
  }
}
