package org.duecourse.booking;

/**
 * What an opening costs an order, in points: a point is about a tenth of a day late for an order of
 * weight 1. All are assumptions that clinicians have to confirm (docs/decisions/0091).
 *
 * @param harm points for a day of the window; the simulator counts with the same ones
 * @param perDayLate points for each day past the window or the legal limit, times the order's
 *     weight
 * @param perDayLateSquared points for the square of these days, times the weight: the second week
 *     does more harm than the first
 * @param otherClinician points for a handover, where the own clinician is preferred
 * @param otherHour points for a visit of a course at another hour than the usual one
 * @param otherClinic points for the way to another clinic
 * @param remote points for video or telephone that nobody asked for
 * @param perWish points for each wish of the patient that is missed
 * @param notPlaced points for an order without any visit, times the weight
 * @param alike two openings are as good as each other when they lie no more points apart
 */
public record Weights(
    Harm harm,
    double perDayLate,
    double perDayLateSquared,
    double otherClinician,
    double otherHour,
    double otherClinic,
    double remote,
    double perWish,
    double notPlaced,
    double alike) {
  /** The weights that the desk begins with. */
  public static final Weights DEFAULT =
      new Weights(Harm.DEFAULT, 10, 0.5, 40, 10, 60, 15, 15, 3000, 5);
}
