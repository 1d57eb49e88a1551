package org.duecourse.standard;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.calendar.Calendars;
import org.duecourse.standard.Case.Extension;
import org.duecourse.standard.Case.Periodic;
import org.duecourse.standard.Case.Window;
import org.duecourse.standard.Stops.Reading;
import org.duecourse.standard.Stops.Stop;
import org.duecourse.standard.Verdict.Count;
import org.duecourse.standard.Verdict.Finding;
import org.duecourse.standard.Verdict.Outcome;
import org.duecourse.standard.Verdict.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Says whether one wait kept a rule. Pure: the same wait gives the same verdict, without a clock, a
 * file or a database.
 */
public final class Judge {
  private static final Set<Policy> TWO_READINGS =
      EnumSet.of(Policy.CLINIC_CANCELS, Policy.EXPIRED_OFFER, Policy.PERIODIC_RETURN);

  private final Function<String, BusinessDays> calendars;

  /** Counts in calendars that are found by their id. */
  public Judge(Function<String, BusinessDays> calendars) {
    this.calendars = calendars;
  }

  /** Counts in the shipped calendars. */
  public static Judge withShippedCalendars() {
    return new Judge(id -> Calendars.byId(id).businessDays());
  }

  /**
   * The verdict in the rule's own calendar.
   *
   * @param part a part of the rule ({@code urgent}), or null for its main limit
   */
  public Verdict judge(Standard standard, @Nullable String part, Case wait) {
    return judge(standard, part, wait, calendars.apply(standard.calendar()));
  }

  /** The verdict in another calendar, such as a clinic's own. */
  public Verdict judge(Standard standard, @Nullable String part, Case wait, BusinessDays calendar) {
    Finding ours = finding(standard, part, wait, calendar, Reading.OURS);
    return new Verdict(
        standard.id(),
        calendar.id(),
        ours,
        Stops.firstVisit(wait).map(at -> count(wait, at, calendar)).orElse(null),
        byCalendar(standard, part, wait, calendar, ours),
        letter(standard, part, wait, calendar, ours));
  }

  /**
   * The last moment that is in time, before any extension.
   *
   * @return empty where the rule sets no number, or what it counts from is not known
   */
  public static Optional<Moment> limit(Limit limit, Clock clock, Case wait, BusinessDays calendar) {
    LocalDate dayZero = wait.start().day();
    return switch (limit) {
      case Limit.InBusinessDays in -> Optional.of(Moment.on(calendar.after(dayZero, in.days())));
      case Limit.InCalendarDays in -> Optional.of(Moment.on(dayZero.plusDays(in.days())));
      case Limit.InWeeks in -> Optional.of(Moment.on(dayZero.plusWeeks(in.weeks())));
      case Limit.Elapsed in ->
          wait.start().time() == null
              ? Optional.empty()
              : Optional.of(
                  Moment.at(
                      LocalDateTime.ofInstant(
                          wait.start().instant(wait.zone()).plus(in.duration()), wait.zone())));
      case Limit.None none -> Optional.empty();
      case Limit.FromOrder from ->
          switch (from.day()) {
            case LATEST -> window(wait).map(window -> Moment.on(window.latest()));
            case TARGET ->
                clock.start() == Clock.Start.TARGET_DATE
                    ? Optional.of(Moment.on(dayZero))
                    : window(wait).map(Window::target).map(Moment::on);
          };
    };
  }

