package org.duecourse.desk;

import java.util.List;
import org.duecourse.booking.Reason;

/** What came of trying to take a place. */
public sealed interface Booking {
  /** It is taken for the patient: held, or booked. */
  record Done(Visit visit) implements Booking {}

  /** Somebody was faster, or clinician, room or patient are not free then. Nothing was booked. */
  record Taken() implements Booking {}

  /**
   * Rules are against it, all of them named. Nothing was booked.
   *
   * @param reasons the rules of booking that are broken
   * @param outsideWindow days outside the window, before it negative; 0 inside
   * @param noBlock whether no active block of the clinician covers the time
   */
  record Against(List<Reason> reasons, int outsideWindow, boolean noBlock) implements Booking {
    public Against {
      reasons = List.copyOf(reasons);
    }

    /** All reasons as sentences. */
    public List<String> words() {
      List<String> words = new java.util.ArrayList<>();
      if (noBlock) {
        words.add("The clinician has no time for visits then.");
      }
      reasons.forEach(
          reason ->
              words.add(
                  "It is "
                      + reason.rule().words()
                      + (reason.until() == null ? "." : " until " + reason.until() + ".")));
      if (outsideWindow > 0) {
        words.add("It is " + outsideWindow + " days after the window.");
      } else if (outsideWindow < 0) {
        words.add("It is " + -outsideWindow + " days before the window.");
      }
      return words;
    }
  }
}
