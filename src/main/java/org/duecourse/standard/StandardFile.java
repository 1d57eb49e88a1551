package org.duecourse.standard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.duecourse.calendar.Calendars;
import org.duecourse.calendar.Evidence;
import org.duecourse.io.Suggestion;
import org.duecourse.io.Yaml;
import org.duecourse.standard.Clock.Counts;
import org.duecourse.standard.Clock.DayZero;
import org.duecourse.standard.Clock.Start;
import org.jspecify.annotations.Nullable;

/** Reads a rule from its file. {@code docs/standards.md} says what each key means. */
final class StandardFile {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+");

  private final Yaml file;
  private final boolean own;

  private StandardFile(Yaml file, boolean own) {
    this.file = file;
    this.own = own;
  }

  /**
   * Reads a rule.
   *
   * @param own whether it is a user's own goal, whose id starts with "own."
   */
  static Standard read(Yaml file, boolean own) {
    return new StandardFile(file, own).read();
  }

  private Standard read() {
    Yaml.Section top = file.top();
    String id = id(top);
    Clock clock = clock(top.section("clock"));
    List<Version> versions = versions(top);
    Threshold threshold = threshold(top.sectionOrNull("threshold"));
    Set<ExceptionCode> unless = EnumSet.noneOf(ExceptionCode.class);
    unless.addAll(choices(top, "unless", ExceptionCode.class));
    Set<String> parts = new java.util.LinkedHashSet<>();
    versions.forEach(version -> parts.addAll(version.parts().keySet()));
    ExampleFile examples = new ExampleFile(clock.start(), parts);
    Standard standard =
        new Standard(
            id,
            top.text("rule"),
            top.text("jurisdiction", own ? "own" : ""),
            top.text("covers"),
            top.choice("category", Category.class),
            clock,
            calendar(top, "calendar", top.text("calendar", Calendars.DEFAULT)),
            top.texts("other_calendars").stream()
                .map(other -> calendar(top, "other_calendars", other))
                .toList(),
            unless,
            versions,
            threshold,
            top.texts("notes"),
            top.sections("examples").stream().map(examples::read).toList());
    if (standard.jurisdiction().isEmpty()) {
      top.problem("jurisdiction", "missing.");
    }
    file.refuse("the rule was not read");
    return standard;
  }

  private String id(Yaml.Section top) {
    String id = top.text("id");
    if (!id.isEmpty() && !ID.matcher(id).matches()) {
      top.problem(
          "id", "'" + id + "' is not lower-case words with dots such as own.return.weekly.");
    }
    if (own && !id.isEmpty() && !id.startsWith("own.")) {
      top.problem("id", "'" + id + "' is an own goal; its id starts with 'own.'. Maybe own." + id);
    }
    return id;
  }

  private static Clock clock(Yaml.Section section) {
    return new Clock(
        section.choice("start", Start.class),
        section.text("stop"),
        section.choice("counts", Counts.class),
        section.choice("day_zero", DayZero.class, DayZero.COUNTS),
        section.texts("stop_needs"));
  }

  private static String calendar(Yaml.Section top, String key, String id) {
    if (!Calendars.ids().contains(id)) {
      top.problem(key, "'" + id + "' is no calendar." + Suggestion.didYouMean(id, Calendars.ids()));
      return Calendars.DEFAULT;
    }
    return id;
  }

  private List<Version> versions(Yaml.Section top) {
    List<Version> versions = new ArrayList<>();
    for (Yaml.Section section : top.sections("values")) {
      Map<String, Limit> parts = new LinkedHashMap<>();
      Yaml.Section also = section.sectionOrNull("also");
      if (also != null) {
        for (String part : also.anyKey().keys()) {
          parts.put(part, limit(also.section(part)));
        }
      }
      versions.add(
          new Version(
              section.date("from"),
              section.dateOrNull("to"),
              limit(section),
              parts,
              section.text("source"),
              evidence(section),
              choices(section, "policy", Policy.class)));
    }
    if (versions.isEmpty()) {
      top.problem("values", "missing; a rule needs at least one value with 'from'.");
    }
    noteGapsAndOverlaps(top, versions);
    return versions;
  }