  private Map<String, Outcome> byCalendar(
      Standard standard, @Nullable String part, Case wait, BusinessDays calendar, Finding ours) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    boolean countsBusinessDays =
        standard
            .find(wait.start().day())
            .map(version -> limitOf(version, part) instanceof Limit.InBusinessDays)
            .orElse(false);
    if (countsBusinessDays) {
      outcomes.put(calendar.id(), ours.outcome());
      for (String id : standard.otherCalendars()) {
        outcomes.computeIfAbsent(
            id, i -> finding(standard, part, wait, calendars.apply(i), Reading.OURS).outcome());
      }
    }
    return outcomes;
  }

  private static @Nullable Finding letter(
      Standard standard, @Nullable String part, Case wait, BusinessDays calendar, Finding ours) {
    boolean hasTwoReadings =
        standard
            .find(wait.start().day())
            .map(version -> version.policy().stream().anyMatch(TWO_READINGS::contains))
            .orElse(false);
    if (!hasTwoReadings) {
      return null;
    }
    Finding letter = finding(standard, part, wait, calendar, Reading.LETTER);
    boolean same =
        letter.outcome() == ours.outcome()
            && java.util.Objects.equals(letter.counted(), ours.counted());
    return same ? null : letter;
  }

  private static Limit limitOf(Version version, @Nullable String part) {
    if (part == null) {
      return version.limit();
    }
    Limit limit = version.parts().get(part);
    if (limit == null) {
      throw org.duecourse.io.Refused.input(
          "'"
              + part
              + "' is no part of the rule; its parts are "
              + String.join(", ", version.parts().keySet())
              + ".");
    }
    return limit;
  }

  private static Finding finding(
      Standard standard, @Nullable String part, Case wait, BusinessDays calendar, Reading reading) {
    Version version = standard.find(wait.start().day()).orElse(null);
    if (version == null) {
      return Finding.notApplicable(Reason.NOT_IN_FORCE);
    }
    boolean periodicMayNotApply =
        reading == Reading.LETTER && version.policy().contains(Policy.PERIODIC_RETURN);
    if (standard.unless().contains(ExceptionCode.PERIODIC)
        && !wait.all(Periodic.class).isEmpty()
        && !periodicMayNotApply) {
      return Finding.notApplicable(Reason.PERIODIC);
    }
    Limit limit = limitOf(version, part);
    Moment last = limit(limit, standard.clock(), wait, calendar).orElse(null);
    if (last == null) {
      return Finding.notApplicable(
          switch (limit) {
            case Limit.FromOrder from -> Reason.NO_ORDER;
            case Limit.Elapsed elapsed -> Reason.TIME_NOT_KNOWN;
            case Limit.InBusinessDays in -> Reason.NO_LIMIT;
            case Limit.InCalendarDays in -> Reason.NO_LIMIT;
            case Limit.InWeeks in -> Reason.NO_LIMIT;
            case Limit.None none -> Reason.NO_LIMIT;
          });
    }
    return new Timing(standard, limit, wait, calendar, last).finding(reading);
  }

  private static Optional<Window> window(Case wait) {
    return wait.all(Window.class).stream().findFirst();
  }

  private static Count count(Case wait, Moment at, BusinessDays calendar) {
    Long minutes =
        wait.start().time() == null || at.time() == null
            ? null
            : ChronoUnit.MINUTES.between(
                wait.start().instant(wait.zone()), at.instant(wait.zone()));
    return new Count(
        at,
        calendar.between(wait.start().day(), at.day()),
        ChronoUnit.DAYS.between(wait.start().day(), at.day()),
        minutes);
  }

  /** One wait held against one limit. */
  private record Timing(
      Standard standard, Limit limit, Case given, BusinessDays calendar, Moment last) {

    Finding finding(Reading reading) {
      Moment effective = effectiveLimit();
      List<Stop> stops = Stops.of(standard, given, reading);
      List<Stop> inTime = stops.stream().filter(stop -> isBy(stop, last)).toList();
      Stop first = stops.isEmpty() ? null : stops.getFirst();
      if (first != null && isBeforeTheWindow(first)) {
        return found(Outcome.BREACH, Reason.BEFORE_WINDOW, effective, first);
      }
      if (!inTime.isEmpty()) {
        return found(Outcome.MET, reasonInTime(inTime), effective, inTime.getFirst());
      }
      if (stops.stream().anyMatch(stop -> isUndecided(stop, last))) {
        return Finding.notApplicable(Reason.TIME_NOT_KNOWN);
      }
      if (first != null && isBy(first, effective)) {
        return found(Outcome.MET, Reason.CLIN_EXT, effective, first);
      }
      if (given.asOf() != null && !given.asOf().isAfter(effective.day())) {
        return found(Outcome.OPEN, Reason.NOT_YET, effective, first);
      }
      return found(Outcome.BREACH, reasonLate(reading, effective, first), effective, first);
    }

    /**
     * Each note moves the limit only if it was written while the limit then valid had not passed.
     */
    private Moment effectiveLimit() {
      Moment effective = last;
      if (standard.unless().contains(ExceptionCode.CLIN_EXT)) {
        for (Extension note :
            given.all(Extension.class).stream()
                .sorted(Comparator.comparing(Extension::written))
                .toList()) {
          if (!note.written().isAfter(effective.day()) && note.until().isAfter(effective.day())) {
            effective = Moment.on(note.until());
          }
        }
      }
      return effective;
    }

    private Reason reasonInTime(List<Stop> inTime) {
      if (inTime.stream().anyMatch(stop -> stop.outcome() == Stops.Outcome.TAKEN)) {
        return Reason.IN_TIME;
      }
      return inTime.stream().anyMatch(stop -> stop.outcome() == Stops.Outcome.DECLINED)
          ? Reason.PATIENT_LATER
          : Reason.PATIENT_MISSED;
    }

    private Reason reasonLate(Reading reading, Moment effective, @Nullable Stop first) {
      if (reading == Reading.OURS && Stops.clinicWithdrewOneBy(given, last)) {
        return Reason.CLINIC_CANCELLED;
      }
      boolean lateNote =
          standard.unless().contains(ExceptionCode.CLIN_EXT)
              && given.all(Extension.class).stream()
                  .anyMatch(note -> note.written().isAfter(effective.day()));
      if (lateNote) {
        return Reason.EXT_TOO_LATE;
      }
      return first == null ? Reason.NOTHING : Reason.TOO_LATE;
    }

    private boolean isBeforeTheWindow(Stop stop) {
      return limit instanceof Limit.FromOrder from
          && from.day() == Limit.OrderDay.LATEST
          && window(given)
              .map(Window::earliest)
              .filter(earliest -> stop.at().day().isBefore(earliest))
              .isPresent();
    }

    /** A limit without a time of day holds for the whole day. */
    private boolean isBy(Stop stop, Moment moment) {
      if (moment.time() == null) {
        return !stop.at().day().isAfter(moment.day());
      }
      return stop.at().time() == null
          ? stop.at().day().isBefore(moment.day())
          : !stop.at().instant(given.zone()).isAfter(moment.instant(given.zone()));
    }

    private static boolean isUndecided(Stop stop, Moment moment) {
      return moment.time() != null
          && stop.at().time() == null
          && stop.at().day().equals(moment.day());
    }

    private Finding found(
        Outcome outcome, Reason reason, Moment effective, @Nullable Stop counted) {
      LocalDate until = counted == null ? given.asOf() : counted.at().day();
      long late = until == null ? 0 : ChronoUnit.DAYS.between(effective.day(), until);
      return new Finding(
          outcome,
          reason,
          last,
          effective,
          counted == null ? null : count(given, counted.at(), calendar),
          Math.max(0, late));
    }
  }
}
