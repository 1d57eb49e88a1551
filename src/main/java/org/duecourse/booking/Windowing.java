package org.duecourse.booking;

import java.time.LocalDate;

/**
 * How a day stands to what was ordered; the desk keeps it with a booking as it was then.
 *
 * @param inWindow whether the day lies in the clinician's window
 * @param daysEarly days before the earliest day, or 0
 * @param daysLate days past the latest day, or 0
 * @param daysPastLimit days past the last day that a law allows, or 0; 0 too where no law applies
 */
public record Windowing(boolean inWindow, int daysEarly, int daysLate, int daysPastLimit) {
  /** How a day stands to an order. */
  public static Windowing of(OpenOrder order, LocalDate day) {
    Window window = order.window();
    LocalDate limit = order.legalLimit();
    return new Windowing(
        window.holds(day),
        window.daysEarly(day),
        window.daysLate(day),
        limit == null ? 0 : Math.toIntExact(Math.max(0, day.toEpochDay() - limit.toEpochDay())));
  }

  /** Days outside the window: late ones positive, early ones negative, 0 inside. */
  public int daysOut() {
    return daysLate - daysEarly;
  }

  /** Whether the day is past the last one that a law allows. */
  public boolean isPastLimit() {
    return daysPastLimit > 0;
  }
}
