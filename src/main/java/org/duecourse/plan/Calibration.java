package org.duecourse.plan;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duecourse.io.Refused;
import org.duecourse.io.Yaml;
import org.duecourse.records.AccessLog;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.ClinicReader;

/**
 * A clinic as its records show it: estimates with intervals, and a clinic file made of them. What
 * the records cannot tell keeps the default of the reference file, and is listed as such.
 *
 * @param from the first day of the log
 * @param asOf the last
 * @param estimates one a value, those that kept their default too
 * @param posts the posts of each site: how many of each full-time equivalent
 */
public record Calibration(
    LocalDate from,
    LocalDate asOf,
    List<Estimate> estimates,
    Map<String, Map<Double, Integer>> posts) {

  /** The level of all intervals. */
  public static final double LEVEL = 0.95;

  private static final int LEAST_DAYS = 56;

  /** What no access log can tell. */
  private static final List<String[]> NOT_IN_A_LOG =
      List.of(
          new String[] {"booking.day_choice", "which of several free days is offered is a rule"},
          new String[] {"ratio", "which places are kept for first visits is a rule"},
          new String[] {"crisis.held_places_a_day", "which places are kept for crises is a rule"},
          new String[] {"absence.sickness_mean_days", "spells of sickness are not told from leave"},
          new String[] {"workforce.weeks_to_fill", "empty posts leave no rows"},
          new String[] {
            "roles.clinician.protected_minutes_a_week", "work between visits leaves no rows"
          },
          new String[] {"costs", "money is not in an access log"});

  /** Estimates everything that a log can tell. */
  public static Calibration of(AccessLog log) {
    LogFacts facts = new LogFacts(log);
    LocalDate from = facts.state().from();
    LocalDate asOf = facts.asOf();
    long days = ChronoUnit.DAYS.between(from, asOf) + 1;
    if (days < LEAST_DAYS) {
      throw Refused.input(
          "The log holds "
              + days
              + " days, "
              + from
              + " to "
              + asOf
              + "; calibrating needs at least "
              + LEAST_DAYS
              + ". Maybe extract a year.");
    }
    if (!facts.has("requests")) {
      throw Refused.input(
          "The log has no requests; without demand there is no clinic to simulate. Maybe add requests.csv.");
    }
    Clinic defaults = defaults();
    List<Estimate> all = new ArrayList<>();
    CapacityEstimates capacity = new CapacityEstimates(facts, defaults, days / 7.0, LEVEL);
    all.addAll(capacity.estimates());
    if (capacity.posts().isEmpty()) {
      throw Refused.input(
          "No visit in the log names its clinician, so that capacity cannot be estimated. Maybe map clinician_id.");
    }
    all.addAll(
        new DemandEstimates(
                facts.requests(), from, asOf, defaults.sites().getFirst().demand(), LEVEL)
            .estimates());
    all.addAll(new CourseEstimates(facts, LEVEL).estimates());
    all.addAll(new AttendanceEstimates(facts, defaults.attendance(), LEVEL).estimates());
    for (String[] rule : NOT_IN_A_LOG) {
      all.add(new Estimate(rule[0], "", null, 0, rule[1] + "; the default of the reference file"));
    }
    return new Calibration(from, asOf, List.copyOf(all), capacity.posts());
  }

  private static Clinic defaults() {
    return ClinicReader.read(Yaml.parse("the reference file", ClinicReader.reference()));
  }

  /** An estimate by its key. */
  public Estimate estimate(String key) {
    return estimates.stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no estimate of " + key));
  }

  /** The day on which a simulation of it starts: the first Monday after the log. */
  public LocalDate firstDay() {
    return asOf.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
  }

  /** The clinic file, with what each value rests on as comments. */
  public String clinicFile() {
    return ClinicFile.of(this);
  }

  /** The clinic itself. */
  public Clinic clinic() {
    return ClinicReader.read(Yaml.parse("calibrated clinic", clinicFile()));
  }

  /** The requests a week of each site that has clinicians; 0 where nobody asked there. */
  Map<String, Estimate> demandBySite() {
    Map<String, Estimate> bySite = new TreeMap<>();
    for (String site : posts.keySet()) {
      String key = "sites." + site + ".demand.requests_a_week";
      bySite.put(
          site,
          estimates.stream()
              .filter(each -> each.key().equals(key))
              .findFirst()
              .orElse(new Estimate(key, "0", null, 0, "no requests at this site in the log")));
    }
    return bySite;
  }
}
