package org.duecourse.measure;

import static java.util.Comparator.nullsLast;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.duecourse.measure.PlainUnits.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Every measure a second time, row by row in plain Java, written from the contract's words and not
 * from the SQL.
 *
 * @param counts which days are business days
 * @param limit in business days
 */
record PlainMeasures(PlainLog log, Predicate<LocalDate> counts, int limit) {
  private static final List<String> BANDS =
      List.of("not_due", "1-7", "8-14", "15-30", "31-90", "over_90", "no_target");
  private static final List<String> ALERTS =
      List.of(
          "target_is_booked_day",
          "blanket_extensions",
          "patient_cancelled_on_clinic_day",
          "zero_day_waits",
          "return_without_order",
          "first_without_request");
  private static final List<String> LEADS =
      List.of("same_day", "1-7", "8-14", "15-30", "31-90", "over_90", "not_known");

  /** The rows of a measure. */
  List<Map<String, @Nullable Object>> rows(String id, List<Dimension> by) {
    PlainRequests requests = new PlainRequests(log, counts, limit);
    PlainOrders orders = new PlainOrders(log, counts, limit);
    PlainBacklog backlog = new PlainBacklog(log, counts, limit);
    PlainVisits visits = new PlainVisits(log, counts, limit);
    PlainAlerts alerts = new PlainAlerts(log, counts, limit);
    return switch (id) {
      case "first-wait" -> grouped(requests.requestUnits(), by, null, requests::firstWait);
      case "return-interval" -> grouped(visits.intervalUnits(), by, null, visits::returnInterval);
      case "return-lateness" -> grouped(orders.orderUnits(), by, null, orders::returnLateness);
      case "unbooked-orders" ->
          grouped(
              orders.orderUnits().stream().filter(u -> "unbooked".equals(u.get("state"))).toList(),
              by,
              "band",
              units -> only("orders", units.size()));
      case "survival" -> grouped(requests.requestUnits(), by, null, requests::survival);
      case "backlog" -> grouped(backlog.backlogUnits(by), by, null, backlog::backlog);
      case "first-to-second" -> grouped(visits.secondUnits(), by, null, visits::firstToSecond);
      case "lead-time" ->
          grouped(visits.visitUnits(u -> u.get("lead") != null), by, null, visits::leadTime);
      case "no-show" ->
          grouped(
              visits.visitUnits(u -> u.is("attended") || u.is("no_show")),
              by,
              null,
              units -> PlainVisits.shareOf("no_show", units, u -> u.is("no_show")));
      case "late-cancel" ->
          grouped(
              visits.visitUnits(u -> u.is("attended") || u.is("no_show") || u.is("late")),
              by,
              null,
              units -> PlainVisits.shareOf("late_cancelled", units, u -> u.is("late")));
      case "clinic-cancelled" ->
          grouped(
              visits.visitUnits(u -> !u.is("booked")),
              by,
              null,
              units ->
                  PlainVisits.shareOf("clinic_cancelled", units, u -> u.is("cancelled_by_clinic")));
      case "caseload" ->
          grouped(
              orders.orderUnits().stream()
                  .filter(u -> List.of("booked", "unbooked").contains(u.get("state")))
                  .toList(),
              by,
              null,
              orders::caseload);
      case "new-to-return" -> grouped(visits.ratioUnits(by), by, null, visits::newToReturn);
      case "contact-attempts" -> grouped(requests.contactUnits(), by, null, requests::contacts);
      case "protected-time-kept" ->
          grouped(visits.weekUnits(), by, null, PlainVisits::protectedTime);
      case "crisis-response" ->
          grouped(new PlainCrises(log).requestUnits(), by, null, PlainCrises::response);
      case "crisis-cover" ->
          grouped(new PlainCrises(log).coverUnits(), by, null, PlainCrises::cover);
      case "misuse-alerts" -> grouped(alerts.alertUnits(), by, "alert", alerts::alert);
      default -> throw new IllegalArgumentException(id);
    };
  }

  private List<Map<String, @Nullable Object>> grouped(
      List<Unit> units,
      List<Dimension> by,
      @Nullable String group,
      Function<List<Unit>, Map<String, @Nullable Object>> figures) {
    Map<List<@Nullable Object>, List<Unit>> groups = new LinkedHashMap<>();
    for (Unit u : units) {
      List<@Nullable Object> key = new ArrayList<>();
      by.forEach(each -> key.add(value(u, each)));
      key.add(group == null ? null : u.get(group));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(u);
    }
    if (groups.isEmpty() && by.isEmpty() && group == null) {
      return List.of(figures.apply(List.of()));
    }
    List<List<@Nullable Object>> keys = new ArrayList<>(groups.keySet());
    keys.sort(
        (a, b) -> {
          for (int i = 0; i < a.size(); i++) {
            int order =
                nullsLast(java.util.Comparator.<String>naturalOrder())
                    .compare(rank(a.get(i)), rank(b.get(i)));
            if (order != 0) {
              return order;
            }
          }
          return 0;
        });
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> key : keys) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < by.size(); i++) {
        row.put(by.get(i).key(), key.get(i));
      }
      if (group != null) {
        row.put(group, key.getLast());
      }
      row.putAll(figures.apply(Objects.requireNonNull(groups.get(key))));
      rows.add(row);
    }
    return rows;
  }

  private static @Nullable String rank(@Nullable Object value) {
    String text = Objects.toString(value, null);
    for (List<String> order : List.of(BANDS, ALERTS, LEADS)) {
      if (text != null && order.contains(text)) {
        return "%02d".formatted(order.indexOf(text));
      }
    }
    return text;
  }

  private static @Nullable Object value(Unit u, Dimension by) {
    LocalDate day = u.get("day") instanceof LocalDate known ? known : LocalDate.EPOCH;
    return switch (by) {
      case SITE, CLINICIAN, SERVICE, URGENCY, KIND, LEAD_BAND -> u.get(by.key());
      case MONTH -> "%d-%02d".formatted(day.getYear(), day.getMonthValue());
      case QUARTER -> day.getYear() + "-Q" + day.get(IsoFields.QUARTER_OF_YEAR);
      case YEAR -> String.valueOf(day.getYear());
    };
  }

  private static Map<String, @Nullable Object> only(String name, long count) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    f.put(name, count);
    return f;
  }
}
