package org.duecourse.records;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.records.LogRow.AppointmentRow;
import org.duecourse.records.LogRow.ClinicianRow;
import org.duecourse.records.LogRow.ContactRow;
import org.duecourse.records.LogRow.OfferRow;
import org.duecourse.records.LogRow.OrderRow;
import org.duecourse.records.LogRow.RequestRow;
import org.duecourse.records.LogRow.SiteRow;
import org.jspecify.annotations.Nullable;

/**
 * The invented access log of Harbor Health: six clinics, two years, any number of requests, the
 * same rows for the same seed. First visits are mostly in time; return visits are not, and at two
 * clinics they get later; Eastside loses a week to a strike. Every person in it is invented, and
 * every id says so by its form.
 *
 * <p>Each request is drawn from a stream of its own (seed, number), so that a larger log begins
 * with the smaller one's people. A few rows are wrong on purpose, as in every real extract:
 * repeated ids, visits before their booking, links to another patient, years that cannot be.
 */
public final class InventedLog {
  /* The shares and intervals follow what is published where something is: courses of treatment (a third have one or two
   * visits, a third three to eight, the rest long), missed visits of 8 to 15 in 100 returns and 15 to 35 in 100 first
   * visits, more missed the longer the lead. The waits are set so that a report has something to say. */

  private static final int TRIES = 5;
  private static final LocalDate STRIKE_FROM = LocalDate.of(2025, 12, 15);
  private static final LocalDate STRIKE_TO = LocalDate.of(2025, 12, 19);

  /**
   * One invented clinic.
   *
   * @param share its share of requests
   * @param clinicians how many clinicians it has
   * @param firstWait mean wait of a first visit in business days
   * @param late the share of return visits offered after their window at the start
   * @param worsening what is added to that share in a year
   */
  private record Clinic(
      String id,
      String name,
      double share,
      int clinicians,
      double firstWait,
      double late,
      double worsening) {}

  /** What became of a visit, and on which day it was attended or lost. */
  private record Outcome(boolean attended, LocalDate day) {}

  private static final List<Clinic> CLINICS =
      List.of(
          new Clinic("bayview", "Harbor Bayview", 0.20, 9, 3.6, 0.30, 0.02),
          new Clinic("eastside", "Harbor Eastside", 0.22, 9, 4.2, 0.38, 0.16),
          new Clinic("hillcrest", "Harbor Hillcrest", 0.12, 5, 3.2, 0.22, 0.00),
          new Clinic("north", "Harbor North", 0.18, 8, 3.9, 0.34, 0.03),
          new Clinic("south", "Harbor South", 0.16, 7, 5.0, 0.40, 0.10),
          new Clinic("valley", "Harbor Valley", 0.12, 5, 3.0, 0.33, -0.12));

  private final long seed;
  private final long requests;
  private final LocalDate from;
  private final LocalDate asOf;
  private final BusinessDays business;
  private final double[] cumulativeDays;

  /**
   * Plans a log.
   *
   * @param requests how many requests; about eight appointments come of each
   * @param from the first day of requests
   * @param asOf the last day on which anything happened
   * @param business the days on which clinics are open
   */
  public InventedLog(
      long seed, long requests, LocalDate from, LocalDate asOf, BusinessDays business) {
    this.seed = seed;
    this.requests = requests;
    this.from = from;
    this.asOf = asOf;
    this.business = business;
    this.cumulativeDays = dayWeights(from, asOf);
  }

  /** Makes all rows. */
  public void writeTo(Consumer<LogRow> sink) {
    for (Clinic clinic : CLINICS) {
      sink.accept(new SiteRow(clinic.id(), clinic.name(), "America/Los_Angeles", "us-ca.core"));
      for (int c = 0; c < clinic.clinicians(); c++) {
        sink.accept(
            new ClinicianRow(
                clinician(clinic, c),
                clinic.id(),
                c % 5 == 4 ? "psychiatry" : "therapy",
                c % 3 == 2 ? 0.8 : 1.0,
                null,
                null));
      }
    }
    for (long number = 1; number <= requests; number++) {
      new Course(number, sink).run();
    }
  }

