package org.duecourse.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.DayChoice;
import org.duecourse.booking.Harm;
import org.duecourse.io.Yaml;
import org.duecourse.io.Yaml.Section;
import org.duecourse.simulate.Clinic.Absence;
import org.duecourse.simulate.Clinic.Attendance;
import org.duecourse.simulate.Clinic.Booking;
import org.duecourse.simulate.Clinic.Costs;
import org.duecourse.simulate.Clinic.Course;
import org.duecourse.simulate.Clinic.Demand;
import org.duecourse.simulate.Clinic.FirstClinician;
import org.duecourse.simulate.Clinic.MissCurve;
import org.duecourse.simulate.Clinic.OpenDays;
import org.duecourse.simulate.Clinic.Outside;
import org.duecourse.simulate.Clinic.Posts;
import org.duecourse.simulate.Clinic.Ratio;
import org.duecourse.simulate.Clinic.ReturnInterval;
import org.duecourse.simulate.Clinic.Role;
import org.duecourse.simulate.Clinic.Sessions;
import org.duecourse.simulate.Clinic.Site;
import org.duecourse.simulate.Clinic.Standards;
import org.duecourse.simulate.Clinic.Start;
import org.duecourse.simulate.Clinic.Strike;
import org.duecourse.simulate.Clinic.Supply;
import org.duecourse.simulate.Clinic.Workforce;
import org.jspecify.annotations.Nullable;

/**
 * Reads a clinic file. A key that the file leaves out has the default of {@code
 * clinic-reference.yaml}; a key that no clinic has is refused, with the key that was perhaps meant.
 *
 * <p>What may stand at the top of a file and again for one site (demand, crisis, ratio) is said
 * once at the top for all, and a site changes single keys of it.
 */
public final class ClinicReader {
  private static final double MANY = 1_000_000;

  private ClinicReader() {}

