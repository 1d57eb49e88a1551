package org.duecourse.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.measure.Card;
import org.duecourse.measure.MeasureResult;
import org.jspecify.annotations.Nullable;

/**
 * A check that fails the command, for a monitor: {@code within_limit_share<0.8}, or with the
 * measure before the key, {@code first-wait.within_limit_share<0.8}. It fails where any row meets
 * it; a value that is not known does not meet it.
 *
 * @param measure only this measure; null for all that have the key
 */
record FailOn(@Nullable String measure, String key, String operator, double number) {
  private static final Pattern FORM =
      Pattern.compile("(?:([a-z-]+)\\.)?([a-z0-9_]+)\\s*(<=|>=|<|>|=)\\s*(-?\\d+(?:\\.\\d+)?)");

  /** Reads checks, refusing keys that no measure asked for has. */
  static List<FailOn> parse(List<String> texts, List<Card> cards) {
    List<FailOn> checks = new ArrayList<>();
    for (String text : texts) {
      Matcher matcher = FORM.matcher(text.strip());
      if (!matcher.matches()) {
        throw Refused.usage(
            "--fail-on '" + text + "': KEY<NUMBER is expected. Maybe 'within_limit_share<0.8'.");
      }
      String measure = matcher.group(1);
      Set<String> keys = new LinkedHashSet<>();
      cards.stream()
          .filter(card -> measure == null || card.id().equals(measure))
          .forEach(card -> keys.addAll(card.outputKeys()));
      if (!keys.contains(matcher.group(2))) {
        throw Refused.usage(
            "--fail-on '%s': no measure that is asked for has the key '%s'.%s"
                .formatted(text, matcher.group(2), Suggestion.didYouMean(matcher.group(2), keys)));
      }
      checks.add(
          new FailOn(
              measure, matcher.group(2), matcher.group(3), Double.parseDouble(matcher.group(4))));
    }
    return checks;
  }

  /** A line for each row that fails, and one where nothing could be checked. */
  List<String> failures(List<MeasureResult> results) {
    List<String> failures = new ArrayList<>();
    for (MeasureResult result : results) {
      if (measure != null && !measure.equals(result.measure())) {
        continue;
      }
      for (Map<String, @Nullable Object> row : result.rows()) {
        if (row.get(key) instanceof Number value && meets(value.doubleValue())) {
          StringBuilder place = new StringBuilder(result.measure());
          result.by().forEach(by -> place.append(' ').append(by).append('=').append(row.get(by)));
          failures.add("Check failed: %s: %s is %s, %s".formatted(place, key, value, this));
        }
      }
    }
    return failures;
  }

  private boolean meets(double value) {
    return switch (operator) {
      case "<" -> value < number;
      case "<=" -> value <= number;
      case ">" -> value > number;
      case ">=" -> value >= number;
      default -> value == number;
    };
  }

  @Override
  public String toString() {
    return key + operator + number;
  }
}
