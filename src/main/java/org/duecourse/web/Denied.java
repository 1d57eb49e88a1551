package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** What a person or a system is told whose request does not go through. */
final class Denied implements AuthenticationEntryPoint, AccessDeniedHandler {
  private final Answers answers;

  Denied(Answers answers) {
    this.answers = answers;
  }

  /** Nobody is signed in. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
    if (isNowhere(request, response)) {
      return;
    }
    if (Requests.isApi(request)) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"duecourse\"");
      answers.send(
          request,
          response,
          401,
          "This address needs a token that stands: Authorization: Bearer duecourse_… An administrator makes one.");
      return;
    }
    boolean ended = KeptForm.keep(request) || hadSession(request);
    to(request, response, ended ? "/sign-in?ended" : "/sign-in");
  }

  /** Somebody is signed in, or a form came without its token. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e) {
    if (isNowhere(request, response)) {
      return;
    }
    Optional<Account> account = Requests.account(request);
    if (e instanceof CsrfException) {
      boolean kept = KeptForm.keep(request);
      if (account.isEmpty() && (kept || hadSession(request))) {
        to(request, response, "/sign-in?ended");
      } else if (account.filter(a -> KeptForm.waitsFor(request, a.login())).isPresent()) {
        to(request, response, "/continue");
      } else {
        answers.send(
            request,
            response,
            403,
            "This form is older than your session, or was not sent from a page of ours. Nothing was changed. Open the page again and send it from there.");
      }
      return;
    }
    String who =
        Routes.of(request.getMethod(), Requests.path(request))
            .map(route -> route.what() + " is open to: " + route.access().who() + ".")
            .orElse("");
    answers.send(
        request,
        response,
        403,
        who
            + account
                .map(a -> " You are signed in as " + a.login() + " (" + a.roleWords() + ").")
                .orElse(""));
  }

  /** An address or a method that the table does not have. */
  private boolean isNowhere(HttpServletRequest request, HttpServletResponse response) {
    String path = Requests.path(request);
    if (Routes.of(request.getMethod(), path).isPresent()) {
      return false;
    }
    if (Routes.knows(path)) {
      answers.send(
          request, response, 405, request.getMethod() + " is not answered at this address.");
    } else {
      answers.send(request, response, 404, "There is nothing at this address.");
    }
    return true;
  }

  private static boolean hadSession(HttpServletRequest request) {
    return request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
  }

  private static void to(HttpServletRequest request, HttpServletResponse response, String address) {
    if (Requests.isPart(request)) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setHeader("HX-Redirect", address);
    } else {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", address);
    }
  }
}
