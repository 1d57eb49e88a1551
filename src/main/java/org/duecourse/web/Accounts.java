package org.duecourse.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Role;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The accounts in the store; each change with its audit row, in one transaction. */
public final class Accounts {
  /** Wrong tries before an account waits. */
  static final int FREE_TRIES = 5;

  private static final Duration FIRST_LOCK = Duration.ofMinutes(1);
  private static final Duration LONGEST_LOCK = Duration.ofHours(1);
  private static final String COLUMNS =
      """
      select login, name, array_to_string(roles, ',') as roles, array_to_string(site_ids, ',') as site_ids,
        clinician_id, oidc_subject, password_hash is not null as has_password, must_change,
        state = 'active' as active, demo, locked_until, last_sign_in_at, epoch, version
      from account
      """;

  private final JdbcClient sql;
  private final TransactionOperations transactions;
  private final Passwords passwords;
  private final AuditLog audit;
  private final Clock clock;

  Accounts(
      JdbcClient sql,
      TransactionOperations transactions,
      Passwords passwords,
      AuditLog audit,
      Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
  }

  /** All accounts, by name. */
  List<Account> all() {
    return Rows.of(sql.sql(COLUMNS + " order by lower(name), login").query(Row.class)).stream()
        .map(Row::account)
        .toList();
  }

  /** The account with this login. */
  Optional<Account> find(String login) {
    return sql.sql(COLUMNS + " where login = :login")
        .param("login", login)
        .query(Row.class)
        .optional()
        .map(Row::account);
  }

  /** The account that the identity provider means. */
  Optional<Account> findByProvider(String subject) {
    return sql.sql(COLUMNS + " where oidc_subject = :subject")
        .param("subject", subject)
        .query(Row.class)
        .optional()
        .map(Row::account);
  }

  /** How many accounts there are. */
  public int count() {
    return sql.sql("select count(*) from account").query(Integer.class).single();
  }

  /** How many of them the demo invented. */
  public int countDemo() {
    return sql.sql("select count(*) from account where demo").query(Integer.class).single();
  }

  /** Ids and names of the clinics. */
  List<Choice> sites() {
    return Rows.of(
        sql.sql("select id as value, name as label from site where active order by name")
            .query(Choice.class));
  }

  /** Ids and names of the clinicians. */
  List<Choice> clinicians() {
    return Rows.of(
        sql.sql("select id as value, name as label from clinician where active order by name")
            .query(Choice.class));
  }

  /**
   * Makes an account.
   *
   * @param password its first password, or null where only the identity provider lets it in
   * @param mustChange whether the password has to be changed at the first sign-in
   */
  void create(AccountDraft draft, @Nullable String password, boolean mustChange, Maker maker) {
    String hash = password == null ? null : passwords.hash(password);
    try {
      transactions.executeWithoutResult(
          _ -> {
            sql.sql(
                    """
                    insert into account (login, name, password_hash, password_changed_at, must_change, roles,
                      site_ids, clinician_id, oidc_subject, demo, created_at, created_by)
                    values (:login, :name, :hash, case when :hash::text is null then null else :now::timestamptz end,
                      :mustChange, string_to_array(:roles, ','), string_to_array(:sites, ','), :clinician,
                      :subject, :demo, :now, :by)""")
                .param("login", draft.login())
                .param("name", draft.name())
                .param("hash", hash)
                .param("mustChange", mustChange)
                .param("roles", names(draft.roles()))
                .param("sites", String.join(",", draft.siteIds()))
                .param("clinician", draft.clinicianId())
                .param("subject", draft.oidcSubject())
                .param("demo", maker.demo())
                .param("now", now())
                .param("by", maker.actor().account())
                .update();
            audit.add(
                maker.actor(),
                "account.create",
                "account:" + draft.login(),
                Map.of("roles", names(draft.roles()), "sites", draft.siteIds()));
          });
    } catch (DuplicateKeyException e) {
      throw taken(draft, e);
    }
  }

  /**
   * Makes an invented account, which signs in only where the demo started the server.
   *
   * @param siteIds clinics whose people it may see; empty: all
   * @param clinicianId the clinician who it is, or null
   */
  public void createForDemo(
      String login,
      String name,
      Set<Role> roles,
      List<String> siteIds,
      @Nullable String clinicianId,
      String password) {
    create(
        new AccountDraft(login, name, roles, siteIds, clinicianId, null),
        password,
        false,
        new Maker(Actor.DESK, true));
  }

