package org.duecourse.disclosure;

import java.util.ArrayList;
import java.util.Comparator;
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
import org.duecourse.disclosure.CountModel.Hiding;
import org.duecourse.disclosure.CountModel.Sum;
import org.jspecify.annotations.Nullable;

/** Makes other worlds out of people: a few more of one kind here, as many fewer there. */
final class MovedPeople {
  /* Three shapes of worlds, each of which obeys every sum by how it is made:
   *
   *   more people          +        every row that counts them changes
   *   moved                + -      a clinic's total stays when both are months of that clinic
   *   moved around         + -      the totals of clinics and of months stay
   *                        - +
   *
   * "Kind" is what changes within a row: three more requests that are waiting, or three of the waiting that had closed
   * instead. The first shape exists nearly always; the cheapest of all is taken. */
  private static final int KINDS = 48;
  private static final int ROWS = 12;
  private static final int PEOPLE = 60;
  private static final int TRIES = 20_000;

  /* A place that few rows count may be none at all: a month outside the period that it is said to lie in. */
  private static final Comparator<Person> COUNTED_MOST =
      Comparator.comparingInt(person -> -person.rows.length);

  private final CountModel model;
  private final int size;
  private final List<Set<String>> levels;
  private final Map<String, List<String>> valuesByKey = new TreeMap<>();
  private final Map<Map<String, String>, Integer> rows = new HashMap<>();
  private final Map<String, @Nullable Cell[]> cells = new HashMap<>();
  private final Map<Map<String, String>, Person> people = new HashMap<>();
  private final int[] steps;
  private final List<Cell> touched = new ArrayList<>();
  private final Hiding hiding;
  private int tries;

  /** What changes within a row: for each count, its cells by row, and the step. */
  private record Kind(Map<String, Integer> steps, List<@Nullable Cell[]> cells, int[] by) {}

  /** A full place (clinic, month …), and the rows that count who is there. */
  private record Person(Map<String, String> place, int[] rows) {
    String at(String key) {
      return place.getOrDefault(key, "");
    }
  }

  /** A world and what it costs. */
  private record World(List<Cell> toHide, double cost) {}

  MovedPeople(CountModel model) {
    this.model = model;
    this.size = model.profile().apart();
    this.steps = new int[model.cells().size()];
    this.hiding = new Hiding(model);
    Set<Set<String>> found = new LinkedHashSet<>();
    Map<String, Set<String>> values = new TreeMap<>();
    for (Cell cell : model.cells()) {
      found.add(new TreeSet<>(cell.place.keySet()));
      cell.place.forEach(
          (key, value) -> values.computeIfAbsent(key, k -> new TreeSet<>()).add(value));
      rows.computeIfAbsent(cell.place, p -> rows.size());
    }
    for (Cell cell : model.cells()) {
      cells.computeIfAbsent(cell.kind, k -> new Cell[rows.size()])[row(cell)] = cell;
    }
    this.levels = List.copyOf(found);
    values.forEach(
        (key, some) -> {
          boolean follows =
              values.keySet().stream()
                  .anyMatch(
                      other -> TableCells.COARSER.getOrDefault(other, Set.of()).contains(key));
          if (!follows) {
            valuesByKey.put(key, List.copyOf(some));
          }
        });
  }

  /**
   * What has to be hidden for the cheapest world in which a count differs; null if there is none.
   */
  @Nullable List<Cell> toHide(Cell cell) {
    World best = null;
    tries = 0;
    List<Kind> kinds = kinds(cell);
    for (Person person : peopleAt(cell.place)) {
      List<Person> elsewhere = elsewhere(person);
      for (Kind kind : kinds) {
        best = better(best, cell, kind, List.of(person), List.of());
        for (Person other : elsewhere) {
          if (best != null && (best.cost == 0 || tries > TRIES)) {
            return best.toHide;
          }
          best = better(best, cell, kind, List.of(person), List.of(other));
          List<String> differing =
              person.place.keySet().stream()
                  .filter(key -> !person.at(key).equals(other.at(key)))
                  .toList();
          if (differing.size() == 2) {
            String key = differing.get(0);
            best =
                better(
                    best,
                    cell,
                    kind,
                    List.of(person, other),
                    List.of(with(person, key, other.at(key)), with(other, key, person.at(key))));
          }
        }
      }
    }
    return best == null ? null : best.toHide;
  }

  private int row(Cell cell) {
    return rows.getOrDefault(cell.place, 0);
  }

  private Person with(Person person, String key, String value) {
    Map<String, String> changed = new TreeMap<>(person.place);
    changed.put(key, value);
    return person(changed);
  }

  private @Nullable World better(
      @Nullable World best, Cell cell, Kind kind, List<Person> more, List<Person> fewer) {
    tries++;
    more.forEach(person -> change(kind, person, 1));
    fewer.forEach(person -> change(kind, person, -1));
    List<Cell> toHide = new ArrayList<>();
    double limit = best == null ? Double.POSITIVE_INFINITY : best.cost;
    // People who only move within the row that counts them leave it as it is.
    World found = steps[cell.index] == 0 ? null : world(toHide, limit);
    toHide.forEach(hiding::remove);
    touched.forEach(each -> steps[each.index] = 0);
    touched.clear();
    return found == null ? best : found;
  }

