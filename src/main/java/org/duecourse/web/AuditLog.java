package org.duecourse.web;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.desk.Actor;
import org.duecourse.io.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds to the audit what happens around accounts, and reads it for those who may. */
final class AuditLog {
  /** The most rows of one page. */
  static final int PAGE = 100;

  private final JdbcClient sql;
  private final Clock clock;

  AuditLog(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * One act. Called in the transaction of the change.
   *
   * @param actor who did it
   * @param subject kind and reference: "account:lee"
   * @param detail what changed, without names and secrets
   */
  void add(Actor actor, String action, String subject, Map<String, ?> detail) {
    sql.sql(
            """
            insert into audit (at, actor, role, action, subject, detail)
            values (:at, :actor, :role, :action, :subject, :detail::jsonb)""")
        .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .param("actor", actor.account())
        .param("role", actor.roleWords())
        .param("action", action)
        .param("subject", subject)
        .param("detail", Json.write(new LinkedHashMap<>(detail)))
        .update();
  }

  /** The latest acts that fit the filter, newest first, so many at most. */
  List<AuditEntry> read(AuditFilter filter, int most) {
    return Rows.of(
            sql.sql(
                    """
            select id, at, actor, role, action, subject, patient_id, detail::text as detail
            from audit
            where (:actor = '' or actor = :actor)
              and (:action = '' or starts_with(action, :action))
              and (:subject = '' or subject = :subject)
              and (:patient = '' or patient_id = :patient)
              and at >= :from and at < :until
              and id < :before
            order by id desc
            limit :limit""")
                .param("actor", filter.actor())
                .param("action", filter.action())
                .param("subject", filter.subject())
                .param("patient", filter.patient())
                .param("from", utc(filter.from()))
                .param("until", utc(filter.until()))
                .param("before", filter.before())
                .param("limit", most)
                .query(AuditRow.class))
        .stream()
        .map(AuditRow::entry)
        .toList();
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  /** As the table has it. */
  record AuditRow(
      long id,
      OffsetDateTime at,
      String actor,
      String role,
      String action,
      String subject,
      @Nullable String patientId,
      String detail) {
    AuditEntry entry() {
      return new AuditEntry(id, at.toInstant(), actor, role, action, subject, patientId, detail);
    }
  }
}
