package org.duecourse.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duecourse.desk.Tokens;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keys with which systems ask the JSON interface in the name of an account (docs/decisions/0097).
 * Shown once, kept as a hash, ended by date or by hand.
 */
final class AccountTokens {
  /** What every token begins with, so that a scan for lost secrets finds it. */
  static final String PREFIX = "duecourse_";

  private final JdbcClient sql;
  private final TransactionOperations transactions;
  private final AuditLog audit;
  private final Clock clock;

  AccountTokens(JdbcClient sql, TransactionOperations transactions, AuditLog audit, Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A token, without its secret.
   *
   * @param id number
   * @param name what uses it
   * @param createdAt when it was made
   * @param createdBy by whom
   * @param expiresAt it ends then
   * @param lastUsedOn day of its last use, or null
   * @param revoked whether it was taken back
   */
  public record Token(
      long id,
      String name,
      OffsetDateTime createdAt,
      String createdBy,
      OffsetDateTime expiresAt,
      @Nullable LocalDate lastUsedOn,
      boolean revoked) {
    /** Whether it still opens anything. */
    public boolean standsAt(Instant now) {
      return !revoked && expiresAt.toInstant().isAfter(now);
    }
  }

  /** The tokens of an account, newest first. */
  List<Token> of(String login) {
    return Rows.of(
        sql.sql(
                """
            select id, name, created_at, created_by, expires_at, last_used_on, revoked_at is not null as revoked
            from account_token where login = :login order by id desc""")
            .param("login", login)
            .query(Token.class));
  }

  /**
   * Makes a token for an account.
   *
   * @param days how long it stands, 1 to 400
   * @return the token, to be shown once
   */
  String create(String login, String name, int days, Account by) {
    if (name.isEmpty() || name.length() > 100) {
      throw new Refused(
          Fault.INPUT,
          "No token was made.",
          List.of(new Problem("token", "Enter what uses the token, up to 100 letters.")));
    }
    if (days < 1 || days > 400) {
      throw new Refused(
          Fault.INPUT,
          "No token was made.",
          List.of(new Problem("days", "A token stands for 1 to 400 days.")));
    }
    String token = PREFIX + Tokens.make();
    transactions.executeWithoutResult(
        _ -> {
          sql.sql(
                  """
                  insert into account_token (login, name, token_hash, created_at, created_by, expires_at)
                  values (:login, :name, :hash, :now, :by, :until)""")
              .param("login", login)
              .param("name", name)
              .param("hash", Tokens.hash(token))
              .param("now", now())
              .param("by", by.login())
              .param("until", now().plusDays(days))
              .update();
          audit.add(
              by.actor(), "token.create", "account:" + login, Map.of("name", name, "days", days));
        });
    return token;
  }

  /** Takes a token back, at once. */
  void revoke(String login, long id, Account by) {
    transactions.executeWithoutResult(
        _ -> {
          int changed =
              sql.sql(
                      """
                      update account_token set revoked_at = :now, revoked_by = :by
                      where id = :id and login = :login and revoked_at is null""")
                  .param("now", now())
                  .param("by", by.login())
                  .param("id", id)
                  .param("login", login)
                  .update();
          if (changed == 0) {
            throw new Refused(Fault.NOT_FOUND, "There is no such token to take back.", List.of());
          }
          audit.add(by.actor(), "token.revoke", "account:" + login, Map.of("token", id));
        });
  }

  /** The login that a token stands for, if it stands. Notes the day of use, once a day. */
  Optional<String> login(String token) {
    if (!token.startsWith(PREFIX)) {
      return Optional.empty();
    }
    Optional<Used> used =
        sql.sql(
                """
                select id, login, last_used_on from account_token
                where token_hash = :hash and revoked_at is null and expires_at > :now""")
            .param("hash", Tokens.hash(token))
            .param("now", now())
            .query(Used.class)
            .optional();
    LocalDate today = now().toLocalDate();
    used.filter(found -> !today.equals(found.lastUsedOn()))
        .ifPresent(
            found ->
                sql.sql("update account_token set last_used_on = :today where id = :id")
                    .param("today", today)
                    .param("id", found.id())
                    .update());
    return used.map(Used::login);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** A token that was shown at the door. */
  record Used(long id, String login, @Nullable LocalDate lastUsedOn) {}
}
