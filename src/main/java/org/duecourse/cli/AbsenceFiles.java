package org.duecourse.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.duecourse.absence.Displaced;
import org.duecourse.absence.FreePlace;
import org.duecourse.booking.Clinician;
import org.duecourse.booking.Continuity;
import org.duecourse.booking.Harm;
import org.duecourse.booking.Mode;
import org.duecourse.booking.OpenOrder;
import org.duecourse.booking.Opening;
import org.duecourse.booking.Purpose;
import org.duecourse.booking.VisitKind;
import org.duecourse.booking.Weights;
import org.duecourse.booking.Window;
import org.duecourse.io.Problem;
import org.duecourse.io.Suggestion;
import org.duecourse.io.Yaml;

/** Displaced visits and free places as a clinic without the desk has them: two CSV files. */
final class AbsenceFiles {
  /** The columns of a displaced visit; see docs/absence.md. */
  static final Set<String> VISIT =
      ordered(
          "order_id",
          "visit_id",
          "patient_id",
          "site_id",
          "clinician_id",
          "kind",
          "start_at",
          "earliest_date",
          "target_date",
          "latest_date",
          "legal_limit",
          "weight",
          "continuity",
          "discipline",
          "language",
          "mode",
          "minutes",
          "pinned");

  /** The columns of a free place. */
  static final Set<String> PLACE =
      ordered(
          "opening_id",
          "site_id",
          "clinician_id",
          "start_at",
          "minutes",
          "purpose",
          "discipline",
          "languages",
          "modes",
          "takes_new_patients",
          "share_taken");

  private AbsenceFiles() {}

  private static Set<String> ordered(String... columns) {
    return new LinkedHashSet<>(List.of(columns));
  }

  static List<Displaced> visits(Path file, ZoneId zone, List<Problem> problems) {
    Set<String> seen = new HashSet<>();
    return FieldReader.rows(
        file,
        List.of("order_id", "patient_id", "site_id", "start_at", "earliest_date", "latest_date"),
        VISIT,
        problems,
        fields -> visit(fields, zone, seen));
  }

  private static Displaced visit(FieldReader fields, ZoneId zone, Set<String> seen) {
    String order = fields.needed("order_id");
    String visit = fields.text("visit_id").isEmpty() ? order : fields.text("visit_id");
    if (!seen.add(visit)) {
      fields.problem("visit_id", "'" + visit + "' is there twice.");
    }
    fields.needed("earliest_date");
    fields.needed("latest_date");
    Window window = window(fields);
    return Displaced.of(
            visit,
            fields.needed("patient_id"),
            new OpenOrder(
                order,
                fields.one("kind", VisitKind.class, VisitKind.RETURN),
                fields.needed("site_id"),
                window,
                fields.dayOrNull("legal_limit"),
                fields.number("weight", 3, 1, 10),
                fields.one("continuity", Continuity.class, Continuity.PREFERRED),
                fields.textOrNull("clinician_id"),
                fields.textOrNull("discipline"),
                fields.textOrNull("language"),
                fields.oneOrNull("mode", Mode.class),
                fields.number("minutes", 45, 5, 480)),
            fields.moment("start_at", zone))
        .pinnedTo(fields.textOrNull("pinned"));
  }

  /** The window; any one where a day of it is not known, which is told already. */
  private static Window window(FieldReader fields) {
    LocalDate earliest = fields.dayOrNull("earliest_date");
    LocalDate latest = fields.dayOrNull("latest_date");
    if (earliest == null || latest == null) {
      return new Window(LocalDate.EPOCH, LocalDate.EPOCH, LocalDate.EPOCH);
    }
    LocalDate target = fields.day("target_date", earliest);
    if (target.isBefore(earliest) || latest.isBefore(target)) {
      fields.problem(
          "latest_date",
          "The window "
              + earliest
              + ", "
              + target
              + ", "
              + latest
              + " does not run forward. Maybe two days are swapped.");
      return new Window(earliest, earliest, earliest);
    }
    return new Window(earliest, target, latest);
  }

  static List<FreePlace> places(Path file, ZoneId zone, List<Problem> problems) {
    Set<String> seen = new HashSet<>();
    return FieldReader.rows(
        file,
        List.of("opening_id", "site_id", "clinician_id", "start_at", "minutes"),
        PLACE,
        problems,
        fields -> place(fields, zone, seen));
  }

  private static FreePlace place(FieldReader fields, ZoneId zone, Set<String> seen) {
    String id = fields.needed("opening_id");
    if (!seen.add(id)) {
      fields.problem("opening_id", "'" + id + "' is there twice.");
    }
    fields.needed("minutes");
    Instant start = fields.moment("start_at", zone);
    String takes = fields.text("takes_new_patients");
    if (!Set.of("", "yes", "no").contains(takes)) {
      fields.problem("takes_new_patients", "'" + takes + "' is neither yes nor no.");
    }
    return new FreePlace(
        id,
        new Opening(
            0,
            fields.needed("site_id"),
            new Clinician(
                fields.needed("clinician_id"),
                fields.text("discipline").isEmpty() ? "therapist" : fields.text("discipline"),
                fields.words("languages").isEmpty() ? Set.of("en") : fields.words("languages"),
                !takes.equals("no")),
            fields.one("purpose", Purpose.class, Purpose.RETURN),
            start,
            start.plusSeconds(60L * fields.number("minutes", 45, 5, 480)),
            fields.several("modes", Mode.class, Set.of(Mode.IN_PERSON, Mode.VIDEO)),
            null),
        fields.share("share_taken"));
  }

