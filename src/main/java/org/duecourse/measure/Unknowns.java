package org.duecourse.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duecourse.measure.MeasureResult.NotComputable;
import org.jspecify.annotations.Nullable;

/** Sees to it that what cannot be computed is null, and that every null has its reason. */
final class Unknowns {
  private final Card card;
  private final List<NotComputable> known;

  /**
   * Starts from what is known before.
   *
   * @param known keys of the card that cannot be computed on this log at all
   */
  Unknowns(Card card, List<NotComputable> known) {
    this.card = card;
    this.known = known;
  }

  /**
   * Blanks the keys known before and names the reason of every other null.
   *
   * @param rows the rows of the result; changed in place
   * @param nothing whether there were no rows to count at all, which explains every null
   */
  List<NotComputable> in(List<Map<String, @Nullable Object>> rows, boolean nothing) {
    Set<NotComputable> reasons = new LinkedHashSet<>();
    Set<String> explained = new LinkedHashSet<>();
    for (NotComputable each : known) {
      Card.Key key =
          card.keys().stream().filter(k -> k.name().equals(each.key())).findFirst().orElse(null);
      List<String> outputs = key == null ? List.of(each.key()) : key.outputs();
      outputs.forEach(output -> reasons.add(new NotComputable(output, each.reason())));
      explained.addAll(outputs);
      if (key != null) {
        rows.forEach(row -> outputs.forEach(output -> row.put(output, null)));
      }
    }
    if (!nothing) {
      nulls(rows, explained)
          .forEach(
              (output, count) ->
                  reasons.add(
                      new NotComputable(
                          output,
                          why(output)
                              + (rows.size() == 1
                                  ? ""
                                  : " (" + count + " of " + rows.size() + " rows)"))));
    }
    return new ArrayList<>(reasons);
  }

  private Map<String, Integer> nulls(
      List<Map<String, @Nullable Object>> rows, Set<String> explained) {
    Map<String, Integer> nulls = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : rows) {
      for (Card.Key key : card.keys()) {
        for (String output : key.outputs()) {
          boolean endOfAnUnknown = isEnd(key, output) && row.get(key.name()) == null;
          if (row.get(output) == null && !explained.contains(output) && !endOfAnUnknown) {
            nulls.merge(output, 1, Integer::sum);
          }
        }
      }
    }
    return nulls;
  }

  private String why(String output) {
    Card.Key key = card.keyOf(output);
    if (key == null) {
      return "not known";
    }
    return isEnd(key, output)
        ? "there are too few rows for an end of the interval, or the estimate is 0 or 1"
        : key.unknownWhen();
  }

  private static boolean isEnd(Card.Key key, String output) {
    return !output.equals(key.name()) && (output.endsWith("_low") || output.endsWith("_high"));
  }
}
