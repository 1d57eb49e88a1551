package org.duecourse.absence;

import org.duecourse.booking.Mode;
import org.duecourse.booking.Opening;
import org.jspecify.annotations.Nullable;

/**
 * A place that can be given to a displaced visit.
 *
 * @param id its reference
 * @param opening where, when, with whom
 * @param shareTaken share of the clinician's places of that day that are taken before the plan, 0
 *     to 1
 */
public record FreePlace(String id, Opening opening, double shareTaken) {
  /**
   * How they would meet there.
   *
   * @param asked the way that was ordered, or null
   */
  Mode mode(@Nullable Mode asked) {
    return asked == null
        ? opening.modes().stream().sorted().findFirst().orElse(Mode.IN_PERSON)
        : asked;
  }
}
