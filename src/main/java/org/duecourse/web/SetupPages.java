package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.duecourse.desk.Role;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Making the first administrator of an empty store, once. */
@Controller
class SetupPages {
  private final Pages pages;
  private final SetupCode setup;
  private final Passwords passwords;

  SetupPages(Pages pages, SetupCode setup, Passwords passwords) {
    this.pages = pages;
    this.setup = setup;
    this.passwords = passwords;
  }

  @GetMapping("/setup")
  View show(HttpServletRequest request) {
    return setup.isOpen() ? page(Form.empty()) : Pages.next(request, "/sign-in", "");
  }

  @PostMapping("/setup")
  View make(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String passwordAgain) {
    if (!setup.isOpen()) {
      return Pages.next(request, "/sign-in", "");
    }
    Form form = Form.of(request);
    try {
      List<Problem> problems = new ArrayList<>();
      AccountDraft draft = draft(form, problems);
      passwords
          .against(password, form.value("login"))
          .forEach(reason -> problems.add(new Problem("password", reason)));
      if (!password.equals(passwordAgain)) {
        problems.add(
            new Problem("passwordAgain", "The two passwords differ. Type the same twice."));
      }
      if (draft == null || !problems.isEmpty()) {
        throw new Refused(Fault.INPUT, "The administrator was not made.", problems);
      }
      setup.use(code.strip(), draft, password);
    } catch (Refused refused) {
      return page(form.refused(refused)).refused();
    }
    return Pages.next(
        request, "/sign-in", "The first administrator is made. Sign in with what you entered.");
  }

  private static @org.jspecify.annotations.Nullable AccountDraft draft(
      Form form, List<Problem> problems) {
    try {
      AccountDraft typed =
          AccountDraft.of(
              form.value("login"),
              Form.showing(Map.of("name", List.of(form.value("name")))),
              List.of(),
              List.of());
      return new AccountDraft(
          typed.login(), typed.name(), EnumSet.of(Role.ADMINISTRATOR), List.of(), null, null);
    } catch (Refused refused) {
      problems.addAll(refused.problems());
      return null;
    }
  }

  private Page page(Form form) {
    return pages.page("setup", "Make the first administrator", new Views.Setup(form));
  }
}
