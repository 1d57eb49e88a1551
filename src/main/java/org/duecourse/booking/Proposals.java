package org.duecourse.booking;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.booking.Merit.Kind;
import org.jspecify.annotations.Nullable;

/** Says of a chosen candidate what speaks for it and what against. */
final class Proposals {
  /** A day is worth naming as nearly full from this share of taken places on. */
  private static final double NEARLY_FULL = 0.75;

  /** A day keeps room for others when it is emptier than another by this share at least. */
  private static final double EMPTIER = 0.25;

  private Proposals() {}

  static Proposal describe(Asked asked, Candidates candidates, int i) {
    OpenOrder order = asked.order();
    Opening opening = candidates.opening(i);
    LocalDate day = LocalDate.ofEpochDay(candidates.day(i));
    Mode mode = candidates.mode(i);
    Windowing windowing = Windowing.of(order, day);
    List<Merit> merits = new ArrayList<>();
    aboutTheDay(order, day, windowing, merits);
    aboutTheClinician(order, opening.clinician(), merits);
    if (!opening.siteId().equals(order.siteId())) {
      merits.add(Merit.of(Kind.OTHER_SITE));
    }
    aboutTheMode(asked, mode, merits);
    if (candidates.missed(i) > 0) {
      merits.add(Merit.days(Kind.WISH_MISSED, candidates.missed(i)));
    }
    LocalDate fuller = fullerDay(candidates, i);
    if (fuller != null) {
      merits.add(new Merit(Kind.KEEPS_ROOM, 0, fuller));
    }
    return new Proposal(opening, day, mode, windowing, candidates.cost(i), merits);
  }

  private static void aboutTheDay(
      OpenOrder order, LocalDate day, Windowing windowing, List<Merit> merits) {
    Window window = order.window();
    if (windowing.daysLate() > 0) {
      merits.add(Merit.days(Kind.LATE, windowing.daysLate()));
    } else if (windowing.inWindow()) {
      merits.add(Merit.of(day.equals(window.target()) ? Kind.ON_TARGET : Kind.IN_WINDOW));
    }
    if (windowing.isPastLimit()) {
      merits.add(Merit.days(Kind.PAST_LEGAL_LIMIT, windowing.daysPastLimit()));
    }
    if (day.equals(window.latest()) && window.earliest().isBefore(window.latest())) {
      merits.add(Merit.of(Kind.NO_RESCUE));
    }
  }

  private static void aboutTheClinician(OpenOrder order, Clinician clinician, List<Merit> merits) {
    if (order.ownClinician() != null) {
      boolean own = Rules.isOwn(order, clinician);
      merits.add(Merit.of(own ? Kind.SAME_CLINICIAN : Kind.OTHER_CLINICIAN));
    }
  }

  private static void aboutTheMode(Asked asked, @Nullable Mode mode, List<Merit> merits) {
    if (mode == null || mode == asked.order().mode() || mode == asked.wishes().mode()) {
      return;
    }
    switch (mode) {
      case IN_PERSON -> {}
      case VIDEO -> merits.add(Merit.of(Kind.BY_VIDEO));
      case PHONE -> merits.add(Merit.of(Kind.BY_PHONE));
    }
  }

  /** The fullest day with the same clinician that would have done too, and is kept for others. */
  private static @Nullable LocalDate fullerDay(Candidates candidates, int i) {
    double most = Math.max(NEARLY_FULL, candidates.share(i) + EMPTIER);
    int fullest = -1;
    for (int k = 0; k < candidates.size(); k++) {
      if (candidates.share(k) >= most && candidates.sameClinician(k, i)) {
        if (fullest < 0 || candidates.share(k) > candidates.share(fullest)) {
          fullest = k;
        }
      }
    }
    return fullest < 0 ? null : LocalDate.ofEpochDay(candidates.day(fullest));
  }
}
