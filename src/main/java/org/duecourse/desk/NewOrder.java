package org.duecourse.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Mode;
import org.duecourse.booking.VisitKind;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;

/**
 * An order to enter.
 *
 * @param kind first visit, return visit, crisis or group
 * @param patientId for whom
 * @param siteId where the person is seen
 * @param clinicianId the clinician who orders; needed for a return visit
 * @param anchor the day of the visit at which it is ordered, or null
 * @param earliest first day of the window
 * @param target best day
 * @param latest last day
 * @param weight how much a day of lateness matters, 1 to 10
 * @param harmProfile usual, risk, medication or post_discharge
 * @param minutes length of the visit
 * @param urgency routine, urgent or emergency
 * @param visits how many visits in all; more than 1 makes a series
 * @param intervalDays days between the visits of a series
 */
public record NewOrder(
    VisitKind kind,
    String patientId,
    String siteId,
    @Nullable String clinicianId,
    @Nullable LocalDate anchor,
    LocalDate earliest,
    LocalDate target,
    LocalDate latest,
    int weight,
    String harmProfile,
    Continuity continuity,
    @Nullable String discipline,
    @Nullable String language,
    @Nullable Mode mode,
    int minutes,
    String urgency,
    int visits,
    int intervalDays) {
  /** The harm profiles. */
  public static final List<String> HARM_PROFILES =
      List.of("usual", "risk", "medication", "post_discharge");

  /** The urgencies. */
  public static final List<String> URGENCIES = List.of("routine", "urgent", "emergency");

  /** A return visit as most are: 45 minutes, the own clinician preferred. */
  public static NewOrder returnVisit(
      String patientId,
      String siteId,
      String clinicianId,
      LocalDate anchor,
      LocalDate earliest,
      LocalDate target,
      LocalDate latest) {
    return new NewOrder(
        VisitKind.RETURN,
        patientId,
        siteId,
        clinicianId,
        anchor,
        earliest,
        target,
        latest,
        3,
        "usual",
        Continuity.PREFERRED,
        null,
        null,
        null,
        45,
        "routine",
        1,
        7);
  }

  /** A first visit as most are: 60 minutes, with anybody of the profession. */
  public static NewOrder firstVisit(
      String patientId, String siteId, LocalDate earliest, LocalDate target, LocalDate latest) {
    return new NewOrder(
        VisitKind.FIRST,
        patientId,
        siteId,
        null,
        null,
        earliest,
        target,
        latest,
        3,
        "usual",
        Continuity.NONE,
        null,
        null,
        null,
        60,
        "routine",
        1,
        7);
  }

  /** The same order with another length. */
  public NewOrder minutes(int length) {
    return new NewOrder(
        kind,
        patientId,
        siteId,
        clinicianId,
        anchor,
        earliest,
        target,
        latest,
        weight,
        harmProfile,
        continuity,
        discipline,
        language,
        mode,
        length,
        urgency,
        visits,
        intervalDays);
  }

  /** The same order with what lateness does. */
  public NewOrder harm(int howMuch, String profile) {
    return new NewOrder(
        kind,
        patientId,
        siteId,
        clinicianId,
        anchor,
        earliest,
        target,
        latest,
        howMuch,
        profile,
        continuity,
        discipline,
        language,
        mode,
        minutes,
        urgency,
        visits,
        intervalDays);
  }

  /** The same order as a series. */
  public NewOrder series(int howMany, int daysBetween) {
    return new NewOrder(
        kind,
        patientId,
        siteId,
        clinicianId,
        anchor,
        earliest,
        target,
        latest,
        weight,
        harmProfile,
        continuity,
        discipline,
        language,
        mode,
        minutes,
        urgency,
        howMany,
        daysBetween);
  }

  /** Refuses what cannot be ordered, all problems at once. */
  void check(LocalDate today) {
    List<Problem> problems = new ArrayList<>();
    try {
      var _ = new org.duecourse.booking.Window(earliest, target, latest);
    } catch (Refused e) {
      problems.addAll(e.problems());
    }
    if (latest.isBefore(today.minusYears(2)) || latest.isAfter(today.plusYears(3))) {
      problems.add(
          new Problem("latest", latest + " is not within two years back and three years ahead."));
    }
    if (anchor != null && anchor.isAfter(today.plusDays(1))) {
      problems.add(
          new Problem(
              "anchor", anchor + " lies ahead; the visit at which it is ordered took place."));
    }
    if (kind == VisitKind.RETURN && clinicianId == null) {
      problems.add(
          new Problem(
              "clinicianId", "A return visit is ordered by a clinician. Choose who ordered it."));
    }
    if (continuity == Continuity.REQUIRED && clinicianId == null) {
      problems.add(new Problem("continuity", "The own clinician is required, but none is named."));
    }
    Texts.range(problems, "weight", weight, 1, 10);
    Texts.range(problems, "minutes", minutes, 5, 480);
    Texts.range(problems, "visits", visits, 1, 52);
    Texts.range(problems, "intervalDays", intervalDays, 1, 120);
    if (!HARM_PROFILES.contains(harmProfile)) {
      problems.add(
          new Problem("harmProfile", "Choose one of " + String.join(", ", HARM_PROFILES) + "."));
    }
    if (!URGENCIES.contains(urgency)) {
      problems.add(new Problem("urgency", "Choose one of " + String.join(", ", URGENCIES) + "."));
    }
    if (discipline != null && !Practitioner.DISCIPLINES.contains(discipline)) {
      problems.add(
          new Problem(
              "discipline", "Choose one of " + String.join(", ", Practitioner.DISCIPLINES) + "."));
    }
    if (language != null && !language.matches("[a-z]{2}")) {
      problems.add(new Problem("language", "Give the language as two letters, such as 'es'."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The order was not entered.", problems);
    }
  }
}
