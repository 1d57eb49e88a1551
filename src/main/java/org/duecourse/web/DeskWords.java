package org.duecourse.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Mode;
import org.duecourse.booking.VisitKind;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.desk.Order;
import org.duecourse.desk.Patient;
import org.duecourse.desk.Site;
import org.duecourse.desk.Visit;
import org.duecourse.desk.VisitState;
import org.jspecify.annotations.Nullable;

/** How the desk's pages say things. */
final class DeskWords {
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("time", "the time does not suit"),
          Map.entry("person", "another person is wanted"),
          Map.entry("mode", "another way to meet is wanted"),
          Map.entry("not_needed", "not needed now"),
          Map.entry("later", "later is wanted"),
          Map.entry("not_said", "no reason was given"),
          Map.entry("illness", "illness"),
          Map.entry("transport", "no way to get there"),
          Map.entry("clinician_absent", "the clinician is absent"),
          Map.entry("closure", "the clinic is closed"),
          Map.entry("other", "another reason"),
          Map.entry("patient_declined", "the patient declined what was offered"),
          Map.entry("no_contact", "the patient could not be reached"),
          Map.entry("referred_out", "referred elsewhere"),
          Map.entry("entered_in_error", "entered in error"),
          Map.entry("usual", "as usual"),
          Map.entry("risk", "risk"),
          Map.entry("medication", "medication"),
          Map.entry("post_discharge", "after a hospital stay"));

  private DeskWords() {}

  /** A reason's code in words. */
  static String reason(@Nullable String code) {
    return code == null ? "" : REASONS.getOrDefault(code, code.replace('_', ' '));
  }

  /** Codes as choices of a form. */
  static List<Choice> choices(List<String> codes) {
    return codes.stream().map(code -> new Choice(code, Words.sentence(reason(code)))).toList();
  }

  /** "first visit". */
  static String kind(VisitKind kind) {
    return switch (kind) {
      case FIRST -> "first visit";
      case RETURN -> "return visit";
      case CRISIS -> "visit after a crisis";
      case GROUP -> "seat in a group";
    };
  }

  /** "in person". */
  static String mode(@Nullable Mode mode) {
    return switch (mode) {
      case null -> "in any way";
      case IN_PERSON -> "in person";
      case VIDEO -> "by video";
      case PHONE -> "by telephone";
    };
  }

  /** "own clinician preferred". */
  static String continuity(Continuity continuity) {
    return switch (continuity) {
      case REQUIRED -> "only the own clinician";
      case PREFERRED -> "the own clinician if it can be in time";
      case NONE -> "any clinician";
    };
  }

  /** "June 2026". */
  static String month(java.time.YearMonth month) {
    return month
            .getMonth()
            .getDisplayName(java.time.format.TextStyle.FULL, java.util.Locale.ENGLISH)
        + " "
        + month.getYear();
  }

  /** "Tuesday, June 9, 2026". */
  static String weekday(LocalDate day) {
    return day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        + ", "
        + Zones.day(day);
  }

  /** "Tue, June 9". */
  static String shortDay(LocalDate day) {
    String whole = Zones.day(day);
    return day.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
        + ", "
        + whole.substring(0, whole.indexOf(','));
  }

  /** "Tuesday, June 9, 2026, 10:00 a.m. PDT". */
  static String moment(Instant at, Site site) {
    return site.dayOf(at).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        + ", "
        + Zones.time(at, site.zoneId());
  }

  /** "June 9, 2026 to June 15, 2026, best June 11, 2026". */
  static String window(LocalDate earliest, LocalDate target, LocalDate latest) {
    return Zones.day(earliest) + " to " + Zones.day(latest) + ", best " + Zones.day(target);
  }

  /** "3 business days left", "2 business days over"; in days where the calendar does not reach. */
  static String left(LocalDate today, LocalDate latest, Site site) {
    String unit = "business day";
    long days;
    try {
      days = site.businessDays().between(today, latest);
    } catch (BusinessDays.UnknownDay e) {
      unit = "day";
      days = latest.toEpochDay() - today.toEpochDay();
    }
    if (latest.isBefore(today)) {
      return counted(Math.max(1, Math.abs(days)), unit) + " over";
    }
    return days == 0 ? "the last day is today" : counted(days, unit) + " left";
  }

  /** "1 day", "2 days". */
  static String counted(long n, String one) {
    return n + " " + one + (n == 1 ? "" : "s");
  }

  /** What every page of an order says first. */
  static DeskViews.OrderHead head(
      Order order, Patient patient, Site site, LocalDate today, Map<String, String> clinicians) {
    String by =
        order.clinicianId() == null
            ? order.orderedBy()
            : clinicians.getOrDefault(order.clinicianId(), order.clinicianId());
    String verb = order.kind() == VisitKind.FIRST ? "Requested on " : by + " ordered on ";
    LocalDate limit = order.legalLimit();
    return new DeskViews.OrderHead(
        order.id(),
        kind(order.kind()),
        patient.id(),
        patient.name() + ", born " + born(patient),
        verb
            + Zones.day(site.dayOf(order.orderedAt()))
            + ": "
            + window(order.earliest(), order.target(), order.latest())
            + ".",
        limit == null
            ? "No rule of law sets a last day."
            : "Limit by law: " + Zones.day(limit) + " (" + order.legalRule() + ").",
        order.state() == Order.State.OPEN ? left(today, order.latest(), site) : "",
        state(order),
        order.state() == Order.State.OPEN);
  }

  /** Day of birth, or that it is not known. */
  static String born(Patient patient) {
    LocalDate born = patient.born();
    return born == null ? "not known" : Zones.day(born);
  }

  private static String state(Order order) {
    return switch (order.state()) {
      case OPEN -> "open";
      case DONE -> "done";
      case CLOSED -> "closed: " + reason(order.closeReason());
      case SUPERSEDED -> "replaced by another order";
    };
  }

  /** A visit as a line. */
  static DeskViews.VisitLine line(
      Visit visit, String patient, Map<String, String> clinicians, Site site, Instant now) {
    boolean ahead = visit.state() == VisitState.BOOKED || visit.state() == VisitState.ARRIVED;
    return new DeskViews.VisitLine(
        visit.id(),
        visit.version(),
        moment(visit.starts(), site),
        visit.patientId(),
        patient,
        visit.orderId(),
        clinicians.getOrDefault(visit.clinicianId(), visit.clinicianId()),
        mode(visit.mode()),
        kind(visit.kind()),
        visit.state().words(),
        note(visit.inWindow(), visit.daysOut(), visit.overrideReason(), visit.cancelReason()),
        ahead,
        visit.state() == VisitState.BOOKED,
        ahead && !visit.starts().isAfter(now));
  }

  /** What is out of the ordinary about a visit. */
  static String note(
      boolean inWindow, int daysOut, @Nullable String override, @Nullable String cancel) {
    StringBuilder note = new StringBuilder();
    if (!inWindow) {
      note.append(
          daysOut > 0
              ? counted(daysOut, "day") + " after the window"
              : counted(-daysOut, "day") + " before the window");
    }
    if (override != null) {
      note.append(note.isEmpty() ? "" : "; ").append("rule set aside: ").append(override);
    }
    if (cancel != null) {
      note.append(note.isEmpty() ? "" : "; ").append(cancelled(cancel));
    }
    return note.toString();
  }

  private static String cancelled(String reason) {
    return reason.startsWith("moved: ")
        ? "moved: " + reason(reason.substring("moved: ".length()))
        : reason(reason);
  }
}
