package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.duecourse.booking.Mode;
import org.duecourse.booking.VisitKind;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A visit at one time, and what became of it. The columns of {@code appointment} say what each part
 * means.
 */
public record Visit(
    String id,
    String orderId,
    String patientId,
    String clinicianId,
    String siteId,
    @Nullable String roomId,
    @Nullable Long blockId,
    @Nullable Long groupSessionId,
    @Nullable Integer seat,
    VisitKind kind,
    Mode mode,
    Instant starts,
    Instant ends,
    LocalDateTime localStart,
    VisitState state,
    @Nullable Instant holdUntil,
    boolean inWindow,
    int daysOut,
    @Nullable String overrideReason,
    @Nullable String overrideBy,
    List<String> overrideRules,
    @Nullable String replaces,
    String channel,
    @Nullable Instant bookedAt,
    String bookedBy,
    @Nullable Instant cancelledAt,
    @Nullable String cancelReason,
    int version) {
  public Visit {
    overrideRules = List.copyOf(overrideRules);
  }

  public static final String COLUMNS =
      "a.id, a.order_id, a.patient_id, a.clinician_id, a.site_id, a.room_id, a.block_id, a.group_session_id, a.seat,"
          + " a.kind, a.mode, lower(a.during) as starts, upper(a.during) as ends, a.local_start, a.state, a.hold_until,"
          + " a.in_window, a.days_out, a.override_reason, a.override_by, a.override_rules, a.replaces, a.channel,"
          + " a.booked_at, a.booked_by, a.cancelled_at, a.cancel_reason, a.version";

  static List<Visit> list(Handle handle, String where, String name, Object value) {
    return handle
        .createQuery("select " + COLUMNS + " from appointment a where " + where)
        .bind(name, value)
        .mapTo(Visit.class)
        .list();
  }
}
