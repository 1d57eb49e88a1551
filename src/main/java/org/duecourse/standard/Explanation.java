package org.duecourse.standard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.duecourse.standard.Case.Event;
import org.duecourse.standard.Verdict.Count;
import org.duecourse.standard.Verdict.Finding;

/** A wait, its arithmetic and its verdict in words, worked out and not copied. */
public final class Explanation {
  private Explanation() {}

  /** What happened: "request 2025-05-05; offered 2025-05-14, declined; booked 2025-06-02". */
  public static String happened(Standard standard, Case given) {
    List<String> parts = new ArrayList<>();
    parts.add(words(standard.clock().start()) + " " + given.start());
    given.events().stream()
        .sorted(Comparator.comparing(event -> day(event, given)))
        .forEach(event -> parts.add(words(event)));
    if (given.asOf() != null) {
      parts.add("known up to " + given.asOf());
    }
    return String.join("; ", parts);
  }

  /** The arithmetic: "limit 2025-05-19 (10 business days); 2025-05-20 is 11 business days". */
  public static String workedOut(Standard standard, Example example, Verdict verdict) {
    Finding finding = verdict.finding();
    List<String> parts = new ArrayList<>();
    if (finding.limit() != null) {
      String limit =
          standard
              .find(example.given().start().day())
              .map(version -> limitOf(version, example))
              .map(found -> " (" + found.words() + ")")
              .orElse("");
      parts.add("limit " + finding.limit() + limit);
      if (!finding.limit().equals(finding.effectiveLimit())) {
        parts.add("extended to " + finding.effectiveLimit());
      }
    }
    if (finding.counted() != null) {
      parts.add(words(finding.counted()));
    }
    if (verdict.visit() != null
        && (finding.counted() == null || !verdict.visit().at().equals(finding.counted().at()))) {
      parts.add("the visit itself: " + words(verdict.visit()));
    }
    if (finding.daysLate() > 0) {
      parts.add(days(finding.daysLate()) + " late");
    }
    return String.join("; ", parts);
  }

  /** The verdict with its reason: "breach (too late)", and what another reading would say. */
  public static String verdict(Verdict verdict) {
    StringBuilder words = new StringBuilder(words(verdict.finding()));
    verdict
        .byCalendar()
        .forEach(
            (calendar, outcome) -> {
              if (outcome != verdict.outcome()) {
                words.append("; under ").append(calendar).append(": ").append(words(outcome));
              }
            });
    if (verdict.letter() != null) {
      words.append("; by the letter: ").append(words(verdict.letter()));
      if (verdict.letter().counted() != null) {
        words.append(", ").append(words(verdict.letter().counted()));
      }
    }
    return words.toString();
  }

  private static Limit limitOf(Version version, Example example) {
    return example.part() == null
        ? version.limit()
        : version.parts().getOrDefault(example.part(), Limit.none());
  }

  private static String words(Finding finding) {
    return words(finding.outcome()) + " (" + reason(finding.reason()) + ")";
  }

  private static String words(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The names of exception codes stay as they are. */
  private static String reason(Verdict.Reason reason) {
    boolean isCode =
        Arrays.stream(ExceptionCode.values()).anyMatch(code -> code.name().equals(reason.name()));
    return isCode ? reason.name() : words(reason);
  }

  private static String words(Count count) {
    String span =
        count.minutes() != null && Math.abs(count.calendarDays()) < 10
            ? hours(count.minutes())
            : number(count.businessDays(), "business day") + ", " + days(count.calendarDays());
    return count.at() + " is " + span;
  }

  private static String hours(long minutes) {
    return minutes < 120
        ? number(minutes, "minute")
        : minutes % 60 == 0
            ? number(minutes / 60, "hour")
            : number(minutes / 60, "hour") + " " + number(minutes % 60, "minute");
  }

  private static String days(long days) {
    return number(days, "calendar day");
  }

  private static String number(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  /** The day by which events are told; what has no day of its own comes with the start. */
  private static LocalDate day(Event event, Case given) {
    return switch (event) {
      case Case.Offered offer -> offer.at().day();
      case Case.Visit visit -> visit.at().day();
      case Case.Available available -> available.at().day();
      case Case.Reached reached -> reached.at().day();
      case Case.Extension note -> note.written();
      case Case.Window window -> given.start().day();
      case Case.Periodic periodic -> given.start().day();
    };
  }

  private static String words(Event event) {
    return switch (event) {
      case Case.Offered offer ->
          "offered "
              + offer.at()
              + switch (offer.answer()) {
                case ACCEPTED -> "";
                case DECLINED -> ", declined";
                case EXPIRED -> ", expired";
              }
              + intake(offer.administrativeIntake());
      case Case.Visit visit ->
          switch (visit.status()) {
                case BOOKED -> "booked " + visit.at();
                case ATTENDED -> "attended " + visit.at();
                case NO_SHOW -> "booked " + visit.at() + ", missed";
                case CANCELLED_BY_PATIENT -> "booked " + visit.at() + ", cancelled by the patient";
                case CANCELLED_BY_CLINIC -> "booked " + visit.at() + ", cancelled by the clinic";
              }
              + intake(visit.administrativeIntake());
      case Case.Available available -> "available " + available.at();
      case Case.Reached reached -> reached.step().replace('_', ' ') + " " + reached.at();
      case Case.Extension note -> "extension to " + note.until() + ", written " + note.written();
      case Case.Window window ->
          "window "
              + (window.earliest() == null ? "" : "from " + window.earliest() + " ")
              + "to "
              + window.latest();
      case Case.Periodic periodic -> "entered as periodic follow-up";
    };
  }

  private static String intake(boolean administrative) {
    return administrative ? " (administrative intake)" : "";
  }

  /** The exceptions that a rule allows, or "none". */
  public static String exceptions(Standard standard) {
    return standard.unless().isEmpty()
        ? "none"
        : standard.unless().stream()
            .map(code -> code.name() + " (" + code.meaning() + ")")
            .collect(Collectors.joining("; "));
  }
}
