package org.duecourse.worklist;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A term of a contract that clinics have adopted, for whole weeks; the columns of {@code
 * contract_term} say what each part means.
 *
 * @param siteId the clinic; null: all clinics
 * @param starts the first Monday
 * @param ends the Monday on which it no longer holds; null: it has no end yet
 */
public record ContractTerm(
    long id,
    Kind kind,
    @Nullable String siteId,
    double value,
    int rollingWeeks,
    @Nullable Integer triggerMonths,
    int swapWeeks,
    LocalDate starts,
    @Nullable LocalDate ends,
    String source,
    Instant enteredAt,
    String enteredBy,
    @Nullable Instant endedAt,
    @Nullable String endedBy) {
  /** What a term is about. */
  public enum Kind {
    /** Hours a week of a full-time clinician for work between visits, at least. */
    PROTECTED_HOURS_WEEK("Protected hours a week of a full-time clinician", 0.5, 30),
    /** Return visits for each first visit, at least. */
    NEW_TO_RETURN_RATIO("Return visits for each first visit, at least", 0.5, 20),
    /** Visits a week of a full-time clinician, at most. */
    PATIENTS_WEEK("Visits a week of a full-time clinician, at most", 1, 100);

    private final String words;
    private final double least;
    private final double most;

    Kind(String words, double least, double most) {
      this.words = words;
      this.least = least;
      this.most = most;
    }

    /** What it is, as a list says it. */
    public String words() {
      return words;
    }

    /** The smallest value that a term can have. */
    public double least() {
      return least;
    }

    /** The largest value that a term can have. */
    public double most() {
      return most;
    }
  }

  static final String COLUMNS =
      """
      t.id, upper(t.kind) as kind, t.site_id, t.value, t.rolling_weeks, t.trigger_months, t.swap_weeks,
      lower(t.valid) as starts, upper(t.valid) as ends, t.source, t.entered_at, t.entered_by, t.ended_at, t.ended_by
      from contract_term t
      """;

  /** Whether it holds on a day. */
  public boolean holdsOn(LocalDate day) {
    LocalDate end = ends;
    return !day.isBefore(starts) && (end == null || day.isBefore(end));
  }
}
