package org.duecourse.absence;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.booking.Cost;
import org.duecourse.booking.Reason;

/** Lines of a plan in words. */
public final class PlanWords {
  private PlanWords() {}

  /** The parts of what a place costs, or the rules that keep every place from the visit. */
  public static String why(Plan.Line line) {
    Cost cost = line.cost();
    return cost == null ? whyNot(line) : parts(cost);
  }

  /** The rules that keep every place from it, the commonest first. */
  private static String whyNot(Plan.Line line) {
    if (line.whyNot().isEmpty()) {
      return "others need the places more";
    }
    return line.whyNot().entrySet().stream()
        .sorted(Map.Entry.<Reason.Rule, Integer>comparingByValue().reversed())
        .map(each -> each.getValue() + " " + each.getKey().words())
        .collect(Collectors.joining(", "));
  }

  private static String parts(Cost cost) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("late", cost.late());
    parts.put("early", cost.early());
    parts.put("full day", cost.load());
    parts.put("no second chance in the window", cost.lostRescue());
    parts.put("other clinician", cost.handover());
    parts.put("other clinic or way to meet", cost.travel());
    String words =
        parts.entrySet().stream()
            .filter(part -> part.getValue() > 0)
            .map(
                part ->
                    part.getKey() + " " + String.format(Locale.ENGLISH, "%,.1f", part.getValue()))
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "as good as ordered" : words;
  }
}