  /** The reference file: every key with its default, its unit and its source. */
  public static String reference() {
    try (var in =
        Objects.requireNonNull(ClinicReader.class.getResourceAsStream("clinic-reference.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a clinic.
   *
   * @throws org.duecourse.io.Refused with every problem of the file
   */
  public static Clinic read(Yaml file) {
    Section top = file.top();
    String name = top.text("name");
    LocalDate day = top.dateOrNull("first_day");
    LocalDate firstDay = day == null ? Defaults.FIRST_DAY : day;
    OpenDays openDays = openDays(top);
    List<Role> roles = roles(file, top);
    Demand demand = demand(top.sectionOrNull("demand"), Defaults.DEMAND);
    Clinic.Crisis crisis = CrisisReader.read(top.sectionOrNull("crisis"), Defaults.CRISIS);
    Ratio ratio = ratio(top.sectionOrNull("ratio"), Ratio.NONE);
    List<Site> sites = sites(file, top, roles, demand, crisis, ratio);
    Clinic clinic =
        new Clinic(
            name,
            firstDay,
            openDays,
            roles,
            sites,
            course(top.sectionOrNull("course")),
            attendance(top.sectionOrNull("attendance")),
            absence(top.sectionOrNull("absence")),
            workforce(top.sectionOrNull("workforce")),
            booking(top.sectionOrNull("booking")),
            standards(top.sectionOrNull("standards")),
            costs(top.sectionOrNull("costs")),
            start(top.sectionOrNull("start")));
    file.refuse("nothing was run");
    return clinic;
  }

  private static OpenDays openDays(Section top) {
    List<String> names = top.texts("open_days");
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : names) {
      DayOfWeek day =
          top.parse("open_days", name, "a weekday such as monday", ClinicReader::weekday);
      if (day != null) {
        days.add(day);
      }
    }
    Set<LocalDate> closed = new HashSet<>();
    for (String text : top.texts("closed_on")) {
      LocalDate date = top.parse("closed_on", text, "a day such as 2026-12-25", LocalDate::parse);
      if (date != null) {
        closed.add(date);
      }
    }
    return new OpenDays(days.isEmpty() ? Defaults.OPEN_DAYS : days, closed);
  }

  private static DayOfWeek weekday(String name) {
    return DayOfWeek.valueOf(name.toUpperCase(java.util.Locale.ROOT));
  }

  private static List<Role> roles(Yaml file, Section top) {
    List<Role> roles = new ArrayList<>();
    for (Section role : top.sections("roles")) {
      roles.add(
          new Role(role.text("id"), supply(role), role.number("pay_a_year", 0, MANY * 10, 0)));
    }
    if (roles.isEmpty()) {
      file.problem(top, "roles: at least one role is needed ('roles:' and '- id: therapist').");
    }
    return roles;
  }

  private static Supply supply(Section role) {
    if (role.has("places_a_day")) {
      return new Supply.PlacesADay(role.number("places_a_day", 0, 60));
    }
    double hours = role.number("weekly_hours", 0, 80, Defaults.WEEK.weeklyHours());
    double minutes = Defaults.WEEK.protectedMinutesAWeek();
    if (role.has("protected_share")) {
      minutes = role.number("protected_share", 0, 1) * hours * 60;
      if (role.has("protected_minutes_a_week")) {
        role.textOrNull("protected_minutes_a_week");
        role.problem(
            "protected_minutes_a_week", "stands beside protected_share. Maybe remove one.");
      }
    } else {
      minutes = role.number("protected_minutes_a_week", 0, 4800, minutes);
    }
    return new Supply.WorkingWeek(
        hours,
        minutes,
        role.number("meeting_minutes_a_week", 0, 4800, Defaults.WEEK.meetingMinutesAWeek()),
        role.number("place_minutes", 5, 480, Defaults.WEEK.placeMinutes()));
  }

  private static List<Site> sites(
      Yaml file, Section top, List<Role> roles, Demand demand, Clinic.Crisis crisis, Ratio ratio) {
    List<Site> sites = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Section site : top.sections("sites")) {
      String id = site.text("id");
      if (!ids.add(id)) {
        site.problem("id", "'" + id + "' is the id of two sites. Maybe rename one.");
      }
      List<Posts> posts = new ArrayList<>();
      for (Section post : site.sections("posts")) {
        Posts group =
            new Posts(
                post.text("role"),
                post.integer("count", 0, 2000, 1),
                post.number("fte", 0, 1, 1),
                post.integer("starts_in_month", 0, 120, 0));
        if (roles.stream().noneMatch(role -> role.id().equals(group.role()))) {
          post.problem(
              "role",
              "'"
                  + group.role()
                  + "' is none of the roles "
                  + String.join(", ", roles.stream().map(Role::id).toList())
                  + ".");
        }
        posts.add(group);
      }
      if (posts.stream().mapToInt(Posts::count).sum() == 0) {
        site.problem("posts", "a site without posts holds no visits. Maybe add '- role: …'.");
      }
      sites.add(
          new Site(
              id,
              site.text("name", id),
              posts,
              demand(site.sectionOrNull("demand"), demand),
              CrisisReader.read(site.sectionOrNull("crisis"), crisis),
              ratio(site.sectionOrNull("ratio"), ratio)));
    }
    if (sites.isEmpty()) {
      file.problem(top, "sites: at least one site is needed ('sites:' and '- id: north').");
    }
    return sites;
  }

  private static Demand demand(@Nullable Section at, Demand otherwise) {
    if (at == null) {
      return otherwise;
    }
    return new Demand(
        at.number("requests_a_week", 0, MANY, otherwise.requestsAWeek()),
        weights(at, "weekday_weights", 7, otherwise.weekdayWeights()),
        weights(at, "month_weights", 12, otherwise.monthWeights()),
        at.number("growth_a_year", -0.9, 10, otherwise.growthAYear()),
        at.number("level_spread", 0, 2, otherwise.levelSpread()),
        at.number("period_spread", 0, 2, otherwise.periodSpread()),
        at.integer("period_days", 1, 3650, otherwise.periodDays()),
        at.number("urgent_share", 0, 1, otherwise.urgentShare()));
  }

  static List<Double> weights(Section at, String key, int count, List<Double> otherwise) {
    List<Double> weights = at.numbers(key);
    if (weights.isEmpty()) {
      return otherwise;
    }
    double sum = weights.stream().mapToDouble(w -> w).sum();
    if (weights.size() != count || sum <= 0 || weights.stream().anyMatch(w -> w < 0)) {
      at.problem(
          key, count + " weights from 0 up are expected, not all 0; " + weights + " is not.");
      return Collections.nCopies(count, 1.0);
    }
    return weights;
  }

  private static Ratio ratio(@Nullable Section at, Ratio otherwise) {
    if (at == null) {
      return otherwise;
    }
    return new Ratio(
        at.number("first", 0, 1000, otherwise.first()),
        at.number("returns", 0, 1000, otherwise.returns()),
        at.integer("release_days_before", 0, 365, otherwise.releaseDaysBefore()));
  }

  private static Course course(@Nullable Section at) {
    if (at == null) {
      return Defaults.COURSE;
    }
    List<ReturnInterval> intervals = new ArrayList<>();
    for (Section one : at.sections("intervals")) {
      int days = one.integer("days", 1, 400);
      int early = one.integer("early", 0, 400, 0);
      if (early >= days) {
        one.problem(
            "early", early + " days before a return due in " + days + " days is no window.");
      }
      intervals.add(
          new ReturnInterval(
              one.number("share", 0, MANY, 1), days, early, one.integer("late", 0, 400, 0)));
    }
    return new Course(
        sessions(at),
        intervals.isEmpty() ? Defaults.COURSE.intervals() : intervals,
        at.choice("continuity", Continuity.class, Defaults.COURSE.continuity()),
        at.integer("worth_waiting_days", 0, 400, Defaults.COURSE.worthWaitingDays()));
  }

  private static Sessions sessions(Section at) {
    List<Sessions.Range> ranges = new ArrayList<>();
    for (Section range : at.sections("sessions_mixture")) {
      int from = range.integer("from", 1, 2000);
      ranges.add(
          new Sessions.Range(
              range.number("share", 0, MANY), from, range.integer("to", Math.max(1, from), 2000)));
    }
    List<Double> weights = at.numbers("sessions_weights");
    boolean geometric = at.has("sessions_mean");
    double mean = at.number("sessions_mean", 1, 2000, 1);
    int given = (geometric ? 1 : 0) + (ranges.isEmpty() ? 0 : 1) + (weights.isEmpty() ? 0 : 1);
    if (given > 1) {
      at.problem(
          geometric ? "sessions_mean" : "sessions_mixture",
          "one of sessions_mean, sessions_mixture and sessions_weights is expected, not several.");
    }
    if (geometric) {
      return new Sessions.Geometric(mean);
    }
    if (!ranges.isEmpty()) {
      return new Sessions.Mixture(ranges);
    }
    return weights.isEmpty()
        ? Defaults.COURSE.sessions()
        : new Sessions.Empirical(weights(at, "sessions_weights", weights.size(), weights));
  }

  private static Attendance attendance(@Nullable Section at) {
    Attendance d = Defaults.ATTENDANCE;
    if (at == null) {
      return d;
    }
    double byPatient = at.number("cancelled_by_patient", 0, 0.9, d.cancelledByPatient());
    double byClinic = at.number("cancelled_by_clinic", 0, 0.9, d.cancelledByClinic());
    if (byPatient + byClinic > 0.95) {
      at.problem("cancelled_by_clinic", "together with cancelled_by_patient more than 0.95.");
    }
    return new Attendance(
        missCurve(at.sectionOrNull("first_visits"), d.firstVisits()),
        missCurve(at.sectionOrNull("return_visits"), d.returnVisits()),
        at.number("patient_spread", 0, 5, d.patientSpread()),
        byPatient,
        at.number("late_cancel_share", 0, 1, d.lateCancelShare()),
        byClinic,
        at.number("rejoins_after_no_show", 0, 1, d.rejoinsAfterNoShow()),
        at.number("rejoins_after_cancel", 0, 1, d.rejoinsAfterCancel()),
        at.number("gives_up_a_week", 0, 0.99, d.givesUpAWeek()));
  }

  private static MissCurve missCurve(@Nullable Section at, MissCurve otherwise) {
    if (at == null) {
      return otherwise;
    }
    return new MissCurve(
        at.number("at_once", 0, 1, otherwise.atOnce()),
        at.number("at_most", 0, 1, otherwise.atMost()),
        at.number("days", 0.1, 10_000, otherwise.days()));
  }

  private static Absence absence(@Nullable Section at) {
    Absence d = Defaults.ABSENCE;
    if (at == null) {
      return d;
    }
    List<Strike> strikes = new ArrayList<>();
    for (Section strike : at.sections("strikes")) {
      strikes.add(
          new Strike(
              strike.date("from"),
              strike.integer("days", 1, 400),
              strike.number("share", 0, 1, 1),
              strike.integer("notice_days", 0, 365, 0)));
    }
    return new Absence(
        at.number("leave_days_a_year", 0, 200, d.leaveDaysAYear()),
        at.number("sickness_share", 0, 0.9, d.sicknessShare()),
        at.number("sickness_mean_days", 1, 365, d.sicknessMeanDays()),
        strikes);
  }

  private static Workforce workforce(@Nullable Section at) {
    Workforce d = Defaults.WORKFORCE;
    if (at == null) {
      return d;
    }
    return new Workforce(
        at.number("turnover_a_year", 0, 0.99, d.turnoverAYear()),
        at.integer("weeks_to_fill", 1, 520, d.weeksToFill()),
        at.integer("ramp_weeks", 0, 520, d.rampWeeks()),
        at.number("ramp_share", 0, 1, d.rampShare()));
  }

  private static Booking booking(@Nullable Section at) {
    Booking d = Defaults.BOOKING;
    if (at == null) {
      return d;
    }
    Section harm = at.sectionOrNull("harm");
    Section outside = at.sectionOrNull("outside");
    return new Booking(
        at.choice("day_choice", DayChoice.class, d.dayChoice()),
        harm == null
            ? d.harm()
            : new Harm(
                harm.number("per_day_early", 0, MANY, d.harm().perDayEarly()),
                harm.number("full_day", 0, MANY, d.harm().fullDay()),
                harm.number("no_rescue", 0, MANY, d.harm().noRescue())),
        at.integer("horizon_days", 1, 4000, d.horizonDays()),
        at.integer("first_visit_places", 1, 4, d.firstVisitPlaces()),
        at.choice("first_clinician", FirstClinician.class, d.firstClinician()),
        outside == null
            ? d.outside()
            : new Outside(
                outside.integer("after_days", 0, 4000, d.outside().afterDays()),
                outside.number("at_most_a_week", 0, MANY, d.outside().atMostAWeek()),
                outside.number("cost_each", 0, MANY, d.outside().costEach())),
        at.choice("turn", Clinic.Turn.class, d.turn()));
  }

  private static Standards standards(@Nullable Section at) {
    Standards d = Defaults.STANDARDS;
    if (at == null) {
      return d;
    }
    return new Standards(
        at.integer("first_limit_open_days", 1, 60, d.firstLimitOpenDays()),
        at.integer("urgent_limit_open_days", 1, 60, d.urgentLimitOpenDays()),
        at.number("first_target_share", 0, 1, d.firstTargetShare()),
        at.number("return_target_share", 0, 1, d.returnTargetShare()),
        at.integer("return_limit_open_days", 1, 60, d.returnLimitOpenDays()));
  }

  private static Costs costs(@Nullable Section at) {
    Costs d = Defaults.COSTS;
    if (at == null) {
      return d;
    }
    return new Costs(
        at.number("on_cost_share", 0, 5, d.onCostShare()),
        at.number("indirect_minutes_a_visit", 0, 480, d.indirectMinutesAVisit()),
        at.number("vacant_post_share", 0, 5, d.vacantPostShare()));
  }

  private static Start start(@Nullable Section at) {
    if (at == null) {
      return Defaults.START;
    }
    return new Start(
        at.number("caseload_per_fte", 0, 5000, Defaults.START.caseloadPerFte()),
        at.number("waiting_requests_per_fte", 0, 5000, Defaults.START.waitingRequestsPerFte()));
  }

  /** Reads the crisis part of a file or of a site. */
  private static final class CrisisReader {
    static Clinic.Crisis read(@Nullable Section at, Clinic.Crisis d) {
      if (at == null) {
        return d;
      }
      Section service = at.sectionOrNull("service");
      double opens = at.number("opens", 0, 24, d.opens());
      double closes = at.number("closes", 0, 24, d.closes());
      if (closes <= opens) {
        at.problem("closes", closes + " is not after opens " + opens + "; a day runs forward.");
      }
      return new Clinic.Crisis(
          at.number("arrivals_a_week", 0, 10_000, d.arrivalsAWeek()),
          weights(at, "weekday_weights", 7, d.weekdayWeights()),
          weights(at, "hour_weights", 24, d.hourWeights()),
          opens,
          closes,
          at.number("visit_minutes", 5, 480, d.visitMinutes()),
          at.integer("held_places_a_day", 0, 200, d.heldPlacesADay()),
          at.integer("release_days_before", 0, 365, d.releaseDaysBefore()),
          at.choice("overflow", Clinic.Overflow.class, d.overflow()),
          service == null
              ? d.service()
              : Optional.of(
                  new Clinic.CrisisService(
                      service.number("opens", 0, 24, d.opens()),
                      service.number("closes", 0, 24, d.closes()),
                      service.integer("staff", 0, 200, 1),
                      service.number("cost_a_year", 0, MANY * 100, 0),
                      service.integer("starts_in_month", 0, 120, 0))));
    }
  }
}
