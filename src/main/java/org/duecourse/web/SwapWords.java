package org.duecourse.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.desk.Site;
import org.duecourse.worklist.Swap;

/** Swaps of protected time, as the pages say them. */
final class SwapWords {
  private SwapWords() {}

  /** What was moved away from a day, and what was moved to it. */
  static List<String> of(LocalDate day, List<Swap> swaps, Site site) {
    List<String> said = new ArrayList<>();
    for (Swap swap : swaps) {
      if (swap.takenDay().equals(day)) {
        said.add(
            swap.clinicianName()
                + ": protected time of "
                + clocks(swap.takenStarts(), swap.takenEnds(), site)
                + " moved to "
                + span(swap.givenDay(), swap.givenStarts(), swap.givenEnds(), site)
                + (swap.state().equals("broken")
                    ? "; it was not given back."
                    : ", as both agreed."));
      }
      if (swap.givenDay().equals(day)) {
        said.add(
            swap.clinicianName()
                + ": "
                + clocks(swap.givenStarts(), swap.givenEnds(), site)
                + " is protected in place of time on "
                + Zones.day(swap.takenDay())
                + ".");
      }
    }
    return said;
  }

  /** "June 11, 2026, 3:00 p.m. to 4:00 p.m.". */
  static String span(LocalDate day, Instant from, Instant to, Site site) {
    return Zones.day(day) + ", " + clocks(from, to, site);
  }

  private static String clocks(Instant from, Instant to, Site site) {
    return Zones.clock(from, site.zoneId()) + " to " + Zones.clock(to, site.zoneId());
  }

  /** How far a swap is. */
  static String state(Swap swap) {
    return switch (swap.state()) {
      case "proposed" ->
          swap.waitsForClinician() ? "waits for the clinician" : "waits for a manager";
      case "open" -> "agreed, to be given back";
      case "kept" -> "given back";
      case "broken" -> "not given back";
      default -> "refused";
    };
  }
}
