package org.duecourse.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;

/**
 * A clinician's ordinary week at one clinic, from a day on.
 *
 * @param from the first day on which it applies; an older week ends the day before
 * @param blocks its pieces; none: the clinician no longer works there
 */
public record WeekTemplate(
    String clinicianId, String siteId, LocalDate from, List<WeekBlock> blocks) {
  public WeekTemplate {
    blocks = List.copyOf(blocks);
  }

  /** Refuses a week that cannot be, all problems at once. */
  void check() {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      WeekBlock block = blocks.get(i);
      String place = "block " + (i + 1);
      if (!block.from().isBefore(block.to())) {
        problems.add(
            new Problem(
                place,
                block.from() + " to " + block.to() + " does not run forward within one day."));
      }
      if (block.placeMinutes() < 5 || block.placeMinutes() > 480) {
        problems.add(
            new Problem(place, "A place has 5 to 480 minutes, not " + block.placeMinutes() + "."));
      }
      if (block.modes().isEmpty()) {
        problems.add(new Problem(place, "Say how patient and clinician can meet."));
      }
      for (int j = 0; j < i; j++) {
        if (block.overlaps(blocks.get(j))) {
          problems.add(
              new Problem(place, "It overlaps block " + (j + 1) + " on " + block.weekday() + "."));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The week was not kept.", problems);
    }
  }
}
