package org.duecourse.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.duecourse.series.XmrChart.Settings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class XmrChartTest {
  private static final Settings LOWER = new Settings(Better.LOWER, null, 0, true);
  private static final LocalDate START = LocalDate.of(2022, 1, 1);

  @Test
  void aBlankMonthIsAPointWithoutValueAndNoZero() {
    XmrChart with = chart(LOWER, 10.0, null, 12.0, 11.0, null, 13.0);
    XmrChart without = chart(LOWER, 10.0, 12.0, 11.0, 13.0);
    assertThat(with.limits()).isEqualTo(without.limits());
    assertThat(with.limits().mean()).isEqualTo(11.5);
    assertThat(with.points()).hasSize(6);
    assertThat(with.points().get(1).value()).isNull();
    assertThat(with.points().get(1).direction()).isEqualTo(Direction.NEUTRAL);
    assertThat(with.notPublished()).isEqualTo(2);
    assertThat(with.current().n()).isEqualTo(4);
  }

  @Test
  void aZeroIsAValue() {
    assertThat(chart(LOWER, 0.0, 0.0, 3.0).limits().mean()).isEqualTo(1.0);
  }

  @Test
  void aRisingWaitIsAConcernAndARisingShareAnImprovement() {
    Double[] rising = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0};
    // The limits are 1.34 and 6.66: both ends lie outside, which is asked first.
    assertThat(chart(LOWER, rising).points().subList(1, 6))
        .allMatch(p -> p.signal() == Signal.TREND && p.direction() == Direction.CONCERN);
    assertThat(chart(LOWER, rising).points().getFirst())
        .returns(Signal.OUTSIDE, XmrChart.Point::signal)
        .returns(Direction.IMPROVEMENT, XmrChart.Point::direction);
    assertThat(chart(new Settings(Better.HIGHER, null, 0, true), rising).points().get(3))
        .returns(Signal.TREND, XmrChart.Point::signal)
        .returns(Direction.IMPROVEMENT, XmrChart.Point::direction);
    assertThat(chart(new Settings(Better.NONE, null, 0, true), rising).points())
        .extracting(XmrChart.Point::direction)
        .containsOnly(Direction.NEUTRAL);
  }

  @Test
  void theFirstRuleThatAppliesNamesThePoint() {
    Double[] values = new Double[20];
    for (int i = 0; i < 20; i++) {
      values[i] = i < 12 ? (i % 2 == 0 ? 9.0 : 11.0) : 11.5 + 0.01 * (i % 2);
    }
    values[19] = 40.0;
    XmrChart chart = chart(new Settings(Better.LOWER, null, 12, true), values);
    assertThat(chart.points().get(19).signal()).isEqualTo(Signal.OUTSIDE);
    assertThat(chart.points().get(14).signal()).isEqualTo(Signal.SHIFT);
    assertThat(chart.limits().n()).isEqualTo(12);
    assertThat(chart.limits().mean()).isEqualTo(10.0);
  }

  @Test
  void twoOfThreeMarksOnlyTheNearPoints() {
    Double[] values = new Double[15];
    Arrays.setAll(values, i -> i % 2 == 0 ? 9.0 : 11.0);
    values[12] = 14.5;
    values[13] = 11.0;
    values[14] = 14.5;
    XmrChart chart = chart(new Settings(Better.LOWER, null, 12, true), values);
    assertThat(chart.limits().nearUpper()).isCloseTo(10 + 2 * 2.66 * 2 / 3, within(1e-12));
    assertThat(chart.points().subList(11, 15))
        .extracting(XmrChart.Point::signal)
        .containsExactly(null, Signal.TWO_IN_THREE, null, Signal.TWO_IN_THREE);
  }

  @Test
  void aBreakStartsNewLimitsAndTheLastOnesGiveTheAssurance() {
    Double[] values = new Double[30];
    Arrays.setAll(values, i -> (i < 15 ? 50.0 : 20.0) + i % 3);
    List<Break> breaks = List.of(new Break(START.plusMonths(15), "counted anew"));
    XmrChart chart =
        XmrChart.of(observations(values), breaks, new Settings(Better.LOWER, 30.0, 0, true));
    assertThat(chart.groups()).extracting(XmrChart.Group::n).containsExactly(15, 15);
    assertThat(chart.groups().get(0).reason()).isNull();
    assertThat(chart.groups().get(1).reason()).isEqualTo("counted anew");
    assertThat(chart.points()).extracting(XmrChart.Point::signal).containsOnlyNulls();
    assertThat(chart.assurance()).isEqualTo(Assurance.PASSES);
  }

  @Test
  void elevenPointsGiveTrialLimitsAndOneGivesNone() {
    Double[] eleven = new Double[11];
    Arrays.setAll(eleven, i -> (double) (i % 2));
    assertThat(chart(LOWER, eleven).limits().trial()).isTrue();
    Double[] twelve = Arrays.copyOf(eleven, 12);
    twelve[11] = 1.0;
    assertThat(chart(LOWER, twelve).limits().trial()).isFalse();
    XmrChart one = chart(new Settings(Better.LOWER, 3.0, 0, true), 5.0);
    assertThat(one.limits().known()).isFalse();
    assertThat(one.points().getFirst().signal()).isNull();
    assertThat(one.assurance()).isNull();
  }

  @Test
  void aSeriesOfEqualFractionsHasNoSignal() {
    Double[] same = new Double[25];
    Arrays.fill(same, 0.1);
    XmrChart chart = chart(new Settings(Better.HIGHER, 0.2, 0, true), same);
    assertThat(chart.points()).extracting(XmrChart.Point::signal).containsOnlyNulls();
    assertThat(chart.limits().lower()).isEqualTo(0.1);
    assertThat(chart.assurance()).isEqualTo(Assurance.FAILS);
  }

  /** A second calculation, by looking at every window in full. */
  @Test
  void everyVerdictAgreesWithASlowReadingOfTheRules() {
    SplittableRandom random = new SplittableRandom(20260630);
    int signals = 0;
    for (int run = 0; run < 400; run++) {
      int n = 2 + random.nextInt(40);
      @Nullable Double[] values = new @Nullable Double[n];
      double drift = random.nextInt(3) * 0.3;
      for (int i = 0; i < n; i++) {
        values[i] =
            random.nextInt(12) == 0 ? null : (double) Math.round(random.nextInt(10) + i * drift);
      }
      boolean screening = random.nextBoolean();
      XmrChart chart = chart(new Settings(Better.LOWER, null, 0, screening), values);
      double[] y =
          Arrays.stream(values).filter(Objects::nonNull).mapToDouble(Double::doubleValue).toArray();
      List<@Nullable Signal> slow = SlowXmr.signals(y, screening);
      List<@Nullable Signal> found =
          chart.points().stream()
              .filter(p -> p.value() != null)
              .<@Nullable Signal>map(XmrChart.Point::signal)
              .toList();
      assertThat(found).isEqualTo(slow);
      signals += (int) slow.stream().filter(Objects::nonNull).count();
    }
    assertThat(signals).isGreaterThan(1000);
  }

  private static XmrChart chart(Settings settings, @Nullable Double... values) {
    return XmrChart.of(observations(values), List.of(), settings);
  }

  private static List<Observation> observations(@Nullable Double... values) {
    List<Observation> result = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      LocalDate month = START.plusMonths(i);
      result.add(new Observation(month, month.toString(), values[i], null, null));
    }
    return result;
  }
}