  private static String clinician(Clinic clinic, int number) {
    return String.format(Locale.ROOT, "%s-%02d", clinic.id(), number + 1);
  }

  /** One person's course: a request, perhaps a first visit, perhaps returns. */
  private final class Course {
    private final long number;
    private final Consumer<LogRow> sink;
    private final SplittableRandom random;
    private final String patient;
    private final Clinic clinic;
    private final String clinician;
    private final boolean forgetful;
    private int visits;
    private int orders;
    private int offers;
    private @Nullable LocalDateTime lost;

    Course(long number, Consumer<LogRow> sink) {
      this.number = number;
      this.sink = sink;
      this.random = new SplittableRandom(mix(seed * 0x9E3779B97F4A7C15L + number));
      this.patient = "P" + number;
      this.clinic = pickClinic(random.nextDouble());
      this.clinician = clinician(clinic, random.nextInt(clinic.clinicians()));
      this.forgetful = random.nextDouble() < 0.15;
    }

    void run() {
      LocalDate day = pickDay(random.nextDouble());
      LocalDateTime received = at(day, 8 * 60 + random.nextInt(9 * 60));
      String request = "Q" + number;
      double urgent = random.nextDouble();
      Urgency urgency =
          urgent < 0.01 ? Urgency.EMERGENCY : urgent < 0.09 ? Urgency.URGENT : Urgency.ROUTINE;
      String service = random.nextDouble() < 0.85 ? "therapy" : "psychiatry";
      String source =
          random.nextDouble() < 0.65
              ? "primary_care"
              : random.nextDouble() < 0.6 ? "self" : "hospital";

      LocalDateTime closed = null;
      String closeReason = null;
      LocalDate seen = null;
      if (random.nextDouble() < 0.07) {
        closed = received.plusDays(3 + random.nextInt(40));
        closeReason = random.nextDouble() < 0.7 ? "gave_up" : "referred_out";
        attempts(received, request, closed);
      } else {
        seen = firstVisit(request, received, urgency);
        closed = lost;
        closeReason = "gave_up";
      }
      boolean closedByThen = closed != null && !closed.toLocalDate().isAfter(asOf);
      sink.accept(
          new RequestRow(
              request,
              patient,
              received,
              clinic.id(),
              service,
              urgency,
              source,
              closedByThen ? closed : null,
              closedByThen ? closeReason : null));
      int sessions = sessions();
      for (int session = 1; seen != null && session < sessions; session++) {
        seen = returnVisit(seen);
      }
    }

    private void attempts(LocalDateTime received, String request, LocalDateTime until) {
      int[] days = {1, 10, 14};
      for (int i = 0; i < days.length; i++) {
        LocalDateTime when = received.plusDays(days[i]);
        if (when.isBefore(until) && !when.toLocalDate().isAfter(asOf)) {
          sink.accept(
              new ContactRow(
                  "K" + number + "-" + (i + 1),
                  patient,
                  when,
                  request,
                  i == 0 ? "letter" : "phone",
                  "no_answer"));
        }
      }
    }

