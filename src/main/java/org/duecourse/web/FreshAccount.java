package org.duecourse.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the account of a session anew with each request: a role taken away, a disabled account or a
 * changed password count at once, on every instance.
 */
final class FreshAccount extends OncePerRequestFilter {
  private final Accounts accounts;
  private final boolean demo;

  FreshAccount(Accounts accounts, boolean demo) {
    this.accounts = accounts;
    this.demo = demo;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn) {
      Optional<Account> account =
          accounts
              .find(signedIn.login())
              .filter(found -> found.active() && found.epoch() == signedIn.epoch())
              .filter(found -> demo || !found.demo());
      if (account.isEmpty()) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
          session.invalidate();
        }
      } else if (account.get().mustChange() && !worksBeforeChange(Requests.path(request))) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", "/password");
        return;
      } else {
        Requests.account(request, account.get());
      }
    }
    chain.doFilter(request, response);
  }

  private static boolean worksBeforeChange(String path) {
    return path.equals("/password") || path.equals("/sign-out") || path.startsWith("/assets/");
  }
}
