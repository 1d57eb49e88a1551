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
    WARM_TRANSFER
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
   * An order that lost its visit and has no other.
   *
   * @param since the day on which it lost the visit
   * @param due the last day of its window, or of the law where that comes first
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
      int attempts,
      boolean assessed,
      boolean handedOver) {}

  /**
   * A promise that is not kept.
   *
   * @param since the first day on which it was not
   */
  public record Deviation(Rule rule, String orderId, String patientId, LocalDate since) {}

  /** Every promise to a person that is not kept on a day. */
  public List<Deviation> judge(Waiting waiting, LocalDate today) {
    List<Deviation> deviations = new ArrayList<>();
    for (Rule rule : rules) {
      LocalDate from = brokenFrom(rule, waiting);
      if (from != null && !from.isAfter(today)) {
        deviations.add(new Deviation(rule, waiting.orderId(), waiting.patientId(), from));
      }
    }
    return deviations;
  }

  /** The first day on which a promise is not kept, as things stand; or null. */
  private static @Nullable LocalDate brokenFrom(Rule rule, Waiting waiting) {
    LocalDate past = waiting.since().plus(rule.days() + 1L, ChronoUnit.DAYS);
    return switch (rule.kind()) {
      case WAITING_LIST -> past;
      case RISK_ASSESSMENT -> waiting.assessed() ? null : past;
      case THREE_ATTEMPTS -> waiting.attempts() >= rule.attempts() ? null : past;
      case WARM_TRANSFER ->
          waiting.handedOver()
              ? null
              : (waiting.due().isAfter(waiting.since()) ? waiting.due() : waiting.since())
                  .plusDays(1);
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
