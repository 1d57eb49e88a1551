package org.duecourse.plan;

import java.util.Arrays;
import java.util.Locale;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Output;
import org.duecourse.simulate.Output.Better;
import org.duecourse.simulate.SimulationResult;

/** What proposals are compared by, in the order of the rows. */
public enum CompareMeasure {
  FIRST_WAIT("First visit, mean wait to the booked day, days", Unit.DAYS, Output.FIRST_WAIT_DAYS),
  FIRST_IN_TIME("First visit held in time", Unit.SHARE, Output.FIRST_SEEN_WITHIN_LIMIT_SHARE),
  RETURN_IN_WINDOW("Return in window", Unit.SHARE, Output.RETURN_IN_WINDOW_SHARE),
  RETURN_IN_WINDOW_FORGIVEN(
      "Return in window, patients' own absences forgiven",
      Unit.SHARE,
      Output.RETURN_IN_WINDOW_SHARE_FORGIVEN),
  RETURN_WEEKS_MEETING(
      "Weeks in which enough returns are in window", Unit.SHARE, Output.RETURN_WEEKS_MEETING_SHARE),
  RETURN_LATE("Return, mean days past the window", Unit.DAYS, Output.RETURN_LATE_DAYS),
  RETURN_INTERVAL("Return, mean days from visit to visit", Unit.DAYS, Output.RETURN_INTERVAL_DAYS),
  UNBOOKED("Orders with no visit booked, last day", Unit.COUNT, Output.UNBOOKED_ORDERS),
  OVERDUE("Orders past their window and not seen, last day", Unit.COUNT, Output.OVERDUE_ORDERS),
  WAITING("People waiting for a first visit, last day", Unit.COUNT, Output.WAITING_REQUESTS),
  CRISIS_SAME_DAY("Crisis seen the same day", Unit.SHARE, Output.CRISIS_SAME_DAY_SHARE),
  CRISIS_4_HOURS("Crisis seen within 4 hours", Unit.SHARE, Output.CRISIS_WITHIN_4_HOURS_SHARE),
  CRISIS_GAPS("Opening half-hours without crisis cover", Unit.SHARE, Output.CRISIS_COVER_GAP_SHARE),
  PROTECTED_KEPT("Protected time kept", Unit.SHARE, Output.PROTECTED_MINUTES_KEPT_SHARE),
  WORK_UNDONE(
      "Work between visits undone, hours per full-time clinician, last day",
      Unit.DAYS,
      Output.INDIRECT_BACKLOG_HOURS_PER_FTE),
  COST("Cost a year", Unit.MONEY, Output.COST_A_YEAR),
  COST_PAY("  of this, pay", Unit.MONEY, Output.PAY_A_YEAR),
  COST_CRISIS("  of this, crisis service", Unit.MONEY, Output.COST_A_YEAR),
  COST_OUTSIDE("  of this, outside referrals", Unit.MONEY, Output.REFERRED_OUT_A_WEEK),
  VISITS("Visits held a week", Unit.COUNT, Output.VISITS_A_WEEK),
  VISITS_PER_CLINICIAN(
      "Visits held a week per full-time clinician at work", Unit.DAYS, Output.VISITS_A_WEEK),
  CASELOAD_PER_CLINICIAN(
      "Caseload per full-time clinician at work", Unit.DAYS, Output.CASELOAD_PER_FTE),
  AT_WORK("Clinicians at work, full-time equal, mean", Unit.DAYS, Output.CLINICIANS_AT_WORK_FTE);

  /** How a value is printed. */
  public enum Unit {
    /** 0 to 1, as a percentage; differences in points. */
    SHARE,
    /** With one decimal. */
    DAYS,
    /** Whole. */
    COUNT,
    /** In the currency of the clinic file. */
    MONEY
  }

  private final String label;
  private final Unit unit;
  private final Output output;

  CompareMeasure(String label, Unit unit, Output output) {
    this.label = label;
    this.unit = unit;
    this.output = output;
  }

  /** Its key in JSON and CSV. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its row is called. */
  public String label() {
    return label;
  }

  /** How it is printed. */
  public Unit unit() {
    return unit;
  }

  /** What is counted. */
  public String definition() {
    return switch (this) {
      case COST_CRISIS -> "Cost a year less pay and outside referrals";
      case COST_OUTSIDE -> "Requests referred to outside clinicians, times what each costs";
      case VISITS_PER_CLINICIAN -> "Visits held a week over clinicians at work";
      default -> output.definition();
    };
  }

  /** Which way is good; parts of a total and inputs are neither. */
  public Better better() {
    return switch (this) {
      case COST_CRISIS, COST_OUTSIDE, VISITS_PER_CLINICIAN -> Better.NEITHER;
      default -> output.better();
    };
  }

  /** One value a replication, all sites of the run together. */
  public double[] of(SimulationResult result) {
    double[] values = result.values(output);
    return switch (this) {
      case VISITS_PER_CLINICIAN -> {
        double[] clinicians = result.values(Output.CLINICIANS_AT_WORK_FTE);
        Arrays.setAll(values, r -> values[r] / clinicians[r]);
        yield values;
      }
      case COST_OUTSIDE -> outside(result);
      case COST_CRISIS -> {
        double[] pay = result.values(Output.PAY_A_YEAR);
        double[] outside = outside(result);
        // Differences of large sums: a rounding rest below a cent is nothing.
        Arrays.setAll(values, r -> Math.round((values[r] - pay[r] - outside[r]) * 100) / 100.0);
        yield values;
      }
      default -> values;
    };
  }

  private static double[] outside(SimulationResult result) {
    Clinic.Outside rule = result.clinic().booking().outside();
    double[] values = result.values(Output.REFERRED_OUT_A_WEEK);
    Arrays.setAll(values, r -> values[r] * rule.costEach() * 365.25 / 7);
    return values;
  }
}
