package org.duecourse.worklist;

import java.util.List;
import org.duecourse.io.Yaml;

/**
 * How often and when somebody is tried who does not answer: data, with its source ({@code
 * attempts.yaml}).
 *
 * @param days days after the first attempt on which the next ones are due, in order
 * @param lastAfterDays days after the last of them after which the clinician decides
 * @param source where the rule comes from
 */
public record AttemptRule(List<Integer> days, int lastAfterDays, String source) {
  /** The rule that ships with the program. */
  public static final AttemptRule USUAL = read();

  public AttemptRule {
    days = List.copyOf(days);
  }

  /**
   * On which day after the first attempt the next step is due.
   *
   * @param attempts how many were made without reaching the person, at least 1
   */
  public int nextDay(int attempts) {
    return attempts <= days.size() ? days.get(attempts - 1) : days.getLast() + lastAfterDays;
  }

  /** Whether all attempts were made, so that the clinician decides next. */
  public boolean isExhausted(int attempts) {
    return attempts > days.size();
  }

  private static AttemptRule read() {
    Yaml file = Yaml.resource(AttemptRule.class, "attempts.yaml");
    Yaml.Section top = file.top();
    AttemptRule rule =
        new AttemptRule(
            top.numbers("days").stream().map(Double::intValue).toList(),
            top.integer("last_after_days", 1, 90),
            top.text("source"));
    file.refuse("The rule for attempts cannot be read.");
    return rule;
  }
}
