package org.duecourse.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duecourse.measure.Card.Need;
import org.duecourse.measure.MeasureResult.NotComputable;
import org.duecourse.records.AccessLog;
import org.jspecify.annotations.Nullable;

/**
 * What a log would need for a measure and does not have.
 *
 * @param log the log
 * @param card the measure
 */
record Needs(AccessLog log, Card card) {

  /** What cannot be computed, "*" for the whole measure, when rows are split like this. */
  List<NotComputable> missing(List<Dimension> by) {
    List<NotComputable> missing = new ArrayList<>();
    for (Need need : card.needs()) {
      String reason = reason(need);
      if (reason != null) {
        missing.add(new NotComputable("*", reason));
      }
    }
    for (Dimension dimension : by) {
      Need need = card.dimensions().get(dimension);
      String reason =
          need == null
              ? card.id()
                  + " cannot be split by "
                  + dimension.key()
                  + ", only by "
                  + card.dimensions().keySet().stream()
                      .map(Dimension::key)
                      .collect(Collectors.joining(", "))
              : reason(need);
      if (reason != null) {
        missing.add(new NotComputable("*", reason));
      }
    }
    card.groupNeeds()
        .forEach(
            (value, needs) -> {
              for (Need need : needs) {
                String reason = reason(need);
                if (reason != null) {
                  missing.add(new NotComputable(value, reason));
                }
              }
            });
    for (Card.Key key : card.keys()) {
      for (Need need : key.needs()) {
        String reason = reason(need);
        if (reason != null) {
          missing.add(new NotComputable(key.name(), reason));
        }
      }
      by.stream()
          .filter(key.notBy()::contains)
          .forEach(
              dimension ->
                  missing.add(
                      new NotComputable(
                          key.name(), key.name() + " cannot be split by " + dimension.key())));
    }
    return missing;
  }

  private @Nullable String reason(Need need) {
    for (String alternative : need.alternatives()) {
      int dot = alternative.indexOf('.');
      boolean there =
          dot < 0
              ? log.has(alternative)
              : log.has(alternative.substring(0, dot), alternative.substring(dot + 1));
      if (there) {
        return null;
      }
    }
    return need.alternatives().stream().map(this::lacks).collect(Collectors.joining("; "));
  }

  private String lacks(String name) {
    int dot = name.indexOf('.');
    String table = dot < 0 ? name : name.substring(0, dot);
    return log.has(table)
        ? table + ": the log has no column " + name.substring(dot + 1)
        : table + ": the log has no such table";
  }
}
