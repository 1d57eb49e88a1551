package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.View;

/** Signing in, and going on after a session has ended. */
@Controller
class SignInPages {
  private final Pages pages;
  private final ServerSettings settings;
  private final SetupCode setup;

  SignInPages(Pages pages, ServerSettings settings, SetupCode setup) {
    this.pages = pages;
    this.settings = settings;
    this.setup = setup;
  }

  @GetMapping("/sign-in")
  View signIn(HttpServletRequest request) {
    if (setup.isOpen()) {
      return Pages.next(request, "/setup", "");
    }
    if (Requests.account(request).isPresent()) {
      return Pages.next(request, "/", "");
    }
    return pages.page("sign-in", "Sign in", view(settings, Form.empty(), news(request)));
  }

  /** The page again after a try that failed; it never says what was wrong. */
  static void refused(
      Pages pages,
      ServerSettings settings,
      HttpServletRequest request,
      HttpServletResponse response) {
    Form form =
        Form.of(request)
            .refused(
                new Refused(
                    Fault.INPUT,
                    "You are not signed in.",
                    List.of(
                        new Problem(
                            "login",
                            "Login and password do not fit together, or the account waits after too many tries. Try again; after "
                                + Accounts.FREE_TRIES
                                + " tries wait a minute, then longer. An administrator can set a new password."))));
    pages
        .page("sign-in", "Sign in", view(settings, form, ""))
        .refused()
        .render(null, request, response);
  }

  @GetMapping("/continue")
  View goOn(HttpServletRequest request) {
    return KeptForm.take(request, Requests.signedIn(request))
        .<View>map(
            kept ->
                pages.page(
                    "continue",
                    "What you typed is kept",
                    new Views.Kept(
                        kept.path(),
                        Routes.of("POST", kept.path()).map(Route::what).orElse("Send the form"),
                        kept.shown())))
        .orElseGet(() -> Pages.next(request, "/", ""));
  }

  /** Any request keeps a session alive; this one does nothing else. */
  @PostMapping("/session/keep")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void keep() {
    // The session was touched on the way here.
  }

  private static Views.SignIn view(ServerSettings settings, Form form, String news) {
    OidcSettings provider = settings.provider();
    return new Views.SignIn(
        form, news, provider == null ? null : provider.name(), OidcSignIn.START);
  }

  private static String news(HttpServletRequest request) {
    Map<String, String[]> asked = request.getParameterMap();
    if (asked.containsKey("ended")) {
      return "Your session has ended because nothing happened for a while, or you were signed out. Sign in to go on where you were; what you typed is kept.";
    }
    if (asked.containsKey("out")) {
      return "You are signed out.";
    }
    if (asked.containsKey("provider-refused")) {
      return "You are known there, but no account here has your entry, or it is disabled. An administrator can enter it.";
    }
    if (asked.containsKey("provider-silent")) {
      return "That sign-in does not answer at the moment. Use login and password, or try again later.";
    }
    return "";
  }
}
