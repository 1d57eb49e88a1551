package org.duecourse.web;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Tokens;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The code that the terminal prints when there is no account yet: whoever can read the terminal
 * makes the first administrator, and nobody else. It works once, for a day, on any instance.
 */
public final class SetupCode {
  private static final Duration VALID = Duration.ofDays(1);
  private static final int TRIES = 10;

  private final JdbcClient sql;
  private final TransactionOperations transactions;
  private final Accounts accounts;
  private final Clock clock;

  SetupCode(JdbcClient sql, TransactionOperations transactions, Accounts accounts, Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** A new code, where there is no account yet; an older one ends. */
  public Optional<String> renew() {
    if (accounts.count() > 0) {
      return Optional.empty();
    }
    String code = Tokens.make().substring(0, 20);
    sql.sql(
            """
            insert into setup_code (code_hash, expires_at) values (:hash, :until)
            on conflict (only_one) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at,
              failed_count = 0""")
        .param("hash", Tokens.hash(code))
        .param("until", now().plus(VALID))
        .update();
    return Optional.of(code);
  }

  /** Whether the first administrator is still to be made. */
  boolean isOpen() {
    return accounts.count() == 0;
  }

  /** Makes the first administrator; the code is gone with it. */
  void use(String code, AccountDraft first, String password) {
    Problem wrong =
        transactions.execute(
            _ -> {
              Problem problem = refusal(code);
              if (problem == null) {
                accounts.create(
                    first,
                    password,
                    false,
                    new Accounts.Maker(new Actor("setup", Set.of(), Set.of(), null), false));
                sql.sql("delete from setup_code").update();
              }
              return problem;
            });
    if (wrong != null) {
      throw new Refused(Fault.INPUT, "The administrator was not made.", java.util.List.of(wrong));
    }
  }

  /** Counts a wrong try in the same transaction; the row is locked, so only one can be first. */
  private @Nullable Problem refusal(String code) {
    Kept kept =
        sql.sql(
                "select code_hash = :hash as fits, expires_at < :now as old, failed_count as tries from setup_code for update")
            .param("hash", Tokens.hash(code))
            .param("now", now())
            .query(Kept.class)
            .optional()
            .orElse(null);
    if (kept == null || !isOpen()) {
      return new Problem("code", "There is no set-up code to use. Start the program to print one.");
    }
    if (kept.old() || kept.tries() >= TRIES) {
      return new Problem("code", "The code has ended. Start the program again to print a new one.");
    }
    if (!kept.fits()) {
      sql.sql("update setup_code set failed_count = failed_count + 1").update();
      return new Problem("code", "This is not the code that the terminal shows.");
    }
    return null;
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** What is kept, compared with what was typed. */
  record Kept(boolean fits, boolean old, int tries) {}
}