    /** The day of the attended first visit, or null if there is none by the as-of date. */
    private @Nullable LocalDate firstVisit(
        String request, LocalDateTime received, Urgency urgency) {
      LocalDateTime booking = received.plusMinutes(20 + random.nextInt(2000));
      if (random.nextDouble() < 0.15) {
        visit(
            openDay(received.toLocalDate().plusDays(1)),
            booking,
            VisitKind.ADMINISTRATIVE_INTAKE,
            request,
            null,
            20,
            0.05);
      }
      double mean = urgency == Urgency.ROUTINE ? clinic.firstWait() : 1.2;
      for (int attempt = 0; attempt < TRIES; attempt++) {
        int wait = 1 + (int) Math.round(gamma(3.0) * mean / 3.0);
        LocalDate day = business.after(booking.toLocalDate(), wait);
        if (random.nextDouble() < 0.10) {
          offer(booking, day, Answer.DECLINED, request, null, "time");
          day = business.after(day, 2 + random.nextInt(8));
        }
        offer(booking, day, Answer.ACCEPTED, request, null, null);
        Outcome outcome = visit(day, booking, VisitKind.FIRST, request, null, 90, 0.12);
        if (outcome == null) {
          return null;
        }
        if (outcome.attended()) {
          return day;
        }
        booking = at(outcome.day(), 9 * 60 + random.nextInt(400)).plusDays(random.nextInt(3));
        if (random.nextDouble() < 0.25 || attempt == TRIES - 1) {
          giveUp(outcome.day());
          return null;
        }
      }
      return null;
    }

    /** The day of the attended return visit, or null if there is none by the as-of date. */
    private @Nullable LocalDate returnVisit(LocalDate previous) {
      double pick = random.nextDouble();
      int interval = pick < 0.55 ? 7 : pick < 0.85 ? 14 : 28;
      int tolerance = interval == 7 ? 2 : interval == 14 ? 3 : 7;
      String order = "R" + number + "-" + ++orders;
      LocalDateTime ordered = at(previous, 17 * 60 + random.nextInt(60));
      LocalDate target = previous.plusDays(interval);
      LocalDate earliest = target.minusDays(tolerance);
      LocalDate latest = target.plusDays(tolerance);
      boolean extended = random.nextDouble() < 0.04;
      LocalDateTime extendedAt = extended ? at(previous.plusDays(interval / 2), 700) : null;
      extended = extendedAt != null && !extendedAt.toLocalDate().isAfter(asOf);
      boolean abandoned = random.nextDouble() < 0.05;
      lost = abandoned ? at(latest.plusDays(14 + random.nextInt(30)), 600) : null;
      LocalDate seen = abandoned ? null : bookReturn(order, ordered, target, latest, tolerance);
      LocalDateTime closed = lost;
      boolean closedByThen = closed != null && !closed.toLocalDate().isAfter(asOf);
      sink.accept(
          new OrderRow(
              order,
              patient,
              ordered,
              clinic.id(),
              clinician,
              target,
              earliest,
              latest,
              extended ? latest.plusDays(14) : null,
              extended ? extendedAt : null,
              extended ? "longer wait does no harm" : null,
              closedByThen ? closed : null,
              closedByThen ? "patient_ended" : null));
      return seen;
    }

    private @Nullable LocalDate bookReturn(
        String order, LocalDateTime ordered, LocalDate target, LocalDate latest, int tolerance) {
      LocalDateTime booking =
          random.nextDouble() < 0.7
              ? ordered.plusMinutes(5)
              : ordered.plusDays(1 + random.nextInt(25));
      LocalDate wanted = target.minusDays(tolerance).plusDays(random.nextInt(2 * tolerance + 1));
      for (int attempt = 0; attempt < TRIES; attempt++) {
        double years = ChronoUnit.DAYS.between(from, booking.toLocalDate()) / 365.25;
        boolean late = random.nextDouble() < clinic.late() + clinic.worsening() * years;
        LocalDate day = late ? latest.plusDays(1 + (int) (gamma(1.5) * 9)) : wanted;
        LocalDate soonest = booking.toLocalDate().plusDays(attempt == 0 ? 0 : 1);
        day = openDay(day.isBefore(soonest) ? soonest : day);
        if (random.nextDouble() < 0.04) {
          offer(booking, day, Answer.DECLINED, null, order, "travel");
          day = openDay(day.plusDays(7));
        }
        offer(booking, day, Answer.ACCEPTED, null, order, null);
        VisitKind kind = random.nextDouble() < 0.03 ? VisitKind.GROUP : VisitKind.RETURN;
        Outcome outcome =
            visit(day, booking, kind, null, order, kind == VisitKind.GROUP ? 90 : 50, 0.08);
        if (outcome == null) {
          return null;
        }
        if (outcome.attended()) {
          return day;
        }
        booking = at(outcome.day(), 9 * 60 + random.nextInt(400));
        wanted = outcome.day().plusDays(5 + random.nextInt(14));
        if (random.nextDouble() < 0.12 || attempt == TRIES - 1) {
          giveUp(outcome.day());
          return null;
        }
      }
      return null;
    }

