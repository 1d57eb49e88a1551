package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Changing the own password. */
@Controller
class PasswordPages {
  private final Pages pages;
  private final Accounts accounts;

  PasswordPages(Pages pages, Accounts accounts) {
    this.pages = pages;
    this.accounts = accounts;
  }

  @GetMapping("/password")
  View show(HttpServletRequest request) {
    return page(request, Form.empty());
  }

  @PostMapping("/password")
  View change(
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(defaultValue = "") String old,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String passwordAgain) {
    Account account = Requests.signedIn(request);
    int epoch;
    try {
      if (!password.equals(passwordAgain)) {
        throw new Refused(
            Fault.INPUT,
            "The password was not changed.",
            List.of(
                new Problem("passwordAgain", "The two passwords differ. Type the same twice.")));
      }
      epoch = accounts.changePassword(account, old, password);
    } catch (Refused refused) {
      return page(request, Form.empty().refused(refused)).refused();
    }
    goOn(request, response, new SignedIn(account.login(), epoch));
    return Pages.next(
        request, "/", "Your password is changed. Other sessions of yours have ended.");
  }

  /** This session goes on under a new id. */
  private static void goOn(
      HttpServletRequest request, HttpServletResponse response, SignedIn signedIn) {
    Authentication token =
        org.springframework.security.authentication.UsernamePasswordAuthenticationToken
            .authenticated(signedIn, null, List.of());
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(token);
    SecurityContextHolder.setContext(context);
    request.changeSessionId();
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
  }

  private Page page(HttpServletRequest request, Form form) {
    Account account = Requests.signedIn(request);
    return pages.page(
        "password",
        "Change your password",
        new Views.Password(form, account.login(), account.mustChange(), account.hasPassword()));
  }
}
