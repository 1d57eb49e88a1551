package org.duecourse.simulate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.DayChoice;
import org.duecourse.booking.Harm;

/**
 * What a clinic is where its file says nothing. Where each value came from stands in {@code
 * clinic-reference.yaml}; {@code ClinicReferenceTest} proves that the two agree.
 */
public final class Defaults {
  /** A Monday. */
  static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 5);

  static final Set<DayOfWeek> OPEN_DAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

  static final Clinic.Supply.WorkingWeek WEEK = new Clinic.Supply.WorkingWeek(40, 360, 150, 60);

  static final Clinic.Demand DEMAND =
      new Clinic.Demand(
          0,
          List.of(1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0),
          List.of(1.0, 1.11, 1.04, 0.98, 1.0, 1.0, 0.97, 0.95, 1.0, 1.05, 1.1, 0.8),
          0,
          0.07,
          0.08,
          28,
          0.05);

  static final Clinic.Crisis CRISIS =
      new Clinic.Crisis(
          0,
          List.of(1.2, 1.0, 1.0, 1.0, 1.0, 0.7, 0.7),
          List.of(
              1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 1.0, 2.0, 4.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0,
              5.0, 5.0, 4.0, 4.0, 3.0, 2.0, 1.0),
          8,
          18,
          60,
          0,
          0,
          Clinic.Overflow.PROTECTED_TIME,
          Optional.empty());

  static final Clinic.Course COURSE =
      new Clinic.Course(
          new Clinic.Sessions.Mixture(
              List.of(
                  new Clinic.Sessions.Range(0.33, 1, 2),
                  new Clinic.Sessions.Range(0.35, 3, 8),
                  new Clinic.Sessions.Range(0.20, 9, 20),
                  new Clinic.Sessions.Range(0.12, 21, 40))),
          List.of(
              new Clinic.ReturnInterval(0.35, 7, 1, 2),
              new Clinic.ReturnInterval(0.40, 14, 2, 4),
              new Clinic.ReturnInterval(0.25, 28, 4, 7)),
          Continuity.REQUIRED,
          7);

  static final Clinic.Attendance ATTENDANCE =
      new Clinic.Attendance(
          new Clinic.MissCurve(0.10, 0.30, 9),
          new Clinic.MissCurve(0.06, 0.15, 14),
          0.5,
          0.10,
          0.4,
          0.01,
          0.75,
          0.9,
          0.02);

  static final Clinic.Absence ABSENCE = new Clinic.Absence(30, 0.045, 3, List.of());
  static final Clinic.Workforce WORKFORCE = new Clinic.Workforce(0.25, 16, 10, 0.5);

  static final Clinic.Booking BOOKING =
      new Clinic.Booking(
          DayChoice.EARLIEST,
          Harm.DEFAULT,
          365,
          1,
          Clinic.FirstClinician.SMALLEST_CASELOAD,
          new Clinic.Outside(14, 0, 0));

  static final Clinic.Standards STANDARDS = new Clinic.Standards(10, 2, 0.9, 0.9, 10);
  static final Clinic.Costs COSTS = new Clinic.Costs(0.25, 12, 0);
  static final Clinic.Start START = new Clinic.Start(0, 0);

  /** The simplest parts, for a clinic in which nothing happens but requests and visits. */
  static final Clinic.Attendance EVERYBODY_COMES =
      new Clinic.Attendance(
          new Clinic.MissCurve(0, 0, 1), new Clinic.MissCurve(0, 0, 1), 0, 0, 0, 0, 1, 1, 0);

  private Defaults() {}

  /**
   * The simplest clinic: every day of the week alike, every patient comes, nobody is ever away. A
   * request takes the first free place of any clinician from the next day on, the first clinician
   * first; each return is due a fixed number of days after the visit, with the same clinician on
   * the first free place on or after that day.
   *
   * @param clinicians C
   * @param places S of each clinician on each day
   * @param requestsADay expected Poisson requests a day
   * @param meanVisits after each visit the course ends with probability 1 / meanVisits
   * @param returnDays days from a visit to the due day of the next
   */
  public static Clinic simplest(
      int clinicians, int places, double requestsADay, double meanVisits, int returnDays) {
    List<Double> alike = Collections.nCopies(7, 1.0);
    Clinic.Demand demand =
        new Clinic.Demand(7 * requestsADay, alike, Collections.nCopies(12, 1.0), 0, 0, 0, 28, 0);
    return new Clinic(
        "simplest",
        FIRST_DAY,
        new Clinic.OpenDays(EnumSet.allOf(DayOfWeek.class), Set.of()),
        List.of(new Clinic.Role("clinician", new Clinic.Supply.PlacesADay(places), 0)),
        List.of(
            new Clinic.Site(
                "clinic",
                "Clinic",
                List.of(new Clinic.Posts("clinician", clinicians, 1, 0)),
                demand,
                CRISIS,
                Clinic.Ratio.NONE)),
        new Clinic.Course(
            new Clinic.Sessions.Geometric(meanVisits),
            List.of(new Clinic.ReturnInterval(1, returnDays, 0, 0)),
            Continuity.REQUIRED,
            7),
        EVERYBODY_COMES,
        new Clinic.Absence(0, 0, 1, List.of()),
        new Clinic.Workforce(0, 1, 0, 1),
        new Clinic.Booking(
            DayChoice.EARLIEST,
            Harm.DEFAULT,
            1000,
            1,
            Clinic.FirstClinician.LOWEST_FIRST,
            new Clinic.Outside(14, 0, 0)),
        STANDARDS,
        new Clinic.Costs(0, 0, 0),
        START);
  }
}
