package org.duecourse.plan;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A calibration as a clinic file: each value with its interval, rows and method as a comment, and
 * at the end what kept its default.
 */
final class ClinicFile {
  private final Calibration calibration;
  private final StringBuilder text = new StringBuilder();

  private ClinicFile(Calibration calibration) {
    this.calibration = calibration;
  }

  /** Writes it. */
  static String of(Calibration calibration) {
    return new ClinicFile(calibration).write();
  }

  private String write() {
    line(
        "# Calibrated on an access log, " + calibration.from() + " to " + calibration.asOf() + ".");
    line(
        "# Behind each value: its 95 % interval, the rows that it rests on, and how. 'default' was not in the log.");
    line("# All keys: duecourse simulate --reference.");
    line("name: calibrated clinic");
    line("first_day: " + calibration.firstDay() + "   # the first Monday after the log");
    value("", "open_days");
    line("roles:");
    line("  - id: clinician");
    value("    ", "roles.clinician.places_a_day");
    sites();
    section("demand", List.of());
    section("crisis", List.of("held_places_a_day"));
    course();
    attendance();
    section("absence", List.of("sickness_mean_days"));
    section("workforce", List.of("weeks_to_fill"));
    section("start", List.of());
    line("# Not in the log, so the default of the reference file holds:");
    for (Estimate each : calibration.estimates()) {
      if (each.isDefault()) {
        line("#   " + each.key() + ": " + each.basis());
      }
    }
    return text.toString();
  }

  private void sites() {
    line("sites:");
    calibration
        .demandBySite()
        .forEach(
            (site, demand) -> {
              line("  - id: " + quoted(site));
              line("    demand:");
              line("      requests_a_week: " + demand.value() + comment(demand));
              line("    posts:   # full-time is the fullest clinician's places on each open day");
              for (Map.Entry<Double, Integer> each :
                  calibration.posts().getOrDefault(site, Map.of()).entrySet()) {
                line(
                    "      - {role: clinician, count: "
                        + each.getValue()
                        + ", fte: "
                        + DemandEstimates.number(each.getKey())
                        + "}");
              }
            });
  }

  /** The values of a section whose key has two parts; what no log can tell is left out. */
  private void section(String name, List<String> leftOut) {
    line(name + ":");
    for (Estimate each : calibration.estimates()) {
      String[] parts = each.key().split("\\.", -1);
      if (parts.length == 2 && parts[0].equals(name) && !leftOut.contains(parts[1])) {
        line("  " + parts[1] + ": " + each.value() + comment(each));
      }
    }
  }

  private void course() {
    line("course:");
    boolean intervals = false;
    for (Estimate each : calibration.estimates()) {
      switch (each.key()) {
        case "course.sessions_mean" -> line("  # sessions_mean: " + each.value() + comment(each));
        case "course.sessions_weights" ->
            line("  sessions_weights: " + each.value() + comment(each));
        case "course.continuity" -> line("  continuity: " + each.value() + comment(each));
        default -> {
          if (each.key().startsWith("course.intervals.")) {
            if (!intervals) {
              line("  intervals:");
              intervals = true;
            }
            line("    - " + each.value() + comment(each));
          }
        }
      }
    }
  }

  private void attendance() {
    line("attendance:");
    String within = "";
    for (Estimate each : calibration.estimates()) {
      String[] parts = each.key().split("\\.", -1);
      if (!parts[0].equals("attendance")) {
        continue;
      }
      if (parts.length == 3 && !parts[1].equals(within)) {
        within = parts[1];
        line("  " + within + ":");
      }
      line(
          (parts.length == 3 ? "    " : "  ")
              + parts[parts.length - 1]
              + ": "
              + each.value()
              + comment(each));
    }
  }

  private void value(String indent, String key) {
    Estimate estimate = calibration.estimate(key);
    String[] parts = key.split("\\.", -1);
    line(indent + parts[parts.length - 1] + ": " + estimate.value() + comment(estimate));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String comment(Estimate estimate) {
    if (estimate.isDefault()) {
      return "   # default: " + estimate.basis();
    }
    Interval interval = estimate.interval();
    return "   # "
        + (interval == null
            ? ""
            : String.format(
                Locale.ROOT,
                "%s to %s, ",
                DemandEstimates.number(interval.low()),
                DemandEstimates.number(interval.high())))
        + estimate.rows()
        + " rows: "
        + estimate.basis();
  }

  private static String quoted(String id) {
    return "\"" + id.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
