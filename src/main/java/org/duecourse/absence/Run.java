package org.duecourse.absence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan at the desk for the displaced visits of an absence.
 *
 * @param reserve places of each clinic and day that are kept for crises
 * @param points what it costs
 * @param least what no plan can cost less than
 * @param prices what a reserve of 0 to 3 places comes to, when the plan was made
 * @param notes what became of earlier decisions that cannot be kept
 * @param approvedAt when a manager agreed to it as it stands, or null
 */
public record Run(
    long id,
    long absenceId,
    Instant madeAt,
    String madeBy,
    int reserve,
    double points,
    double least,
    List<Rebooking.Price> prices,
    State state,
    List<String> notes,
    @Nullable Instant approvedAt,
    @Nullable String approvedBy,
    @Nullable Instant appliedAt,
    int version,
    List<RunLine> lines) {
  public Run {
    prices = List.copyOf(prices);
    notes = List.copyOf(notes);
    lines = List.copyOf(lines);
  }

  /** How far a plan is. */
  public enum State {
    /** Nobody was told, and it can be changed. */
    DRAFT,
    /** Seen and agreed to as it stands; nobody was told yet. */
    APPROVED,
    /** The visits were moved. */
    APPLIED,
    /** Another plan took its place. */
    DROPPED;

    /** Whether it is still being made. */
    public boolean isOpen() {
      return this == DRAFT || this == APPROVED;
    }
  }

  /** How many lines would be moved. */
  public long moving() {
    return lines.stream().filter(RunLine::moves).count();
  }
}
