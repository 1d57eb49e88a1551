package org.duecourse.measure;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.duecourse.measure.PlainLog.Visit;
import org.jspecify.annotations.Nullable;

/** One row of the data, and what all plain measures do with many of them. */
final class PlainUnits {
  private PlainUnits() {}

  /** One row of the data: where it belongs, and what is known of it. */
  record Unit(Map<String, @Nullable Object> known) {
    @Nullable Object get(String name) {
      return known.get(name);
    }

    boolean is(String name) {
      return Boolean.TRUE.equals(known.get(name));
    }
  }

  static Unit unit(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      known.put(Objects.toString(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return new Unit(known);
  }

  static void decided(
      Map<String, @Nullable Object> f, List<Unit> units, Predicate<Unit> old, Predicate<Unit> met) {
    long decided = count(units, old);
    long within = count(units, old.and(met));
    f.put("decided", decided);
    f.put("decided_met", within);
    PlainStatistics.share(f, "decided_met_share", within, decided);
  }

  static boolean periods(List<Dimension> by) {
    return by.contains(Dimension.MONTH)
        || by.contains(Dimension.QUARTER)
        || by.contains(Dimension.YEAR);
  }

  static long count(List<Unit> units, Predicate<Unit> which) {
    return units.stream().filter(which).count();
  }

  static double number(Unit u, String name) {
    return u.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  static boolean atMost(Unit u, String name, int most) {
    return number(u, name) <= most;
  }

  static List<Long> numbers(List<Unit> units, String name) {
    List<Long> numbers = new ArrayList<>();
    for (Unit u : units) {
      if (u.get(name) instanceof Number number) {
        numbers.add(number.longValue());
      }
    }
    return numbers;
  }

  static long days(LocalDate x, LocalDate y) {
    return ChronoUnit.DAYS.between(x, y);
  }

  /** Business days d with x < d ≤ y, one by one; none where y is not known. */
  static @Nullable Long business(Predicate<LocalDate> counts, LocalDate x, @Nullable LocalDate y) {
    if (y == null) {
      return null;
    }
    long business = 0;
    for (LocalDate day = x.plusDays(1); !day.isAfter(y); day = day.plusDays(1)) {
      business += counts.test(day) ? 1 : 0;
    }
    return business;
  }

  /** The day of the visit that was booked first, of any kind but administrative intake. */
  static @Nullable LocalDate firstBooked(PlainLog log, Predicate<Visit> linked) {
    return log.visits().stream()
        .filter(linked)
        .filter(v -> !v.isIntake())
        .min(comparing(Visit::bookedAt, nullsLast(naturalOrder())).thenComparing(Visit::day))
        .map(Visit::day)
        .orElse(null);
  }
}
