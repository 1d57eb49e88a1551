package org.duecourse.absence;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.duecourse.io.Yaml;
import org.jspecify.annotations.Nullable;

/**
 * What is promised to people whose visit fell out through a strike, as rules that are judged day by
 * day: data with its source ({@code strike-rules.yaml}).
 *
 * @param rules in the order of the file
 */
public record StrikeRules(String source, String evidence, List<Rule> rules) {
  /** The rules that ship with the program. */
  public static final StrikeRules USUAL = read();

  public StrikeRules {
    rules = List.copyOf(rules);
  }

  /** What a rule asks about somebody who waits. */
  public enum Kind {
    /** Nobody waits longer. */
    WAITING_LIST,
    /** A clinician has looked at the risk. */
    RISK_ASSESSMENT,
    /** So many attempts were made. */
    THREE_ATTEMPTS,
    /** Who has no offer in time is handed over, or referred out. */
    WARM_TRANSFER,
    /** Nobody is seen later than the window and the law allow. */
    TIMELY_ACCESS
  }

  /**
   * One rule.
   *
   * @param says what is promised, in words
   * @param days after so many days of waiting it is judged
   * @param attempts how many attempts it asks for, or 0
   */
  public record Rule(Kind kind, String says, int days, int attempts) {}

  /**
   * An order that lost its visit.
   *
   * @param since the day on which it lost the visit
   * @param due the last day of its window, or of the law where that comes first
   * @param next the visit that it has instead, or null
   * @param attempts how often the person was tried since
   * @param assessed whether a clinician has assessed the risk since
   * @param handedOver whether the person was handed over warmly, or care outside was arranged,
   *     since
   */
  public record Waiting(
      String orderId,
      String patientId,
      LocalDate since,
      LocalDate due,
      @Nullable Next next,
      int attempts,
      boolean assessed,
      boolean handedOver) {
    /** Days by which the next visit lies past what is due; 0 where it is in time, or none. */
    int daysLate() {
      return next == null
          ? 0
          : Math.toIntExact(Math.max(0, ChronoUnit.DAYS.between(due, next.day())));
    }
  }

  /**
   * The visit that an order has instead of the one it lost.
   *
   * @param day its day
   * @param bookedOn the day on which it was booked
   */
  public record Next(LocalDate day, LocalDate bookedOn) {}

  /**
   * A promise that is not kept.
   *
   * @param since the first day on which it was not
   * @param daysLate days by which the next visit is late; 0 where there is none
   */
  public record Deviation(
      Rule rule, String orderId, String patientId, LocalDate since, int daysLate) {}

  /** Every promise to a person that is not kept on a day. */
  public List<Deviation> judge(Waiting waiting, LocalDate today) {
    List<Deviation> deviations = new ArrayList<>();
    for (Rule rule : rules) {
      LocalDate from = brokenFrom(rule, waiting);
      if (from != null && !from.isAfter(today)) {
        deviations.add(
            new Deviation(rule, waiting.orderId(), waiting.patientId(), from, waiting.daysLate()));
      }
    }
    return deviations;
  }

  /** The first day on which a promise is not kept, as things stand; or null. */
  private static @Nullable LocalDate brokenFrom(Rule rule, Waiting waiting) {
    Next next = waiting.next();
    if (next != null) {
      return brokenByLateVisit(rule, waiting, next);
    }
    LocalDate past = waiting.since().plus(rule.days() + 1L, ChronoUnit.DAYS);
    return switch (rule.kind()) {
      case WAITING_LIST -> past;
      case RISK_ASSESSMENT -> waiting.assessed() ? null : past;
      case THREE_ATTEMPTS -> waiting.attempts() >= rule.attempts() ? null : past;
      case WARM_TRANSFER -> waiting.handedOver() ? null : afterDue(waiting);
      case TIMELY_ACCESS -> afterDue(waiting);
    };
  }

  private static LocalDate afterDue(Waiting waiting) {
    return (waiting.due().isAfter(waiting.since()) ? waiting.due() : waiting.since()).plusDays(1);
  }

  /**
   * With another visit nobody waits on a list; one that is late is late from when it was booked.
   */
  private static @Nullable LocalDate brokenByLateVisit(Rule rule, Waiting waiting, Next next) {
    if (waiting.daysLate() == 0) {
      return null;
    }
    return switch (rule.kind()) {
      case WAITING_LIST, RISK_ASSESSMENT, THREE_ATTEMPTS -> null;
      case WARM_TRANSFER -> waiting.handedOver() ? null : next.bookedOn();
      case TIMELY_ACCESS -> next.bookedOn();
    };
  }

  private static StrikeRules read() {
    Yaml file = Yaml.resource(StrikeRules.class, "strike-rules.yaml");
    Yaml.Section top = file.top();
    List<Rule> rules = new ArrayList<>();
    for (Yaml.Section section : top.sections("rules")) {
      rules.add(
          new Rule(
              section.choice("id", Kind.class),
              section.text("says"),
              section.integer("days", 0, 365),
              section.integer("attempts", 0, 20, 0)));
    }
    StrikeRules read = new StrikeRules(top.text("source"), top.text("evidence"), rules);
    file.refuse("The rules of a strike cannot be read.");
    return read;
  }
}
