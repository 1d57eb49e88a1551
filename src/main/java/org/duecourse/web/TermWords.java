package org.duecourse.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.duecourse.measure.Interval;
import org.duecourse.worklist.ContractTerm;
import org.duecourse.worklist.Judged;

/** How clinics stand to the terms of contracts, in words. Numbers of 10 or fewer are not shown. */
final class TermWords {
  /** The largest number that is not shown: profile cms.1-10. */
  private static final double FLOOR = 10;

  private TermWords() {}

  /** "5 protected hours a week". */
  static String asks(ContractTerm term) {
    String value = number(term.value());
    return switch (term.kind()) {
      case PROTECTED_HOURS_WEEK -> value + " protected hours a week of a full-time clinician";
      case NEW_TO_RETURN_RATIO -> value + " return visits for each first visit, at least";
      case PATIENTS_WEEK -> value + " visits a week of a full-time clinician, at most";
    };
  }

  /** Whether the counts are too small to be shown. */
  static boolean isSmall(Judged judged) {
    return switch (judged.term().kind()) {
      case NEW_TO_RETURN_RATIO -> isSmall(judged.part()) || isSmall(judged.whole() - judged.part());
      case PROTECTED_HOURS_WEEK -> isSmall(judged.whole());
      case PATIENTS_WEEK -> isSmall(judged.part());
    };
  }

  private static boolean isSmall(double count) {
    return count > 0 && count <= FLOOR;
  }

  /** What it is, with its counts, and the interval of a share. */
  static String is(Judged judged) {
    if (isSmall(judged)) {
      return BoardWords.NOT_SHOWN + ": 10 or fewer were counted";
    }
    long part = Math.round(judged.part());
    long whole = Math.round(judged.whole());
    Double value = judged.value();
    if (whole == 0) {
      return "nothing was counted";
    }
    return switch (judged.term().kind()) {
      case PROTECTED_HOURS_WEEK ->
          "kept in " + share(part, whole) + " of " + count(whole) + " weeks of clinicians";
      case NEW_TO_RETURN_RATIO ->
          (value == null ? "no first visit" : number(value) + " for each first visit")
              + " ("
              + count(whole - part)
              + " return and "
              + count(part)
              + " first visits; first visits are "
              + share(part, whole)
              + " of all, and the term allows "
              + Math.round(100 / (1 + judged.term().value()))
              + "%)";
      case PATIENTS_WEEK ->
          (value == null ? "" : number(value) + " a full-time week ")
              + "("
              + count(part)
              + " visits in "
              + number(judged.whole())
              + " full-time weeks)";
    };
  }

  private static String share(long part, long whole) {
    Interval interval = Interval.wilson(part, whole);
    return percent((double) part / whole)
        + "% ("
        + percent(interval.low())
        + " to "
        + percent(interval.high())
        + ")";
  }

  private static long percent(double share) {
    return Math.round(100 * share);
  }

  private static String count(long n) {
    return String.format(Locale.ENGLISH, "%,d", n);
  }

  /** "5", "7.5". */
  static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf(Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Over which weeks. */
  static String weeks(Judged judged) {
    return judged.weeks()
        + " of "
        + DeskWords.counted(judged.needed(), "week")
        + ", "
        + Zones.day(judged.from())
        + " to "
        + Zones.day(judged.until().minusDays(1));
  }

  /** The weeks that are left out, named. */
  static String relieved(Judged judged) {
    List<Judged.Relieved> relieved = judged.relieved();
    return relieved.isEmpty()
        ? "none"
        : relieved.stream()
            .map(each -> "week of " + Zones.day(each.monday()) + ", " + reason(each.reason()))
            .collect(Collectors.joining("; "));
  }

  /** Why there is relief. */
  static String reason(String reason) {
    return reason.equals("leave") ? "long leaves" : "a spike of demand";
  }

  /** Whether it is met, since when not, and what follows. */
  static String verdict(Judged judged) {
    LocalDate since = judged.missedSince();
    Integer months = judged.term().triggerMonths();
    return switch (judged.verdict()) {
      case MET -> "met";
      case NOT_YET -> "not judged yet: too few weeks";
      case NOTHING -> "not judged: nothing was counted";
      case MISSED ->
          "not met"
              + (since == null ? "" : ", since " + Zones.day(since))
              + (months == null
                  ? ""
                  : judged.triggered()
                      ? "; missed for " + DeskWords.counted(months, "month") + ": hire"
                      : "; hire after " + DeskWords.counted(months, "month"));
    };
  }

  /** The page on which a figure of a term opens its rows, or its definition. */
  static String address(Judged judged, boolean seesFigures) {
    String measure =
        switch (judged.term().kind()) {
          case PROTECTED_HOURS_WEEK -> "protected-time-kept";
          case NEW_TO_RETURN_RATIO -> "new-to-return";
          case PATIENTS_WEEK -> "";
        };
    if (measure.isEmpty()) {
      return "#patients-week";
    }
    return seesFigures
        ? "/figures/" + measure + "?site=" + judged.siteId()
        : "/definitions/" + measure;
  }
}
