package org.duecourse.standard;

import java.time.LocalDate;
import java.util.List;
import org.duecourse.calendar.Evidence;

/**
 * The share that must be in time, and the share of what. A threshold over surveyed providers is no
 * line under a rate over patients.
 *
 * @param percent from 0 to 100
 * @param unit what is counted
 * @param of what is counted, in words ("answering providers in each network")
 * @param from the first day of its validity
 * @param examples rates and whether they meet it
 */
public record Threshold(
    double percent,
    Unit unit,
    String of,
    LocalDate from,
    String source,
    Evidence evidence,
    List<RateExample> examples) {
  public Threshold {
    examples = List.copyOf(examples);
  }

  /** What one counted thing is. */
  public enum Unit {
    PATIENT,
    PROVIDER_SURVEYED,
    REFERRAL_FINISHED,
    REFERRAL_STARTED,
    VISIT,
    ORDER
  }

  /** A rate with its verdict. */
  public record RateExample(String name, long inTime, long counted, boolean met) {}

  /** Whether a rate meets it; exact, without rounding. */
  public boolean isMetBy(long inTime, long counted) {
    return counted > 0 && 100.0 * inTime >= percent * counted;
  }

  /** "70 % of answering providers in each network". */
  public String words() {
    String number =
        percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent);
    return number + " % of " + of;
  }
}
