package org.duecourse.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Intervals and curves against published or hand-computed values. */
class StatisticsTest {
  private static final Offset<Double> CLOSE = within(1e-8);

  /**
   * Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3 (Wilson without
   * correction).
   */
  @Test
  void wilsonGivesThePublishedIntervals() {
    assertInterval(81, 263, 0.2553, 0.3662);
    assertInterval(15, 148, 0.0624, 0.1605);
    assertInterval(0, 20, 0.0000, 0.1611);
    assertInterval(1, 29, 0.0061, 0.1718);
  }

  private static void assertInterval(long part, long whole, double low, double high) {
    Interval interval = Interval.wilson(part, whole);
    assertThat(interval.low()).isCloseTo(low, within(0.00005));
    assertThat(interval.high()).isCloseTo(high, within(0.00005));
  }

  @Test
  void wilsonOfNoneAndOfAllTouchesTheEnd() {
    assertThat(Interval.wilson(0, 7).low()).isZero();
    assertThat(Interval.wilson(7, 7).high()).isEqualTo(1);
  }

  @Test
  void quantilesInterpolateBetweenNeighbours() {
    Spread spread = Spread.of(Map.of(1, 2, 2, 1, 10, 1));
    assertThat(spread.mean()).isEqualTo(3.5);
    assertThat(spread.quantile(0.5)).isEqualTo(1.5);
    assertThat(spread.quantile(0.9)).isCloseTo(7.6, CLOSE);
    assertThat(Spread.of(Map.of(4, 1)).quantile(0.9)).isEqualTo(4);
  }

  /**
   * Times 3, 5, 5+, 8, 10, 12, 12+, 14+, 20, 20+; computed by hand, censored after events at ties.
   */
  @Test
  void kaplanMeierCountsThoseCensoredAtTheTimeOfAnEventAsAtRisk() {
    KaplanMeier curve =
        KaplanMeier.of(
            counts(3, 1, 5, 1, 8, 1, 10, 1, 12, 1, 20, 1), counts(5, 1, 12, 1, 14, 1, 20, 1));
    assertThat(curve.steps())
        .extracting(KaplanMeier.Step::atRisk)
        .isEqualTo(List.of(10L, 9L, 7L, 6L, 5L, 2L));
    assertThat(curve.survivalAt(2)).isEqualTo(1);
    assertThat(curve.survivalAt(8)).isCloseTo(0.6857142857, CLOSE);
    assertThat(curve.survivalAt(13)).isCloseTo(0.4571428571, CLOSE);
    assertThat(curve.survivalAt(20)).isCloseTo(0.2285714286, CLOSE);
    assertThat(curve.median()).isEqualTo(12);
    assertThat(curve.atRiskAt(12)).isEqualTo(5);
    assertThat(curve.intervalAt(2)).isNull();
  }

  /**
   * The 6-mercaptopurine arm of Freireich and others (1963), remission in weeks, as tabled in Cox
   * and Oakes, Analysis of Survival Data: S(6) = 0.857, S(10) = 0.753, S(23) = 0.448, median 23.
   */
  @Test
  void kaplanMeierGivesThePublishedCurveOfTheLeukaemiaTrial() {
    KaplanMeier curve =
        KaplanMeier.of(
            counts(6, 3, 7, 1, 10, 1, 13, 1, 16, 1, 22, 1, 23, 1),
            counts(6, 1, 9, 1, 10, 1, 11, 1, 17, 1, 19, 1, 20, 1, 25, 1, 32, 2, 34, 1, 35, 1));
    assertThat(curve.survivalAt(6)).isCloseTo(0.8571, within(0.0001));
    assertThat(curve.survivalAt(10)).isCloseTo(0.7529, within(0.0001));
    assertThat(curve.survivalAt(23)).isCloseTo(0.4482, within(0.0001));
    assertThat(curve.median()).isEqualTo(23);
    KaplanMeier.Step sixth = curve.steps().getFirst();
    assertThat(sixth.survival() * Math.sqrt(sixth.greenwood())).isCloseTo(0.0764, within(0.0001));
    Interval atTen = curve.intervalAt(10);
    assertThat(atTen).isNotNull();
    assertThat(atTen.low()).isCloseTo(0.5032, within(0.0001));
    assertThat(atTen.high()).isCloseTo(0.8894, within(0.0001));
  }

  @Test
  void aMedianOfExactlyOneHalfIsReachedInSpiteOfRounding() {
    assertThat(KaplanMeier.of(counts(1, 1, 2, 1, 3, 1), counts(9, 3)).median()).isEqualTo(3);
    assertThat(KaplanMeier.of(counts(1, 1), counts(9, 3)).median()).isNull();
  }

  @Test
  void withNobodyCensoredTheIncidenceIsAPlainShareWithItsVariance() {
    CumulativeIncidence seen =
        CumulativeIncidence.at(counts(1, 2, 4, 3, 9, 1), counts(2, 1, 4, 2, 8, 3), counts(), 5);
    assertThat(seen.share()).isCloseTo(5.0 / 12, CLOSE);
    assertThat(seen.variance()).isCloseTo(5.0 / 12 * 7 / 12 / 12, CLOSE);
  }

  /** By hand: n = 5; attended at 1, closed at 2, censored at 3, attended at 4, waiting at 6. */
  @Test
  void aalenJohansenGivesTheValuesComputedByHand() {
    var attended = counts(1, 1, 4, 1);
    var closed = counts(2, 1);
    var waiting = counts(3, 1, 6, 1);
    assertThat(CumulativeIncidence.at(attended, closed, waiting, 4).share())
        .isCloseTo(1.0 / 5 + 3.0 / 5 / 2, CLOSE);
    assertThat(CumulativeIncidence.at(closed, attended, waiting, 4).share())
        .isCloseTo(4.0 / 5 / 4, CLOSE);
    double stillWaiting = 4.0 / 5 * 3 / 4 * 1 / 2;
    assertThat(
            CumulativeIncidence.at(attended, closed, waiting, 4).share()
                + CumulativeIncidence.at(closed, attended, waiting, 4).share()
                + stillWaiting)
        .isCloseTo(1, CLOSE);
  }

  private static SortedMap<Long, Long> counts(int... timesAndCounts) {
    TreeMap<Long, Long> counts = new TreeMap<>();
    for (int i = 0; i < timesAndCounts.length; i += 2) {
      counts.put((long) timesAndCounts[i], (long) timesAndCounts[i + 1]);
    }
    return counts;
  }
}
