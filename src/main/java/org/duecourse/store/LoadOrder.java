package org.duecourse.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.duecourse.store.Catalog.Reference;

/**
 * The order in which tables are filled, so that a row that is referred to is there first. Where
 * tables refer to each other in a circle, one reference has to be checked late instead.
 *
 * <pre>
 * visit → order → patient        filled: patient, order, visit
 * a → b → a                      filled: a, b;  late: a → b
 * </pre>
 *
 * @param tables every table, the first to be filled first
 * @param late references that can be checked only when all tables are filled
 */
record LoadOrder(List<String> tables, List<Reference> late) {
  LoadOrder {
    tables = List.copyOf(tables);
    late = List.copyOf(late);
  }

  /** The order for tables and the references between them; the same for the same tables. */
  static LoadOrder of(Set<String> tables, List<Reference> references) {
    // A reference within one table is checked at the end of its one statement, when all its rows
    // are there.
    List<Reference> open =
        new ArrayList<>(
            references.stream()
                .filter(
                    reference ->
                        !reference.from().equals(reference.to())
                            && tables.contains(reference.from())
                            && tables.contains(reference.to()))
                .toList());
    Set<String> left = new TreeSet<>(tables);
    Set<String> filled = new LinkedHashSet<>();
    List<Reference> late = new ArrayList<>();
    while (!left.isEmpty()) {
      String next =
          left.stream()
              .filter(table -> open.stream().noneMatch(reference -> reference.from().equals(table)))
              .findFirst()
              .orElseGet(() -> left.iterator().next());
      open.stream().filter(reference -> reference.from().equals(next)).forEach(late::add);
      open.removeIf(reference -> reference.from().equals(next) || reference.to().equals(next));
      left.remove(next);
      filled.add(next);
    }
    return new LoadOrder(List.copyOf(filled), late);
  }
}
