package org.duecourse.records;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of several rows with one id is kept: an order over every column, so that the order of the
 * file never decides.
 */
final class TieBreak {
  private TieBreak() {}

  /** What stands in ORDER BY; the first row is kept. */
  static String order(RawTable raw) {
    Set<String> order =
        new LinkedHashSet<>(
            switch (raw.table()) {
              case REQUESTS -> List.of("received_at", "patient_id", "site_id");
              case ORDERS ->
                  List.of(
                      "ordered_at",
                      "target_date",
                      "earliest_date",
                      "latest_date",
                      "patient_id",
                      "site_id");
              case APPOINTMENTS ->
                  List.of(
                      "status",
                      "booked_at",
                      "start_at",
                      "patient_id",
                      "site_id",
                      "kind",
                      "request_id",
                      "order_id");
              case OFFERS,
                  CONTACTS,
                  CLINICIANS,
                  SITES,
                  PROTECTED_WEEKS,
                  CRISIS_REQUESTS,
                  CRISIS_COVER ->
                  List.of();
            });
    raw.table().columns().forEach(column -> order.add(column.name()));
    List<String> terms = new ArrayList<>();
    for (String name : order) {
      Column column = raw.table().column(name);
      boolean latest =
          raw.table() == LogTable.APPOINTMENTS
              && (name.equals("booked_at") || name.equals("start_at"));
      terms.add(term(column) + (latest ? " desc nulls last" : " asc nulls last"));
    }
    return String.join(", ", terms);
  }

  private static String term(Column column) {
    return switch (column.type()) {
      case TEXT, NUMBER, TIME -> TypedPass.quoted(column.name());
      case DAY -> column.name().equals("extended_to") ? "extended_to" : column.dayName();
      case WORD -> place(column);
    };
  }

  private static String place(Column column) {
    StringBuilder cases = new StringBuilder("case " + column.name());
    for (int i = 0; i < column.words().size(); i++) {
      cases.append(" when ").append(Duck.quote(column.words().get(i))).append(" then ").append(i);
    }
    return cases + " end";
  }
}
