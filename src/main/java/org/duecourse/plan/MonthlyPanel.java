package org.duecourse.plan;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;

/**
 * Published figures: month by month, for several organisations and measures.
 *
 * @param months without a gap, oldest first
 * @param organisations their codes
 * @param values by measure, one row an organisation and one column a month; NaN where nothing was
 *     published
 */
public record MonthlyPanel(
    List<YearMonth> months, List<String> organisations, Map<String, double[][]> values) {

  /** Checks that no month is left out. */
  public MonthlyPanel {
    months = List.copyOf(months);
    organisations = List.copyOf(organisations);
    values = Map.copyOf(values);
    for (int t = 1; t < months.size(); t++) {
      if (!months.get(t).equals(months.get(t - 1).plusMonths(1))) {
        throw new IllegalArgumentException(
            months.get(t) + " follows " + months.get(t - 1) + "; months run without a gap");
      }
    }
  }

  /** The figures of a measure: one row an organisation, one column a month. */
  public double[][] rows(String measure) {
    double[][] rows = values.get(measure);
    if (rows == null) {
      throw Refused.input(
          "The table has no measure '"
              + measure
              + "'."
              + Suggestion.didYouMean(measure, values.keySet()));
    }
    return rows;
  }
}
