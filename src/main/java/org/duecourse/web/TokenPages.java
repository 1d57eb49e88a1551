package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import org.duecourse.io.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** AccountTokens of an account, for administrators. */
@Controller
class TokenPages {
  private final AccountPages accounts;
  private final AccountTokens tokens;

  TokenPages(AccountPages accounts, AccountTokens tokens) {
    this.accounts = accounts;
    this.tokens = tokens;
  }

  @PostMapping("/accounts/{login}/tokens")
  View create(HttpServletRequest request, @PathVariable String login) {
    Account account = accounts.found(login);
    Form form = Form.of(request);
    try {
      String token =
          tokens.create(
              login,
              form.value("token"),
              Words.number(form.value("days")),
              Requests.signedIn(request));
      return accounts.secret(
          login,
          "The token for " + form.value("token") + " is made",
          token,
          "It is shown only here. Systems send it as: Authorization: Bearer "
              + AccountTokens.PREFIX
              + "…");
    } catch (Refused refused) {
      return accounts
          .onePage(request, account, AccountPages.shown(account), form.refused(refused))
          .refused();
    }
  }

  @PostMapping("/accounts/{login}/tokens/{id}/revoke")
  View revoke(HttpServletRequest request, @PathVariable String login, @PathVariable long id) {
    tokens.revoke(login, id, Requests.signedIn(request));
    return Pages.next(request, "/accounts/" + login, "The token is taken back.");
  }
}
