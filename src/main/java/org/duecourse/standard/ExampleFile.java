package org.duecourse.standard;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.duecourse.io.Suggestion;
import org.duecourse.io.Yaml;
import org.duecourse.standard.Case.Answer;
import org.duecourse.standard.Case.Event;
import org.duecourse.standard.Case.Status;
import org.duecourse.standard.Example.Expected;
import org.duecourse.standard.Verdict.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Reads the worked examples of a rule: what happened, in keys named after the events, and what
 * comes out.
 */
final class ExampleFile {
  private final Clock.Start start;
  private final Set<String> parts;

  /**
   * Reads the examples of one rule.
   *
   * @param start the event that starts its clock; its word is the key of the start
   * @param parts the names of the rule's further limits
   */
  ExampleFile(Clock.Start start, Set<String> parts) {
    this.start = start;
    this.parts = Set.copyOf(parts);
  }

  Example read(Yaml.Section section) {
    String part = section.textOrNull("part");
    if (part != null && !parts.contains(part)) {
      section.problem("part", "'" + part + "' is no part." + Suggestion.didYouMean(part, parts));
    }
    Moment started = moment(section, start.word());
    if (started == null) {
      section.text(start.word());
      started = Moment.on(LocalDate.EPOCH);
    }
    ZoneId zone =
        section.parse(
            "zone",
            section.text("zone", "UTC"),
            "a time zone such as America/Los_Angeles",
            this::zone);
    Case given =
        new Case(
            zone == null ? ZoneId.of("UTC") : zone,
            started,
            events(section),
            section.dateOrNull("as_of"));
    return new Example(section.text("name"), part, given, expected(section));
  }

  private ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private List<Event> events(Yaml.Section section) {
    List<Event> events = new ArrayList<>();
    Moment offered = moment(section, "offered");
    if (offered != null) {
      events.add(new Case.Offered(offered, Answer.ACCEPTED, false));
    }
    for (Yaml.Section offer : section.sections("offers")) {
      events.add(
          new Case.Offered(
              needed(offer, "at"),
              offer.choice("answer", Answer.class),
              offer.flag("administrative_intake", false)));
    }
    for (Yaml.Section visit : section.sections("visits")) {
      events.add(
          new Case.Visit(
              needed(visit, "at"),
              visit.choice("status", Status.class),
              visit.flag("administrative_intake", false)));
    }
    for (Status status : List.of(Status.BOOKED, Status.ATTENDED)) {
      Moment at = moment(section, status.name().toLowerCase(java.util.Locale.ROOT));
      if (at != null) {
        events.add(new Case.Visit(at, status, false));
      }
    }
    Moment available = moment(section, "available");
    if (available != null) {
      events.add(new Case.Available(available));
    }
    addReached(section, "started", "start", events);
    addReached(section, "attempted", "attempt", events);
    Yaml.Section steps = section.sectionOrNull("reached");
    if (steps != null) {
      for (String step : steps.anyKey().keys()) {
        addReached(steps, step, step, events);
      }
    }
    for (Yaml.Section note : sections(section, "extension", "extensions")) {
      events.add(new Case.Extension(note.date("written"), note.date("until")));
    }
    Yaml.Section window = section.sectionOrNull("window");
    if (window != null) {
      events.add(
          new Case.Window(
              window.dateOrNull("earliest"), window.dateOrNull("target"), window.date("latest")));
    }
    if (section.flag("periodic", false)) {
      events.add(new Case.Periodic());
    }
    return events;
  }

  private static List<Yaml.Section> sections(Yaml.Section section, String one, String several) {
    List<Yaml.Section> all = new ArrayList<>(section.sections(several));
    Yaml.Section single = section.sectionOrNull(one);
    if (single != null) {
      all.add(single);
    }
    return all;
  }

  private static void addReached(
      Yaml.Section section, String key, String step, List<Event> events) {
    Moment at = moment(section, key);
    if (at != null) {
      events.add(new Case.Reached(step, at));
    }
  }

  private Expected expected(Yaml.Section section) {
    Yaml.Section letter = section.sectionOrNull("by_the_letter");
    Yaml.Section other = section.sectionOrNull("another_rule");
    return new Expected(
        section.choice("then", Outcome.class),
        section.has("because") ? section.choice("because", Verdict.Reason.class) : null,
        integer(section, "business_days"),
        integer(section, "calendar_days"),
        integer(section, "visit_calendar_days"),
        integer(section, "days_late"),
        moment(section, "limit"),
        moment(section, "effective_limit"),
        limits(section),
        outcomes(section),
        section.has("calendar_sensitive")
            ? new LinkedHashSet<>(section.texts("calendar_sensitive"))
            : null,
        letter == null
            ? null
            : new Example.Letter(
                letter.choice("then", Outcome.class), integer(letter, "business_days")),
        other == null
            ? null
            : new Example.Other(
                other.text("id"),
                other.choice("then", Outcome.class),
                integer(other, "days_late")));
  }

  private Map<String, LocalDate> limits(Yaml.Section section) {
    Map<String, LocalDate> limits = new LinkedHashMap<>();
    Yaml.Section byCalendar = section.sectionOrNull("limits");
    if (byCalendar != null) {
      for (String calendar : byCalendar.anyKey().keys()) {
        limits.put(calendar, byCalendar.date(calendar));
      }
    }
    return limits;
  }

  private Map<String, Outcome> outcomes(Yaml.Section section) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    Yaml.Section under = section.sectionOrNull("under");
    if (under != null) {
      for (String calendar : under.anyKey().keys()) {
        outcomes.put(calendar, under.choice(calendar, Outcome.class));
      }
    }
    return outcomes;
  }

  private static @Nullable Integer integer(Yaml.Section section, String key) {
    OptionalInt value = section.integerIfThere(key, -10_000, 10_000);
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static Moment needed(Yaml.Section section, String key) {
    Moment moment = moment(section, key);
    if (moment == null) {
      section.text(key);
      return Moment.on(LocalDate.EPOCH);
    }
    return moment;
  }

  private static @Nullable Moment moment(Yaml.Section section, String key) {
    String text = section.textOrNull(key);
    return text == null
        ? null
        : section.parse(key, text, "a day such as 2026-06-30, or 2026-06-30T14:00", Moment::parse);
  }
}
