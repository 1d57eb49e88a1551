package org.duecourse.desk;

import java.time.Instant;
import org.duecourse.booking.Mode;
import org.jspecify.annotations.Nullable;

/**
 * A time that a patient was offered, and the answer.
 *
 * @param channel staff or link
 * @param answer accepted, declined, expired, gone (somebody else was first), or null for none yet
 * @param reason why it was declined: time, person, mode, not_needed, later, not_said; or null
 */
public record Offer(
    String id,
    String orderId,
    String patientId,
    @Nullable Long blockId,
    String clinicianId,
    String siteId,
    Mode mode,
    Instant starts,
    Instant ends,
    Instant offeredAt,
    String offeredBy,
    String channel,
    Instant expiresAt,
    @Nullable String batch,
    @Nullable String answer,
    @Nullable Instant answeredAt,
    @Nullable String reason,
    @Nullable String appointmentId) {
  static final String COLUMNS =
      "f.id, f.order_id, f.patient_id, f.block_id, f.clinician_id, f.site_id, f.mode, lower(f.during) as starts,"
          + " upper(f.during) as ends, f.offered_at, f.offered_by, f.channel, f.expires_at, f.batch, f.answer,"
          + " f.answered_at, f.reason, f.appointment_id from offer f ";
}