    /** Nearly always somebody notices and closes the request or the order, some weeks later. */
    private void giveUp(LocalDate day) {
      lost = random.nextDouble() < 0.9 ? at(day.plusDays(14 + random.nextInt(45)), 600) : null;
    }

    /**
     * Books a visit and says what became of it: its own day if attended, the day on which it was
     * lost if not, null if nothing more is known by the as-of date.
     */
    private @Nullable Outcome visit(
        LocalDate day,
        LocalDateTime booking,
        VisitKind kind,
        @Nullable String request,
        @Nullable String order,
        double minutes,
        double missed) {
      if (booking.toLocalDate().isAfter(asOf)) {
        return null;
      }
      String id = "A" + number + "-" + ++visits;
      LocalDateTime start = at(day, 8 * 60 + 30 * random.nextInt(18));
      long lead = ChronoUnit.DAYS.between(booking.toLocalDate(), day);
      double missing = missed * (1 + Math.min(lead, 28) / 28.0) * (forgetful ? 2.2 : 0.8);
      double fate = random.nextDouble();
      boolean strike =
          clinic.id().equals("eastside")
              && !day.isBefore(STRIKE_FROM)
              && !day.isAfter(STRIKE_TO)
              && random.nextDouble() < 0.8;
      VisitStatus status;
      LocalDate ended = day;
      if (strike || fate < 0.035) {
        status = VisitStatus.CANCELLED_BY_CLINIC;
        ended = day.minusDays(Math.min(lead, 1 + random.nextInt(6)));
      } else if (fate < 0.035 + 0.07) {
        status = VisitStatus.CANCELLED_BY_PATIENT;
        ended = day.minusDays(Math.min(lead, random.nextInt(5)));
      } else if (fate < 0.035 + 0.07 + missing) {
        status = VisitStatus.NO_SHOW;
      } else {
        status = VisitStatus.ATTENDED;
      }
      boolean known = !ended.isAfter(asOf);
      boolean cancelled =
          known
              && (status == VisitStatus.CANCELLED_BY_CLINIC
                  || status == VisitStatus.CANCELLED_BY_PATIENT);
      LocalDateTime cancelledAt =
          cancelled ? later(at(ended, 8 * 60 + random.nextInt(500)), booking) : null;
      VisitStatus shown = known ? status : VisitStatus.BOOKED;
      sink.accept(
          new AppointmentRow(
              id,
              patient,
              start,
              shown,
              clinic.id(),
              clinician,
              kind,
              request,
              order,
              booking,
              minutes,
              cancelledAt));
      flaw(id, start, shown, kind, request, order, booking, minutes, cancelledAt);
      return known ? new Outcome(status == VisitStatus.ATTENDED, ended) : null;
    }

