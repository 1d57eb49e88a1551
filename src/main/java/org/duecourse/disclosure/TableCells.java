package org.duecourse.disclosure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.duecourse.disclosure.CountModel.Cell;
import org.duecourse.disclosure.CountModel.Printed;
import org.duecourse.measure.MeasureResult;
import org.jspecify.annotations.Nullable;

/**
 * Finds the counts in the rows of several results and everything that ties them: the sums within a
 * row, and the totals over clinics and months, between all results of one report.
 */
final class TableCells {
  static final Map<String, Set<String>> COARSER =
      Map.of("month", Set.of("quarter", "year"), "quarter", Set.of("year"));

  private final Map<String, MeasureCounts> structures;
  private final List<MeasureResult> results;
  private final CountModel model;

  /** Count ("first-wait.requests") → place ({site=A, month=2025-03}) → cell. */
  private final Map<String, Map<Map<String, String>, Cell>> cells = new LinkedHashMap<>();

  private final List<PrintedAt> figures = new ArrayList<>();
  private final Set<List<String>> sumsWithin = new HashSet<>();

  /**
   * One printed figure and where it stands.
   *
   * @param result index of the result
   * @param row index of its row
   * @param keys the keys that print it
   * @param place the row's place
   */
  record PrintedAt(
      int result, int row, Set<String> keys, Map<String, String> place, Printed figure) {}

  TableCells(Map<String, MeasureCounts> structures, List<MeasureResult> results, CountModel model) {
    this.structures = structures;
    this.results = results;
    this.model = model;
    for (int r = 0; r < results.size(); r++) {
      for (int i = 0; i < results.get(r).rows().size(); i++) {
        addRow(r, i);
      }
    }
    addSumsWithinRows();
    addTotals();
  }

  /** All printed figures. */
  List<PrintedAt> figures() {
    return figures;
  }

  /** All counts of rows, those of the finest places first. */
  List<Cell> finestFirst() {
    List<Map.Entry<Map<String, String>, Cell>> all = new ArrayList<>();
    cells.values().forEach(places -> all.addAll(places.entrySet()));
    all.sort((a, b) -> Integer.compare(b.getKey().size(), a.getKey().size()));
    return all.stream().map(Map.Entry::getValue).toList();
  }

  static MeasureCounts structure(Map<String, MeasureCounts> structures, MeasureResult result) {
    return structures.getOrDefault(result.measure(), MeasureCounts.UNKNOWN);
  }

  private MeasureCounts structure(MeasureResult result) {
    return structure(structures, result);
  }

  private static Map<String, String> place(MeasureResult result, MeasureCounts structure, int row) {
    Map<String, String> place = new TreeMap<>();
    Map<String, @Nullable Object> values = result.rows().get(row);
    result.by().forEach(key -> place.put(key, String.valueOf(values.get(key))));
    structure.dimensions().forEach(key -> place.put(key, String.valueOf(values.get(key))));
    return place;
  }

  private void addRow(int r, int i) {
    MeasureResult result = results.get(r);
    MeasureCounts structure = structure(result);
    Map<String, String> place = place(result, structure, i);
    Map<String, @Nullable Object> row = result.rows().get(i);
    for (String key : structure.counts()) {
      if (row.get(key) instanceof Number number) {
        Cell cell = cell(name(result, key), place, number.longValue(), true);
        figures.add(
            new PrintedAt(
                r,
                i,
                Set.of(key),
                place,
                model.count(
                    cell,
                    weight(place, number.longValue())
                        * (structure.hideFirst().contains(key) ? 0.1 : 1))));
      }
    }
    for (MeasureCounts.Share share : structure.shares()) {
      if (row.get(share.share()) instanceof Number value
          && row.get(share.of()) instanceof Number of) {
        long total = of.longValue();
        long count =
            row.get(share.count()) instanceof Number known
                ? known.longValue()
                : Math.round(value.doubleValue() * total);
        Cell whole = cell(name(result, share.of()), place, total, true);
        Cell part = cell(name(result, share.count()), place, count, true);
        Cell rest = cell(name(result, share.rest()), place, total - count, true);
        sumWithin(whole, List.of(part, rest));
        figures.add(
            new PrintedAt(
                r,
                i,
                share.keys(),
                place,
                model.share(whole, part, rest, 1.5 * weight(place, total))));
      }
    }
  }

