package org.duecourse.crisis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who asked for help at once. The columns of {@code crisis_request} say what each part
 * means.
 */
public record CrisisRequest(
    String id,
    String siteId,
    @Nullable String patientId,
    @Nullable String patientName,
    String caller,
    String channel,
    String urgency,
    Instant receivedAt,
    Instant dueAt,
    @Nullable Instant contactedAt,
    @Nullable String contactedBy,
    @Nullable Instant seenAt,
    @Nullable String seenBy,
    @Nullable String transferredTo,
    @Nullable Instant transferredAt,
    @Nullable String acceptedBy,
    @Nullable String orderId,
    @Nullable Instant closedAt,
    @Nullable String outcome,
    int version) {
  static final String SQL =
      """
      select r.id, r.site_id, r.patient_id, p.family_name || ', ' || p.given_name as patient_name, r.caller, r.channel,
             r.urgency, r.received_at, r.due_at, r.contacted_at, r.contacted_by, r.seen_at, r.seen_by, r.transferred_to,
             r.transferred_at, r.accepted_by, r.order_id, r.closed_at, r.outcome, r.version
      from crisis_request r left join patient p on p.id = r.patient_id
      """;
}
