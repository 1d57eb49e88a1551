package org.duecourse.plan;

/**
 * The arithmetic of a single waiting list, as NHSRwaitinglist has it (MIT, commit 0d85b691): one
 * class of patients, no returns. A first look, never an answer about returns.
 *
 * <p>Times are in one unit for all arguments of a call, capacity and demand per that unit. Its
 * pressure is not taken over where it mixes days with weeks.
 */
public final class WaitingListArithmetic {
  private WaitingListArithmetic() {}

  /** Demand as a share of capacity. */
  public static double load(double demand, double capacity) {
    return demand / capacity;
  }

  /**
   * The mean wait at which nearly all wait less than the target, if waits are exponential: 98.2 %
   * with factor 4, 99.8 % with factor 6.
   */
  public static double targetMeanWait(double targetWait, double factor) {
    return targetWait / factor;
  }

  /** The queue at which the mean wait is met (Little's law). */
  public static double targetQueue(double capacity, double targetWait, double factor) {
    return capacity * targetMeanWait(targetWait, factor);
  }

  /** The capacity that brings a queue to its target in a time. */
  public static double reliefCapacity(
      double demand, double queue, double targetQueue, double time) {
    return demand + (queue - targetQueue) / time;
  }

  /**
   * The capacity that holds the mean wait, by Kingman's approximation: demand and half the sum of
   * the squared variations over the target mean wait. The half is in the publisher's code and tests
   * though not in its help text.
   *
   * @param demandVariation coefficient of variation of demand; 1 is Poisson
   * @param capacityVariation the same of capacity
   */
  public static double targetCapacity(
      double demand,
      double targetWait,
      double factor,
      double demandVariation,
      double capacityVariation) {
    double spread = (demandVariation * demandVariation + capacityVariation * capacityVariation) / 2;
    return demand + spread / targetMeanWait(targetWait, factor);
  }

  /** Twice the mean wait as a share of the target wait, both in one unit. */
  public static double pressure(double meanWait, double targetWait) {
    return 2 * meanWait / targetWait;
  }

  /** The capacity that Poisson demand stays within in a share of the weeks. */
  public static long percentileCapacity(double demand, double share) {
    long k = 0;
    while (1 - SpecialFunctions.gammaShareBelow(k + 1.0, demand) < share) {
      k++;
    }
    return k;
  }
}
