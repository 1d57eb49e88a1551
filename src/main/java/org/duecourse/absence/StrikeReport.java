package org.duecourse.absence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.io.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A day's report of a strike: how often each promise is not kept, and every deviation. It names
 * orders, never people.
 *
 * @param absence number of the absence
 * @param day of the report, at the clinic
 * @param keptAt when it was kept, or null for one that is made now
 * @param source where the promises come from
 * @param waiting people who lost a visit and have no other
 * @param moved people who lost a visit and have another
 */
public record StrikeReport(
    long absence,
    LocalDate day,
    @Nullable Instant keptAt,
    String source,
    int waiting,
    int moved,
    List<Count> counts,
    List<Line> lines) {
  public StrikeReport {
    counts = List.copyOf(counts);
    lines = List.copyOf(lines);
  }

  /** A promise and how often it is not kept. */
  public record Count(String rule, String says, long broken) {}

  /**
   * A promise to one person that is not kept.
   *
   * @param rule its name
   * @param since the first day on which it was not
   * @param daysLate days by which the next visit is late; 0 where there is none
   */
  public record Line(String rule, String says, String orderId, LocalDate since, int daysLate) {}

  /** A report of orders as they stand. */
  static StrikeReport of(
      long absence, LocalDate day, StrikeRules rules, List<StrikeRules.Waiting> orders) {
    List<Line> lines = new ArrayList<>();
    for (StrikeRules.Waiting order : orders) {
      for (StrikeRules.Deviation each : rules.judge(order, day)) {
        lines.add(
            new Line(
                name(each.rule()),
                each.rule().says(),
                each.orderId(),
                each.since(),
                each.daysLate()));
      }
    }
    List<Count> counts =
        rules.rules().stream()
            .map(
                rule ->
                    new Count(
                        name(rule),
                        rule.says(),
                        lines.stream().filter(line -> line.rule().equals(name(rule))).count()))
            .toList();
    int moved = Math.toIntExact(orders.stream().filter(each -> each.next() != null).count());
    return new StrikeReport(
        absence,
        day,
        null,
        rules.source() + ". " + rules.evidence(),
        orders.size() - moved,
        moved,
        counts,
        lines);
  }

  private static String name(StrikeRules.Rule rule) {
    return rule.kind().name().toLowerCase(Locale.ROOT);
  }

  /** How often a promise is not kept. */
  public long count(StrikeRules.Kind kind) {
    return counts.stream()
        .filter(each -> each.rule().equals(kind.name().toLowerCase(Locale.ROOT)))
        .mapToLong(Count::broken)
        .sum();
  }

  String countsAsJson() {
    return Json.write(
        counts.stream()
            .map(
                each -> {
                  Map<String, Object> json = new LinkedHashMap<>();
                  json.put("rule", each.rule());
                  json.put("says", each.says());
                  json.put("broken", each.broken());
                  return json;
                })
            .toList());
  }

  String linesAsJson() {
    return Json.write(
        lines.stream()
            .map(
                each -> {
                  Map<String, Object> json = new LinkedHashMap<>();
                  json.put("rule", each.rule());
                  json.put("says", each.says());
                  json.put("order", each.orderId());
                  json.put("since", each.since().toString());
                  json.put("daysLate", each.daysLate());
                  return json;
                })
            .toList());
  }

  static List<Count> counts(String json) {
    List<Count> counts = new ArrayList<>();
    for (JsonNode each : Json.read("counts", json)) {
      counts.add(
          new Count(
              each.get("rule").asString(),
              each.get("says").asString(),
              each.get("broken").asLong()));
    }
    return counts;
  }

  static List<Line> lines(String json) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode each : Json.read("deviations", json)) {
      lines.add(
          new Line(
              each.get("rule").asString(),
              each.get("says").asString(),
              each.get("order").asString(),
              LocalDate.parse(each.get("since").asString()),
              each.get("daysLate").asInt()));
    }
    return lines;
  }
}
