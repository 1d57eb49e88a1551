package org.duecourse.disclosure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.duecourse.measure.MeasureResult;
import org.jspecify.annotations.Nullable;

/** Invented requests, visits and orders of a few clinics, counted the way the measures do. */
final class People {
  private final List<Request> requests = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();

  private record Request(
      Map<String, String> place, int end, int days, int offer, boolean decided) {}

  private record Order(
      Map<String, String> place, int state, boolean decided, boolean inWindow, int late) {}

  static final int SEEN = 0;
  static final int WAITING = 1;

  People(RandomGenerator random, int sites, int months, int busiest) {
    for (int s = 0; s < sites; s++) {
      int size = 1 + random.nextInt(busiest);
      for (int m = 0; m < months; m++) {
        Map<String, String> place =
            new TreeMap<>(Map.of("site", "S" + s, "month", "2025-%02d".formatted(m + 1)));
        for (int i = random.nextInt(size + 1); i > 0; i--) {
          int days = random.nextInt(16);
          int end = random.nextInt(10) < 8 ? SEEN : WAITING + random.nextInt(2);
          requests.add(
              new Request(place, end, days, random.nextInt(12) - 1, random.nextInt(8) > 0));
        }
        for (int i = random.nextInt(size + 1); i > 0; i--) {
          int state = Math.max(0, random.nextInt(8) - 4);
          boolean decided = random.nextInt(6) > 0;
          orders.add(
              new Order(
                  place,
                  state,
                  decided,
                  state == 0 && decided && random.nextInt(3) > 0,
                  random.nextInt(20)));
        }
      }
    }
  }

  MeasureResult firstWait(List<String> by) {
    return result(
        "first-wait",
        by,
        by(requests, Request::place, by),
        some -> {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          List<Request> seen = some.stream().filter(r -> r.end == SEEN).toList();
          List<Request> offered = some.stream().filter(r -> r.offer >= 0).toList();
          row.put("requests", (long) some.size());
          row.put("attended", (long) seen.size());
          row.put("waiting", some.stream().filter(r -> r.end == WAITING).count());
          row.put("wait_business_days_mean", mean(seen.stream().mapToInt(r -> r.days)));
          row.put(
              "within_limit_share",
              share(seen.stream().filter(r -> r.days <= 10).count(), seen.size()));
          row.put("within_limit", seen.stream().filter(r -> r.days <= 10).count());
          row.put("closed", some.stream().filter(r -> r.end > WAITING).count());
          row.put("offer_within_limit", offered.stream().filter(r -> r.offer <= 8).count());
          row.put("offered", (long) offered.size());
          row.put(
              "offer_within_limit_share",
              share(offered.stream().filter(r -> r.offer <= 8).count(), offered.size()));
          row.put("decided", some.stream().filter(r -> r.decided).count());
          row.put("decided_met", seen.stream().filter(r -> r.decided && r.days <= 10).count());
          return row;
        });
  }

  MeasureResult returnInterval(List<String> by) {
    return result(
        "return-interval",
        by,
        by(requests.stream().filter(r -> r.end == SEEN).toList(), Request::place, by),
        some -> {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          row.put("returns", (long) some.size());
          row.put("within_limit", some.stream().filter(r -> r.days <= 10).count());
          row.put("interval_business_days_mean", mean(some.stream().mapToInt(r -> r.days)));
          row.put(
              "within_limit_share",
              share(some.stream().filter(r -> r.days <= 10).count(), some.size()));
          return row;
        });
  }

  MeasureResult returnLateness(List<String> by) {
    return result(
        "return-lateness",
        by,
        by(orders, Order::place, by),
        some -> {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          long decided = some.stream().filter(o -> o.decided).count();
          long inWindow = some.stream().filter(o -> o.inWindow).count();
          row.put("orders", (long) some.size());
          row.put("seen", some.stream().filter(o -> o.state == 0).count());
          row.put("booked", some.stream().filter(o -> o.state == 1).count());
          row.put("unbooked", some.stream().filter(o -> o.state == 2).count());
          row.put("closed", some.stream().filter(o -> o.state == 3).count());
          row.put("decided", decided);
          row.put("in_window", inWindow);
          row.put("in_window_share", share(inWindow, decided));
          row.put(
              "late_days_mean", mean(some.stream().filter(o -> o.decided).mapToInt(o -> o.late)));
          return row;
        });
  }

  MeasureResult unbookedOrders(List<String> by) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (String band : List.of("not_due", "1-7", "8-14")) {
      by(orders, Order::place, by)
          .forEach(
              (place, some) -> {
                Map<String, @Nullable Object> row = new LinkedHashMap<>(place);
                row.put("band", band);
                row.put(
                    "orders",
                    some.stream().filter(o -> o.state == 2 && band(o).equals(band)).count());
                rows.add(row);
              });
    }
    return new MeasureResult(
        "unbooked-orders",
        1,
        null,
        "every-day",
        LocalDate.of(2025, 12, 31),
        by,
        List.of("band", "orders"),
        rows,
        List.of(),
        Map.of(),
        List.of());
  }

  private static String band(Order order) {
    return order.late < 7 ? "not_due" : order.late < 14 ? "1-7" : "8-14";
  }

  private interface Counting<T> {
    Map<String, @Nullable Object> row(List<T> some);
  }

  private static <T> Map<Map<String, String>, List<T>> by(
      List<T> all, java.util.function.Function<T, Map<String, String>> place, List<String> by) {
    return all.stream()
        .collect(
            Collectors.groupingBy(
                each -> {
                  Map<String, String> at = new LinkedHashMap<>();
                  by.forEach(key -> at.put(key, String.valueOf(place.apply(each).get(key))));
                  return at;
                },
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static <T> MeasureResult result(
      String measure,
      List<String> by,
      Map<Map<String, String>, List<T>> places,
      Counting<T> counting) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    places.forEach(
        (place, some) -> {
          Map<String, @Nullable Object> row = new LinkedHashMap<>(place);
          Map<String, @Nullable Object> values = counting.row(some);
          if (keys.isEmpty()) {
            keys.addAll(values.keySet());
          }
          row.putAll(values);
          rows.add(row);
        });
    return new MeasureResult(
        measure,
        1,
        null,
        "weekdays",
        LocalDate.of(2025, 12, 31),
        by,
        keys,
        rows,
        List.of(),
        Map.of(),
        List.of());
  }

  private static @Nullable Double share(long count, long of) {
    return of == 0 ? null : (double) count / of;
  }

  private static @Nullable Double mean(java.util.stream.IntStream values) {
    java.util.OptionalDouble mean = values.average();
    return mean.isPresent() ? mean.getAsDouble() : null;
  }
}
