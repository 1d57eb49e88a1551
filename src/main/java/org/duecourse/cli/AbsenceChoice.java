package org.duecourse.cli;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duecourse.absence.Displaced;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the visits of a file are displaced: of some clinics, some clinicians, some days. */
final class AbsenceChoice {
  @Option(
      names = "--site",
      paramLabel = "ID",
      description = "Only visits of this clinic; may be repeated.")
  private List<String> sites = new ArrayList<>();

  @Option(
      names = "--clinician",
      paramLabel = "ID",
      description = "Only visits of this clinician; may be repeated.")
  private List<String> clinicians = new ArrayList<>();

  @Option(names = "--from", paramLabel = "DAY", description = "Only visits on this day and later.")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "Only visits up to this day.")
  private @Nullable LocalDate to;

  /** The visits chosen; a clinic or clinician that none of them has is refused. */
  List<Displaced> of(List<Displaced> all, ZoneId zone) {
    List<Problem> problems = new ArrayList<>();
    known("--site", sites, all, visit -> visit.order().siteId(), problems);
    known("--clinician", clinicians, all, visit -> visit.order().ownClinician(), problems);
    if (from != null && to != null && to.isBefore(from)) {
      problems.add(
          new Problem("--to", to + " is before --from " + from + ". Maybe the two are swapped."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.USAGE, "Nothing was planned.", problems);
    }
    return all.stream()
        .filter(visit -> sites.isEmpty() || sites.contains(visit.order().siteId()))
        .filter(visit -> clinicians.isEmpty() || clinicians.contains(visit.order().ownClinician()))
        .filter(visit -> isInDays(LocalDate.ofInstant(visit.start(), zone)))
        .toList();
  }

  private boolean isInDays(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }

  private static void known(
      String option,
      Collection<String> typed,
      List<Displaced> all,
      Function<Displaced, @Nullable String> of,
      List<Problem> problems) {
    Set<String> known = new TreeSet<>();
    for (Displaced visit : all) {
      String one = of.apply(visit);
      if (one != null) {
        known.add(one);
      }
    }
    for (String each : typed) {
      if (!known.contains(each)) {
        problems.add(
            new Problem(
                option,
                "No visit of the file is of '" + each + "'." + Suggestion.didYouMean(each, known)));
      }
    }
  }

  /** The references of visits. */
  Set<String> ids(List<Displaced> visits) {
    return visits.stream().map(Displaced::visitId).collect(Collectors.toCollection(TreeSet::new));
  }
}
