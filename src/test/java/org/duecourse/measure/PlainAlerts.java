package org.duecourse.measure;

import static org.duecourse.measure.PlainUnits.count;
import static org.duecourse.measure.PlainUnits.firstBooked;
import static org.duecourse.measure.PlainUnits.unit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.duecourse.measure.PlainLog.Order;
import org.duecourse.measure.PlainLog.Visit;
import org.duecourse.measure.PlainUnits.Unit;
import org.jspecify.annotations.Nullable;

/** The alerts in plain Java. */
record PlainAlerts(PlainLog log, Predicate<LocalDate> counts, int limit) {
  List<Unit> alertUnits() {
    List<Unit> units = new ArrayList<>();
    for (Order o : log.orders()) {
      LocalDate booked = firstBooked(log, v -> o.id().equals(v.order()));
      if (o.target() != null && booked != null) {
        units.add(
            judged("target_is_booked_day", o.site(), o.clinician(), booked.equals(o.target())));
      }
    }
    record Place(@Nullable String site, String clinician) {}
    Map<Place, List<Order>> byClinician = new LinkedHashMap<>();
    log.orders().stream()
        .filter(o -> o.clinician() != null)
        .forEach(
            o ->
                byClinician
                    .computeIfAbsent(
                        new Place(o.site(), Objects.toString(o.clinician())),
                        p -> new ArrayList<>())
                    .add(o));
    byClinician.forEach(
        (place, orders) -> {
          long extended = orders.stream().filter(o -> o.extended() != null).count();
          if (orders.size() >= 20) {
            units.add(
                judged(
                    "blanket_extensions",
                    place.site,
                    place.clinician,
                    extended > 0.3 * orders.size()));
          }
        });
    for (Visit v : log.visits()) {
      if (v.status().equals("cancelled_by_patient")
          && v.clinician() != null
          && !v.day().isAfter(log.asOf())) {
        List<Visit> sameDay =
            log.visits().stream()
                .filter(o -> v.clinician().equals(o.clinician()) && o.day().equals(v.day()))
                .toList();
        units.add(
            judged(
                "patient_cancelled_on_clinic_day",
                v.site(),
                v.clinician(),
                sameDay.size() >= 4
                    && sameDay.stream().allMatch(o -> o.status().startsWith("cancelled"))));
      }
      if (v.attended() && "return".equals(v.kind())) {
        units.add(judged("return_without_order", v.site(), v.clinician(), v.order() == null));
      }
      if (v.attended() && "first".equals(v.kind())) {
        units.add(judged("first_without_request", v.site(), v.clinician(), v.request() == null));
      }
    }
    for (Unit u : new PlainRequests(log, counts, limit).requestUnits()) {
      if (u.get("attended") != null) {
        units.add(
            judged(
                "zero_day_waits",
                (String) u.get("site"),
                null,
                Objects.equals(u.get("attended"), u.get("day"))));
      }
    }
    return units;
  }

  static Unit judged(
      String alert, @Nullable String site, @Nullable String clinician, boolean isCase) {
    return unit("alert", alert, "site", site, "clinician", clinician, "case", isCase);
  }

  Map<String, @Nullable Object> alert(List<Unit> units) {
    Map<String, @Nullable Object> f = new LinkedHashMap<>();
    String alert = Objects.toString(units.getFirst().get("alert"));
    double threshold =
        switch (alert) {
          case "target_is_booked_day", "zero_day_waits" -> 0.5;
          case "blanket_extensions" -> 0.3;
          case "patient_cancelled_on_clinic_day" -> 0.1;
          default -> 0.2;
        };
    long cases = count(units, u -> u.is("case"));
    f.put("looked_at", (long) units.size());
    f.put("cases", cases);
    PlainStatistics.share(f, "cases_share", cases, units.size());
    f.put("threshold", threshold);
    f.put(
        "raised",
        alert.equals("blanket_extensions")
            ? cases > 0
            : units.size() >= 20 && (double) cases / units.size() > threshold);
    return f;
  }
}
