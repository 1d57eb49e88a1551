package org.duecourse.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.duecourse.absence.Displaced;
import org.duecourse.absence.FreePlace;
import org.duecourse.absence.Plan;
import org.duecourse.absence.PlanSettings;
import org.duecourse.absence.Rebooking;
import org.duecourse.absence.WhatIf;
import org.duecourse.booking.Weights;
import org.duecourse.io.AtomicFile;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.report.AbsenceReport;
import org.duecourse.report.Format;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code duecourse absence}: where displaced visits go with the least harm, from files. */
@Command(
    name = "absence",
    mixinStandardHelpOptions = true,
    description = {
      "Where do displaced visits go with the least harm? A day of illness, closure or strike from two files.",
      "The plan is the best there is; nobody is told and nothing is booked by it."
    })
final class AbsenceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--orders",
      required = true,
      paramLabel = "FILE.csv",
      description = "The displaced visits with their orders; columns: docs/absence.md.")
  private Path orders;

  @Option(
      names = "--openings",
      required = true,
      paramLabel = "FILE.csv",
      description = "The free places.")
  private Path openings;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "America/Los_Angeles",
      description = "Of the clinics, for days and for times without an offset (${DEFAULT-VALUE}).")
  private String zone;

  @Option(
      names = "--now",
      paramLabel = "TIME",
      description = "When the plan is made, as 2026-06-08T16:10:00-07:00; now if left out.")
  private @Nullable String now;

  @Option(
      names = "--reserve",
      paramLabel = "N",
      defaultValue = "0",
      description = "Places of each clinic and day that are kept for crises (${DEFAULT-VALUE}).")
  private int reserve;

  @Option(
      names = "--prices",
      paramLabel = "N",
      defaultValue = "3",
      description = "Tell what a reserve of 0 to N places costs (${DEFAULT-VALUE}).")
  private int prices;

  @Option(
      names = "--other-clinics",
      paramLabel = "A=B,C",
      description = "Clinics that would do for patients of A; may be repeated.")
  private List<String> others = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "VISIT=PLACE,…",
      description = "Places that a visit must not get; may be repeated.")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--pins",
      paramLabel = "FILE.csv",
      description = "Places that are chosen already; columns visit_id, opening_id.")
  private @Nullable Path pins;

  @Option(
      names = "--ask",
      paramLabel = "VISIT=PLACE",
      description = "Tell what it does to the others if a visit takes a place; may be repeated.")
  private List<String> ask = new ArrayList<>();

  @Option(
      names = "--weights",
      paramLabel = "FILE.yaml",
      description = "Other points for lateness, handover and the rest; docs/absence.md.")
  private @Nullable Path weights;

  @Mixin private AbsenceChoice choice;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report there too: .html, .md or .json.")
  private @Nullable Path report;

  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    if (reserve < 0 || prices < 0 || prices > 20) {
      throw Refused.usage("--reserve is 0 or more, --prices is 0 to 20.");
    }
    Path target = report;
    Format format = target == null ? Format.HTML : format(target);
    ZoneId where = AbsenceFiles.zone(zone);
    List<Problem> problems = new ArrayList<>();
    List<Displaced> all = AbsenceFiles.visits(orders, where, problems);
    List<FreePlace> places = AbsenceFiles.places(openings, where, problems);
    Weights points = weights == null ? Weights.DEFAULT : AbsenceFiles.weights(weights);
    Map<String, String> pinned = pins == null ? Map.of() : AbsenceFiles.pins(pins, all, problems);
    all = all.stream().map(visit -> AbsenceFiles.pinned(visit, pinned)).toList();
    if (problems.isEmpty()) {
      AbsenceFiles.checkPins(pins == null ? orders : pins, all, places, problems);
    }
    FieldReader.refuse(problems);
    List<Displaced> visits = choice.of(all, where);
    Map<String, ZoneId> zones = new HashMap<>();
    visits.forEach(visit -> zones.put(visit.order().siteId(), where));
    places.forEach(place -> zones.put(place.opening().siteId(), where));
    Set<String> visitIds =
        all.stream().map(Displaced::visitId).collect(Collectors.toCollection(TreeSet::new));
    Set<String> placeIds =
        places.stream().map(FreePlace::id).collect(Collectors.toCollection(TreeSet::new));
    Set<String> clinics = new TreeSet<>(zones.keySet());
    PlanSettings settings =
        new PlanSettings(
            points,
            instant(),
            zones,
            AbsenceFiles.pairs(others, "--other-clinics", clinics, clinics),
            reserve,
            AbsenceFiles.pairs(exclude, "--exclude", visitIds, placeIds));
    Map<String, Set<String>> questions =
        AbsenceFiles.pairs(ask, "--ask", choice.ids(visits), placeIds);
    Plan plan = Rebooking.plan(visits, places, settings);
    List<WhatIf> asked = new ArrayList<>();
    questions.forEach(
        (visit, each) ->
            each.forEach(
                place -> asked.add(Rebooking.whatIf(plan, places, settings, visit, place))));
    AbsenceReport shown =
        new AbsenceReport(
            plan,
            Rebooking.prices(visits, places, settings, prices),
            others.isEmpty() ? null : Rebooking.price(visits, places, settings.ownClinicsOnly()),
            asked,
            where);
    if (target != null) {
      AtomicFile.write(target, format.render(shown.table()));
    }
    output.print(shown.table(), spec.commandLine().getOut());
    return 0;
  }

  private Instant instant() {
    if (now == null) {
      return Instant.now();
    }
    try {
      return java.time.OffsetDateTime.parse(now).toInstant();
    } catch (java.time.DateTimeException e) {
      throw Refused.usage(
          "'" + now + "' is not a time with its offset. Maybe 2026-06-08T16:10:00-07:00.");
    }
  }

  private static Format format(Path file) {
    String name = file.toString();
    if (name.endsWith(".html")) {
      return Format.HTML;
    }
    if (name.endsWith(".json")) {
      return Format.JSON;
    }
    if (name.endsWith(".md")) {
      return Format.MD;
    }
    throw Refused.usage("A report is .html, .md or .json, not " + file.getFileName() + ".");
  }
}
