package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.desk.Role;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** Accounts, for administrators: make, change, lock out and let in again. */
@Controller
class AccountPages {
  private static final List<Choice> ROLES =
      Arrays.stream(Role.values())
          .map(r -> new Choice(r.name(), Words.sentence(r.words())))
          .toList();

  private final Pages pages;
  private final Accounts accounts;
  private final Passwords passwords;
  private final AccountTokens tokens;
  private final Zones zones;
  private final Clock clock;

  AccountPages(
      Pages pages,
      Accounts accounts,
      Passwords passwords,
      AccountTokens tokens,
      Zones zones,
      Clock clock) {
    this.pages = pages;
    this.accounts = accounts;
    this.passwords = passwords;
    this.tokens = tokens;
    this.zones = zones;
    this.clock = clock;
  }

  @GetMapping("/accounts")
  View list(HttpServletRequest request) {
    Instant now = clock.instant();
    ZoneId zone = zones.of(Requests.signedIn(request));
    return pages.page(
        "accounts/list",
        "Accounts",
        new Views.AccountList(
            accounts.all().stream()
                .map(
                    account ->
                        new Views.AccountLine(
                            account.login(),
                            account.name(),
                            account.roleWords(),
                            account.siteIds().isEmpty()
                                ? "all"
                                : String.join(", ", account.siteIds()),
                            state(account, now),
                            at(account.lastSignInAt(), zone)))
                .toList()));
  }

  @GetMapping("/accounts/new")
  View blank() {
    return newPage(Form.empty());
  }

  @PostMapping("/accounts")
  View create(HttpServletRequest request) {
    Account by = Requests.signedIn(request);
    Form form = Form.of(request);
    String password = passwords.fresh();
    try {
      AccountDraft draft =
          AccountDraft.of(form.value("login"), form, accounts.sites(), accounts.clinicians());
      boolean local = !form.value("signIn").equals("provider") || draft.oidcSubject() == null;
      accounts.create(draft, local ? password : null, local, new Accounts.Maker(by.actor(), false));
      return local
          ? secret(
              draft.login(),
              "The account " + draft.login() + " is made",
              password,
              "Hand the password over in person. It is shown only here and has to be changed at the first sign-in.")
          : Pages.next(
              request,
              "/accounts/" + draft.login(),
              "The account is made. It signs in at the identity provider.");
    } catch (Refused refused) {
      return newPage(form.refused(refused)).refused();
    }
  }

  @GetMapping("/accounts/{login}")
  View show(HttpServletRequest request, @PathVariable String login) {
    Account account = found(login);
    return onePage(request, account, shown(account), Form.empty());
  }

  @PostMapping("/accounts/{login}")
  View change(HttpServletRequest request, @PathVariable String login) {
    Account account = found(login);
    Form form = Form.of(request);
    try {
      accounts.change(
          AccountDraft.of(login, form, accounts.sites(), accounts.clinicians()),
          Words.number(form.value("version")),
          Requests.signedIn(request));
    } catch (Refused refused) {
      return onePage(request, account, form.refused(refused), Form.empty()).refused();
    }
    return Pages.next(request, "/accounts/" + login, "The account is changed.");
  }

  @PostMapping("/accounts/{login}/password")
  View password(HttpServletRequest request, @PathVariable String login) {
    String password = accounts.setFirstPassword(login, Requests.signedIn(request));
    return secret(
        login,
        login + " has a new password",
        password,
        "Hand it over in person. It is shown only here and has to be changed at the next sign-in. Sessions of the account have ended.");
  }

  @PostMapping("/accounts/{login}/unlock")
  View unlock(HttpServletRequest request, @PathVariable String login) {
    accounts.unlock(login, Requests.signedIn(request));
    return Pages.next(request, "/accounts/" + login, "The account is unlocked.");
  }

  @PostMapping("/accounts/{login}/disable")
  View disable(HttpServletRequest request, @PathVariable String login) {
    accounts.disable(login, Requests.signedIn(request));
    return Pages.next(
        request, "/accounts/" + login, "The account is disabled, and its sessions have ended.");
  }

  @PostMapping("/accounts/{login}/enable")
  View enable(HttpServletRequest request, @PathVariable String login) {
    accounts.enable(login, Requests.signedIn(request));
    return Pages.next(request, "/accounts/" + login, "The account is enabled.");
  }

  /** The page of one account; the tokens' page answers with it too. */
  Page onePage(HttpServletRequest request, Account account, Form form, Form tokenForm) {
    Instant now = clock.instant();
    Account reader = Requests.signedIn(request);
    ZoneId zone = zones.of(reader);
    return pages.page(
        "accounts/one",
        "Account " + account.login(),
        new Views.OneAccount(
            account,
            form,
            state(account, now),
            account.isLockedAt(now),
            at(account.lastSignInAt(), zone),
            account.login().equals(reader.login()),
            ROLES,
            accounts.sites(),
            accounts.clinicians(),
            tokenForm,
            tokens.of(account.login()).stream().map(token -> line(token, now, zone)).toList()));
  }

  /** The account, or what is said where there is none. */
  Account found(String login) {
    return accounts.find(login).orElseThrow(() -> Accounts.notFound(login));
  }

  /** The form with what is kept. */
  static Form shown(Account account) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    entries.put("name", List.of(account.name()));
    entries.put("roles", account.roles().stream().map(Role::name).toList());
    entries.put("sites", account.siteIds());
    entries.put("clinician", one(account.clinicianId()));
    entries.put("oidcSubject", one(account.oidcSubject()));
    entries.put("version", List.of(String.valueOf(account.version())));
    return Form.showing(entries);
  }

  /** A secret that is shown once. */
  Page secret(String login, String heading, String secret, String next) {
    return pages.page("accounts/secret", heading, new Views.Secret(login, heading, secret, next));
  }

  private Page newPage(Form form) {
    return pages.page(
        "accounts/new",
        "Make an account",
        new Views.NewAccount(form, ROLES, accounts.sites(), accounts.clinicians()));
  }

  private static Views.TokenLine line(AccountTokens.Token token, Instant now, ZoneId zone) {
    return new Views.TokenLine(
        token.id(),
        token.name(),
        at(token.createdAt().toInstant(), zone) + " by " + token.createdBy(),
        token.revoked() ? "taken back" : at(token.expiresAt().toInstant(), zone),
        token.lastUsedOn() == null ? "never" : Zones.day(token.lastUsedOn()),
        token.standsAt(now));
  }

  private static String state(Account account, Instant now) {
    if (!account.active()) {
      return "disabled";
    }
    return account.isLockedAt(now) ? "locked for now" : account.demo() ? "demo only" : "active";
  }

  private static List<String> one(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static String at(@Nullable Instant at, ZoneId zone) {
    return at == null ? "never" : Zones.time(at, zone);
  }
}
