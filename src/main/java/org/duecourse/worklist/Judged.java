package org.duecourse.worklist;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a clinic stands to a term.
 *
 * @param from the first Monday of the weeks that are counted
 * @param until the Monday after the last week that is over
 * @param weeks weeks counted
 * @param needed weeks that the term is judged over
 * @param part what {@link TermWeek} counts above the line
 * @param whole what it counts below the line
 * @param value in the unit of the term: return visits for each first visit, the share of
 *     clinicians' weeks in which the time was kept, visits a full-time week; null where there is
 *     nothing to divide by
 * @param verdict whether it is met
 * @param relieved weeks left out by a relief, by their Mondays, with the reason
 * @param missedSince the day on which it was first missed of those in a row up to now; null: it is
 *     not missed
 * @param triggered whether it was missed for as long as the term allows
 */
public record Judged(
    ContractTerm term,
    String siteId,
    LocalDate from,
    LocalDate until,
    int weeks,
    int needed,
    double part,
    double whole,
    @Nullable Double value,
    Verdict verdict,
    List<Relieved> relieved,
    @Nullable LocalDate missedSince,
    boolean triggered) {
  /** A week that is left out. */
  public record Relieved(LocalDate monday, String reason) {}

  /** Whether a term is met. */
  public enum Verdict {
    /** It is met. */
    MET,
    /** It is not. */
    MISSED,
    /** The term has not held for as many weeks as it is judged over. */
    NOT_YET,
    /** Nothing was counted in these weeks. */
    NOTHING
  }

  public Judged {
    relieved = List.copyOf(relieved);
  }
}