  /** Exactly one version is in force on each day from the first to the last. */
  private static void noteGapsAndOverlaps(Yaml.Section top, List<Version> versions) {
    for (int i = 1; i < versions.size(); i++) {
      LocalDate before = versions.get(i - 1).to();
      LocalDate from = versions.get(i).from();
      if (!from.isAfter(versions.get(i - 1).from())) {
        top.problem("values", "from " + from + " is not after the value before it.");
      } else if (before != null && !before.plusDays(1).equals(from)) {
        top.problem(
            "values",
            "one value ends on "
                + before
                + " and the next begins on "
                + from
                + "; exactly one must be in force each day. Maybe leave out 'to'.");
      } else if (before == null) {
        Version open = versions.get(i - 1);
        versions.set(
            i - 1,
            new Version(
                open.from(),
                from.minusDays(1),
                open.limit(),
                open.parts(),
                open.source(),
                open.evidence(),
                open.policy()));
      }
    }
    if (!versions.isEmpty()) {
      Version last = versions.getLast();
      if (last.to() != null && last.to().isBefore(last.from())) {
        top.problem("values", "to " + last.to() + " is before from " + last.from() + ".");
      }
    }
  }

  private static Limit limit(Yaml.Section section) {
    List<Limit> found = new ArrayList<>();
    addNumber(section, "business_days", 250, Limit::businessDays, found);
    addNumber(section, "calendar_days", 1000, Limit::calendarDays, found);
    addNumber(section, "weeks", 150, Limit::weeks, found);
    addNumber(section, "hours", 1000, Limit::hours, found);
    addNumber(section, "minutes", 10_000, Limit::minutes, found);
    if (section.flag("none", false)) {
      found.add(Limit.none());
    }
    if (section.has("from_order")) {
      found.add(new Limit.FromOrder(section.choice("from_order", Limit.OrderDay.class)));
    }
    if (found.size() != 1) {
      section.problem(
          "limit",
          found.isEmpty()
              ? "missing; one of business_days, calendar_days, weeks, hours, minutes, from_order, or"
                  + " none: true."
              : found.size() + " are given; one is needed. Maybe put the others under 'also'.");
    }
    return found.isEmpty() ? Limit.none() : found.getFirst();
  }

  private static void addNumber(
      Yaml.Section section, String key, int most, IntFunction<Limit> limit, List<Limit> found) {
    section.integerIfThere(key, 1, most).ifPresent(number -> found.add(limit.apply(number)));
  }

  private Evidence evidence(Yaml.Section section) {
    Evidence evidence =
        own
            ? section.choice("evidence", Evidence.class, Evidence.OWN)
            : section.choice("evidence", Evidence.class);
    if (evidence == Evidence.UNCONFIRMED) {
      section.problem(
          "evidence",
          "'unconfirmed' is not shipped as a rule. Maybe leave it out until it is read.");
    } else if (evidence == Evidence.OWN && !own) {
      section.problem("evidence", "'own' is for a user's own goals.");
    }
    return evidence;
  }

  private @Nullable Threshold threshold(Yaml.@Nullable Section section) {
    if (section == null) {
      return null;
    }
    List<Threshold.RateExample> examples = new ArrayList<>();
    for (Yaml.Section example : section.sections("examples")) {
      Verdict.Outcome then = example.choice("then", Verdict.Outcome.class);
      examples.add(
          new Threshold.RateExample(
              example.text("name"),
              example.integer("in_time", 0, Integer.MAX_VALUE),
              example.integer("counted", 0, Integer.MAX_VALUE),
              then == Verdict.Outcome.MET));
    }
    return new Threshold(
        section.number("percent", 0, 100),
        section.choice("unit", Threshold.Unit.class),
        section.text("of"),
        section.date("from"),
        section.text("source"),
        evidence(section),
        examples);
  }

  private static <E extends Enum<E>> List<E> choices(
      Yaml.Section section, String key, Class<E> type) {
    List<E> found = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(constant.name());
    }
    for (String text : section.texts(key)) {
      int at = words.indexOf(text.toUpperCase(java.util.Locale.ROOT));
      if (at < 0) {
        section.problem(
            key,
            "'"
                + text
                + "' is none of "
                + String.join(", ", words)
                + "."
                + Suggestion.didYouMean(text, words));
      } else {
        found.add(type.getEnumConstants()[at]);
      }
    }
    return found;
  }
}
