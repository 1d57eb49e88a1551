package org.duecourse.series;

/** Which way a measure improves. */
public enum Better {
  /** A wait: less of it is better. */
  LOWER(-1),
  /** A share in time: more of it is better. */
  HIGHER(1),
  /** A volume such as referrals: a change is neither good nor bad. */
  NONE(0);

  private final int sign;

  Better(int sign) {
    this.sign = sign;
  }

  /** What a rise (1) or a fall (-1) means. */
  Direction of(int movement) {
    int good = movement * sign;
    return good > 0 ? Direction.IMPROVEMENT : good < 0 ? Direction.CONCERN : Direction.NEUTRAL;
  }

  /** Whether a first value is strictly better than a second; never so where no way is better. */
  public boolean prefers(double first, double second) {
    return switch (this) {
      case LOWER -> first < second;
      case HIGHER -> first > second;
      case NONE -> false;
    };
  }

  /** Whether a value is at the goal or on its better side. */
  public boolean meets(double value, double goal) {
    return this != NONE && !prefers(goal, value);
  }
}
