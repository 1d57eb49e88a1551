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
 * @param prices what a reserve of 0 to 3 places comes to
 * @param state draft, applied or dropped
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
    String state,
    @Nullable Instant appliedAt,
    int version,
    List<RunLine> lines) {
  public Run {
    prices = List.copyOf(prices);
    lines = List.copyOf(lines);
  }

  /** How many lines would be moved. */
  public long moving() {
    return lines.stream().filter(RunLine::moves).count();
  }
}
