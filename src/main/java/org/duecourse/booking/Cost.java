package org.duecourse.booking;

/**
 * What one opening costs one order, in points of {@link Weights}, part by part: a person sees why
 * an opening stands where it stands.
 *
 * @param late for days past the window or the legal limit
 * @param early for days before the best day
 * @param load for a clinician's day that is full already
 * @param lostRescue for the days of the window that a missed visit would have left
 * @param handover for another clinician than the own
 * @param travel for another clinic, or for video or telephone that nobody asked for
 * @param wishes for wishes that it misses
 */
public record Cost(
    double late,
    double early,
    double load,
    double lostRescue,
    double handover,
    double travel,
    double wishes) {
  /** The sum; inside the window the same as {@link Harm#inWindow} and what is beside it. */
  public double total() {
    return late + (early + load + lostRescue) + handover + travel + wishes;
  }
}
