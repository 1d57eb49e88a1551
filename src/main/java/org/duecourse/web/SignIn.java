package org.duecourse.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * Signing in with login and password. Whatever is wrong, the answer is the same and takes the same
 * time: no such account, wrong password, locked, disabled, invented by the demo.
 */
final class SignIn implements AuthenticationProvider {
  private final Accounts accounts;
  private final Passwords passwords;
  private final boolean demo;

  SignIn(Accounts accounts, Passwords passwords, boolean demo) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.demo = demo;
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    String typed = String.valueOf(asked.getPrincipal()).strip().toLowerCase(Locale.ROOT);
    String password = String.valueOf(asked.getCredentials());
    Optional<String> hash = accounts.takeTry(typed);
    boolean fits = passwords.fits(password, hash.filter(kept -> !kept.isEmpty()).orElse(null));
    if (!fits) {
      accounts.notSignedIn(typed, hash.isPresent() ? "password" : "locked or unknown");
      throw new BadCredentialsException("refused");
    }
    Account account =
        accounts
            .find(typed)
            .filter(found -> found.active() && (demo || !found.demo()))
            .orElse(null);
    if (account == null) {
      accounts.notSignedIn(typed, "disabled or demo");
      throw new BadCredentialsException("refused");
    }
    accounts.signedIn(account, "password");
    return token(account);
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  /** What the session keeps. */
  static Authentication token(Account account) {
    return UsernamePasswordAuthenticationToken.authenticated(
        new SignedIn(account.login(), account.epoch()), null, List.of());
  }
}
