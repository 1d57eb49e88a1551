package org.duecourse.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.duecourse.booking.Reason.Rule;
import org.jspecify.annotations.Nullable;

/**
 * One order held against very many openings, for plans that match many orders at once: the same
 * rules and the same points as the search, without its words and its choice.
 */
public final class Fit {
  private final OpenOrder order;
  private final Scoring scoring;
  private final long now;

  /**
   * @param at the time at which it is asked
   * @param today the same as a day at the clinic
   */
  public Fit(Weights weights, OpenOrder order, Instant at, LocalDate today) {
    this.order = order;
    this.scoring = new Scoring(weights, order, Wishes.NONE, today);
    this.now = Micros.of(at);
  }

  /**
   * The rules that an opening breaks, as a set of bits; 0 where it fits. Whether the patient is
   * free then is not asked.
   *
   * @param otherClinics clinics beside the order's own that would do
   */
  public int broken(Opening opening, Set<String> otherClinics) {
    int place =
        Rules.ofPlace(
            order, opening.siteId(), opening.clinician(), opening.purpose(), opening.modes());
    if (otherClinics.contains(opening.siteId())) {
      place &= ~Rules.bit(Rule.OTHER_SITE);
    }
    Instant released = opening.releasedAt();
    return Rules.afterRelease(
        place
            | Rules.ofTime(
                Micros.of(opening.start()),
                Micros.of(opening.end()),
                now,
                Micros.minutes(order.minutes()),
                Busy.NONE),
        released == null ? Micros.NEVER : Micros.upTo(released),
        now);
  }

  /** The rules of a set of bits, in their order. */
  public static List<Rule> rules(int broken) {
    return Rules.reasons(broken, null).stream().map(Reason::rule).toList();
  }

  /** How patient and clinician would meet there. */
  public @Nullable Mode mode(Opening opening) {
    return scoring.mode(opening.siteId(), opening.modes());
  }

  /**
   * What an opening costs the order, part by part.
   *
   * @param day of the opening, at its clinic
   * @param shareTaken share of the clinician's places of that day that are taken already
   */
  public Cost cost(Opening opening, LocalDate day, double shareTaken) {
    return scoring.cost(
        day.toEpochDay(), shareTaken, opening.clinician().id(), opening.siteId(), mode(opening), 0);
  }
}
