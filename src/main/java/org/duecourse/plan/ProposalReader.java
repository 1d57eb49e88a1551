package org.duecourse.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duecourse.booking.DayChoice;
import org.duecourse.io.Suggestion;
import org.duecourse.io.Yaml;
import org.duecourse.io.Yaml.Section;
import org.duecourse.plan.Proposal.Part;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.CrisisService;
import org.duecourse.simulate.Clinic.Outside;
import org.duecourse.simulate.Clinic.Ratio;
import org.duecourse.simulate.Clinic.Supply.WorkingWeek;
import org.duecourse.simulate.ClinicReader;

/**
 * Reads a proposal: a file of changes to a clinic, or a whole clinic file. A site or a role that
 * the clinic does not have, a change without effect and an unknown key are refused, all at once.
 */
public final class ProposalReader {
  private static final double MANY = 1e9;

  private final Yaml file;
  private final Section top;
  private final Clinic clinic;
  private final String givenBy;
  private final List<Part> parts = new ArrayList<>();

  private ProposalReader(Yaml file, Clinic clinic) {
    this.file = file;
    this.clinic = clinic;
    top = file.top();
    givenBy = top.text("given_by", ProposalSource.NOT_SAID);
  }

  /**
   * Reads a proposal for a clinic.
   *
   * @throws org.duecourse.io.Refused with every problem of the file
   */
  public static Proposal read(Yaml file, Clinic clinic) {
    List<String> keys = file.top().keys();
    return keys.contains("sites") || keys.contains("roles")
        ? whole(file, clinic)
        : new ProposalReader(file, clinic).changes();
  }

  private static Proposal whole(Yaml file, Clinic today) {
    Clinic other = ClinicReader.read(file);
    Set<String> ids = ids(today);
    if (!ids(other).equals(ids)) {
      throw org.duecourse.io.Refused.input(
          file.name()
              + ": its sites are "
              + String.join(", ", ids(other))
              + ", those of the clinic "
              + String.join(", ", ids)
              + "; only the same sites can be compared. Maybe leave 'sites' and 'roles' out and say what changes.");
    }
    return new Proposal(other.name(), "", List.of(), List.of(), Map.of(), Optional.of(other));
  }

  private static Set<String> ids(Clinic clinic) {
    Set<String> ids = new LinkedHashSet<>();
    clinic.sites().forEach(site -> ids.add(site.id()));
    return ids;
  }

  private Proposal changes() {
    String name = top.text("name");
    String side = top.text("side", "");
    hires();
    pay();
    week();
    crisis();
    split();
    outside();
    policy();
    List<ProposalSource> assumptions = new ArrayList<>();
    for (Section one : top.sections("assumptions")) {
      assumptions.add(new ProposalSource(one.text("given_by", givenBy), one.text("text")));
    }
    Map<Assumption, Assumption.Range> ranges = ranges();
    file.refuse("nothing was compared");
    return new Proposal(name, side, parts, assumptions, ranges, Optional.empty());
  }

  private void hires() {
    for (Section one : top.sections("hires")) {
      add(
          one,
          new ProposalChange.Hires(
              sites(one),
              one(one, "role", roleIds()),
              one.integer("count", 1, 2000, 1),
              one.number("fte", 0.05, 1, 1),
              one.integer("month", 1, 120, 1)));
    }
  }

  private void pay() {
    for (Section one : top.sections("pay")) {
      add(one, new ProposalChange.Pay(roles(one), one.number("raise_share", -0.5, 5)));
    }
  }

  private void week() {
    for (Section one : top.sections("week")) {
      Set<String> roles = roles(one);
      Optional<Double> kept = minutes(one, "protected_minutes");
      Optional<Double> meetings = minutes(one, "meeting_minutes");
      if (kept.isEmpty() && meetings.isEmpty()) {
        file.problem(one, "week: protected_minutes or meeting_minutes is expected.");
      }
      for (Clinic.Role role : clinic.roles()) {
        if (roles.contains(role.id())) {
          fits(one, role, kept, meetings);
        }
      }
      add(one, new ProposalChange.Week(roles, kept, meetings));
    }
  }

  private static void fits(
      Section one, Clinic.Role role, Optional<Double> kept, Optional<Double> meetings) {
    String key = kept.isPresent() ? "protected_minutes" : "meeting_minutes";
    if (!(role.supply() instanceof WorkingWeek week)) {
      one.problem(
          key,
          role.id()
              + " has places_a_day and no working week. Maybe give the role weekly_hours in the clinic file.");
    } else if (kept.orElse(week.protectedMinutesAWeek())
            + meetings.orElse(week.meetingMinutesAWeek())
        >= week.weeklyHours() * 60) {
      one.problem(
          key, "leaves nothing of the " + week.weeklyHours() + " hours of a " + role.id() + ".");
    }
  }

  private static Optional<Double> minutes(Section one, String key) {
    return one.has(key) ? Optional.of(one.number(key, 0, 4800)) : Optional.empty();
  }

