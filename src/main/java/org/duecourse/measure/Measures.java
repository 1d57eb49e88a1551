package org.duecourse.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.duecourse.io.Suggestion;
import org.duecourse.measure.MeasureResult.NotComputable;
import org.duecourse.records.AccessLog;

/** All measures, in the order in which they are listed. */
public final class Measures {
  private static final List<String> IDS =
      List.of(
          "first-wait",
          "return-interval",
          "return-lateness",
          "unbooked-orders",
          "survival",
          "backlog",
          "first-to-second",
          "lead-time",
          "no-show",
          "late-cancel",
          "clinic-cancelled",
          "caseload",
          "new-to-return",
          "contact-attempts",
          "protected-time-kept",
          "crisis-response",
          "crisis-cover",
          "misuse-alerts");

  private static final Map<String, Card> READ = new ConcurrentHashMap<>();

  private Measures() {}

  /** The ids of all measures. */
  public static List<String> ids() {
    return IDS;
  }

  /** The cards of all measures. */
  public static List<Card> all() {
    return IDS.stream().map(Measures::byId).toList();
  }

  /**
   * The card of a measure.
   *
   * @throws Refused with the nearest id if there is none of that name
   */
  public static Card byId(String id) {
    if (!IDS.contains(id)) {
      throw Refused.usage(unknown(id) + " 'duecourse measure' lists them.");
    }
    return READ.computeIfAbsent(id, Card::read);
  }

  /**
   * The cards of several measures, with commas between their ids.
   *
   * @throws Refused with every id that is unknown or named twice
   */
  public static List<Card> list(String ids) {
    List<Card> cards = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String word : ids.split(",", -1)) {
      String id = word.strip().toLowerCase(Locale.ROOT);
      if (!IDS.contains(id)) {
        problems.add(new Problem("", unknown(word.strip())));
      } else if (cards.stream().anyMatch(card -> card.id().equals(id))) {
        problems.add(new Problem("", "'" + id + "' is named twice. Maybe remove one."));
      } else {
        cards.add(byId(id));
      }
    }
    if (problems.size() == 1) {
      throw Refused.usage(problems.getFirst().message() + " 'duecourse measure' lists them.");
    }
    if (!problems.isEmpty()) {
      throw new Refused(
          Fault.USAGE,
          problems.size() + " measures cannot be asked for; 'duecourse measure' lists them.",
          problems);
    }
    return cards;
  }

  /**
   * What a log cannot give: by measure, the keys that cannot be computed ("*" for all) and what is
   * missing. Measures that lack nothing are left out.
   */
  public static Map<String, List<NotComputable>> notComputable(AccessLog log) {
    Map<String, List<NotComputable>> result = new LinkedHashMap<>();
    for (Card card : all()) {
      List<NotComputable> missing = new Needs(log, card).missing(List.of());
      if (!missing.isEmpty()) {
        result.put(card.id(), missing);
      }
    }
    return result;
  }

  private static String unknown(String id) {
    return "'" + id + "' is no measure." + Suggestion.didYouMean(id, IDS);
  }
}