  /**
   * Changes name, roles, clinics, clinician and subject; refused where the version has moved on.
   */
  void change(AccountDraft draft, int version, Account by) {
    try {
      transactions.executeWithoutResult(
          _ -> {
            Account before = locked(draft.login());
            if (before.version() != version) {
              throw new Refused(
                  Fault.CONFLICT,
                  "Somebody changed this account meanwhile. Nothing was changed; the page shows what it is now.",
                  List.of());
            }
            if (before.roles().contains(Role.ADMINISTRATOR)
                && !draft.roles().contains(Role.ADMINISTRATOR)) {
              refuseLastAdministrator(draft.login());
            }
            sql.sql(
                    """
                    update account set name = :name, roles = string_to_array(:roles, ','),
                      site_ids = string_to_array(:sites, ','), clinician_id = :clinician,
                      oidc_subject = :subject, version = version + 1
                    where login = :login""")
                .param("name", draft.name())
                .param("roles", names(draft.roles()))
                .param("sites", String.join(",", draft.siteIds()))
                .param("clinician", draft.clinicianId())
                .param("subject", draft.oidcSubject())
                .param("login", draft.login())
                .update();
            audit.add(
                by.actor(),
                "account.change",
                "account:" + draft.login(),
                Map.of(
                    "roles_before", names(before.roles()),
                    "roles", names(draft.roles()),
                    "sites_before", before.siteIds(),
                    "sites", draft.siteIds()));
          });
    } catch (DuplicateKeyException e) {
      throw taken(draft, e);
    }
  }

  /** Lets nobody sign in with it any more, and ends its sessions. */
  void disable(String login, Account by) {
    transactions.executeWithoutResult(
        _ -> {
          Account before = locked(login);
          if (before.roles().contains(Role.ADMINISTRATOR)) {
            refuseLastAdministrator(login);
          }
          sql.sql(
                  "update account set state = 'disabled', epoch = epoch + 1, version = version + 1 where login = :login")
              .param("login", login)
              .update();
          audit.add(by.actor(), "account.disable", "account:" + login, Map.of());
        });
  }

  /** Lets it sign in again. */
  void enable(String login, Account by) {
    simple(login, by, "account.enable", "state = 'active', failed_count = 0, locked_until = null");
  }

  /** Ends a lock before its time. */
  void unlock(String login, Account by) {
    simple(login, by, "account.unlock", "failed_count = 0, locked_until = null");
  }

  /** Sets a password by somebody else, to be changed at the next sign-in; returns it. */
  String setFirstPassword(String login, Account by) {
    String password = passwords.fresh();
    String hash = passwords.hash(password);
    transactions.executeWithoutResult(
        _ -> {
          locked(login);
          storeHash(login, hash, true);
          audit.add(by.actor(), "account.password_set", "account:" + login, Map.of());
        });
    return password;
  }

