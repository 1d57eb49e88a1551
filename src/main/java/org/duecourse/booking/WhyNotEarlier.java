package org.duecourse.booking;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.booking.Reason.Rule;

/**
 * Why nothing earlier was proposed: the free openings before the first proposal, at the clinics
 * that were looked at. Where nothing was proposed, all openings up to the last day looked at.
 *
 * @param inWindow openings from the earliest day of the window on
 * @param beforeWindow openings from the time of asking to the earliest day
 */
public record WhyNotEarlier(Count inWindow, Count beforeWindow) {
  /**
   * What became of earlier openings.
   *
   * @param openings how many there are
   * @param removed how many of them a rule removed, each counted once
   * @param byRule by rule: how many it removed; an opening that breaks two rules is under both
   */
  public record Count(int openings, int removed, Map<Rule, Integer> byRule) {
    public Count {
      Map<Rule, Integer> copy = new EnumMap<>(Rule.class);
      copy.putAll(byRule);
      byRule = Collections.unmodifiableMap(copy);
    }

    /**
     * How many no rule removed: in the window those that fit but cost more than what was proposed,
     * before it those that are too early only.
     */
    public int fitting() {
      return openings - removed;
    }
  }

  /** In a line: "17 earlier openings: 9 another profession, 5 kept for crisis, 3 too short". */
  public String words() {
    if (inWindow.openings == 0) {
      return "No earlier opening in the window";
    }
    String rules =
        inWindow.byRule.entrySet().stream()
            .sorted(
                Map.Entry.<Rule, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(entry -> entry.getValue() + " " + entry.getKey().words())
            .collect(Collectors.joining(", "));
    String fitting = inWindow.fitting() == 0 ? "" : inWindow.fitting() + " fit less well";
    return inWindow.openings
        + (inWindow.openings == 1 ? " earlier opening: " : " earlier openings: ")
        + rules
        + (rules.isEmpty() || fitting.isEmpty() ? "" : ", ")
        + fitting;
  }
}
