package org.duecourse.worklist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to reach somebody; the columns of {@code contact_attempt} say what each part means.
 */
public record Attempt(
    long id,
    long taskId,
    String patientId,
    @Nullable String orderId,
    Instant at,
    String by,
    String channel,
    String outcome) {}
