package org.duecourse.booking;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;

/**
 * The days on which a visit was ordered; all three count as inside.
 *
 * @param earliest the first day that is right
 * @param target the best day
 * @param latest the last day that is right
 */
public record Window(LocalDate earliest, LocalDate target, LocalDate latest) {
  /** Refuses a window that does not run forward, with both problems if there are two. */
  public Window {
    List<Problem> problems = new ArrayList<>();
    if (target.isBefore(earliest)) {
      problems.add(
          new Problem(
              "target",
              "The best day "
                  + target
                  + " is before the earliest day "
                  + earliest
                  + "; a window runs forward. Maybe the two are swapped."));
    }
    if (latest.isBefore(target)) {
      problems.add(
          new Problem(
              "latest",
              "The latest day "
                  + latest
                  + " is before the best day "
                  + target
                  + "; a window runs forward. Maybe the two are swapped."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The window of the order does not run forward.", problems);
    }
  }

  /** Whether a day is inside. */
  public boolean holds(LocalDate day) {
    return !day.isBefore(earliest) && !day.isAfter(latest);
  }

  /** Days past the latest day; 0 where a day is not late. */
  public int daysLate(LocalDate day) {
    return Math.toIntExact(Math.max(0, day.toEpochDay() - latest.toEpochDay()));
  }

  /** Days before the earliest day; 0 where a day is not early. */
  public int daysEarly(LocalDate day) {
    return Math.toIntExact(Math.max(0, earliest.toEpochDay() - day.toEpochDay()));
  }
}
