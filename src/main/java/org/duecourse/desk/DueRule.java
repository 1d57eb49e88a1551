package org.duecourse.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By when something is due, as people write it: "same day", "4 hours", "30 days", "2 business
 * days", or "by its cause" where the event itself says when.
 *
 * @param count hours, days or business days; 0 where the unit needs none
 */
public record DueRule(Unit unit, int count) {
  /** What is counted. */
  public enum Unit {
    /** The day on which it came, at the end of work. */
    SAME_DAY("same day", 24),
    /** Hours around the clock. */
    HOURS("hours", 1),
    /** Days of the calendar, around the clock. */
    DAYS("days", 24),
    /** Business days of the clinic, at the end of work. */
    BUSINESS_DAYS("business days", 24),
    /** Said by the event. */
    CAUSE("by its cause", 0);

    private final String words;
    private final int hours;

    Unit(String words, int hours) {
      this.words = words;
      this.hours = hours;
    }
  }

  /** The event says when. */
  public static final DueRule BY_CAUSE = new DueRule(Unit.CAUSE, 0);

  private static final Pattern COUNTED = Pattern.compile("(\\d{1,4}) (hours|days|business days)");

  /** Reads what {@link #words} writes; empty for anything else. */
  public static Optional<DueRule> of(String words) {
    String text = words.strip().replaceAll("\\s+", " ").replaceAll("(hour|day)$", "$1s");
    if (text.equals("same days")) {
      return Optional.of(new DueRule(Unit.SAME_DAY, 0));
    }
    if (text.equals(Unit.CAUSE.words)) {
      return Optional.of(BY_CAUSE);
    }
    Matcher counted = COUNTED.matcher(text);
    if (!counted.matches()) {
      return Optional.empty();
    }
    Unit unit =
        switch (counted.group(2)) {
          case "hours" -> Unit.HOURS;
          case "days" -> Unit.DAYS;
          default -> Unit.BUSINESS_DAYS;
        };
    return Optional.of(new DueRule(unit, Integer.parseInt(counted.group(1))));
  }

  /** When something is due that came at the time of these due times; not for {@link Unit#CAUSE}. */
  public Instant from(DueTimes times) {
    return switch (unit) {
      case SAME_DAY -> times.sameDay();
      case HOURS -> times.from().plus(Duration.ofHours(count));
      case DAYS -> times.from().plus(Duration.ofDays(count));
      case BUSINESS_DAYS -> count == 0 ? times.sameDay() : times.businessDays(count);
      case CAUSE -> throw new IllegalStateException("The cause says when it is due.");
    };
  }

  /** Whether this is later than another; a day and a business day count as 24 hours. */
  public boolean isLongerThan(DueRule other) {
    return hours() > other.hours();
  }

  private int hours() {
    return unit == Unit.SAME_DAY ? unit.hours : count * unit.hours;
  }

  /** As people write it. */
  public String words() {
    return switch (unit) {
      case SAME_DAY, CAUSE -> unit.words;
      case HOURS, DAYS, BUSINESS_DAYS ->
          count + " " + (count == 1 ? unit.words.replaceAll("s$", "") : unit.words);
    };
  }
}