  private @Nullable World world(List<Cell> toHide, double limit) {
    double cost = 0;
    for (Cell cell : touched) {
      int step = steps[cell.index];
      if (step != 0 && !model.canMove(cell, step, hiding)) {
        cost += hiding.price(cell);
        if (cost >= limit || model.isShownZero(cell)) {
          return null;
        }
        hiding.add(cell);
        toHide.add(cell);
        if (!model.canMove(cell, step, hiding)) {
          return null;
        }
      }
    }
    if (!balanced(touched)) {
      return null;
    }
    if (!model.keepsPercents(steps, touched, hiding)) {
      for (Cell cell : touched) {
        if (steps[cell.index] != 0 && !model.isShownZero(cell)) {
          cost += hiding.price(cell);
          hiding.add(cell);
          toHide.add(cell);
        }
      }
    }
    return cost < limit && model.keepsPercents(steps, touched, hiding)
        ? new World(List.copyOf(toHide), cost)
        : null;
  }

  private void change(Kind kind, Person person, int sign) {
    for (int row : person.rows) {
      for (int i = 0; i < kind.by.length; i++) {
        Cell cell = kind.cells.get(i)[row];
        if (cell != null) {
          if (steps[cell.index] == 0) {
            touched.add(cell);
          }
          steps[cell.index] += sign * kind.by[i];
        }
      }
    }
  }

  private boolean balanced(List<Cell> moved) {
    for (Cell cell : moved) {
      for (Sum sum : cell.sums) {
        int balance = -steps[sum.whole.index];
        for (Cell part : sum.parts) {
          balance += steps[part.index];
        }
        if (balance != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private Person person(Map<String, String> place) {
    return people.computeIfAbsent(
        place,
        p ->
            new Person(
                p,
                levels.stream()
                    .map(level -> rows.get(TableCells.onto(p, level)))
                    .filter(row -> row != null)
                    .mapToInt(Integer::intValue)
                    .distinct()
                    .toArray()));
  }

  /** Full places that a row counts. */
  private List<Person> peopleAt(Map<String, String> row) {
    List<Map<String, String>> places = List.of(new TreeMap<>());
    for (Map.Entry<String, List<String>> each : valuesByKey.entrySet()) {
      List<Map<String, String>> more = new ArrayList<>();
      String known = row.get(each.getKey());
      for (Map<String, String> place : places) {
        for (String value : known == null ? each.getValue() : List.of(known)) {
          Map<String, String> next = new TreeMap<>(place);
          next.put(each.getKey(), value);
          more.add(next);
        }
      }
      places = more;
    }
    return places.stream()
        .filter(place -> TableCells.onto(place, row.keySet()).equals(row))
        .map(this::person)
        .sorted(COUNTED_MOST)
        .limit(PEOPLE)
        .toList();
  }

  /** Places that differ in one key, then those that differ in two. */
  private List<Person> elsewhere(Person person) {
    Set<Person> one = new LinkedHashSet<>();
    valuesByKey.forEach((key, values) -> values.forEach(v -> one.add(with(person, key, v))));
    Set<Person> all = new LinkedHashSet<>(one);
    for (Person other : one) {
      valuesByKey.forEach(
          (key, values) -> {
            if (other.at(key).equals(person.at(key))) {
              values.forEach(v -> all.add(with(other, key, v)));
            }
          });
    }
    all.remove(person);
    return all.stream().sorted(COUNTED_MOST).toList();
  }

  /**
   * The ways in which a row can change so that a count of it does, those that touch least first.
   */
  private List<Kind> kinds(Cell cell) {
    List<Kind> kinds = new ArrayList<>();
    Set<Integer> seen = new LinkedHashSet<>(List.of(row(cell)));
    for (Person person : peopleAt(cell.place)) {
      for (int row : person.rows) {
        seen.add(row);
      }
    }
    for (int row : seen.stream().limit(ROWS).toList()) {
      Cell same = cells.getOrDefault(cell.kind, new Cell[rows.size()])[row];
      if (same != null) {
        mend(Map.of(same, size), kinds, 4);
        mend(Map.of(same, -size), kinds, 4);
      }
    }
    kinds.sort((a, b) -> Integer.compare(a.steps.size(), b.steps.size()));
    Set<Map<String, Integer>> known = new HashSet<>();
    return kinds.stream().filter(kind -> known.add(kind.steps)).limit(KINDS).toList();
  }

  private void mend(Map<Cell, Integer> changes, List<Kind> kinds, int depth) {
    Sum broken = null;
    int balance = 0;
    for (Cell cell : changes.keySet()) {
      for (Sum sum : cell.sums) {
        int off = sum.isTotal() ? 0 : balance(sum, changes);
        if (off != 0 && broken == null) {
          broken = sum;
          balance = off;
        }
      }
    }
    if (broken == null) {
      Map<String, Integer> steps = new LinkedHashMap<>();
      changes.forEach((cell, step) -> steps.put(cell.kind, step));
      kinds.add(
          new Kind(
              steps,
              steps.keySet().stream().map(name -> cells.getOrDefault(name, new Cell[0])).toList(),
              steps.values().stream().mapToInt(Integer::intValue).toArray()));
      return;
    }
    if (changes.size() > 9 || kinds.size() > 40 * depth) {
      return;
    }
    if (!changes.containsKey(broken.whole)) {
      mendWith(broken.whole, balance, changes, kinds, depth);
    }
    for (Cell part : broken.parts) {
      if (!changes.containsKey(part)) {
        mendWith(part, -balance, changes, kinds, depth);
      }
    }
  }

  private void mendWith(
      Cell cell, int step, Map<Cell, Integer> changes, List<Kind> kinds, int depth) {
    if (model.isShownZero(cell)) {
      return;
    }
    Map<Cell, Integer> more = new LinkedHashMap<>(changes);
    more.put(cell, step);
    mend(more, kinds, depth);
  }

  private static int balance(Sum sum, Map<Cell, Integer> changes) {
    int balance = -changes.getOrDefault(sum.whole, 0);
    for (Cell part : sum.parts) {
      balance += changes.getOrDefault(part, 0);
    }
    return balance;
  }
}
