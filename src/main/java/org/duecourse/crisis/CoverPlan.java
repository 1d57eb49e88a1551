package org.duecourse.crisis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Who answers crises through the time in which a clinic is open, half-hour by half-hour. A person
 * covers a half-hour only as a whole: who goes at ten past leaves it without anybody.
 */
public final class CoverPlan {
  private static final Duration STEP = Duration.ofMinutes(30);

  private CoverPlan() {}

  /** A stretch of time. */
  public record Stretch(Instant from, Instant to) {
    /** Refuses a stretch that does not run forward. */
    public Stretch {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("A stretch of time runs forward.");
      }
    }

    boolean holds(Instant start, Instant end) {
      return !from.isAfter(start) && !to.isBefore(end);
    }
  }

  /** Somebody who answers through a stretch of time. */
  public record Named(String clinicianId, Stretch during) {}

  /**
   * A piece of the opening time.
   *
   * @param clinicians who answers, in order; empty: nobody
   */
  public record Piece(Instant from, Instant to, List<String> clinicians) {
    public Piece {
      clinicians = List.copyOf(clinicians);
    }

    /** Whether somebody answers. */
    public boolean isCovered() {
      return !clinicians.isEmpty();
    }
  }

  /**
   * The pieces of an opening time, alike neighbours joined.
   *
   * @param open when the clinic is open
   * @param named who answers when
   * @param away who is away when
   */
  public static List<Piece> of(Stretch open, List<Named> named, List<Named> away) {
    List<Piece> pieces = new ArrayList<>();
    for (Instant from = open.from(); from.isBefore(open.to()); from = from.plus(STEP)) {
      Instant to = from.plus(STEP).isAfter(open.to()) ? open.to() : from.plus(STEP);
      TreeSet<String> who = new TreeSet<>();
      for (Named each : named) {
        if (each.during().holds(from, to) && !isAway(each.clinicianId(), from, to, away)) {
          who.add(each.clinicianId());
        }
      }
      add(pieces, new Piece(from, to, List.copyOf(who)));
    }
    return pieces;
  }

  private static boolean isAway(String who, Instant from, Instant to, List<Named> away) {
    return away.stream()
        .anyMatch(
            each ->
                each.clinicianId().equals(who)
                    && each.during().from().isBefore(to)
                    && each.during().to().isAfter(from));
  }

  private static void add(List<Piece> pieces, Piece piece) {
    if (!pieces.isEmpty() && pieces.getLast().clinicians().equals(piece.clinicians())) {
      Piece last = pieces.removeLast();
      pieces.add(new Piece(last.from(), piece.to(), piece.clinicians()));
    } else {
      pieces.add(piece);
    }
  }
}
