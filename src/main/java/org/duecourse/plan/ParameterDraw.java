package org.duecourse.plan;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.duecourse.simulate.Clinic;

/**
 * One draw of every doubtful assumption for each replication, the same for every proposal: a factor
 * is log-normal with the ends of its range as 5 and 95 % points, a delay is an even draw of whole
 * months.
 *
 * @param ranges how far each assumption may be off; an assumption without a range is not drawn
 */
public record ParameterDraw(long seed, Map<Assumption, Assumption.Range> ranges) {
  /** Standard normal 95 % point. */
  private static final double Z95 = 1.6448536269514722;

  /** Copies the map. */
  public ParameterDraw {
    ranges = Map.copyOf(ranges);
  }

  /** Nothing is doubted: every replication has the clinic as its file says. */
  public static ParameterDraw certain(long seed) {
    return new ParameterDraw(seed, Map.of());
  }

  /** The default ranges, widened or replaced by what the proposals say. */
  public static ParameterDraw of(long seed, Iterable<Proposal> proposals) {
    Map<Assumption, Assumption.Range> ranges = new EnumMap<>(Assumption.class);
    for (Proposal proposal : proposals) {
      proposal.ranges().forEach((a, range) -> ranges.merge(a, range, Assumption.Range::and));
    }
    for (Assumption assumption : Assumption.values()) {
      ranges.putIfAbsent(assumption, assumption.otherwise());
    }
    return new ParameterDraw(seed, ranges);
  }

  /** The value of an assumption in a replication. */
  public double value(Assumption assumption, int replication) {
    Assumption.Range range = ranges.get(assumption);
    if (range == null) {
      return assumption.neutral();
    }
    // Keyed by assumption and replication: a range given for one assumption moves no other draw.
    SplittableRandom random =
        new SplittableRandom(
            seed * 0x9E3779B97F4A7C15L
                + 31L * assumption.name().hashCode()
                + 1_000_003L * replication);
    if (assumption == Assumption.HIRING_DELAY_MONTHS) {
      int low = (int) Math.round(range.low());
      int high = (int) Math.round(range.high());
      return low + random.nextInt(high - low + 1);
    }
    double middle = (Math.log(range.low()) + Math.log(range.high())) / 2;
    double spread = (Math.log(range.high()) - Math.log(range.low())) / (2 * Z95);
    double u = random.nextDouble();
    return spread == 0 ? Math.exp(middle) : Math.exp(middle + spread * normal(random, u));
  }

  /** What turns a clinic into that of a replication. */
  public UnaryOperator<Clinic> of(int replication) {
    return clinic -> {
      Clinic drawn = clinic;
      for (Assumption assumption : Assumption.values()) {
        drawn = assumption.applyTo(drawn, value(assumption, replication));
      }
      return drawn;
    };
  }

  /** Two even numbers make a normal one [Box and Muller 1958]. */
  private static double normal(SplittableRandom random, double u) {
    return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