    /** About one row in two hundred comes with a second, wrong one. */
    private void flaw(
        String id,
        LocalDateTime start,
        VisitStatus status,
        VisitKind kind,
        @Nullable String request,
        @Nullable String order,
        LocalDateTime booking,
        double minutes,
        @Nullable LocalDateTime cancelledAt) {
      double flaw = random.nextDouble();
      if (flaw < 0.002) {
        sink.accept(
            new AppointmentRow(
                id,
                patient,
                start.plusMinutes(30),
                VisitStatus.BOOKED,
                clinic.id(),
                clinician,
                kind,
                request,
                order,
                booking,
                minutes,
                null));
      } else if (flaw < 0.003) {
        sink.accept(
            new AppointmentRow(
                id + "x",
                patient,
                booking.minusDays(2),
                status,
                clinic.id(),
                clinician,
                kind,
                request,
                order,
                booking,
                minutes,
                cancelledAt));
      } else if (flaw < 0.0035) {
        sink.accept(
            new AppointmentRow(
                id + "y",
                patient,
                start.plusYears(180),
                VisitStatus.BOOKED,
                clinic.id(),
                clinician,
                kind,
                request,
                order,
                booking,
                minutes,
                null));
      } else if (flaw < 0.0045) {
        sink.accept(
            new AppointmentRow(
                id,
                patient,
                start,
                status,
                clinic.id(),
                clinician,
                kind,
                request,
                order,
                booking,
                minutes,
                cancelledAt));
      }
    }

    private void offer(
        LocalDateTime offered,
        LocalDate day,
        Answer answer,
        @Nullable String request,
        @Nullable String order,
        @Nullable String reason) {
      if (!offered.toLocalDate().isAfter(asOf)) {
        sink.accept(
            new OfferRow(
                "F" + number + "-" + ++offers,
                offered,
                at(day, 9 * 60),
                answer,
                request,
                order,
                reason));
      }
    }

    /**
     * A third one or two visits, a third three to eight, a fifth nine to twenty, the rest up to
     * forty.
     */
    private int sessions() {
      double pick = random.nextDouble();
      return pick < 0.33
          ? 1 + random.nextInt(2)
          : pick < 0.68
              ? 3 + random.nextInt(6)
              : pick < 0.88 ? 9 + random.nextInt(12) : 21 + random.nextInt(20);
    }

    /**
     * A gamma draw of scale 1 for shapes 1.5 and 3, as sums of exponentials and half a squared
     * normal.
     */
    private double gamma(double shape) {
      double sum = 0;
      for (int i = 0; i < (int) shape; i++) {
        sum -= Math.log(1 - random.nextDouble());
      }
      if (shape > (int) shape) {
        double z =
            Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                * Math.cos(2 * Math.PI * random.nextDouble());
        sum += z * z / 2;
      }
      return sum;
    }
  }

  private LocalDate openDay(LocalDate day) {
    return business.counts(day) ? day : business.after(day, 1);
  }

  private static LocalDateTime at(LocalDate day, int minuteOfDay) {
    return day.atStartOfDay().plusMinutes(minuteOfDay);
  }

  private static LocalDateTime later(LocalDateTime a, LocalDateTime b) {
    return a.isAfter(b) ? a : b;
  }

  private static Clinic pickClinic(double u) {
    double sum = 0;
    for (Clinic clinic : CLINICS) {
      sum += clinic.share();
      if (u < sum) {
        return clinic;
      }
    }
    return CLINICS.getLast();
  }

  /** Requests come on weekdays, most on Mondays, fewer in summer and December, 6 % more a year. */
  private static double[] dayWeights(LocalDate from, LocalDate asOf) {
    int days = Math.toIntExact(ChronoUnit.DAYS.between(from, asOf)) + 1;
    double[] cumulative = new double[days];
    double sum = 0;
    for (int i = 0; i < days; i++) {
      LocalDate day = from.plusDays(i);
      double weekday =
          day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY
              ? 0.05
              : day.getDayOfWeek() == DayOfWeek.MONDAY ? 1.25 : 1.0;
      double season = 1 + 0.10 * Math.cos(2 * Math.PI * (day.getDayOfYear() - 60) / 365.25);
      sum += weekday * season * Math.pow(1.06, i / 365.25);
      cumulative[i] = sum;
    }
    for (int i = 0; i < days; i++) {
      cumulative[i] /= sum;
    }
    return cumulative;
  }

  private LocalDate pickDay(double u) {
    int at = java.util.Arrays.binarySearch(cumulativeDays, u);
    return from.plusDays(Math.min(at < 0 ? -at - 1 : at + 1, cumulativeDays.length - 1));
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
