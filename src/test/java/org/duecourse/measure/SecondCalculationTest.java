package org.duecourse.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.duecourse.calendar.BusinessDays;
import org.duecourse.records.AccessLog;
import org.duecourse.records.Duck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The SQL of every measure agrees with a plain calculation, row by row, on random logs and any
 * split.
 */
class SecondCalculationTest {
  /** Weekdays without two weeks of holidays, and one Saturday that counts. */
  private static final Predicate<LocalDate> COUNTS =
      day ->
          day.equals(LocalDate.of(2025, 3, 15))
              || (day.getDayOfWeek() != DayOfWeek.SATURDAY
                  && day.getDayOfWeek() != DayOfWeek.SUNDAY
                  && !(day.getDayOfMonth() == 1)
                  && !(day.getMonthValue() == 12 && day.getDayOfMonth() >= 24));

  private static final BusinessDays CALENDAR =
      new BusinessDays("test", LocalDate.of(2014, 1, 1), LocalDate.of(2027, 12, 31), COUNTS);

  private final Set<String> seen = new HashSet<>();

  @Test
  void theSqlAgreesWithPlainJava() {
    compare(0, 30);
    assertThat(seen).as("every measure was compared").containsAll(Measures.ids());
  }

  @Test
  @Tag("heavy")
  void theSqlAgreesWithPlainJavaOnManyLogs() {
    compare(10_000, 10_400);
  }

  private void compare(long fromSeed, long toSeed) {
    try (Duck duck = Duck.open(new Duck.Settings(null, null, 1))) {
      for (long seed = fromSeed; seed < toSeed; seed++) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5eed);
        PlainLog plain = RandomLogs.of(seed);
        AccessLog log = plain.in(duck);
        int limit = 1 + random.nextInt(15);
        Measuring measuring =
            new Measuring(
                log, new MeasureSettings(null, Yardstick.ofBusinessDays("test", limit), CALENDAR));
        for (Card card : Measures.all()) {
          List<Dimension> by = split(card, random);
          MeasureResult result = measuring.measure(card, by);
          List<Map<String, @Nullable Object>> expected =
              new PlainMeasures(plain, COUNTS, limit).rows(card.id(), by);
          same("seed " + seed + ", " + card.id() + " by " + by, result.rows(), expected);
          everyNullHasAReason(seed, result);
          seen.add(card.id());
        }
      }
    }
  }

  private static List<Dimension> split(Card card, SplittableRandom random) {
    List<Dimension> possible = new ArrayList<>(card.dimensions().keySet());
    List<Dimension> by = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      by.add(possible.remove(random.nextInt(possible.size())));
      if (possible.isEmpty()) {
        break;
      }
    }
    return by;
  }

  private static void same(
      String where,
      List<Map<String, @Nullable Object>> actual,
      List<Map<String, @Nullable Object>> expected) {
    assertThat(actual.size())
        .as(where + ": rows\n%s\n%s", actual, expected)
        .isEqualTo(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      Map<String, @Nullable Object> a = actual.get(i);
      Map<String, @Nullable Object> e = expected.get(i);
      assertThat(a.keySet()).as(where).containsExactlyInAnyOrderElementsOf(e.keySet());
      for (String key : a.keySet()) {
        String place = where + ", row " + i + ", " + key + "\n" + a + "\n" + e;
        if (a.get(key) instanceof Number x && e.get(key) instanceof Number y) {
          assertThat(Math.abs(x.doubleValue() - y.doubleValue()) < 1e-9).as(place).isTrue();
        } else {
          assertThat(a.get(key)).as(place).isEqualTo(e.get(key));
        }
      }
    }
  }

  private static void everyNullHasAReason(long seed, MeasureResult result) {
    Set<String> explained = new HashSet<>();
    result.notComputable().forEach(each -> explained.add(each.key()));
    for (Map<String, @Nullable Object> row : result.rows()) {
      for (String key : result.keys()) {
        assertThat(row).containsKey(key);
        if (row.get(key) == null && !explained.contains("*")) {
          assertThat(
                  explained.contains(key)
                      || explained.contains(key.replaceFirst("_(low|high)$", "")))
              .as(
                  "seed %s, %s: %s is null without a reason: %s",
                  seed, result.measure(), key, result)
              .isTrue();
        }
      }
    }
  }
}
