package org.duecourse.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Who asks the JSON interface: the account of the token in "Authorization: Bearer …". */
final class TokenSignIn extends OncePerRequestFilter {
  private static final String SCHEME = "bearer ";

  private final AccountTokens tokens;
  private final Accounts accounts;
  private final boolean demo;

  TokenSignIn(AccountTokens tokens, Accounts accounts, boolean demo) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.demo = demo;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader("Authorization");
    if (header != null && header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      Optional<Account> account =
          tokens
              .login(header.substring(SCHEME.length()).strip())
              .flatMap(accounts::find)
              .filter(found -> found.active() && (demo || !found.demo()));
      if (account.isPresent()) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SignIn.token(account.get()));
        SecurityContextHolder.setContext(context);
        Requests.account(request, account.get());
      }
    }
    chain.doFilter(request, response);
  }
}
