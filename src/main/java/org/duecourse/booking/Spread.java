package org.duecourse.booking;

import java.util.Arrays;

/**
 * Chooses the proposals from the candidates: the cheapest first, two a day at most while other days
 * have any, and not all with one clinician where another costs about the same.
 *
 * <pre>
 *   cost   Mon 9 Lee 1, Mon 10 Lee 2, Mon 11 Lee 3, Tue 9 Lee 4, Wed 9 Lee 5, Thu 9 Lee 6, Fri 9 Cho 8
 *   two a day           Mon 9, Mon 10, Tue 9, Wed 9, Thu 9: all Lee
 *   another clinician   Cho costs 2 more than the last: Mon 9, Mon 10, Tue 9, Wed 9, Fri 9 with Cho
 * </pre>
 */
final class Spread {
  /** How many proposals a person looks through. */
  static final int PROPOSALS = 5;

  private static final int A_DAY = 2;
  private static final int NONE = -1;

  private final Candidates candidates;
  private final int[] chosen = new int[PROPOSALS];
  private int size;

  private Spread(Candidates candidates) {
    this.candidates = candidates;
  }

  /** The numbers of the candidates chosen, the best first. */
  static int[] choose(Candidates candidates, double alike) {
    Spread spread = new Spread(candidates);
    spread.fill(A_DAY);
    spread.fill(PROPOSALS);
    spread.bringAnotherClinician(alike);
    return Arrays.copyOf(spread.chosen, spread.size);
  }

  private void fill(int aDay) {
    int best = 0;
    while (size < PROPOSALS && best != NONE) {
      best = NONE;
      for (int i = 0; i < candidates.size(); i++) {
        if ((best == NONE || candidates.isBetter(i, best)) && mayBeAdded(i, aDay)) {
          best = i;
        }
      }
      if (best != NONE) {
        insert(best);
      }
    }
  }

  /** Keeps the order: what the second filling brings may be cheaper than what the first did. */
  private void insert(int candidate) {
    int at = size++;
    while (at > 0 && candidates.isBetter(candidate, chosen[at - 1])) {
      chosen[at] = chosen[at - 1];
      at--;
    }
    chosen[at] = candidate;
  }

  private boolean mayBeAdded(int i, int aDay) {
    int onThisDay = 0;
    for (int k = 0; k < size; k++) {
      if (chosen[k] == i) {
        return false;
      }
      onThisDay += candidates.day(chosen[k]) == candidates.day(i) ? 1 : 0;
    }
    return onThisDay < aDay;
  }

  private void bringAnotherClinician(double alike) {
    if (size < PROPOSALS || !allWithOneClinician()) {
      return;
    }
    int last = chosen[size - 1];
    double most = candidates.points(last) + alike;
    size--;
    int best = NONE;
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.points(i) <= most
          && !candidates.sameClinician(i, last)
          && (best == NONE || candidates.isBetter(i, best))
          && (candidates.day(i) == candidates.day(last) || mayBeAdded(i, A_DAY))) {
        best = i;
      }
    }
    insert(best == NONE ? last : best);
  }

  private boolean allWithOneClinician() {
    for (int k = 1; k < size; k++) {
      if (!candidates.sameClinician(chosen[k], chosen[0])) {
        return false;
      }
    }
    return true;
  }
}
