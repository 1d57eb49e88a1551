package org.duecourse.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.duecourse.booking.DayChoice;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.simulate.Clinic;
import org.duecourse.simulate.Clinic.Supply.WorkingWeek;

/**
 * A rule of the desk whose price can be asked: each value of it becomes a proposal, and the clinic
 * is replayed with each on the same people.
 */
public enum PricedRule {
  /** Places of each clinic and day that are held for crises. */
  CRISIS_HELD("places held for crises each day"),
  /** Days before which held places are free for other visits; 0: never. */
  CRISIS_RELEASE("days before which held places are released"),
  /** Protected minutes of a full-time week. */
  PROTECTED_MINUTES("protected minutes a week"),
  /** Return places for each first place; 0: no split. */
  RETURNS_FOR_A_FIRST("return places for each first place"),
  /** Which free day is taken. */
  DAY_CHOICE("day taken"),
  /** Whose order is booked first, those displaced by an absence among them. */
  TURN("turn of orders"),
  /** Days ahead at which the visits of a strike are moved. */
  STRIKE_NOTICE("days of notice of a strike");

  private final String words;

  PricedRule(String words) {
    this.words = words;
  }

  /** Its name on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it rules, in words. */
  public String words() {
    return words;
  }

  /**
   * One proposal for each value of the rules, in the order given.
   *
   * @param asked rules as {@code name=value,value}
   * @throws Refused with everything that is wrong
   */
  public static List<Proposal> proposals(Clinic clinic, List<String> asked) {
    List<Proposal> proposals = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (String one : asked) {
      int at = one.indexOf('=');
      String name = at < 0 ? one : one.substring(0, at);
      Optional<PricedRule> rule = named(name);
      if (rule.isEmpty() || at < 0) {
        problems.add(
            new Problem(
                "--rule",
                "'"
                    + one
                    + "': a rule and its values are expected, as crisis-held=0,1,2; rules are "
                    + String.join(", ", keys())
                    + "."
                    + Suggestion.didYouMean(name, keys())));
        continue;
      }
      for (String value : one.substring(at + 1).split(",", -1)) {
        String column = rule.get().key() + " = " + value.strip();
        try {
          ProposalChange change = rule.get().change(clinic, value.strip());
          if (names.add(column)) {
            proposals.add(proposal(column, change));
          }
        } catch (Refused refused) {
          problems.add(new Problem("--rule " + column, refused.headline()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.USAGE, "Nothing was priced", problems);
    }
    return proposals;
  }

  private static List<String> keys() {
    return Arrays.stream(values()).map(PricedRule::key).toList();
  }

  private static Optional<PricedRule> named(String name) {
    return Arrays.stream(values()).filter(rule -> rule.key().equals(name.strip())).findFirst();
  }

  private static Proposal proposal(String column, ProposalChange change) {
    return new Proposal(
        column,
        "",
        List.of(new Proposal.Part(change, new ProposalSource("", ""))),
        List.of(),
        Map.of(),
        Optional.empty());
  }

  private ProposalChange change(Clinic clinic, String value) {
    Set<String> sites =
        clinic.sites().stream()
            .map(Clinic.Site::id)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return switch (this) {
      case CRISIS_HELD ->
          new ProposalChange.Crisis(
              sites, Optional.empty(), Optional.of(whole(value, 200)), Optional.empty());
      case CRISIS_RELEASE ->
          new ProposalChange.Crisis(
              sites, Optional.empty(), Optional.empty(), Optional.of(whole(value, 365)));
      case PROTECTED_MINUTES -> week(clinic, whole(value, 4_800));
      case RETURNS_FOR_A_FIRST -> new ProposalChange.ReturnsForAFirst(whole(value, 1_000));
      case DAY_CHOICE -> new ProposalChange.Policy(choice(value, DayChoice.class));
      case TURN -> new ProposalChange.Turn(choice(value, Clinic.Turn.class));
      case STRIKE_NOTICE -> {
        if (clinic.absence().strikes().isEmpty()) {
          throw Refused.usage(
              "the clinic file has no strike. Maybe give it absence: strikes first.");
        }
        yield new ProposalChange.StrikeNotice(whole(value, 365));
      }
    };
  }

  private static ProposalChange week(Clinic clinic, int minutes) {
    Set<String> roles = new LinkedHashSet<>();
    for (Clinic.Role role : clinic.roles()) {
      if (!(role.supply() instanceof WorkingWeek week)) {
        throw Refused.usage(
            "the role "
                + role.id()
                + " has places_a_day and no working week. Maybe give it weekly_hours in the clinic file.");
      }
      if (minutes + week.meetingMinutesAWeek() >= week.weeklyHours() * 60) {
        throw Refused.usage(
            "leaves nothing of the " + week.weeklyHours() + " hours of a " + role.id() + ".");
      }
      roles.add(role.id());
    }
    return new ProposalChange.Week(roles, Optional.of((double) minutes), Optional.empty());
  }

  private static int whole(String value, int most) {
    if (value.matches("[0-9]{1,6}") && Integer.parseInt(value) <= most) {
      return Integer.parseInt(value);
    }
    throw Refused.usage("a whole number from 0 to " + most + " is expected.");
  }

  private static <E extends Enum<E>> E choice(String value, Class<E> type) {
    List<String> known =
        Arrays.stream(type.getEnumConstants())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .toList();
    if (!known.contains(value)) {
      throw Refused.usage(
          "one of "
              + String.join(", ", known)
              + " is expected."
              + Suggestion.didYouMean(value, known));
    }
    return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
  }
}
