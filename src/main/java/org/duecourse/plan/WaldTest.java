package org.duecourse.plan;

/**
 * Wald's sequential test of a share: does a run pass often enough? It stops as soon as the passes
 * so far speak clearly, for one side or the other.
 *
 * @param fails a share at which the answer "fails" is wanted
 * @param meets a share at which the answer "meets" is wanted, above {@code fails}
 * @param error the chance of the wrong answer at each of the two
 */
public record WaldTest(double fails, double meets, double error) {
  /** What the trials so far say. */
  public enum Answer {
    MEETS,
    FAILS,
    GO_ON
  }

  /** Checks the ranges. */
  public WaldTest {
    if (!(0 < fails && fails < meets && meets < 1 && 0 < error && error < 0.5)) {
      throw new IllegalArgumentException("0 < fails < meets < 1 and 0 < error < 0.5");
    }
  }

  /**
   * The test about a share, with a tolerance that asks for the same effort at each share: 2 points
   * at 95 %, 3.7 at 80 %, 4.6 at 50 %.
   */
  public static WaldTest about(double share) {
    double tolerance = 0.0918 * Math.sqrt(share * (1 - share));
    return new WaldTest(share - tolerance, share + tolerance, 0.05);
  }

  /** What so many passes in so many trials say. */
  public Answer answer(int passes, int trials) {
    double evidence =
        passes * Math.log(meets / fails) + (trials - passes) * Math.log((1 - meets) / (1 - fails));
    double bound = Math.log((1 - error) / error);
    return evidence >= bound ? Answer.MEETS : evidence <= -bound ? Answer.FAILS : Answer.GO_ON;
  }
}
