package org.duecourse.standard;

import java.time.Duration;

/** How long a rule lets a person wait. The limit day itself is in time. */
public sealed interface Limit {
  /** Business days of the rule's calendar; day 0 is not counted. */
  record InBusinessDays(int days) implements Limit {
    @Override
    public String words() {
      return count(days, "business day");
    }
  }

  /** Calendar days; day 0 is not counted. */
  record InCalendarDays(int days) implements Limit {
    @Override
    public String words() {
      return count(days, "calendar day");
    }
  }

  /** Weeks of seven calendar days; the last day is in time. */
  record InWeeks(int weeks) implements Limit {
    @Override
    public String words() {
      return count(weeks, "week");
    }
  }

  /** Hours or minutes that elapse, across nights, weekends and clock changes. */
  record Elapsed(Duration duration) implements Limit {
    @Override
    public String words() {
      return duration.toMinutes() % 60 == 0
          ? count(Math.toIntExact(duration.toHours()), "hour")
          : count(Math.toIntExact(duration.toMinutes()), "minute");
    }
  }

  /** No number: the rule sets none, or is not in force. */
  record None() implements Limit {
    @Override
    public String words() {
      return "none";
    }
  }

  /** A day of the clinician's order. */
  record FromOrder(OrderDay day) implements Limit {
    @Override
    public String words() {
      return switch (day) {
        case LATEST -> "the order's window";
        case TARGET -> "the order's target date";
      };
    }
  }

  /** Which day of an order limits the wait. */
  enum OrderDay {
    /** The last day of the window; a visit before the window is outside it too. */
    LATEST,
    /** The day that the clinician aimed at. */
    TARGET
  }

  /** The limit as people say it ("10 business days"). */
  String words();

  static Limit businessDays(int days) {
    return new InBusinessDays(days);
  }

  static Limit calendarDays(int days) {
    return new InCalendarDays(days);
  }

  static Limit weeks(int weeks) {
    return new InWeeks(weeks);
  }

  static Limit hours(int hours) {
    return new Elapsed(Duration.ofHours(hours));
  }

  static Limit minutes(int minutes) {
    return new Elapsed(Duration.ofMinutes(minutes));
  }

  static Limit none() {
    return new None();
  }

  private static String count(int number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
