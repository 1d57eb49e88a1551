package org.duecourse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.duecourse.simulate.Clinic;

/**
 * Who works, how many places they give, how often they are away, and the state at the end of the
 * log.
 */
final class CapacityEstimates {
  /** Below this the places of a worked day may be more than were ever taken. */
  private static final double FULL_ENOUGH = 0.7;

  /** Below this the book is too empty to tell a free day from leave. */
  private static final double NEVER_EMPTY = 0.9;

  private static final double OPEN_DAYS_A_YEAR = 260;

  private final LogFacts facts;
  private final Clinic defaults;
  private final double level;
  private final ClinicianWeeks weeks;
  private final double weeksOfLog;
  private final List<Estimate> all = new ArrayList<>();
  private final Map<String, Map<Double, Integer>> posts = new TreeMap<>();

  CapacityEstimates(LogFacts facts, Clinic defaults, double weeksOfLog, double level) {
    this.facts = facts;
    this.defaults = defaults;
    this.level = level;
    this.weeksOfLog = weeksOfLog;
    this.weeks = new ClinicianWeeks(facts.days(), facts.asOf());
  }

  /** The posts of each site: how many of each full-time equivalent. */
  Map<String, Map<Double, Integer>> posts() {
    return posts;
  }

  List<Estimate> estimates() {
    List<ClinicianWeeks.One> present =
        weeks.clinicians().stream().filter(ClinicianWeeks.One::present).toList();
    if (present.isEmpty()) {
      return all;
    }
    boolean bound = isBound();
    long days = (long) weeks.clinicians().stream().mapToDouble(ClinicianWeeks.One::worked).sum();
    String open =
        weeks.openDays().stream()
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ", "[", "]"));
    all.add(new Estimate("open_days", open, null, days, "weekdays with visits"));
    double[] eachPlaces = present.stream().mapToDouble(ClinicianWeeks.One::places).toArray();
    double places = new Percentiles(eachPlaces).at(1);
    double fill = mean(present, ClinicianWeeks.One::fill);
    Interval share =
        new BlockBootstrap(1, 1000, 6)
            .interval(eachPlaces.length, drawn -> mean(eachPlaces, drawn), level);
    all.add(
        new Estimate(
            "roles.clinician.places_a_day",
            DemandEstimates.number(places),
            new Interval(
                places,
                places * share.low() / share.value(),
                places * share.high() / share.value(),
                level),
            days,
            String.format(
                Locale.ROOT,
                "the most places taken on 3 days and 2 %% of the worked days, of the fullest clinician, who is full-time; interval by resampled clinicians; %.0f %% of places are taken on a worked day%s",
                100 * fill,
                bound
                    ? "; but most returns come after their window, so that each clinician has the places that were used, away days included"
                    : fill < FULL_ENOUGH ? ", so there may be more" : "")));
    double fte = 0;
    for (ClinicianWeeks.One one : present) {
      double part =
          bound
              ? one.taken() / one.openDays() / places
              : one.places() / places * one.usualDays() / weeks.openDays().size();
      double own = Math.clamp(Math.rint(20 * part) / 20, 0.05, 1);
      fte += own;
      posts.computeIfAbsent(one.site(), s -> new TreeMap<>()).merge(own, 1, Integer::sum);
    }
    if (bound) {
      String why = "0: the places that were used are without the days away already";
      all.add(new Estimate("absence.sickness_share", "0", null, days, why));
      all.add(new Estimate("absence.leave_days_a_year", "0", null, days, why));
    } else {
      absence(fill);
    }
    leaving();
    state(fte);
    return all;
  }

  /**
   * Whether places are what holds returns back: most orders had no visit in their window. Then free
   * places on worked days cannot be what they seem, and what was used is what there is.
   */
  private boolean isBound() {
    if (!facts.has("orders")) {
      return false;
    }
    LogFacts.Lateness lateness = facts.lateness();
    return lateness.orders() >= 100 && lateness.late() > 0.5 * lateness.orders();
  }

