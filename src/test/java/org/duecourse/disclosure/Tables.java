package org.duecourse.disclosure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.duecourse.measure.MeasureResult;
import org.jspecify.annotations.Nullable;

/** Results with given numbers. */
final class Tables {
  private Tables() {}

  static MeasureResult of(String measure, List<String> by, List<Map<String, ?>> rows) {
    Set<String> keys = new LinkedHashSet<>();
    rows.forEach(row -> keys.addAll(row.keySet()));
    keys.removeAll(by);
    List<Map<String, @Nullable Object>> copies = new ArrayList<>();
    rows.forEach(row -> copies.add(new LinkedHashMap<>(row)));
    return new MeasureResult(
        measure,
        1,
        null,
        "weekdays",
        LocalDate.of(2025, 12, 31),
        by,
        List.copyOf(keys),
        copies,
        List.of(),
        Map.of(),
        List.of());
  }

  static MeasureResult returnsBySite(Map<String, Long> returns) {
    List<Map<String, ?>> rows = new ArrayList<>();
    new TreeMap<>(returns).forEach((site, n) -> rows.add(Map.of("site", site, "returns", n)));
    return of("return-interval", List.of("site"), rows);
  }

  static MeasureResult returnsInAll(long returns) {
    return of("return-interval", List.of(), List.of(Map.of("returns", returns)));
  }

  /** Two clinics and two months, with all totals. */
  static List<MeasureResult> returns(long[][] into, LongSupplier values) {
    List<Map<String, ?>> cells = new ArrayList<>();
    List<Map<String, ?>> sites = new ArrayList<>();
    List<Map<String, ?>> months = new ArrayList<>();
    long all = 0;
    for (int s = 0; s < 2; s++) {
      long total = 0;
      for (int m = 0; m < 2; m++) {
        into[s][m] = values.getAsLong();
        total += into[s][m];
        cells.add(Map.of("site", "S" + s, "month", "2025-0" + (m + 1), "returns", into[s][m]));
      }
      sites.add(Map.of("site", "S" + s, "returns", total));
      all += total;
    }
    for (int m = 0; m < 2; m++) {
      months.add(Map.of("month", "2025-0" + (m + 1), "returns", into[0][m] + into[1][m]));
    }
    return List.of(
        of("return-interval", List.of("site", "month"), cells),
        of("return-interval", List.of("site"), sites),
        of("return-interval", List.of("month"), months),
        returnsInAll(all));
  }

  static @Nullable Long shown(List<Shown> shown, int site, int month) {
    return (Long) shown.get(0).result().rows().get(site * 2 + month).get("returns");
  }

  /** Whether four numbers give every total that is shown. */
  static boolean agrees(long[] world, List<Shown> shown) {
    boolean agrees = true;
    long all = 0;
    for (int s = 0; s < 2; s++) {
      long total = world[s * 2] + world[s * 2 + 1];
      agrees &= fits(shown.get(1), s, total);
      all += total;
    }
    for (int m = 0; m < 2; m++) {
      agrees &= fits(shown.get(2), m, world[m] + world[2 + m]);
    }
    return agrees && fits(shown.get(3), 0, all);
  }

  private static boolean fits(Shown shown, int row, long value) {
    Object printed = shown.result().rows().get(row).get("returns");
    return printed == null ? value > 0 : Objects.equals(printed, value);
  }
}
