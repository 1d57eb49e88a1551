package org.duecourse.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Proposal;
import org.duecourse.desk.Place;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;

/** A time as a form sends it: "lee~eastside~2026-06-09T17:00:00Z~IN_PERSON". */
final class PlaceText {
  private PlaceText() {}

  /** A proposal, to be chosen. */
  static String of(Proposal proposal) {
    Mode mode = proposal.mode();
    return String.join(
        "~",
        proposal.opening().clinician().id(),
        proposal.opening().siteId(),
        proposal.opening().start().toString(),
        (mode == null ? Mode.IN_PERSON : mode).name());
  }

  /** What was chosen, or a refusal in the words of the page. */
  static Place parse(String text) {
    String[] parts = text.split("~", -1);
    if (parts.length == 4) {
      try {
        return new Place(parts[0], parts[1], Instant.parse(parts[2]), Mode.valueOf(parts[3]), null);
      } catch (DateTimeException | IllegalArgumentException e) {
        // Said below: no page of ours sends it.
      }
    }
    throw new Refused(
        Fault.INPUT,
        "Nothing is booked.",
        List.of(new Problem("place", "Choose one of the times.")));
  }
}
