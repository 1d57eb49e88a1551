package org.duecourse.plan;

import org.jspecify.annotations.Nullable;

/** What is forecast: a count a month, or one count as a share of another. */
public sealed interface ForecastTarget {

  /** Its name in tables. */
  String label();

  /** The unit in which counts are published: 1, or 5 where they are rounded to 5. */
  double rounding();

  /** The fewest a month that an organisation must have to be forecast. */
  double least();

  /**
   * A count.
   *
   * @param measure its id ("M001")
   */
  record Count(String label, String measure, double rounding, double least)
      implements ForecastTarget {}

  /**
   * A share.
   *
   * @param part the measure above the line
   * @param whole the measure below the line
   * @param lead a ratio that moves before the share does; null where none is known
   */
  record Share(
      String label, String part, String whole, @Nullable Lead lead, double rounding, double least)
      implements ForecastTarget {}

  /**
   * A ratio that moves before a share does: more first treatments than second ones today are late
   * second treatments tomorrow.
   *
   * @param above the measure above the line
   * @param below the measure below the line
   */
  record Lead(String above, String below) {}
}
