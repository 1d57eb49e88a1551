package org.duecourse.booking;

import java.util.List;

/**
 * An opening before the first proposal.
 *
 * @param opening where, when, with whom
 * @param reasons every rule that it breaks; none where it fits less well, or is only too early
 */
public record Earlier(Opening opening, List<Reason> reasons) {
  public Earlier {
    reasons = List.copyOf(reasons);
  }
}
