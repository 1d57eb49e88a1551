package org.duecourse.simulate;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.DayChoice;
import org.duecourse.booking.Harm;

/**
 * Everything that a run needs to know about a clinic, or several: people, demand, courses of
 * treatment and rules. A file is read by {@link ClinicReader}; a proposal is a copy with some parts
 * replaced. What each value means, its unit and where its default came from is said once, in {@code
 * clinic-reference.yaml}; record components here have the names of its keys.
 *
 * @param name what outputs call it
 * @param firstDay the date of day 0
 * @param openDays when visits are held
 * @param roles the kinds of clinicians
 * @param sites the clinics
 * @param course how long and how often patients are seen
 * @param attendance who comes, cancels or stays away
 * @param absence leave and sickness
 * @param workforce leaving and hiring
 * @param booking how visits are booked
 * @param standards limits and targets that are counted against
 * @param costs money
 * @param start the state on day 0
 */
public record Clinic(
    String name,
    LocalDate firstDay,
    OpenDays openDays,
    List<Role> roles,
    List<Site> sites,
    Course course,
    Attendance attendance,
    Absence absence,
    Workforce workforce,
    Booking booking,
    Standards standards,
    Costs costs,
    Start start) {

  /** Copies the lists. */
  public Clinic {
    roles = List.copyOf(roles);
    sites = List.copyOf(sites);
  }

  /** Days on which visits are held; other days pass, and waits go on. */
  public record OpenDays(Set<DayOfWeek> weekdays, Set<LocalDate> closed) {
    /** Copies the sets. */
    public OpenDays {
      weekdays = Set.copyOf(weekdays);
      closed = Set.copyOf(closed);
    }
  }

  /** A kind of clinician. */
  public record Role(String id, Supply supply, double payAYear) {
    /** The same role with another working week. */
    public Role withSupply(Supply other) {
      return new Role(id, other, payAYear);
    }

    /** The same role with another pay. */
    public Role withPayAYear(double other) {
      return new Role(id, supply, other);
    }
  }

  /** How many places a full-time clinician gives. A place is room for one return visit. */
  public sealed interface Supply {
    /** Places on each open day, as the simplest clinic has them. */
    record PlacesADay(double placesADay) implements Supply {}

    /**
     * A working week: what is left after protected time and meetings, cut into places. Protected
     * time is for work between visits: referrals, calls, messages, agencies.
     */
    record WorkingWeek(
        double weeklyHours,
        double protectedMinutesAWeek,
        double meetingMinutesAWeek,
        double placeMinutes)
        implements Supply {
      /** The same week with other protected time. */
      public WorkingWeek withProtectedMinutesAWeek(double minutes) {
        return new WorkingWeek(weeklyHours, minutes, meetingMinutesAWeek, placeMinutes);
      }
    }

    /** Places on an open day of a full-time clinician, on average. */
    default double placesAnOpenDay(int openDaysAWeek) {
      return switch (this) {
        case PlacesADay p -> p.placesADay();
        case WorkingWeek w ->
            Math.max(0, w.weeklyHours() * 60 - w.protectedMinutesAWeek() - w.meetingMinutesAWeek())
                / w.placeMinutes()
                / openDaysAWeek;
      };
    }

    /** Protected minutes a week of a full-time clinician. */
    default double protectedMinutes() {
      return switch (this) {
        case PlacesADay p -> 0;
        case WorkingWeek w -> w.protectedMinutesAWeek();
      };
    }
  }

  /** One clinic. */
  public record Site(
      String id, String name, List<Posts> posts, Demand demand, Crisis crisis, Ratio ratio) {
    /** Copies the list. */
    public Site {
      posts = List.copyOf(posts);
    }

    /** The same clinic with other posts. */
    public Site withPosts(List<Posts> other) {
      return new Site(id, name, other, demand, crisis, ratio);
    }

    /** The same clinic with other demand. */
    public Site withDemand(Demand other) {
      return new Site(id, name, posts, other, crisis, ratio);
    }

    /** The same clinic with another crisis service. */
    public Site withCrisis(Crisis other) {
      return new Site(id, name, posts, demand, other, ratio);
    }

    /** The same clinic with another split of places. */
    public Site withRatio(Ratio other) {
      return new Site(id, name, posts, demand, crisis, other);
    }
  }

  /**
   * Some posts of one role.
   *
   * @param startsInMonth 0: there from day 0; m: the clinicians start on the first day of the m-th
   *     measured month
   */
  public record Posts(String role, int count, double fte, int startsInMonth) {}

  /** Requests for care. */
  public record Demand(
      double requestsAWeek,
      List<Double> weekdayWeights,
      List<Double> monthWeights,
      double growthAYear,
      double levelSpread,
      double periodSpread,
      int periodDays,
      double urgentShare) {
    /** Copies the lists. */
    public Demand {
      weekdayWeights = List.copyOf(weekdayWeights);
      monthWeights = List.copyOf(monthWeights);
    }

    /** The same demand with other requests a week. */
    public Demand withRequestsAWeek(double requests) {
      return new Demand(
          requests,
          weekdayWeights,
          monthWeights,
          growthAYear,
          levelSpread,
          periodSpread,
          periodDays,
          urgentShare);
    }
  }

  /** People who come or call in a crisis, and who is there for them. */
  public record Crisis(
      double arrivalsAWeek,
      List<Double> weekdayWeights,
      List<Double> hourWeights,
      double opens,
      double closes,
      double visitMinutes,
      int heldPlacesADay,
      int releaseDaysBefore,
      Overflow overflow,
      Optional<CrisisService> service) {
    /** Copies the lists. */
    public Crisis {
      weekdayWeights = List.copyOf(weekdayWeights);
      hourWeights = List.copyOf(hourWeights);
    }

    /** The same demand with another service, or none. */
    public Crisis withService(Optional<CrisisService> other) {
      return new Crisis(
          arrivalsAWeek,
          weekdayWeights,
          hourWeights,
          opens,
          closes,
          visitMinutes,
          heldPlacesADay,
          releaseDaysBefore,
          overflow,
          other);
    }

    /** The same demand with other places held. */
    public Crisis withHeldPlacesADay(int held) {
      return new Crisis(
          arrivalsAWeek,
          weekdayWeights,
          hourWeights,
          opens,
          closes,
          visitMinutes,
          held,
          releaseDaysBefore,
          overflow,
          service);
    }
  }

  /** Staff who do nothing else, on open days. */
  public record CrisisService(
      double opens, double closes, int staff, double costAYear, int startsInMonth) {}

  /** Where a person in a crisis goes when no held place and no crisis clinician is left. */
  public enum Overflow {
    /** A clinician gives up protected time, the same day. */
    PROTECTED_TIME,
    /** Seen on the next open day, before that day's arrivals. */
    NEXT_DAY
  }

  /** A course of treatment. */
  public record Course(
      Sessions sessions,
      List<ReturnInterval> intervals,
      Continuity continuity,
      int worthWaitingDays) {
    /** Copies the list. */
    public Course {
      intervals = List.copyOf(intervals);
    }
  }

  /** How many attended visits a course has, the first included. */
  public sealed interface Sessions {
    /** After each visit the course ends with probability 1 / mean. */
    record Geometric(double mean) implements Sessions {}

    /** A share of courses in each range, all lengths of a range alike. */
    record Mixture(List<Range> ranges) implements Sessions {
      /** Copies the list. */
      public Mixture {
        ranges = List.copyOf(ranges);
      }
    }

    /** A range of a mixture, both ends included. */
    record Range(double share, int from, int to) {}

    /** Weights of 1, 2, 3 … visits. */
    record Empirical(List<Double> weights) implements Sessions {
      /** Copies the list. */
      public Empirical {
        weights = List.copyOf(weights);
      }
    }
  }

  /**
   * An ordered return: due {@code days} after the visit, inside the window from {@code early} days
   * before to {@code late} days after the due day.
   */
  public record ReturnInterval(double share, int days, int early, int late) {}

  /** Who comes. */
  public record Attendance(
      MissCurve firstVisits,
      MissCurve returnVisits,
      double patientSpread,
      double cancelledByPatient,
      double lateCancelShare,
      double cancelledByClinic,
      double rejoinsAfterNoShow,
      double rejoinsAfterCancel,
      double givesUpAWeek) {}

  /**
   * Chance of a no-show by days between booking and visit [Green and Savin 2008]: atMost − (atMost
   * − atOnce)·exp(−days ahead / days).
   */
  public record MissCurve(double atOnce, double atMost, double days) {
    /** The chance of a no-show for a visit booked so many days ahead. */
    public double at(int daysAhead) {
      return atMost - (atMost - atOnce) * Math.exp(-daysAhead / days);
    }
  }

  /** Days on which clinicians are away. */
  public record Absence(
      double leaveDaysAYear, double sicknessShare, double sicknessMeanDays, List<Strike> strikes) {
    /** Copies the list. */
    public Absence {
      strikes = List.copyOf(strikes);
    }
  }

  /**
   * Days on which a share of the clinicians stays away together.
   *
   * @param noticeDays so many days before, their visits are moved and their places are closed; 0:
   *     on each day itself
   */
  public record Strike(LocalDate from, int days, double share, int noticeDays) {
    /** Without a notice. */
    public Strike(LocalDate from, int days, double share) {
      this(from, days, share, 0);
    }
  }

  /** Leaving and hiring. */
  public record Workforce(double turnoverAYear, int weeksToFill, int rampWeeks, double rampShare) {}

  /** How visits are booked. */
  public record Booking(
      DayChoice dayChoice,
      Harm harm,
      int horizonDays,
      int firstVisitPlaces,
      FirstClinician firstClinician,
      Outside outside,
      Turn turn) {
    /** Orders in the turn of their latest day. */
    public Booking(
        DayChoice dayChoice,
        Harm harm,
        int horizonDays,
        int firstVisitPlaces,
        FirstClinician firstClinician,
        Outside outside) {
      this(
          dayChoice,
          harm,
          horizonDays,
          firstVisitPlaces,
          firstClinician,
          outside,
          Turn.LATEST_DAY_FIRST);
    }

    /** The same rules with another choice of days. */
    public Booking withDayChoice(DayChoice other) {
      return new Booking(other, harm, horizonDays, firstVisitPlaces, firstClinician, outside, turn);
    }

    /** The same rules with other outside referrals. */
    public Booking withOutside(Outside other) {
      return new Booking(
          dayChoice, harm, horizonDays, firstVisitPlaces, firstClinician, other, turn);
    }

    /** The same rules with another turn of orders. */
    public Booking withTurn(Turn other) {
      return new Booking(
          dayChoice, harm, horizonDays, firstVisitPlaces, firstClinician, outside, other);
    }
  }

  /** Whose order is booked first among those of a day; urgent requests go before all. */
  public enum Turn {
    /**
     * Whose window ends first, so that those displaced by an absence whose wait does most harm come
     * before others: the ranking of the desk's plans where all weigh the same.
     */
    LATEST_DAY_FIRST,
    /** As they come: left over, displaced, ordered today, requested today. */
    AS_THEY_COME
  }

  /** Who takes a new patient among those free on the first day with a free place. */
  public enum FirstClinician {
    /** The first in the file. */
    LOWEST_FIRST,
    /** Who has the fewest patients for the hours worked. */
    SMALLEST_CASELOAD
  }

  /**
   * Places kept for first visits: of each {@code first + returns} places of a clinician, {@code
   * first} are for first visits and the others for returns, until {@code releaseDaysBefore} the
   * day. All zero: no split.
   */
  public record Ratio(double first, double returns, int releaseDaysBefore) {
    /** Every place is for anybody. */
    public static final Ratio NONE = new Ratio(0, 0, 0);

    /** The share of places for first visits. */
    public double firstShare() {
      return first + returns == 0 ? 0 : first / (first + returns);
    }
  }

  /** Requests that go to outside clinicians when the first free day is too far; 0 a week: none. */
  public record Outside(int afterDays, double atMostAWeek, double costEach) {}

  /** Limits and targets that weeks are counted against. */
  public record Standards(
      int firstLimitOpenDays,
      int urgentLimitOpenDays,
      double firstTargetShare,
      double returnTargetShare,
      int returnLimitOpenDays) {}

  /** Money, in the currency of the file. */
  public record Costs(double onCostShare, double indirectMinutesAVisit, double vacantPostShare) {}

  /** The state on day 0. All zero: an empty book. */
  public record Start(double caseloadPerFte, double waitingRequestsPerFte) {}

  /** The same clinic under another name. */
  public Clinic withName(String other) {
    return new Clinic(
        other,
        firstDay,
        openDays,
        roles,
        sites,
        course,
        attendance,
        absence,
        workforce,
        booking,
        standards,
        costs,
        start);
  }

  /** The same clinic with each role changed. */
  public Clinic withRoles(UnaryOperator<Role> change) {
    return new Clinic(
        name,
        firstDay,
        openDays,
        roles.stream().map(change).toList(),
        sites,
        course,
        attendance,
        absence,
        workforce,
        booking,
        standards,
        costs,
        start);
  }

  /** The same clinic with each site changed. */
  public Clinic withSites(UnaryOperator<Site> change) {
    return new Clinic(
        name,
        firstDay,
        openDays,
        roles,
        sites.stream().map(change).toList(),
        course,
        attendance,
        absence,
        workforce,
        booking,
        standards,
        costs,
        start);
  }

  /** Only one of the sites: its patients meet the same numbers as in the whole. */
  public Clinic withOnlySite(String id) {
    return new Clinic(
        name,
        firstDay,
        openDays,
        roles,
        sites.stream().filter(site -> site.id().equals(id)).toList(),
        course,
        attendance,
        absence,
        workforce,
        booking,
        standards,
        costs,
        start);
  }

  /** The same clinic with other booking rules. */
  public Clinic withBooking(Booking other) {
    return new Clinic(
        name,
        firstDay,
        openDays,
        roles,
        sites,
        course,
        attendance,
        absence,
        workforce,
        other,
        standards,
        costs,
        start);
  }

  /** The same clinic with another course of treatment. */
  public Clinic withCourse(Course other) {
    return new Clinic(
        name,
        firstDay,
        openDays,
        roles,
        sites,
        other,
        attendance,
        absence,
        workforce,
        booking,
        standards,
        costs,
        start);
  }

  /** The same clinic with other attendance. */
  public Clinic withAttendance(Attendance other) {
    return new Clinic(
        name, firstDay, openDays, roles, sites, course, other, absence, workforce, booking,
        standards, costs, start);
  }

  /** The same clinic with other leave and sickness. */
  public Clinic withAbsence(Absence other) {
    return new Clinic(
        name,
        firstDay,
        openDays,
        roles,
        sites,
        course,
        attendance,
        other,
        workforce,
        booking,
        standards,
        costs,
        start);
  }

  /** The same clinic with other leaving and hiring. */
  public Clinic withWorkforce(Workforce other) {
    return new Clinic(
        name,
        firstDay,
        openDays,
        roles,
        sites,
        course,
        attendance,
        absence,
        other,
        booking,
        standards,
        costs,
        start);
  }

  /** The same clinic with other limits and targets. */
  public Clinic withStandards(Standards other) {
    return new Clinic(
        name,
        firstDay,
        openDays,
        roles,
        sites,
        course,
        attendance,
        absence,
        workforce,
        booking,
        other,
        costs,
        start);
  }

  /** The same clinic with other costs. */
  public Clinic withCosts(Costs other) {
    return new Clinic(
        name,
        firstDay,
        openDays,
        roles,
        sites,
        course,
        attendance,
        absence,
        workforce,
        booking,
        standards,
        other,
        start);
  }

  /** The same clinic with another start. */
  public Clinic withStart(Start other) {
    return new Clinic(
        name,
        firstDay,
        openDays,
        roles,
        sites,
        course,
        attendance,
        absence,
        workforce,
        booking,
        standards,
        costs,
        other);
  }
}
