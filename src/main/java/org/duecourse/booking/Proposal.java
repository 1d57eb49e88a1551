package org.duecourse.booking;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An opening that fits an order, and how well.
 *
 * @param opening where, when, with whom
 * @param day the day by the clinic's clock
 * @param mode how patient and clinician would meet, or null where the opening does not say
 * @param windowing how the day stands to what was ordered
 * @param cost what it costs the order, part by part
 * @param merits what a person wants to know of it
 */
public record Proposal(
    Opening opening,
    LocalDate day,
    @Nullable Mode mode,
    Windowing windowing,
    Cost cost,
    List<Merit> merits) {
  public Proposal {
    merits = List.copyOf(merits);
  }

  /** The merits in a line: "in window · same clinician". */
  public String words() {
    return merits.stream().map(Merit::words).collect(Collectors.joining(" · "));
  }
}
