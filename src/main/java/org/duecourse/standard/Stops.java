package org.duecourse.standard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.duecourse.standard.Case.Answer;
import org.duecourse.standard.Case.Offered;
import org.duecourse.standard.Case.Reached;
import org.duecourse.standard.Case.Status;
import org.duecourse.standard.Case.Visit;
import org.duecourse.standard.Clock.Start;

/**
 * Which events of a wait can stop a rule's clock, the earliest first.
 *
 * <p>By our reading a date that the clinic withdrew, or that expired before an answer, was never
 * offered; by the letter it was. Administrative intake never stops a clock by either.
 */
final class Stops {
  private Stops() {}

  /** How a text is read. */
  enum Reading {
    OURS,
    LETTER
  }

  /** What became of a date that counts. */
  enum Outcome {
    TAKEN,
    DECLINED,
    MISSED
  }

  /** An event that can stop the clock. */
  record Stop(Moment at, Outcome outcome) {}

  static List<Stop> of(Standard standard, Case wait, Reading reading) {
    Clock clock = standard.clock();
    List<Stop> stops =
        switch (clock.counts()) {
          case OFFERED -> offered(wait, reading);
          case BOOKED -> with(declined(standard, wait), booked(wait, reading));
          case ATTENDED -> with(declined(standard, wait), attended(wait));
          case AVAILABLE ->
              wait.all(Case.Available.class).stream()
                  .map(available -> new Stop(available.at(), Outcome.TAKEN))
                  .toList();
          case STARTED ->
              lastOf(clock.stopNeeds().isEmpty() ? List.of("start") : clock.stopNeeds(), wait);
          case ATTEMPTED -> lastOf(List.of("attempt"), wait);
        };
    return stops.stream()
        .filter(stop -> canStop(clock, wait, stop))
        .sorted(Comparator.comparing(Stop::at))
        .toList();
  }

  /** Whether the clinic withdrew a date that lay within a limit. */
  static boolean clinicWithdrewOneBy(Case wait, Moment limit) {
    return visits(wait).stream()
        .filter(visit -> visit.status() == Status.CANCELLED_BY_CLINIC)
        .anyMatch(visit -> !visit.at().day().isAfter(limit.day()));
  }

  /** The first visit that was kept or still stands. */
  static Optional<Moment> firstVisit(Case wait) {
    return visits(wait).stream()
        .filter(visit -> visit.status() == Status.ATTENDED || visit.status() == Status.BOOKED)
        .map(Visit::at)
        .filter(at -> !at.day().isBefore(wait.start().day()))
        .min(Comparator.naturalOrder());
  }

  private static boolean canStop(Clock clock, Case wait, Stop stop) {
    if (clock.start() == Start.TARGET_DATE) {
      return true;
    }
    return switch (clock.dayZero()) {
      case COUNTS -> stop.at().compareTo(startOf(wait, stop)) >= 0;
      case LEFT_OUT -> stop.at().day().isAfter(wait.start().day());
    };
  }

  /** Times are compared only where both are known. */
  private static Moment startOf(Case wait, Stop stop) {
    return stop.at().time() == null ? Moment.on(wait.start().day()) : wait.start();
  }

  private static List<Stop> offered(Case wait, Reading reading) {
    List<Stop> stops = new ArrayList<>();
    for (Offered offer : wait.all(Offered.class)) {
      if (offer.administrativeIntake()) {
        continue;
      }
      switch (offer.answer()) {
        case DECLINED -> stops.add(new Stop(offer.at(), Outcome.DECLINED));
        case ACCEPTED -> {
          if (reading == Reading.LETTER || !isWithdrawn(offer, wait)) {
            stops.add(new Stop(offer.at(), outcomeOfAccepted(offer, wait)));
          }
        }
        case EXPIRED -> {
          if (reading == Reading.LETTER) {
            stops.add(new Stop(offer.at(), Outcome.TAKEN));
          }
        }
      }
    }
    stops.addAll(booked(wait, reading));
    return stops;
  }

  private static List<Stop> booked(Case wait, Reading reading) {
    List<Stop> stops = new ArrayList<>();
    for (Visit visit : visits(wait)) {
      switch (visit.status()) {
        case BOOKED, ATTENDED -> stops.add(new Stop(visit.at(), Outcome.TAKEN));
        case NO_SHOW -> stops.add(new Stop(visit.at(), Outcome.MISSED));
        case CANCELLED_BY_PATIENT -> stops.add(new Stop(visit.at(), Outcome.DECLINED));
        case CANCELLED_BY_CLINIC -> {
          if (reading == Reading.LETTER) {
            stops.add(new Stop(visit.at(), Outcome.TAKEN));
          }
        }
      }
    }
    return stops;
  }

  private static List<Stop> attended(Case wait) {
    return visits(wait).stream()
        .filter(visit -> visit.status() == Status.ATTENDED)
        .map(visit -> new Stop(visit.at(), Outcome.TAKEN))
        .toList();
  }

  /** Timely offers that the patient declined, for a clock that other events stop. */
  private static List<Stop> declined(Standard standard, Case wait) {
    if (!standard.unless().contains(ExceptionCode.PATIENT_LATER)) {
      return List.of();
    }
    return wait.all(Offered.class).stream()
        .filter(offer -> offer.answer() == Answer.DECLINED && !offer.administrativeIntake())
        .map(offer -> new Stop(offer.at(), Outcome.DECLINED))
        .toList();
  }

  /** The moment at which the last of several steps was first reached, once all were. */
  private static List<Stop> lastOf(List<String> steps, Case wait) {
    List<Moment> reached = new ArrayList<>();
    for (String step : steps) {
      wait.all(Reached.class).stream()
          .filter(event -> event.step().equals(step))
          .map(Reached::at)
          .min(Comparator.naturalOrder())
          .ifPresent(reached::add);
    }
    return reached.size() < steps.size()
        ? List.of()
        : List.of(new Stop(java.util.Collections.max(reached), Outcome.TAKEN));
  }

  private static boolean isWithdrawn(Offered offer, Case wait) {
    return visits(wait).stream()
        .anyMatch(
            visit ->
                visit.status() == Status.CANCELLED_BY_CLINIC && isSame(offer.at(), visit.at()));
  }

  private static Outcome outcomeOfAccepted(Offered offer, Case wait) {
    return visits(wait).stream()
        .filter(visit -> isSame(offer.at(), visit.at()))
        .map(
            visit ->
                switch (visit.status()) {
                  case NO_SHOW -> Outcome.MISSED;
                  case CANCELLED_BY_PATIENT -> Outcome.DECLINED;
                  case BOOKED, ATTENDED, CANCELLED_BY_CLINIC -> Outcome.TAKEN;
                })
        .findFirst()
        .orElse(Outcome.TAKEN);
  }

  private static boolean isSame(Moment offered, Moment visit) {
    return offered.day().equals(visit.day())
        && (offered.time() == null || visit.time() == null || offered.time().equals(visit.time()));
  }

  private static List<Visit> visits(Case wait) {
    return wait.all(Visit.class).stream().filter(visit -> !visit.administrativeIntake()).toList();
  }

  private static List<Stop> with(List<Stop> some, List<Stop> others) {
    List<Stop> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
