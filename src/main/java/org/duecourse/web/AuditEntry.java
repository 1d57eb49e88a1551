package org.duecourse.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One act, as the audit keeps it.
 *
 * @param id number; grows with time
 * @param at when
 * @param actor login, "patient" by a link, or "desk"
 * @param role roles in which it was done
 * @param action what ("visit.book")
 * @param subject kind and reference ("order:R-2041")
 * @param patientId whose record, or null
 * @param detail what changed, as JSON
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    String role,
    String action,
    String subject,
    @Nullable String patientId,
    String detail) {}
