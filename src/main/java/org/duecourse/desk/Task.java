package org.duecourse.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody has to do by a time.
 *
 * @param pool the role that works it
 * @param owner the account that took it, or null
 * @param patientName "Sample, Ada", or null where it is about nobody
 * @param why why it is here, without names
 * @param notBefore not shown before, or null
 * @param dueAt by when
 * @param clinicianId whose work it is, or null for anybody of the pool
 * @param closing what ends it: booking, reached, note or desk
 * @param about reference of what it is about: an order, a visit, a message, a swap
 * @param escalatedAt when it was raised because it was overdue, or null
 */
public record Task(
    long id,
    TaskKind kind,
    String siteId,
    Role pool,
    @Nullable String owner,
    @Nullable String patientId,
    @Nullable String patientName,
    @Nullable String orderId,
    @Nullable String appointmentId,
    String why,
    @Nullable Instant notBefore,
    Instant dueAt,
    int priority,
    int minutes,
    String state,
    @Nullable String outcome,
    Instant createdAt,
    int version,
    @Nullable String clinicianId,
    String closing,
    boolean urgent,
    @Nullable Instant escalatedAt,
    String about) {
  static final String COLUMNS =
      "t.id, upper(t.kind) as kind, t.site_id, t.pool, t.owner, t.patient_id,"
          + " p.family_name || ', ' || p.given_name as patient_name, t.order_id, t.appointment_id, t.why, t.not_before,"
          + " t.due_at, t.priority, t.minutes, t.state, t.outcome, t.created_at, t.version, t.clinician_id, t.closing, t.urgent, t.escalated_at,"
          + " substr(t.dedupe, position(':' in t.dedupe) + 1) as about"
          + " from task t left join patient p on p.id = t.patient_id ";
}
