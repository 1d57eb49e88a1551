package org.duecourse.series;

import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping says for forecasting its table.
 *
 * @param roundedTo the unit in which counts are published: 1, or 5 where they are rounded to 5
 * @param wishes what is forecast unless told otherwise
 */
public record Forecasting(double roundedTo, List<Wish> wishes) {
  /** Nothing is said: counts are exact, and a measure is chosen on the command line. */
  public static final Forecasting NONE = new Forecasting(1, List.of());

  /** The fewest a month that an organisation must have, where the mapping does not say. */
  private static final double LEAST = 20;

  /**
   * One measure to forecast.
   *
   * @param measure published or derived
   * @param least the fewest a month, of the count or of what the share is a share of, that an
   *     organisation must have
   * @param ledBy two measures whose ratio moves before this one does; empty where none is known
   */
  public record Wish(String measure, double least, List<String> ledBy) {
    /** A measure of which only the name is known. */
    public static Wish of(String measure) {
      return new Wish(measure, LEAST, List.of());
    }
  }

  /** What is said about a measure, or the usual. */
  public Wish wish(String measure) {
    return wishes.stream()
        .filter(wish -> wish.measure().equals(measure))
        .findFirst()
        .orElse(Wish.of(measure));
  }

  static Forecasting of(Yaml.@Nullable Section from) {
    if (from == null) {
      return NONE;
    }
    List<Wish> wishes = new ArrayList<>();
    for (Yaml.Section each : from.sections("measures")) {
      List<String> ledBy = each.texts("led_by");
      if (!ledBy.isEmpty() && ledBy.size() != 2) {
        each.problem(
            "led_by", "two measures are expected, the ratio of which leads: [above, below].");
      }
      wishes.add(new Wish(each.text("measure"), each.number("least", 1, 1e9, LEAST), ledBy));
    }
    return new Forecasting(from.number("rounded_to", 1, 1e6, 1), wishes);
  }
}
