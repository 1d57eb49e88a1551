package org.duecourse.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.duecourse.series.SideBySide.Side;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static final LocalDate APRIL = LocalDate.of(2024, 4, 1);
  private static final Side FIRST = new Side("first", Better.HIGHER, null);
  private static final Side SECOND = new Side("second", Better.LOWER, null);

  private final Map<PublishedTable.Key, NavigableMap<LocalDate, Observation>> series =
      new HashMap<>();

  @Test
  void whoLooksGoodFirstAndIsBadSecondIsFound() {
    clinic("hides", 0.95, 40.0, 12);
    clinic("fine", 0.94, 10.0, 12);
    clinic("slow", 0.50, 39.0, 12);
    clinic("middle", 0.70, 20.0, 12);
    clinic("middling", 0.71, 21.0, 12);
    clinic("quick", 0.60, 9.0, 12);
    clinic("new", 0.99, 99.0, 5);
    SideBySide pair = SideBySide.of(table(), FIRST, SECOND);
    assertThat(pair.hidden()).extracting(SideBySide.Row::organisation).containsExactly("hides");
    assertThat(pair.good()).isCloseTo(0.94, within(1e-12));
    assertThat(pair.bad()).isCloseTo(39.0, within(1e-12));
    assertThat(pair.rows())
        .extracting(SideBySide.Row::organisation)
        .containsExactly("hides", "slow", "middling", "middle", "fine", "quick", "new");
    assertThat(pair.rows().getLast().ranked()).isFalse();
  }

  @Test
  void aGoalDecidesWhoLooksGood() {
    clinic("a", 0.80, 40.0, 12);
    clinic("b", 0.75, 39.0, 12);
    clinic("c", 0.74, 41.0, 12);
    clinic("d", 0.90, 5.0, 12);
    clinic("e", 0.90, 4.0, 12);
    clinic("f", 0.90, 3.0, 12);
    SideBySide pair = SideBySide.of(table(), new Side("first", Better.HIGHER, 0.75), SECOND);
    assertThat(pair.goodByGoal()).isTrue();
    assertThat(pair.hidden()).extracting(SideBySide.Row::organisation).containsExactly("a");
    assertThat(pair.rows().stream().filter(SideBySide.Row::looksGood)).hasSize(5);
  }

  @Test
  void onlyTheLatestTwelveMonthsCountWeightedByTheirDenominators() {
    add("a", "first", APRIL.minusMonths(1), 0.0, 1000.0);
    add("a", "first", APRIL, 0.5, 10.0);
    add("a", "first", APRIL.plusMonths(1), null, null);
    add("a", "first", APRIL.plusMonths(11), 0.9, 30.0);
    SideBySide.Year year = SideBySide.of(table(), FIRST, SECOND).rows().getFirst().first();
    assertThat(year).isEqualTo(new SideBySide.Year(0.8, 2));
  }

  @Test
  void twoOrganisationsAreNotRankedInThirds() {
    clinic("a", 0.9, 40.0, 12);
    clinic("b", 0.8, 4.0, 12);
    SideBySide pair = SideBySide.of(table(), FIRST, SECOND);
    assertThat(pair.good()).isNull();
    assertThat(pair.hidden()).isEmpty();
  }

  private PublishedTable table() {
    return new PublishedTable(series, Map.of(), PublishedMapping.NONE);
  }

  private void clinic(String id, double first, double second, int months) {
    for (int i = 12 - months; i < 12; i++) {
      add(id, "first", APRIL.plusMonths(i), first, null);
      add(id, "second", APRIL.plusMonths(i), second, null);
    }
  }

  private void add(
      String id, String measure, LocalDate month, @Nullable Double value, @Nullable Double count) {
    series
        .computeIfAbsent(new PublishedTable.Key(id, measure), k -> new TreeMap<>())
        .put(month, new Observation(month, month.toString(), value, count, null));
  }
}
