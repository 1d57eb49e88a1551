package org.duecourse.worklist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message or call that came in; the columns of {@code message} say what each part means.
 *
 * @param patientName "Sample, Ada", or null
 * @param dueAt by when it is answered
 * @param owner the account that took it, or null
 * @param state open, done or dropped
 * @param outcome what came of it, or null
 */
public record Message(
    String id,
    String siteId,
    @Nullable String patientId,
    @Nullable String patientName,
    String caller,
    @Nullable String clinicianId,
    String channel,
    String topic,
    boolean urgent,
    String body,
    Instant receivedAt,
    String enteredBy,
    long taskId,
    @Nullable Instant erasedAt,
    Instant dueAt,
    @Nullable String owner,
    String state,
    @Nullable String outcome,
    @Nullable Instant closedAt) {
  static final String COLUMNS =
      "m.id, m.site_id, m.patient_id, p.family_name || ', ' || p.given_name as patient_name, m.caller, m.clinician_id,"
          + " m.channel, m.topic, m.urgent, m.body, m.received_at, m.entered_by, m.task_id, m.erased_at, t.due_at, t.owner,"
          + " t.state, t.outcome, t.closed_at"
          + " from message m join task t on t.id = m.task_id left join patient p on p.id = m.patient_id ";
}