  /** Pinned places have to be among the free ones, and each for one visit. */
  static void checkPins(
      Path file, List<Displaced> visits, List<FreePlace> places, List<Problem> problems) {
    Set<String> there = new HashSet<>();
    places.forEach(place -> there.add(place.id()));
    Set<String> taken = new HashSet<>();
    for (Displaced visit : visits) {
      String pinned = visit.pinned();
      if (pinned != null && !there.contains(pinned)) {
        problems.add(
            new Problem(
                file + ", " + visit.visitId(),
                "The pinned place '" + pinned + "' is not among the openings."));
      } else if (pinned != null && !taken.add(pinned)) {
        problems.add(
            new Problem(
                file + ", " + visit.visitId(),
                "The place '" + pinned + "' is pinned for another visit already."));
      }
    }
  }

  /** Which visit takes which place, from a file of its own. */
  static Map<String, String> pins(Path file, List<Displaced> visits, List<Problem> problems) {
    Set<String> known = new TreeSet<>();
    visits.forEach(visit -> known.add(visit.visitId()));
    Map<String, String> pins = new HashMap<>();
    List<String> columns = List.of("visit_id", "opening_id");
    FieldReader.rows(
        file,
        columns,
        new LinkedHashSet<>(columns),
        problems,
        fields -> {
          String visit = fields.needed("visit_id");
          String place = fields.needed("opening_id");
          if (!visit.isEmpty() && !known.contains(visit)) {
            fields.problem(
                "visit_id",
                "'"
                    + visit
                    + "' is not among the displaced visits."
                    + Suggestion.didYouMean(visit, known));
          } else if (pins.put(visit, place) != null) {
            fields.problem("visit_id", "'" + visit + "' is there twice.");
          }
          return place;
        });
    return pins;
  }

  /** A visit with the place that a file of pins gives it, else with its own. */
  static Displaced pinned(Displaced visit, Map<String, String> pins) {
    String place = pins.get(visit.visitId());
    return place == null ? visit : visit.pinnedTo(place);
  }

  /** Points as a clinic sets them; a key that is left out keeps the desk's. */
  static Weights weights(Path file) {
    Yaml yaml = Yaml.read(file);
    Yaml.Section top = yaml.top();
    Weights usual = Weights.DEFAULT;
    Harm harm = usual.harm();
    Weights weights =
        new Weights(
            new Harm(
                points(top, "per_day_early", harm.perDayEarly()),
                points(top, "full_day", harm.fullDay()),
                points(top, "no_rescue", harm.noRescue())),
            points(top, "per_day_late", usual.perDayLate()),
            points(top, "per_day_late_squared", usual.perDayLateSquared()),
            points(top, "other_clinician", usual.otherClinician()),
            usual.otherHour(),
            points(top, "other_clinic", usual.otherClinic()),
            points(top, "remote", usual.remote()),
            usual.perWish(),
            points(top, "not_placed", usual.notPlaced()),
            usual.alike());
    yaml.refuse("nothing was planned");
    return weights;
  }

  private static double points(Yaml.Section top, String key, double otherwise) {
    return top.number(key, 0, 1_000_000, otherwise);
  }

  /**
   * Pairs as "eastside=north,valley".
   *
   * @param left what may stand before the sign
   * @param right what may stand after it
   */
  static Map<String, Set<String>> pairs(
      List<String> typed, String option, Set<String> left, Set<String> right) {
    Map<String, Set<String>> pairs = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (String each : typed) {
      String[] parts = each.split("=", 2);
      if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
        problems.add(new Problem(option, "'" + each + "' is not of the form name=other,other."));
        continue;
      }
      List<String> others = List.of(parts[1].strip().split(" *, *"));
      known(option, parts[0].strip(), left, problems);
      others.forEach(other -> known(option, other, right, problems));
      pairs.computeIfAbsent(parts[0].strip(), key -> new LinkedHashSet<>()).addAll(others);
    }
    FieldReader.refuse(problems);
    return pairs;
  }

  private static void known(String option, String name, Set<String> known, List<Problem> problems) {
    if (!known.contains(name)) {
      problems.add(
          new Problem(
              option, "'" + name + "' is not in the files." + Suggestion.didYouMean(name, known)));
    }
  }

  static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw org.duecourse.io.Refused.usage(
          "'" + name + "' is not a zone. Maybe America/Los_Angeles.");
    }
  }
}
