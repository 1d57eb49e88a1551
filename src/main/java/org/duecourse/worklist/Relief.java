package org.duecourse.worklist;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days for which a term gives relief; the columns of {@code contract_relief} say what each part
 * means.
 *
 * @param siteId where; null: wherever the term holds
 * @param reason leave or demand_spike
 */
public record Relief(
    long id,
    long termId,
    @Nullable String siteId,
    LocalDate starts,
    LocalDate ends,
    String reason,
    String note,
    Instant enteredAt,
    String enteredBy) {
  static final String COLUMNS =
      """
      r.id, r.term_id, r.site_id, lower(r.valid) as starts, upper(r.valid) - 1 as ends, r.reason, r.note, r.entered_at,
      r.entered_by from contract_relief r where r.withdrawn_at is null
      """;

  /** Whether it relieves a week of a clinic: one of its days lies in the week. */
  boolean relieves(String site, LocalDate monday) {
    return (siteId == null || siteId.equals(site))
        && !starts.isAfter(monday.plusDays(6))
        && !ends.isBefore(monday);
  }
}
