package org.duecourse.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.duecourse.io.Refused;
import org.duecourse.records.AccessLog;
import org.duecourse.records.Duck;
import org.jspecify.annotations.Nullable;

/** What calibrating needs of an access log: counts, by the SQL files beside this class. */
final class LogFacts {
  /** A course without orders has ended when nothing was booked for so many days. */
  private static final int QUIET_DAYS = 120;

  private final AccessLog log;

  LogFacts(AccessLog log) {
    this.log = log;
  }

  /** Requests of one site on one day. */
  record Requests(String site, LocalDate day, double requests, double withUrgency, double urgent) {}

  /** Visits of one kind and lead time that were held or missed. */
  record Attendance(boolean first, int daysAhead, double attended, double missed) {}

  /** What became of return bookings; see {@code calibrate-bookings.sql}. */
  record Bookings(
      double bookings,
      double byPatient,
      double byPatientAhead,
      double byPatientLate,
      double bookingsAhead,
      double byClinic,
      double missedDecided,
      double missedAgain,
      double cancelledDecided,
      double cancelledAgain) {}

  /** People who wait for a first visit, the weeks that they waited, and how many left. */
  record Waiting(double requests, double weeks, double gone, double missed, double bookings) {}

  /** Courses with a number of visits. */
  record Courses(int visits, boolean ended, int courses) {}

  /** First orders with one interval and window, in days. */
  record Ordered(int days, int early, int late, double orders) {}

  /** Returns, and those with the clinician of the visit before. */
  record Continuity(double returns, double same) {}

  /** One clinician on one day: places taken, and visits that the clinic cancelled. */
  record ClinicianDay(
      String clinician, String site, LocalDate day, double taken, double cancelled) {}

  /** Return orders whose window has passed, and those with no visit in it. */
  record Lateness(double orders, double late) {}

  /** Clinicians whose first day is known, those who left, and the years that they worked. */
  record Leaving(double clinicians, double left, double years) {}

  /** The end of the log. */
  record State(double waiting, double inTreatment, double crises, LocalDate from) {}

  /** The day up to which the log is believed complete. */
  LocalDate asOf() {
    return log.asOf();
  }

  /** Whether the log has a table. */
  boolean has(String table) {
    return log.has(table);
  }

  List<Requests> requests() {
    return read(
        "requests",
        row ->
            new Requests(
                row.text("site"),
                day(row.day("day")),
                row.number("requests"),
                row.number("with_urgency"),
                row.number("urgent")));
  }

  List<Attendance> attendance() {
    return read(
        "attendance",
        row ->
            new Attendance(
                row.text("kind").equals("first"),
                (int) row.number("days_ahead"),
                row.number("attended"),
                row.number("missed")));
  }

  Bookings bookings() {
    return read(
            "bookings",
            row ->
                new Bookings(
                    row.number("bookings"),
                    row.number("by_patient"),
                    row.number("by_patient_ahead"),
                    row.number("by_patient_late"),
                    row.number("bookings_ahead"),
                    row.number("by_clinic"),
                    row.number("missed_decided"),
                    row.number("missed_again"),
                    row.number("cancelled_decided"),
                    row.number("cancelled_again")))
        .getFirst();
  }

  Waiting waiting() {
    return read(
            "giving-up",
            row ->
                new Waiting(
                    row.number("requests"),
                    row.number("weeks"),
                    row.number("gone"),
                    row.number("first_missed"),
                    row.number("first_bookings")))
        .getFirst();
  }

  List<Courses> courses() {
    return read(
        "courses",
        row ->
            new Courses(
                (int) row.number("visits"),
                row.text("ended").equals("true"),
                (int) row.number("courses")));
  }

  List<Ordered> intervals() {
    return read(
        "intervals",
        row ->
            new Ordered(
                (int) row.number("days"),
                (int) row.number("early"),
                (int) row.number("late"),
                row.number("orders")));
  }

  Continuity continuity() {
    return read("continuity", row -> new Continuity(row.number("returns"), row.number("same")))
        .getFirst();
  }

  List<ClinicianDay> days() {
    return read(
        "days",
        row ->
            new ClinicianDay(
                row.text("clinician"),
                row.text("site"),
                day(row.day("day")),
                row.number("taken"),
                row.number("cancelled")));
  }

  Lateness lateness() {
    return read("lateness", row -> new Lateness(row.number("orders"), row.number("late")))
        .getFirst();
  }

  Leaving leaving() {
    return read(
            "leaving",
            row ->
                new Leaving(
                    row.number("clinicians"), row.number("left_posts"), row.number("years")))
        .getFirst();
  }

  State state() {
    return read(
            "state",
            row ->
                new State(
                    row.number("waiting"),
                    row.number("in_treatment"),
                    row.number("crises"),
                    day(row.day("from_day"))))
        .getFirst();
  }

  private <T> List<T> read(String name, Function<Duck.Row, T> reader) {
    String sql =
        Duck.sql(
            LogFacts.class,
            "calibrate-" + name + ".sql",
            Map.of("as_of", log.asOf(), "has_orders", log.has("orders"), "quiet_days", QUIET_DAYS));
    return log.duck().read(sql, reader);
  }

  private static LocalDate day(@Nullable LocalDate day) {
    if (day == null) {
      throw Refused.input("The log has no appointment with a day; nothing can be estimated.");
    }
    return day;
  }
}
