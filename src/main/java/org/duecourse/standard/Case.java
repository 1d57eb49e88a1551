package org.duecourse.standard;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person's wait, as far as a rule can see it.
 *
 * @param zone the clinic's time zone
 * @param start when the clock started
 * @param events what is known to have happened since, in any order
 * @param asOf the day up to which it is known, or null where nothing more can come
 */
public record Case(ZoneId zone, Moment start, List<Event> events, @Nullable LocalDate asOf) {
  public Case {
    events = List.copyOf(events);
  }

  /** Something that happened in a wait. */
  public sealed interface Event {}

  /**
   * A date was put to the patient.
   *
   * @param at the date and time offered, not the day of the offer
   * @param administrativeIntake whether it was for paperwork only, which never stops a clock
   */
  public record Offered(Moment at, Answer answer, boolean administrativeIntake) implements Event {}

  /** A booked visit and what became of it; its date was offered too. */
  public record Visit(Moment at, Status status, boolean administrativeIntake) implements Event {}

  /** What a surveyor was told is the next available date. */
  public record Available(Moment at) implements Event {}

  /** A step that some clocks stop at: "start", "attempt", "assessment" and the like. */
  public record Reached(String step, Moment at) implements Event {}

  /** A licensed professional's note that a wait until a later day does no harm. */
  public record Extension(LocalDate written, LocalDate until) implements Event {}

  /** The clinician's order; earliest and target may be unknown. */
  public record Window(@Nullable LocalDate earliest, @Nullable LocalDate target, LocalDate latest)
      implements Event {}

  /** The treating clinician marked this order as periodic follow-up. */
  public record Periodic() implements Event {}

  /** What the patient said to an offer. */
  public enum Answer {
    ACCEPTED,
    DECLINED,
    /** It ended before an answer. */
    EXPIRED
  }

  /** What became of a visit. */
  public enum Status {
    BOOKED,
    ATTENDED,
    NO_SHOW,
    CANCELLED_BY_PATIENT,
    CANCELLED_BY_CLINIC
  }

  /** The events of one kind. */
  <E extends Event> List<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
