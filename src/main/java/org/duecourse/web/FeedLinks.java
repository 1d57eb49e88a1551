package org.duecourse.web;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duecourse.desk.Tokens;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Addresses of calendar feeds: one a clinician, shown once, ended by making another or by hand. */
final class FeedLinks {
  private final JdbcClient sql;
  private final TransactionOperations transactions;
  private final AuditLog audit;
  private final Clock clock;

  FeedLinks(JdbcClient sql, TransactionOperations transactions, AuditLog audit, Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /** A link that stands: whose, made by whom and when. */
  record Standing(String clinicianId, String createdBy, OffsetDateTime created) {
    Instant createdAt() {
      return created.toInstant();
    }
  }

  /** A clinician who works here. */
  record Who(String id, String name) {}

  /** The clinicians who work here, by name. */
  List<Who> clinicians() {
    return Rows.of(
        sql.sql("select id, name from clinician where active order by name, id").query(Who.class));
  }

  /** All links that stand. */
  List<Standing> standing() {
    return Rows.of(
        sql.sql(
                "select clinician_id, created_by, created_at as created from feed_link where revoked_at is null")
            .query(Standing.class));
  }

  /** Whether a link of this clinician stands. */
  boolean stands(String clinicianId) {
    return sql.sql(
            "select exists (select 1 from feed_link where clinician_id = :clinician and revoked_at is null)")
        .param("clinician", clinicianId)
        .query(Boolean.class)
        .single();
  }

  /** A new link; an older one ends. */
  String renew(String clinicianId, Account by) {
    String token = Tokens.make();
    transactions.executeWithoutResult(
        _ -> {
          end(clinicianId, by);
          sql.sql(
                  """
                  insert into feed_link (clinician_id, token_hash, created_at, created_by)
                  values (:clinician, :hash, :now, :by)""")
              .param("clinician", clinicianId)
              .param("hash", Tokens.hash(token))
              .param("now", now())
              .param("by", by.login())
              .update();
          audit.add(by.actor(), "feed.create", "clinician:" + clinicianId, Map.of());
        });
    return token;
  }

  /** Ends the link at once. */
  void revoke(String clinicianId, Account by) {
    transactions.executeWithoutResult(
        _ -> {
          end(clinicianId, by);
          audit.add(by.actor(), "feed.revoke", "clinician:" + clinicianId, Map.of());
        });
  }

  /** Whose calendar a link shows, if it stands. */
  Optional<String> clinician(String token) {
    return sql.sql(
            "select clinician_id from feed_link where token_hash = :hash and revoked_at is null")
        .param("hash", Tokens.hash(token))
        .query(String.class)
        .optional();
  }

  private void end(String clinicianId, Account by) {
    sql.sql(
            """
            update feed_link set revoked_at = :now, revoked_by = :by
            where clinician_id = :clinician and revoked_at is null""")
        .param("now", now())
        .param("by", by.login())
        .param("clinician", clinicianId)
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
