package org.duecourse.booking;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a person wants to know of a proposal, for or against it.
 *
 * @param kind what
 * @param days how many days, where it is about days
 * @param day which day, where it is about another day
 */
public record Merit(Kind kind, int days, @Nullable LocalDate day) {
  /** What can be said of a proposal. */
  public enum Kind {
    /** On the best day of the window, and so in it. */
    ON_TARGET,
    /** In the window. */
    IN_WINDOW,
    /** So many days past the window. */
    LATE,
    /** So many days past the last day that the law allows. */
    PAST_LEGAL_LIMIT,
    /** With the patient's own clinician. */
    SAME_CLINICIAN,
    /** With another than the patient's own clinician. */
    OTHER_CLINICIAN,
    /** At another clinic. */
    OTHER_SITE,
    /** By video, without its having been ordered or wished for. */
    BY_VIDEO,
    /** By telephone, without its having been ordered or wished for. */
    BY_PHONE,
    /** The clinician's day is emptier than another, fuller one, which keeps its last places. */
    KEEPS_ROOM,
    /** Too near the end of the window to make up a missed visit inside it. */
    NO_RESCUE,
    /** Misses so many of the patient's wishes. */
    WISH_MISSED
  }

  static Merit of(Kind kind) {
    return new Merit(kind, 0, null);
  }

  static Merit days(Kind kind, int days) {
    return new Merit(kind, days, null);
  }

  /** As a person says it; a page with its own words switches on the kind. */
  public String words() {
    return switch (kind) {
      case ON_TARGET -> "in window, on the best day";
      case IN_WINDOW -> "in window";
      case LATE -> counted(days, "day") + " past the window";
      case PAST_LEGAL_LIMIT -> counted(days, "day") + " past the legal limit";
      case SAME_CLINICIAN -> "same clinician";
      case OTHER_CLINICIAN -> "other clinician, handover needed";
      case OTHER_SITE -> "at another clinic";
      case BY_VIDEO -> "by video";
      case BY_PHONE -> "by telephone";
      case KEEPS_ROOM ->
          day == null
              ? "keeps short-notice places"
              : "keeps the short-notice places of "
                  + day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case NO_RESCUE -> "last day of the window: a missed visit could not be made up in it";
      case WISH_MISSED -> "misses " + counted(days, "wish", "wishes") + " of the patient";
    };
  }

  private static String counted(int n, String one) {
    return counted(n, one, one + "s");
  }

  private static String counted(int n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }
}
