package org.duecourse.absence;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.duecourse.absence.RunLine.Decision;
import org.duecourse.desk.Visit;
import org.jspecify.annotations.Nullable;

/**
 * What people decided about a displaced visit; it stays with the visit from one plan of the absence
 * to the next.
 *
 * @param pinned the place that was chosen, or null
 * @param excluded places that it must not get
 * @param agreed that the person agreed to be moved again, or null
 */
record Decided(
    Decision decision, @Nullable String pinned, Set<String> excluded, @Nullable Agreed agreed) {
  Decided {
    excluded = Set.copyOf(excluded);
  }

  /** A person's own word, and who heard it. */
  record Agreed(Instant at, String by) {}

  /** A visit that a plan moved once is not moved again without asking. */
  static Decided first(Visit visit) {
    return new Decided(
        isMovedOnce(visit) ? Decision.ASK_PATIENT : Decision.BEST, null, Set.of(), null);
  }

  /** Whether a plan has moved it already. */
  static boolean isMovedOnce(Visit visit) {
    return visit.channel().equals("absence");
  }

  /** Whether it would be moved. */
  boolean moves() {
    return decision == Decision.BEST || decision == Decision.PINNED;
  }

  Decided pinnedTo(String place) {
    return new Decided(Decision.PINNED, place, excluded, agreed);
  }

  Decided without(String place) {
    Set<String> more = new TreeSet<>(excluded);
    more.add(place);
    return new Decided(Decision.BEST, null, more, agreed);
  }

  Decided to(Decision other) {
    return new Decided(other, null, excluded, agreed);
  }

  Decided agreedTo(Instant at, String by) {
    return new Decided(decision, pinned, excluded, new Agreed(at, by));
  }
}