  /**
   * Changes the own password. Other sessions of the account end.
   *
   * @return the account's new epoch, for the session that goes on
   */
  int changePassword(Account account, String old, String password) {
    List<Problem> problems = new ArrayList<>();
    String kept =
        sql.sql("select coalesce(password_hash, '') from account where login = :login")
            .param("login", account.login())
            .query(String.class)
            .single();
    if (!passwords.fits(old, kept.isEmpty() ? null : kept)) {
      problems.add(new Problem("old", "This is not the password that you have now."));
    } else if (old.equals(password)) {
      problems.add(new Problem("password", "The new password is the old one. Choose another."));
    }
    passwords
        .against(password, account.login())
        .forEach(reason -> problems.add(new Problem("password", reason)));
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The password was not changed.", problems);
    }
    String hash = passwords.hash(password);
    transactions.executeWithoutResult(
        _ -> {
          storeHash(account.login(), hash, false);
          audit.add(
              account.actor(), "account.password_change", "account:" + account.login(), Map.of());
        });
    return sql.sql("select epoch from account where login = :login")
        .param("login", account.login())
        .query(Integer.class)
        .single();
  }

  /**
   * Takes one try before the password is looked at, so that tries at the same moment are counted
   * one by one, on all instances. From the fifth on, each try locks the account for twice as long.
   *
   * @return the kept hash to compare with; empty where there is no such account, or it waits
   */
  Optional<String> takeTry(String login) {
    return sql.sql(
            """
            update account set failed_count = failed_count + 1,
              locked_until = case when failed_count + 1 < :free then null
                else :now::timestamptz + least(:longest, :first * power(2, least(failed_count + 1 - :free, 20)))
                  * interval '1 second' end
            where login = :login and (locked_until is null or locked_until <= :now)
            returning coalesce(password_hash, '')""")
        .param("free", FREE_TRIES)
        .param("first", FIRST_LOCK.toSeconds())
        .param("longest", LONGEST_LOCK.toSeconds())
        .param("now", now())
        .param("login", login)
        .query(String.class)
        .optional();
  }

  /** Records a sign-in that succeeded: the count of tries starts again. */
  void signedIn(Account account, String how) {
    transactions.executeWithoutResult(
        _ -> {
          sql.sql(
                  "update account set failed_count = 0, locked_until = null, last_sign_in_at = :now where login = :login")
              .param("now", now())
              .param("login", account.login())
              .update();
          audit.add(
              account.actor(), "account.sign_in", "account:" + account.login(), Map.of("by", how));
        });
  }

  /** Records a sign-in that failed. What was typed is kept only where it is a login. */
  void notSignedIn(String typed, String why) {
    boolean known = find(typed).isPresent();
    audit.add(
        new Actor(known ? typed : "unknown", Set.of(), Set.of(), null),
        "account.sign_in_refused",
        known ? "account:" + typed : "account:unknown",
        Map.of("why", why));
  }

  /** Records the end of a session by its owner. */
  void signedOut(Account account) {
    audit.add(account.actor(), "account.sign_out", "account:" + account.login(), Map.of());
  }

  private void simple(String login, Account by, String action, String change) {
    transactions.executeWithoutResult(
        _ -> {
          locked(login);
          sql.sql("update account set " + change + ", version = version + 1 where login = :login")
              .param("login", login)
              .update();
          audit.add(by.actor(), action, "account:" + login, Map.of());
        });
  }

  private void storeHash(String login, String hash, boolean mustChange) {
    sql.sql(
            """
            update account set password_hash = :hash, password_changed_at = :now, must_change = :mustChange,
              failed_count = 0, locked_until = null, epoch = epoch + 1, version = version + 1
            where login = :login""")
        .param("hash", hash)
        .param("now", now())
        .param("mustChange", mustChange)
        .param("login", login)
        .update();
  }

  private Account locked(String login) {
    return sql.sql(COLUMNS + " where login = :login for update")
        .param("login", login)
        .query(Row.class)
        .optional()
        .map(Row::account)
        .orElseThrow(() -> notFound(login));
  }

  private void refuseLastAdministrator(String login) {
    // Locked together, so that two administrators cannot remove each other at once.
    List<String> others =
        Rows.of(
                sql.sql(
                        """
                select login from account where 'ADMINISTRATOR' = any (roles) and state = 'active' and not demo
                order by login for update""")
                    .query(String.class))
            .stream()
            .filter(other -> !other.equals(login))
            .toList();
    if (others.isEmpty()) {
      throw new Refused(
          Fault.CONFLICT,
          login
              + " is the last administrator who can sign in. Nothing was changed; make another administrator first.",
          List.of());
    }
  }

  /** What is said of a login that no account has. */
  static Refused notFound(String login) {
    return new Refused(Fault.NOT_FOUND, "There is no account " + login + ".", List.of());
  }

  private static Refused taken(AccountDraft draft, DuplicateKeyException e) {
    boolean subject = String.valueOf(e.getMessage()).contains("oidc_subject");
    return new Refused(
        Fault.INPUT,
        "The account was not saved.",
        List.of(
            subject
                ? new Problem(
                    "oidcSubject", "Another account has this entry of the identity provider.")
                : new Problem(
                    "login",
                    "There is an account " + draft.login() + " already. Choose another.")));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static String names(Set<Role> roles) {
    return String.join(",", roles.stream().sorted().map(Role::name).toList());
  }

  /** Who makes an account. */
  record Maker(Actor actor, boolean demo) {}

  /** As the table has it. */
  record Row(
      String login,
      String name,
      String roles,
      String siteIds,
      @Nullable String clinicianId,
      @Nullable String oidcSubject,
      boolean hasPassword,
      boolean mustChange,
      boolean active,
      boolean demo,
      @Nullable OffsetDateTime lockedUntil,
      @Nullable OffsetDateTime lastSignInAt,
      int epoch,
      int version) {
    Account account() {
      EnumSet<Role> known = EnumSet.noneOf(Role.class);
      words(roles).forEach(role -> known.add(Role.valueOf(role)));
      return new Account(
          login,
          name,
          known,
          words(siteIds),
          clinicianId,
          oidcSubject,
          hasPassword,
          mustChange,
          active,
          demo,
          instant(lockedUntil),
          instant(lastSignInAt),
          epoch,
          version);
    }

    private static List<String> words(String list) {
      return list.isEmpty() ? List.of() : Arrays.asList(list.split(",", -1));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
      return at == null ? null : at.toInstant();
    }
  }
}
