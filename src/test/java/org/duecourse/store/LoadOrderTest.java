package org.duecourse.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.duecourse.store.Catalog.Reference;
import org.junit.jupiter.api.Test;

/** Tables are filled so that what a row refers to is there. */
class LoadOrderTest {
  @Test
  void whatIsReferredToComesFirst() {
    LoadOrder order =
        LoadOrder.of(
            Set.of("visit", "order", "patient"),
            List.of(reference("visit", "order"), reference("order", "patient")));
    assertThat(order.tables()).containsExactly("patient", "order", "visit");
    assertThat(order.late()).isEmpty();
  }

  @Test
  void aTableThatRefersToItselfNeedsNothing() {
    LoadOrder order = LoadOrder.of(Set.of("order"), List.of(reference("order", "order")));
    assertThat(order.tables()).containsExactly("order");
    assertThat(order.late()).isEmpty();
  }

  @Test
  void inACircleOneReferenceIsCheckedLate() {
    LoadOrder order =
        LoadOrder.of(
            Set.of("a", "b", "c"),
            List.of(reference("a", "b"), reference("b", "c"), reference("c", "a")));
    assertThat(order.tables()).containsExactly("a", "c", "b");
    assertThat(order.late()).containsExactly(reference("a", "b"));
  }

  @Test
  void everyReferenceIsMetOrLate() {
    Random random = new Random(20261125);
    for (int world = 0; world < 300; world++) {
      Set<String> tables = new TreeSet<>();
      for (int i = 0; i < 1 + random.nextInt(9); i++) {
        tables.add("t" + i);
      }
      List<String> names = List.copyOf(tables);
      List<Reference> references = new ArrayList<>();
      for (int i = 0; i < random.nextInt(14); i++) {
        references.add(
            reference(
                names.get(random.nextInt(names.size())), names.get(random.nextInt(names.size()))));
      }
      LoadOrder order = LoadOrder.of(tables, references);
      assertThat(order.tables()).containsExactlyInAnyOrderElementsOf(tables);
      for (Reference each : references) {
        boolean met = order.tables().indexOf(each.to()) <= order.tables().indexOf(each.from());
        assertThat(met || order.late().contains(each)).as("%s in %s", each, order).isTrue();
      }
    }
  }

  private static Reference reference(String from, String to) {
    return new Reference(from + "_" + to, from, to, false);
  }
}
