package org.duecourse.absence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.duecourse.booking.Cost;
import org.duecourse.booking.Reason;
import org.duecourse.booking.Windowing;

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
    String pinned = line.visit().pinned();
    if (pinned != null) {
      return "chosen place " + pinned + ": " + against(line);
    }
    List<String> why = new ArrayList<>();
    if (line.fits() > 0) {
      why.add(line.fits() + " fit but are needed more elsewhere");
    }
    line.whyNot().entrySet().stream()
        .sorted(
            Map.Entry.<Reason.Rule, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(each -> why.add(each.getValue() + " " + each.getKey().words()));
    return why.isEmpty() ? "no place from the earliest day on" : String.join(", ", why);
  }

  /** The rules that keep the chosen place from a pinned visit. */
  static String against(Plan.Line line) {
    return line.whyNot().isEmpty()
        ? "before the window, taken, kept for crises or given to another visit"
        : line.whyNot().keySet().stream().map(Reason.Rule::words).collect(Collectors.joining(", "));
  }

  /** When it would be, against its window: "in time", "4 days late", "without a place". */
  public static String standing(Plan.Line line) {
    Windowing windowing = line.windowing();
    if (windowing == null) {
      return "without a place";
    }
    int late = Math.max(windowing.daysLate(), windowing.daysPastLimit());
    return late == 0 ? "in time" : late + (late == 1 ? " day late" : " days late");
  }

  /** What a place for one visit does to the others, whoever loses most first. */
  public static String whatIf(WhatIf asked) {
    String place = asked.visitId() + " at " + asked.placeId();
    if (asked.line().to() == null) {
      return place + ": not possible (" + why(asked.line()) + ").";
    }
    String moved =
        asked.moved().stream()
            .map(
                each ->
                    each.after().visit().visitId()
                        + " (weight "
                        + each.after().visit().order().weight()
                        + ") "
                        + standing(each.before())
                        + " → "
                        + standing(each.after()))
            .collect(Collectors.joining(", "));
    return place
        + ": "
        + String.format(Locale.ENGLISH, "%,.1f", asked.extra())
        + " points more, "
        + standing(asked.line())
        + "; "
        + (moved.isEmpty() ? "nobody else moves." : "others move: " + moved + ".");
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