  private void crisis() {
    for (Section one : top.sections("crisis")) {
      Section service = one.sectionOrNull("service");
      Optional<Integer> held = whole(one, "held_places_a_day", 200);
      Optional<Integer> release = whole(one, "release_days_before", 365);
      if (service == null && held.isEmpty() && release.isEmpty()) {
        file.problem(one, "crisis: service, held_places_a_day or release_days_before is expected.");
      }
      add(
          one,
          new ProposalChange.Crisis(
              sites(one),
              service == null ? Optional.empty() : Optional.of(service(service)),
              held,
              release));
    }
  }

  private static Optional<Integer> whole(Section one, String key, int most) {
    var value = one.integerIfThere(key, 0, most);
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }

  private static CrisisService service(Section at) {
    double opens = at.number("opens", 0, 24);
    double closes = at.number("closes", 0, 24);
    if (closes <= opens) {
      at.problem("closes", closes + " is not after opens " + opens + "; a day runs forward.");
    }
    return new CrisisService(
        opens,
        closes,
        at.integer("staff", 1, 200, 1),
        at.number("cost_a_year", 0, MANY, 0),
        at.integer("month", 0, 120, 1));
  }

  private void split() {
    for (Section one : top.sections("split")) {
      add(
          one,
          new ProposalChange.Split(
              sites(one),
              new Ratio(
                  one.number("first", 0, 1000),
                  one.number("returns", 0, 1000),
                  one.integer("release_days_before", 0, 365, 0))));
    }
  }

  private void outside() {
    Section one = top.sectionOrNull("outside");
    if (one != null) {
      Outside was = clinic.booking().outside();
      add(
          one,
          new ProposalChange.OutsideReferrals(
              new Outside(
                  one.integer("after_days", 0, 4000, was.afterDays()),
                  one.number("at_most_a_week", 0, MANY, was.atMostAWeek()),
                  one.number("cost_each", 0, MANY, was.costEach()))));
    }
  }

  private void policy() {
    Section one = top.sectionOrNull("booking");
    if (one == null) {
      return;
    }
    if (!one.has("day_choice") && !one.has("turn") && !one.has("strike_notice_days")) {
      file.problem(one, "booking: day_choice, turn or strike_notice_days is expected.");
    }
    if (one.has("day_choice")) {
      add(one, new ProposalChange.Policy(one.choice("day_choice", DayChoice.class)));
    }
    if (one.has("turn")) {
      add(one, new ProposalChange.Turn(one.choice("turn", Clinic.Turn.class)));
    }
    if (one.has("strike_notice_days")) {
      if (clinic.absence().strikes().isEmpty()) {
        one.problem(
            "strike_notice_days",
            "the clinic file has no strike. Maybe give it absence: strikes first.");
      }
      add(one, new ProposalChange.StrikeNotice(one.integer("strike_notice_days", 0, 365)));
    }
  }

  private Map<Assumption, Assumption.Range> ranges() {
    Map<Assumption, Assumption.Range> ranges = new EnumMap<>(Assumption.class);
    for (Section one : top.sections("ranges")) {
      Assumption assumption = one.choice("assumption", Assumption.class);
      boolean months = assumption == Assumption.HIRING_DELAY_MONTHS;
      double low = one.number("low", months ? 0 : 0.1, months ? 60 : 10);
      double high = one.number("high", months ? 0 : 0.1, months ? 60 : 10);
      if (high < low) {
        one.problem("high", high + " is below low " + low + ". Maybe swap them.");
      }
      ranges.put(assumption, new Assumption.Range(low, high, one.text("given_by", givenBy)));
    }
    return ranges;
  }

  private void add(Section at, ProposalChange change) {
    parts.add(
        new Part(
            change, new ProposalSource(at.text("given_by", givenBy), at.text("assumption", ""))));
  }

  private Set<String> sites(Section at) {
    return several(at, "sites", "site", ids(clinic));
  }

  private Set<String> roles(Section at) {
    return several(at, "roles", "role", roleIds());
  }

  private Set<String> roleIds() {
    Set<String> ids = new LinkedHashSet<>();
    clinic.roles().forEach(role -> ids.add(role.id()));
    return ids;
  }

  /** One by its key, several by a list, all where neither is said. */
  private static Set<String> several(Section at, String list, String single, Set<String> known) {
    Set<String> names = new LinkedHashSet<>(at.texts(list));
    String one = at.textOrNull(single);
    if (one != null) {
      names.add(one);
    }
    for (String name : names) {
      check(at, at.has(list) ? list : single, name, known);
    }
    return names.isEmpty() ? known : names;
  }

  private static String one(Section at, String key, Set<String> known) {
    String name = at.text(key);
    if (!name.isEmpty()) {
      check(at, key, name, known);
    }
    return name;
  }

  private static void check(Section at, String key, String name, Collection<String> known) {
    if (!known.contains(name)) {
      at.problem(
          key,
          "'"
              + name
              + "' is none of "
              + String.join(", ", known)
              + "."
              + Suggestion.didYouMean(name, known));
    }
  }
}