  /** The key by which a report tells its period from the months before. */
  static final String SPAN = "span";

  /** What is lost by hiding: totals weigh more than single months, large counts more than small. */
  private static double weight(Map<String, String> place, long value) {
    double level =
        switch (place.size() - (place.containsKey(SPAN) ? 1 : 0)) {
          case 0 -> 400;
          case 1 -> 40;
          default -> 4;
        };
    return level * (1 + Math.log10(1.0 + value));
  }

  private String name(MeasureResult result, String key) {
    String same = structure(result).sameAs().get(key);
    return same == null ? result.measure() + "." + key : same;
  }

  /** The cell of a count at a place; a count that another measure prints too is one cell. */
  private Cell cell(String name, Map<String, String> place, long value, boolean guarded) {
    Map<Map<String, String>, Cell> places = cells.computeIfAbsent(name, n -> new LinkedHashMap<>());
    Cell known = places.get(place);
    if (known != null && known.value != value) {
      // Two measures that should agree do not; then nothing can be worked out from one for the
      // other.
      return cell(name + "'", place, value, guarded);
    }
    return known != null
        ? known
        : places.computeIfAbsent(place, p -> model.cell(name, p, value, guarded));
  }

  private @Nullable Cell find(String name, Map<String, String> place) {
    return cells.getOrDefault(name, Map.of()).get(place);
  }

  private void addSumsWithinRows() {
    for (MeasureResult result : results) {
      MeasureCounts structure = structure(result);
      for (int i = 0; i < result.rows().size(); i++) {
        Map<String, String> place = place(result, structure, i);
        structure.sums().forEach(sum -> addSum(result, sum, place));
        structure.atMost().forEach(pair -> addAtMost(result, pair, place));
      }
    }
  }

  private void addSum(MeasureResult result, MeasureCounts.Sum sum, Map<String, String> place) {
    Cell whole = find(name(result, sum.whole()), place);
    if (whole == null) {
      return;
    }
    List<Cell> parts = new ArrayList<>();
    String remains = null;
    long known = 0;
    for (String part : sum.parts()) {
      Cell cell = find(name(result, part), place);
      if (cell != null) {
        parts.add(cell);
        known += cell.value;
      } else if (remains == null && !structure(result).counts().contains(part)) {
        remains = part;
      } else {
        return;
      }
    }
    if (known > whole.value || (remains == null && known != whole.value)) {
      return;
    }
    if (remains != null) {
      parts.add(cell(name(result, remains), place, whole.value - known, true));
    }
    sumWithin(whole, parts);
  }

  private void addAtMost(
      MeasureResult result, MeasureCounts.AtMost pair, Map<String, String> place) {
    Cell less = find(name(result, pair.less()), place);
    Cell more = find(name(result, pair.more()), place);
    if (less != null && more != null && less.value <= more.value) {
      String name = result.measure() + "." + pair.more() + " but not " + pair.less();
      sumWithin(more, List.of(less, cell(name, place, more.value - less.value, false)));
    }
  }

  private void sumWithin(Cell whole, List<Cell> parts) {
    List<String> identity = new ArrayList<>(List.of(String.valueOf(whole.index)));
    parts.stream().map(part -> String.valueOf(part.index)).sorted().forEach(identity::add);
    if (sumsWithin.add(identity)) {
      model.sum(whole, parts);
    }
  }

  /** What remains in a row needs no totals of its own: they follow from those of the others. */
  private boolean isRemainder(String name) {
    return name.contains(" but not ")
        || structures.entrySet().stream()
            .anyMatch(
                each ->
                    each.getValue().shares().stream()
                            .anyMatch(share -> name.equals(each.getKey() + "." + share.rest()))
                        || each.getValue().sums().stream()
                            .flatMap(sum -> sum.parts().stream())
                            .anyMatch(
                                part ->
                                    name.equals(each.getKey() + "." + part)
                                        && !each.getValue().counts().contains(part)));
  }