  private void absence(double fill) {
    double worked = weeks.clinicians().stream().mapToDouble(ClinicianWeeks.One::worked).sum();
    double expected = weeks.clinicians().stream().mapToDouble(ClinicianWeeks.One::expected).sum();
    double spells = weeks.clinicians().stream().mapToDouble(ClinicianWeeks.One::spells).sum();
    double length = defaults.absence().sicknessMeanDays();
    // The first day of a spell cancels booked visits; later ones may find nothing booked. So spells
    // are
    // counted, by booked days, and each is taken to last the mean length.
    double busy = weeks.clinicians().stream().mapToDouble(ClinicianWeeks.One::busy).sum();
    Interval begins = Interval.wilson(spells, busy + spells, level);
    Interval sick =
        new Interval(
            away(begins.value(), length),
            away(begins.low(), length),
            away(begins.high(), length),
            level);
    all.add(
        new Estimate(
            "absence.sickness_share",
            DemandEstimates.number(sick.value()),
            sick,
            (long) (busy + spells),
            "spells of days on which the clinic cancelled every visit, each of the default's mean length"));
    if (fill < NEVER_EMPTY || expected < 100) {
      all.add(
          standing(
              "absence.leave_days_a_year",
              DemandEstimates.number(defaults.absence().leaveDaysAYear()),
              "the book is too empty to tell a free day from leave; the default of the reference file"));
    } else {
      double away = Math.max(0, expected * (1 - sick.value()) - worked);
      Interval share = Interval.wilson(away / 5, expected / 5, level);
      all.add(
          new Estimate(
              "absence.leave_days_a_year",
              DemandEstimates.number(share.value() * OPEN_DAYS_A_YEAR),
              new Interval(
                  share.value() * OPEN_DAYS_A_YEAR,
                  share.low() * OPEN_DAYS_A_YEAR,
                  share.high() * OPEN_DAYS_A_YEAR,
                  level),
              (long) expected,
              "usual days without any visit, of 260 a year; weeks of leave count as one observation"));
    }
  }

  /**
   * The share of days away, from the chance that a spell is first seen on an open day. A spell that
   * began on a closed day and goes on is first seen on the next open one.
   */
  private double away(double firstSeen, double length) {
    int open = weeks.openDays().size();
    double goesOn = 1 - 1 / Math.max(1, length);
    double begunBefore = 0;
    for (int closed = 1; closed <= 7 - open; closed++) {
      begunBefore += Math.pow(goesOn, closed);
    }
    double begins = firstSeen / (1 + begunBefore / open);
    return begins * length / (1 + begins * length);
  }

  private void leaving() {
    LogFacts.Leaving leaving = facts.has("clinicians") ? facts.leaving() : null;
    String key = "workforce.turnover_a_year";
    if (leaving == null || leaving.years() < 5) {
      all.add(
          standing(
              key,
              DemandEstimates.number(defaults.workforce().turnoverAYear()),
              "fewer than 5 years of clinicians whose first day is known; the default of the reference file"));
      return;
    }
    GammaPoisson rate = new GammaPoisson(leaving.left() + 0.5, leaving.years());
    Interval interval = rate.interval(level);
    double point = leaving.left() / leaving.years();
    all.add(
        new Estimate(
            key,
            DemandEstimates.number(-Math.expm1(-point)),
            new Interval(
                -Math.expm1(-point),
                leaving.left() == 0 ? 0 : -Math.expm1(-interval.low()),
                -Math.expm1(-interval.high()),
                level),
            (long) leaving.clinicians(),
            String.format(
                Locale.ROOT,
                "%.0f left in %.1f clinician-years",
                leaving.left(),
                leaving.years())));
  }

  private void state(double fte) {
    LogFacts.State state = facts.state();
    all.add(
        facts.has("orders")
            ? new Estimate(
                "start.caseload_per_fte",
                DemandEstimates.number(state.inTreatment() / fte),
                null,
                Math.max(1, (long) state.inTreatment()),
                "patients with an open return order on the last day")
            : standing("start.caseload_per_fte", "0", "the log has no orders: an empty book"));
    all.add(
        facts.has("requests")
            ? new Estimate(
                "start.waiting_requests_per_fte",
                DemandEstimates.number(state.waiting() / fte),
                null,
                Math.max(1, (long) state.waiting()),
                "open requests without a visit on the last day")
            : standing("start.waiting_requests_per_fte", "0", "the log has no requests"));
    if (state.crises() > 0) {
      double each = Math.max(1, posts.size());
      Interval crises = new GammaPoisson(state.crises() + 0.5, weeksOfLog * each).interval(level);
      all.add(
          new Estimate(
              "crisis.arrivals_a_week",
              DemandEstimates.number(state.crises() / weeksOfLog / each),
              crises,
              (long) state.crises(),
              "crisis visits a week and site; who came and was not seen is not in the log"));
    } else {
      all.add(standing("crisis.arrivals_a_week", "0", "the log has no visits of kind crisis"));
    }
  }

  private static double mean(
      List<ClinicianWeeks.One> all, ToDoubleFunction<ClinicianWeeks.One> of) {
    return all.stream().mapToDouble(of).average().orElse(0);
  }

  private static double mean(double[] values, int[] drawn) {
    double sum = 0;
    for (int i : drawn) {
      sum += values[i];
    }
    return sum / drawn.length;
  }

  private static Estimate standing(String key, String value, String why) {
    return new Estimate(key, value, null, 0, why);
  }
}
