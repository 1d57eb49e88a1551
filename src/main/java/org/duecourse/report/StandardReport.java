package org.duecourse.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duecourse.calendar.Evidence;
import org.duecourse.standard.Example;
import org.duecourse.standard.ExampleCheck;
import org.duecourse.standard.Explanation;
import org.duecourse.standard.Policy;
import org.duecourse.standard.Standard;
import org.duecourse.standard.Threshold;
import org.duecourse.standard.Verdict;
import org.duecourse.standard.Version;
import org.jspecify.annotations.Nullable;

/** The list of rules, and one rule with its worked examples. */
public final class StandardReport {
  /** The longest line of a text for a terminal. */
  private static final int WIDTH = 110;

  private StandardReport() {}

  /** One row a rule. */
  public static Table list(List<Standard> standards) {
    List<String> columns =
        List.of("id", "where", "kind", "limit", "clock", "counts", "share", "evidence", "since");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<Map<String, @Nullable Object>> json = new ArrayList<>();
    for (Standard standard : standards) {
      Version version = standard.latest();
      List<@Nullable Object> row = new ArrayList<>();
      row.add(standard.id());
      row.add(standard.jurisdiction());
      row.add(word(standard.category()));
      row.add(version.words());
      row.add(clock(standard));
      row.add(standard.clock().counts().word());
      row.add(standard.threshold() == null ? null : share(standard.threshold()));
      row.add(version.evidence().word());
      row.add(version.from().toString());
      rows.add(row);
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        entry.put(columns.get(i), row.get(i));
      }
      entry.put("rule", standard.rule());
      entry.put("covers", standard.covers());
      json.add(entry);
    }
    return new Table(
        "",
        columns,
        rows,
        List.of(
            "share: how many must be in time, and of what; a share of providers is no line under a rate of"
                + " patients.",
            "Next: duecourse standards show us-ca.return.npmh"),
        json);
  }

  /** One rule as a table of its examples, with all else above it. */
  public static Table show(Standard standard, ExampleCheck check) {
    List<String> columns = List.of("example", "happened", "worked_out", "verdict");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<Map<String, @Nullable Object>> examples = new ArrayList<>();
    for (Example example : standard.examples()) {
      Verdict verdict = check.verdict(standard, example);
      List<@Nullable Object> row =
          List.of(
              example.name(),
              Explanation.happened(standard, example.given()),
              Explanation.workedOut(standard, example, verdict),
              Explanation.verdict(verdict));
      rows.add(row);
      examples.add(json(example, verdict, row));
    }
    return new Table(markdown(standard), columns, rows, List.of(), json(standard, examples));
  }

  /** One rule as text for a terminal. */
  public static String text(Standard standard, ExampleCheck check) {
    StringBuilder text = new StringBuilder();
    text.append(standard.id()).append(" (").append(standard.jurisdiction()).append(")\n");
    text.append(standard.rule()).append("\n\n");
    facts(standard).forEach(fact -> text.append(wrapped(fact.label(), fact.text())));
    if (!standard.examples().isEmpty()) {
      text.append("\nWorked examples (the verdicts are worked out, not copied)\n");
    }
    for (Example example : standard.examples()) {
      Verdict verdict = check.verdict(standard, example);
      text.append("\n  ").append(example.name()).append('\n');
      text.append("    ").append(Explanation.happened(standard, example.given())).append('\n');
      String workedOut = Explanation.workedOut(standard, example, verdict);
      if (!workedOut.isEmpty()) {
        text.append("    ").append(workedOut).append('\n');
      }
      text.append("    ").append(Explanation.verdict(verdict)).append('\n');
    }
    return text.toString();
  }

  /** A fact with its label; several facts can share one. */
  private record Fact(String label, String text) {}

  private static List<Fact> facts(Standard standard) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Covers", standard.covers()));
    facts.add(
        new Fact(
            "Clock",
            clock(standard)
                + "; counts what is "
                + standard.clock().counts().word()
                + switch (standard.clock().dayZero()) {
                  case COUNTS -> "";
                  case LEFT_OUT -> "; the day of the start itself does not count";
                }));
    if (!standard.clock().stopNeeds().isEmpty()) {
      facts.add(
          new Fact("Steps", String.join(", ", standard.clock().stopNeeds()).replace('_', ' ')));
    }
    facts.add(
        new Fact(
            "Calendar",
            standard.calendar()
                + (standard.otherCalendars().isEmpty()
                    ? ""
                    : ", tried under " + String.join(", ", standard.otherCalendars()))));
    for (Version version : standard.versions()) {
      facts.add(
          new Fact(
              "Value",
              version.words()
                  + ", from "
                  + version.from()
                  + (version.to() == null ? "" : " to " + version.to())
                  + ". "
                  + cited(version.source(), version.evidence())));
    }
    Threshold threshold = standard.threshold();
    if (threshold != null) {
      facts.add(
          new Fact(
              "Share",
              threshold.words()
                  + ", from "
                  + threshold.from()
                  + ". "
                  + cited(threshold.source(), threshold.evidence())));
    }
    facts.add(new Fact("Unless", Explanation.exceptions(standard)));
    standard.notes().forEach(note -> facts.add(new Fact("Note", note)));
    for (Policy policy : standard.latest().policy()) {
      facts.add(new Fact("Our choice", policy.meaning()));
    }
    return facts;
  }

  private static String cited(String source, Evidence evidence) {
    return source + " [" + evidence.word() + "]";
  }

  private static String markdown(Standard standard) {
    StringBuilder text = new StringBuilder("## " + standard.id() + "\n\n" + standard.rule() + "\n");
    for (Fact fact : facts(standard)) {
      text.append("\n- ").append(fact.label()).append(": ").append(fact.text());
    }
    return text.toString();
  }

  /** Breaks a text at blanks; every line after the first is indented. */
  private static String wrapped(String label, String text) {
    String indent = " ".repeat(12);
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder(label + " ".repeat(12 - label.length()));
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
        lines.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        line.append(indent);
      }
      line.append(word).append(' ');
    }
    return lines + line.toString().stripTrailing() + "\n";
  }

  private static String clock(Standard standard) {
    return standard.clock().start().word().replace('_', ' ') + " → " + standard.clock().stop();
  }

  private static String share(Threshold threshold) {
    String words = threshold.words();
    return words.substring(0, words.indexOf('%') + 1) + " of " + word(threshold.unit());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, @Nullable Object> json(
      Standard standard, List<Map<String, @Nullable Object>> examples) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", standard.id());
    json.put("rule", standard.rule());
    json.put("jurisdiction", standard.jurisdiction());
    json.put("covers", standard.covers());
    json.put("category", word(standard.category()));
    json.put("clock_start", standard.clock().start().word());
    json.put("clock_stop", standard.clock().stop());
    json.put("counts", standard.clock().counts().word());
    json.put("day_zero", word(standard.clock().dayZero()));
    json.put("calendar", standard.calendar());
    json.put("other_calendars", standard.otherCalendars());
    json.put("unless", standard.unless().stream().map(Enum::name).toList());
    List<Map<String, @Nullable Object>> values = new ArrayList<>();
    for (Version version : standard.versions()) {
      Map<String, @Nullable Object> value = new LinkedHashMap<>();
      value.put("from", version.from().toString());
      value.put("to", version.to() == null ? null : version.to().toString());
      value.put("limit", version.limit().words());
      Map<String, String> parts = new LinkedHashMap<>();
      version.parts().forEach((name, limit) -> parts.put(name, limit.words()));
      value.put("also", parts);
      value.put("source", version.source());
      value.put("evidence", version.evidence().word());
      value.put("policy", version.policy().stream().map(Policy::word).toList());
      values.add(value);
    }
    json.put("values", values);
    Threshold threshold = standard.threshold();
    if (threshold != null) {
      Map<String, Object> share = new LinkedHashMap<>();
      share.put("percent", threshold.percent());
      share.put("unit", word(threshold.unit()));
      share.put("of", threshold.of());
      share.put("from", threshold.from().toString());
      share.put("source", threshold.source());
      share.put("evidence", threshold.evidence().word());
      json.put("threshold", share);
    }
    json.put("notes", standard.notes());
    json.put("examples", examples);
    return json;
  }

  private static Map<String, @Nullable Object> json(
      Example example, Verdict verdict, List<@Nullable Object> row) {
    Verdict.Finding finding = verdict.finding();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", example.name());
    json.put("happened", row.get(1));
    json.put("verdict", word(verdict.outcome()));
    json.put("because", word(finding.reason()));
    json.put("limit", finding.limit() == null ? null : finding.limit().toString());
    json.put(
        "effective_limit",
        finding.effectiveLimit() == null ? null : finding.effectiveLimit().toString());
    json.put("counted", finding.counted() == null ? null : finding.counted().at().toString());
    json.put("business_days", finding.counted() == null ? null : finding.counted().businessDays());
    json.put("calendar_days", finding.counted() == null ? null : finding.counted().calendarDays());
    json.put("days_late", finding.daysLate());
    json.put("calendar_sensitive", verdict.calendarSensitive());
    json.put("by_the_letter", verdict.letter() == null ? null : word(verdict.letter().outcome()));
    return json;
  }
}
