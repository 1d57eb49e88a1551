package org.duecourse.worklist;

import java.time.Instant;
import java.time.LocalDate;
import org.duecourse.booking.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * Protected time taken for visits, and when it is given back; the columns of {@code protected_swap}
 * say what each part means.
 */
public record Swap(
    long id,
    String clinicianId,
    String clinicianName,
    String siteId,
    LocalDate takenDay,
    Instant takenStarts,
    Instant takenEnds,
    Purpose purpose,
    LocalDate givenDay,
    Instant givenStarts,
    Instant givenEnds,
    String reason,
    Instant proposedAt,
    String proposedBy,
    @Nullable String clinicianBy,
    @Nullable String managerBy,
    @Nullable Instant agreedAt,
    String state,
    @Nullable Instant closedAt,
    @Nullable String answer,
    int version) {
  static final String COLUMNS =
      """
      s.id, s.clinician_id, c.name as clinician_name, s.site_id, s.taken_day, lower(s.taken) as taken_starts,
      upper(s.taken) as taken_ends, s.purpose, s.given_day, lower(s.given) as given_starts, upper(s.given) as given_ends,
      s.reason, s.proposed_at, s.proposed_by, s.clinician_by, s.manager_by, s.agreed_at, s.state, s.closed_at, s.answer,
      s.version from protected_swap s join clinician c on c.id = s.clinician_id
      """;

  /** How long it takes and gives, in minutes. */
  public long minutes() {
    return java.time.Duration.between(takenStarts, takenEnds).toMinutes();
  }

  /** Whether it waits for the clinician's word. */
  public boolean waitsForClinician() {
    return state.equals("proposed") && clinicianBy == null;
  }

  /** Whether it waits for a manager's word. */
  public boolean waitsForManager() {
    return state.equals("proposed") && managerBy == null;
  }
}
