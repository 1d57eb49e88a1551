package org.duecourse.simulate;

import java.util.Locale;

/**
 * What a run says about itself, site by site and for all sites together. The key of an output is
 * its name in lower case; its meaning never changes under its name.
 */
public enum Output {
  FIRST_WAIT_DAYS(
      Better.LOWER,
      "Day first booked minus day of request, mean over requests of the measured days"),
  FIRST_SEEN_WAIT_DAYS(
      Better.LOWER,
      "Day of the attended first visit minus day of request, mean over first visits attended in the measured days"),
  FIRST_BOOKED_WITHIN_LIMIT_SHARE(
      Better.HIGHER,
      "Share of requests of the measured days first booked for a day within the limit; unbooked ones count as not"),
  FIRST_SEEN_WITHIN_LIMIT_SHARE(
      Better.HIGHER,
      "Share of requests whose limit day lies in the measured days seen by that day"),
  FIRST_WEEKS_MEETING_SHARE(
      Better.HIGHER,
      "Share of weeks in which first_seen_within_limit_share of the requests with their limit in it meets the target"),
  URGENT_SEEN_WITHIN_LIMIT_SHARE(
      Better.HIGHER, "The same share for urgent requests, with their own limit"),
  WAITING_REQUESTS(Better.LOWER, "Requests without an attended visit on the last day"),
  RETURN_DELAY_DAYS(
      Better.LOWER,
      "Day first booked minus due day, mean over return orders booked in the measured days; negative is early"),
  RETURN_ON_DUE_DAY_SHARE(Better.HIGHER, "Share of the same orders booked for their due day"),
  RETURN_IN_WINDOW_SHARE(
      Better.HIGHER,
      "Share of return orders whose latest day lies in the measured days attended inside the window; a patient's own no-show counts against it"),
  RETURN_IN_WINDOW_SHARE_FORGIVEN(
      Better.HIGHER,
      "The same, but an order counts as met when a visit inside the window was booked and the patient missed or cancelled it"),
  RETURN_WEEKS_MEETING_SHARE(
      Better.HIGHER,
      "Share of weeks in which return_in_window_share of the orders with their latest day in it meets the target"),
  RETURN_WEEKS_MEETING_SHARE_FORGIVEN(
      Better.HIGHER, "The same with the patients' own no-shows and cancellations forgiven"),
  RETURN_LATE_DAYS(
      Better.LOWER,
      "Days past the latest day, 0 if in time, mean over orders whose latest day lies in the measured days; unseen ones up to the last day"),
  RETURN_LATE_DAYS_P90(Better.LOWER, "The 90th percentile of the same days"),
  RETURN_INTERVAL_DAYS(
      Better.LOWER, "Days from attended visit to next attended visit, mean over returns attended"),
  RETURN_INTERVAL_WITHIN_LIMIT_SHARE(
      Better.HIGHER, "Share of the same intervals within the limit in open days"),
  UNBOOKED_ORDERS(Better.LOWER, "Return orders with no visit booked on the last day"),
  UNBOOKED_NOT_DUE(Better.LOWER, "Of these, not past their target"),
  UNBOOKED_1_TO_7_DAYS(Better.LOWER, "Of these, 1 to 7 days past their target"),
  UNBOOKED_8_TO_30_DAYS(Better.LOWER, "Of these, 8 to 30 days past their target"),
  UNBOOKED_OVER_30_DAYS(Better.LOWER, "Of these, more than 30 days past their target"),
  OVERDUE_ORDERS(Better.LOWER, "Return orders past their latest day and not seen on the last day"),
  UTILISATION(Better.NEITHER, "Visits held over places, in places"),
  PLACES_A_WEEK(Better.NEITHER, "Places a week of the clinicians at work"),
  VISITS_A_WEEK(Better.HIGHER, "Visits attended a week"),
  FIRST_VISITS_A_WEEK(Better.HIGHER, "First visits attended a week"),
  REQUESTS_A_WEEK(Better.NEITHER, "Requests a week"),
  CASELOAD(Better.NEITHER, "Patients in a course of treatment, mean over days"),
  CASELOAD_PER_FTE(Better.LOWER, "The same per full-time clinician at work"),
  CLINICIANS_AT_WORK_FTE(Better.NEITHER, "Filled posts in full-time equivalents, mean over days"),
  FILLED_POSTS_SHARE(Better.HIGHER, "Filled posts over posts, mean over days"),
  NO_SHOW_SHARE(Better.LOWER, "Share of visits due that the patient missed without a word"),
  CANCELLED_BY_PATIENT_SHARE(Better.LOWER, "Share of bookings that the patient cancelled"),
  CANCELLED_BY_CLINIC_SHARE(Better.LOWER, "Share of bookings that the clinic cancelled"),
  COURSES_ENDED_A_WEEK(Better.NEITHER, "Courses that ended as planned a week"),
  DROPOUTS_A_WEEK(
      Better.LOWER, "Patients a week who left a course after a missed or cancelled visit"),
  GAVE_UP_A_WEEK(Better.LOWER, "People a week who gave up before a first visit"),
  REFERRED_OUT_A_WEEK(Better.NEITHER, "Requests a week that went to outside clinicians"),
  CRISIS_SAME_DAY_SHARE(
      Better.HIGHER,
      "Share of people in a crisis who came in opening hours and were seen that day"),
  CRISIS_WITHIN_4_HOURS_SHARE(Better.HIGHER, "Share of the same people seen within 4 hours"),
  CRISIS_OUT_OF_HOURS_SHARE(
      Better.LOWER, "Share of people in a crisis who came when the clinic was closed"),
  CRISIS_COVER_GAP_SHARE(
      Better.LOWER, "Share of opening half-hours without a crisis clinician or a held place"),
  PROTECTED_MINUTES_KEPT_SHARE(
      Better.HIGHER, "Protected minutes of clinicians at work that were not given to a visit"),
  INDIRECT_BACKLOG_HOURS_PER_FTE(
      Better.LOWER,
      "Work between visits left undone on the last day, in hours per full-time clinician at work"),
  STAFF_WEEKS(Better.NEITHER, "Weeks of full-time clinicians at work"),
  COST_A_YEAR(Better.LOWER, "Pay, crisis service and outside referrals, scaled to a year"),
  PAY_A_YEAR(Better.NEITHER, "Of this, pay with on-costs and what empty posts cost");

  /** Which way is good. */
  public enum Better {
    LOWER,
    HIGHER,
    /** It depends. */
    NEITHER
  }

  private final Better better;
  private final String definition;

  Output(Better better, String definition) {
    this.better = better;
    this.definition = definition;
  }

  /** Its key in outputs. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Which way is good. */
  public Better better() {
    return better;
  }

  /** What is counted, and over whom. */
  public String definition() {
    return definition;
  }
}
