package org.duecourse.report;

import java.util.function.Function;

/** One figure of a report, or the reason why there is none; never an empty cell. */
sealed interface Figure {
  /** A number that is known and may be shown. */
  record Known(double value) implements Figure {}

  /** Hidden by the profile. */
  record NotShown() implements Figure {}

  /** Cannot be computed, and why. */
  record NotComputable(String reason) implements Figure {}

  /** There is nothing to count. */
  record NoData() implements Figure {}

  /** In words; those of a number are given. */
  default String words(Function<Double, String> known) {
    return switch (this) {
      case Known number -> known.apply(number.value);
      case NotShown hidden -> "Not shown";
      case NotComputable why -> "Not computable: " + why.reason;
      case NoData none -> "No data";
    };
  }

  /** Whether it is a number. */
  default boolean isKnown() {
    return this instanceof Known;
  }

  /** The number, or NaN. */
  default double orNaN() {
    return this instanceof Known known ? known.value : Double.NaN;
  }
}