  private void addTotals() {
    for (String name : List.copyOf(cells.keySet())) {
      if (!isRemainder(name)) {
        addTotals(name, cells.getOrDefault(name, Map.of()));
      }
    }
  }

  /** Ties each level to the next finer ones: clinic = its months, all = the clinics. */
  private void addTotals(String name, Map<Map<String, String>, Cell> places) {
    Set<Set<String>> levels = new LinkedHashSet<>();
    places.keySet().forEach(place -> levels.add(new TreeSet<>(place.keySet())));
    for (Set<String> level : withCommonLevels(levels)) {
      List<Set<String>> finer = levels.stream().filter(other -> isCoarser(level, other)).toList();
      List<Set<String>> nextFiner =
          finer.stream().filter(a -> finer.stream().noneMatch(b -> isCoarser(b, a))).toList();
      for (Set<String> next : nextFiner) {
        tie(name, places, level, next);
      }
    }
  }

  private void tie(
      String name, Map<Map<String, String>, Cell> places, Set<String> level, Set<String> finer) {
    Map<Map<String, String>, List<Cell>> parts = new LinkedHashMap<>();
    places.forEach(
        (place, cell) -> {
          if (place.keySet().equals(finer)) {
            parts.computeIfAbsent(onto(place, level), p -> new ArrayList<>()).add(cell);
          }
        });
    Map<Map<String, String>, Long> sums = new HashMap<>();
    parts.forEach((place, some) -> sums.put(place, some.stream().mapToLong(c -> c.value).sum()));
    parts.forEach(
        (place, some) -> {
          long sum = sums.getOrDefault(place, 0L);
          Cell total = places.get(place);
          if (total == null) {
            total = model.cell(name, place, sum, false);
            places.put(place, total);
          }
          if (total.value > sum) {
            some.add(model.cell(name + " elsewhere", Map.of(), total.value - sum, true));
          }
          if (total.value >= sum) {
            model.sum(total, some);
          }
        });
  }

  /** A report by clinic and one by month have the grand total in common, printed or not. */
  private static List<Set<String>> withCommonLevels(Set<Set<String>> levels) {
    Set<Set<String>> all = new LinkedHashSet<>(levels);
    for (Set<String> a : levels) {
      for (Set<String> b : levels) {
        Set<String> common = new TreeSet<>(a);
        common.retainAll(b);
        all.add(common);
      }
    }
    levels.addAll(all);
    List<Set<String>> finestFirst = new ArrayList<>(all);
    finestFirst.sort((a, b) -> Integer.compare(b.size(), a.size()));
    return finestFirst;
  }

  private static boolean isCoarser(Set<String> coarse, Set<String> fine) {
    return !coarse.equals(fine)
        && coarse.stream()
            .allMatch(
                key ->
                    fine.contains(key)
                        || fine.stream()
                            .anyMatch(
                                other -> COARSER.getOrDefault(other, Set.of()).contains(key)));
  }

  /** A place, seen from a coarser level. */
  static Map<String, String> onto(Map<String, String> place, Set<String> level) {
    Map<String, String> seen = new TreeMap<>();
    for (String key : level) {
      String value = place.get(key);
      seen.put(key, value != null ? value : period(place, key));
    }
    return seen;
  }

  private static String period(Map<String, String> place, String key) {
    String month = place.get("month");
    String quarter = place.getOrDefault("quarter", "");
    if (month == null || month.length() < 7) {
      return quarter.length() < 4 ? "null" : quarter.substring(0, 4);
    }
    return key.equals("year")
        ? month.substring(0, 4)
        : month.substring(0, 4) + "-Q" + (Integer.parseInt(month.substring(5, 7)) + 2) / 3;
  }
}
