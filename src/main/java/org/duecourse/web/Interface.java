package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.duecourse.desk.Role;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The JSON interface: whose token this is. */
@RestController
class Interface {
  /** Who asks. */
  record Me(
      @Says("the account") String login,
      @Says("as colleagues know it") String name,
      @Says("its roles") List<String> roles,
      @Says("references of its clinics; empty: all") List<String> sites) {}

  @GetMapping(path = "/api/me", produces = MediaType.APPLICATION_JSON_VALUE)
  Me me(HttpServletRequest request) {
    Account account = Requests.signedIn(request);
    return new Me(
        account.login(),
        account.name(),
        account.roles().stream().map(Role::name).toList(),
        account.siteIds());
  }
}
